/* SPDX-License-Identifier: ISC */
/*
 * Checking a document against a compiled schema.  Everything that does not
 * fit is reported, at the key or the value that is wrong.  Floor 1.
 */
#include "doc/schema.h"

#include <stdlib.h>
#include <string.h>

#include "doc/scalar.h"
#include "doc/shape.h"

/* How many unknown names are compared with for "did you mean". */
#define LIMIT_NAMES 64

/* After so many findings in one document the rest goes unchecked. */
#define LIMIT_FINDINGS 200

struct checker {
	struct diags *diags;
	size_t before; /* errors that were there already */
	bool is_key;   /* the text checked is a key, not a value */
};

static bool check(struct checker *checker, const struct shape *shape,
    const struct node *node);

static const struct {
	unsigned type;
	const char *name;
} shape_words[] = {
	{ SHAPE_NULL, "nothing" },
	{ SHAPE_BOOLEAN, "true or false" },
	{ SHAPE_NUMBER, "a number" },
	{ SHAPE_INTEGER, "an integer" },
	{ SHAPE_STRING, "a text" },
	{ SHAPE_ARRAY, "a list" },
	{ SHAPE_OBJECT, "a mapping" },
};

static bool
is_tired(const struct checker *checker)
{
	return diags_count(checker->diags, SEVERITY_ERROR) >=
	       checker->before + LIMIT_FINDINGS;
}

static unsigned
type_of(const struct node *node)
{
	static const unsigned scalars[] = {
		[SCALAR_NULL] = SHAPE_NULL,
		[SCALAR_BOOLEAN] = SHAPE_BOOLEAN,
		[SCALAR_INTEGER] = SHAPE_INTEGER,
		[SCALAR_NUMBER] = SHAPE_NUMBER,
		[SCALAR_STRING] = SHAPE_STRING,
	};

	if (node->kind == NODE_SCALAR)
		return scalars[scalar_type(node)];
	return node->kind == NODE_MAP ? SHAPE_OBJECT : SHAPE_ARRAY;
}

/* What a message calls a value: 'key', "item 2 of 'key'". */
static const char *
label(const struct checker *checker, const struct node *node)
{
	struct arena *arena = diags_arena(checker->diags);
	const struct node *item;
	size_t number = 1;

	if (node->name != NULL)
		return arena_printf(arena, "%s'%s'",
		    checker->is_key ? "key " : "",
		    diag_quote(checker->diags, node->name));
	if (node->parent == NULL)
		return "the document";
	for (item = node->parent->first; item != node; item = item->next)
		number++;
	return arena_printf(
	    arena, "item %zu of %s", number, label(checker, node->parent));
}

static const char *
type_word(unsigned type)
{
	size_t i = 0;

	while (shape_words[i].type != type)
		i++;
	return shape_words[i].name;
}

static bool
check_type(
    struct checker *checker, const struct shape *shape, const struct node *node)
{
	struct arena *arena = diags_arena(checker->diags);
	unsigned type = type_of(node), left = shape->types;
	const char *words = NULL, *hint = "";
	size_t i;

	if (left == 0 || (left & type) != 0)
		return true;
	/* A number includes the integers. */
	if (left & SHAPE_NUMBER)
		left &= ~(unsigned)SHAPE_INTEGER;
	for (i = 0; i < sizeof(shape_words) / sizeof(shape_words[0]); i++) {
		if (!(left & shape_words[i].type))
			continue;
		words = words == NULL ? shape_words[i].name
				      : arena_printf(arena, "%s or %s", words,
					    shape_words[i].name);
	}
	if (left & SHAPE_STRING && node->kind == NODE_SCALAR)
		hint = type == SHAPE_NULL ? "" : ": put it in quotes";
	else if (left & SHAPE_INTEGER && type == SHAPE_NUMBER)
		hint = ": write it in decimal without leading zeros";
	diag(checker->diags, RULE_SCHEMA, node->pos, "%s must be %s, is %s%s",
	    label(checker, node), words,
	    type == SHAPE_NULL      ? "empty"
	    : type == SHAPE_BOOLEAN ? "a boolean"
				    : type_word(type),
	    hint);
	return false;
}

static bool
equal(const struct node *constant, const struct node *node)
{
	return node->kind == NODE_SCALAR &&
	       scalar_type(constant) == scalar_type(node) &&
	       (scalar_type(node) == SCALAR_NULL ||
		   strcmp(constant->text, node->text) == 0);
}

static bool
check_enum(
    struct checker *checker, const struct shape *shape, const struct node *node)
{
	struct arena *arena = diags_arena(checker->diags);
	const char *names[LIMIT_NAMES], *list = "", *near = NULL;
	const struct node *value;
	size_t count = 0;

	for (value = shape->values->first; value; value = value->next) {
		if (equal(value, node))
			return true;
		list = arena_printf(arena, "%s%s%s", list,
		    list[0] != '\0' ? ", " : "", value->text);
		if (count < LIMIT_NAMES)
			names[count++] = value->text;
	}
	if (node->kind == NODE_SCALAR)
		near = diag_nearest(node->text, names, count);
	diag(checker->diags, RULE_SCHEMA, node->pos,
	    "%s must be one of: %s; is '%s'%s%s%s", label(checker, node), list,
	    node->kind == NODE_SCALAR ? diag_quote(checker->diags, node->text)
				      : type_word(type_of(node)),
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
	return false;
}

static bool
check_const(
    struct checker *checker, const struct shape *shape, const struct node *node)
{
	if (equal(shape->value, node))
		return true;
	diag(checker->diags, RULE_SCHEMA, node->pos, "%s must be '%s'",
	    label(checker, node), shape->value->text);
	return false;
}

/* Reports unless LEAST <= COUNT <= MOST. */
static bool
check_count(struct checker *checker, const struct node *node, size_t count,
    size_t least, size_t most, const char *of)
{
	if (count >= least && count <= most)
		return true;
	diag(checker->diags, RULE_SCHEMA, node->pos,
	    "%s must have at %s %zu %s%s, has %zu", label(checker, node),
	    count < least ? "least" : "most", count < least ? least : most, of,
	    (count < least ? least : most) == 1 ? "" : "s", count);
	return false;
}

static bool
check_text(
    struct checker *checker, const struct shape *shape, const struct node *node)
{
	const char *byte;
	size_t count = 0;

	for (byte = node->text; *byte != '\0'; byte++)
		if (((unsigned char)*byte & 0xc0) != 0x80)
			count++;
	if (!check_count(checker, node, count, shape->least_length,
		shape->most_length, "character"))
		return false;
	if (shape->pattern == NULL || pattern_match(shape->pattern, node->text))
		return true;
	diag(checker->diags, RULE_SCHEMA, node->pos,
	    "%s must fit the pattern %s", label(checker, node),
	    pattern_expression(shape->pattern));
	return false;
}

static bool
check_integer(
    struct checker *checker, const struct shape *shape, const struct node *node)
{
	int64_t value;

	if (!scalar_integer(node->text, &value))
		return false;
	if (value >= shape->minimum && value <= shape->maximum)
		return true;
	if (value < shape->minimum)
		diag(checker->diags, RULE_SCHEMA, node->pos,
		    "%s must be at least %lld", label(checker, node),
		    (long long)shape->minimum);
	else
		diag(checker->diags, RULE_SCHEMA, node->pos,
		    "%s must be at most %lld", label(checker, node),
		    (long long)shape->maximum);
	return false;
}

static int
compare_items(const void *left, const void *right)
{
	const struct node *a = *(const struct node *const *)left;
	const struct node *b = *(const struct node *const *)right;
	int order = strcmp(a->text, b->text);

	if (order != 0)
		return order;
	return a->pos.offset < b->pos.offset ? -1 : 1;
}

/* The items are strings, see check_combination() in schema.c. */
static bool
check_unique(struct checker *checker, const struct node *node)
{
	size_t count = node_count(node), i = 0;
	const struct node **items, *item;
	bool unique = true;

	items = arena_array(diags_arena(checker->diags), count, sizeof(*items));
	for (item = node->first; item != NULL; item = item->next)
		items[i++] = item;
	qsort(items, count, sizeof(*items), compare_items);
	for (i = 1; i < count && !is_tired(checker); i++)
		if (strcmp(items[i - 1]->text, items[i]->text) == 0) {
			diag(checker->diags, RULE_SCHEMA, items[i]->pos,
			    "%s has '%s' twice", label(checker, node),
			    diag_quote(checker->diags, items[i]->text));
			unique = false;
		}
	return unique;
}

static bool
check_list(
    struct checker *checker, const struct shape *shape, const struct node *node)
{
	bool fits = check_count(checker, node, node_count(node),
	    shape->least_items, shape->most_items, "item");
	const struct node *item;

	if (shape->items == NULL)
		return fits;
	for (item = node->first; item != NULL; item = item->next)
		fits = check(checker, shape->items, item) && fits;
	return fits && (!shape->unique || check_unique(checker, node));
}

static void
unknown_key(
    struct checker *checker, const struct shape *shape, const struct node *node)
{
	const char *names[LIMIT_NAMES], *near;
	size_t count = 0, i;

	for (i = 0; i < shape->property_count && count < LIMIT_NAMES; i++)
		if (shape->properties[i].name != NULL)
			names[count++] = shape->properties[i].name;
	near = diag_nearest(node->name, names, count);
	diag(checker->diags, RULE_SCHEMA, node->name_pos,
	    "unknown key '%s'%s%s%s", diag_quote(checker->diags, node->name),
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

/* A key as the text that propertyNames speaks of. */
static bool
check_name(
    struct checker *checker, const struct shape *shape, const struct node *node)
{
	struct checker keys = *checker;
	struct node name = {
		.kind = NODE_SCALAR,
		.name = node->name,
		.text = node->name,
		.name_pos = node->name_pos,
		.pos = node->name_pos,
	};

	keys.is_key = true;
	return check(&keys, shape, &name);
}

static bool
check_property(
    struct checker *checker, const struct shape *shape, const struct node *node)
{
	const struct shape_property *property;
	bool known = false, fits = true;
	size_t i;

	if (is_tired(checker))
		return false;
	if (shape->names != NULL)
		fits = check_name(checker, shape->names, node);
	for (i = 0; i < shape->property_count; i++) {
		property = &shape->properties[i];
		if (property->name != NULL
			? strcmp(property->name, node->name) != 0
			: !pattern_match(property->pattern, node->name))
			continue;
		known = true;
		fits = check(checker, property->shape, node) && fits;
	}
	if (known || shape->additional == NULL)
		return fits;
	if (!shape->additional->never)
		return check(checker, shape->additional, node) && fits;
	if (fits)
		unknown_key(checker, shape, node);
	return false;
}

static bool
check_map(
    struct checker *checker, const struct shape *shape, const struct node *node)
{
	bool fits = check_count(checker, node, node_count(node),
	    shape->least_properties, shape->most_properties, "key");
	const struct node *child;

	child = shape->required != NULL ? shape->required->first : NULL;
	for (; child != NULL; child = child->next) {
		if (node_child(node, child->text) != NULL)
			continue;
		diag(checker->diags, RULE_SCHEMA,
		    node->name != NULL ? node->name_pos : node->pos,
		    "%s must have the key '%s'", label(checker, node),
		    child->text);
		fits = false;
	}
	for (child = node->first; child != NULL; child = child->next)
		fits = check_property(checker, shape, child) && fits;
	return fits;
}

/* What is asked besides, as the condition fits or not: of that nothing is
 * reported. */
static bool
check_branch(
    struct checker *checker, const struct shape *shape, const struct node *node)
{
	struct checker silent = { .is_key = checker->is_key };
	const struct shape *branch;

	if (shape->condition == NULL)
		return true;
	silent.diags = diags_new(diags_arena(checker->diags), 1);
	branch = check(&silent, shape->condition, node) ? shape->then
							: shape->otherwise;
	return branch == NULL || check(checker, branch, node);
}

static bool
check(
    struct checker *checker, const struct shape *shape, const struct node *node)
{
	static const struct {
		unsigned type;
		bool (*check)(struct checker *, const struct shape *,
		    const struct node *);
	} kinds[] = {
		{ SHAPE_STRING, check_text },
		{ SHAPE_INTEGER, check_integer },
		{ SHAPE_ARRAY, check_list },
		{ SHAPE_OBJECT, check_map },
	};
	unsigned type = type_of(node);
	bool fits;
	size_t i;

	if (is_tired(checker))
		return false;
	if (shape->never) {
		diag(checker->diags, RULE_SCHEMA,
		    node->name != NULL ? node->name_pos : node->pos,
		    "%s is not allowed here", label(checker, node));
		return false;
	}
	if (shape->ref != NULL && !check(checker, shape->ref, node))
		return false;
	if (!check_type(checker, shape, node))
		return false;
	if (shape->values != NULL && !check_enum(checker, shape, node))
		return false;
	if (shape->value != NULL && !check_const(checker, shape, node))
		return false;
	fits = check_branch(checker, shape, node);
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].type == type)
			return kinds[i].check(checker, shape, node) && fits;
	return fits;
}

bool
schema_check(
    const struct schema *schema, const struct node *node, struct diags *diags)
{
	struct checker checker = { .diags = diags,
		.before = diags_count(diags, SEVERITY_ERROR) };

	return check(&checker, &schema->root, node);
}

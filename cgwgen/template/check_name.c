/* SPDX-License-Identifier: ISC */
/*
 * Names and attributes: what is known of an expression's value, and what its
 * values surely do not have.  In doubt a value is unknown and nothing is
 * said.
 */
#include <string.h>

#include "template/check.h"

/* Names that the engine sets where they mean something. */
static const char *const specials[] = { "loop", "self", "super", "caller",
	"varargs", "kwargs" };

/* ---- shapes ----------------------------------------------------------- */

static struct shape
shape_one(struct checker *c, const struct tvalue *value)
{
	struct shape shape = { arena_array(c->arena, 1, sizeof(*shape.items)),
		1 };

	shape.items[0] = value;
	return shape;
}

struct shape
shape_items(struct checker *c, struct shape list)
{
	struct shape ret = SHAPE_UNKNOWN;
	size_t count = 0, i, j;

	for (i = 0; i < list.count; i++) {
		if (!is_sequence(list.items[i]))
			return SHAPE_UNKNOWN;
		count += list.items[i]->as.list->count;
	}
	if (count == 0 || !check_afford(c, count))
		return SHAPE_UNKNOWN;
	ret.items = arena_array(c->arena, count, sizeof(*ret.items));
	for (i = 0; i < list.count; i++)
		for (j = 0; j < list.items[i]->as.list->count; j++)
			ret.items[ret.count++] =
			    &list.items[i]->as.list->items[j];
	return ret;
}

/* ---- reports ---------------------------------------------------------- */

/* NAME is none of KNOWN: says so, in MESSAGE, with the nearest. */
static void
unknown(struct checker *c, const struct node *node, const char *name,
    const struct known *known, const char *message)
{
	bool strict = c->set->options.undefined == TEMPLATE_STRICT;
	/* Any name of one letter is near to any other: that is no help. */
	const char *near = strlen(name) < 3
			       ? NULL
			       : diag_nearest(name, known->names, known->count);

	check_report(c, RULE_TEMPLATE_NAME,
	    strict ? SEVERITY_ERROR : SEVERITY_WARNING, node->at, "%s%s%s%s",
	    message, near != NULL ? "; did you mean '" : "",
	    near != NULL ? diag_quote(c->diags, near) : "",
	    near != NULL ? "'?" : "");
}

static void
unknown_name(struct checker *c, const struct node *node, bool in_context)
{
	const char *name = node->as.name.name->text;
	struct known known = { .count = 0 };
	const struct binding *binding;
	size_t i;

	if (c->context->kind == TV_DICT)
		know_keys(c->arena, &known, c->context->as.dict, false);
	for (binding = c->bindings; binding; binding = binding->outer)
		know(&known, binding->name);
	know_keys(c->arena, &known, c->stored, false);
	for (i = 0; i < function_count; i++)
		know(&known, function_table[i].name);
	unknown(c, node, name, &known,
	    arena_printf(c->arena,
		in_context
		    ? "'%s' is not seen here: an imported template does not "
		      "see "
		      "the context, unless it is imported 'with context'"
		    : "'%s' is set nowhere, and the context does not have it",
		diag_quote(c->diags, name)));
}

/* NODE as the template has it, up to its last attribute. */
static const char *
written(const struct checker *c, const struct node *node)
{
	return diag_quote(c->diags,
	    arena_copy(c->arena, source_text(c->template->source) + node->start,
		node->end - node->start));
}

static void
unknown_attribute(struct checker *c, const struct node *node,
    const struct tvalue *key, struct shape object)
{
	const char *name = arena_copy(c->arena, key->as.text, key->length);
	struct known known = { .count = 0 };
	size_t i;

	for (i = 0; i < object.count; i++)
		if (object.items[i]->kind == TV_DICT)
			know_keys(
			    c->arena, &known, object.items[i]->as.dict, false);
	unknown(c, node, name, &known,
	    arena_printf(c->arena, "'%s': the %s has no '%s'", written(c, node),
		tv_type_name(object.items[0]), diag_quote(c->diags, name)));
}

/* ---- names and attributes --------------------------------------------- */

struct stored *
stored_find(const struct checker *c, const struct name *name)
{
	const struct tentry *entry =
	    dict_find_name(c->stored, name->text, name->length, name->hash);

	return entry != NULL ? entry->value.as.object : NULL;
}

static bool
is_global(const struct checker *c, const struct name *name)
{
	size_t i;

	for (i = 0; i < LENGTH_OF(specials); i++)
		if (strcmp(specials[i], name->text) == 0)
			return true;
	return dict_find_name(c->set->globals.as.dict, name->text, name->length,
		   name->hash) != NULL ||
	       table_find(function_table, function_count, name->text) != NULL;
}

static struct shape
shape_of_name(struct checker *c, const struct node *node)
{
	const struct name *name = node->as.name.name;
	const struct stored *stored = stored_find(c, name);
	const struct binding *binding = c->bindings;
	const struct tvalue *value;

	value = tv_dict_get(c->context, name->text, name->length);
	while (binding != NULL && strcmp(binding->name, name->text) != 0)
		binding = binding->outer;
	/* A name that is set and also comes from elsewhere may be either. */
	if (stored != NULL)
		return value == NULL && binding == NULL && stored->times == 1
			   ? stored->shape
			   : SHAPE_UNKNOWN;
	if (binding != NULL)
		return binding->shape;
	if (value != NULL && !c->imported)
		return shape_one(c, value);
	if (c->judges && !is_global(c, name) && !is_guarded(c, node))
		unknown_name(c, node, value != NULL);
	return SHAPE_UNKNOWN;
}

static bool
has_method(const struct builtin *table, const struct tvalue *key)
{
	for (; table->name != NULL; table++)
		if (strlen(table->name) == key->length &&
		    memcmp(table->name, key->as.text, key->length) == 0)
			return true;
	return false;
}

/* Whether a value has KEY; *KNOWN is false when nobody can say. */
static const struct tvalue *
member(const struct tvalue *object, const struct tvalue *key, bool *known)
{
	const struct tvalue *value = NULL;
	const struct builtin *methods = NULL;

	switch (object->kind) {
	case TV_DICT:
		methods = dict_methods;
		value = tv_dict_get(object, key->as.text, key->length);
		break;
	case TV_LIST:
		methods = list_methods;
		break;
	case TV_STRING:
		methods = string_methods;
		break;
	default:
		break;
	}
	/* A method may hide an item, or the other way round. */
	*known = methods != NULL && !has_method(methods, key);
	return value;
}

static struct shape
shape_attribute(struct checker *c, const struct node *node,
    const struct tvalue *key, struct shape object)
{
	struct shape ret = SHAPE_UNKNOWN;
	const struct tvalue *value;
	bool known;
	size_t i;

	if (object.count == 0 || !check_afford(c, object.count))
		return SHAPE_UNKNOWN;
	ret.items = arena_array(c->arena, object.count, sizeof(*ret.items));
	for (i = 0; i < object.count; i++) {
		value = member(object.items[i], key, &known);
		if (!known)
			return SHAPE_UNKNOWN;
		if (value != NULL)
			ret.items[ret.count++] = value;
	}
	if (ret.count == 0 && !c->changes && !is_guarded(c, node))
		unknown_attribute(c, node, key, object);
	return ret;
}

static struct shape
shape_of_access(struct checker *c, const struct node *node)
{
	struct shape object = shape_of(c, node->as.access.object);
	const struct node *index = node->as.access.key;
	struct tvalue key;

	if (key_of(node, &key) && key.kind == TV_STRING)
		return shape_attribute(c, node, &key, object);
	if (index == NULL)
		return SHAPE_UNKNOWN;
	check_expression(c, index);
	return index->kind == N_SLICE ? object : shape_items(c, object);
}

/* ---- expressions ------------------------------------------------------ */

/* A list that is written out, of values that are all known. */
static struct shape
shape_of_list(struct checker *c, const struct node *node)
{
	struct tvalue *list = ARENA_NEW(c->arena, struct tvalue);
	struct shape item;
	bool known = true;
	uint32_t i;
	size_t j;

	*list = tv_list(c->arena, node->as.list.count);
	for (i = 0; i < node->as.list.count; i++) {
		item = shape_of(c, node->as.list.items[i]);
		known = known && item.count != 0 && check_afford(c, item.count);
		for (j = 0; known && j < item.count; j++)
			tv_list_add(c->arena, list, *item.items[j]);
	}
	return known ? shape_one(c, list) : SHAPE_UNKNOWN;
}

static void
check_row(struct checker *c, const struct node *node)
{
	bool test = node->kind == N_TEST;
	const struct name *name = node->as.call.name;
	const char *near;

	if (node->as.call.row != NULL ||
	    dict_find_name(c->asked, name->text, name->length, name->hash))
		return;
	near = nearest_filter(c->set, c->arena, name->text, test);
	check_report(c, RULE_TEMPLATE_SYNTAX, SEVERITY_WARNING, node->at,
	    "there is no %s named '%s'%s%s%s", test ? "test" : "filter",
	    diag_quote(c->diags, name->text),
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

/* Filters whose result is a list of items of their input, or one of them. */
static struct shape
shape_of_filter(struct checker *c, const struct node *node, struct shape input)
{
	static const char *const lists[] = { "list", "reject", "rejectattr",
		"reverse", "select", "selectattr", "sort", "unique" };
	const struct builtin *row = node->as.call.row;
	size_t i;

	if (row == NULL ||
	    row != table_find(filter_table, filter_count, row->name))
		return SHAPE_UNKNOWN;
	if (is_called(node, "first", "last"))
		return shape_items(c, input);
	for (i = 0; i < LENGTH_OF(lists); i++)
		if (strcmp(lists[i], row->name) == 0)
			break;
	if (i == LENGTH_OF(lists))
		return SHAPE_UNKNOWN;
	for (i = 0; i < input.count; i++)
		if (input.items[i]->kind != TV_LIST)
			return SHAPE_UNKNOWN;
	return input;
}

static void
check_args(struct checker *c, const struct args *args)
{
	uint32_t i;

	if (args == NULL)
		return;
	check_list(c, &args->positional, check_expression);
	for (i = 0; i < args->keyword_count; i++)
		check_expression(c, args->keywords[i].value);
	if (args->star != NULL)
		check_expression(c, args->star);
	if (args->star_star != NULL)
		check_expression(c, args->star_star);
}

static struct shape
shape_of_row(struct checker *c, const struct node *node)
{
	const struct guard *guards = c->guards;
	struct shape input = SHAPE_UNKNOWN;

	check_row(c, node);
	if (node->as.call.subject != NULL) {
		if (node->kind == N_TEST
			? is_called(node, "defined", "undefined")
			: is_called(node, "default", "d"))
			guard_push(c, node->as.call.subject, NULL);
		input = shape_of(c, node->as.call.subject);
		c->guards = guards;
	}
	check_args(c, node->as.call.args);
	return node->kind == N_FILTER ? shape_of_filter(c, node, input)
				      : SHAPE_UNKNOWN;
}

struct shape
shape_of(struct checker *c, const struct node *node)
{
	const struct guard *guards = c->guards;

	switch (node->kind) {
	case N_NAME:
		return shape_of_name(c, node);
	case N_ATTR:
	case N_ITEM:
		return shape_of_access(c, node);
	case N_LIST:
	case N_TUPLE:
		return shape_of_list(c, node);
	case N_FILTER:
	case N_TEST:
		return shape_of_row(c, node);
	case N_AND:
	case N_OR:
		guards_of(c, node);
		break;
	case N_COND:
		guards_of(c, node->as.cond.test);
		break;
	default:
		break;
	}
	check_children(c, node, check_expression);
	c->guards = guards;
	return SHAPE_UNKNOWN;
}

void
check_expression(struct checker *c, const struct node *node)
{
	shape_of(c, node);
}

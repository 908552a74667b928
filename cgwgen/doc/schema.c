/* SPDX-License-Identifier: ISC */
/*
 * Compiling a JSON Schema: every keyword is a row with the function that
 * reads it, and a keyword without a row makes the schema invalid.  Those
 * with plain values are in schema_plain.c; checking a document is in
 * schema_check.c.  Floor 1.
 */
#include "doc/schema.h"

#include <string.h>

#include "doc/scalar.h"
#include "doc/shape.h"

static bool compile(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret);

/* Whether NODE is a list of strings and nothing else. */
static bool
is_string_list(const struct node *node)
{
	const struct node *item;

	if (node->kind != NODE_SEQUENCE)
		return false;
	for (item = node->first; item != NULL; item = item->next)
		if (!schema_is_string(item))
			return false;
	return true;
}

static bool
compile_required(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	if (!is_string_list(node))
		return schema_expected(compiler, node, "a list of keys");
	ret->required = node;
	return true;
}

static struct pattern *
compile_expression(struct schema_compiler *compiler, const struct node *at,
    const char *expression)
{
	struct schema *schema = compiler->schema;
	struct pattern *pattern, **grown;
	struct pattern_error error;

	pattern = pattern_new(expression, PATTERN_ANYWHERE, &error);
	if (pattern == NULL) {
		schema_expected(compiler, at,
		    arena_printf(compiler->arena, "a pattern: %s at %zu",
			error.message, error.offset));
		return NULL;
	}
	if (schema->pattern_count == schema->pattern_capacity) {
		schema->pattern_capacity = schema->pattern_capacity * 2 + 16;
		grown = arena_array(compiler->arena, schema->pattern_capacity,
		    sizeof(struct pattern *));
		if (schema->pattern_count != 0)
			memcpy(grown, schema->patterns,
			    schema->pattern_count * sizeof(*grown));
		schema->patterns = grown;
	}
	schema->patterns[schema->pattern_count++] = pattern;
	return pattern;
}

static bool
compile_pattern(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	if (!schema_is_string(node))
		return schema_expected(compiler, node, "a pattern");
	ret->pattern = compile_expression(compiler, node, node->text);
	return ret->pattern != NULL;
}

/* Appends the properties below NODE; both keywords fill one list. */
static bool
add_properties(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret, bool by_pattern)
{
	size_t count = ret->property_count;
	struct shape_property *property;
	const struct node *child;
	struct shape *shape;

	if (node->kind != NODE_MAP)
		return schema_expected(compiler, node, "a mapping of schemas");
	property = arena_array(
	    compiler->arena, count + node_count(node), sizeof(*property));
	if (count != 0)
		memcpy(property, ret->properties, count * sizeof(*property));
	ret->properties = property;
	for (child = node->first; child != NULL; child = child->next) {
		property = &ret->properties[ret->property_count++];
		shape = ARENA_NEW(compiler->arena, struct shape);
		property->shape = shape;
		if (!by_pattern)
			property->name = child->name;
		else if ((property->pattern = compile_expression(
			      compiler, child, child->name)) == NULL)
			return false;
		if (!compile(compiler, child, shape))
			return false;
	}
	return true;
}

static bool
compile_properties(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	return add_properties(compiler, node, ret, false);
}

static bool
compile_pattern_properties(struct schema_compiler *compiler,
    const struct node *node, struct shape *ret)
{
	return add_properties(compiler, node, ret, true);
}

static bool
compile_below(struct schema_compiler *compiler, const struct node *node,
    const struct shape **ret)
{
	struct shape *shape = ARENA_NEW(compiler->arena, struct shape);

	*ret = shape;
	return compile(compiler, node, shape);
}

static bool
compile_additional(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	return compile_below(compiler, node, &ret->additional);
}

static bool
compile_names(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	return compile_below(compiler, node, &ret->names);
}

static bool
compile_items(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	return compile_below(compiler, node, &ret->items);
}

static bool
compile_if(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	return compile_below(compiler, node, &ret->condition);
}

static bool
compile_then(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	return compile_below(compiler, node, &ret->then);
}

static bool
compile_else(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	return compile_below(compiler, node, &ret->otherwise);
}

static bool
compile_ref(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	static const char prefix[] = "#/$defs/";
	const struct schema *schema = compiler->schema;
	const char *name;
	size_t i;

	if (!schema_is_string(node) ||
	    strncmp(node->text, prefix, sizeof(prefix) - 1) != 0)
		return schema_expected(compiler, node, "'#/$defs/' and a name");
	name = node->text + sizeof(prefix) - 1;
	for (i = 0; i < schema->definition_count; i++)
		if (strcmp(schema->definitions[i].name, name) == 0)
			ret->ref = schema->definitions[i].shape;
	if (ret->ref == NULL)
		return schema_expected(compiler, node, "a name that $defs has");
	return true;
}

/* Only at the top, where schema_compile() has read it already. */
static bool
compile_definitions(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	if (ret != &compiler->schema->root)
		return schema_expected(compiler, node, "to be at the top");
	return true;
}

static bool
pass_over(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	(void)compiler;
	(void)node;
	(void)ret;
	return true;
}

static const struct {
	const char *name;
	bool (*compile)(
	    struct schema_compiler *, const struct node *, struct shape *);
} keywords[] = {
	{ "$comment", pass_over },
	{ "$defs", compile_definitions },
	{ "$id", pass_over },
	{ "$ref", compile_ref },
	{ "$schema", pass_over },
	{ "additionalProperties", compile_additional },
	{ "const", schema_const },
	{ "default", pass_over },
	{ "description", pass_over },
	{ "else", compile_else },
	{ "enum", schema_enum },
	{ "examples", pass_over },
	{ "if", compile_if },
	{ "items", compile_items },
	{ "maxItems", schema_size },
	{ "maxLength", schema_size },
	{ "maxProperties", schema_size },
	{ "maximum", schema_bound },
	{ "minItems", schema_size },
	{ "minLength", schema_size },
	{ "minProperties", schema_size },
	{ "minimum", schema_bound },
	{ "pattern", compile_pattern },
	{ "patternProperties", compile_pattern_properties },
	{ "properties", compile_properties },
	{ "propertyNames", compile_names },
	{ "required", compile_required },
	{ "then", compile_then },
	{ "title", pass_over },
	{ "type", schema_type },
	{ "uniqueItems", schema_unique },
};

static bool
compile_keyword(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	size_t i;

	for (i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
		if (strcmp(keywords[i].name, node->name) == 0)
			return keywords[i].compile(compiler, node, ret);
	diag(compiler->diags, RULE_SCHEMA, node->name_pos,
	    "in the schema itself: keyword '%s' is not understood",
	    diag_quote(compiler->diags, node->name));
	return false;
}

/* Keywords that schema_check.c can honour only beside others. */
static bool
check_combination(struct schema_compiler *compiler, const struct node *node,
    const struct shape *shape)
{
	if ((shape->minimum != INT64_MIN || shape->maximum != INT64_MAX) &&
	    (shape->types & SHAPE_NUMBER || shape->types == 0))
		return schema_expected(compiler, node,
		    "type 'integer' beside minimum and maximum");
	if (shape->unique &&
	    (shape->items == NULL || shape->items->types != SHAPE_STRING))
		return schema_expected(compiler, node,
		    "items of type 'string' beside uniqueItems");
	/* Either one without the other asks for nothing. */
	if ((shape->condition != NULL) !=
	    (shape->then != NULL || shape->otherwise != NULL))
		return schema_expected(
		    compiler, node, "'if' with 'then' or 'else'");
	return true;
}

static bool
compile(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	const struct node *child;

	*ret = (struct shape){ .most_properties = SIZE_MAX,
		.most_items = SIZE_MAX,
		.most_length = SIZE_MAX,
		.minimum = INT64_MIN,
		.maximum = INT64_MAX };
	if (node->kind == NODE_SCALAR && scalar_type(node) == SCALAR_BOOLEAN) {
		ret->never = node->text[0] == 'f';
		return true;
	}
	if (node->kind != NODE_MAP)
		return schema_expected(compiler, node, "a schema");
	for (child = node->first; child != NULL; child = child->next)
		if (!compile_keyword(compiler, child, ret))
			return false;
	return check_combination(compiler, node, ret);
}

/* The shapes first, since definitions may name each other. */
static bool
compile_all(struct schema_compiler *compiler, const struct node *root)
{
	const struct node *definitions = node_child(root, "$defs"), *child;
	struct schema *schema = compiler->schema;
	const struct shape *shape;
	size_t i, steps;

	if (definitions != NULL && definitions->kind != NODE_MAP)
		return schema_expected(
		    compiler, definitions, "a mapping of schemas");
	schema->definitions = arena_array(compiler->arena,
	    definitions != NULL ? node_count(definitions) : 0,
	    sizeof(*schema->definitions));
	for (child = definitions != NULL ? definitions->first : NULL;
	     child != NULL; child = child->next) {
		schema->definitions[schema->definition_count].name =
		    child->name;
		schema->definitions[schema->definition_count++].shape =
		    ARENA_NEW(compiler->arena, struct shape);
	}
	for (i = 0; i < schema->definition_count; i++)
		if (!compile(compiler,
			node_child(definitions, schema->definitions[i].name),
			schema->definitions[i].shape))
			return false;
	/* A $ref that comes back to itself would never end. */
	for (i = 0; i < schema->definition_count; i++) {
		shape = schema->definitions[i].shape;
		for (steps = 0; shape != NULL; shape = shape->ref)
			if (steps++ > schema->definition_count)
				return schema_expected(compiler, definitions,
				    "definitions that end");
	}
	return compile(compiler, root, &schema->root);
}

struct schema *
schema_compile(
    const struct node *root, struct arena *arena, struct diags *diags)
{
	struct schema *schema = ARENA_NEW(arena, struct schema);
	struct schema_compiler compiler = {
		.schema = schema, .arena = arena, .diags = diags
	};

	if (compile_all(&compiler, root))
		return schema;
	schema_free(schema);
	return NULL;
}

void
schema_free(struct schema *schema)
{
	size_t i;

	if (schema == NULL)
		return;
	for (i = 0; i < schema->pattern_count; i++)
		pattern_free(schema->patterns[i]);
	schema->pattern_count = 0;
}

/* SPDX-License-Identifier: ISC */
/*
 * The keywords of a JSON Schema whose values are plain: types, constants,
 * sizes.  schema.c has those that hold other schemas.  Floor 1.
 */
#include <string.h>

#include "doc/scalar.h"
#include "doc/shape.h"

/* Reports what a keyword's value had to be. */
bool
schema_expected(
    struct schema_compiler *compiler, const struct node *at, const char *what)
{
	diag(compiler->diags, RULE_SCHEMA, at->pos,
	    "in the schema itself: '%s' expects %s",
	    at->name != NULL ? diag_quote(compiler->diags, at->name) : "item",
	    what);
	return false;
}

static const struct {
	const char *name;
	unsigned types;
} type_names[] = {
	{ "null", SHAPE_NULL },
	{ "boolean", SHAPE_BOOLEAN },
	{ "integer", SHAPE_INTEGER },
	{ "number", SHAPE_INTEGER | SHAPE_NUMBER },
	{ "string", SHAPE_STRING },
	{ "array", SHAPE_ARRAY },
	{ "object", SHAPE_OBJECT },
};

bool
schema_is_string(const struct node *node)
{
	return node->kind == NODE_SCALAR && scalar_type(node) == SCALAR_STRING;
}

static bool
add_type(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	size_t i;

	for (i = 0; i < sizeof(type_names) / sizeof(type_names[0]); i++)
		if (schema_is_string(node) &&
		    strcmp(node->text, type_names[i].name) == 0) {
			ret->types |= type_names[i].types;
			return true;
		}
	return schema_expected(compiler, node, "the name of a JSON type");
}

bool
schema_type(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	const struct node *item;

	if (node->kind == NODE_SCALAR)
		return add_type(compiler, node, ret);
	if (node->kind != NODE_SEQUENCE || node->first == NULL)
		return schema_expected(compiler, node, "types");
	for (item = node->first; item != NULL; item = item->next)
		if (!add_type(compiler, item, ret))
			return false;
	return true;
}

/* Equality is simple for scalars without fractions only. */
static bool
is_constant(const struct node *node)
{
	return node->kind == NODE_SCALAR && scalar_type(node) != SCALAR_NUMBER;
}

bool
schema_enum(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	const struct node *item;

	if (node->kind != NODE_SEQUENCE || node->first == NULL)
		return schema_expected(compiler, node, "a list of values");
	for (item = node->first; item != NULL; item = item->next)
		if (!is_constant(item))
			return schema_expected(compiler, item,
			    "a string, integer, boolean or null");
	ret->values = node;
	return true;
}

bool
schema_const(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	if (!is_constant(node))
		return schema_expected(
		    compiler, node, "a string, integer, boolean or null");
	ret->value = node;
	return true;
}

bool
schema_unique(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	if (node->kind != NODE_SCALAR || scalar_type(node) != SCALAR_BOOLEAN)
		return schema_expected(compiler, node, "true or false");
	ret->unique = node->text[0] == 't';
	return true;
}

/* The limits, by the member of struct shape that keeps them. */
static size_t *
size_member(struct shape *shape, const char *keyword)
{
	const struct {
		const char *keyword;
		size_t *member;
	} members[] = {
		{ "minProperties", &shape->least_properties },
		{ "maxProperties", &shape->most_properties },
		{ "minItems", &shape->least_items },
		{ "maxItems", &shape->most_items },
		{ "minLength", &shape->least_length },
		{ "maxLength", &shape->most_length },
	};
	size_t i = 0;

	while (strcmp(members[i].keyword, keyword) != 0)
		i++;
	return members[i].member;
}

bool
schema_size(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	int64_t value;

	if (node->kind != NODE_SCALAR || !node->plain ||
	    !scalar_integer(node->text, &value) || value < 0)
		return schema_expected(compiler, node, "an integer from 0");
	*size_member(ret, node->name) = (size_t)value;
	return true;
}

bool
schema_bound(struct schema_compiler *compiler, const struct node *node,
    struct shape *ret)
{
	int64_t *bound =
	    strcmp(node->name, "minimum") == 0 ? &ret->minimum : &ret->maximum;

	if (node->kind != NODE_SCALAR || !node->plain ||
	    !scalar_integer(node->text, bound))
		return schema_expected(compiler, node, "an integer");
	return true;
}

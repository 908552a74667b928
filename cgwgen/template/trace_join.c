/* SPDX-License-Identifier: ISC */
/*
 * What templates do with the same leaf of many dicts: one attribute of each
 * joined to a text.  A list has no opaque items; this text may be.  Floor 3.
 */
#include <string.h>

#include "template/filters.h"
#include "template/trace.h"

static bool
is_filter(const struct node *node, template_function *function)
{
	return node != NULL && node->kind == N_FILTER &&
	       node->as.call.row != NULL &&
	       node->as.call.row->function == function;
}

/* A string that is a constant, or one of two; false for anything else. */
static bool
is_text(struct run *r, const struct node *node, struct tvalue *ret)
{
	bool truth;

	if (node->kind == N_COND && node->as.cond.no != NULL) {
		if (!eval_truth(r, node->as.cond.test, &truth))
			return false;
		node = truth ? node->as.cond.yes : node->as.cond.no;
	}
	*ret = node->as.constant;
	return node->kind == N_CONST && ret->kind == TV_STRING;
}

/* The attribute in "map(attribute='a')". */
static bool
is_mapped(struct run *r, const struct node *map, struct tvalue *ret)
{
	const struct args *args = map->as.call.args;

	return args != NULL && args->positional.count == 0 &&
	       args->keyword_count == 1 && args->star == NULL &&
	       args->star_star == NULL &&
	       strcmp(args->keywords[0].name->text, "attribute") == 0 &&
	       is_text(r, args->keywords[0].value, ret);
}

/* What stands between in "join('b')". */
static bool
is_joined(struct run *r, const struct node *join, struct tvalue *ret)
{
	const struct args *args = join->as.call.args;

	*ret = string_of("", 0);
	return args == NULL ||
	       (args->positional.count == 1 && args->keyword_count == 0 &&
		   args->star == NULL && args->star_star == NULL &&
		   is_text(r, args->positional.items[0], ret));
}

/* The leaves of LIST's dicts; NULL when that is not what it has. */
static struct tvalue *
leaves_of(
    struct run *r, const struct tlist *list, const struct tvalue *attribute)
{
	struct tvalue *leaves =
	    arena_array(r->arena, list->count, sizeof(*leaves));
	struct name name = { .text = arena_copy(r->arena, attribute->as.text,
				 attribute->length),
		.length = attribute->length,
		.hash = hash_bytes(attribute->as.text, attribute->length) };
	size_t i;

	for (i = 0; i < list->count; i++)
		if (!opaque_attribute(r, &list->items[i], &name, &leaves[i]))
			return NULL;
	return leaves;
}

bool
opaque_join(
    struct run *r, const struct node *node, struct tvalue *ret, bool *good)
{
	const struct node *map = node->as.call.subject, *names;
	struct tvalue attribute, between, *leaves;
	const struct tvalue *list;
	struct mark mark;
	size_t i;

	if (!is_filter(node, filter_join) || !is_filter(map, filter_map))
		return false;
	names = map->as.call.subject;
	if (names == NULL || names->kind != N_NAME)
		return false;
	list = slot_of(r, names->as.name.ref);
	if (!is_sequence(list) || !is_mapped(r, map, &attribute) ||
	    !is_joined(r, node, &between))
		return false;
	leaves = leaves_of(r, list->as.list, &attribute);
	if (leaves == NULL)
		return false;
	r->at = node->at;
	mark = sink_mark(r);
	*good = true;
	for (i = 0; *good && i < list->as.list->count; i++)
		*good = (i == 0 || sink_str(r, &between)) &&
			sink_str(r, &leaves[i]);
	if (*good)
		sink_take_raw(r, mark, ret);
	return true;
}

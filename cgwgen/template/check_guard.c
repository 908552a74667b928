/* SPDX-License-Identifier: ISC */
/*
 * What conditions ask for: a template that tests whether something is there
 * may use what is not.
 */
#include <string.h>

#include "template/check.h"

bool
check_afford(struct checker *c, size_t count)
{
	if (count > c->steps)
		c->steps = 0;
	else
		c->steps -= count;
	return c->steps != 0;
}

bool
is_called(const struct node *node, const char *name, const char *other)
{
	const char *text = node->as.call.name->text;

	return strcmp(text, name) == 0 || strcmp(text, other) == 0;
}

static bool
same_key(const struct tvalue *a, const struct tvalue *b)
{
	if (a->kind != b->kind)
		return false;
	return a->kind == TV_STRING
		   ? a->length == b->length &&
			 memcmp(a->as.text, b->as.text, a->length) == 0
		   : a->kind == TV_INT && a->as.integer == b->as.integer;
}

bool
key_of(const struct node *node, struct tvalue *ret)
{
	if (node->kind == N_ATTR)
		*ret = tv_string(
		    node->as.access.name->text, node->as.access.name->length);
	else if (node->kind == N_ITEM && node->as.access.key->kind == N_CONST)
		*ret = node->as.access.key->as.constant;
	else
		return false;
	return true;
}

/* Whether two expressions are written with the same names. */
static bool
same_path(const struct node *a, const struct node *b)
{
	struct tvalue left, right;

	if (a->kind == N_NAME || b->kind == N_NAME)
		return a->kind == b->kind && strcmp(a->as.name.name->text,
						 b->as.name.name->text) == 0;
	if ((a->kind != N_ATTR && a->kind != N_ITEM) ||
	    (b->kind != N_ATTR && b->kind != N_ITEM) ||
	    !same_path(a->as.access.object, b->as.access.object))
		return false;
	if (key_of(a, &left) && key_of(b, &right))
		return same_key(&left, &right);
	return a->kind == N_ITEM && b->kind == N_ITEM &&
	       same_path(a->as.access.key, b->as.access.key);
}

bool
is_guarded(struct checker *c, const struct node *node)
{
	const struct guard *guard;
	struct tvalue key;

	for (guard = c->guards; guard != NULL; guard = guard->outer) {
		if (!check_afford(c, 1))
			return true;
		if (guard->key == NULL && same_path(guard->node, node))
			return true;
		if (guard->key != NULL && key_of(node, &key) &&
		    same_key(guard->key, &key) &&
		    same_path(guard->node, node->as.access.object))
			return true;
	}
	return false;
}

void
guard_push(struct checker *c, const struct node *node, const struct tvalue *key)
{
	struct guard *guard = ARENA_NEW(c->arena, struct guard);

	*guard = (struct guard){ node, key, c->guards };
	c->guards = guard;
}

/* 'key' in object */
static void
guards_of_compare(struct checker *c, const struct node *node)
{
	const struct node *first = node->as.compare.first;
	uint32_t i;

	if (first->kind != N_CONST)
		return;
	for (i = 0; i < node->as.compare.count; i++)
		if (node->as.compare.operands[i].op == OP_IN ||
		    node->as.compare.operands[i].op == OP_NOTIN)
			guard_push(c, node->as.compare.operands[i].value,
			    &first->as.constant);
}

void
guards_of(struct checker *c, const struct node *node)
{
	if (node->kind == N_COMPARE)
		guards_of_compare(c, node);
	else if ((node->kind == N_TEST &&
		     is_called(node, "defined", "undefined")) ||
		 (node->kind == N_FILTER && is_called(node, "default", "d")))
		if (node->as.call.subject != NULL)
			guard_push(c, node->as.call.subject, NULL);
	check_children(c, node, guards_of);
}

/* SPDX-License-Identifier: ISC */
/* Document trees, whatever they were read from.  Floor 1. */
#include "doc/node.h"

#include <string.h>

struct node *
node_add(struct arena *arena, enum node_kind kind, struct node *parent)
{
	struct node *node = ARENA_NEW(arena, struct node);

	node->kind = kind;
	node->parent = parent;
	if (parent == NULL)
		return node;
	if (parent->last != NULL)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	return node;
}

const struct node *
node_child(const struct node *node, const char *name)
{
	const struct node *child;

	if (node == NULL)
		return NULL;
	for (child = node->first; child != NULL; child = child->next)
		if (child->name != NULL && strcmp(child->name, name) == 0)
			return child;
	return NULL;
}

const char *
node_text(const struct node *node, const char *name)
{
	const struct node *child = node_child(node, name);

	return child != NULL ? child->text : NULL;
}

size_t
node_count(const struct node *node)
{
	const struct node *child;
	size_t count = 0;

	for (child = node->first; child != NULL; child = child->next)
		count++;
	return count;
}

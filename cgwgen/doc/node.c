/* SPDX-License-Identifier: ISC */
/* Document trees, whatever they were read from.  Floor 1. */
#include "doc/node.h"

#include <stdlib.h>
#include <string.h>

/* In a map of at most so many keys each is compared with each. */
#define FEW_KEYS 8
/* So many repeated keys are named: each costs a count of the lines. */
#define NAMED_KEYS 20

void
node_attach(struct node *parent, struct node *child)
{
	child->parent = parent;
	if (parent->last != NULL)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

struct node *
node_add(struct arena *arena, enum node_kind kind, struct node *parent)
{
	struct node *node = ARENA_NEW(arena, struct node);

	node->kind = kind;
	if (parent != NULL)
		node_attach(parent, node);
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

static void
key_repeated(const struct node *first, const struct node *again,
    enum rule_id rule, struct diags *diags)
{
	size_t line, column;

	source_line_column(first->name_pos, &line, &column);
	diag(diags, rule, again->name_pos,
	    "key '%s' is there already, in line %zu",
	    diag_quote(diags, again->name), line);
}

static bool
few_keys_unique(const struct node *map, enum rule_id rule, struct diags *diags)
{
	const struct node *child, *before;
	bool unique = true;

	for (child = map->first; child != NULL; child = child->next)
		for (before = map->first; before != child;
		     before = before->next) {
			if (strcmp(before->name, child->name) != 0)
				continue;
			key_repeated(before, child, rule, diags);
			unique = false;
			break;
		}
	return unique;
}

static int
compare_keys(const void *left, const void *right)
{
	const struct node *a = *(const struct node *const *)left;
	const struct node *b = *(const struct node *const *)right;
	int order = strcmp(a->name, b->name);

	if (order != 0)
		return order;
	return a->name_pos.offset < b->name_pos.offset ? -1 : 1;
}

bool
node_keys_unique(const struct node *map, enum rule_id rule, struct diags *diags)
{
	size_t count = node_count(map), i = 0, first = 0;
	const struct node **keys, *child;
	size_t repeated = 0;

	if (count <= FEW_KEYS)
		return few_keys_unique(map, rule, diags);
	keys = memory_alloc(count * sizeof(*keys));
	for (child = map->first; child != NULL; child = child->next)
		keys[i++] = child;
	qsort(keys, count, sizeof(*keys), compare_keys);
	for (i = 1; i < count && repeated < NAMED_KEYS; i++) {
		if (strcmp(keys[i]->name, keys[first]->name) != 0) {
			first = i;
			continue;
		}
		key_repeated(keys[first], keys[i], rule, diags);
		repeated++;
	}
	free(keys);
	return repeated == 0;
}

/* SPDX-License-Identifier: ISC */
/* A binary trie whose nodes have an owner or two children.  Ground floor. */
#include "base/prefix_tree.h"

#include <stddef.h>

struct prefix_node {
	struct prefix_entry entry; /* owner NULL: only where two ways part */
	struct prefix_node *children[2];
};

static struct prefix_node *
make(struct ip_prefix prefix, const void *owner, struct arena *arena)
{
	struct prefix_node *node = ARENA_NEW(arena, struct prefix_node);

	node->entry.prefix = prefix;
	node->entry.prefix.address = ip_first(prefix);
	node->entry.owner = owner;
	return node;
}

/* Any entry at NODE or below. */
static struct prefix_entry
below(const struct prefix_node *node)
{
	while (node->entry.owner == NULL)
		node = node->children[0];
	return node->entry;
}

/* Puts a node for PREFIX in the place of *LINK, with which it shares only
 * SHARED bits. */
static void
part(struct prefix_node **link, struct ip_prefix prefix, uint8_t shared,
    const void *owner, struct arena *arena)
{
	struct prefix_node *old = *link, *new = make(prefix, owner, arena);
	struct prefix_node *fork = new;

	if (shared < prefix.length) {
		prefix.length = shared;
		fork = make(prefix, NULL, arena);
		fork->children[ip_bit(new->entry.prefix.address, shared)] = new;
	}
	fork->children[ip_bit(old->entry.prefix.address, shared)] = old;
	*link = fork;
}

struct prefix_entry
prefix_tree_add(struct prefix_tree *tree, struct ip_prefix prefix,
    const void *owner, struct arena *arena)
{
	struct prefix_node **link = &tree->roots[prefix.address.family == 6];
	struct prefix_entry found = { .owner = NULL };
	struct prefix_node *node;
	uint8_t shared = 0;

	prefix.address = ip_first(prefix);
	for (; (node = *link) != NULL;
	     link = &node->children[ip_bit(prefix.address, shared)]) {
		shared = ip_prefix_common(prefix, node->entry.prefix);
		if (shared < node->entry.prefix.length) {
			if (shared == prefix.length && found.owner == NULL)
				found = below(node);
			part(link, prefix, shared, owner, arena);
			return found;
		}
		if (node->entry.owner != NULL)
			found = node->entry;
		if (shared < prefix.length)
			continue;
		if (node->entry.owner == NULL) {
			if (found.owner == NULL)
				found = below(node->children[0]);
			node->entry.owner = owner;
		}
		return found;
	}
	*link = make(prefix, owner, arena);
	return found;
}

struct prefix_entry
prefix_tree_find(const struct prefix_tree *tree, struct ip_prefix prefix)
{
	const struct prefix_node *node =
	    tree->roots[prefix.address.family == 6];
	struct prefix_entry found = { .owner = NULL };
	uint8_t shared;

	prefix.address = ip_first(prefix);
	while (node != NULL) {
		shared = ip_prefix_common(prefix, node->entry.prefix);
		if (shared < node->entry.prefix.length)
			return shared == prefix.length && found.owner == NULL
				   ? below(node)
				   : found;
		if (node->entry.owner != NULL)
			found = node->entry;
		if (shared == prefix.length)
			return found.owner == NULL ? below(node->children[0])
						   : found;
		node = node->children[ip_bit(prefix.address, shared)];
	}
	return found;
}

/* SPDX-License-Identifier: ISC */
/* Prefixes, and who has them: which one overlaps with a new one? */
#ifndef CGWGEN_BASE_PREFIX_TREE_H
#define CGWGEN_BASE_PREFIX_TREE_H

#include "base/arena.h"
#include "base/ip.h"

struct prefix_node;

/* Zeroed it is empty.  A tree for each family. */
struct prefix_tree {
	struct prefix_node *roots[2];
};

/* A prefix in the tree; owner is NULL for none. */
struct prefix_entry {
	struct ip_prefix prefix;
	const void *owner;
};

/*
 * Adds PREFIX (host bits are cleared) with OWNER, which is not NULL, unless
 * it is there already.  Returns one that was there before and overlaps: the
 * same prefix where there is one, else the longest around it, else one within
 * it.  Time and stack do not grow with what the tree holds.
 */
struct prefix_entry prefix_tree_add(struct prefix_tree *tree,
    struct ip_prefix prefix, const void *owner, struct arena *arena);

/* What prefix_tree_add() would return, without adding PREFIX. */
struct prefix_entry prefix_tree_find(
    const struct prefix_tree *tree, struct ip_prefix prefix);

#endif

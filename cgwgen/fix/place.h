/* SPDX-License-Identifier: ISC */
/* One of our own descriptors, and what stands where in it. */
#ifndef CGWGEN_FIX_PLACE_H
#define CGWGEN_FIX_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "doc/node.h"

struct place {
	const struct node *node;
	size_t order; /* in the tree: a copy comes behind what it copies */
};

struct own_file {
	const struct source *source;
	const struct node *root;
	struct place *places; /* of all nodes, by where they begin */
	size_t place_count;
	bool json;
	bool assumed;       /* some connection's options are not known */
	bool without_ikev2; /* some tunnel's are, and have no IKEv2 */
	const struct node *defaults; /* of tunnels, or NULL */
};

/* The tree of SOURCE within the limits of the intake; NULL after findings. */
const struct node *own_file_tree(
    const struct source *source, struct arena *arena, struct diags *diags);

/* Reads SOURCE as the intake does; false when it is not cgwgen's own. */
bool own_file_read(
    const struct source *source, struct arena *arena, struct own_file *ret);

/* The first node of the tree that begins at OFFSET, or NULL.  O(log n). */
const struct node *own_file_at(const struct own_file *file, size_t offset);

/*
 * Whether what NODE, a node of the file, shares its place with through
 * aliases is of its kind and under the same keys, so that a change that is
 * right for one is right for all.
 */
bool own_file_alike(const struct own_file *file, const struct node *node);

#endif

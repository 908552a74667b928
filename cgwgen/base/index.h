/* SPDX-License-Identifier: ISC */
/* A table from digests to what they stand for. */
#ifndef CGWGEN_BASE_INDEX_H
#define CGWGEN_BASE_INDEX_H

#include <stddef.h>

#include "base/arena.h"
#include "base/digest.h"

/* Zeroed it is empty. */
struct index {
	struct index_slot *slots;
	size_t size; /* a power of two */
	size_t count;
};

/* Makes room for COUNT digests, where the table is empty: so that it need not
 * grow, which leaves what it was before. */
void index_expect(struct index *index, size_t count, struct arena *arena);

/*
 * The place of what DIGEST stands for, which holds NULL when it is new and is
 * then the caller's to fill with something else.  The table and its places live
 * in ARENA.
 */
void **index_place(
    struct index *index, struct digest digest, struct arena *arena);

/* What DIGEST stands for, or NULL; no place is made for it. */
void *index_find(const struct index *index, struct digest digest);

#endif

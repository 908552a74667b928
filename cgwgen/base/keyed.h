/* SPDX-License-Identifier: ISC */
/*
 * Lists that are filled, then sorted by a text, then searched.  Sorting takes
 * no longer for hostile keys, as a hash table might.
 */
#ifndef CGWGEN_BASE_KEYED_H
#define CGWGEN_BASE_KEYED_H

#include <stddef.h>

/* What every item begins with. */
struct keyed {
	const char *key;
	size_t order; /* among items with the same key */
};

/* Sorts COUNT items of SIZE bytes by key and then by order. */
void keyed_sort(void *items, size_t count, size_t size);

/* The first of COUNT sorted items of SIZE bytes that has KEY, or NULL. */
const void *keyed_find(
    const void *items, size_t count, size_t size, const char *key);

#endif

/* SPDX-License-Identifier: ISC */
/* Pairing the items of two lists that have the same key. */
#ifndef CGWGEN_MODEL_PAIR_H
#define CGWGEN_MODEL_PAIR_H

#include <stddef.h>

/* Begins as base/keyed.h wants it. */
struct pair_item {
	const char *key;
	size_t order; /* among items with the same key */
	const void *item;
};

/* What is done with a pair; NULL for an item that is alone. */
typedef void pair_work(void *host, const void *old_item, const void *new_item);

/*
 * Sorts both lists by key and order and calls WORK once for each item: of
 * those with one key the first with the first, the second with the second.
 */
void pair_by_key(struct pair_item *old, size_t old_count, struct pair_item *new,
    size_t new_count, pair_work *work, void *host);

#endif

/* SPDX-License-Identifier: ISC */
/* Sorting and searching by a text.  Ground floor. */
#include "base/keyed.h"

#include <stdlib.h>
#include <string.h>

static int
compare(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;
	int order = strcmp(a->key, b->key);

	if (order != 0)
		return order;
	return a->order < b->order ? -1 : a->order > b->order;
}

void
keyed_sort(void *items, size_t count, size_t size)
{
	if (count > 1)
		qsort(items, count, size, compare);
}

const void *
keyed_find(const void *items, size_t count, size_t size, const char *key)
{
	const char *base = items;
	size_t low = 0, high = count, middle;
	const struct keyed *item;

	while (low < high) {
		middle = low + (high - low) / 2;
		item = (const void *)(base + middle * size);
		if (strcmp(item->key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == count)
		return NULL;
	item = (const void *)(base + low * size);
	return strcmp(item->key, key) == 0 ? item : NULL;
}

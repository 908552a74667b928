/* SPDX-License-Identifier: ISC */
/* Pairing by a key.  Floor 2. */
#include "model/pair.h"

#include <stdlib.h>
#include <string.h>

static int
compare_keyed(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;
	int order = strcmp(a->key, b->key);

	if (order != 0)
		return order;
	return a->order < b->order ? -1 : a->order > b->order;
}

void
pair_by_key(struct keyed *old, size_t old_count, struct keyed *new,
    size_t new_count, pair_work *work, void *host)
{
	size_t i = 0, j = 0;
	int order;

	if (old_count > 1)
		qsort(old, old_count, sizeof(*old), compare_keyed);
	if (new_count > 1)
		qsort(new, new_count, sizeof(*new), compare_keyed);
	while (i < old_count || j < new_count) {
		order = i == old_count   ? 1
			: j == new_count ? -1
					 : strcmp(old[i].key, new[j].key);
		if (order < 0)
			work(host, old[i++].item, NULL);
		else if (order > 0)
			work(host, NULL, new[j++].item);
		else
			work(host, old[i++].item, new[j++].item);
	}
}

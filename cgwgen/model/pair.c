/* SPDX-License-Identifier: ISC */
/* Pairing by a key.  Floor 2. */
#include "model/pair.h"

#include <string.h>

#include "base/keyed.h"

void
pair_by_key(struct pair_item *old, size_t old_count, struct pair_item *new,
    size_t new_count, pair_work *work, void *host)
{
	size_t i = 0, j = 0;
	int order;

	keyed_sort(old, old_count, sizeof(*old));
	keyed_sort(new, new_count, sizeof(*new));
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

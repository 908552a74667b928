/* SPDX-License-Identifier: ISC */
/* Sets of addresses.  Ground floor. */
#include "base/aggregate.h"

#include <stdlib.h>

/* By address, and the wider one first. */
static int
compare(const void *left, const void *right)
{
	const struct ip_prefix *a = left, *b = right;
	int order = ip_compare(a->address, b->address);

	return order != 0 ? order : a->length - b->length;
}

/* Whether A and B, in this order, are the halves of one prefix. */
static bool
are_halves(struct ip_prefix a, struct ip_prefix b)
{
	if (a.length != b.length || a.length == 0)
		return false;
	a.length--;
	return ip_prefix_is_network(a) && ip_prefix_contains(a, b.address);
}

size_t
ip_aggregate(struct ip_prefix *prefixes, size_t count)
{
	size_t used = 0, i;
	bool sorted = true;

	for (i = 0; i < count; i++) {
		prefixes[i].address = ip_first(prefixes[i]);
		sorted &=
		    i == 0 || compare(&prefixes[i - 1], &prefixes[i]) <= 0;
	}
	if (!sorted)
		qsort(prefixes, count, sizeof(*prefixes), compare);
	for (i = 0; i < count; i++) {
		if (used > 0 &&
		    ip_prefix_contains(prefixes[used - 1], prefixes[i].address))
			continue;
		prefixes[used++] = prefixes[i];
		for (; used > 1 &&
		       are_halves(prefixes[used - 2], prefixes[used - 1]);
		     used--)
			prefixes[used - 2].length--;
	}
	return used;
}

const struct ip_prefix *
ip_set_overlap(
    const struct ip_prefix *set, size_t count, struct ip_prefix prefix)
{
	struct ip first = ip_first(prefix);
	size_t low = 0, high = count, middle;

	/* The first that ends where PREFIX begins or later. */
	while (low < high) {
		middle = low + (high - low) / 2;
		if (ip_compare(ip_last(set[middle]), first) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && ip_prefix_overlaps(set[low], prefix) ? &set[low]
								   : NULL;
}

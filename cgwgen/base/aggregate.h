/* SPDX-License-Identifier: ISC */
/* Sets of addresses as the fewest prefixes that hold exactly them. */
#ifndef CGWGEN_BASE_AGGREGATE_H
#define CGWGEN_BASE_AGGREGATE_H

#include <stddef.h>

#include "base/ip.h"

/*
 * Makes of COUNT prefixes, in their place, the smallest list that holds the
 * same addresses and no other, and returns its length.  Bits behind a length
 * are cleared; IPv4 comes before IPv6, and both go by address.  Such a list
 * is what the functions below take as a set.  O(n log n).
 */
size_t ip_aggregate(struct ip_prefix *prefixes, size_t count);

/*
 * The first of the set that shares an address with PREFIX, or NULL.  One that
 * is no longer than PREFIX holds all of it, and otherwise the set does not:
 * two members that did together would have been one.  O(log n).
 */
const struct ip_prefix *ip_set_overlap(
    const struct ip_prefix *set, size_t count, struct ip_prefix prefix);

#endif

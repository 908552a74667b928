/* SPDX-License-Identifier: ISC */
/*
 * A set of addresses as no more than so many prefixes, which then may hold
 * addresses that the set does not, but as few as can be.
 */
#ifndef CGWGEN_BASE_COVER_H
#define CGWGEN_BASE_COVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/ip.h"
#include "base/wide.h"

/* The steps that a caller gives who has no reason to give others: half a
 * second's work at most. */
#define COVER_STEPS ((uint64_t)20 * 1000 * 1000)

struct cover_task {
	/* What is to be held: a set of ip_aggregate()'s, of one family. */
	const struct ip_prefix *set;
	size_t count;
	/* Another, of addresses that are not to be added.  A member of the
	 * first set may hold some: that one is never made wider. */
	const struct ip_prefix *blocked;
	size_t blocked_count;
	size_t most;    /* how many prefixes there may be, not 0 */
	uint64_t steps; /* how much work a minimum is worth */
};

struct cover {
	struct ip_prefix *prefixes; /* by address; none lies in another */
	size_t count;
	struct wide added; /* addresses that the set does not have */
	bool minimal;      /* no other list as short adds fewer */
};

/*
 * Finds the prefixes that add the fewest addresses; false when there are none
 * for what is blocked.  A prefix stands for a node of the tree of the set's
 * common beginnings, and how many prefixes each half of a node is worth is
 * worked out for every number up from the leaves, which gives the minimum.
 * Where that takes more than the task's steps, about count * most, the two
 * neighbours that are joined at the least cost are, until they are few enough.
 * The result lives in ARENA.
 */
bool cover_find(
    const struct cover_task *task, struct arena *arena, struct cover *ret);

/*
 * The addresses of PREFIXES that the set does not have, as the fewest
 * prefixes, in ARENA.  Both are sets; each of PREFIXES holds what it overlaps.
 */
struct ip_prefix *cover_added(const struct ip_prefix *prefixes, size_t count,
    const struct ip_prefix *set, size_t set_count, struct arena *arena,
    size_t *ret_count);

/* How many addresses PREFIXES, a set of one family, have. */
struct wide cover_size(const struct ip_prefix *prefixes, size_t count);

#endif

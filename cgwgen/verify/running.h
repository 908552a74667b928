/* SPDX-License-Identifier: ISC */
/*
 * A running configuration, ready to be searched: which statements hold a
 * word.  Floor: verify.
 */
#ifndef CGWGEN_VERIFY_RUNNING_H
#define CGWGEN_VERIFY_RUNNING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "verify/lexicon.h"
#include "verify/listing.h"

struct running_line {
	const struct listing *listing;
	const struct statement *statement;
	const uint32_t *ids; /* of its words */
	size_t count;
	size_t own;
	unsigned used; /* how many expected statements it is */
	bool taken;    /* the same of a connection that is done with */
	bool claimed;  /* holds what only another tunnel has */
};

struct running {
	struct running_line *lines;
	size_t count;
	struct lexicon *lexicon;
	/* The statements of word ID: places[starts[ID] .. starts[ID + 1]). */
	const uint32_t *places;
	const uint32_t *starts;
	size_t ids;
	/* The same of records. */
	const uint32_t *record_places;
	const uint32_t *record_starts;
	size_t records;
	/* How often statements may still be held against each other for the
	 * connection at hand. */
	size_t budget;
	size_t tolerance; /* values that may differ in one statement */
};

/* So often for one connection; thousands are usual. */
#define RUNNING_BUDGET 20000000

/*
 * Makes the statements of COUNT configurations, whose records have numbers
 * unlike those of one another, searchable.  All lives in ARENA.
 */
struct running *running_new(const struct listing *listings, size_t count,
    struct lexicon *lexicon, struct arena *arena);

/* The numbers of the statements that hold the word ID, in their order. */
const uint32_t *running_find(
    const struct running *running, uint32_t id, size_t *ret_count);

/* Takes COST off the budget, which ends at 0. */
void running_spend(struct running *running, size_t cost);

/* A word with the number ID, or NULL. */
const struct word *running_sample(const struct running *running, uint32_t id);

#endif

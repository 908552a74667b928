/* SPDX-License-Identifier: ISC */
/*
 * What the rules on connections remember of the gateways they share, so that
 * a gateway's networks are sorted once and its faults are said once.
 */
#ifndef CGWGEN_CHECK_MEMORY_H
#define CGWGEN_CHECK_MEMORY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/index.h"
#include "base/rule.h"

struct check_memory {
	struct arena *arena; /* lives as long as the memory */
	struct digest_key secret;
	struct index gateways; /* struct networks, by the prefixes' address */
	struct index told;
	/* An error that was said of a gateway is found again with each of its
	 * connections, as one that was told: none of them is to be used. */
	bool repeats;
};

/* An empty memory, which check_memory_free() releases.  The gateways of all
 * connections that are checked with it must live as long. */
struct check_memory *check_memory_new(void);
void check_memory_free(struct check_memory *memory);

/* The slot for what begins at ADDRESS, see index_place(). */
void **check_memory_slot(struct check_memory *memory, const void *address);

/* Whether RULE did not ask about WHAT and the text ABOUT before. */
bool check_memory_first(struct check_memory *memory, enum rule_id rule,
    const void *what, const char *about);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * What the rules on connections remember of the gateways they share, so that
 * a gateway's networks are sorted once and its faults are said once; and what
 * they say in the same words of most connections.
 */
#ifndef CGWGEN_CHECK_MEMORY_H
#define CGWGEN_CHECK_MEMORY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/index.h"
#include "base/rule.h"

/* How many messages are kept. */
#define MEMORY_MESSAGES 8

struct memory_message {
	uint64_t about;
	char text[];
};

struct check_memory {
	struct arena *arena; /* lives as long as the memory */
	struct digest_key secret;
	struct index gateways; /* struct networks, by the prefixes' address */
	struct index told;
	/* An error that was said of a gateway is found again with each of its
	 * connections, as one that was told: none of them is to be used. */
	bool repeats;
	/* Each is there for good once it is there. */
	_Atomic(struct memory_message *) messages[MEMORY_MESSAGES];
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

/*
 * The message in SLOT, below MEMORY_MESSAGES, if it is ABOUT the same; else
 * NULL, also where MEMORY is.  It lives as long as the memory.  This and
 * check_memory_keep() alone may be called by several threads.
 */
const char *check_memory_message(
    const struct check_memory *memory, size_t slot, uint64_t about);

/* Copies MESSAGE into SLOT, where there is none yet and a memory. */
void check_memory_keep(struct check_memory *memory, size_t slot, uint64_t about,
    const char *message);

#endif

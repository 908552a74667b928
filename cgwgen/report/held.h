/* SPDX-License-Identifier: ISC */
/*
 * Entries that wait until a run's findings are known, so that those of a file
 * come together, whichever connection they were found with.
 */
#ifndef CGWGEN_REPORT_HELD_H
#define CGWGEN_REPORT_HELD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/index.h"

struct entry;

/* So many wait at most, about; about, as those of one connection stay
 * together.  A run that finds more prints them in several parts, each sorted:
 * they need a few hundred bytes each. */
#define HELD_LIMIT 100000

/* Zeroed, held_open() makes it ready. */
struct held {
	struct arena *arena; /* of the entries, too */
	struct entry **entries;
	size_t count;
	size_t capacity;
	struct index sources; /* to an index of what was found where in it: a
				 connection's findings lie close together */
	struct digest_key secret;
};

/* held_close() is due. */
void held_open(struct held *held);
void held_close(struct held *held);

/*
 * Takes those findings out of DIAGS that say what another says of the same
 * place, which has them counted: what is wrong with a gateway is found with
 * each of its connections, and a default with every tunnel.  It is good for
 * findings that are added before held_reset().
 */
void held_collapse(struct held *held, struct diags *diags);

/* The same for ENTRY, which is yet to be added and has its place; whether it
 * was met before. */
bool held_meet(struct held *held, struct entry *entry);

/* Adds ENTRY, which lives in the arena. */
void held_add(struct held *held, struct entry *entry);

bool held_is_full(const struct held *held);

/* Sorts by file, line, column and rule; what is equal keeps its order.  Those
 * that have no file are first, and those of options stay as they came. */
void held_sort(struct held *held);

/* Forgets all entries. */
void held_reset(struct held *held);

#endif

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
#include "report/entry.h"

struct held_source;

/* So many wait at most, about; about, as those of one connection stay
 * together.  A run that finds more prints them in several parts, each sorted:
 * they need a few hundred bytes each. */
#define HELD_LIMIT 100000

/* Zeroed, held_open() makes it ready. */
struct held {
	struct entry *first;  /* of a list */
	struct entry *newest; /* its last one */
	bool unsorted;        /* the list, see held_sort() */
	size_t count;
	struct entry_texts texts; /* with the arena of all */
	struct index sources;     /* names to what was found where in them: a
				     connection's findings lie close together */
	struct held_source *last; /* the one found last, or NULL */
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

/* The entry of FINDING, which held_collapse() may have begun; entry_finish()
 * and held_add() have to follow. */
struct entry *held_entry(struct held *held, const struct finding *finding);

/* Adds ENTRY, which lives in the arena. */
void held_add(struct held *held, struct entry *entry);

bool held_is_full(const struct held *held);

/* Sorts by file, line, column and rule; what is equal keeps its order.  Those
 * that have no file are first, and those of options stay as they came.  No
 * entry may be added behind it. */
void held_sort(struct held *held);

/* Forgets all entries. */
void held_reset(struct held *held);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Changes to the text of a source: collected, put in order, and applied, put
 * together or shown as a difference.  What no edit touches stays byte for byte.
 */
#ifndef CGWGEN_BASE_EDIT_H
#define CGWGEN_BASE_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/source.h"

/* Bytes [start, end) become TEXT; start == end puts TEXT before start. */
struct edit {
	size_t start;
	size_t end;
	const char *text;
	size_t order; /* of edits at one place */
	size_t group;
};

/* Zeroed but for source and arena it is empty. */
struct edits {
	const struct source *source;
	struct arena *arena; /* of the list */
	struct edit *list;
	size_t count;
	size_t capacity;
	size_t groups; /* so many were begun */
	bool *broken;  /* by group, once they are settled */
};

/* What is added from now on is one change, which is made as a whole or not at
 * all.  Returns its number; what is added before the first is number 0. */
size_t edits_group(struct edits *edits);

/* Adds one edit; TEXT must outlive its use. */
void edits_add(struct edits *edits, size_t start, size_t end, const char *text);

/*
 * Puts the edits in order of place, without the groups that have one which
 * touches a secret, or one which overlaps or repeats one of a group that was
 * begun before: these stay.  What is twice in one group is made once.
 */
void edits_settle(struct edits *edits);

/* Adds the source's text with the settled edits to RET. */
void edits_apply(const struct edits *edits, struct buf *ret);

/*
 * Makes of EDITS, which are settled, those that do at once what they and then
 * BEHIND do.  BEHIND is settled, too, and is of what edits_apply() makes of
 * EDITS; its texts are copied.
 */
void edits_join(struct edits *edits, const struct edits *behind);

/*
 * Prints a unified difference of what edits_apply() does, for a file that is
 * called PATH in its head, secrets replaced by asterisks.  False when the
 * source must not be quoted: nothing was printed.
 */
bool edits_diff(const struct edits *edits, const char *path, FILE *out);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Changes to the text of a source: collected, put in order, and applied or
 * shown as a difference.  What no edit touches stays byte for byte.
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
	size_t group; /* or 0 */
};

/* Zeroed but for source and arena it is empty. */
struct edits {
	const struct source *source;
	struct arena *arena; /* of the list */
	struct edit *list;
	size_t count;
	size_t capacity;
	size_t groups; /* so many were begun */
	size_t group;  /* of what is added next, or 0 */
	bool *broken;  /* by group, once they are settled */
};

/* What is added from now on is one change, which is made as a whole or not at
 * all.  Returns its number; edits before the first have none. */
size_t edits_group(struct edits *edits);

/* Adds one edit; TEXT must outlive its use. */
void edits_add(struct edits *edits, size_t start, size_t end, const char *text);

/*
 * Puts the edits in order of place, without those that touch a secret.  Of two
 * that overlap or say the same, that of the group which was begun first stays,
 * or the one that comes first where that does not tell; with an edit its whole
 * group is left out.  Returns how many were left out because they overlapped
 * one that says something else, or a secret.
 */
size_t edits_settle(struct edits *edits);

/* Adds the source's text with the settled edits to RET. */
void edits_apply(const struct edits *edits, struct buf *ret);

/* Adds bytes [FROM, TO) of the source with the settled edits [FIRST, LAST),
 * which lie in them, to RET; secrets as asterisks if MASKED. */
void edits_text(const struct edits *edits, size_t first, size_t last,
    size_t from, size_t to, bool masked, struct buf *ret);

/*
 * Prints a unified difference of what edits_apply() does, for a file that is
 * called PATH in its head, secrets replaced by asterisks.  False when the
 * source must not be quoted: nothing was printed.
 */
bool edits_diff(const struct edits *edits, const char *path, FILE *out);

#endif

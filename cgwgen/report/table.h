/* SPDX-License-Identifier: ISC */
/*
 * A table for a terminal: labels, one column for each tunnel, and where the
 * values came from.  What all columns say alike is printed once across them.
 */
#ifndef CGWGEN_REPORT_TABLE_H
#define CGWGEN_REPORT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum style { STYLE_PLAIN, STYLE_DIM, STYLE_BOLD, STYLE_WEAK, STYLE_BAD };

/* Words are what lines are broken between. */
struct word {
	const char *text; /* printable ASCII */
	size_t length;
	enum style style;
};

struct cell {
	struct word *words;
	size_t count;
};

struct table;

/* A table of COLUMNS columns of values that is WIDTH characters wide; it lives
 * in ARENA, as do the texts it is given. */
struct table *table_new(
    struct arena *arena, size_t columns, size_t width, bool color);

/* Splits TEXT at its blanks into words of STYLE. */
struct cell table_cell(struct arena *arena, const char *text, enum style style);

/* A line of its own, after an empty one. */
void table_heading(struct table *table, const char *text);

/* A row with as many CELLS as there are columns; ORIGIN may be empty. */
void table_row(struct table *table, const char *label, const struct cell *cells,
    struct cell origin);

/* A row whose one CELL goes across all columns. */
void table_wide(struct table *table, const char *label, struct cell cell,
    struct cell origin);

/* Adds the table to OUT. */
void table_print(const struct table *table, struct buf *out);

#endif

/* SPDX-License-Identifier: ISC */
/* What the parts of the table of cgwgen show have in common. */
#ifndef CGWGEN_REPORT_SHOW_TEXT_H
#define CGWGEN_REPORT_SHOW_TEXT_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/field.h"
#include "report/show.h"
#include "report/table.h"

struct text {
	const struct show *show;
	const struct connection *connection;
	struct arena *arena;
	struct table *table;
};

/* A value with its unit (or NULL), styled by where it came from; of a set,
 * the weak members are highlighted. */
struct cell show_value_cell(const struct text *t, const struct field *field,
    const char *unit, const struct value *value);

/* Where a value came from. */
struct cell show_origin_cell(const struct text *t, enum origin origin);

/* Adds the line that names the connection to OUT. */
void show_title(const struct text *t, struct buf *out);

/* Adds the rows about the connection as a whole to the table. */
void show_head(const struct text *t);

#endif

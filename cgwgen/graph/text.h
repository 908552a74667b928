/* SPDX-License-Identifier: ISC */
/* Texts of inputs in pictures: nothing in them is anything but text. */
#ifndef CGWGEN_GRAPH_TEXT_H
#define CGWGEN_GRAPH_TEXT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/*
 * TEXT as UTF-8 that shows what it has: control characters, those that turn
 * the direction of writing, and such as XML has none become \u{85}, bytes that
 * are no UTF-8 \xNN.  In ARENA; NULL stays NULL.
 */
const char *graph_clean(const char *text, struct arena *arena);

/* How many columns TEXT, clean, takes in a font whose characters are one
 * column wide: those of East Asia take two. */
size_t graph_columns(const char *text);

/* TEXT itself when it fits in COLUMNS, else its beginning with an ellipsis, in
 * ARENA. */
const char *graph_cut(const char *text, size_t columns, struct arena *arena);

/* Adds TEXT, clean, as text or attribute of XML and HTML; within a string of
 * DOT; within a string of Mermaid. */
void graph_put_xml(struct buf *buf, const char *text);
void graph_put_dot(struct buf *buf, const char *text);
void graph_put_mermaid(struct buf *buf, const char *text);

/* Adds TEXT, escaped for XML and HTML (NULL: nothing), between markup. */
void graph_put_text(
    struct buf *buf, const char *before, const char *text, const char *after);

/* Adds the row of a table of names and values, nothing without TEXT. */
void graph_put_field(struct buf *buf, const char *name, const char *text);

#endif

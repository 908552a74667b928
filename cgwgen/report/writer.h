/* SPDX-License-Identifier: ISC */
/*
 * JSON as output: a writer that takes care of commas, lines and indentation.
 * It prints nothing but ASCII, so that no text of an input reaches a
 * terminal as anything but text.
 */
#ifndef CGWGEN_REPORT_WRITER_H
#define CGWGEN_REPORT_WRITER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"

/* Zeroed it is ready for use; the owner frees buf. */
struct writer {
	struct buf buf;
	unsigned depth;
	bool filled; /* the innermost array or object has an item */
	bool keyed;  /* a key waits for its value */
	/* From this depth on everything stands in one line; 0: nowhere. */
	unsigned flat;
};

/* BRACKET is '{' or '['. */
void writer_begin(struct writer *writer, char bracket);
void writer_end(struct writer *writer, char bracket); /* '}' or ']' */

/* The key of the next value. */
void writer_key(struct writer *writer, const char *key);

/* TEXT as a string; null for NULL. */
void writer_text(struct writer *writer, const char *text);
void writer_number(struct writer *writer, uint32_t number);
void writer_flag(struct writer *writer, bool flag);

/* The member KEY with its value: a text or null, or a count, of which one
 * beyond 2147483647 is that. */
void writer_text_at(struct writer *writer, const char *key, const char *text);
void writer_count_at(struct writer *writer, const char *key, size_t count);

/* Prints what was written, which is something, and frees it. */
void writer_print(struct writer *writer, FILE *out);

#endif

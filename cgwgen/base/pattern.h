/* SPDX-License-Identifier: ISC */
/*
 * Regular expressions from files: PCRE2 with every limit set.  A pattern is
 * never changed after it was made, so threads may share it.
 */
#ifndef CGWGEN_BASE_PATTERN_H
#define CGWGEN_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct pattern;

/* The longest expression, in bytes. */
#define PATTERN_LIMIT 1000

/* How much of a text an expression must describe. */
enum pattern_extent {
	PATTERN_WHOLE,   /* all of it, to the last byte, newlines too */
	PATTERN_ANYWHERE /* a part of it, as JSON Schema has it */
};

/* Why an expression cannot be used. */
struct pattern_error {
	char message[160]; /* PCRE2's words; they hold nothing of the input */
	size_t offset;     /* of the place in the expression, in bytes */
};

/*
 * Compiles EXPRESSION (PCRE2 syntax, UTF-8).  NULL with ERROR filled when it
 * is malformed, too long or uses \C; else the caller owns the pattern.
 */
struct pattern *pattern_new(const char *expression, enum pattern_extent extent,
    struct pattern_error *error);
void pattern_free(struct pattern *pattern);

/* The expression the pattern was made from. */
const char *pattern_expression(const struct pattern *pattern);

/*
 * Whether TEXT fits.  Text that is not UTF-8 and a match that exceeds the
 * limits on steps, depth or memory do not fit: the answer errs to the safe
 * side.
 */
bool pattern_match(const struct pattern *pattern, const char *text);

/*
 * Whether TEXT has no control character (C0, DEL, C1) and no line or
 * paragraph separator: nothing that could end a line, whoever reads it.
 */
bool text_is_line(const char *text);

#endif

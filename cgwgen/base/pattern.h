/* SPDX-License-Identifier: ISC */
/*
 * Regular expressions from files: PCRE2 with every limit set.  A pattern is
 * never changed after it was made, so threads may share it.
 */
#ifndef CGWGEN_BASE_PATTERN_H
#define CGWGEN_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

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

/* Whether all that fits is known to be printable ASCII. */
bool pattern_is_printable(const struct pattern *pattern);

/* ---- searching -------------------------------------------------------- */

/*
 * Expressions of a template, for one thread and as long as an arena lives:
 * all of their memory is the arena's, so that nothing is ever freed.
 */
struct matcher;
struct regex;

struct matcher *matcher_new(struct arena *arena);

enum regex_flag {
	REGEX_CASELESS = 1,
	REGEX_MULTILINE = 2, /* ^ and $ at lines, too */
	REGEX_DOTALL = 4,    /* "." is a newline, too */
	REGEX_ASCII = 8      /* \w and its like know ASCII only */
};

/*
 * Compiles LENGTH bytes of EXPRESSION (PCRE2 syntax, UTF-8; a newline is a
 * line feed).  NULL with ERROR filled when it is malformed.
 */
const struct regex *matcher_compile(struct matcher *matcher,
    const char *expression, size_t length, unsigned flags,
    struct pattern_error *error);

/* The number of its groups, and that of the group NAME (0: there is none). */
unsigned regex_groups(const struct regex *regex);
unsigned regex_group(const struct regex *regex, const char *name);

enum search_flag {
	SEARCH_ANCHORED = 1,  /* a match must begin where the search does */
	SEARCH_WHOLE = 2,     /* and end with the text */
	SEARCH_NOT_EMPTY = 4, /* none of no characters where it begins */
	SEARCH_CHECKED = 8    /* the text was searched before: it is UTF-8 */
};

enum search_result {
	SEARCH_NOTHING,
	SEARCH_FOUND,
	SEARCH_LIMIT,  /* it took more than STEPS, or too much memory */
	SEARCH_INVALID /* the text is not UTF-8 */
};

/*
 * Searches LENGTH bytes of TEXT from byte START, taking at most STEPS steps
 * of backtracking, each of which costs LENGTH at worst.
 */
enum search_result matcher_search(struct matcher *matcher,
    const struct regex *regex, const char *text, size_t length, size_t start,
    unsigned flags, uint32_t steps);

/* What a GROUP (0: all) of the last match found; false when nothing. */
bool matcher_group(
    const struct matcher *matcher, unsigned group, size_t *start, size_t *end);

/* ---- lines ------------------------------------------------------------- */

/*
 * Whether TEXT has no control character (C0, DEL, C1) and no line or
 * paragraph separator: nothing that could end a line, whoever reads it.
 */
bool text_is_line(const char *text);

#endif

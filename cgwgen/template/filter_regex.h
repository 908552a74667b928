/* SPDX-License-Identifier: ISC */
/* What the files of the regex filters share. */
#ifndef CGWGEN_TEMPLATE_FILTER_REGEX_H
#define CGWGEN_TEMPLATE_FILTER_REGEX_H

#include "base/pattern.h"
#include "template/filters.h"

/* ---- filter_regex_syntax.c: Python's expressions in PCRE2's words ----- */

/* The longest expression, in bytes. */
#define REGEX_LIMIT 8000

struct regex_syntax {
	const char *text; /* for PCRE2 */
	size_t length;
	unsigned flags;       /* enum regex_flag, with those of "(?i)" */
	const uint32_t *from; /* of each byte: its offset in Python's */
	const char *error;    /* NULL, or what is wrong … */
	size_t error_at;      /* … and where */
};

/*
 * Translates an expression of Python's module re; FLAGS are those of the
 * call.  What Python refuses is refused, and so is what PCRE2 cannot do.
 */
void regex_translate(struct arena *arena, const char *text, size_t length,
    unsigned flags, struct regex_syntax *ret);

/* ---- filter_regex.c ---------------------------------------------------- */

/* Reads the pattern and compiles it, or finds it among those compiled
 * before in this render. */
bool regex_compile(struct tcall *call, const struct tvalue *pattern,
    unsigned flags, const struct regex **ret);

/* Every match in TEXT, as Python finds them one after the other. */
struct finder {
	struct run *r;
	const struct regex *regex;
	const struct tvalue *text;
	size_t start;
	unsigned flags; /* enum search_flag, for the next match */
};

bool find_next(struct finder *finder, bool *found);

/* What GROUP of the last match is; false when it took part in nothing. */
bool find_group(
    const struct finder *finder, unsigned group, size_t *start, size_t *length);

template_function filter_regex_escape, filter_regex_findall,
    filter_regex_replace, filter_regex_search;
template_function test_match, test_regex, test_search;

#endif

/* SPDX-License-Identifier: ISC */
/* Words and lines of configurations, for the files that read one form each.
 * Floor: verify. */
#ifndef CGWGEN_VERIFY_SCAN_H
#define CGWGEN_VERIFY_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "device/profile.h"
#include "verify/listing.h"

/* A text that is read line by line. */
struct scan {
	const char *text;
	size_t length;
	size_t at;           /* where the next line begins */
	const char *comment; /* the device's own, besides the usual ones */
	/* Where lines that break within words are put together; NULL: they are
	 * not. */
	struct arena *arena;
};

/* One line with those that it continues on. */
struct scan_line {
	size_t indent; /* columns before the first word */
	struct word words[LISTING_WORDS];
	size_t count;
	bool apart; /* an empty line is above */
	/* words[count] and what followed did not fit. */
	bool cut;
};

/* Begins with SOURCE's text; SYNTAX may be NULL. */
struct scan scan_begin(
    const struct source *source, const struct profile_syntax *syntax);

/*
 * The next line that is not empty and no comment.  Blanks end a word outside
 * of quotation marks, which are not part of it; "a=b" becomes two words; a
 * backslash (or a backtick) at the end of a line joins the next one.  With an
 * arena, one that has no blank before it joins the words, too, without the
 * next line's indentation, and "\\_" there is a blank (RouterOS).  False at the
 * end.
 */
bool scan_line(struct scan *scan, struct scan_line *ret);

/* Whether LINE is a command of tmsh with braces, and its statements. */
bool listing_is_tmsh(const struct scan_line *line);
bool listing_add_tmsh(struct listing *listing, const struct scan_line *line);

/* Whether LINE is "name : value", with a value or without. */
bool listing_is_property(const struct scan_line *line);

/* Whether WORD is TEXT. */
bool word_is(const struct word *word, const char *text);

/* Whether WORD is digits alone, one at least. */
bool word_is_number(const struct word *word);

/* Whether A and B say the same. */
bool word_equal(const struct word *a, const struct word *b);

/* Whether WORD begins with TEXT. */
bool word_begins(const struct word *word, const char *text);

#endif

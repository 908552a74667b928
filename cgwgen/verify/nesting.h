/* SPDX-License-Identifier: ISC */
/*
 * The blocks that are open where a text of lines is read: what is indented
 * belongs to the line above, and where the profile says which lines open a
 * mode, what follows belongs to it up to "exit", indented or not.
 * Floor: verify.
 */
#ifndef CGWGEN_VERIFY_NESTING_H
#define CGWGEN_VERIFY_NESTING_H

#include "verify/scan.h"

/* No block. */
#define NESTING_NONE ((size_t)-1)

/* A block that is open: its words are those up to COUNT. */
struct nesting_block {
	size_t indent;
	size_t count;
	size_t tag;   /* what the caller knows it by */
	bool held;    /* a mode whose lines are not indented: it ends with
		       "exit" */
	bool passage; /* it says nothing, but leads to others */
	bool filled;  /* something stood in it */
};

struct nesting {
	/* With the lines that open modes; NULL: indentation says it all. */
	const struct profile_running *running;
	struct word path[LISTING_WORDS];
	struct nesting_block blocks[LISTING_DEPTH];
	size_t depth;
};

/* Begins a text of a device with SYNTAX, which may be NULL. */
void nesting_begin(
    struct nesting *nesting, const struct profile_syntax *syntax);

/* Closes the blocks that a line with INDENT is not part of: how many words
 * of path[] go before its own. */
size_t nesting_enter(struct nesting *nesting, size_t indent);

/* Opens the block of LINE, whose words go behind BASE words of path[], with
 * TAG; false when that is too deep or too long. */
bool nesting_push(struct nesting *nesting, size_t indent, size_t base,
    const struct scan_line *line, size_t tag);

/* Whether LINE leads to others without saying anything. */
bool nesting_is_passage(
    const struct nesting *nesting, const struct scan_line *line);

/* Whether LINE, with INDENT, ends modes ("exit" and "end") where these are
 * known: then it closes them, and the tag of the outermost becomes RET, or
 * NESTING_NONE. */
bool nesting_close(struct nesting *nesting, size_t indent,
    const struct scan_line *line, size_t *ret);

/* The tag of the innermost block, or NESTING_NONE. */
size_t nesting_tag(const struct nesting *nesting);

#endif

/* SPDX-License-Identifier: ISC */
/* Some lines of a rendered file, within their blocks, with other texts between
 * them.  Floor: verify. */
#ifndef CGWGEN_VERIFY_CUTTING_H
#define CGWGEN_VERIFY_CUTTING_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "verify/outline.h"
#include "verify/remedy_words.h"

/* Texts of one place, in their order. */
struct cutting_text {
	const char *text;
	struct cutting_text *next;
};

struct cutting {
	const struct outline *outline;
	struct arena *arena;
	bool *wanted;                 /* by line of the outline */
	bool *within;                 /* something in its block is */
	struct cutting_text **before; /* by line */
	struct cutting_text **behind; /* by line: the last of its block */
	struct cutting_text *tail;    /* after all lines */
	bool any;
};

/* Nothing of OUTLINE yet; all lives in ARENA. */
struct cutting cutting_new(const struct outline *outline, struct arena *arena);

/* LINE is printed, and the lines that open its blocks. */
void cutting_want(struct cutting *cutting, size_t line);

/* TEXT is printed before LINE. */
void cutting_before(struct cutting *cutting, size_t line, const char *text);

/* TEXT is printed at the end of the block that LINE opens, or, for
 * OUTLINE_NONE, at the end. */
void cutting_behind(struct cutting *cutting, size_t line, const char *text);

/* Whether LINE opens a block. */
bool cutting_is_header(const struct cutting *cutting, size_t line);

/* Adds it to RET. */
void cutting_put(
    const struct cutting *cutting, const struct swaps *swaps, struct buf *ret);

#endif

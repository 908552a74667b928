/* SPDX-License-Identifier: ISC */
/* The words of a proposal: our lines with the device's names, and the device's
 * statements taken back.  Floor: verify. */
#ifndef CGWGEN_VERIFY_REMEDY_WORDS_H
#define CGWGEN_VERIFY_REMEDY_WORDS_H

#include "base/buf.h"
#include "verify/change.h"
#include "verify/verify.h"

/* A name of ours that the device has another word for. */
struct swap {
	size_t offset; /* in the rendered file */
	size_t length;
	const struct word *word; /* the device's */
};

struct swaps {
	struct swap *list; /* by offset */
	size_t count;
};

/* Those of FILE, in ARENA. */
struct swaps remedy_swaps(
    const struct verification *about, size_t file, struct arena *arena);

/* Adds bytes [START, END) of SOURCE to RET with the device's names. */
void remedy_line(const struct swaps *swaps, const struct source *source,
    size_t start, size_t end, struct buf *ret);

/* Adds WORD of ours, or the device's name for it. */
void remedy_word(
    const struct swaps *swaps, const struct word *word, struct buf *ret);

/* What takes the running statement LINE back, up to its word TO, without a
 * line's end; NULL when the device of PROFILE has no word for that. */
const char *remedy_negation(const struct profile *profile,
    const struct running_line *line, size_t to, struct arena *arena);

/*
 * What has to go before the statement LINE of ABOUT, which CHANGE is for, can
 * be set; NULL: nothing.  HEADER: other statements stand in it.
 */
const char *remedy_before(const struct verification *about,
    const struct expected_line *line, const struct change *change, bool header,
    struct arena *arena);

#endif

/* SPDX-License-Identifier: ISC */
/* The words of commands that change an object.  Floor: verify. */
#ifndef CGWGEN_VERIFY_RECORD_WORDS_H
#define CGWGEN_VERIFY_RECORD_WORDS_H

#include "base/buf.h"
#include "verify/remedy_words.h"

/* An object on the device. */
struct record_object {
	const struct verification *about;
	const struct profile_change *how;
	const struct running_line *there; /* one of its statements */
};

/* Whether TEXT, HOW's set or remove, names this object and no other one. */
bool record_is_told(
    const struct record_object *object, const char *text, struct arena *arena);

/* Adds TEXT, HOW's set or remove, to RET with what stands in braces filled in,
 * and a line's end. */
void record_command(const struct record_object *object, const char *text,
    const char *values, struct buf *ret);

/*
 * Adds the member that the expected line NUMBER is of to RET, as it is
 * rendered but with the device's names; it ends before END.
 */
void record_member(const struct verification *about, size_t number,
    const struct profile_change *how, size_t end, const struct swaps *swaps,
    struct buf *ret);

/* Adds bytes [START, END) of SOURCE with the device's names, wherever these
 * stand in them. */
void record_line(const struct swaps *swaps, const struct source *source,
    size_t start, size_t end, struct buf *ret);

/* Whether A and B are statements of the same object. */
bool record_same(const struct profile_change *how, const struct running_line *a,
    const struct running_line *b);

/* Whether FLAGS, by running statement, holds for all of the object of LINE. */
bool record_all(const struct profile_change *how, const struct running *running,
    const struct running_line *line, const bool *flags);

/* Whether the device's object has the expected LINE already. */
bool record_has(
    const struct record_object *object, const struct expected_line *line);

#endif

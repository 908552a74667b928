/* SPDX-License-Identifier: ISC */
/* What a word of the device has for each value of an expected one.
 * Floor: verify. */
#ifndef CGWGEN_VERIFY_PARTS_H
#define CGWGEN_VERIFY_PARTS_H

#include "verify/match.h"

/*
 * Cuts TEXT, a running word in place of word I of LINE, into what stands for
 * the holes of that, by what stands between them.  False when that is not
 * there; LOOSE: a mere sign behind the last one ("aes256-sha1!") may be
 * missing. PARTS has room for EXPECTED_HOLES.
 */
bool parts_of_word(const struct expected_line *line, size_t i,
    struct slice text, bool loose, struct slice *parts);

/*
 * The same of a list of several in place of one word that has algorithms for
 * values ("aes256-sha1-dh14,aes128-sha1-dh14"): the values of the item that is
 * as the word, or of those that MATCH's connection accepts, joined with commas,
 * in MATCH's arena, or, when it accepts none, of all.  False when TEXT is no
 * such list.
 */
bool parts_of_list(const struct match *match, const struct expected_line *line,
    size_t i, struct slice text, struct slice *parts);

/* Whether the variable NUMBER is an algorithm and MATCH's connection accepts
 * one of those in TEXT for it. */
bool parts_accepted(
    const struct match *match, uint32_t number, struct slice text);

#endif

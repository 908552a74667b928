/* SPDX-License-Identifier: ISC */
/* The ways in which a device prints what it was given.  Floor: verify. */
#ifndef CGWGEN_VERIFY_DIALECT_H
#define CGWGEN_VERIFY_DIALECT_H

#include "device/profile.h"
#include "verify/listing.h"

/*
 * Brings each statement of LISTING that is like the first of two spellings of
 * RUNNING to the second, one pair after the other, and takes note of those
 * that the device leaves out.  Expected and running configurations are
 * treated alike, so that it does not matter which of them has which spelling.
 */
void dialect_apply(
    const struct profile_syntax *syntax, struct listing *listing);

/* Makes of each statement that says several things as many: "name value name
 * value" behind what the profile says, and "[ a b ]" of "set" commands. */
void dialect_part(const struct profile_syntax *syntax, struct listing *listing);

/* Cuts statements at the words that the profile says, each piece behind their
 * beginning: "rule from A to B" says "rule from A" and "rule to B". */
void dialect_cut(const struct profile_syntax *syntax, struct listing *listing);

/* Whether COUNT words begin as a statement does that dialect_cut() cuts. */
bool dialect_is_cut(const struct profile_running *running,
    const struct word *words, size_t count);

/* Makes one word of the algorithms that a statement lists, with commas between
 * them, and of each statement that lists names as many statements. */
void dialect_list(const struct profile_syntax *syntax, struct listing *listing);

/* Which words of a statement the words of a wording are. */
struct fit {
	size_t first[PROFILE_WORDING_WORDS];
	size_t count[PROFILE_WORDING_WORDS];
};

/* A statement that is being written. */
struct draft {
	struct word words[LISTING_WORDS];
	size_t count;
	size_t own;
	bool full;               /* it would have more words than there is room
				    for */
	bool fixed;              /* its blocks' words are all there */
	struct listing *listing; /* where "+" is a record; NULL: a word */
	unsigned records;        /* of these that were made */
	struct arena *arena;
};

/* Whether words[FROM .. TO) are like WORDING's words [AT, END). */
bool dialect_fits(const struct profile_wording *wording, size_t at, size_t end,
    const struct word *words, size_t from, size_t to, struct fit *ret);

/* Whether STATEMENT is like WORDING, which is about its blocks, too, or not. */
bool dialect_fits_statement(const struct profile_wording *wording,
    const struct statement *statement, struct fit *ret);

/* Writes STATEMENT, which SPELLING's first wording fits as FIT says, in the
 * second one into DRAFT. */
void dialect_respell(const struct profile_spelling *spelling,
    const struct statement *statement, const struct fit *fit,
    struct draft *draft);

/* Brings the names of interfaces and the words of LISTING to the spelling that
 * the profile says they have. */
void dialect_spell(
    const struct profile_syntax *syntax, struct listing *listing);

/* Takes note of words of LISTING's statements from the one at FIRST on that
 * stand for a value which is found elsewhere. */
void dialect_mark(
    const struct profile_syntax *syntax, struct listing *listing, size_t first);

/* Adds to LISTING, a running one, what is there without being shown because
 * something else is; these statements are unshown.  False when there is
 * nothing. */
bool dialect_imply(
    const struct profile_syntax *syntax, struct listing *listing);

/*
 * Adds to LISTING, a running one that dialect_apply() has seen, what its
 * device does not show: in each block that has nothing else of its kind the
 * default, or what is said once for all blocks.  These statements are unshown.
 */
void dialect_complete(
    const struct profile_syntax *syntax, struct listing *listing);

/* Whether dialect_complete() puts the default WORDING into blocks without one:
 * only then is a block that lacks it one with something else. */
bool dialect_fills(const struct profile_wording *wording);

#endif

/* SPDX-License-Identifier: ISC */
/* What a configuration has otherwise than a likeness, read back as values of
 * the model.  Floor: verify. */
#ifndef CGWGEN_VERIFY_REFIT_H
#define CGWGEN_VERIFY_REFIT_H

#include "verify/likeness.h"
#include "verify/verify.h"

/* A value that would make the likeness more like the configuration. */
struct refit {
	enum likeness_part part;
	size_t tunnel; /* 0 where it is no tunnel's */
	size_t offset;
	struct value value;
	size_t votes;   /* of differences that say so */
	uint64_t words; /* a bit for each of these, modulo 64 */
};

#define REFITS 64

/*
 * Reads the differences of ABOUT, which is LIKENESS held against a
 * configuration.  A word may be read in several ways: "30" as an interval or
 * as a number of retries; a number that the template prints converted
 * (minutes, a third of the hold time) is converted back by what it printed
 * for the likeness.  Fills RET, with texts in ARENA, and returns how many
 * there are, those that more differences speak for first.
 */
size_t refit_read(const struct verification *about,
    const struct likeness *likeness, struct arena *arena,
    struct refit ret[REFITS]);

/* Whether LIKENESS has the value of REFIT already. */
bool refit_is_taken(const struct likeness *likeness, const struct refit *refit);

/* Gives LIKENESS the value. */
void refit_take(struct likeness *likeness, const struct refit *refit);

#endif

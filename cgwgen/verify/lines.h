/* SPDX-License-Identifier: ISC */
/* Statements of two renderings, by what they say.  Floor: verify. */
#ifndef CGWGEN_VERIFY_LINES_H
#define CGWGEN_VERIFY_LINES_H

#include "base/digest.h"
#include "base/index.h"
#include "verify/verify.h"

/* The statements of a rendering, by what they say. */
struct lines {
	const struct expected *expected;
	uint64_t *records; /* what each record says, by its number */
	size_t record_count;
	struct index index;
};

/* Those of EXPECTED, in ARENA. */
struct lines lines_of(const struct expected *expected, struct arena *arena);

/* What LINE, one of LINES, says. */
struct digest lines_digest(
    const struct lines *lines, const struct expected_line *line);

/* Whether OTHER lacks a statement that ABOUT, a verification, misses on the
 * device: only then can it say why. */
bool lines_lack(const struct verification *about,
    const struct verification *other, struct arena *arena);

#endif

/* SPDX-License-Identifier: ISC */
/* What two renderings of a connection have in common.  Floor: verify. */
#ifndef CGWGEN_VERIFY_LINES_H
#define CGWGEN_VERIFY_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/index.h"
#include "verify/verify.h"

/* The statements of a rendering, by what they say. */
struct lines {
	const struct expected *expected;
	uint64_t *records; /* what each record says, by its number */
	size_t record_count;
	struct index index;
	struct index numbers; /* how often a statement is said in any record */
};

struct lines lines_of(const struct expected *expected, struct arena *arena);

/*
 * Whether LINES have LINE, one of the rendering OF.  One in a record must be
 * in a record that says the same, or LINES say it as often as OF does: what
 * else is said in its record does not matter then.
 */
bool lines_have(const struct lines *lines, const struct lines *of,
    const struct expected_line *line);

/* Whether OTHER lacks a statement that ABOUT, a verification, misses on the
 * device: only then can it say why. */
bool lines_lack(const struct verification *about,
    const struct verification *other, struct arena *arena);

/*
 * Whether lines_lack() may hold of OTHER, as it is rendered: false when its
 * text has all lines of text that the missing statements stand on.  Quick.
 */
bool lines_may_lack(const struct verification *about,
    const struct rendering *other, struct arena *arena);

/* Whether OTHER, another rendering of the same connection, has a statement
 * that ABOUT's has not. */
bool lines_add(const struct verification *about,
    const struct verification *other, struct arena *arena);

#endif

/* SPDX-License-Identifier: ISC */
/* What two renderings of a connection have in common.  Floor: verify. */
#ifndef CGWGEN_VERIFY_VARY_LINES_H
#define CGWGEN_VERIFY_VARY_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/index.h"
#include "verify/expected.h"

/* The statements of a rendering, by what they say. */
struct vary_lines {
	const struct expected *expected;
	uint64_t *records; /* what each record says, by its number */
	size_t record_count;
	struct index index;
	struct index numbers; /* how often a statement is said in any record */
};

struct vary_lines vary_lines(
    const struct expected *expected, struct arena *arena);

/*
 * Whether LINES have LINE, one of the rendering OF.  One in a record must be
 * in a record that says the same, or LINES say it as often as OF does: what
 * else is said in its record does not matter then.
 */
bool vary_has(const struct vary_lines *lines, const struct vary_lines *of,
    const struct expected_line *line);

#endif

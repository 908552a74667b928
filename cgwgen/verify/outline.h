/* SPDX-License-Identifier: ISC */
/*
 * The lines of a rendered file and how they nest, so that some of them can be
 * printed alone, within their blocks.  Floor: verify.
 */
#ifndef CGWGEN_VERIFY_OUTLINE_H
#define CGWGEN_VERIFY_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/source.h"
#include "device/profile.h"
#include "verify/listing.h"

#define OUTLINE_NONE ((size_t)-1)

/* One line, with those that it continues on. */
struct outline_line {
	size_t start; /* in the source, with its indentation */
	size_t end;
	size_t parent; /* the line that opens its block, or OUTLINE_NONE */
	size_t closes; /* the line whose block this one ends, or OUTLINE_NONE */
	bool session;  /* "commit" and the like */
	bool commits;  /* it does nothing when nothing was changed */
};

struct outline {
	const struct source *source;
	struct outline_line *lines; /* in their order */
	size_t count;
	/* Blocks end with a word, and nothing shows where they begin. */
	bool flat;
};

/* The lines of SOURCE, which is of FORM; they live in ARENA. */
struct outline outline_make(const struct source *source, enum listing_form form,
    const struct profile_syntax *syntax, struct arena *arena);

/* The line that holds the byte OFFSET, or OUTLINE_NONE. */
size_t outline_at(const struct outline *outline, size_t offset);

/* The last line in the block that LINE opens; LINE when there is none. */
size_t outline_last(const struct outline *outline, size_t line);

#endif

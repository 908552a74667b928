/* SPDX-License-Identifier: ISC */
/*
 * Expressions that need no engine: sets of printable ASCII and how often a
 * byte of each may stand, such as "[A-Za-z][A-Za-z0-9._-]{0,56}".
 */
#ifndef CGWGEN_BASE_PLAIN_H
#define CGWGEN_BASE_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

/* The most sets of an expression. */
#define PLAIN_PARTS 8

struct plain_part {
	size_t least;
	size_t most;
};

/* The parts in their order; all but one at most are of one length. */
struct plain {
	unsigned char members[256]; /* bit I: PARTS[I] has the byte */
	struct plain_part parts[PLAIN_PARTS];
	size_t count; /* 0: it is no such expression */
	size_t least; /* the length of what fits */
	size_t most;
};

/* Reads EXPRESSION; false when it is of another kind, and *RET has no part. */
bool plain_read(struct plain *ret, const char *expression);

/* Whether all of TEXT fits. */
bool plain_match(const struct plain *plain, const char *text);

#endif

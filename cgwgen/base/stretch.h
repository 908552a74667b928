/* SPDX-License-Identifier: ISC */
/* Stretches of sources: which of them does a place lie in? */
#ifndef CGWGEN_BASE_STRETCH_H
#define CGWGEN_BASE_STRETCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/source.h"

/* [start, end) of SOURCE; stretches of another kind are not asked about. */
struct stretch {
	unsigned kind;
	const struct source *source;
	size_t start;
	size_t end;
	bool *met; /* set once a place was asked about that lies in it */
};

/* The caller sets list and count, and leaves list alone afterwards. */
struct stretches {
	struct stretch *list;
	size_t count;
	size_t *furthest; /* the last end so far, of one kind and source */
	size_t *waiting;  /* ends of those not met, see stretch.c */
};

/* Sorts the list; to be called before the first question. */
void stretches_sort(struct stretches *stretches, struct arena *arena);

/*
 * Whether AT lies in a stretch of KIND; all those that it lies in are met.
 * Takes the logarithm of count, and that again for each one that is met for
 * the first time.
 */
bool stretches_meet(
    const struct stretches *stretches, unsigned kind, struct pos at);

#endif

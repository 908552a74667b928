/* SPDX-License-Identifier: ISC */
/* Connections made up at random from the field tables. */
#ifndef CGWGEN_TESTS_RANDOM_MODEL_H
#define CGWGEN_TESTS_RANDOM_MODEL_H

#include <stdint.h>

#include "base/arena.h"
#include "model/connection.h"

struct maker {
	uint64_t state; /* not 0; the same one makes the same models */
	struct arena *arena;
};

/* A number below LIMIT. */
uint32_t maker_below(struct maker *maker, uint32_t limit);

/* A text that is not empty; many are hard to quote. */
const char *maker_text(struct maker *maker);

/*
 * A connection with an id, derived and completed as after reading: any of its
 * rows may be known, with values of their types and ranges.  Of one in three
 * everything is known that AWS's XML needs.
 */
struct connection *maker_connection(struct maker *maker);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * What changed from one set of connections to another, in the model's terms:
 * values are compared, not where they came from.
 */
#ifndef CGWGEN_MODEL_COMPARE_H
#define CGWGEN_MODEL_COMPARE_H

#include <stddef.h>

#include "base/arena.h"
#include "model/change.h"
#include "model/connection.h"

/* Connections that are complete, see connection_complete(). */
struct fleet {
	const struct connection **connections;
	size_t count;
};

/*
 * Compares OLD to NEW; the changes live in ARENA and point into both.
 * Connections are paired by id, then by label, and at last, when one is left
 * on each side and one of them has no id, with each other.  Tunnels are
 * paired by AWS's outside address; those left by their inside network, then
 * by order.  What one side leaves out is a difference only when a kind of
 * input that was read for it could have said it.
 */
void compare_fleets(const struct fleet *old, const struct fleet *new,
    struct arena *arena, struct comparison *ret);

#endif

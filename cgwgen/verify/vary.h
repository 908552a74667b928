/* SPDX-License-Identifier: ISC */
/*
 * What a statement without a printed value depends on, found by rendering
 * the connection with one value changed: what then goes away, or comes,
 * hangs on that value.  Floor: verify.
 */
#ifndef CGWGEN_VERIFY_VARY_H
#define CGWGEN_VERIFY_VARY_H

#include "verify/verify.h"

/*
 * Finds reasons for the statements that ABOUT, a verification of what is
 * about->connection, misses; they are put into its lines.  A statement that
 * hangs on a parameter that nobody gave is no longer missing.  What the device
 * has besides, and would have for another value, gets a reason, too.
 */
void vary_explain(const struct verify_device *device, struct running *running,
    struct arena *arena, struct verification *about);

/* CONNECTION with the algorithms that the device was seen to have, in ARENA;
 * NULL when none of them is new. */
const struct connection *vary_algorithms(
    const struct verification *about, struct arena *arena);

#endif

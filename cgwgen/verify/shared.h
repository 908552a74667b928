/* SPDX-License-Identifier: ISC */
/*
 * Statements that belong to no tunnel and no connection and still follow from
 * a connection's values ("crypto ipsec df-bit clear-df outside").  Floor:
 * verify.
 */
#ifndef CGWGEN_VERIFY_SHARED_H
#define CGWGEN_VERIFY_SHARED_H

#include "verify/verify.h"

/*
 * Which of them the device has for another value than that of ABOUT's
 * connection, which nothing else of it is: fills RET and returns how many.
 * One with another word in it than any value prints has no name.
 */
size_t shared_find(const struct verify_device *device, struct running *running,
    struct arena *arena, const struct verification *about,
    struct besides ret[VERIFY_SHARED]);

/* Gives each of them that ABOUT misses what the device has in its place with
 * another word in it. */
void shared_replace(struct verification *about, const struct running *running);

#endif

/* SPDX-License-Identifier: ISC */
/* The peers that a configuration has: what could be AWS's outside addresses.
 * Floor: verify. */
#ifndef CGWGEN_VERIFY_PEERS_H
#define CGWGEN_VERIFY_PEERS_H

#include "base/ip.h"
#include "verify/likeness.h"
#include "verify/verify.h"

struct peer {
	struct ip address;
	size_t place; /* the first running statement that has it */
	size_t votes; /* kinds of statements that have it */
	size_t kind;  /* the last of them; for peers_find() alone */
};

/* The most peers of one configuration that are looked at. */
#define PEERS 4096

/* Every form that DEVICE can have, the likeliest first, in ARENA. */
const struct likeness_form *peers_forms(
    const struct profile *profile, struct arena *arena, size_t *ret_count);

/*
 * The addresses that stand in RUNNING where a rendering for DEVICE has AWS's
 * outside address, in the order of their places; those that stand in far
 * fewer kinds of statements than others are left out.  In ARENA.
 */
const struct peer *peers_find(const struct verify_device *device,
    struct running *running, struct arena *arena, size_t *ret_count);

#endif

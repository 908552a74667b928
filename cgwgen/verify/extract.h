/* SPDX-License-Identifier: ISC */
/*
 * The connections that a running configuration implies.  Each peer is first
 * a connection of its own, which is made like the configuration value by
 * value; peers that belong together then become one connection.  Floor:
 * verify.
 */
#ifndef CGWGEN_VERIFY_EXTRACT_H
#define CGWGEN_VERIFY_EXTRACT_H

#include "verify/likeness.h"
#include "verify/peers.h"
#include "verify/verify.h"

/* What an object is called on the device. */
struct extract_name {
	uint32_t text, place; /* of the variable: the same for its partner's */
	const char *name;
};

#define EXTRACT_NAMES 32

/* One tunnel that was found. */
struct extract_tunnel {
	struct peer peer;
	struct likeness likeness; /* unknown values are ORIGIN_NONE */
	struct pos at;
	struct extract_name names[EXTRACT_NAMES];
	size_t name_count;
	size_t found;      /* statements that are explained */
	size_t missing;    /* that should be there */
	bool good;         /* enough is explained */
	const char *id;    /* of its connection, when a name has it */
	int partner;       /* number of the other tunnel, or -1 */
};

struct extraction {
	struct extract_tunnel *tunnels;
	size_t count;
};

/* Finds every tunnel of RUNNING, in ARENA. */
void extract(const struct verify_device *device, struct running *running,
    struct arena *arena, struct extraction *ret);

/* Finds, for each tunnel, the other one of its connection. */
void extract_pair(struct extraction *extraction);

/*
 * The connection of tunnel NUMBER and its partner with nothing but what is
 * known; NUMBER is the lower one of both.  In ARENA.
 */
struct connection *extract_connection(
    const struct extraction *extraction, size_t number, struct arena *arena);

/* The names of the values that a device may carry and that are not known of
 * tunnel NUMBER or its partner, joined by ", ", in ARENA; "" for none. */
const char *extract_unknown(
    const struct extraction *extraction, size_t number, struct arena *arena);

#endif

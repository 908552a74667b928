/* SPDX-License-Identifier: ISC */
/*
 * The connections that a running configuration implies.  Each peer is first
 * looked at alone; then the two that belong together are made up as one
 * connection, which is made like the configuration value by value.  Floor:
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

/* One peer, looked at alone. */
struct extract_peer {
	struct peer peer;
	struct likeness likeness;
	struct pos at;
	struct extract_name names[EXTRACT_NAMES];
	size_t name_count;
	const char *id; /* of its connection, when a name has it */
	size_t found;   /* statements that are explained */
	size_t missing; /* that should be there */
	bool good;      /* enough is explained */
	long score;     /* the higher the more */
	int partner;    /* number of the other peer, or -1 */
	bool done;      /* a connection has it */
};

/* A connection that was found. */
struct extracted {
	struct likeness likeness; /* unknown values are ORIGIN_NONE */
	struct pos at;
	const char *id; /* NULL: not known */
};

struct extraction {
	struct extract_peer *peers; /* in the order of the text */
	size_t peer_count;
	struct extracted *connections;
	size_t count;
};

/*
 * Finds every connection of RUNNING, in ARENA.  Two peers are one connection
 * when routing and both ends are the same; of several that could be, the one
 * whose objects have names that count on, else the next one in the text.
 */
void extract(const struct verify_device *device, struct running *running,
    struct arena *arena, struct extraction *ret);

/* Only the peers, looked at alone. */
void extract_peers(const struct verify_device *device, struct running *running,
    struct arena *arena, struct extraction *ret);

/* Finds the partner of each peer. */
void extract_pair(struct extraction *extraction);

/* FOUND with nothing but what is known, in ARENA. */
struct connection *extract_connection(
    const struct extracted *found, struct arena *arena);

/* The names of the values that a device may carry and that are not known,
 * joined by ", ", in ARENA; "" for none. */
const char *extract_unknown(const struct extracted *found, struct arena *arena);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * What changed from one set of connections to another, in the model's terms:
 * values are compared, not where they came from.
 */
#ifndef CGWGEN_MODEL_COMPARE_H
#define CGWGEN_MODEL_COMPARE_H

#include <stddef.h>

#include "base/arena.h"
#include "model/connection.h"
#include "model/field.h"

enum change_kind {
	CHANGE_ADDED,
	CHANGE_REMOVED,
	CHANGE_CHANGED,
	CHANGE_REPLACED /* a tunnel by another one at the same place */
};

/* What a change is about. */
enum change_part {
	CHANGE_CONNECTION, /* the connection as such, or a field of it */
	CHANGE_CUSTOMER,   /* a field of the customer gateway */
	CHANGE_AWS,        /* a field of AWS's gateway */
	CHANGE_ROUTE,
	CHANGE_TUNNEL /* a tunnel as such, or a field of it */
};

struct change {
	enum change_kind kind;
	enum change_part part;
	/* The two sides; one of them is NULL where the other is new or gone. */
	const struct connection *old_connection;
	const struct connection *new_connection;
	const struct tunnel *old_tunnel;
	const struct tunnel *new_tunnel;
	/* NULL when a connection or tunnel is added or removed as a whole. */
	const struct field *field;
	const struct value *old_value; /* NULL where it is added or removed */
	const struct value *new_value;
	const struct change *next;
};

/* Connections that are complete, see connection_complete(). */
struct fleet {
	const struct connection **connections;
	size_t count;
};

struct comparison {
	const struct change *first; /* all about one connection in a row */
	size_t count;
	/* Values known on one side that could not be compared: the other
	 * is known after deployment only, or is a key that AWS withholds. */
	size_t not_compared;
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

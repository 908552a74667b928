/* SPDX-License-Identifier: ISC */
/* What connections have in common: which gateway it is. */
#ifndef CGWGEN_MODEL_END_H
#define CGWGEN_MODEL_END_H

#include <stdbool.h>

#include "base/arena.h"
#include "model/connection.h"

/* The same gateway has the same key. */
struct end {
	const char *key;
	const char *name; /* what people know it by */
};

/*
 * Says which gateway is meant: the one with ID as a connection states it, or
 * as GATEWAY (may be NULL) does; before AWS gave it an id a gateway is known
 * by where it is described, and its name is the label or KIND.  False when
 * neither says.  The texts live in ARENA or with the connection.
 */
bool end_of(const char *kind, const struct value *id,
    const struct gateway *gateway, struct arena *arena, struct end *ret);

/* The customer's end of CONNECTION, and AWS's. */
bool end_customer(
    const struct connection *connection, struct arena *arena, struct end *ret);
bool end_aws(
    const struct connection *connection, struct arena *arena, struct end *ret);

#endif

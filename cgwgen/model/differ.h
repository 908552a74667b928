/* SPDX-License-Identifier: ISC */
/* Saying that two descriptions of one thing disagree. */
#ifndef CGWGEN_MODEL_DIFFER_H
#define CGWGEN_MODEL_DIFFER_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/field.h"

/* What is being joined, for messages. */
struct join {
	const char *subject;
	struct arena *arena;
	struct diags *diags;
};

/* "vpn-0a1b tunnel 203.0.113.5" from a join about the connection. */
struct join join_tunnel(const struct join *join, const struct tunnel *tunnel);

/*
 * CGW115: FIELD is WINNER by one input and LOSER by another.  The values of a
 * secret are not shown.
 */
void join_differ(const struct join *join, const struct field *field,
    const struct value *winner, const struct value *loser);

#endif

/* SPDX-License-Identifier: ISC */
/* Changes between two connections, and when two values are one. */
#ifndef CGWGEN_MODEL_CHANGE_H
#define CGWGEN_MODEL_CHANGE_H

#include <stdbool.h>
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

struct comparison {
	const struct change *first; /* all about one connection in a row */
	size_t count;
	/* Values known on one side that could not be compared: the other
	 * is known after deployment only, or is a key that AWS withholds. */
	size_t not_compared;
};

/* ---- for compare.c ---------------------------------------------------- */

/* What a comparison works with. */
struct compare {
	struct arena *arena;
	struct comparison *result;
	const struct change **end;
	struct change about;  /* the sides that are being compared */
	unsigned old_origins; /* see change_origins() */
	unsigned new_origins;
};

/* Adds a change of what c->about names. */
void change_add(struct compare *c, enum change_kind kind, enum change_part part,
    const struct field *field);

/* Adds a change from OLD to NEW, one of which may be NULL, of FIELD. */
void change_add_values(struct compare *c, enum change_part part,
    const struct field *field, const struct value *old,
    const struct value *new);

/* Whether a value says something, even if it could not be read. */
bool change_says(const struct field *field, const struct value *value);

/* Adds a change where OLD and NEW differ. */
void change_compare(struct compare *c, enum change_part part,
    const struct field *field, const struct value *old,
    const struct value *new);

/* Bit N: a value of CONNECTION has origin N. */
unsigned change_origins(const struct connection *connection);

#endif

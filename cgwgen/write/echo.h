/* SPDX-License-Identifier: ISC */
/*
 * What a reader makes of a document that states only some of a connection's
 * values: the others follow from these or are defaults.  So a writer knows
 * what it need not write, and what is lost with a format.
 */
#ifndef CGWGEN_WRITE_ECHO_H
#define CGWGEN_WRITE_ECHO_H

#include <stdbool.h>

#include "base/arena.h"
#include "model/field.h"

struct echo {
	/* Which rows of connection and tunnels the document states. */
	bool (*states)(const struct echo *echo, const struct field *field);
	const struct connection *connection;
	bool is_xml; /* AWS's XML: no gateways, routes or options */
};

/*
 * A copy of the connection in ARENA that has the stated values, derived and
 * completed as after reading.  Its tunnels are in the same order.
 */
const struct connection *echo_read(
    const struct echo *echo, struct arena *arena);

#endif

/* SPDX-License-Identifier: ISC */
/* Reading back without reading.  Floor 3. */
#include "write/echo.h"

#include <string.h>

#include "model/join.h"

/* Empties what the document does not state. */
static void
forget(const struct echo *echo, const struct field *fields, size_t count,
    void *owner)
{
	struct value *value;
	size_t i;

	for (i = 0; i < count; i++) {
		value = field_slot(&fields[i], owner);
		if (value->origin < ORIGIN_DEFAULT && value_known(value) &&
		    echo->states(echo, &fields[i]))
			continue;
		*value = (struct value){ .origin = ORIGIN_NONE };
	}
}

const struct connection *
echo_read(const struct echo *echo, struct arena *arena)
{
	struct connection *copy = ARENA_NEW(arena, struct connection);
	size_t count, i;
	const struct field *fields = connection_fields(&count);

	*copy = *echo->connection;
	copy->has_xml = echo->is_xml;
	if (echo->is_xml) {
		copy->customer_gateway = copy->aws_gateway = NULL;
		copy->route_count = 0;
		copy->has_options = false;
	}
	forget(echo, fields, count, copy);
	copy->tunnels =
	    arena_array(arena, copy->tunnel_count, sizeof(struct tunnel));
	if (copy->tunnel_count != 0)
		memcpy(copy->tunnels, echo->connection->tunnels,
		    copy->tunnel_count * sizeof(struct tunnel));
	fields = tunnel_fields(&count);
	for (i = 0; i < copy->tunnel_count; i++)
		forget(echo, fields, count, &copy->tunnels[i]);
	/* Contradictions were reported when the connection was read. */
	connection_derive(copy, arena, diags_new(arena, 1));
	connection_complete(copy, false);
	return copy;
}

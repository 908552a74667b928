/* SPDX-License-Identifier: ISC */
/* The connections of an inventory: each joined of its parts.  Floor 3. */
#include <stdlib.h>
#include <string.h>

#include "model/join.h"
#include "read/aws_xml.h"
#include "read/inventory_lists.h"

static void
add_routes(struct inventory *inventory, struct connection *connection,
    struct arena *arena)
{
	const struct keyed_route *found, *end;
	struct route *routes;
	size_t count = 0, i;

	if (!value_known(&connection->id) || inventory->routes.count == 0)
		return;
	end = (const struct keyed_route *)inventory->routes.items +
	      inventory->routes.count;
	found = keyed_find(inventory->routes.items, inventory->routes.count,
	    sizeof(*found), connection->id.text);
	while (found != NULL && found + count < end &&
	       strcmp(found[count].id, connection->id.text) == 0)
		count++;
	routes = arena_array(arena, count, sizeof(*routes));
	for (i = 0; i < count; i++)
		routes[i] = found[i].route;
	connection_add_routes(connection, routes, count, arena);
}

static const char *
known_text(const struct value *value)
{
	return value_known(value) ? value->text : NULL;
}

static void
find_ends(const struct inventory *inventory, struct connection *connection)
{
	if (connection->customer_gateway == NULL)
		connection->customer_gateway =
		    inventory_gateway(inventory, GATEWAY_CUSTOMER,
			known_text(&connection->customer_gateway_id));
	if (connection->aws_gateway == NULL)
		connection->aws_gateway = inventory_gateway(inventory,
		    GATEWAY_VPN, known_text(&connection->vpn_gateway_id));
	if (connection->aws_gateway == NULL)
		connection->aws_gateway =
		    inventory_gateway(inventory, GATEWAY_TRANSIT,
			known_text(&connection->transit_gateway_id));
}

static bool
is_deleted(const struct connection *connection)
{
	const char *state = known_text(&connection->state);

	return state != NULL && (strcmp(state, "deleted") == 0 ||
				    strcmp(state, "deleting") == 0);
}

/* What is done with every connection when all its parts were read. */
static struct connection *
finish(struct inventory *inventory, struct connection *connection,
    struct arena *arena, struct diags *diags)
{
	if (is_deleted(connection)) {
		diag(diags, RULE_CONNECTION_DELETED, connection->state.at,
		    "%s is %s and passed over",
		    diag_quote(diags, connection_name(connection)),
		    connection->state.text);
		return NULL;
	}
	find_ends(inventory, connection);
	add_routes(inventory, connection, arena);
	connection_derive(connection, arena, diags);
	connection_sort_tunnels(connection);
	return connection;
}

static struct connection *
read_part(struct inventory *inventory, size_t index, struct arena *arena,
    struct diags *diags)
{
	const struct part *part =
	    (const struct part *)inventory->parts.items + index;
	struct connection *connection = ARENA_NEW(arena, struct connection);
	struct reading reading = { .inventory = inventory,
		.arena = arena,
		.diags = diags,
		.subject =
		    part->id != NULL ? diag_quote(diags, part->id) : NULL };

	inventory->done[index] = true;
	return part->read(&reading, part, connection) ? connection : NULL;
}

/* Moves a connection's routes to the end of LIST. */
static void
take_routes(struct list *list, struct connection *connection)
{
	size_t i;

	for (i = 0; i < connection->route_count; i++)
		*(struct route *)inventory_list_add(
		    list, sizeof(struct route)) = connection->routes[i];
	connection->route_count = 0;
}

/* Joins all parts under ID that are not done yet.  Routes are joined at the
 * end, in one go: there may be many parts with many of them. */
static struct connection *
join_parts(struct inventory *inventory, struct connection *connection,
    const char *id, struct arena *arena, struct diags *diags)
{
	const struct keyed *found, *end;
	struct list routes = { NULL, 0, 0 };
	struct connection *other;

	end = inventory->by_id + inventory->by_id_count;
	found = keyed_find(
	    inventory->by_id, inventory->by_id_count, sizeof(*found), id);
	for (; found != NULL && found < end && strcmp(found->key, id) == 0;
	     found++) {
		if (inventory->done[found->order])
			continue;
		other = read_part(inventory, found->order, arena, diags);
		if (other == NULL)
			continue;
		if (connection == NULL) {
			connection = other;
			continue;
		}
		take_routes(&routes, other);
		connection_join(connection, other, arena, diags);
	}
	if (connection != NULL)
		connection_add_routes(
		    connection, routes.items, routes.count, arena);
	free(routes.items);
	return connection;
}

/* Whether the part with ID is not wanted, which is counted. */
static bool
pass_over(struct inventory *inventory, const char *id)
{
	if (inventory->wanted == NULL || id == NULL ||
	    inventory->wanted(inventory->host, id))
		return false;
	inventory->passed_over++;
	return true;
}

bool
inventory_next(struct inventory *inventory, struct arena *arena,
    struct diags *diags, struct connection **ret)
{
	const struct part *parts = inventory->parts.items;
	struct connection *connection;

	inventory_seal(inventory, diags);
	if (!inventory->hold)
		inventory_release(inventory);
	while (inventory->next < inventory->parts.count &&
	       (inventory->done[inventory->next] ||
		   pass_over(inventory, parts[inventory->next].id)))
		inventory->next++;
	if (inventory->next == inventory->parts.count)
		return false;
	connection = read_part(inventory, inventory->next, arena, diags);
	if (parts[inventory->next].id != NULL)
		connection = join_parts(inventory, connection,
		    parts[inventory->next].id, arena, diags);
	else if (connection != NULL && value_known(&connection->id))
		connection = join_parts(
		    inventory, connection, connection->id.text, arena, diags);
	*ret = connection == NULL ? NULL
				  : finish(inventory, connection, arena, diags);
	return true;
}

struct connection *
inventory_read_xml(struct aws_xml *reader, struct source *source,
    struct arena *arena, struct diags *diags)
{
	return aws_xml_read_raw(reader, source, arena, diags);
}

bool
inventory_joins(const struct inventory *inventory)
{
	return inventory->by_id_count != 0;
}

struct connection *
inventory_complete(struct inventory *inventory, struct connection *connection,
    struct arena *arena, struct diags *diags)
{
	if (value_known(&connection->id) && inventory_joins(inventory))
		connection = join_parts(
		    inventory, connection, connection->id.text, arena, diags);
	return finish(inventory, connection, arena, diags);
}

struct connection *
inventory_xml(struct inventory *inventory, struct source *source,
    struct arena *arena, struct diags *diags)
{
	struct connection *connection;

	inventory_seal(inventory, diags);
	if (!inventory->hold)
		inventory_release(inventory);
	connection =
	    inventory_read_xml(inventory->aws_xml, source, arena, diags);
	return connection == NULL
		   ? NULL
		   : inventory_complete(inventory, connection, arena, diags);
}

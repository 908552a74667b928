/* SPDX-License-Identifier: ISC */
/* What all inputs say, joined by ids.  Floor 3. */
#include "read/inventory.h"

#include <stdlib.h>
#include <string.h>

#include "base/keyed.h"
#include "doc/text.h"
#include "model/join.h"
#include "read/aws_xml.h"
#include "read/cfn_parameter.h"
#include "read/intake.h"

/* A growing array in the C heap; items are copied. */
struct list {
	void *items;
	size_t count;
	size_t capacity;
};

/* What is found by a text begins with it; see base/keyed.h. */
struct keyed_gateway {
	const char *key;
	size_t order;
	struct gateway *gateway;
};

struct keyed_route {
	const char *id;
	size_t order;
	struct route route;
};

struct inventory {
	struct inventory_options options;
	struct arena *arena;
	struct aws_xml *aws_xml;
	struct arena *scratch; /* NULL until it is used */
	struct cfn_givens *parameters;
	struct silences *silences;
	struct list parts;    /* struct part, in the order they came */
	struct list gateways; /* sorted once sealed, and so on */
	struct list routes;
	struct keyed *by_id; /* the parts that have one, once sealed */
	size_t by_id_count;
	bool *done; /* of each part */
	size_t next;
	bool sealed;
	bool hold; /* what was kept is not released between connections */
	struct source **kept;
	size_t kept_count;
	size_t kept_capacity;
};

struct inventory *
inventory_new(const struct inventory_options *options)
{
	struct inventory *inventory = memory_alloc(sizeof(*inventory));

	*inventory = (struct inventory){ .arena = arena_new(),
		.aws_xml = aws_xml_new() };
	if (options != NULL)
		inventory->options = *options;
	inventory->silences = silences_new(inventory->arena);
	return inventory;
}

static void
release_kept(struct inventory *inventory)
{
	size_t i;

	for (i = 0; i < inventory->kept_count; i++)
		source_free(inventory->kept[i]);
	inventory->kept_count = 0;
}

void
inventory_free(struct inventory *inventory)
{
	if (inventory == NULL)
		return;
	release_kept(inventory);
	free(inventory->kept);
	free(inventory->parts.items);
	free(inventory->gateways.items);
	free(inventory->routes.items);
	free(inventory->by_id);
	free(inventory->done);
	aws_xml_free(inventory->aws_xml);
	arena_free(inventory->scratch);
	arena_free(inventory->arena);
	free(inventory);
}

void
inventory_hold(struct inventory *inventory)
{
	inventory->hold = true;
}

const struct inventory_options *
inventory_options(const struct inventory *inventory)
{
	return &inventory->options;
}

void
inventory_spare_keys(struct inventory *inventory)
{
	inventory->options.keys_may_be_absent = true;
}

bool
inventory_read_parameters(struct inventory *inventory, struct diags *diags)
{
	inventory->parameters =
	    cfn_givens_read(&inventory->options, inventory->arena, diags);
	return inventory->parameters != NULL;
}

struct cfn_givens *
inventory_parameters(const struct inventory *inventory)
{
	return inventory->parameters;
}

bool
inventory_parameters_known(
    const struct inventory *inventory, struct diags *diags)
{
	return inventory->parameters == NULL ||
	       cfn_givens_known(inventory->parameters, diags);
}

struct arena *
inventory_scratch(struct inventory *inventory)
{
	if (inventory->scratch == NULL)
		inventory->scratch = arena_new();
	return inventory->scratch;
}

struct silences *
inventory_silences(struct inventory *inventory)
{
	return inventory->silences;
}

struct aws_xml *
inventory_aws_xml(struct inventory *inventory)
{
	return inventory->aws_xml;
}

/* Room for one more item of SIZE bytes, at the end. */
static void *
list_add(struct list *list, size_t size)
{
	if (list->count == list->capacity) {
		list->capacity = list->capacity * 2 + 16;
		list->items = realloc(list->items, list->capacity * size);
		if (list->items == NULL)
			memory_exhausted();
	}
	return (char *)list->items + list->count++ * size;
}

void
inventory_keep(struct inventory *inventory, struct source *source)
{
	struct source **grown;

	if (inventory->kept_count == inventory->kept_capacity) {
		inventory->kept_capacity = inventory->kept_capacity * 2 + 8;
		grown = realloc(
		    inventory->kept, inventory->kept_capacity * sizeof(*grown));
		if (grown == NULL)
			memory_exhausted();
		inventory->kept = grown;
	}
	inventory->kept[inventory->kept_count++] = source;
}

void
inventory_add_part(struct inventory *inventory, const struct part *part)
{
	struct part *slot = list_add(&inventory->parts, sizeof(*slot));

	*slot = *part;
}

void
inventory_add_gateway(
    struct inventory *inventory, struct gateway *gateway, const char *key)
{
	struct keyed_gateway *slot =
	    list_add(&inventory->gateways, sizeof(*slot));

	*slot =
	    (struct keyed_gateway){ key, inventory->gateways.count, gateway };
}

void
inventory_add_route(
    struct inventory *inventory, const char *id, const struct route *route)
{
	struct keyed_route *slot = list_add(&inventory->routes, sizeof(*slot));

	*slot = (struct keyed_route){ id, inventory->routes.count, *route };
}

bool
inventory_add(struct inventory *inventory, struct source *source, bool *looking,
    struct diags *diags)
{
	struct reading reading = { .inventory = inventory,
		.arena = inventory->arena,
		.diags = diags };

	return intake(&reading, source, inventory->options.format, looking);
}

/* ---- sealing: from lists to sorted lists ------------------------------ */

/* Gateways that several inputs describe become one. */
static void
join_gateways(struct inventory *inventory, struct diags *diags)
{
	struct keyed_gateway *list = inventory->gateways.items;
	size_t i, first = 0;

	keyed_sort(list, inventory->gateways.count, sizeof(*list));
	for (i = 1; i < inventory->gateways.count; i++) {
		if (strcmp(list[i].key, list[first].key) != 0 ||
		    list[i].gateway->kind != list[first].gateway->kind)
			first = i;
		else
			gateway_join(
			    list[first].gateway, list[i].gateway, diags);
	}
}

static void
index_parts(struct inventory *inventory)
{
	const struct part *parts = inventory->parts.items;
	size_t count = inventory->parts.count, i;
	struct keyed *by_id = memory_alloc((count + 1) * sizeof(struct keyed));

	for (i = 0; i < count; i++)
		if (parts[i].id != NULL)
			by_id[inventory->by_id_count++] =
			    (struct keyed){ parts[i].id, i };
	keyed_sort(by_id, inventory->by_id_count, sizeof(*by_id));
	inventory->by_id = by_id;
	inventory->done = memory_alloc(count + 1);
	memset(inventory->done, 0, count + 1);
}

static void
seal(struct inventory *inventory, struct diags *diags)
{
	if (inventory->sealed)
		return;
	inventory->sealed = true;
	join_gateways(inventory, diags);
	keyed_sort(inventory->routes.items, inventory->routes.count,
	    sizeof(struct keyed_route));
	index_parts(inventory);
}

const struct gateway *
inventory_gateway(
    const struct inventory *inventory, enum gateway_kind kind, const char *key)
{
	const struct keyed_gateway *found, *end;

	if (key == NULL || inventory->gateways.count == 0)
		return NULL;
	end = (const struct keyed_gateway *)inventory->gateways.items +
	      inventory->gateways.count;
	found = keyed_find(inventory->gateways.items, inventory->gateways.count,
	    sizeof(*found), key);
	for (; found != NULL && found < end && strcmp(found->key, key) == 0;
	     found++)
		if (found->gateway->kind == kind)
			return found->gateway;
	return NULL;
}

size_t
inventory_count(const struct inventory *inventory)
{
	return inventory->parts.count;
}

/* ---- connections ------------------------------------------------------ */

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
		*(struct route *)list_add(list, sizeof(struct route)) =
		    connection->routes[i];
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

bool
inventory_next(struct inventory *inventory, struct arena *arena,
    struct diags *diags, struct connection **ret)
{
	const struct part *parts = inventory->parts.items;
	struct connection *connection;

	seal(inventory, diags);
	if (!inventory->hold)
		release_kept(inventory);
	while (inventory->next < inventory->parts.count &&
	       inventory->done[inventory->next])
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
inventory_xml(struct inventory *inventory, struct source *source,
    struct arena *arena, struct diags *diags)
{
	struct connection *connection;

	seal(inventory, diags);
	if (!inventory->hold)
		release_kept(inventory);
	if (!text_check(source, diags)) {
		source_never_quote(source);
		return NULL;
	}
	connection = aws_xml_read(inventory->aws_xml, source, arena, diags);
	if (connection == NULL)
		return NULL;
	if (value_known(&connection->id))
		connection = join_parts(
		    inventory, connection, connection->id.text, arena, diags);
	return finish(inventory, connection, arena, diags);
}

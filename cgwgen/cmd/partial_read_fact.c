/* SPDX-License-Identifier: ISC */
/* Connections, out of partial files.  Floor 7. */
#include "cmd/partial_piece.h"

bool
piece_value(const struct piece *part, const struct node *node,
    const struct fact *fact, struct value *ret)
{
	const struct node *items[3];
	size_t origin;

	if (!partial_items(node, items, 3) ||
	    !partial_number(items[0], ORIGIN_ASSUMED, &origin) ||
	    !partial_text(items[1], &ret->text) ||
	    !piece_at(part, items[2], &ret->at))
		return false;
	ret->origin = (enum origin)origin;
	/* Of a key that is kept elsewhere there is nothing. */
	if (ret->text == NULL && fact->field.type == FIELD_TEXT)
		ret->origin = ORIGIN_NONE;
	return !value_known(ret) ||
	       (ret->text != NULL && field_parse(&fact->field, ret->text, ret));
}

static bool
get_facts(const struct piece *part, const struct node *map,
    enum fact_owner owner, void *ret)
{
	size_t count, i;
	const struct fact *rows = facts_of(owner, &count);
	const struct node *node;

	for (i = 0; i < count; i++) {
		node = node_child(map, rows[i].key);
		if (node != NULL && !piece_value(part, node, &rows[i],
					field_slot(&rows[i].field, ret)))
			return false;
	}
	return true;
}

static bool
get_gateway(
    struct piece *part, const struct node *map, const struct gateway **ret)
{
	const struct node *networks = node_child(map, "networks");
	struct gateway *gateway;
	const char *file;
	size_t kind, number;

	if (map == NULL)
		return true;
	gateway = ARENA_NEW(part->arena, struct gateway);
	if (map->kind != NODE_MAP ||
	    !partial_number(
		node_child(map, "kind"), GATEWAY_KINDS - 1, &kind) ||
	    !partial_text(node_child(map, "label"), &gateway->label) ||
	    !partial_text(node_child(map, "file"), &file) ||
	    !partial_number(node_child(map, "offset"), PARTIAL_NUMBER,
		&gateway->at.offset) ||
	    !get_facts(part, map, FACT_GATEWAY, gateway))
		return false;
	gateway->kind = (enum gateway_kind)kind;
	if (file != NULL) {
		gateway->at.source = source_new(file, "", 0);
		source_list_add(
		    &part->stubs, (struct source *)gateway->at.source);
	}
	if (networks != NULL) {
		if (!partial_number(networks, part->network_count, &number) ||
		    number == 0)
			return false;
		gateway->prefixes = part->networks[number - 1];
		gateway->prefix_count = part->network_counts[number - 1];
	}
	*ret = gateway;
	return true;
}

static bool
get_tunnels(
    struct piece *part, const struct node *list, struct connection *connection)
{
	const struct node *item;
	struct tunnel *tunnel;

	if (!partial_is_list(list))
		return false;
	connection->tunnels = arena_array(
	    part->arena, node_count(list), sizeof(*connection->tunnels));
	for (item = list->first; item != NULL; item = item->next) {
		tunnel = &connection->tunnels[connection->tunnel_count++];
		if (item->kind != NODE_MAP ||
		    !piece_at(part, node_child(item, "at"), &tunnel->at) ||
		    !get_facts(part, item, FACT_TUNNEL, tunnel))
			return false;
	}
	return true;
}

static bool
get_routes(
    struct piece *part, const struct node *list, struct connection *connection)
{
	const struct node *item, *pair[2];
	struct route *route;

	if (!partial_is_list(list))
		return false;
	connection->routes = arena_array(
	    part->arena, node_count(list), sizeof(*connection->routes));
	for (item = list->first; item != NULL; item = item->next) {
		route = &connection->routes[connection->route_count++];
		if (!partial_items(item, pair, 2) ||
		    !piece_value(
			part, pair[0], &fact_network, &route->destination) ||
		    !piece_value(part, pair[1], &fact_state, &route->state))
			return false;
	}
	return true;
}

bool
piece_connection(struct piece *part, const struct node *map)
{
	struct connection *connection =
	    ARENA_NEW(part->arena, struct connection);
	const struct node *content = node_child(map, "content");

	if (map == NULL)
		return true;
	part->record.connection = connection;
	if (map->kind != NODE_MAP ||
	    !partial_text(node_child(map, "label"), &connection->label) ||
	    !piece_at(part, node_child(map, "at"), &connection->at) ||
	    !get_facts(part, map, FACT_CONNECTION, connection) ||
	    !get_gateway(part, node_child(map, "customer"),
		&connection->customer_gateway) ||
	    !get_gateway(
		part, node_child(map, "aws"), &connection->aws_gateway) ||
	    !get_tunnels(part, node_child(map, "tunnels"), connection) ||
	    !get_routes(part, node_child(map, "routes"), connection))
		return false;
	if (content == NULL)
		return true;
	/* In place of all that the XML said; no rule looks at the type. */
	connection->has_xml = true;
	connection->type.origin = ORIGIN_XML;
	return partial_text(content, &connection->type.text) &&
	       connection->type.text != NULL;
}

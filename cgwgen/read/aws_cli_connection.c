/* SPDX-License-Identifier: ISC */
/*
 * One object of VpnConnections.  Names as in the EC2 API Reference
 * 2016-11-15, VpnConnection, TunnelOption and VgwTelemetry.  Floor 3.
 */
#include <stddef.h>
#include <string.h>

#include "model/join.h"
#include "read/aws_cli.h"
#include "read/bind.h"

/* Bounds on hostile answers: a connection has two tunnels, and AWS takes 100
 * static routes. */
#define LIMIT_TUNNELS 64
#define LIMIT_ROUTES 1000

static const struct field route_fields[] = {
	{ .name = "destination",
	    .api = "DestinationCidrBlock",
	    .type = FIELD_PREFIX,
	    .offset = offsetof(struct route, destination) },
	{ .name = "state",
	    .api = "State",
	    .offset = offsetof(struct route, state) },
};

/* How many items LIST has that are read; CGW008 beyond LIMIT. */
static size_t
count_items(struct reading *reading, const struct node *list, size_t limit,
    const char *what)
{
	size_t count = node_count(list);

	if (count <= limit)
		return count;
	bind_complain(reading, RULE_INPUT_LIMIT, list,
	    "connection has more than %zu %s", limit, what);
	return limit;
}

static void
read_name(struct reading *reading, const struct node *node,
    struct connection *connection)
{
	const struct node *tags = node_child(node, "Tags");

	if (!aws_cli_expect(reading, tags, NODE_SEQUENCE, "Tags"))
		return;
	bind_field(reading,
	    connection_field_at(offsetof(struct connection, name)),
	    bind_tag(tags, "Name"), connection);
}

static void
read_tunnels(struct reading *reading, const struct node *node,
    struct connection *connection)
{
	const struct node *options = node_child(node, "Options"), *list, *item;
	size_t count, fields_count, i;
	const struct field *fields = tunnel_fields(&fields_count);
	struct tunnel *tunnel;

	if (!aws_cli_expect(reading, options, NODE_MAP, "Options"))
		return;
	list = node_child(options, "TunnelOptions");
	/* Some answers have no list or an empty one: nothing is known. */
	if (!aws_cli_expect(reading, list, NODE_SEQUENCE, "TunnelOptions") ||
	    list->first == NULL)
		return;
	connection->has_options = true;
	count = count_items(reading, list, LIMIT_TUNNELS, "tunnels");
	connection->tunnels =
	    arena_array(reading->arena, count, sizeof(struct tunnel));
	for (item = list->first, i = 0; i < count; item = item->next, i++) {
		if (!aws_cli_expect(reading, item, NODE_MAP, "TunnelOptions"))
			continue;
		tunnel = &connection->tunnels[connection->tunnel_count++];
		tunnel->at = item->pos;
		bind_api(reading, fields, fields_count, item, tunnel);
	}
}

static bool
is_gone(const struct value *state)
{
	return value_known(state) && (strcmp(state->text, "deleted") == 0 ||
					 strcmp(state->text, "deleting") == 0);
}

static void
read_routes(struct reading *reading, const struct node *node,
    struct connection *connection)
{
	const struct node *list = node_child(node, "Routes"), *item;
	struct route *route;
	size_t count, i;

	if (!aws_cli_expect(reading, list, NODE_SEQUENCE, "Routes"))
		return;
	count = count_items(reading, list, LIMIT_ROUTES, "routes");
	connection->routes =
	    arena_array(reading->arena, count, sizeof(struct route));
	for (item = list->first, i = 0; i < count; item = item->next, i++) {
		if (!aws_cli_expect(reading, item, NODE_MAP, "Routes"))
			continue;
		route = &connection->routes[connection->route_count];
		*route = (struct route){ .destination.text = NULL };
		bind_api(reading, route_fields,
		    sizeof(route_fields) / sizeof(route_fields[0]), item,
		    route);
		if (value_known(&route->destination) && !is_gone(&route->state))
			connection->route_count++;
	}
}

/* ---- the XML ---------------------------------------------------------- */

/* Whether a value of TUNNEL was read from SOURCE. */
static bool
is_from(const struct tunnel *tunnel, const struct source *source)
{
	size_t count, i;
	const struct field *fields = tunnel_fields(&count);

	for (i = 0; i < count; i++)
		if (field_get(&fields[i], tunnel)->at.source == source)
			return true;
	return false;
}

/* connection_join() speaks of the XML's tunnels that TunnelOptions lacks;
 * here are those that the XML lacks. */
static void
report_unpaired(
    struct reading *reading, const struct connection *c, struct pos xml)
{
	const struct tunnel *tunnel;
	struct node place = { .kind = NODE_SCALAR };

	for (tunnel = c->tunnels; tunnel < c->tunnels + c->tunnel_count;
	     tunnel++) {
		if (is_from(tunnel, xml.source))
			continue;
		place.pos = value_known(&tunnel->outside_address)
				? tunnel->outside_address.at
				: tunnel->at;
		bind_complain(reading, RULE_TUNNEL_UNPAIRED, &place,
		    "tunnel %s of TunnelOptions is none of the "
		    "CustomerGatewayConfiguration",
		    value_known(&tunnel->outside_address)
			? diag_quote(
			      reading->diags, tunnel->outside_address.text)
			: "without an outside address");
	}
}

static void
read_xml(struct reading *reading, const struct node *node,
    struct connection *connection)
{
	static const char name[] = "CustomerGatewayConfiguration";
	const struct node *text = node_child(node, name);
	const struct connection *xml;

	if (!aws_cli_expect(reading, text, NODE_SCALAR, name))
		return;
	if (text->plain &&
	    source_text(text->pos.source)[text->pos.offset] != '<') {
		bind_complain(reading, RULE_VALUE_MALFORMED, text,
		    "%s is not a text", name);
		return;
	}
	xml = bind_xml(reading, text);
	if (xml == NULL)
		return;
	connection_join(connection, xml, reading->arena, reading->diags);
	if (xml->tunnel_count != 0)
		report_unpaired(reading, connection, xml->at);
}

/* ---- telemetry -------------------------------------------------------- */

/* What VgwTelemetry says of a tunnel. */
static const struct {
	const char *name;
	size_t offset;
} telemetry[] = {
	/* First: which tunnel it is. */
	{ "OutsideIpAddress", offsetof(struct tunnel, outside_address) },
	{ "CertificateArn", offsetof(struct tunnel, certificate_arn) },
	{ "Status", offsetof(struct tunnel, status) },
	{ "StatusMessage", offsetof(struct tunnel, status_message) },
	{ "AcceptedRouteCount", offsetof(struct tunnel, accepted_route_count) },
};

#define TELEMETRY (sizeof(telemetry) / sizeof(telemetry[0]))

/* The connection's tunnel that has READ's outside address, or NULL. */
static struct tunnel *
find_tunnel(struct connection *connection, const struct tunnel *read)
{
	struct tunnel *t;

	if (!value_known(&read->outside_address))
		return NULL;
	for (t = connection->tunnels;
	     t < connection->tunnels + connection->tunnel_count; t++)
		if (value_known(&t->outside_address) &&
		    ip_equal(
			t->outside_address.u.ip, read->outside_address.u.ip))
			return t;
	return NULL;
}

static void
read_tunnel_telemetry(struct reading *reading, const struct node *item,
    struct connection *connection)
{
	struct tunnel read = { .at = item->pos }, *tunnel;
	const struct field *field;
	const struct value *value;
	size_t i;

	for (i = 0; i < TELEMETRY; i++)
		bind_field(reading, tunnel_field_at(telemetry[i].offset),
		    node_child(item, telemetry[i].name), &read);
	tunnel = find_tunnel(connection, &read);
	for (i = 1; tunnel != NULL && i < TELEMETRY; i++) {
		field = tunnel_field_at(telemetry[i].offset);
		value = field_get(field, &read);
		if (value_known(value))
			*field_slot(field, tunnel) = *value;
	}
}

static void
read_telemetry(struct reading *reading, const struct node *node,
    struct connection *connection)
{
	const struct node *list = node_child(node, "VgwTelemetry"), *item;

	if (!aws_cli_expect(reading, list, NODE_SEQUENCE, "VgwTelemetry"))
		return;
	for (item = list->first; item != NULL; item = item->next)
		if (aws_cli_expect(reading, item, NODE_MAP, "VgwTelemetry"))
			read_tunnel_telemetry(reading, item, connection);
}

bool
aws_cli_connection(
    struct reading *reading, const struct part *part, struct connection *ret)
{
	const struct node *node = part->node;
	size_t count;
	const struct field *fields = connection_fields(&count);

	reading->origin = ORIGIN_API;
	ret->at = node->pos;
	bind_api(reading, fields, count, node, ret);
	read_name(reading, node, ret);
	read_tunnels(reading, node, ret);
	read_routes(reading, node, ret);
	/* Of a connection that is gone AWS has no XML, or an old one. */
	if (!is_gone(&ret->state))
		read_xml(reading, node, ret);
	read_telemetry(reading, node, ret);
	return true;
}

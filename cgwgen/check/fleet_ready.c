/* SPDX-License-Identifier: ISC */
/* What a fleet looks at, as far as it needs no other connection.  Floor 5. */
#include <string.h>

#include "base/digest_run.h"
#include "check/fleet_rules.h"
#include "model/end.h"
#include "model/join.h"
#include "model/region.h"

/* A connection while it is made ready. */
struct making {
	const struct digest_key *secret;
	const struct connection *connection;
	struct diags *diags; /* for its arena */
	struct fleet_ready *ready;
};

/* Whether somebody stated the value: no default, no assumption. */
static bool
stated(const struct value *value)
{
	return value_known(value) && value->origin < ORIGIN_DEFAULT;
}

enum kind {
	KIND_REGION,
	KIND_CONCENTRATOR,
	KIND_VPN_GATEWAY,
	KIND_TRANSIT_GATEWAY,
	KIND_CUSTOMER,
	KIND_ADDRESS,
	KIND_DEVICE
};

/* What stands for KEY among things of KIND; NAME is for messages. */
static struct fleet_key
key_of(
    const struct making *m, enum kind kind, const char *key, const char *name)
{
	return (struct fleet_key){ digest_of(m->secret, kind, key),
		diag_quote(m->diags, name) };
}

static struct fleet_key
gateway_key(const struct making *m, enum kind kind, const struct value *id,
    const struct gateway *gateway)
{
	static const char *const names[] = { [KIND_VPN_GATEWAY] =
						 "virtual private gateway",
		[KIND_TRANSIT_GATEWAY] = "transit gateway",
		[KIND_CUSTOMER] = "customer gateway" };
	struct end end;

	if (!end_of(names[kind], id, gateway, diags_arena(m->diags), &end))
		return (struct fleet_key){ .name = NULL };
	return key_of(m, kind, end.key, end.name);
}

static void
prepare_aws_end(const struct making *m)
{
	const struct connection *connection = m->connection;
	const struct gateway *gateway = connection->aws_gateway;
	const struct value *concentrator = &connection->vpn_concentrator_id;
	const struct value *region = &connection->region;
	struct fleet_ready *ready = m->ready;

	if (value_known(region) && region_is_name(region->text))
		ready->region =
		    key_of(m, KIND_REGION, region->text, region->text);
	if (value_known(concentrator) && concentrator->text != NULL)
		ready->concentrator = key_of(m, KIND_CONCENTRATOR,
		    concentrator->text, concentrator->text);
	if (connection_has_vgw(connection))
		ready->vpn_gateway = gateway_key(
		    m, KIND_VPN_GATEWAY, &connection->vpn_gateway_id, gateway);
	else if (gateway != NULL ||
		 value_known(&connection->transit_gateway_id))
		ready->transit_gateway = gateway_key(m, KIND_TRANSIT_GATEWAY,
		    &connection->transit_gateway_id, gateway);
}

/* The device's address as AWS knows it; NULL while it is not known. */
static const struct ip *
device_address(const struct connection *connection)
{
	const struct gateway *gateway = connection->customer_gateway;
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++)
		if (value_known(
			&connection->tunnels[i].customer_outside_address))
			return &connection->tunnels[i]
				    .customer_outside_address.u.ip;
	if (gateway != NULL && value_known(&gateway->ip_address))
		return &gateway->ip_address.u.ip;
	return NULL;
}

/* The device at the connection's address, and by its name, if it has one. */
static void
prepare_device(const struct making *m)
{
	const struct ip *address = device_address(m->connection);
	struct fleet_ready *ready = m->ready;
	const char *name = ready->device_name;
	char text[IP_TEXT_SIZE];

	if (address == NULL)
		return;
	ip_format(*address, text);
	ready->address = key_of(m, KIND_ADDRESS, text, text);
	if (name != NULL && name[0] != '\0')
		ready->device = key_of(m, KIND_DEVICE,
		    arena_printf(diags_arena(m->diags), "%s %s", text, name),
		    text);
}

static void
prepare_customer_end(const struct making *m)
{
	const struct connection *connection = m->connection;
	const struct gateway *gateway = connection->customer_gateway;
	const struct value *id = &connection->customer_gateway_id;
	struct fleet_ready *ready = m->ready;
	size_t i;

	if (!value_known(id) && gateway != NULL)
		id = &gateway->id;
	ready->exists = value_known(id);
	ready->customer = gateway_key(m, KIND_CUSTOMER, id, gateway);
	if (gateway != NULL && value_known(&gateway->device_name) &&
	    gateway->device_name.text != NULL)
		ready->device_name =
		    diag_quote(m->diags, gateway->device_name.text);
	prepare_device(m);
	if (gateway != NULL && stated(&gateway->asn))
		ready->asn = gateway->asn.u.number;
	for (i = 0; i < connection->tunnel_count; i++)
		if (stated(&connection->tunnels[i].customer_asn))
			ready->asn =
			    connection->tunnels[i].customer_asn.u.number;
}

static enum fleet_routing
find_routing(const struct connection *connection)
{
	if (!connection_routing_known(connection))
		return ROUTING_UNKNOWN;
	return connection_is_static(connection) ? ROUTING_STATIC : ROUTING_BGP;
}

/* Which connection it is, where it stands, and what the XML said, so that
 * another one can be held against it. */
static void
prepare_content(const struct making *m)
{
	const struct connection *connection = m->connection;
	const struct pos at = source_outer(connection->at);
	const struct value *id = &connection->id;
	struct fleet_ready *ready = m->ready;
	size_t column;

	if (at.source != NULL)
		source_line_column(at, &ready->line, &column);
	ready->has_id =
	    value_known(id) && id->text != NULL && id->text[0] != '\0';
	if (ready->has_id)
		ready->id = digest_of(m->secret, 0, id->text);
	if (connection->has_xml)
		ready->content = fleet_content(connection, m->secret);
}

static void
prepare_tunnels(const struct making *m)
{
	const struct connection *connection = m->connection;
	struct fleet_tunnel *known;
	const struct tunnel *t;
	size_t i;

	m->ready->tunnels = arena_array(diags_arena(m->diags),
	    connection->tunnel_count, sizeof(*m->ready->tunnels));
	for (i = 0; i < connection->tunnel_count; i++) {
		t = &connection->tunnels[i];
		known = &m->ready->tunnels[i];
		known->has_network = tunnel_network(t, &known->network);
		known->has_psk = tunnel_has_psk(t);
		if (known->has_psk)
			known->psk =
			    digest_make(m->secret, t->pre_shared_key.text,
				strlen(t->pre_shared_key.text));
	}
}

const struct fleet_ready *
fleet_prepare(const struct fleet *fleet, const struct connection *connection,
    struct diags *diags)
{
	struct arena *arena = diags_arena(diags);
	struct fleet_ready *ready = ARENA_NEW(arena, struct fleet_ready);
	const struct making making = { &fleet->secret, connection, diags,
		ready };

	ready->connection = connection;
	ready->name = diag_quote(diags, connection_name(connection));
	ready->routing = find_routing(connection);
	prepare_content(&making);
	prepare_aws_end(&making);
	prepare_customer_end(&making);
	prepare_tunnels(&making);
	fleet_networks_prepare(fleet, ready, arena);
	return ready;
}

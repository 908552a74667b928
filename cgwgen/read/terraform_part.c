/* SPDX-License-Identifier: ISC */
/* One aws_vpn_connection as a connection.  Floor 3. */
#include <string.h>

#include "model/join.h"
#include "model/region.h"
#include "read/bind.h"
#include "read/inventory.h"
#include "read/terraform_set.h"

/* Reading one connection. */
struct visit {
	struct tf_visit base;
	struct reading *reading; /* the base's */
	const struct tf_resource *resource;
	struct connection *connection;
};

static void
read_connection(struct visit *v)
{
	size_t count, i;
	const struct field *fields = connection_fields(&count);

	for (i = 0; i < count; i++)
		if (field_terraform(&fields[i])[0] != '\0')
			tf_bind(&v->base, &fields[i],
			    field_terraform(&fields[i]), v->connection);
}

/* Providers before version 6 have no attribute "region", but the ARN tells. */
static void
read_region(struct visit *v)
{
	const struct node *node =
	    tf_attribute(v->resource, "arn", v->reading->arena);
	struct value *region = &v->connection->region;
	const char *name;

	if (node == NULL || node->kind != NODE_SCALAR ||
	    !value_missing(region) || region->text != NULL)
		return;
	name = region_of_arn(node->text, v->reading->arena);
	if (name != NULL)
		*region = (struct value){ .origin = ORIGIN_TERRAFORM,
			.at = node->pos,
			.text = name };
}

/* ---- tunnels ---------------------------------------------------------- */

static const char *
tunnel_name(struct visit *v, int number, const char *name)
{
	return arena_printf(v->reading->arena, "tunnel%d_%s", number, name);
}

/* Where the tunnel is described: its address, or what stands for it. */
static struct pos
tunnel_place(struct visit *v, int number)
{
	const struct node *node = tf_attribute(
	    v->resource, tunnel_name(v, number, "address"), v->reading->arena);

	return node != NULL ? node->pos : v->connection->at;
}

/* Whether the provider is one that knows tunnel options: those of before
 * 2020 knew the key and the inside network alone. */
static bool
has_options(struct visit *v, int number)
{
	const char *name =
	    tunnel_name(v, number, "phase1_encryption_algorithms");

	return node_child(v->resource->values, name) != NULL ||
	       (v->resource->unknown != NULL &&
		   node_child(v->resource->unknown, name) != NULL);
}

static void
become(struct value *value, enum origin origin, struct pos at)
{
	if (value->origin <= ORIGIN_LATER && value->text == NULL)
		*value = (struct value){ .origin = origin, .at = at };
}

/* What follows from another value of the plan: known when that is known,
 * later when that comes later. */
static void
settle_inside(const struct connection *connection, struct tunnel *t)
{
	struct value *follow[] = { &t->inside_address, &t->aws_inside_address,
		&t->inside_prefix_length, &t->aws_inside_prefix_length,
		&t->inside_netmask, &t->aws_inside_netmask };
	struct value *follow6[] = { &t->inside_ipv6_address,
		&t->aws_inside_ipv6_address };
	size_t i;

	if (!value_missing(&t->inside_cidr))
		for (i = 0; i < sizeof(follow) / sizeof(follow[0]); i++)
			become(follow[i],
			    value_known(&t->inside_cidr) ? ORIGIN_NONE
							 : ORIGIN_LATER,
			    t->inside_cidr.at);
	if (t->inside_ipv6_cidr.origin == ORIGIN_LATER &&
	    connection_is_ipv6(connection))
		for (i = 0; i < sizeof(follow6) / sizeof(follow6[0]); i++)
			become(
			    follow6[i], ORIGIN_LATER, t->inside_ipv6_cidr.at);
}

/* The ends' values follow from the gateways, where those are known. */
static void
settle_ends(struct visit *v, struct tunnel *t)
{
	const struct connection *c = v->connection;
	const struct value *customer = &c->customer_gateway_id;
	const struct gateway *aws = c->aws_gateway;
	bool is_static = connection_is_static(c);

	if (c->customer_gateway == NULL && customer->origin == ORIGIN_LATER) {
		become(
		    &t->customer_outside_address, ORIGIN_LATER, customer->at);
		if (!is_static)
			become(&t->customer_asn, ORIGIN_LATER, customer->at);
	}
	if (is_static) {
		become(&t->aws_asn, ORIGIN_NONE, t->at);
		become(&t->bgp_hold_time, ORIGIN_NONE, t->at);
	} else if (aws != NULL && value_known(&aws->asn)) {
		become(&t->aws_asn, ORIGIN_NONE, t->at);
	}
}

static void
read_tunnel(struct visit *v, int number, struct tunnel *tunnel)
{
	size_t count, i;
	const struct field *fields = tunnel_fields(&count);
	const char *name;

	tunnel->at = tunnel_place(v, number);
	for (i = 0; i < count; i++) {
		name = field_terraform(&fields[i]);
		if (name[0] != '\0')
			tf_bind(&v->base, &fields[i],
			    tunnel_name(v, number, name), tunnel);
	}
	if (v->resource->planned) {
		settle_inside(v->connection, tunnel);
		settle_ends(v, tunnel);
	}
	v->connection->has_options |= has_options(v, number);
}

static void
read_tunnels(struct visit *v)
{
	struct connection *connection = v->connection;

	connection->tunnels =
	    arena_array(v->reading->arena, 2, sizeof(struct tunnel));
	connection->tunnel_count = 2;
	read_tunnel(v, 1, &connection->tunnels[0]);
	read_tunnel(v, 2, &connection->tunnels[1]);
}

/* ---- routes ----------------------------------------------------------- */

/* The routes that the provider read from AWS. */
static void
read_listed(struct visit *v)
{
	const struct node *routes =
	    tf_attribute(v->resource, "routes", v->reading->arena);
	const struct node *item;
	struct route route;

	if (routes == NULL || routes->kind == NODE_LATER ||
	    (routes->kind == NODE_SCALAR && routes->plain &&
		strcmp(routes->text, "null") == 0))
		return;
	if (routes->kind != NODE_SEQUENCE)
		tf_odd(&v->base, "routes", routes);
	for (item = routes->first; item != NULL; item = item->next) {
		if (item->kind != NODE_MAP)
			tf_odd(&v->base, "routes", item);
		else if (tf_route(v->reading,
			     node_child(item, "destination_cidr_block"),
			     node_child(item, "state"), &route))
			connection_add_routes(
			    v->connection, &route, 1, v->reading->arena);
	}
}

static void
read_routes(struct visit *v)
{
	const struct tf_route *planned;

	read_listed(v);
	for (planned = v->resource->routes; planned != NULL;
	     planned = planned->next)
		connection_add_routes(
		    v->connection, &planned->route, 1, v->reading->arena);
}

/* ---- ends ------------------------------------------------------------- */

/* The gateway that ID, known later, refers to, or NULL.  One with an id of
 * its own is the one that other inputs may describe as well. */
static const struct gateway *
find_end(struct visit *v, const struct value *id, const char *name,
    enum tf_kind kind)
{
	const struct tf_resource *found;

	if (id->origin != ORIGIN_LATER)
		return NULL;
	found = tf_refer(v->resource, name, kind, v->reading->arena);
	return found == NULL ? NULL
			     : inventory_gateway(v->reading->inventory,
				   found->gateway->kind, found->gateway_key);
}

static void
read_ends(struct visit *v)
{
	struct connection *c = v->connection;

	c->customer_gateway = find_end(
	    v, &c->customer_gateway_id, "customer_gateway_id", TF_CUSTOMER);
	c->aws_gateway =
	    find_end(v, &c->vpn_gateway_id, "vpn_gateway_id", TF_VPN);
	if (c->aws_gateway == NULL)
		c->aws_gateway = find_end(v, &c->transit_gateway_id,
		    "transit_gateway_id", TF_TRANSIT);
	/* By its id it is found later, but what is known now counts now. */
	if (c->aws_gateway == NULL && value_known(&c->vpn_gateway_id))
		c->aws_gateway = inventory_gateway(
		    v->reading->inventory, GATEWAY_VPN, c->vpn_gateway_id.text);
	if (c->aws_gateway == NULL && value_known(&c->transit_gateway_id))
		c->aws_gateway = inventory_gateway(v->reading->inventory,
		    GATEWAY_TRANSIT, c->transit_gateway_id.text);
}

/* ---- the part --------------------------------------------------------- */

/* The XML that the provider got from AWS.  In a plan that changes the
 * connection it is the one of before, and the attributes say what comes. */
static void
read_xml(struct visit *v)
{
	static const char name[] = "customer_gateway_configuration";
	const struct node *node =
	    tf_attribute(v->resource, name, v->reading->arena);
	const struct connection *xml;

	if (v->resource->changes || node == NULL || node->kind != NODE_SCALAR ||
	    node->plain || node->text[0] == '\0')
		return;
	xml = bind_xml(v->reading, node);
	if (xml != NULL)
		connection_join(
		    v->connection, xml, v->reading->arena, v->reading->diags);
}

bool
tf_read(
    struct reading *reading, const struct part *part, struct connection *ret)
{
	const struct tf_resource *resource = part->host;
	struct visit visit = { tf_visit(reading, resource), NULL, resource,
		ret };

	visit.reading = &visit.base.reading;
	ret->label = resource->address;
	ret->at = resource->node->pos;
	read_connection(&visit);
	read_region(&visit);
	read_ends(&visit);
	read_tunnels(&visit);
	read_routes(&visit);
	read_xml(&visit);
	return true;
}

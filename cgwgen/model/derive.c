/* SPDX-License-Identifier: ISC */
/* Values that follow from other values.  Floor 2. */
#include <string.h>

#include "model/differ.h"
#include "model/join.h"
#include "model/region.h"

/* One value that follows from another. */
struct consequence {
	const struct connection *connection;
	struct arena *arena;
	struct diags *diags;
	void *owner;
	const struct tunnel *tunnel; /* that is the owner, or NULL */
	const struct value *from;    /* what it follows from */
};

/* What was stated is another than what follows. */
static void
differ(const struct consequence *c, const struct field *field,
    const struct value *stated, struct value value)
{
	struct join join = { diag_quote(
				 c->diags, connection_name(c->connection)),
		c->arena, c->diags };

	if (c->tunnel != NULL)
		join = join_tunnel(&join, c->tunnel);
	value.origin = c->from->origin;
	join_differ(&join, field, stated, &value);
}

/* Gives the field the value that it must have, or says that what it has is
 * another. */
static void
derive(
    const struct consequence *c, const struct field *field, struct value value)
{
	struct value *slot = field_slot(field, c->owner);

	value.at = c->from->at;
	value.origin =
	    c->from->origin == ORIGIN_LATER ? ORIGIN_LATER : ORIGIN_DERIVED;
	value.text = NULL;
	if (value_known(slot) && value_known(&value)) {
		if (!field_equal(field, slot, &value))
			differ(c, field, slot, value);
	} else if (!value_known(slot) && slot->text == NULL &&
		   (value_known(&value) || value_missing(slot))) {
		value.text = field_format(field, &value, c->arena);
		*slot = value;
	}
}

#define TUNNEL(member, ...)                                                    \
	derive(c, tunnel_field_at(offsetof(struct tunnel, member)),            \
	    (struct value){ .u = { __VA_ARGS__ } })

static void
derive_inside(const struct consequence *c, const struct ip_prefix *prefix)
{
	struct ip first = ip_first(*prefix);

	TUNNEL(aws_inside_address, .ip = ip_add(first, 1));
	TUNNEL(inside_address, .ip = ip_add(first, 2));
	TUNNEL(aws_inside_prefix_length, .number = prefix->length);
	TUNNEL(inside_prefix_length, .number = prefix->length);
	TUNNEL(aws_inside_netmask, .ip = ip_mask(4, prefix->length));
	TUNNEL(inside_netmask, .ip = ip_mask(4, prefix->length));
}

static void
derive_inside_ipv6(const struct consequence *c, const struct ip_prefix *prefix)
{
	struct ip first = ip_first(*prefix);

	TUNNEL(aws_inside_ipv6_address, .ip = ip_add(first, 1));
	TUNNEL(inside_ipv6_address, .ip = ip_add(first, 2));
}

static void
derive_cidr(const struct consequence *c)
{
	struct tunnel *tunnel = c->owner;
	struct consequence from = *c;
	struct ip_prefix prefix;

	if (!value_known(&tunnel->inside_cidr) &&
	    tunnel_inside_cidr(tunnel, &prefix)) {
		from.from = &tunnel->aws_inside_address;
		c = &from;
		TUNNEL(inside_cidr, .prefix = prefix);
	}
	if (!value_known(&tunnel->inside_ipv6_cidr) &&
	    tunnel_inside_ipv6_cidr(tunnel, &prefix)) {
		from.from = &tunnel->aws_inside_ipv6_address;
		c = &from;
		TUNNEL(inside_ipv6_cidr, .prefix = prefix);
	}
}

static bool
is_network(const struct value *value, uint8_t family, uint8_t length)
{
	return value_known(value) && value->u.prefix.address.family == family &&
	       value->u.prefix.length == length;
}

static void
derive_tunnel(struct consequence *c, struct tunnel *tunnel)
{
	const struct connection *connection = c->connection;
	const struct gateway *customer = connection->customer_gateway;
	const struct gateway *aws = connection->aws_gateway;
	bool bgp = !connection_is_static(connection);

	c->owner = tunnel;
	c->tunnel = tunnel;
	/* Other sizes are a rule's to refuse. */
	c->from = &tunnel->inside_cidr;
	if (is_network(c->from, 4, 30))
		derive_inside(c, &tunnel->inside_cidr.u.prefix);
	c->from = &tunnel->inside_ipv6_cidr;
	if (is_network(c->from, 6, 126) && connection_is_ipv6(connection))
		derive_inside_ipv6(c, &tunnel->inside_ipv6_cidr.u.prefix);
	derive_cidr(c);
	if (customer != NULL) {
		c->from = &customer->ip_address;
		if (!value_missing(c->from))
			TUNNEL(customer_outside_address,
			    .ip = customer->ip_address.u.ip);
		c->from = &customer->asn;
		if (!value_missing(c->from) && bgp)
			TUNNEL(customer_asn, .number = customer->asn.u.number);
	}
	if (aws != NULL && bgp) {
		c->from = &aws->asn;
		if (!value_missing(c->from))
			TUNNEL(aws_asn, .number = aws->asn.u.number);
	}
}

#undef TUNNEL

/* The id of an end, where the connection itself does not say it. */
static void
derive_id(struct value *id, const struct gateway *gateway)
{
	if (gateway == NULL || !value_missing(id) || id->text != NULL ||
	    value_missing(&gateway->id))
		return;
	*id = gateway->id;
	if (value_known(id))
		id->origin = ORIGIN_DERIVED;
}

static void
derive_ids(struct connection *connection)
{
	const struct gateway *aws = connection->aws_gateway;

	derive_id(
	    &connection->customer_gateway_id, connection->customer_gateway);
	if (aws != NULL && aws->kind == GATEWAY_VPN)
		derive_id(&connection->vpn_gateway_id, aws);
	if (aws != NULL && aws->kind == GATEWAY_TRANSIT)
		derive_id(&connection->transit_gateway_id, aws);
}

/* Which routing, and which IP version inside: the XML only shows it. */
static void
derive_options(struct consequence *c, struct connection *connection)
{
	struct value at = { .origin = ORIGIN_XML, .at = connection->at };
	struct value flag = { .u.flag = connection_is_static(connection) };

	if (!connection->has_xml)
		return;
	if (value_known(&connection->attributes)) {
		at.at = connection->attributes.at;
		flag.u.flag =
		    strstr(connection->attributes.text, "NoBGP") != NULL;
	}
	c->owner = connection;
	c->from = &at;
	derive(c,
	    connection_field_at(
		offsetof(struct connection, static_routes_only)),
	    flag);
}

/* The Region, as an ARN tells it; false when none does. */
static bool
derive_region_from(
    struct connection *connection, const struct value *arn, struct arena *arena)
{
	const char *name =
	    value_known(arn) ? region_of_arn(arn->text, arena) : NULL;

	if (name == NULL)
		return false;
	connection->region = (struct value){
		.origin = ORIGIN_DERIVED, .at = arn->at, .text = name
	};
	return true;
}

/* What belongs to a connection is in its Region: AWS refuses a log group, a
 * secret or a certificate of another one. */
static void
derive_region(struct connection *connection, struct arena *arena)
{
	const struct gateway *customer = connection->customer_gateway;
	const struct gateway *aws = connection->aws_gateway;
	const struct tunnel *t;
	size_t i;

	if (!value_missing(&connection->region) ||
	    connection->region.text != NULL)
		return;
	if (aws != NULL && value_known(&aws->region)) {
		connection->region = aws->region;
		connection->region.origin = ORIGIN_DERIVED;
		return;
	}
	if (derive_region_from(
		connection, &connection->pre_shared_key_arn, arena) ||
	    (customer != NULL && derive_region_from(connection,
				     &customer->certificate_arn, arena)))
		return;
	for (i = 0; i < connection->tunnel_count; i++) {
		t = &connection->tunnels[i];
		if (derive_region_from(connection, &t->log_group_arn, arena) ||
		    derive_region_from(
			connection, &t->bgp_log_group_arn, arena) ||
		    derive_region_from(connection, &t->certificate_arn, arena))
			return;
	}
}

void
connection_derive(
    struct connection *connection, struct arena *arena, struct diags *diags)
{
	struct consequence c = {
		.connection = connection, .arena = arena, .diags = diags
	};
	size_t i;

	derive_ids(connection);
	derive_options(&c, connection);
	derive_region(connection, arena);
	if (connection->type.at.source == NULL &&
	    connection->type.text == NULL &&
	    connection->type.origin == ORIGIN_NONE) {
		connection->type.text = "ipsec.1";
		connection->type.origin = ORIGIN_DEFAULT;
		connection->type.at = connection->at;
	}
	for (i = 0; i < connection->tunnel_count; i++)
		derive_tunnel(&c, &connection->tunnels[i]);
}

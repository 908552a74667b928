/* SPDX-License-Identifier: ISC */
/* Rules on options of AWS that do not go together (CGW132 to CGW136, CGW146,
 * CGW313 to CGW316, CGW414, CGW418, CGW426).  Floor 5. */
#include <string.h>

#include "check/networks.h"

/* ", but vgw-05a5 is a virtual private gateway", for messages. */
static const char *
but_vgw(const struct check *c)
{
	const struct value *id = &c->connection->vpn_gateway_id;

	return arena_printf(diags_arena(c->diags),
	    ", but %s is a virtual private gateway",
	    is_named(id) ? diag_quote(c->diags, id->text) : "AWS's end");
}

/* The same for a VPN concentrator, or NULL where there is none. */
static const char *
but_concentrator(const struct check *c)
{
	const struct value *id = &c->connection->vpn_concentrator_id;

	if (!is_named(id))
		return NULL;
	return arena_printf(diags_arena(c->diags),
	    ", but %s is a VPN concentrator", diag_quote(c->diags, id->text));
}

/* ---- the connection --------------------------------------------------- */

static bool
is_large(const struct check *c)
{
	return is_text(&c->connection->tunnel_bandwidth, "large");
}

void
check_acceleration(const struct check *c)
{
	const struct value *value = &c->connection->enable_acceleration;
	const struct tunnel *t;

	if (!is_true(value))
		return;
	if (connection_has_vgw(c->connection))
		complain(
		    c, NULL, value, "EnableAcceleration is true%s", but_vgw(c));
	if (is_large(c))
		complain(c, NULL, value,
		    "EnableAcceleration is true, but TunnelBandwidth is large");
	EACH_TUNNEL (c, t)
		if (is_text(&t->startup_action, "start"))
			complain(c, t, &t->startup_action,
			    "StartupAction is start, but EnableAcceleration is "
			    "true");
}

void
check_bandwidth(const struct check *c)
{
	const struct value *value = &c->connection->tunnel_bandwidth;
	const char *concentrator = but_concentrator(c);

	if (!is_large(c))
		return;
	if (connection_has_vgw(c->connection))
		complain(
		    c, NULL, value, "TunnelBandwidth is large%s", but_vgw(c));
	if (concentrator != NULL)
		complain(
		    c, NULL, value, "TunnelBandwidth is large%s", concentrator);
	if (connection_has_no_address(c->connection))
		complain(c, NULL, value,
		    "TunnelBandwidth is large, but the customer gateway has no "
		    "IpAddress");
}

/* Whether the connection itself names it; an id that was taken from the
 * gateway's description agrees with what was said, or CGW126 says so. */
static bool
is_own(const struct check *c, const struct value *id)
{
	const struct gateway *gateway = c->connection->aws_gateway;

	return is_named(id) &&
	       (gateway == NULL || id->at.source != gateway->id.at.source ||
		   id->at.offset != gateway->id.at.offset);
}

void
check_one_gateway(const struct check *c)
{
	const struct value *vgw = &c->connection->vpn_gateway_id;
	const struct value *tgw = &c->connection->transit_gateway_id;

	if (is_own(c, vgw) && is_own(c, tgw))
		complain(c, NULL, tgw,
		    "VpnGatewayId is %s and TransitGatewayId is %s",
		    diag_quote(c->diags, vgw->text),
		    diag_quote(c->diags, tgw->text));
}

void
check_concentrator(const struct check *c)
{
	const struct connection *connection = c->connection;
	const struct value *id = &connection->vpn_concentrator_id;
	const struct value *only = &connection->static_routes_only;

	if (!is_named(id))
		return;
	if (connection_has_vgw(connection))
		complain(c, NULL, id, "VpnConcentratorId is %s%s",
		    diag_quote(c->diags, id->text), but_vgw(c));
	if (is_true(only))
		complain(c, NULL, only, "StaticRoutesOnly is true%s",
		    but_concentrator(c));
}

void
check_core_network_static(const struct check *c)
{
	const struct connection *connection = c->connection;
	const struct value *only = &connection->static_routes_only;

	if (is_true(only) &&
	    (is_named(&connection->core_network_arn) ||
		is_named(&connection->core_network_attachment_arn)))
		complain(c, NULL, only,
		    "StaticRoutesOnly is true, but the connection is attached "
		    "to Cloud WAN");
}

void
check_routes_dynamic(const struct check *c)
{
	const struct value *only = &c->connection->static_routes_only;
	const struct networks *routes = networks_of(c, NETWORK_ROUTE);
	const struct value *first;
	size_t count = routes->count;
	char text[IP_TEXT_SIZE];

	if (count == 0 || !uses_bgp(c))
		return;
	first = routes->written[0]->value;
	complain(c, NULL, first,
	    "StaticRoutesOnly is %s, but there %s %zu static route%s, "
	    "to %s%s",
	    value_known(only) ? "false" : "not set", count == 1 ? "is" : "are",
	    count, count == 1 ? "" : "s",
	    ip_prefix_format(first->u.prefix, text),
	    count == 1 ? "" : " first");
}

/* ---- addresses -------------------------------------------------------- */

void
check_ipv6_vgw(const struct check *c)
{
	const struct value *inside = &c->connection->tunnel_inside_ip_version;
	const struct value *outside = &c->connection->outside_ip_address_type;

	if (!connection_has_vgw(c->connection))
		return;
	if (is_text(inside, "ipv6"))
		complain(c, NULL, inside, "TunnelInsideIpVersion is ipv6%s",
		    but_vgw(c));
	if (is_text(outside, "Ipv6"))
		complain(c, NULL, outside, "OutsideIpAddressType is Ipv6%s",
		    but_vgw(c));
}

static bool
is_public_ipv4(struct ip ip)
{
	return ip.family == 4 && !is_private_ip(ip);
}

static bool
is_ipv6(struct ip ip)
{
	return ip.family == 6;
}

static const struct {
	const char *type;
	bool (*fits)(struct ip ip);
	const char *want;
} outside_types[] = {
	{ "PublicIpv4", is_public_ipv4, "a public IPv4 address" },
	{ "PrivateIpv4", is_private_ip, "a private IPv4 address" },
	{ "Ipv6", is_ipv6, "an IPv6 address" },
};

#define OUTSIDE_TYPES (sizeof(outside_types) / sizeof(outside_types[0]))

static void
check_outside(const struct check *c, const struct tunnel *t,
    const struct value *address, size_t type, const char *whose)
{
	if (value_known(address) && !outside_types[type].fits(address->u.ip))
		complain(c, t, address,
		    "%s outside address %s is not %s, but "
		    "OutsideIpAddressType is %s",
		    whose, address->text, outside_types[type].want,
		    outside_types[type].type);
}

void
check_outside_type(const struct check *c)
{
	const struct value *value = &c->connection->outside_ip_address_type;
	const struct tunnel *t;
	size_t i;

	for (i = 0; i < OUTSIDE_TYPES; i++) {
		if (!is_text(value, outside_types[i].type))
			continue;
		EACH_TUNNEL (c, t) {
			check_outside(c, t, &t->outside_address, i, "AWS's");
			if (earlier_tunnel(c, t, same_customer) == NULL)
				check_outside(c, t,
				    &t->customer_outside_address, i,
				    "customer's");
		}
	}
}

void
check_private_transport(const struct check *c)
{
	const struct connection *connection = c->connection;
	const struct value *value = &connection->outside_ip_address_type;
	const char *concentrator = but_concentrator(c);

	if (!is_text(value, "PrivateIpv4"))
		return;
	if (is_absent(&connection->transport_transit_gateway_attachment_id))
		complain(c, NULL, value,
		    "OutsideIpAddressType is PrivateIpv4, but there is no "
		    "TransportTransitGatewayAttachmentId");
	if (connection_has_vgw(connection))
		complain(c, NULL, value,
		    "OutsideIpAddressType is PrivateIpv4%s", but_vgw(c));
	if (concentrator != NULL)
		complain(c, NULL, value,
		    "OutsideIpAddressType is PrivateIpv4%s", concentrator);
}

void
check_inside_version(const struct check *c)
{
	const struct value *version = &c->connection->tunnel_inside_ip_version;
	const struct value *network;
	const struct tunnel *t;
	char text[IP_TEXT_SIZE];

	if (!is_text(version, "ipv4"))
		return;
	EACH_TUNNEL (c, t) {
		network = &t->inside_ipv6_cidr;
		if (value_known(network) && network->origin != ORIGIN_DERIVED)
			complain(c, t, network,
			    "TunnelInsideIpv6Cidr is %s, but "
			    "TunnelInsideIpVersion is ipv4",
			    ip_prefix_format(network->u.prefix, text));
	}
}

/* ---- IKE and IPsec ---------------------------------------------------- */

static bool
is_ikev1_only(const struct value *versions)
{
	return value_known(versions) &&
	       versions->u.set == algorithm_ike_version(1);
}

void
check_startup(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		if (!is_text(&t->startup_action, "start"))
			continue;
		if (is_ikev1_only(&t->ike_versions))
			complain(c, t, &t->startup_action,
			    "StartupAction is start, but IKEVersions is ikev1");
		if (connection_has_no_address(c->connection))
			complain(c, t, &t->startup_action,
			    "StartupAction is start, but the customer gateway "
			    "has no IpAddress");
	}
}

/* Whether VALUE is known and has no cipher but such as AES-GCM. */
static bool
is_aead_only(const struct value *value)
{
	unsigned i;

	if (!value_known(value) || value->u.set == 0)
		return false;
	for (i = 0; i < algorithm_count(ALGORITHM_ENCRYPTION); i++)
		if ((value->u.set >> i & 1) != 0 &&
		    !algorithm_get(ALGORITHM_ENCRYPTION, i)->aead)
			return false;
	return true;
}

void
check_gcm_version(const struct check *c)
{
	const struct value *ciphers;
	const struct tunnel *t;
	char text[ALGORITHM_SET_TEXT];

	EACH_TUNNEL (c, t) {
		ciphers = &t->phase1_encryption_algorithms;
		if (is_ikev1_only(&t->ike_versions) && is_aead_only(ciphers))
			complain(c, t, ciphers,
			    "Phase1EncryptionAlgorithms is %s, but IKEVersions "
			    "is ikev1",
			    algorithm_set_format(ALGORITHM_ENCRYPTION,
				ciphers->u.set, text, sizeof(text)));
	}
}

/* ---- logs ------------------------------------------------------------- */

static void
check_group(const struct check *c, const struct tunnel *t,
    const struct value *enabled, const struct value *group, const char *prefix)
{
	if (is_true(enabled) && is_absent(group))
		complain(c, t, enabled,
		    "%sLogEnabled is true, but there is no %sLogGroupArn",
		    prefix, prefix);
}

void
check_log_group(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		check_group(c, t, &t->log_enabled, &t->log_group_arn, "");
		check_group(
		    c, t, &t->bgp_log_enabled, &t->bgp_log_group_arn, "Bgp");
	}
}

/* SPDX-License-Identifier: ISC */
/* The tables of keys of cgwgen's own descriptor.  Floor 3. */
#include "read/native_keys.h"

#include <string.h>

#include "model/estate.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* ---- keys that are no rows of the field tables ------------------------ */

/* Whoever reads these keeps the value in a struct value. */
static const struct field field_site = { .name = "site" };
static const struct field field_gateway = { .name = "gateway" };
static const struct field field_kind = { .name = "kind",
	.choices = "vpn|transit" };
static const struct field field_vpc = { .name = "vpc_id" };
static const struct field field_ecmp = { .name = "vpn_ecmp_support",
	.choices = "enable|disable" };
static const struct field field_associates = {
	.name = "default_route_table_association", .choices = "enable|disable"
};
static const struct field field_propagates = {
	.name = "default_route_table_propagation", .choices = "enable|disable"
};
static const struct field field_association = {
	.name = "association_default_route_table_id"
};
static const struct field field_propagation = {
	.name = "propagation_default_route_table_id"
};
static const struct field field_assumed = {
	.name = "options_assumed", .type = FIELD_FLAG, .fallback = "false"
};

const struct field native_network = { .name = "network", .type = FIELD_PREFIX };

#define ASSUMED                                                                \
	{                                                                      \
		"options_assumed", NATIVE_IS_FLAG, 0, false, &field_assumed,   \
		    "whether nobody knows what the tunnels are set to: "       \
		    "options "                                                 \
		    "that are left out are then assumptions, which rule "      \
		    "CGW407 "                                                  \
		    "says, and not AWS's defaults"                             \
	}

static const struct native_key keys_descriptor[] = {
	{ "cgwgen", NATIVE_IS_VERSION, 0, true, NULL,
	    "the version of the format; the number 1" },
	{ "defaults", NATIVE_IS_MAPPING, NATIVE_DEFAULTS, false, NULL,
	    "what connections and tunnels have that say nothing themselves" },
	{ "sites", NATIVE_IS_NAMED, NATIVE_SITE, false, NULL,
	    "the customer gateways, by names of your own" },
	{ "gateways", NATIVE_IS_NAMED, NATIVE_GATEWAY, false, NULL,
	    "AWS's ends, by names of your own" },
	{ "connections", NATIVE_IS_LIST, NATIVE_CONNECTION, false, NULL,
	    "the VPN connections" },
	{ "vpcs", NATIVE_IS_LIST, NATIVE_VPC, false, NULL,
	    "the VPCs, for what is told of the paths of packets, as all that "
	    "follows" },
	{ "route_tables", NATIVE_IS_LIST, NATIVE_TABLE, false, NULL,
	    "the route tables of VPCs" },
	{ "vpc_peerings", NATIVE_IS_LIST, NATIVE_PEERING, false, NULL,
	    "the peerings between VPCs" },
	{ "transit_attachments", NATIVE_IS_LIST, NATIVE_ATTACHMENT, false, NULL,
	    "what is attached to transit gateways" },
	{ "transit_route_tables", NATIVE_IS_LIST, NATIVE_TRANSIT_TABLE, false,
	    NULL, "the route tables of transit gateways" },
	{ "direct_connect_gateways", NATIVE_IS_LIST, NATIVE_DX_GATEWAY, false,
	    NULL, "the Direct Connect gateways" },
	{ "virtual_interfaces", NATIVE_IS_LIST, NATIVE_INTERFACE, false, NULL,
	    "the virtual interfaces of Direct Connect" },
	{ "prefix_lists", NATIVE_IS_LIST, NATIVE_PREFIX_LIST, false, NULL,
	    "the prefix lists that routes refer to" },
	{ "client_vpn_endpoints", NATIVE_IS_LIST, NATIVE_CLIENT_ENDPOINT, false,
	    NULL, "the Client VPN endpoints" },
	{ "openvpn_servers", NATIVE_IS_LIST, NATIVE_OPENVPN_SERVER, false, NULL,
	    "the OpenVPN servers on instances of one's own" },
};

static const struct native_key keys_defaults[] = {
	ASSUMED,
	{ "tunnels", NATIVE_IS_MAPPING, NATIVE_DEFAULT_TUNNELS, false, NULL,
	    "what every tunnel has that says nothing itself" },
};

static const struct native_key keys_site[] = {
	{ "parameters", NATIVE_IS_VALUES, 0, false, NULL,
	    "the device's parameters, as in a file for --params; 'cgwgen "
	    "devices show DEVICE' lists them" },
	{ "prefixes", NATIVE_IS_NETWORKS, 0, false, NULL,
	    "the networks behind the device: what it announces with BGP" },
};

static const struct native_key keys_gateway[] = {
	{ "kind", NATIVE_IS_TEXT, 0, false, &field_kind,
	    "vpn for a virtual private gateway, transit for a transit "
	    "gateway; may be left out when id begins with vgw- or tgw-" },
	{ "vpc_prefixes", NATIVE_IS_NETWORKS, 0, false, NULL,
	    "the networks behind AWS's gateway" },
	{ "vpc_id", NATIVE_IS_TEXT, 0, false, &field_vpc,
	    "the VPC that a virtual private gateway is attached to" },
	{ "vpn_ecmp_support", NATIVE_IS_TEXT, 0, false, &field_ecmp,
	    "whether a transit gateway spreads over VPN connections with "
	    "equal routes" },
	{ "default_route_table_association", NATIVE_IS_TEXT, 0, false,
	    &field_associates,
	    "whether a transit gateway's new attachments use its default "
	    "table" },
	{ "default_route_table_propagation", NATIVE_IS_TEXT, 0, false,
	    &field_propagates, "whether they put their routes into it" },
	{ "association_default_route_table_id", NATIVE_IS_TEXT, 0, false,
	    &field_association,
	    "the table that attachments of a transit gateway use that have "
	    "none of their own" },
	{ "propagation_default_route_table_id", NATIVE_IS_TEXT, 0, false,
	    &field_propagation,
	    "the table that a transit gateway's attachments put their routes "
	    "into" },
};

static const struct native_key keys_connection[] = {
	{ "site", NATIVE_IS_TEXT, 0, false, &field_site,
	    "the customer's end, a name from sites" },
	{ "gateway", NATIVE_IS_TEXT, 0, false, &field_gateway,
	    "AWS's end, a name from gateways" },
	{ "routes", NATIVE_IS_ROUTES, NATIVE_ROUTE, false, NULL,
	    "the static routes: networks behind the customer's device, each "
	    "as it is or as a mapping" },
	{ "parameters", NATIVE_IS_VALUES, 0, false, NULL,
	    "the device's parameters for this connection, such as the number "
	    "of its first tunnel interface; they go before those of the site" },
	{ "announcements", NATIVE_IS_LIST, NATIVE_ANNOUNCEMENT, false, NULL,
	    "what the device announces over this connection, with what AWS "
	    "judges it by; in place of the site's prefixes" },
	ASSUMED,
	{ "tunnels", NATIVE_IS_LIST, NATIVE_TUNNEL, false, NULL,
	    "the connection's tunnels" },
};

#define PREFIXES(words)                                                        \
	{                                                                      \
		"prefixes", NATIVE_IS_NETWORKS, 0, false, NULL, words          \
	}
#define IDS(name, words)                                                       \
	{                                                                      \
		name, NATIVE_IS_IDS, 0, false, NULL, words                     \
	}
#define LIST(name, section, words)                                             \
	{                                                                      \
		name, NATIVE_IS_LIST, section, false, NULL, words              \
	}

static const struct native_key keys_vpc[] = { PREFIXES("its CIDR blocks"),
	LIST("subnets", NATIVE_SUBNET, "its subnets") };
static const struct native_key keys_subnet[] = { PREFIXES("its CIDR blocks") };
static const struct native_key keys_table[] = {
	LIST("routes", NATIVE_TABLE_ROUTE, "its routes"),
	IDS("subnets", "the subnets that use it"),
	IDS("gateways", "the gateways that use it for what comes in"),
	IDS("propagating_gateways",
	    "the virtual private gateways that put what they know into it"),
};
static const struct native_key keys_attachment[] = { LIST("announcements",
    NATIVE_ANNOUNCEMENT,
    "what is announced over it, of a Connect attachment") };
static const struct native_key keys_transit_table[] = {
	LIST("routes", NATIVE_TRANSIT_ROUTE, "its routes"),
	IDS("associations", "the attachments that use it"),
	IDS("propagations", "the attachments that put their routes into it"),
};
static const struct native_key keys_dx_gateway[] = { LIST("associations",
    NATIVE_DX_ASSOCIATION, "the gateways it is associated with") };
static const struct native_key keys_dx_association[] = { PREFIXES(
    "the networks that Direct Connect announces to the customer") };
static const struct native_key keys_interface[] = { LIST("announcements",
    NATIVE_ANNOUNCEMENT, "what the customer's side announces over it") };
static const struct native_key keys_prefix_list[] = { PREFIXES("its entries") };
static const struct native_key keys_client_endpoint[] = {
	{ "dns_servers", NATIVE_IS_ADDRESSES, 0, false, NULL,
	    "the addresses of the DNS servers that clients are given" },
	IDS("security_group_ids", "the security groups of its ends in the VPC"),
	LIST("authentication", NATIVE_CLIENT_AUTHENTICATION,
	    "how clients say who they are: one way, or certificates and one "
	    "more"),
	LIST("associations", NATIVE_CLIENT_ASSOCIATION, "its target networks"),
	LIST("routes", NATIVE_CLIENT_ROUTE, "its routes"),
	LIST("authorization_rules", NATIVE_CLIENT_RULE,
	    "which networks clients may reach"),
};

static const struct native_key keys_openvpn_server[] = {
	PREFIXES("the networks that clients reach through it; of client-server "
		 "they are pushed as routes"),
	{ "dns_servers", NATIVE_IS_ADDRESSES, 0, false, NULL,
	    "the addresses of the DNS servers that are pushed to clients" },
	LIST("clients", NATIVE_OPENVPN_CLIENT,
	    "who may connect; of site-to-site it is one, the site's end"),
};
static const struct native_key keys_openvpn_client[] = { PREFIXES(
    "the networks behind it, which the server sends to it") };

static const struct field route_fields[] = {
	{ .name = "destination",
	    .type = FIELD_PREFIX,
	    .offset = offsetof(struct route, destination),
	    .text = "the network behind the customer's device" },
	{ .name = "state",
	    .offset = offsetof(struct route, state),
	    .text = "what AWS says of the route: pending, available, deleting "
		    "or deleted" },
};

const struct field *
native_route_fields(size_t *ret_count)
{
	*ret_count = COUNT(route_fields);
	return route_fields;
}

/* ---- sections --------------------------------------------------------- */

static const struct field *
no_fields(size_t *ret_count)
{
	*ret_count = 0;
	return NULL;
}

static const struct field *
site_fields(size_t *ret_count)
{
	return gateway_fields(GATEWAY_CUSTOMER, ret_count);
}

/* Both kinds of AWS's gateways have the same rows. */
static const struct field *
aws_fields(size_t *ret_count)
{
	return gateway_fields(GATEWAY_TRANSIT, ret_count);
}

#define RECORDS(function, kind)                                                \
	static const struct field *function(size_t *ret_count)                 \
	{                                                                      \
		return estate_fields(kind, ret_count);                         \
	}

RECORDS(vpc_fields, ESTATE_VPC)
RECORDS(subnet_fields, ESTATE_SUBNET)
RECORDS(table_fields, ESTATE_VPC_TABLE)
RECORDS(table_route_fields, ESTATE_VPC_ROUTE)
RECORDS(peering_fields, ESTATE_PEERING)
RECORDS(attachment_fields, ESTATE_ATTACHMENT)
RECORDS(transit_table_fields, ESTATE_TRANSIT_TABLE)
RECORDS(transit_route_fields, ESTATE_TRANSIT_ROUTE)
RECORDS(dx_gateway_fields, ESTATE_DX_GATEWAY)
RECORDS(dx_association_fields, ESTATE_DX_ASSOCIATION)
RECORDS(interface_fields, ESTATE_INTERFACE)
RECORDS(prefix_list_fields, ESTATE_PREFIX_LIST)
RECORDS(announcement_fields, ESTATE_ANNOUNCEMENT)
RECORDS(client_endpoint_fields, ESTATE_CLIENT_ENDPOINT)
RECORDS(client_authentication_fields, ESTATE_CLIENT_AUTHENTICATION)
RECORDS(client_association_fields, ESTATE_CLIENT_ASSOCIATION)
RECORDS(client_route_fields, ESTATE_CLIENT_ROUTE)
RECORDS(client_rule_fields, ESTATE_CLIENT_RULE)
RECORDS(openvpn_server_fields, ESTATE_OPENVPN_SERVER)
RECORDS(openvpn_client_fields, ESTATE_OPENVPN_CLIENT)

static const char *const own_connection[] = { "id", "name", NULL };
static const char *const own_tunnel[] = { "outside_address", "inside_cidr",
	"inside_ipv6_cidr", "pre_shared_key", "inside_address",
	"inside_netmask", "inside_prefix_length", "aws_inside_address",
	"aws_inside_netmask", "aws_inside_prefix_length", "inside_ipv6_address",
	"inside_ipv6_prefix_length", "aws_inside_ipv6_address",
	"aws_inside_ipv6_prefix_length", "customer_outside_address", "status",
	"status_message", "accepted_route_count", NULL };
static const char *const none[] = { NULL };
static const char *const first_id[] = { "id", "name", NULL };
static const char *const first_tunnel[] = { "outside_address", "inside_cidr",
	"inside_ipv6_cidr", "pre_shared_key", "ike_versions",
	"phase1_encryption_algorithms", "phase1_integrity_algorithms",
	"phase1_dh_group_numbers", "phase1_lifetime_seconds",
	"phase2_encryption_algorithms", "phase2_integrity_algorithms",
	"phase2_dh_group_numbers", "phase2_lifetime_seconds", NULL };
/* The same without what cannot be a default. */
#define FIRST_DEFAULT (first_tunnel + 4)

static const struct native_keys sections[NATIVE_SECTIONS] = {
	[NATIVE_DESCRIPTOR] = { "descriptor", "A descriptor of VPN connections",
	    no_fields, none, NULL, none, keys_descriptor,
	    COUNT(keys_descriptor), NULL },
	[NATIVE_DEFAULTS] = { "defaults", "Defaults of connections",
	    connection_fields, own_connection, NULL, none, keys_defaults,
	    COUNT(keys_defaults), NULL },
	[NATIVE_DEFAULT_TUNNELS] = { "defaults.tunnels", "Defaults of tunnels",
	    tunnel_fields, own_tunnel, NULL, FIRST_DEFAULT, NULL, 0, NULL },
	[NATIVE_SITE] = { "site", "One customer gateway", site_fields, none,
	    NULL, first_id, keys_site, COUNT(keys_site), NULL },
	[NATIVE_GATEWAY] = { "gateway", "One gateway of AWS", aws_fields, none,
	    NULL, first_id, keys_gateway, COUNT(keys_gateway), NULL },
	[NATIVE_CONNECTION] = { "connection", "One VPN connection",
	    connection_fields, none, "id", first_id, keys_connection,
	    COUNT(keys_connection), NULL },
	[NATIVE_ROUTE] = { "route", "One static route", native_route_fields,
	    none, "destination", none, NULL, 0, NULL },
	[NATIVE_TUNNEL] = { "tunnel", "One tunnel", tunnel_fields, none, NULL,
	    first_tunnel, NULL, 0, NULL },
	[NATIVE_ANNOUNCEMENT] = { "announcement", "One announcement",
	    announcement_fields, none, "destination", none, NULL, 0,
	    "owner_id" },
	[NATIVE_VPC] = { "vpc", "One VPC", vpc_fields, none, "id", first_id,
	    keys_vpc, COUNT(keys_vpc), NULL },
	[NATIVE_SUBNET] = { "subnet", "One subnet", subnet_fields, none, "id",
	    first_id, keys_subnet, COUNT(keys_subnet), "vpc_id" },
	[NATIVE_TABLE] = { "route_table", "One route table of a VPC",
	    table_fields, none, "id", first_id, keys_table, COUNT(keys_table),
	    NULL },
	[NATIVE_TABLE_ROUTE] = { "vpc_route", "One route of a VPC",
	    table_route_fields, none, "target", none, NULL, 0,
	    "route_table_id" },
	[NATIVE_PEERING] = { "vpc_peering", "One peering of two VPCs",
	    peering_fields, none, "id", first_id, NULL, 0, NULL },
	[NATIVE_ATTACHMENT] = { "transit_attachment",
	    "One attachment of a transit gateway", attachment_fields, none,
	    "id", first_id, keys_attachment, COUNT(keys_attachment), NULL },
	[NATIVE_TRANSIT_TABLE] = { "transit_route_table",
	    "One route table of a transit gateway", transit_table_fields, none,
	    "id", first_id, keys_transit_table, COUNT(keys_transit_table),
	    NULL },
	[NATIVE_TRANSIT_ROUTE] = { "transit_route",
	    "One route of a transit gateway", transit_route_fields, none, NULL,
	    none, NULL, 0, "route_table_id" },
	[NATIVE_DX_GATEWAY] = { "direct_connect_gateway",
	    "One Direct Connect gateway", dx_gateway_fields, none, "id",
	    first_id, keys_dx_gateway, COUNT(keys_dx_gateway), NULL },
	[NATIVE_DX_ASSOCIATION] = { "direct_connect_association",
	    "One association of a Direct Connect gateway",
	    dx_association_fields, none, "gateway_id", none,
	    keys_dx_association, COUNT(keys_dx_association), "dx_gateway_id" },
	[NATIVE_INTERFACE] = { "virtual_interface",
	    "One virtual interface of Direct Connect", interface_fields, none,
	    "id", first_id, keys_interface, COUNT(keys_interface), NULL },
	[NATIVE_PREFIX_LIST] = { "prefix_list", "One prefix list",
	    prefix_list_fields, none, "id", first_id, keys_prefix_list,
	    COUNT(keys_prefix_list), NULL },
	[NATIVE_CLIENT_ENDPOINT] = { "client_vpn_endpoint",
	    "One Client VPN endpoint", client_endpoint_fields, none, "id",
	    first_id, keys_client_endpoint, COUNT(keys_client_endpoint), NULL },
	[NATIVE_CLIENT_AUTHENTICATION] = { "client_vpn_authentication",
	    "One way to say who one is", client_authentication_fields, none,
	    "type", none, NULL, 0, "endpoint_id" },
	[NATIVE_CLIENT_ASSOCIATION] = { "client_vpn_association",
	    "One target network", client_association_fields, none, NULL, none,
	    NULL, 0, "endpoint_id" },
	[NATIVE_CLIENT_ROUTE] = { "client_vpn_route",
	    "One route of a Client VPN endpoint", client_route_fields, none,
	    "destination_cidr_block", none, NULL, 0, "endpoint_id" },
	[NATIVE_CLIENT_RULE] = { "client_vpn_authorization_rule",
	    "One authorization rule of a Client VPN endpoint",
	    client_rule_fields, none, "target_network_cidr", none, NULL, 0,
	    "endpoint_id" },
	[NATIVE_OPENVPN_SERVER] = { "openvpn_server",
	    "One OpenVPN server on an instance", openvpn_server_fields, none,
	    "id", first_id, keys_openvpn_server, COUNT(keys_openvpn_server),
	    NULL },
	[NATIVE_OPENVPN_CLIENT] = { "openvpn_client",
	    "One client of an OpenVPN server", openvpn_client_fields, none,
	    "name", none, keys_openvpn_client, COUNT(keys_openvpn_client),
	    "server_id" },
};

const struct native_keys *
native_keys(enum native_section section)
{
	return &sections[section];
}

static bool
is_among(const char *const *names, const char *name)
{
	for (; *names != NULL; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

/* Whether row FIELD of the section's fields is a key there. */
static bool
has_key(enum native_section section, const struct field *field)
{
	const struct native_keys *keys = &sections[section];

	return !is_among(keys->without, field->name) &&
	       (keys->outer == NULL || strcmp(keys->outer, field->name) != 0);
}

const struct field *
native_field(enum native_section section, const char *name)
{
	size_t count, i;
	const struct field *fields = sections[section].fields(&count);

	for (i = 0; i < count; i++)
		if (strcmp(fields[i].name, name) == 0)
			return has_key(section, &fields[i]) ? &fields[i] : NULL;
	return NULL;
}

const struct native_key *
native_key(enum native_section section, const char *name)
{
	const struct native_keys *keys = &sections[section];
	size_t i;

	for (i = 0; i < keys->key_count; i++)
		if (strcmp(keys->keys[i].name, name) == 0)
			return &keys->keys[i];
	return NULL;
}

const struct native_entry *
native_entries(
    enum native_section section, struct arena *arena, size_t *ret_count)
{
	const struct native_keys *keys = &sections[section];
	size_t count, used = 0, i;
	const struct field *fields = keys->fields(&count);
	struct native_entry *list =
	    arena_array(arena, count + keys->key_count, sizeof(*list));
	const char *const *name;

	for (name = keys->first; *name != NULL; name++)
		list[used++] = (struct native_entry){ *name,
			native_field(section, *name), NULL };
	for (i = 0; i < keys->key_count; i++)
		list[used++] = (struct native_entry){ keys->keys[i].name, NULL,
			&keys->keys[i] };
	for (i = 0; i < count; i++)
		if (has_key(section, &fields[i]) &&
		    !is_among(keys->first, fields[i].name))
			list[used++] = (struct native_entry){ fields[i].name,
				&fields[i], NULL };
	*ret_count = used;
	return list;
}

/* ---- examples --------------------------------------------------------- */

/* Of documentation's ranges, and invented ids. */
static const struct {
	const char *name;
	const char *example;
} examples[] = {
	{ "id", "vpn-0a1b2c3d4e5f60718" },
	{ "customer_gateway_id", "cgw-0f9e8d7c6b5a43210" },
	{ "vpn_gateway_id", "vgw-05a5a5a5b6b6b6b6c" },
	{ "transit_gateway_id", "tgw-0c0ffee0c0ffee001" },
	{ "type", "ipsec.1" },
	{ "attributes", "NoBGPVPNConnection" },
	{ "name", "Berlin, first uplink" },
	{ "state", "available" },
	{ "asn", "65010" },
	{ "ip_address", "198.51.100.7" },
	{ "device_name", "berlin-edge-1" },
	{ "device", "cisco-iosxe" },
	{ "site", "berlin" },
	{ "gateway", "core" },
	{ "network", "10.20.0.0/16" },
	{ "destination", "192.0.2.0/24" },
	{ "outside_address", "203.0.113.17" },
	{ "customer_outside_address", "198.51.100.7" },
	{ "inside_cidr", "169.254.44.0/30" },
	{ "inside_ipv6_cidr", "fd00:db8::/126" },
	{ "inside_address", "169.254.44.2" },
	{ "aws_inside_address", "169.254.44.1" },
	{ "inside_netmask", "255.255.255.252" },
	{ "aws_inside_netmask", "255.255.255.252" },
	{ "inside_prefix_length", "30" },
	{ "aws_inside_prefix_length", "30" },
	{ "inside_ipv6_address", "fd00:db8::2" },
	{ "aws_inside_ipv6_address", "fd00:db8::1" },
	{ "inside_ipv6_prefix_length", "128" },
	{ "aws_inside_ipv6_prefix_length", "128" },
	{ "customer_asn", "65010" },
	{ "aws_asn", "64512" },
	{ "pre_shared_key", "env:VPN_KEY_1" },
	{ "tcp_mss_adjustment", "1379" },
	{ "status_message", "IPSEC IS DOWN" },
	{ "accepted_route_count", "12" },
	{ "dpd_timeout_seconds", "40" },
	{ "local_ipv4_network_cidr", "10.20.0.0/16" },
	{ "remote_ipv4_network_cidr", "10.0.0.0/8" },
	{ "local_ipv6_network_cidr", "2001:db8:20::/48" },
	{ "remote_ipv6_network_cidr", "2001:db8:10::/48" },
};

/* Names that mean another thing in the networks around connections. */
static bool
is_another(const struct field *field)
{
	static const char *const names[] = { "id", "type", "name", "state",
		NULL };

	return estate_has_row(field) && is_among(names, field->name);
}

const char *
native_example(const struct field *field)
{
	const char *name = field->name;
	size_t i;

	if (is_another(field))
		return NULL;

	if (field->api != NULL && strcmp(field->api, "CustomerGatewayId") == 0)
		name = "customer_gateway_id";
	if (field->api != NULL && strcmp(field->api, "TransitGatewayId") == 0)
		name = "transit_gateway_id";
	for (i = 0; i < COUNT(examples); i++)
		if (strcmp(examples[i].name, name) == 0)
			return examples[i].example;
	return NULL;
}

/* ---- texts ------------------------------------------------------------ */

static const struct {
	const char *name;
	const char *text;
} texts[] = {
	{ "pre_shared_key",
	    "the key: itself, 8 to 64 letters, digits, '.' and '_', not "
	    "beginning with 0; env:NAME for what the variable NAME holds; "
	    "file:PATH for what a file holds, seen from the descriptor's "
	    "directory; or withheld when it is kept elsewhere" },
	{ "phase1_lifetime_seconds", "the lifetime of phase 1, in seconds" },
	{ "phase2_lifetime_seconds", "the lifetime of phase 2, in seconds" },
	{ "customer_bgp_hold_time",
	    "the BGP hold time of the device, in seconds" },
	{ "bgp_hold_time", "the BGP hold time of AWS's end, in seconds" },
	{ "tcp_mss_adjustment", "the TCP MSS that AWS advises, in bytes" },
	{ "aws_inside_ipv6_prefix_length",
	    "the length that AWS prints beside its inside IPv6 address" },
	{ "device",
	    "the device that 'cgwgen render' takes when no --device is given; "
	    "'cgwgen devices' lists them" },
	{ "outside_address", "AWS's outside address; a tunnel is known by it" },
	{ "inside_cidr",
	    "the inside IPv4 network, a /30 of 169.254.0.0/16; AWS's end has "
	    "its first host, the device its second" },
	{ "inside_ipv6_cidr",
	    "the inside IPv6 network, a /126 of fd00::/8; AWS's end has its "
	    "first host, the device its second" },
	{ "inside_address",
	    "the device's inside IPv4 address; follows from inside_cidr" },
	{ "aws_inside_address",
	    "AWS's inside IPv4 address; follows from inside_cidr" },
	{ "inside_ipv6_address",
	    "the device's inside IPv6 address; follows from "
	    "inside_ipv6_cidr" },
	{ "aws_inside_ipv6_address",
	    "AWS's inside IPv6 address; follows from inside_ipv6_cidr" },
	{ "customer_outside_address",
	    "the device's address as AWS knows it, behind NAT the NAT's; "
	    "follows from the site's ip_address" },
	{ "customer_asn", "the device's ASN; follows from the site's asn" },
	{ "aws_asn", "AWS's ASN; follows from the gateway's asn" },
	{ "customer_gateway_id",
	    "the customer gateway's id; follows from the site's id" },
	{ "vpn_gateway_id",
	    "the virtual private gateway's id; follows from the gateway's "
	    "id" },
	{ "transit_gateway_id",
	    "the transit gateway's id; follows from the gateway's id" },
	{ "type", "the connection's type; AWS has no other than 'ipsec.1'" },
};

const char *
native_text(const struct field *field)
{
	size_t i;

	for (i = 0; i < COUNT(texts) && !estate_has_row(field); i++)
		if (strcmp(texts[i].name, field->name) == 0)
			return texts[i].text;
	return field->text;
}

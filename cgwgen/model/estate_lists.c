/* SPDX-License-Identifier: ISC */
/* The lists of records.  Floor 2. */
#include "model/estate_lists.h"

#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static const struct estate_place outermost[] = {
	{ "vpcs", ESTATE_VPC, NULL, "id" },
	{ "route_tables", ESTATE_VPC_TABLE, NULL, "id" },
	{ "vpc_peerings", ESTATE_PEERING, NULL, "id" },
	{ "transit_attachments", ESTATE_ATTACHMENT, NULL, "id" },
	{ "transit_route_tables", ESTATE_TRANSIT_TABLE, NULL, "id" },
	{ "direct_connect_gateways", ESTATE_DX_GATEWAY, NULL, "id" },
	{ "virtual_interfaces", ESTATE_INTERFACE, NULL, "id" },
	{ "prefix_lists", ESTATE_PREFIX_LIST, NULL, "id" },
	{ "client_vpn_endpoints", ESTATE_CLIENT_ENDPOINT, NULL, "id" },
	{ "openvpn_servers", ESTATE_OPENVPN_SERVER, NULL, "id" },
};

static const struct estate_within nested[] = {
	{ ESTATE_VPC, { "subnets", ESTATE_SUBNET, "vpc_id", "id" } },
	{ ESTATE_VPC_TABLE,
	    { "routes", ESTATE_VPC_ROUTE, "route_table_id", "target" } },
	{ ESTATE_ATTACHMENT, { "announcements", ESTATE_ANNOUNCEMENT, "owner_id",
				 "destination" } },
	{ ESTATE_TRANSIT_TABLE,
	    { "routes", ESTATE_TRANSIT_ROUTE, "route_table_id", NULL } },
	{ ESTATE_DX_GATEWAY, { "associations", ESTATE_DX_ASSOCIATION,
				 "dx_gateway_id", "gateway_id" } },
	{ ESTATE_INTERFACE, { "announcements", ESTATE_ANNOUNCEMENT, "owner_id",
				"destination" } },
	{ ESTATE_CLIENT_ENDPOINT,
	    { "authentication", ESTATE_CLIENT_AUTHENTICATION, "endpoint_id",
		"type" } },
	{ ESTATE_CLIENT_ENDPOINT, { "associations", ESTATE_CLIENT_ASSOCIATION,
				      "endpoint_id", NULL } },
	{ ESTATE_CLIENT_ENDPOINT,
	    { "routes", ESTATE_CLIENT_ROUTE, "endpoint_id",
		"destination_cidr_block" } },
	{ ESTATE_CLIENT_ENDPOINT, { "authorization_rules", ESTATE_CLIENT_RULE,
				      "endpoint_id", "target_network_cidr" } },
	{ ESTATE_OPENVPN_SERVER,
	    { "clients", ESTATE_OPENVPN_CLIENT, "server_id", "name" } },
};

static const struct estate_ids ids[] = {
	{ ESTATE_VPC_TABLE, "subnets", ESTATE_VPC_ASSOCIATION, "route_table_id",
	    "subnet_id" },
	{ ESTATE_VPC_TABLE, "gateways", ESTATE_VPC_ASSOCIATION,
	    "route_table_id", "gateway_id" },
	{ ESTATE_VPC_TABLE, "propagating_gateways", ESTATE_VPC_PROPAGATION,
	    "route_table_id", "gateway_id" },
	{ ESTATE_TRANSIT_TABLE, "associations", ESTATE_TRANSIT_ASSOCIATION,
	    "route_table_id", "attachment_id" },
	{ ESTATE_TRANSIT_TABLE, "propagations", ESTATE_TRANSIT_PROPAGATION,
	    "route_table_id", "attachment_id" },
	{ ESTATE_CLIENT_ENDPOINT, "dns_servers", ESTATE_CLIENT_DNS,
	    "endpoint_id", "address" },
	{ ESTATE_CLIENT_ENDPOINT, "security_group_ids", ESTATE_CLIENT_GROUP,
	    "endpoint_id", "security_group_id" },
	{ ESTATE_OPENVPN_SERVER, "dns_servers", ESTATE_OPENVPN_DNS, "server_id",
	    "address" },
};

static const char *const references[] = { "target", "gateway_id",
	"transit_gateway_id", "vpn_gateway_id", "resource_id" };

const char *const estate_gateway_members[] = { "vpc_id", "vpn_ecmp_support",
	"default_route_table_association", "default_route_table_propagation",
	"association_default_route_table_id",
	"propagation_default_route_table_id", NULL };

const struct estate_place *
estate_outermost(size_t *ret_count)
{
	*ret_count = COUNT(outermost);
	return outermost;
}

const struct estate_within *
estate_nested(size_t *ret_count)
{
	*ret_count = COUNT(nested);
	return nested;
}

const struct estate_ids *
estate_id_lists(size_t *ret_count)
{
	*ret_count = COUNT(ids);
	return ids;
}

bool
estate_is_reference(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(references); i++)
		if (strcmp(references[i], name) == 0)
			return true;
	return false;
}

/* SPDX-License-Identifier: ISC */
/*
 * The rows of the estate's records.  Names of the API as in the EC2 API
 * Reference 2016-11-15 and the Direct Connect API Reference 2012-10-25
 * (botocore's service models); of Terraform as in its provider for AWS.
 * Floor 2.
 */
#include <string.h>

#include "model/estate.h"

#define SLOT(type, member) .name = #member, .offset = offsetof(type, member)
#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))
#define NAME(type)                                                             \
	{                                                                      \
		SLOT(type, name), .terraform = "tags/Name",                    \
				  .text = "its Name tag"                       \
	}
#define LISTED(owner)                                                          \
	{                                                                      \
		SLOT(owner, listed), .terraform = "", .type = FIELD_FLAG,      \
				     .momentary = true,                        \
				     .text = "whether its routes are all "     \
					     "there are, also those that "     \
					     "were put there, as AWS lists "   \
					     "them"                            \
	}

static const struct field rows_vpc[] = {
	{ SLOT(struct estate_vpc, id), .api = "VpcId", .text = "its id" },
	NAME(struct estate_vpc),
	{ SLOT(struct estate_vpc, region), .text = "the AWS Region it is in" },
	{ SLOT(struct estate_vpc, instance_tenancy), .api = "InstanceTenancy",
	    .text = "where its instances run: default, or dedicated for "
		    "hardware of its own" },
};

static const struct field rows_subnet[] = {
	{ SLOT(struct estate_subnet, id), .api = "SubnetId", .text = "its id" },
	NAME(struct estate_subnet),
	{ SLOT(struct estate_subnet, vpc_id), .api = "VpcId",
	    .text = "the VPC it is in" },
	{ SLOT(struct estate_subnet, availability_zone),
	    .api = "AvailabilityZone",
	    .text = "the Availability Zone it is in" },
	{ SLOT(struct estate_subnet, available_ip_address_count),
	    .api = "AvailableIpAddressCount", .type = FIELD_NUMBER,
	    .terraform = "", .momentary = true,
	    .text = "how many of its IPv4 addresses are free" },
};

static const struct field rows_vpc_table[] = {
	{ SLOT(struct estate_vpc_table, id), .api = "RouteTableId",
	    .text = "its id" },
	NAME(struct estate_vpc_table),
	{ SLOT(struct estate_vpc_table, vpc_id), .api = "VpcId",
	    .text = "the VPC it is in" },
	{ SLOT(struct estate_vpc_table, main), .terraform = "",
	    .type = FIELD_FLAG,
	    .text = "whether subnets use it that have no table of their "
		    "own" },
	LISTED(struct estate_vpc_table),
};

static const struct field rows_vpc_route[] = {
	{ SLOT(struct estate_vpc_route, route_table_id),
	    .text = "the table it is in" },
	{ SLOT(struct estate_vpc_route, destination), .type = FIELD_PREFIX,
	    .terraform = "", .text = "the network it leads to" },
	{ SLOT(struct estate_vpc_route, prefix_list_id),
	    .api = "DestinationPrefixListId",
	    .terraform = "destination_prefix_list_id",
	    .text = "the prefix list whose networks it leads to, in place of "
		    "a destination" },
	{ SLOT(struct estate_vpc_route, target), .terraform = "",
	    .text = "where it sends packets: the id of a gateway, a peering "
		    "or an interface, or local" },
	{ SLOT(struct estate_vpc_route, origin), .terraform = "",
	    .choices = "local|static|propagated|advertised",
	    .text = "whether it came with the table, was written, or was put "
		    "there by a gateway or a route server" },
	{ SLOT(struct estate_vpc_route, state), .api = "State",
	    .choices = "active|blackhole|filtered",
	    .text = "what AWS says of it" },
};

static const struct field rows_vpc_association[] = {
	{ SLOT(struct estate_vpc_association, route_table_id),
	    .text = "the table" },
	{ SLOT(struct estate_vpc_association, subnet_id), .api = "SubnetId",
	    .text = "the subnet that uses it" },
	{ SLOT(struct estate_vpc_association, gateway_id), .api = "GatewayId",
	    .text = "the gateway that uses it for what comes in" },
};

static const struct field rows_vpc_propagation[] = {
	{ SLOT(struct estate_vpc_propagation, route_table_id),
	    .text = "the table" },
	{ SLOT(struct estate_vpc_propagation, gateway_id), .api = "GatewayId",
	    .terraform = "vpn_gateway_id",
	    .text = "the virtual private gateway" },
};

static const struct field rows_peering[] = {
	{ SLOT(struct estate_peering, id), .api = "VpcPeeringConnectionId",
	    .text = "its id" },
	NAME(struct estate_peering),
	{ SLOT(struct estate_peering, vpc_id), .api = "RequesterVpcInfo/VpcId",
	    .terraform = "vpc_id", .text = "the VPC that asked for it" },
	{ SLOT(struct estate_peering, peer_vpc_id),
	    .api = "AccepterVpcInfo/VpcId", .terraform = "peer_vpc_id",
	    .text = "the VPC that it was asked for with" },
	{ SLOT(struct estate_peering, status), .api = "Status/Code",
	    .terraform = "accept_status",
	    .text = "what AWS says of it; only an active one carries "
		    "packets" },
};

static const struct field rows_vpn_gateway[] = {
	{ SLOT(struct estate_vpn_gateway, id), .api = "VpnGatewayId",
	    .text = "its id" },
	{ SLOT(struct estate_vpn_gateway, vpc_id),
	    .text = "the VPC that a virtual private gateway is attached "
		    "to" },
};

#define OPTIONS "Options/"

static const struct field rows_transit_gateway[] = {
	{ SLOT(struct estate_transit_gateway, id), .api = "TransitGatewayId",
	    .text = "its id" },
	{ SLOT(struct estate_transit_gateway, vpn_ecmp_support),
	    .api = OPTIONS "VpnEcmpSupport", .choices = "enable|disable",
	    .text = "whether a transit gateway spreads over VPN connections "
		    "with equal routes" },
	{ SLOT(struct estate_transit_gateway, default_route_table_association),
	    .api = OPTIONS "DefaultRouteTableAssociation",
	    .choices = "enable|disable",
	    .text = "whether a transit gateway's new attachments use its "
		    "default table" },
	{ SLOT(struct estate_transit_gateway, default_route_table_propagation),
	    .api = OPTIONS "DefaultRouteTablePropagation",
	    .choices = "enable|disable",
	    .text = "whether they put their routes into it" },
	{ SLOT(struct estate_transit_gateway,
	      association_default_route_table_id),
	    .api = OPTIONS "AssociationDefaultRouteTableId",
	    .text = "the table that attachments of a transit gateway use "
		    "that have none of their own" },
	{ SLOT(struct estate_transit_gateway,
	      propagation_default_route_table_id),
	    .api = OPTIONS "PropagationDefaultRouteTableId",
	    .text = "the table that a transit gateway's attachments put "
		    "their routes into" },
};

static const struct field rows_attachment[] = {
	{ SLOT(struct estate_attachment, id),
	    .api = "TransitGatewayAttachmentId", .text = "its id" },
	NAME(struct estate_attachment),
	{ SLOT(struct estate_attachment, transit_gateway_id),
	    .api = "TransitGatewayId", .text = "the transit gateway" },
	{ SLOT(struct estate_attachment, resource_type), .api = "ResourceType",
	    .terraform = "",
	    .text =
		"what is attached: vpc, vpn, direct-connect-gateway, "
		"connect, vpn-concentrator, client-vpn, peering or another" },
	{ SLOT(struct estate_attachment, resource_id), .api = "ResourceId",
	    .terraform = "",
	    .text = "the id of what is attached; of a peering that of the "
		    "other transit gateway" },
	{ SLOT(struct estate_attachment, state), .api = "State",
	    .terraform = "", .text = "what AWS says of it" },
	{ SLOT(struct estate_attachment, route_table_id),
	    .api = "Association/TransitGatewayRouteTableId", .terraform = "",
	    .text = "the table that decides where packets from it go" },
};

static const struct field rows_transit_table[] = {
	{ SLOT(struct estate_transit_table, id),
	    .api = "TransitGatewayRouteTableId", .text = "its id" },
	NAME(struct estate_transit_table),
	{ SLOT(struct estate_transit_table, transit_gateway_id),
	    .api = "TransitGatewayId", .text = "the transit gateway" },
	{ SLOT(struct estate_transit_table, default_association),
	    .api = "DefaultAssociationRouteTable",
	    .terraform = "default_association_route_table", .type = FIELD_FLAG,
	    .text = "whether attachments use it that have none of their "
		    "own" },
	{ SLOT(struct estate_transit_table, default_propagation),
	    .api = "DefaultPropagationRouteTable",
	    .terraform = "default_propagation_route_table", .type = FIELD_FLAG,
	    .text = "whether attachments put their routes into it" },
	LISTED(struct estate_transit_table),
};

static const struct field rows_transit_route[] = {
	{ SLOT(struct estate_transit_route, route_table_id),
	    .terraform = "transit_gateway_route_table_id",
	    .text = "the table it is in" },
	{ SLOT(struct estate_transit_route, destination),
	    .api = "DestinationCidrBlock",
	    .terraform = "destination_cidr_block", .type = FIELD_PREFIX,
	    .text = "the network it leads to" },
	{ SLOT(struct estate_transit_route, prefix_list_id),
	    .api = "PrefixListId",
	    .text = "the prefix list whose networks it leads to, in place of "
		    "a destination" },
	{ SLOT(struct estate_transit_route, attachment_id),
	    .terraform = "transit_gateway_attachment_id",
	    .text = "where it sends packets; a blackhole has none" },
	{ SLOT(struct estate_transit_route, resource_type), .terraform = "",
	    .text = "what is attached there" },
	{ SLOT(struct estate_transit_route, resource_id), .terraform = "",
	    .text = "the id of what is attached there" },
	{ SLOT(struct estate_transit_route, origin), .api = "Type",
	    .terraform = "", .choices = "static|propagated",
	    .text = "whether it was written or put there by an attachment" },
	{ SLOT(struct estate_transit_route, state), .api = "State",
	    .terraform = "", .choices = "active|pending|blackhole",
	    .text = "what AWS says of it" },
};

static const struct field rows_transit_association[] = {
	{ SLOT(struct estate_transit_association, route_table_id),
	    .terraform = "transit_gateway_route_table_id",
	    .text = "the table" },
	{ SLOT(struct estate_transit_association, attachment_id),
	    .api = "TransitGatewayAttachmentId",
	    .terraform = "transit_gateway_attachment_id",
	    .text = "the attachment that uses it" },
};

static const struct field rows_transit_propagation[] = {
	{ SLOT(struct estate_transit_propagation, route_table_id),
	    .terraform = "transit_gateway_route_table_id",
	    .text = "the table" },
	{ SLOT(struct estate_transit_propagation, attachment_id),
	    .api = "TransitGatewayAttachmentId",
	    .terraform = "transit_gateway_attachment_id",
	    .text = "the attachment that puts its routes there" },
};

static const struct field rows_dx_gateway[] = {
	{ SLOT(struct estate_dx_gateway, id), .api = "directConnectGatewayId",
	    .text = "its id" },
	{ SLOT(struct estate_dx_gateway, name),
	    .api = "directConnectGatewayName", .text = "its name" },
	{ SLOT(struct estate_dx_gateway, asn), .api = "amazonSideAsn",
	    .terraform = "amazon_side_asn", .type = FIELD_NUMBER,
	    .text = "AWS's ASN" },
};

static const struct field rows_dx_association[] = {
	{ SLOT(struct estate_dx_association, dx_gateway_id),
	    .api = "directConnectGatewayId",
	    .text = "the Direct Connect gateway" },
	{ SLOT(struct estate_dx_association, gateway_id),
	    .api = "associatedGateway/id", .terraform = "associated_gateway_id",
	    .text = "the virtual private or transit gateway" },
};

static const struct field rows_interface[] = {
	{ SLOT(struct estate_interface, id), .api = "virtualInterfaceId",
	    .text = "its id" },
	{ SLOT(struct estate_interface, name), .api = "virtualInterfaceName",
	    .text = "its name" },
	{ SLOT(struct estate_interface, type), .api = "virtualInterfaceType",
	    .terraform = "", .choices = "private|transit|public",
	    .text = "which kind it is of" },
	{ SLOT(struct estate_interface, state), .api = "virtualInterfaceState",
	    .terraform = "", .text = "what AWS says of it" },
	{ SLOT(struct estate_interface, vpn_gateway_id),
	    .api = "virtualGatewayId",
	    .text = "the virtual private gateway it ends at" },
	{ SLOT(struct estate_interface, dx_gateway_id),
	    .api = "directConnectGatewayId",
	    .text = "the Direct Connect gateway it ends at" },
	{ SLOT(struct estate_interface, customer_asn), .api = "asn",
	    .terraform = "bgp_asn", .type = FIELD_NUMBER,
	    .text = "the customer's ASN" },
	{ SLOT(struct estate_interface, aws_asn), .api = "amazonSideAsn",
	    .terraform = "amazon_side_asn", .type = FIELD_NUMBER,
	    .text = "AWS's ASN" },
	{ SLOT(struct estate_interface, bgp_status), .terraform = "",
	    .choices = "up|down|unknown", .momentary = true,
	    .text = "what AWS's end says of the BGP session" },
};

static const struct field rows_prefix_list[] = {
	{ SLOT(struct estate_prefix_list, id), .api = "PrefixListId",
	    .text = "its id" },
	{ SLOT(struct estate_prefix_list, name), .api = "PrefixListName",
	    .terraform = "name", .text = "its name" },
};

static const struct field rows_announcement[] = {
	{ SLOT(struct estate_announcement, owner_id),
	    .text = "the connection, virtual interface or Connect "
		    "attachment" },
	{ SLOT(struct estate_announcement, destination), .type = FIELD_PREFIX,
	    .text = "the network that is announced" },
	{ SLOT(struct estate_announcement, tunnel), .type = FIELD_IP,
	    .text = "AWS's outside address of the tunnel, where only one "
		    "of them announces it" },
	{ SLOT(struct estate_announcement, as_path_length),
	    .type = FIELD_NUMBER, .minimum = 1, .maximum = 255,
	    .text = "how many ASNs its AS path has, repeated ones counted "
		    "again" },
	{ SLOT(struct estate_announcement, first_asn), .type = FIELD_NUMBER,
	    .minimum = 1,
	    .text = "the ASN at the beginning of its AS path; MEDs are "
		    "compared only between equal ones" },
	{ SLOT(struct estate_announcement, med), .type = FIELD_NUMBER,
	    .text = "its multi-exit discriminator" },
};

#define ROWS(rows) (rows), COUNT(rows)

static const struct {
	const struct field *rows;
	size_t count;
} tables[ESTATE_CLIENT_ENDPOINT] = {
	[ESTATE_VPC] = { ROWS(rows_vpc) },
	[ESTATE_SUBNET] = { ROWS(rows_subnet) },
	[ESTATE_VPC_TABLE] = { ROWS(rows_vpc_table) },
	[ESTATE_VPC_ROUTE] = { ROWS(rows_vpc_route) },
	[ESTATE_VPC_ASSOCIATION] = { ROWS(rows_vpc_association) },
	[ESTATE_VPC_PROPAGATION] = { ROWS(rows_vpc_propagation) },
	[ESTATE_PEERING] = { ROWS(rows_peering) },
	[ESTATE_VPN_GATEWAY] = { ROWS(rows_vpn_gateway) },
	[ESTATE_TRANSIT_GATEWAY] = { ROWS(rows_transit_gateway) },
	[ESTATE_ATTACHMENT] = { ROWS(rows_attachment) },
	[ESTATE_TRANSIT_TABLE] = { ROWS(rows_transit_table) },
	[ESTATE_TRANSIT_ROUTE] = { ROWS(rows_transit_route) },
	[ESTATE_TRANSIT_ASSOCIATION] = { ROWS(rows_transit_association) },
	[ESTATE_TRANSIT_PROPAGATION] = { ROWS(rows_transit_propagation) },
	[ESTATE_DX_GATEWAY] = { ROWS(rows_dx_gateway) },
	[ESTATE_DX_ASSOCIATION] = { ROWS(rows_dx_association) },
	[ESTATE_INTERFACE] = { ROWS(rows_interface) },
	[ESTATE_PREFIX_LIST] = { ROWS(rows_prefix_list) },
	[ESTATE_ANNOUNCEMENT] = { ROWS(rows_announcement) },
};

/* Those of Client VPN are in estate_client.c, OpenVPN's in estate_openvpn.c.
 */
static const struct field *
rows_of(enum estate_kind kind, size_t *ret_count)
{
	if (kind >= ESTATE_OPENVPN_SERVER)
		return estate_openvpn_fields(kind, ret_count);
	if (kind >= ESTATE_CLIENT_ENDPOINT)
		return estate_client_fields(kind, ret_count);
	*ret_count = tables[kind].count;
	return tables[kind].rows;
}

const struct field *
estate_fields(enum estate_kind kind, size_t *ret_count)
{
	return rows_of(kind, ret_count);
}

bool
estate_has_row(const struct field *field)
{
	const struct field *rows;
	size_t count, i;
	int kind;

	for (kind = 0; kind < ESTATE_KINDS; kind++) {
		rows = estate_fields((enum estate_kind)kind, &count);
		for (i = 0; i < count; i++)
			if (&rows[i] == field)
				return true;
	}
	return false;
}

const struct field *
estate_field(enum estate_kind kind, const char *name)
{
	size_t count;
	const struct field *field = rows_of(kind, &count);

	while (strcmp(field->name, name) != 0)
		field++;
	return field;
}

#define PREFIXES(words)                                                        \
	{                                                                      \
		.name = "prefixes", .type = FIELD_PREFIX, .text = (words)      \
	}

const struct field *
estate_prefix_field(enum estate_kind kind)
{
	static const struct field rows[ESTATE_KINDS] = {
		[ESTATE_VPC] = PREFIXES("its CIDR blocks"),
		[ESTATE_SUBNET] = PREFIXES("its CIDR blocks"),
		[ESTATE_TRANSIT_GATEWAY] = PREFIXES("its own CIDR blocks"),
		[ESTATE_DX_ASSOCIATION] = PREFIXES(
		    "the networks that Direct Connect announces to the "
		    "customer"),
		[ESTATE_PREFIX_LIST] = PREFIXES("its entries"),
		[ESTATE_OPENVPN_SERVER] =
		    PREFIXES("the networks that clients reach through it"),
		[ESTATE_OPENVPN_CLIENT] = PREFIXES("the networks behind it"),
	};

	return rows[kind].name != NULL ? &rows[kind] : NULL;
}

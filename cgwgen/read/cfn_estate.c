/* SPDX-License-Identifier: ISC */
/*
 * VPCs, route tables, transit gateways and Direct Connect in CloudFormation.
 * Properties as in the CloudFormation Template Reference, AWS::EC2::VPC and
 * its neighbours, AWS::DirectConnect::DirectConnectGateway and its.  Floor 3.
 */
#include "read/cfn_estate.h"

#include <ctype.h>
#include <string.h>

#include "read/bind.h"
#include "read/cfn_connection.h"
#include "read/cfn_value.h"
#include "read/record.h"

#define LIMIT_ROWS 4
#define LIMIT_PREFIXES 2

struct type;

/* What taking one resource works with. */
struct taking {
	struct reading *reading;
	struct cfn_template *template;
	const struct node *resource;
	const struct node *values;
	const struct type *type;
};

/* A type of resource that is one record. */
struct type {
	const char *type;
	enum estate_kind kind;
	/* Members that are a property of another name. */
	const char *rows[LIMIT_ROWS][2]; /* member, property */
	const char *said[2]; /* a member that the type says, and its text */
	/* Properties that are a network, or a list of them. */
	const char *prefixes[LIMIT_PREFIXES];
	/* What else there is, and whether it adds the record itself. */
	void (*more)(const struct taking *t, struct estate_item *item);
	bool adds;
};

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* ---- members ---------------------------------------------------------- */

static const struct node *
property(const struct taking *t, const char *name)
{
	return bind_path(t->values, name);
}

/* "tgw-0a1b2c3d" of "arn:aws:ec2:...:transit-gateway/tgw-0a1b2c3d", which
 * Direct Connect takes as well. */
static const char *
bare_id(const char *text)
{
	const char *slash = strrchr(text, '/');

	return strncmp(text, "arn:", 4) == 0 && slash != NULL ? slash + 1
							      : text;
}

/* What records know the resource by that NODE refers to; NULL while it is not
 * known. */
static const char *
key_at(const struct taking *t, const struct node *node)
{
	if (node == NULL || node->text == NULL || node->text[0] == '\0')
		return NULL;
	if (node->kind == NODE_LATER)
		return cfn_gateway_key(
		    t->template, node->text, t->reading->arena);
	return node->kind == NODE_SCALAR ? bare_id(node->text) : NULL;
}

static void
bind(const struct taking *t, struct estate_item *item, const char *name,
    const struct node *node)
{
	const struct field *field = estate_field(item->kind, name);
	const char *key;
	size_t length = strlen(name);

	key = field->type == FIELD_TEXT && field->choices == NULL &&
		      (length > 3 && strcmp(name + length - 3, "_id") == 0)
		  ? key_at(t, node)
		  : NULL;
	if (key != NULL)
		record_set(t->reading, item, name, key, node);
	else
		record_bind(t->reading, item, name, node);
}

/* Properties are called as the API's members, with a capital letter. */
static const char *
property_of(const struct taking *t, const struct field *field)
{
	static const char options[] = "Options/";
	const char *path = field_api(field);
	char *name;
	size_t i;

	for (i = 0; i < LIMIT_ROWS && t->type->rows[i][0] != NULL; i++)
		if (strcmp(t->type->rows[i][0], field->name) == 0)
			return t->type->rows[i][1];
	if (path == NULL || strcmp(field->name, "id") == 0)
		return NULL;
	if (strncmp(path, options, strlen(options)) == 0)
		path += strlen(options);
	name = arena_string(t->reading->arena, path);
	name[0] = (char)toupper((unsigned char)name[0]);
	return name;
}

static void
bind_rows(const struct taking *t, struct estate_item *item)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	const char *path;

	for (i = 0; i < count; i++) {
		path = property_of(t, &fields[i]);
		if (path != NULL)
			bind(t, item, fields[i].name, property(t, path));
		else if (strcmp(fields[i].name, "name") == 0)
			record_bind(t->reading, item, "name",
			    bind_tag(property(t, "Tags"), "Name"));
	}
}

static void
add_prefixes(const struct taking *t, struct estate_item *item)
{
	const struct node *node;
	size_t i;

	for (i = 0; i < LIMIT_PREFIXES && t->type->prefixes[i] != NULL; i++) {
		node = property(t, t->type->prefixes[i]);
		if (node != NULL && node->kind == NODE_SEQUENCE)
			record_prefixes(t->reading, item, node, NULL);
		else
			record_prefix(t->reading, item, node);
	}
}

static struct estate_item *
new_item(const struct taking *t, enum estate_kind kind)
{
	struct estate_item *item = record_new(t->reading, kind, t->resource);

	item->at = t->resource->name_pos;
	item->label = t->resource->name;
	return item;
}

/* ---- what is more than its rows --------------------------------------- */

static void
more_of_route(const struct taking *t, struct estate_item *item)
{
	static const char *const destinations[] = { "DestinationCidrBlock",
		"DestinationIpv6CidrBlock" };
	const struct node *node;
	size_t i;

	for (i = 0; i < COUNT(destinations); i++)
		record_bind(t->reading, item, "destination",
		    property(t, destinations[i]));
	for (i = 0;
	     record_targets[i] != NULL && record_text(item, "target") == NULL;
	     i++) {
		node = property(t, record_targets[i]);
		if (key_at(t, node) != NULL)
			record_set(
			    t->reading, item, "target", key_at(t, node), node);
		else
			record_target_later(t->reading, item, node);
	}
}

/* One record for each table of the list. */
static void
more_of_propagation(const struct taking *t, struct estate_item *item)
{
	const struct node *list = property(t, "RouteTableIds"), *child;
	const char *key;

	(void)item;
	if (list == NULL || list->kind != NODE_SEQUENCE)
		return;
	for (child = list->first; child != NULL; child = child->next) {
		key = key_at(t, child);
		if (key == NULL)
			continue;
		item = new_item(t, ESTATE_VPC_PROPAGATION);
		record_set(t->reading, item, "route_table_id", key, child);
		bind(t, item, "gateway_id", property(t, "VpnGatewayId"));
		record_add(t->reading, item);
	}
}

/* More networks of a VPC. */
static void
more_of_block(const struct taking *t, struct estate_item *item)
{
	item->key = key_at(t, property(t, "VpcId"));
	item->label = NULL;
	if (item->key != NULL)
		record_add(t->reading, item);
}

/* An internet gateway's attachment says nothing about where packets go. */
static void
more_of_gateway_attachment(const struct taking *t, struct estate_item *item)
{
	const char *key = key_at(t, property(t, "VpnGatewayId"));

	if (key == NULL)
		return;
	item->key = key;
	item->label = NULL;
	record_add(t->reading, item);
}

static bool
is_true(const struct node *node)
{
	return node != NULL && node->kind == NODE_SCALAR &&
	       (strcmp(node->text, "true") == 0 ||
		   strcmp(node->text, "True") == 0);
}

static void
more_of_transit_route(const struct taking *t, struct estate_item *item)
{
	record_set(t->reading, item, "state",
	    is_true(property(t, "Blackhole")) ? "blackhole" : "active",
	    t->resource);
}

/* The other end of the peering, which has the same id. */
static void
more_of_transit_peering(const struct taking *t, struct estate_item *item)
{
	struct estate_item *other = new_item(t, ESTATE_ATTACHMENT);

	record_set(t->reading, other, "resource_type", "peering", t->resource);
	bind(t, other, "transit_gateway_id",
	    property(t, "PeerTransitGatewayId"));
	bind(t, other, "resource_id", property(t, "TransitGatewayId"));
	other->key = arena_printf(t->reading->arena, "%s at %s", item->key,
	    record_text(other, "transit_gateway_id") != NULL
		? record_text(other, "transit_gateway_id")
		: "?");
	record_add(t->reading, other);
}

/* It is at the gateway that what carries it is attached to. */
static void
more_of_connect(const struct taking *t, struct estate_item *item)
{
	const struct node *id =
	    property(t, "TransportTransitGatewayAttachmentId");
	struct cfn_run run = { .template = t->template, .reading = t->reading };
	const struct node *transport = NULL, *gateway = NULL;

	if (id != NULL && id->kind == NODE_LATER && id->text != NULL)
		transport = cfn_member(t->template, CFN_RESOURCES, id->text);
	if (transport != NULL && transport->kind == NODE_MAP)
		gateway = bind_path(
		    node_child(transport, "Properties"), "TransitGatewayId");
	if (gateway != NULL)
		bind(t, item, "transit_gateway_id", cfn_value(&run, gateway));
}

/* The ASN of its first BGP peer; its AuthKey is not read. */
static void
more_of_interface(const struct taking *t, struct estate_item *item)
{
	record_bind(
	    t->reading, item, "customer_asn", property(t, "BgpPeers/Asn"));
}

static void
more_of_list(const struct taking *t, struct estate_item *item)
{
	record_prefixes(t->reading, item, property(t, "Entries"), "Cidr");
}

/* ---- types ------------------------------------------------------------ */

#define EC2(name) .type = "AWS::EC2::" name
#define DIRECT_CONNECT(name) .type = "AWS::DirectConnect::" name
#define TABLE_ID                                                               \
	{                                                                      \
		"route_table_id", "TransitGatewayRouteTableId"                 \
	}
#define ATTACHMENT_ID                                                          \
	{                                                                      \
		"attachment_id", "TransitGatewayAttachmentId"                  \
	}

static const struct type types[] = {
	{ EC2("VPC"), ESTATE_VPC, .prefixes = { "CidrBlock" } },
	{ EC2("VPCCidrBlock"), ESTATE_VPC,
	    .prefixes = { "CidrBlock", "Ipv6CidrBlock" }, .more = more_of_block,
	    .adds = true },
	{ EC2("Subnet"), ESTATE_SUBNET,
	    .prefixes = { "CidrBlock", "Ipv6CidrBlock" } },
	{ EC2("RouteTable"), ESTATE_VPC_TABLE },
	{ EC2("Route"), ESTATE_VPC_ROUTE,
	    .rows = { { "route_table_id", "RouteTableId" } },
	    .said = { "origin", "static" }, .more = more_of_route },
	{ EC2("SubnetRouteTableAssociation"), ESTATE_VPC_ASSOCIATION,
	    .rows = { { "route_table_id", "RouteTableId" } } },
	{ EC2("GatewayRouteTableAssociation"), ESTATE_VPC_ASSOCIATION,
	    .rows = { { "route_table_id", "RouteTableId" } } },
	{ EC2("VPNGatewayRoutePropagation"), ESTATE_VPC_PROPAGATION,
	    .more = more_of_propagation, .adds = true },
	{ EC2("VPCPeeringConnection"), ESTATE_PEERING,
	    .rows = { { "vpc_id", "VpcId" }, { "peer_vpc_id", "PeerVpcId" } } },
	{ EC2("VPNGateway"), ESTATE_VPN_GATEWAY },
	{ EC2("VPCGatewayAttachment"), ESTATE_VPN_GATEWAY,
	    .rows = { { "vpc_id", "VpcId" } },
	    .more = more_of_gateway_attachment, .adds = true },
	{ EC2("TransitGateway"), ESTATE_TRANSIT_GATEWAY,
	    .prefixes = { "TransitGatewayCidrBlocks" } },
	{ EC2("TransitGatewayAttachment"), ESTATE_ATTACHMENT,
	    .rows = { { "resource_id", "VpcId" } },
	    .said = { "resource_type", "vpc" } },
	{ EC2("TransitGatewayVpcAttachment"), ESTATE_ATTACHMENT,
	    .rows = { { "resource_id", "VpcId" } },
	    .said = { "resource_type", "vpc" } },
	{ EC2("TransitGatewayPeeringAttachment"), ESTATE_ATTACHMENT,
	    .rows = { { "resource_id", "PeerTransitGatewayId" } },
	    .said = { "resource_type", "peering" },
	    .more = more_of_transit_peering },
	{ EC2("TransitGatewayConnect"), ESTATE_ATTACHMENT,
	    .said = { "resource_type", "connect" }, .more = more_of_connect },
	{ EC2("TransitGatewayRouteTable"), ESTATE_TRANSIT_TABLE },
	{ EC2("TransitGatewayRoute"), ESTATE_TRANSIT_ROUTE,
	    .rows = { TABLE_ID, ATTACHMENT_ID }, .said = { "origin", "static" },
	    .more = more_of_transit_route },
	{ EC2("TransitGatewayRouteTableAssociation"),
	    ESTATE_TRANSIT_ASSOCIATION, .rows = { TABLE_ID } },
	{ EC2("TransitGatewayRouteTablePropagation"),
	    ESTATE_TRANSIT_PROPAGATION, .rows = { TABLE_ID } },
	{ EC2("PrefixList"), ESTATE_PREFIX_LIST, .more = more_of_list },
	{ DIRECT_CONNECT("DirectConnectGateway"), ESTATE_DX_GATEWAY },
	{ DIRECT_CONNECT("DirectConnectGatewayAssociation"),
	    ESTATE_DX_ASSOCIATION,
	    .rows = { { "gateway_id", "AssociatedGatewayId" } },
	    .prefixes = { "AllowedPrefixesToDirectConnectGateway" } },
	{ DIRECT_CONNECT("PrivateVirtualInterface"), ESTATE_INTERFACE,
	    .said = { "type", "private" }, .more = more_of_interface },
	{ DIRECT_CONNECT("TransitVirtualInterface"), ESTATE_INTERFACE,
	    .said = { "type", "transit" }, .more = more_of_interface },
};

static const struct type *
type_of(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(types); i++)
		if (strcmp(types[i].type, name) == 0)
			return &types[i];
	return NULL;
}

bool
cfn_estate_has(const char *type)
{
	return type_of(type) != NULL;
}

void
cfn_take_estate(struct reading *reading, struct cfn_template *template,
    const struct node *resource, const struct node *values)
{
	const struct taking t = { reading, template, resource, values,
		type_of(cfn_resource_type(resource)) };
	struct estate_item *item;

	if (values == NULL || values->kind != NODE_MAP)
		return;
	item = new_item(&t, t.type->kind);
	bind_rows(&t, item);
	if (t.type->said[0] != NULL)
		record_set(
		    reading, item, t.type->said[0], t.type->said[1], resource);
	add_prefixes(&t, item);
	/* The id is what AWS gives. */
	if (record_has_id(item))
		item->key =
		    cfn_gateway_key(template, resource->name, reading->arena);
	if (t.type->more != NULL)
		t.type->more(&t, item);
	if (!t.type->adds)
		record_add(reading, item);
}

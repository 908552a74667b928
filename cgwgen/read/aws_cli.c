/* SPDX-License-Identifier: ISC */
/*
 * Which answers of AWS's command line tool there are, and what is taken from
 * each.  Names as in the EC2 API Reference 2016-11-15 and the Direct Connect
 * API Reference 2012-10-25.  Floor 3.
 */
#include "read/aws_cli.h"

#include <string.h>

#include "read/bind.h"
#include "read/inventory.h"

struct kind;

typedef void take(struct reading *reading, const struct document *document,
    const struct node *node, const struct kind *kind);

static take take_connection, take_gateway, take_table, take_interface,
    take_record;

/* One kind of thing that answers list. */
struct kind {
	const char *list;   /* the key of the list in a describe answer */
	const char *single; /* the key in a create or modify answer, or NULL */
	/* The key that only this kind has, by which it is known without a
	 * list's or an answer's key around it; for kinds that are passed
	 * over, what tells a list from others of the same common name. */
	const char *sign;
	take *take; /* NULL: passed over */
	enum gateway_kind gateway;
	/* What the estate has of it; ESTATE_VPC where take is another. */
	enum estate_kind record;
	bool common; /* others have lists of that name, or such a sign */
};

#define RECORD(list, single, sign, record)                                     \
	{                                                                      \
		list, single, sign, take_record, GATEWAY_KINDS, record, false  \
	}
#define COMMON(list, sign, record)                                             \
	{                                                                      \
		list, NULL, sign, take_record, GATEWAY_KINDS, record, true     \
	}

static const struct kind kinds[] = {
	/* A connection names its gateways: it comes before them. */
	{ "VpnConnections", "VpnConnection", "VpnConnectionId", take_connection,
	    GATEWAY_KINDS, 0, false },
	{ "CustomerGateways", "CustomerGateway", "CustomerGatewayId",
	    take_gateway, GATEWAY_CUSTOMER, 0, false },
	{ "VpnGateways", "VpnGateway", "VpnGatewayId", take_gateway,
	    GATEWAY_VPN, ESTATE_VPN_GATEWAY, false },
	{ "TransitGateways", "TransitGateway", "TransitGatewayArn",
	    take_gateway, GATEWAY_TRANSIT, ESTATE_TRANSIT_GATEWAY, false },
	RECORD("TransitGatewayAttachments", NULL, "ResourceOwnerId",
	    ESTATE_ATTACHMENT),
	RECORD("TransitGatewayVpcAttachments", "TransitGatewayVpcAttachment",
	    "VpcOwnerId", ESTATE_ATTACHMENT),
	RECORD("TransitGatewayPeeringAttachments",
	    "TransitGatewayPeeringAttachment", "RequesterTgwInfo",
	    ESTATE_ATTACHMENT),
	RECORD("TransitGatewayConnects", "TransitGatewayConnect",
	    "TransportTransitGatewayAttachmentId", ESTATE_ATTACHMENT),
	RECORD("TransitGatewayRouteTables", "TransitGatewayRouteTable",
	    "DefaultAssociationRouteTable", ESTATE_TRANSIT_TABLE),
	COMMON("TransitGatewayRouteTablePropagations",
	    "TransitGatewayAttachmentId", ESTATE_TRANSIT_PROPAGATION),
	COMMON("Associations", "TransitGatewayAttachmentId",
	    ESTATE_TRANSIT_ASSOCIATION),
	{ .list = "VpnConcentrators" },
	RECORD("Vpcs", "Vpc", "DhcpOptionsId", ESTATE_VPC),
	RECORD("Subnets", "Subnet", "AvailableIpAddressCount", ESTATE_SUBNET),
	RECORD("VpcPeeringConnections", "VpcPeeringConnection",
	    "RequesterVpcInfo", ESTATE_PEERING),
	{ "RouteTables", "RouteTable", "PropagatingVgws", take_table,
	    GATEWAY_KINDS, ESTATE_VPC_TABLE, false },
	RECORD(
	    "PrefixLists", "PrefixList", "PrefixListName", ESTATE_PREFIX_LIST),
	RECORD("ClientVpnEndpoints", NULL, "ServerCertificateArn",
	    ESTATE_CLIENT_ENDPOINT),
	RECORD("ClientVpnTargetNetworks", NULL, "TargetNetworkId",
	    ESTATE_CLIENT_ASSOCIATION),
	/* Their routes have a type, too: they come before others. */
	COMMON("Routes", "ClientVpnEndpointId", ESTATE_CLIENT_ROUTE),
	COMMON("AuthorizationRules", "ClientVpnEndpointId", ESTATE_CLIENT_RULE),
	COMMON("Connections", "ClientVpnEndpointId", ESTATE_CLIENT_CONNECTION),
	COMMON("Routes", "Type", ESTATE_TRANSIT_ROUTE),
	/* The file that export-transit-gateway-routes leaves in S3. */
	COMMON("routes", "destinationCidrBlock", ESTATE_TRANSIT_ROUTE),
	COMMON("routes", "prefixListId", ESTATE_TRANSIT_ROUTE),
	COMMON("Entries", "Cidr", ESTATE_PREFIX_LIST),
	{ .list = "connections", .sign = "connectionId" },
	{ .list = "interconnects", .sign = "interconnectId" },
	{ .list = "lags", .sign = "lagId" },
	{ "virtualInterfaces", NULL, "virtualInterfaceId", take_interface,
	    GATEWAY_KINDS, ESTATE_INTERFACE, false },
	{ .list = "virtualGateways", .sign = "virtualGatewayId" },
	RECORD("directConnectGateways", NULL, "directConnectGatewayState",
	    ESTATE_DX_GATEWAY),
	RECORD("directConnectGatewayAssociations", NULL, "associationState",
	    ESTATE_DX_ASSOCIATION),
	{ .list = "directConnectGatewayAttachments" },
};

#define EACH_KIND(kind)                                                        \
	for ((kind) = kinds; (kind) < kinds + sizeof(kinds) / sizeof(*kinds);  \
	     (kind)++)

/* ---- recognising ------------------------------------------------------ */

/* Whether an answer holds nothing but the empty LIST. */
static bool
is_empty_answer(const struct node *list)
{
	const struct node *other;

	if (list->first != NULL)
		return false;
	for (other = list->parent->first; other != NULL; other = other->next)
		if (other != list &&
		    strcmp(other->name, "ResponseMetadata") != 0 &&
		    strcmp(other->name, "nextToken") != 0 &&
		    strcmp(other->name, "filter") != 0 &&
		    strcmp(other->name, "NextToken") != 0)
			return false;
	return true;
}

static bool
is_list_of(const struct kind *kind, const struct node *node)
{
	if (strcmp(node->name, kind->list) != 0)
		return false;
	/* The sign of what is taken speaks for itself alone. */
	if (!kind->common && (kind->take != NULL || kind->sign == NULL))
		return true;
	if (node->kind != NODE_SEQUENCE)
		return false;
	return node->first != NULL && node->first->kind == NODE_MAP
		   ? node_child(node->first, kind->sign) != NULL
		   : is_empty_answer(node);
}

static bool
is_single(const struct kind *kind, const struct node *node)
{
	return kind->single != NULL && strcmp(node->name, kind->single) == 0;
}

/* What the object MAP is without an answer around it, or NULL. */
static const struct kind *
bare_kind(const struct node *map)
{
	const struct kind *kind;

	EACH_KIND(kind)
	if (kind->take != NULL && !kind->common &&
	    node_child(map, kind->sign) != NULL)
		return kind;
	return NULL;
}

/* Lists may lie in lists: a document is at most TEXT_LIMIT_DEPTH deep. */
static bool
is_answer(const struct node *node)
{
	const struct kind *kind;
	const struct node *child;

	if (node->kind != NODE_SEQUENCE && node->kind != NODE_MAP)
		return false;
	for (child = node->first; child != NULL; child = child->next) {
		if (node->kind == NODE_SEQUENCE) {
			if (is_answer(child))
				return true;
			continue;
		}
		EACH_KIND(kind)
		if (is_list_of(kind, child) || is_single(kind, child))
			return true;
	}
	return node->kind == NODE_MAP && bare_kind(node) != NULL;
}

bool
aws_cli_matches(const struct document *document)
{
	return is_answer(document->root);
}

/* ---- taking ----------------------------------------------------------- */

static bool
is_null(const struct node *node)
{
	return node->kind == NODE_SCALAR &&
	       (node->text[0] == '\0' ||
		   (node->plain && (strcmp(node->text, "null") == 0 ||
				       strcmp(node->text, "~") == 0)));
}

bool
aws_cli_expect(struct reading *reading, const struct node *node,
    enum node_kind kind, const char *name)
{
	static const char *const words[] = { [NODE_SCALAR] = "a text",
		[NODE_SEQUENCE] = "a list",
		[NODE_MAP] = "an object" };

	if (node == NULL || is_null(node))
		return false;
	/* AWS writes no text without quotes in JSON; YAML may. */
	if (node->kind == kind)
		return true;
	bind_complain(reading, RULE_VALUE_MALFORMED, node, "%s is not %s", name,
	    words[kind]);
	return false;
}

/* The id under NAME as text that joins, or NULL. */
static const char *
id_of(const struct node *map, const char *name)
{
	const struct node *id = node_child(map, name);

	return id != NULL && id->kind == NODE_SCALAR && !is_null(id) ? id->text
								     : NULL;
}

static void
take_connection(struct reading *reading, const struct document *document,
    const struct node *node, const struct kind *kind)
{
	struct part part = { .document = document,
		.node = node,
		.id = id_of(node, kind->sign),
		.read = aws_cli_connection };

	inventory_add_part(reading->inventory, &part);
}

/* The row of a kind of gateway at OFFSET. */
static const struct field *
gateway_row(enum gateway_kind kind, size_t offset)
{
	size_t count;
	const struct field *field = gateway_fields(kind, &count);

	while (field->offset != offset)
		field++;
	return field;
}

static void
take_gateway(struct reading *reading, const struct document *document,
    const struct node *node, const struct kind *kind)
{
	struct gateway *gateway = ARENA_NEW(document->arena, struct gateway);
	enum gateway_kind type = kind->gateway;
	const struct field *fields,
	    *asn = gateway_row(type, offsetof(struct gateway, asn));
	size_t count;

	gateway->kind = type;
	gateway->at = node->pos;
	fields = gateway_fields(type, &count);
	bind_api(reading, fields, count, node, gateway);
	bind_field(reading, gateway_row(type, offsetof(struct gateway, name)),
	    bind_tag(node_child(node, "Tags"), "Name"), gateway);
	gateway->asn_is_short =
	    type == GATEWAY_CUSTOMER && value_known(&gateway->asn);
	/* ASNs above 2147483647 stand here (CreateCustomerGateway). */
	if (type == GATEWAY_CUSTOMER && value_missing(&gateway->asn) &&
	    gateway->asn.text == NULL)
		bind_field(
		    reading, asn, node_child(node, "BgpAsnExtended"), gateway);
	/* Nothing can refer to one without an id. */
	if (value_known(&gateway->id))
		inventory_add_gateway(
		    reading->inventory, gateway, gateway->id.text);
	if (type != GATEWAY_CUSTOMER)
		aws_cli_record(reading, document, node, kind->record);
}

static void
take_table(struct reading *reading, const struct document *document,
    const struct node *node, const struct kind *kind)
{
	aws_cli_route_table(reading, node);
	aws_cli_record(reading, document, node, kind->record);
}

static void
take_interface(struct reading *reading, const struct document *document,
    const struct node *node, const struct kind *kind)
{
	aws_cli_virtual_interface(reading, node);
	aws_cli_record(reading, document, node, kind->record);
}

static void
take_record(struct reading *reading, const struct document *document,
    const struct node *node, const struct kind *kind)
{
	aws_cli_record(reading, document, node, kind->record);
}

static void
take_one(struct reading *reading, const struct document *document,
    const struct node *node, const struct kind *kind)
{
	if (kind->take == NULL)
		return;
	reading->subject = NULL;
	if (!aws_cli_expect(reading, node, NODE_MAP,
		kind->single != NULL ? kind->single : kind->list))
		return;
	if (id_of(node, kind->sign) != NULL)
		reading->subject =
		    diag_quote(reading->diags, id_of(node, kind->sign));
	kind->take(reading, document, node, kind);
	reading->subject = NULL;
}

static void
take_list(struct reading *reading, const struct document *document,
    const struct node *list, const struct kind *kind)
{
	const struct node *item;

	if (kind->take == NULL ||
	    !aws_cli_expect(reading, list, NODE_SEQUENCE, kind->list))
		return;
	for (item = list->first; item != NULL; item = item->next)
		take_one(reading, document, item, kind);
}

/* Takes what the answer MAP holds; false when it is none. */
static bool
take_answer(struct reading *reading, const struct document *document,
    const struct node *map)
{
	const struct kind *kind;
	const struct node *child;
	bool taken = false;

	for (child = map->first; child != NULL; child = child->next)
		EACH_KIND(kind)
		{
			if (is_list_of(kind, child))
				take_list(reading, document, child, kind);
			else if (is_single(kind, child))
				take_one(reading, document, child, kind);
			else
				continue;
			taken = true;
			break;
		}
	return taken;
}

static void
take_node(struct reading *reading, const struct document *document,
    const struct node *node)
{
	const struct node *item;
	const struct kind *kind;

	if (node->kind == NODE_SEQUENCE) {
		for (item = node->first; item != NULL; item = item->next)
			take_node(reading, document, item);
		return;
	}
	if (!aws_cli_expect(reading, node, NODE_MAP, "answer") ||
	    take_answer(reading, document, node))
		return;
	kind = bare_kind(node);
	if (kind != NULL)
		take_one(reading, document, node, kind);
}

void
aws_cli_collect(struct reading *reading, const struct document *document)
{
	reading->origin = ORIGIN_API;
	take_node(reading, document, document->root);
}

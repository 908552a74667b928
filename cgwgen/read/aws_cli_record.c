/* SPDX-License-Identifier: ISC */
/*
 * Answers about what decides where packets go, as records of the estate.
 * Names as in the EC2 API Reference 2016-11-15 (Vpc, Subnet, RouteTable,
 * VpnGateway, TransitGateway and its attachments, tables and routes,
 * PrefixListEntry) and the Direct Connect API Reference 2012-10-25
 * (VirtualInterface, DirectConnectGateway and its associations).  Floor 3.
 */
#include <string.h>

#include "read/aws_cli_record.h"
#include "read/bind.h"
#include "read/record.h"

const struct node *
aws_cli_items(const struct node *node, const char *name)
{
	const struct node *list = node_child(node, name);

	return list != NULL && list->kind == NODE_SEQUENCE ? list->first : NULL;
}

void
aws_cli_rows(
    struct reading *reading, const struct node *node, struct estate_item *item)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);

	for (i = 0; i < count; i++) {
		if (field_api(&fields[i]) != NULL)
			record_bind(reading, item, fields[i].name,
			    bind_path(node, field_api(&fields[i])));
		else if (strcmp(fields[i].name, "name") == 0)
			record_bind(reading, item, "name",
			    bind_tag(node_child(node, "Tags"), "Name"));
	}
}

/* ---- VPCs ------------------------------------------------------------- */

/* The networks under NAME of the associations LIST that stand. */
static void
take_blocks(struct reading *reading, const struct node *node,
    struct estate_item *item, const char *list, const char *name)
{
	const struct node *block, *state;
	const char *word;

	for (block = aws_cli_items(node, list); block != NULL;
	     block = block->next) {
		if (block->kind != NODE_MAP)
			continue;
		state = bind_path(block,
		    name[0] == 'I' ? "Ipv6CidrBlockState" : "CidrBlockState");
		word = node_text(state, "State");
		if (word == NULL || strcmp(word, "associated") == 0 ||
		    strcmp(word, "associating") == 0)
			record_prefix(reading, item, node_child(block, name));
	}
}

static void
take_networks(struct taking *t, struct estate_item *item)
{
	struct reading *reading = t->reading;

	record_prefix(reading, item, node_child(t->node, "CidrBlock"));
	take_blocks(
	    reading, t->node, item, "CidrBlockAssociationSet", "CidrBlock");
	take_blocks(reading, t->node, item, "Ipv6CidrBlockAssociationSet",
	    "Ipv6CidrBlock");
}

/* ---- route tables of VPCs --------------------------------------------- */

static const struct {
	const char *word;
	const char *origin;
} origins[] = { { "CreateRouteTable", "local" }, { "CreateRoute", "static" },
	{ "EnableVgwRoutePropagation", "propagated" },
	{ "Advertisement", "advertised" } };

static void
bind_origin(
    struct reading *reading, const struct node *node, struct estate_item *item)
{
	const struct node *origin = node_child(node, "Origin");
	const char *target = record_text(item, "target");
	size_t i;

	if (origin == NULL || origin->kind != NODE_SCALAR)
		return;
	for (i = 0; i < sizeof(origins) / sizeof(origins[0]); i++)
		if (strcmp(origins[i].word, origin->text) == 0)
			record_set(
			    reading, item, "origin", origins[i].origin, origin);
	/* The target of a table's first route may have been replaced. */
	if (strcmp(origin->text, "CreateRouteTable") == 0 &&
	    (target == NULL || strcmp(target, "local") != 0))
		record_set(reading, item, "origin", "static", origin);
}

static void
take_vpc_route(struct taking *t, const char *table, const struct node *node)
{
	static const char *const destinations[] = { "DestinationCidrBlock",
		"DestinationIpv6CidrBlock" };
	struct estate_item *item;
	size_t i;

	if (node->kind != NODE_MAP)
		return;
	item = record_new(t->reading, ESTATE_VPC_ROUTE, node);
	aws_cli_rows(t->reading, node, item);
	record_set(t->reading, item, "route_table_id", table, node);
	for (i = 0; i < sizeof(destinations) / sizeof(destinations[0]); i++)
		record_bind(t->reading, item, "destination",
		    node_child(node, destinations[i]));
	for (i = 0;
	     record_targets[i] != NULL && record_text(item, "target") == NULL;
	     i++)
		record_bind(t->reading, item, "target",
		    node_child(node, record_targets[i]));
	bind_origin(t->reading, node, item);
	record_add(t->reading, item);
}

static void
take_vpc_association(struct taking *t, struct estate_item *table,
    const char *id, const struct node *node)
{
	const char *main = node_text(node, "Main");
	const char *state =
	    node_text(bind_path(node, "AssociationState"), "State");
	struct estate_item *item;

	if (node->kind != NODE_MAP ||
	    (state != NULL && strncmp(state, "associat", 8) != 0))
		return;
	if (main != NULL && strcmp(main, "true") == 0) {
		record_bind(
		    t->reading, table, "main", node_child(node, "Main"));
		return;
	}
	item = record_new(t->reading, ESTATE_VPC_ASSOCIATION, node);
	aws_cli_rows(t->reading, node, item);
	record_set(t->reading, item, "route_table_id", id, node);
	record_add(t->reading, item);
}

static void
take_vpc_table(struct taking *t, struct estate_item *item)
{
	const char *id = record_text(item, "id");
	const struct node *node;
	struct estate_item *part;

	if (id == NULL)
		return;
	node = aws_cli_items(t->node, "Routes");
	if (node != NULL)
		record_set(t->reading, item, "listed", "true", node);
	for (; node != NULL; node = node->next)
		take_vpc_route(t, id, node);
	for (node = aws_cli_items(t->node, "Associations"); node != NULL;
	     node = node->next)
		take_vpc_association(t, item, id, node);
	for (node = aws_cli_items(t->node, "PropagatingVgws"); node != NULL;
	     node = node->next) {
		if (node->kind != NODE_MAP)
			continue;
		part = record_new(t->reading, ESTATE_VPC_PROPAGATION, node);
		aws_cli_rows(t->reading, node, part);
		record_set(t->reading, part, "route_table_id", id, node);
		record_add(t->reading, part);
	}
}

static void
take_peering(struct taking *t, struct estate_item *item)
{
	(void)item;
	aws_cli_peer_vpcs(t->reading, t->node);
}

/* ---- gateways --------------------------------------------------------- */

/* A gateway is attached to one VPC; what it was detached from is listed. */
static void
take_vpn_gateway(struct taking *t, struct estate_item *item)
{
	const struct node *node;
	const char *state;

	for (node = aws_cli_items(t->node, "VpcAttachments"); node != NULL;
	     node = node->next) {
		state = node_text(node, "State");
		if (state == NULL || strncmp(state, "attach", 6) == 0)
			record_bind(t->reading, item, "vpc_id",
			    node_child(node, "VpcId"));
	}
}

static void
take_transit_gateway(struct taking *t, struct estate_item *item)
{
	record_prefixes(t->reading, item,
	    bind_path(t->node, "Options/TransitGatewayCidrBlocks"), NULL);
}

static void
take_attachment(struct taking *t, struct estate_item *item)
{
	const char *state =
	    node_text(bind_path(t->node, "Association"), "State");
	const struct node *vpc = node_child(t->node, "VpcId");
	struct estate_attachment *attachment = (struct estate_attachment *)item;

	if (aws_cli_transit_peer(t->reading, t->node, item))
		return;
	if (vpc != NULL && record_text(item, "resource_id") == NULL) {
		record_set(t->reading, item, "resource_type", "vpc", vpc);
		record_bind(t->reading, item, "resource_id", vpc);
	}
	if (state != NULL && strncmp(state, "associat", 8) != 0)
		attachment->route_table_id =
		    (struct value){ .origin = ORIGIN_NONE };
}

/* ---- Direct Connect --------------------------------------------------- */

static void
take_dx_association(struct taking *t, struct estate_item *item)
{
	const char *state = node_text(t->node, "associationState");

	if (record_text(item, "gateway_id") == NULL)
		record_bind(t->reading, item, "gateway_id",
		    node_child(t->node, "virtualGatewayId"));
	record_prefixes(t->reading, item,
	    node_child(t->node, "allowedPrefixesToDirectConnectGateway"),
	    "cidr");
	if (state != NULL && strncmp(state, "disa", 4) == 0)
		((struct estate_dx_association *)item)->dx_gateway_id =
		    (struct value){ .origin = ORIGIN_NONE };
}

/* Up while any of its sessions is, down while none is. */
static void
take_interface(struct taking *t, struct estate_item *item)
{
	const struct node *peer = aws_cli_items(t->node, "bgpPeers"),
			  *down = NULL;
	bool unknown = false;
	const char *status;

	for (; peer != NULL; peer = peer->next) {
		status = node_text(peer, "bgpStatus");
		if (status != NULL && strcmp(status, "up") == 0) {
			record_set(
			    t->reading, item, "bgp_status", status, peer);
			return;
		}
		if (status != NULL && strcmp(status, "down") == 0)
			down = peer;
		else
			unknown = true;
	}
	if (down != NULL && !unknown)
		record_set(t->reading, item, "bgp_status", "down", down);
}

/* ---- Client VPN ------------------------------------------------------- */

static void
take_client_endpoint(struct taking *t, struct estate_item *item)
{
	aws_cli_client_parts(t->reading, t->node, item);
}

/* Those that ended are listed for a while. */
static void
take_client_connection(struct taking *t, struct estate_item *item)
{
	const char *status = node_text(node_child(t->node, "Status"), "Code");

	if (status != NULL && strcmp(status, "active") == 0)
		record_add(t->reading, item);
}

/* ---- all -------------------------------------------------------------- */

/* Those that add their records themselves are asked to. */
static const struct {
	void (*take)(struct taking *t, struct estate_item *item);
	bool adds;
} kinds[ESTATE_KINDS] = {
	[ESTATE_VPC] = { take_networks, false },
	[ESTATE_SUBNET] = { take_networks, false },
	[ESTATE_VPC_TABLE] = { take_vpc_table, false },
	[ESTATE_PEERING] = { take_peering, false },
	[ESTATE_VPN_GATEWAY] = { take_vpn_gateway, false },
	[ESTATE_TRANSIT_GATEWAY] = { take_transit_gateway, false },
	[ESTATE_ATTACHMENT] = { take_attachment, false },
	[ESTATE_TRANSIT_ROUTE] = { aws_cli_take_transit_route, true },
	[ESTATE_TRANSIT_ASSOCIATION] = { aws_cli_take_transit_member, true },
	[ESTATE_TRANSIT_PROPAGATION] = { aws_cli_take_transit_member, true },
	[ESTATE_PREFIX_LIST] = { aws_cli_take_prefix_list, false },
	[ESTATE_DX_ASSOCIATION] = { take_dx_association, false },
	[ESTATE_INTERFACE] = { take_interface, false },
	[ESTATE_CLIENT_ENDPOINT] = { take_client_endpoint, false },
	[ESTATE_CLIENT_CONNECTION] = { take_client_connection, true },
};

void
aws_cli_record(struct reading *reading, const struct document *document,
    const struct node *node, enum estate_kind kind)
{
	/* Records live as long as the inventory. */
	struct reading inner = *reading;
	struct taking t = { &inner, document, node };
	struct estate_item *item;

	inner.arena = document->arena;
	item = record_new(&inner, kind, node);
	if (!kinds[kind].adds || kind != ESTATE_TRANSIT_ROUTE)
		aws_cli_rows(&inner, node, item);
	if (kinds[kind].take != NULL)
		kinds[kind].take(&t, item);
	if (!kinds[kind].adds)
		record_add(&inner, item);
}

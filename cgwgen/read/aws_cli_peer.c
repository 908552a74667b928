/* SPDX-License-Identifier: ISC */
/*
 * Peerings of VPCs and of transit gateways, and Connect attachments, in
 * answers of the AWS CLI.  Names as in the EC2 API Reference 2016-11-15
 * (VpcPeeringConnection, TransitGatewayPeeringAttachment,
 * TransitGatewayConnect).  Floor 3.
 */
#include "read/aws_cli.h"
#include "read/bind.h"
#include "read/record.h"

void
aws_cli_peer_vpcs(struct reading *reading, const struct node *node)
{
	static const char *const ends[] = { "RequesterVpcInfo",
		"AccepterVpcInfo" };
	const struct node *end;
	struct estate_item *item;
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		end = node_child(node, ends[i]);
		if (end == NULL || end->kind != NODE_MAP)
			continue;
		item = record_new(reading, ESTATE_VPC, end);
		record_bind(reading, item, "id", node_child(end, "VpcId"));
		record_bind(reading, item, "region", node_child(end, "Region"));
		record_prefix(reading, item, node_child(end, "CidrBlock"));
		record_prefixes(reading, item, node_child(end, "CidrBlockSet"),
		    "CidrBlock");
		record_prefixes(reading, item,
		    node_child(end, "Ipv6CidrBlockSet"), "Ipv6CidrBlock");
		record_add(reading, item);
	}
}

/* One end of a peering, whose own gateway and id are at OWN. */
static void
bind_end(struct reading *reading, struct estate_item *item,
    const struct node *id, const struct node *own, const struct node *peer)
{
	const struct node *gateway = bind_path(peer, "TransitGatewayId");

	record_bind(reading, item, "id", id);
	record_bind(reading, item, "transit_gateway_id",
	    bind_path(own, "TransitGatewayId"));
	record_set(reading, item, "resource_type", "peering", own);
	/* With Cloud WAN it is a core network. */
	record_bind(reading, item, "resource_id",
	    gateway != NULL ? gateway : bind_path(peer, "CoreNetworkId"));
}

/* The accepter's end has an id of its own, or the requester's. */
static void
take_peering(
    struct reading *reading, const struct node *node, struct estate_item *item)
{
	const struct node *requester = node_child(node, "RequesterTgwInfo");
	const struct node *accepter = node_child(node, "AccepterTgwInfo");
	const struct node *id = node_child(node, "TransitGatewayAttachmentId");
	const struct node *other =
	    node_child(node, "AccepterTransitGatewayAttachmentId");
	struct estate_item *end;

	bind_end(reading, item, id, requester, accepter);
	if (accepter == NULL ||
	    node_child(accepter, "TransitGatewayId") == NULL)
		return;
	end = record_new(reading, ESTATE_ATTACHMENT, node);
	record_bind(reading, end, "state", node_child(node, "State"));
	bind_end(reading, end, other != NULL ? other : id, accepter, requester);
	record_add(reading, end);
}

bool
aws_cli_transit_peer(
    struct reading *reading, const struct node *node, struct estate_item *item)
{
	if (node_child(node, "RequesterTgwInfo") != NULL) {
		take_peering(reading, node, item);
		return true;
	}
	if (node_child(node, "TransportTransitGatewayAttachmentId") == NULL)
		return false;
	record_set(reading, item, "resource_type", "connect", node);
	return true;
}

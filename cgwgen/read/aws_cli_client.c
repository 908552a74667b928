/* SPDX-License-Identifier: ISC */
/*
 * What answers about Client VPN endpoints list within an endpoint.  Names as
 * in the EC2 API Reference 2016-11-15, ClientVpnEndpoint and
 * ClientVpnAuthentication.  Floor 3.
 */
#include "read/aws_cli.h"
#include "read/bind.h"
#include "read/record.h"

void
aws_cli_client_parts(struct reading *reading, const struct node *node,
    const struct estate_item *endpoint)
{
	const struct node *list = node_child(node, "AuthenticationOptions");
	const char *key = record_text(endpoint, "id");
	const struct node *child;
	struct estate_item *item;

	if (key == NULL)
		return;
	record_client_list(reading, ESTATE_CLIENT_DNS, "address", key,
	    node_child(node, "DnsServers"));
	record_client_list(reading, ESTATE_CLIENT_GROUP, "security_group_id",
	    key, node_child(node, "SecurityGroupIds"));
	record_client_zones(reading, key,
	    bind_path(node, "TransitGatewayConfiguration/AvailabilityZones"),
	    bind_path(node, "TransitGatewayConfiguration/AvailabilityZoneIds"));
	if (list == NULL || list->kind != NODE_SEQUENCE)
		return;
	for (child = list->first; child != NULL; child = child->next) {
		if (child->kind != NODE_MAP)
			continue;
		item = record_new(reading, ESTATE_CLIENT_AUTHENTICATION, child);
		aws_cli_rows(reading, child, item);
		record_set(reading, item, "endpoint_id", key, child);
		record_add(reading, item);
	}
}

/* SPDX-License-Identifier: ISC */
/* The networks around the connections in cgwgen's own descriptor: VPCs, route
 * tables, Direct Connect.  Floor 3. */
#include <stdlib.h>
#include <string.h>

#include "read/bind.h"
#include "read/inventory.h"
#include "read/native_lists.h"
#include "read/native_read.h"
#include "read/record.h"

static const struct native_list outermost[] = {
	{ "vpcs", NATIVE_VPC, ESTATE_VPC, NULL },
	{ "route_tables", NATIVE_TABLE, ESTATE_VPC_TABLE, NULL },
	{ "vpc_peerings", NATIVE_PEERING, ESTATE_PEERING, NULL },
	{ "transit_attachments", NATIVE_ATTACHMENT, ESTATE_ATTACHMENT, NULL },
	{ "transit_route_tables", NATIVE_TRANSIT_TABLE, ESTATE_TRANSIT_TABLE,
	    NULL },
	{ "direct_connect_gateways", NATIVE_DX_GATEWAY, ESTATE_DX_GATEWAY,
	    NULL },
	{ "virtual_interfaces", NATIVE_INTERFACE, ESTATE_INTERFACE, NULL },
	{ "prefix_lists", NATIVE_PREFIX_LIST, ESTATE_PREFIX_LIST, NULL },
	{ "client_vpn_endpoints", NATIVE_CLIENT_ENDPOINT,
	    ESTATE_CLIENT_ENDPOINT, NULL },
};

/* What is within a record of KIND. */
static const struct native_nested nested[] = {
	{ ESTATE_VPC, { "subnets", NATIVE_SUBNET, ESTATE_SUBNET, "vpc_id" } },
	{ ESTATE_VPC_TABLE, { "routes", NATIVE_TABLE_ROUTE, ESTATE_VPC_ROUTE,
				"route_table_id" } },
	{ ESTATE_ATTACHMENT, { "announcements", NATIVE_ANNOUNCEMENT,
				 ESTATE_ANNOUNCEMENT, "owner_id" } },
	{ ESTATE_TRANSIT_TABLE, { "routes", NATIVE_TRANSIT_ROUTE,
				    ESTATE_TRANSIT_ROUTE, "route_table_id" } },
	{ ESTATE_DX_GATEWAY, { "associations", NATIVE_DX_ASSOCIATION,
				 ESTATE_DX_ASSOCIATION, "dx_gateway_id" } },
	{ ESTATE_INTERFACE, { "announcements", NATIVE_ANNOUNCEMENT,
				ESTATE_ANNOUNCEMENT, "owner_id" } },
	{ ESTATE_CLIENT_ENDPOINT,
	    { "authentication", NATIVE_CLIENT_AUTHENTICATION,
		ESTATE_CLIENT_AUTHENTICATION, "endpoint_id" } },
	{ ESTATE_CLIENT_ENDPOINT,
	    { "associations", NATIVE_CLIENT_ASSOCIATION,
		ESTATE_CLIENT_ASSOCIATION, "endpoint_id" } },
	{ ESTATE_CLIENT_ENDPOINT, { "routes", NATIVE_CLIENT_ROUTE,
				      ESTATE_CLIENT_ROUTE, "endpoint_id" } },
	{ ESTATE_CLIENT_ENDPOINT, { "authorization_rules", NATIVE_CLIENT_RULE,
				      ESTATE_CLIENT_RULE, "endpoint_id" } },
};

/* Lists of ids and addresses within a record, each of which is a record of
 * its own. */
static const struct native_ids ids[] = {
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
};

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Members that may have the name of a gateway of the descriptor instead of
 * its id. */
static const char *const references[] = { "target", "gateway_id",
	"transit_gateway_id", "vpn_gateway_id", "resource_id" };

const struct native_list *
native_outermost(size_t *ret_count)
{
	*ret_count = COUNT(outermost);
	return outermost;
}

const struct native_nested *
native_nested(size_t *ret_count)
{
	*ret_count = COUNT(nested);
	return nested;
}

const struct native_ids *
native_ids(size_t *ret_count)
{
	*ret_count = COUNT(ids);
	return ids;
}

bool
native_is_reference(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(references); i++)
		if (strcmp(references[i], name) == 0)
			return true;
	return false;
}

static void
resolve(const struct native *native, struct estate_item *item)
{
	size_t count, i, j;
	const struct field *fields = estate_fields(item->kind, &count);
	struct value *value;

	for (i = 0; i < count; i++) {
		value = field_slot(&fields[i], item);
		if (!native_is_reference(fields[i].name) || !value_known(value))
			continue;
		for (j = 0; j < native->gateways.count; j++)
			if (strcmp(native->gateways.list[j].name,
				value->text) == 0)
				value->text = native->gateways.list[j].key;
	}
}

/* ---- records ---------------------------------------------------------- */

static void
read_ids(struct reading *reading, const struct native *native,
    const struct node *node, const struct estate_item *owner, size_t row)
{
	const struct node *list = node_child(node, ids[row].list), *child;
	struct estate_item *item;

	if (list == NULL ||
	    !native_expect(reading, list, NODE_SEQUENCE, ids[row].list,
		ids[row].member == ESTATE_CLIENT_DNS ? "a list of addresses"
						     : "a list of ids"))
		return;
	for (child = list->first; child != NULL; child = child->next) {
		item = record_new(reading, ids[row].member, child);
		record_set(reading, item, ids[row].parent, owner->key, child);
		if (!native_value(reading,
			estate_field(item->kind, ids[row].name), child, item))
			continue;
		resolve(native, item);
		record_add(reading, item);
	}
}

static void
read_prefixes(
    struct reading *reading, const struct node *node, struct estate_item *item)
{
	const struct node *list = node_child(node, "prefixes"), *child;
	struct value value;

	if (list == NULL || estate_prefix_field(item->kind) == NULL ||
	    !native_expect(
		reading, list, NODE_SEQUENCE, "prefixes", "a list of networks"))
		return;
	for (child = list->first; child != NULL; child = child->next) {
		value = (struct value){ .origin = ORIGIN_NONE };
		if (native_value(reading, &native_network, child, &value))
			estate_add_prefix(item, &value, reading->arena);
	}
}

static void read_list(struct reading *reading, const struct native *native,
    const struct node *list, const struct native_list *section, const char *owner);

static void
read_parts(struct reading *reading, const struct native *native,
    const struct node *node, const struct estate_item *item)
{
	const struct node *list;
	size_t i;

	for (i = 0; i < COUNT(ids); i++)
		if (ids[i].kind == item->kind)
			read_ids(reading, native, node, item, i);
	for (i = 0; i < COUNT(nested); i++) {
		list = node_child(node, nested[i].within.list);
		if (nested[i].kind == item->kind && list != NULL)
			read_list(reading, native, list, &nested[i].within,
			    item->key);
	}
}

static void
read_record(struct reading *reading, const struct native *native,
    const struct node *node, const struct native_list *section, const char *owner)
{
	struct estate_item *item = record_new(reading, section->kind, node);

	native_bind(reading, section->section, node, item);
	if (node->kind != NODE_MAP)
		return;
	if (section->parent != NULL)
		record_set(reading, item, section->parent, owner, node);
	read_prefixes(reading, node, item);
	resolve(native, item);
	record_add(reading, item);
	if (item->key != NULL)
		read_parts(reading, native, node, item);
}

/* Lists lie three deep at most: see the tables above. */
static void
read_list(struct reading *reading, const struct native *native,
    const struct node *list, const struct native_list *section, const char *owner)
{
	const struct node *node;

	if (!native_expect(reading, list, NODE_SEQUENCE, section->list,
		"a list of mappings"))
		return;
	for (node = list->first; node != NULL; node = node->next)
		read_record(reading, native, node, section, owner);
}

void
native_read_estate(struct reading *reading, const struct native *native,
    const struct node *root)
{
	const struct node *list;
	size_t i;

	for (i = 0; i < COUNT(outermost); i++) {
		list = node_child(root, outermost[i].list);
		if (list != NULL)
			read_list(reading, native, list, &outermost[i], NULL);
	}
}

void
native_read_announcements(struct reading *reading, const struct native *native,
    const struct node *connection)
{
	static const struct native_list section = { "announcements",
		NATIVE_ANNOUNCEMENT, ESTATE_ANNOUNCEMENT, "owner_id" };
	const struct node *list = node_child(connection, "announcements");
	const char *id = node_text(connection, "id");

	if (list != NULL && id != NULL)
		read_list(reading, native, list, &section, id);
}

void
native_read_gateway(struct reading *reading, const struct node *node,
    const struct gateway *gateway, const char *key)
{
	static const char *const names[] = { "vpc_id", "vpn_ecmp_support",
		"default_route_table_association",
		"default_route_table_propagation",
		"association_default_route_table_id",
		"propagation_default_route_table_id" };
	bool vpn = gateway->kind == GATEWAY_VPN;
	struct estate_item *item = record_new(
	    reading, vpn ? ESTATE_VPN_GATEWAY : ESTATE_TRANSIT_GATEWAY, node);
	size_t count, i, j;
	const struct field *fields = estate_fields(item->kind, &count);

	item->key = key;
	item->label = gateway->label;
	*field_slot(estate_field(item->kind, "id"), item) = gateway->id;
	for (i = 0; i < COUNT(names); i++)
		for (j = 0; j < count; j++)
			if (strcmp(fields[j].name, names[i]) == 0)
				native_read_key(reading, NATIVE_GATEWAY, node,
				    names[i], field_slot(&fields[j], item));
	record_add(reading, item);
}

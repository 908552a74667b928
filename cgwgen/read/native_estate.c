/* SPDX-License-Identifier: ISC */
/* The networks around the connections in cgwgen's own descriptor: VPCs, route
 * tables, Direct Connect.  Floor 3. */
#include <stdlib.h>
#include <string.h>

#include "model/estate_lists.h"
#include "read/bind.h"
#include "read/inventory.h"
#include "read/native_read.h"
#include "read/record.h"

/* The keys of each kind of record. */
static const enum native_section sections[ESTATE_KINDS] = {
	[ESTATE_VPC] = NATIVE_VPC,
	[ESTATE_SUBNET] = NATIVE_SUBNET,
	[ESTATE_VPC_TABLE] = NATIVE_TABLE,
	[ESTATE_VPC_ROUTE] = NATIVE_TABLE_ROUTE,
	[ESTATE_PEERING] = NATIVE_PEERING,
	[ESTATE_ATTACHMENT] = NATIVE_ATTACHMENT,
	[ESTATE_TRANSIT_TABLE] = NATIVE_TRANSIT_TABLE,
	[ESTATE_TRANSIT_ROUTE] = NATIVE_TRANSIT_ROUTE,
	[ESTATE_DX_GATEWAY] = NATIVE_DX_GATEWAY,
	[ESTATE_DX_ASSOCIATION] = NATIVE_DX_ASSOCIATION,
	[ESTATE_INTERFACE] = NATIVE_INTERFACE,
	[ESTATE_PREFIX_LIST] = NATIVE_PREFIX_LIST,
	[ESTATE_ANNOUNCEMENT] = NATIVE_ANNOUNCEMENT,
	[ESTATE_CLIENT_ENDPOINT] = NATIVE_CLIENT_ENDPOINT,
	[ESTATE_CLIENT_AUTHENTICATION] = NATIVE_CLIENT_AUTHENTICATION,
	[ESTATE_CLIENT_ASSOCIATION] = NATIVE_CLIENT_ASSOCIATION,
	[ESTATE_CLIENT_ROUTE] = NATIVE_CLIENT_ROUTE,
	[ESTATE_CLIENT_RULE] = NATIVE_CLIENT_RULE,
	[ESTATE_OPENVPN_SERVER] = NATIVE_OPENVPN_SERVER,
	[ESTATE_OPENVPN_CLIENT] = NATIVE_OPENVPN_CLIENT,
};

static void
resolve(const struct native *native, struct estate_item *item)
{
	size_t count, i, j;
	const struct field *fields = estate_fields(item->kind, &count);
	struct value *value;

	for (i = 0; i < count; i++) {
		value = field_slot(&fields[i], item);
		if (!estate_is_reference(fields[i].name) || !value_known(value))
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
    const struct node *node, const struct estate_item *owner,
    const struct estate_ids *row)
{
	const struct node *list = node_child(node, row->list), *child;
	struct estate_item *item;

	if (list == NULL ||
	    !native_expect(reading, list, NODE_SEQUENCE, row->list,
		row->member == ESTATE_CLIENT_DNS ||
			row->member == ESTATE_OPENVPN_DNS
		    ? "a list of addresses"
		    : "a list of ids"))
		return;
	for (child = list->first; child != NULL; child = child->next) {
		item = record_new(reading, row->member, child);
		record_set(reading, item, row->parent, owner->key, child);
		if (!native_value(reading, estate_field(item->kind, row->name),
			child, item))
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
    const struct node *list, const struct estate_place *place,
    const char *owner);

static void
read_parts(struct reading *reading, const struct native *native,
    const struct node *node, const struct estate_item *item)
{
	const struct node *list;
	size_t count, i;
	const struct estate_ids *ids = estate_id_lists(&count);
	const struct estate_within *nested;

	for (i = 0; i < count; i++)
		if (ids[i].kind == item->kind)
			read_ids(reading, native, node, item, &ids[i]);
	nested = estate_nested(&count);
	for (i = 0; i < count; i++) {
		list = node_child(node, nested[i].place.list);
		if (nested[i].kind == item->kind && list != NULL)
			read_list(
			    reading, native, list, &nested[i].place, item->key);
	}
}

static void
read_record(struct reading *reading, const struct native *native,
    const struct node *node, const struct estate_place *place,
    const char *owner)
{
	struct estate_item *item = record_new(reading, place->kind, node);

	native_bind(reading, sections[place->kind], node, item);
	if (node->kind != NODE_MAP)
		return;
	if (place->parent != NULL)
		record_set(reading, item, place->parent, owner, node);
	read_prefixes(reading, node, item);
	resolve(native, item);
	record_add(reading, item);
	if (item->key != NULL)
		read_parts(reading, native, node, item);
}

/* Lists lie three deep at most: see the tables above. */
static void
read_list(struct reading *reading, const struct native *native,
    const struct node *list, const struct estate_place *place,
    const char *owner)
{
	const struct node *node;

	if (!native_expect(reading, list, NODE_SEQUENCE, place->list,
		"a list of mappings"))
		return;
	for (node = list->first; node != NULL; node = node->next)
		read_record(reading, native, node, place, owner);
}

void
native_read_estate(struct reading *reading, const struct native *native,
    const struct node *root)
{
	const struct node *list;
	size_t count, i;
	const struct estate_place *outermost = estate_outermost(&count);

	for (i = 0; i < count; i++) {
		list = node_child(root, outermost[i].list);
		if (list != NULL)
			read_list(reading, native, list, &outermost[i], NULL);
	}
}

void
native_read_announcements(struct reading *reading, const struct native *native,
    const struct node *connection)
{
	static const struct estate_place place = { "announcements",
		ESTATE_ANNOUNCEMENT, "owner_id", "destination" };
	const struct node *list = node_child(connection, "announcements");
	const char *id = node_text(connection, "id");

	if (list != NULL && id != NULL)
		read_list(reading, native, list, &place, id);
}

void
native_read_gateway(struct reading *reading, const struct node *node,
    const struct gateway *gateway, const char *key)
{
	const char *const *name;
	bool vpn = gateway->kind == GATEWAY_VPN;
	struct estate_item *item = record_new(
	    reading, vpn ? ESTATE_VPN_GATEWAY : ESTATE_TRANSIT_GATEWAY, node);
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);

	item->key = key;
	item->label = gateway->label;
	*field_slot(estate_field(item->kind, "id"), item) = gateway->id;
	for (name = estate_gateway_members; *name != NULL; name++)
		for (i = 0; i < count; i++)
			if (strcmp(fields[i].name, *name) == 0)
				native_read_key(reading, NATIVE_GATEWAY, node,
				    *name, field_slot(&fields[i], item));
	record_add(reading, item);
}

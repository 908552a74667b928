/* SPDX-License-Identifier: ISC */
/* Records of the estate: identified, joined, found.  Floor 2. */
#include "model/estate.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "model/join.h"

#define LIMIT_IDENTITY 6

/* What makes records of a kind one, and what they are part of. */
struct kind {
	const char *name;
	size_t size;
	const char *parent; /* the member with its key, or NULL */
	/* The members that make it one: its id, or several. */
	const char *identity[LIMIT_IDENTITY];
};

static const struct kind kinds[ESTATE_KINDS] = {
	[ESTATE_VPC] = { "VPC", sizeof(struct estate_vpc), NULL, { "id" } },
	[ESTATE_SUBNET] = { "subnet", sizeof(struct estate_subnet), "vpc_id",
	    { "id" } },
	[ESTATE_VPC_TABLE] = { "route table", sizeof(struct estate_vpc_table),
	    "vpc_id", { "id" } },
	[ESTATE_VPC_ROUTE] = { "route", sizeof(struct estate_vpc_route),
	    "route_table_id",
	    { "route_table_id", "destination", "prefix_list_id", "target",
		"origin" } },
	[ESTATE_VPC_ASSOCIATION] = { "association",
	    sizeof(struct estate_vpc_association), "route_table_id",
	    { "route_table_id", "subnet_id", "gateway_id" } },
	[ESTATE_VPC_PROPAGATION] = { "propagation",
	    sizeof(struct estate_vpc_propagation), "route_table_id",
	    { "route_table_id", "gateway_id" } },
	[ESTATE_PEERING] = { "peering", sizeof(struct estate_peering), NULL,
	    { "id" } },
	[ESTATE_VPN_GATEWAY] = { "virtual private gateway",
	    sizeof(struct estate_vpn_gateway), "vpc_id", { "id" } },
	[ESTATE_TRANSIT_GATEWAY] = { "transit gateway",
	    sizeof(struct estate_transit_gateway), NULL, { "id" } },
	[ESTATE_ATTACHMENT] = { "attachment", sizeof(struct estate_attachment),
	    "transit_gateway_id", { "id" } },
	[ESTATE_TRANSIT_TABLE] = { "transit gateway's route table",
	    sizeof(struct estate_transit_table), "transit_gateway_id",
	    { "id" } },
	[ESTATE_TRANSIT_ROUTE] = { "route", sizeof(struct estate_transit_route),
	    "route_table_id",
	    { "route_table_id", "destination", "prefix_list_id",
		"attachment_id", "origin" } },
	[ESTATE_TRANSIT_ASSOCIATION] = { "association",
	    sizeof(struct estate_transit_association), "route_table_id",
	    { "route_table_id", "attachment_id" } },
	[ESTATE_TRANSIT_PROPAGATION] = { "propagation",
	    sizeof(struct estate_transit_propagation), "route_table_id",
	    { "route_table_id", "attachment_id" } },
	[ESTATE_DX_GATEWAY] = { "Direct Connect gateway",
	    sizeof(struct estate_dx_gateway), NULL, { "id" } },
	[ESTATE_DX_ASSOCIATION] = { "association",
	    sizeof(struct estate_dx_association), "dx_gateway_id",
	    { "dx_gateway_id", "gateway_id" } },
	[ESTATE_INTERFACE] = { "virtual interface",
	    sizeof(struct estate_interface), NULL, { "id" } },
	[ESTATE_PREFIX_LIST] = { "prefix list",
	    sizeof(struct estate_prefix_list), NULL, { "id" } },
	[ESTATE_ANNOUNCEMENT] = { "announcement",
	    sizeof(struct estate_announcement), "owner_id",
	    { "owner_id", "destination", "tunnel" } },
	[ESTATE_CLIENT_ENDPOINT] = { "Client VPN endpoint",
	    sizeof(struct estate_client_endpoint), NULL, { "id" } },
	/* AWS has at most one of each type. */
	[ESTATE_CLIENT_AUTHENTICATION] = { "authentication",
	    sizeof(struct estate_client_authentication), "endpoint_id",
	    { "endpoint_id", "type" } },
	[ESTATE_CLIENT_ASSOCIATION] = { "target network",
	    sizeof(struct estate_client_association), "endpoint_id",
	    { "endpoint_id", "subnet_id", "availability_zone" } },
	[ESTATE_CLIENT_ROUTE] = { "route", sizeof(struct estate_client_route),
	    "endpoint_id",
	    { "endpoint_id", "destination_cidr_block",
		"target_vpc_subnet_id" } },
	[ESTATE_CLIENT_RULE] = { "authorization rule",
	    sizeof(struct estate_client_rule), "endpoint_id",
	    { "endpoint_id", "target_network_cidr", "access_group_id" } },
	[ESTATE_CLIENT_DNS] = { "DNS server", sizeof(struct estate_client_dns),
	    "endpoint_id", { "endpoint_id", "address" } },
	[ESTATE_CLIENT_GROUP] = { "security group",
	    sizeof(struct estate_client_group), "endpoint_id",
	    { "endpoint_id", "security_group_id" } },
	[ESTATE_CLIENT_CONNECTION] = { "client",
	    sizeof(struct estate_client_connection), "endpoint_id",
	    { "endpoint_id", "id" } },
	[ESTATE_OPENVPN_SERVER] = { "OpenVPN server",
	    sizeof(struct estate_openvpn_server), NULL, { "id" } },
	[ESTATE_OPENVPN_CLIENT] = { "OpenVPN client",
	    sizeof(struct estate_openvpn_client), "server_id",
	    { "server_id", "name" } },
	[ESTATE_OPENVPN_DNS] = { "DNS server",
	    sizeof(struct estate_openvpn_dns), "server_id",
	    { "server_id", "address" } },
};

const char *
estate_kind_name(enum estate_kind kind)
{
	return kinds[kind].name;
}

struct estate_item *
estate_new(enum estate_kind kind, struct pos at, struct arena *arena)
{
	struct estate_item *item = arena_alloc(arena, kinds[kind].size);

	item->kind = kind;
	item->at = at;
	item->parent = "";
	return item;
}

void
estate_add_prefix(
    struct estate_item *item, const struct value *prefix, struct arena *arena)
{
	struct value *grown;
	size_t count = item->prefix_count;

	/* Room for a power of two. */
	if ((count & (count - 1)) == 0) {
		grown = arena_array(
		    arena, count == 0 ? 1 : 2 * count, sizeof(*grown));
		if (count != 0)
			memcpy(grown, item->prefixes, count * sizeof(*grown));
		item->prefixes = grown;
	}
	item->prefixes[item->prefix_count++] = *prefix;
}

/* ---- identity --------------------------------------------------------- */

static const char *
member(struct estate_item *item, const char *name, struct arena *arena)
{
	const struct field *field = estate_field(item->kind, name);

	return field_format(field, field_get(field, item), arena);
}

/* Both ends of a peering between Regions have its id. */
static bool
is_shared(struct estate_item *item)
{
	const struct estate_attachment *attachment = (const void *)item;

	return item->kind == ESTATE_ATTACHMENT && item->parent[0] != '\0' &&
	       value_known(&attachment->resource_type) &&
	       strcmp(attachment->resource_type.text, "peering") == 0;
}

bool
estate_identify(struct estate_item *item, struct arena *arena)
{
	const struct kind *kind = &kinds[item->kind];
	const char *text;
	struct buf key = { 0 };
	bool known = false;
	size_t i;

	text = kind->parent != NULL ? member(item, kind->parent, arena) : NULL;
	item->parent = text != NULL ? text : "";
	if (item->key != NULL)
		return true;
	/* What is part of something is more than that. */
	for (i = 0; i < LIMIT_IDENTITY && kind->identity[i] != NULL; i++) {
		text = member(item, kind->identity[i], arena);
		if (i == 0 && text == NULL)
			break;
		known |= text != NULL && (i > 0 || kind->identity[1] == NULL);
		buf_printf(
		    &key, "%s%s", i > 0 ? " " : "", text != NULL ? text : "-");
	}
	if (known && is_shared(item))
		buf_printf(&key, " at %s", item->parent);
	if (known)
		item->key = arena_copy(arena, key.data, key.length);
	buf_free(&key);
	return item->key != NULL;
}

bool
estate_client_described(const struct estate_item *item)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	const struct value *value;

	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], item);
		if (strcmp(fields[i].name, "id") != 0 &&
		    value->origin != ORIGIN_DEFAULT &&
		    (value->origin != ORIGIN_NONE || value->text != NULL))
			return true;
	}
	return false;
}

/* ---- joining ---------------------------------------------------------- */

static int
compare_prefixes(const void *left, const void *right)
{
	const struct value *a = left, *b = right;
	int order = ip_compare(a->u.prefix.address, b->u.prefix.address);

	if (order != 0)
		return order;
	return (a->u.prefix.length > b->u.prefix.length) -
	       (a->u.prefix.length < b->u.prefix.length);
}

/* Sorts the networks; each stays once. */
static void
tidy_prefixes(struct estate_item *item)
{
	struct value *list = item->prefixes;
	size_t i, kept = 1;

	if (item->prefix_count < 2)
		return;
	qsort(list, item->prefix_count, sizeof(*list), compare_prefixes);
	for (i = 1; i < item->prefix_count; i++)
		if (compare_prefixes(&list[kept - 1], &list[i]) != 0)
			list[kept++] = list[i];
	item->prefix_count = kept;
}

static void
join_items(struct estate_item *into, const struct estate_item *from,
    struct arena *arena, struct diags *diags)
{
	size_t count, i;
	const struct field *fields = estate_fields(into->kind, &count);
	const char *subject = arena_printf(diags_arena(diags), "%s %s",
	    kinds[into->kind].name,
	    diag_quote(diags, into->label != NULL ? into->label : into->key));

	join_rows(subject, fields, count, into, from, diags);
	for (i = 0; i < from->prefix_count; i++)
		estate_add_prefix(into, &from->prefixes[i], arena);
	if (into->label == NULL)
		into->label = from->label;
	if (into->parent[0] == '\0')
		into->parent = from->parent;
}

/* ---- building --------------------------------------------------------- */

struct order {
	struct estate_item *item;
	size_t order;
};

static int
by_key(const void *left, const void *right)
{
	const struct order *a = left, *b = right;
	int order = a->item->kind < b->item->kind   ? -1
		    : a->item->kind > b->item->kind ? 1
						    : 0;

	if (order == 0)
		order = strcmp(a->item->key, b->item->key);
	if (order == 0)
		order = a->order < b->order ? -1 : a->order > b->order;
	return order;
}

static int
by_parent(const void *left, const void *right)
{
	const struct order *a = left, *b = right;
	int order = a->item->kind < b->item->kind   ? -1
		    : a->item->kind > b->item->kind ? 1
						    : 0;

	if (order == 0)
		order = strcmp(a->item->parent, b->item->parent);
	if (order == 0)
		order = a->order < b->order ? -1 : a->order > b->order;
	return order;
}

/* Joins what is one and drops what it was joined of; how many are left. */
static size_t
join_all(
    struct order *list, size_t count, struct arena *arena, struct diags *diags)
{
	size_t i, kept = 0;

	for (i = 0; i < count; i++)
		if (kept > 0 &&
		    list[kept - 1].item->kind == list[i].item->kind &&
		    strcmp(list[kept - 1].item->key, list[i].item->key) == 0)
			join_items(
			    list[kept - 1].item, list[i].item, arena, diags);
		else
			list[kept++] = list[i];
	return kept;
}

static void
fill(struct estate *estate, const struct order *list, size_t count,
    struct arena *arena, bool parents)
{
	struct estate_item **items =
	    arena_array(arena, count + 1, sizeof(struct estate_item *));
	struct estate_list *of;
	size_t i;

	for (i = 0; i < count; i++) {
		items[i] = list[i].item;
		of = &estate->kinds[items[i]->kind];
		if (parents) {
			if (of->by_parent == NULL)
				of->by_parent = &items[i];
			continue;
		}
		if (of->count++ == 0)
			of->by_key = &items[i];
	}
}

/* What AWS does where nobody says otherwise. */
static void
complete(struct estate_item *item)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	struct value *value;

	if (item->kind == ESTATE_CLIENT_ENDPOINT &&
	    !estate_client_described(item))
		return;
	for (i = 0; i < count; i++) {
		value = field_slot(&fields[i], item);
		if (fields[i].fallback == NULL ||
		    value->origin != ORIGIN_NONE || value->text != NULL)
			continue;
		*value = (struct value){ .at = item->at,
			.text = fields[i].fallback };
		if (field_parse(&fields[i], fields[i].fallback, value))
			value->origin = ORIGIN_DEFAULT;
	}
}

struct estate *
estate_build(struct estate_item *const *items, size_t count,
    struct arena *arena, struct diags *diags)
{
	struct estate *estate = ARENA_NEW(arena, struct estate);
	struct order *list = memory_alloc((count + 1) * sizeof(*list));
	size_t i;

	for (i = 0; i < count; i++)
		list[i] = (struct order){ items[i], i };
	if (count > 1)
		qsort(list, count, sizeof(*list), by_key);
	count = join_all(list, count, arena, diags);
	for (i = 0; i < count; i++) {
		tidy_prefixes(list[i].item);
		complete(list[i].item);
	}
	fill(estate, list, count, arena, false);
	if (count > 1)
		qsort(list, count, sizeof(*list), by_parent);
	fill(estate, list, count, arena, true);
	free(list);
	return estate;
}

/* ---- finding ---------------------------------------------------------- */

const struct estate_item *
estate_find(const struct estate *estate, enum estate_kind kind, const char *key)
{
	const struct estate_list *list = &estate->kinds[kind];
	size_t low = 0, high = list->count, middle;
	int order;

	if (key == NULL)
		return NULL;
	while (low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(list->by_key[middle]->key, key);
		if (order == 0)
			return list->by_key[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

struct estate_item *const *
estate_children(const struct estate *estate, enum estate_kind kind,
    const char *parent, size_t *ret_count)
{
	const struct estate_list *list = &estate->kinds[kind];
	size_t low = 0, high = list->count, middle, end;

	*ret_count = 0;
	if (parent == NULL)
		return NULL;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(list->by_parent[middle]->parent, parent) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < list->count &&
			strcmp(list->by_parent[end]->parent, parent) == 0;
	     end++)
		;
	*ret_count = end - low;
	return end == low ? NULL : list->by_parent + low;
}

const struct gateway *
estate_gateway_find(const struct estate *estate, const char *key)
{
	size_t low = 0, high = estate->gateway_count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(estate->gateways[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < estate->gateway_count &&
		       strcmp(estate->gateways[low].key, key) == 0
		   ? estate->gateways[low].gateway
		   : NULL;
}

const char *
estate_gateway_key(const struct estate *estate, const struct gateway *gateway)
{
	size_t i;

	if (gateway == NULL)
		return NULL;
	if (value_known(&gateway->id))
		return gateway->id.text;
	for (i = 0; i < estate->gateway_count; i++)
		if (estate->gateways[i].gateway == gateway)
			return estate->gateways[i].key;
	return NULL;
}

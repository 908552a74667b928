/* SPDX-License-Identifier: ISC */
/* The resources of one plan or state, by address.  Floor 3. */
#include "read/terraform_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

/* Data sources describe ends as resources do; routes and connections are
 * taken only where Terraform manages them. */
enum tf_kind
tf_kind(const char *mode, const char *type)
{
	static const struct {
		const char *type;
		enum tf_kind kind;
		bool data;
	} kinds[] = {
		{ "aws_vpn_connection", TF_CONNECTION, false },
		{ "aws_vpn_connection_route", TF_ROUTE, false },
		{ "aws_customer_gateway", TF_CUSTOMER, true },
		{ "aws_vpn_gateway", TF_VPN, true },
		{ "aws_ec2_transit_gateway", TF_TRANSIT, true },
		{ "aws_route_table", TF_TABLE, false },
		{ "aws_default_route_table", TF_TABLE, false },
		{ "aws_route", TF_TABLE_ROUTE, false },
		{ "aws_dx_public_virtual_interface", TF_INTERFACE, false },
	};
	bool data = strcmp(mode, "data") == 0;
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].type, type) == 0)
			return !data || kinds[i].data ? kinds[i].kind
						      : TF_OTHER;
	return !data && tf_is_record(type) ? TF_RECORD : TF_OTHER;
}

/* ---- addresses -------------------------------------------------------- */

/* TEXT as HCL writes it in quotes: addrs.StringKey in Terraform's source. */
static void
quote(struct buf *buf, const char *text)
{
	static const char plain[] = "\n\r\t\"\\", escaped[] = "nrt\"\\";
	const char *special;

	buf_text(buf, "[\"");
	for (; *text != '\0'; text++) {
		special = strchr(plain, *text);
		if (special != NULL) {
			buf_char(buf, '\\');
			buf_char(buf, escaped[special - plain]);
			continue;
		}
		if ((*text == '$' || *text == '%') && text[1] == '{')
			buf_char(buf, *text);
		buf_char(buf, *text);
	}
	buf_text(buf, "\"]");
}

const char *
tf_key(struct tf_set *set, const struct node *node)
{
	struct buf buf = { 0 };
	const char *key;

	if (node == NULL)
		return "";
	if (node->kind != NODE_SCALAR)
		return NULL;
	if (node->plain && strcmp(node->text, "null") == 0)
		return "";
	if (node->plain)
		return arena_printf(set->arena, "[%s]", node->text);
	quote(&buf, node->text);
	key = arena_copy(set->arena, buf.data, buf.length);
	buf_free(&buf);
	return key;
}

static const char *
scalar(const struct node *map, const char *name)
{
	const struct node *child = node_child(map, name);

	return child != NULL && child->kind == NODE_SCALAR ? child->text : NULL;
}

struct tf_resource *
tf_add(struct tf_set *set, const struct tf_place *place)
{
	const char *mode = scalar(place->node, "mode");
	const char *type = scalar(place->node, "type");
	const char *name = scalar(place->node, "name");
	struct tf_resource *resource;
	const char *key;
	bool data;

	if (mode == NULL || type == NULL || name == NULL ||
	    tf_kind(mode, type) == TF_OTHER)
		return NULL;
	key = tf_key(set, place->key);
	if (key == NULL)
		return NULL;
	data = strcmp(mode, "data") == 0;
	resource = ARENA_NEW(set->arena, struct tf_resource);
	resource->set = set;
	resource->kind = tf_kind(mode, type);
	resource->node = place->node;
	resource->key = key;
	resource->module = place->module;
	resource->local = arena_printf(
	    set->arena, "%s%s.%s", data ? "data." : "", type, name);
	resource->base = place->module[0] == '\0'
			     ? resource->local
			     : arena_printf(set->arena, "%s.%s", place->module,
				   resource->local);
	resource->address =
	    arena_printf(set->arena, "%s%s", resource->base, key);
	resource->order = set->count++;
	if (set->last != NULL)
		set->last->next = resource;
	else
		set->list = resource;
	set->last = resource;
	return resource;
}

static int
compare_resources(const void *left, const void *right)
{
	const struct tf_resource *a = *(struct tf_resource *const *)left;
	const struct tf_resource *b = *(struct tf_resource *const *)right;
	int order = strcmp(a->base, b->base);

	if (order != 0)
		return order;
	return a->order < b->order ? -1 : a->order > b->order;
}

static int
compare_addresses(const void *left, const void *right)
{
	const struct tf_resource *a = *(struct tf_resource *const *)left;
	const struct tf_resource *b = *(struct tf_resource *const *)right;
	int order = strcmp(a->address, b->address);

	if (order != 0)
		return order;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* A plan's prior state describes again what the plan describes. */
static void
drop_repeated(struct tf_set *set)
{
	size_t i, kept = 0;

	qsort(set->items, set->count, sizeof(*set->items), compare_addresses);
	for (i = 0; i < set->count; i++)
		if (kept == 0 || strcmp(set->items[kept - 1]->address,
				     set->items[i]->address) != 0)
			set->items[kept++] = set->items[i];
		else
			set->items[i]->kind = TF_OTHER;
	set->count = kept;
}

void
tf_sort(struct tf_set *set)
{
	struct tf_resource *resource;
	size_t i = 0;

	set->items = arena_array(
	    set->arena, set->count + 1, sizeof(struct tf_resource *));
	for (resource = set->list; resource != NULL; resource = resource->next)
		set->items[i++] = resource;
	if (set->count < 2)
		return;
	drop_repeated(set);
	qsort(set->items, set->count, sizeof(*set->items), compare_resources);
}

size_t
tf_first(const struct tf_set *set, const char *base)
{
	size_t low = 0, high = set->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(set->items[middle]->base, base) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct tf_resource *const *
tf_find(const struct tf_set *set, const char *base, size_t *ret_count)
{
	size_t first = tf_first(set, base), last = first;

	while (last < set->count && strcmp(set->items[last]->base, base) == 0)
		last++;
	*ret_count = last - first;
	return last == first ? NULL : set->items + first;
}

/* ---- what a plan does ------------------------------------------------- */

void
tf_add_change(struct tf_set *set, const struct node *change)
{
	const char *address = scalar(change, "address");
	const char *mode = scalar(change, "mode");
	const char *type = scalar(change, "type");
	struct tf_change *item;

	/* A deposed object is one that goes. */
	if (address == NULL || mode == NULL || type == NULL ||
	    tf_kind(mode, type) == TF_OTHER ||
	    node_child(change, "deposed") != NULL)
		return;
	item = ARENA_NEW(set->arena, struct tf_change);
	*item = (struct tf_change){ address, set->change_count++,
		node_child(change, "change"), set->change_list };
	set->change_list = item;
}

static int
compare_changes(const void *left, const void *right)
{
	const struct tf_change *a = *(struct tf_change *const *)left;
	const struct tf_change *b = *(struct tf_change *const *)right;
	int order = strcmp(a->address, b->address);

	if (order != 0)
		return order;
	return a->order < b->order ? -1 : a->order > b->order;
}

void
tf_sort_changes(struct tf_set *set)
{
	struct tf_change *change;
	size_t i = 0;

	set->changes = arena_array(
	    set->arena, set->change_count + 1, sizeof(struct tf_change *));
	for (change = set->change_list; change != NULL; change = change->next)
		set->changes[i++] = change;
	if (set->change_count > 1)
		qsort(set->changes, set->change_count, sizeof(*set->changes),
		    compare_changes);
}

const struct node *
tf_find_change(const struct tf_set *set, const char *address)
{
	size_t low = 0, high = set->change_count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(set->changes[middle]->address, address) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < set->change_count &&
		       strcmp(set->changes[low]->address, address) == 0
		   ? set->changes[low]->change
		   : NULL;
}

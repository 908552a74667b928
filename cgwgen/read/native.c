/* SPDX-License-Identifier: ISC */
/* cgwgen's own descriptor: what connections share, and where they are.
 * Floor 3. */
#include "read/native.h"

#include <stdlib.h>
#include <string.h>

#include "read/bind.h"
#include "read/inventory.h"
#include "read/native_read.h"

bool
native_matches(const struct document *document)
{
	return document->root->kind == NODE_MAP &&
	       node_child(document->root, "cgwgen") != NULL;
}

static bool
found_errors(const struct reading *reading, size_t before)
{
	return diags_count(reading->diags, SEVERITY_ERROR) != before;
}

/* ---- sites and gateways ----------------------------------------------- */

static void
read_networks(
    struct reading *reading, const struct node *node, struct gateway *gateway)
{
	const char *name = gateway_prefix_field(gateway->kind)->name;
	const struct node *list = node_child(node, name), *item;
	struct value *value;

	if (list == NULL || !native_expect(reading, list, NODE_SEQUENCE, name,
				"a list of networks"))
		return;
	gateway->prefixes = arena_array(
	    reading->arena, node_count(list), sizeof(*gateway->prefixes));
	for (item = list->first; item != NULL; item = item->next) {
		value = &gateway->prefixes[gateway->prefix_count];
		if (native_value(reading, &native_network, item, value))
			gateway->prefix_count++;
	}
}

static bool
begins(const struct value *id, const char *prefix)
{
	return value_known(id) &&
	       strncmp(id->text, prefix, strlen(prefix)) == 0;
}

/* Which of AWS's gateways it is: by kind, or by the id. */
static void
read_kind(
    struct reading *reading, const struct node *node, struct gateway *gateway)
{
	struct value kind = { .origin = ORIGIN_NONE };
	bool vpn = begins(&gateway->id, "vgw-");
	bool transit = begins(&gateway->id, "tgw-");

	gateway->kind = vpn ? GATEWAY_VPN : GATEWAY_TRANSIT;
	native_read_key(reading, NATIVE_GATEWAY, node, "kind", &kind);
	if (node_child(node, "kind") == NULL && !vpn && !transit)
		native_complain(reading, node,
		    "gateway has no kind, and its id does not say which it is");
	if (!value_known(&kind))
		return;
	gateway->kind =
	    strcmp(kind.text, "vpn") == 0 ? GATEWAY_VPN : GATEWAY_TRANSIT;
	if (gateway->kind == GATEWAY_VPN ? transit : vpn)
		bind_complain(reading, RULE_DESCRIPTOR_ENDS,
		    node_child(node, "kind"), "kind is %s, but the id is %s",
		    kind.text, diag_quote(reading->diags, gateway->id.text));
}

const struct node *
native_parameters(struct reading *reading, const struct node *node)
{
	const struct node *parameters = node_child(node, "parameters");

	return parameters != NULL &&
		       native_expect(reading, parameters, NODE_MAP,
			   "parameters", "a mapping of the device's parameters")
		   ? parameters
		   : NULL;
}

static struct gateway *
read_end(struct reading *reading, const char *what, const struct node *node)
{
	bool is_site = strcmp(what, "site") == 0;
	struct gateway *gateway = ARENA_NEW(reading->arena, struct gateway);
	struct reading inner = *reading;

	inner.subject = arena_printf(reading->arena, "%s %s", what,
	    diag_quote(reading->diags, node->name));
	gateway->at = node->pos;
	gateway->label = inner.subject;
	gateway->key = node->name;
	native_bind(
	    &inner, is_site ? NATIVE_SITE : NATIVE_GATEWAY, node, gateway);
	if (node->kind != NODE_MAP)
		return gateway;
	if (is_site) {
		gateway->parameters = native_parameters(&inner, node);
	} else {
		read_kind(&inner, node, gateway);
	}
	read_networks(&inner, node, gateway);
	return gateway;
}

static int
compare_ends(const void *left, const void *right)
{
	const struct native_end *a = left, *b = right;

	return strcmp(a->name, b->name);
}

static void
add_to_inventory(struct reading *reading, const struct native_ends *ends,
    struct native_end *end)
{
	const struct source *source = end->gateway->at.source;
	const char *path = source_path(source);

	end->key =
	    value_known(&end->gateway->id)
		? end->gateway->id.text
		: arena_printf(reading->arena, "%s:%s@%s", ends->what,
		      end->name, path != NULL ? path : source_name(source));
	inventory_add_gateway(reading->inventory, end->gateway, end->key);
}

/* Reads the mapping of names NODE (may be NULL). */
static void
read_ends(
    struct reading *reading, const struct node *node, struct native_ends *ends)
{
	const struct node *child;
	struct native_end *end;
	size_t before;

	if (node == NULL || !native_expect(reading, node, NODE_MAP, node->name,
				"a mapping of names"))
		return;
	ends->list =
	    arena_array(reading->arena, node_count(node), sizeof(*ends->list));
	for (child = node->first; child != NULL; child = child->next) {
		end = &ends->list[ends->count++];
		before = diags_count(reading->diags, SEVERITY_ERROR);
		end->name = child->name;
		end->gateway = read_end(reading, ends->what, child);
		end->broken = found_errors(reading, before);
		if (child->name[0] == '\0')
			native_complain(
			    reading, child, "%s has an empty name", ends->what);
		add_to_inventory(reading, ends, end);
		if (end->gateway->kind != GATEWAY_CUSTOMER &&
		    child->kind == NODE_MAP)
			native_read_gateway(
			    reading, child, end->gateway, end->key);
	}
	if (ends->count > 1)
		qsort(
		    ends->list, ends->count, sizeof(*ends->list), compare_ends);
}

/* ---- ids that occur twice --------------------------------------------- */

struct identified {
	const char *id;
	const struct node *node; /* of the id */
};

/* In the document's order where the ids are the same. */
static int
compare_ids(const void *left, const void *right)
{
	const struct identified *a = left, *b = right;
	int order = strcmp(a->id, b->id);

	if (order != 0)
		return order;
	return a->node->pos.offset < b->node->pos.offset   ? -1
	       : a->node->pos.offset > b->node->pos.offset ? 1
							   : 0;
}

/* Reports every id below the children of NODE that another had before. */
static void
check_ids(struct reading *reading, const struct node *node, const char *what)
{
	const struct node *child, *id;
	struct identified *list;
	size_t count = 0, i;

	if (node == NULL ||
	    (node->kind != NODE_MAP && node->kind != NODE_SEQUENCE))
		return;
	list = arena_array(reading->arena, node_count(node), sizeof(*list));
	for (child = node->first; child != NULL; child = child->next) {
		id = child->kind == NODE_MAP ? node_child(child, "id") : NULL;
		if (id != NULL && id->kind == NODE_SCALAR)
			list[count++] = (struct identified){ id->text, id };
	}
	if (count > 1)
		qsort(list, count, sizeof(*list), compare_ids);
	for (i = 1; i < count; i++)
		if (strcmp(list[i].id, list[i - 1].id) == 0)
			native_complain(reading, list[i].node,
			    "another %s has the id '%s' already", what,
			    diag_quote(reading->diags, list[i].id));
}

/* ---- defaults --------------------------------------------------------- */

static void
read_defaults(
    struct reading *reading, const struct node *node, struct native *native)
{
	const struct node *tunnels;
	struct value assumed = { .u.flag = false };

	if (node == NULL)
		return;
	native_bind(reading, NATIVE_DEFAULTS, node, &native->connection);
	if (node->kind != NODE_MAP)
		return;
	native_read_key(
	    reading, NATIVE_DEFAULTS, node, "options_assumed", &assumed);
	native->options_assumed = assumed.u.flag;
	tunnels = node_child(node, "tunnels");
	if (tunnels != NULL)
		native_bind(
		    reading, NATIVE_DEFAULT_TUNNELS, tunnels, &native->tunnel);
}

/* ---- connections ------------------------------------------------------ */

static void
add_connection(struct reading *reading, const struct native *native,
    const struct node *node)
{
	struct part part = { .document = native->document,
		.node = node,
		.read = native_read_connection,
		.host = native };
	const struct node *id;

	if (!native_expect(reading, node, NODE_MAP, "connection",
		"a mapping of keys to values"))
		return;
	id = node_child(node, "id");
	if (id != NULL && id->kind == NODE_SCALAR && id->text[0] != '\0')
		part.id = id->text;
	inventory_add_part(reading->inventory, &part);
	native_read_announcements(reading, native, node);
}

static void
add_connections(struct reading *reading, const struct native *native,
    const struct node *list)
{
	const struct node *node;

	if (list == NULL || !native_expect(reading, list, NODE_SEQUENCE,
				"connections", "a list of connections"))
		return;
	for (node = list->first; node != NULL; node = node->next)
		add_connection(reading, native, node);
}

/* Whether the document is of the version that is read here. */
static bool
check_version(struct reading *reading, const struct node *root)
{
	const struct node *version = node_child(root, "cgwgen");

	if (version->kind == NODE_SCALAR && version->plain &&
	    strcmp(version->text, "1") == 0)
		return true;
	native_complain(reading, version,
	    "cgwgen must be the number %d, the one version of the format",
	    NATIVE_VERSION);
	return false;
}

void
native_collect(struct reading *reading, const struct document *document)
{
	struct native *native = ARENA_NEW(reading->arena, struct native);
	const struct node *root = document->root;
	size_t before = diags_count(reading->diags, SEVERITY_ERROR);

	reading->origin = ORIGIN_DESCRIPTOR;
	native->document = document;
	native->sites.what = "site";
	native->gateways.what = "gateway";
	native_hide(document->source, NATIVE_DESCRIPTOR, root);
	if (!check_version(reading, root))
		return;
	native_bind(reading, NATIVE_DESCRIPTOR, root, NULL);
	read_defaults(reading, node_child(root, "defaults"), native);
	check_ids(reading, node_child(root, "sites"), "site");
	check_ids(reading, node_child(root, "gateways"), "gateway");
	check_ids(reading, node_child(root, "connections"), "connection");
	native->broken = found_errors(reading, before);
	read_ends(reading, node_child(root, "sites"), &native->sites);
	read_ends(reading, node_child(root, "gateways"), &native->gateways);
	native_read_estate(reading, native, root);
	add_connections(reading, native, node_child(root, "connections"));
}

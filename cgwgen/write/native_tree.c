/* SPDX-License-Identifier: ISC */
/* From the model to trees.  Floor 3. */
#include "write/native_tree.h"

#include <string.h>

#include "base/psk.h"
#include "doc/scalar.h"
#include "model/estate_lists.h"
#include "model/same.h"
#include "write/echo.h"

struct tree {
	const struct native_style *style;
	struct arena *arena;
};

/* ---- nodes ------------------------------------------------------------ */

static struct node *
add_node(struct arena *arena, enum node_kind kind, struct node *parent,
    const char *name)
{
	struct node *node = node_add(arena, kind, parent);

	node->name = name;
	return node;
}

static void
add_scalar(struct arena *arena, struct node *parent, const char *name,
    const char *text, bool plain)
{
	struct node *node = add_node(arena, NODE_SCALAR, parent, name);

	node->text = text;
	node->plain = plain;
}

/* A set: one algorithm after the other, the strongest first; what is printed
 * is one.  The names of Diffie-Hellman groups are numbers. */
static void
add_set(struct arena *arena, struct node *parent, const struct field *field,
    enum algorithm_kind kind, algorithm_set set)
{
	bool printed = field->option == NULL && (set & (set - 1)) == 0;
	struct node *list = parent;
	unsigned i;

	if (!printed)
		list = add_node(arena, NODE_SEQUENCE, parent, field->name);
	for (i = 0; i < algorithm_count(kind); i++)
		if ((set >> i & 1) != 0)
			add_scalar(arena, list, printed ? field->name : NULL,
			    algorithm_get(kind, i)->name,
			    kind == ALGORITHM_DH_GROUP);
}

void
native_put(struct arena *arena, struct node *parent, const struct field *field,
    const struct value *value)
{
	enum algorithm_kind kind;

	if (field_is_set(field, &kind))
		add_set(arena, parent, field, kind, value->u.set);
	else
		add_scalar(arena, parent, field->name,
		    field_format(field, value, arena),
		    field->type == FIELD_NUMBER || field->type == FIELD_FLAG);
}

/* The networks that are known. */
static void
add_prefixes(
    struct arena *arena, struct node *parent, const struct gateway *gateway)
{
	const struct field *row = gateway_prefix_field(gateway->kind);
	const struct field field = { .type = FIELD_PREFIX };
	struct node *list = NULL;
	size_t i;

	for (i = 0; i < gateway->prefix_count; i++) {
		if (!value_known(&gateway->prefixes[i]))
			continue;
		if (list == NULL)
			list =
			    add_node(arena, NODE_SEQUENCE, parent, row->name);
		native_put(arena, list, &field, &gateway->prefixes[i]);
	}
}

/* ---- the ends --------------------------------------------------------- */

/* A copy of a parameter's value.  What YAML takes for a string is one. */
static void
copy_node(struct arena *arena, const struct node *from, struct node *parent)
{
	struct node *node;
	const struct node *child;

	if (from->kind == NODE_SCALAR || from->kind == NODE_LATER) {
		if (from->kind == NODE_LATER ||
		    scalar_type(from) == SCALAR_NULL)
			add_scalar(arena, parent, from->name, "null", true);
		else
			add_scalar(arena, parent, from->name, from->text,
			    scalar_type(from) != SCALAR_STRING);
		return;
	}
	node = add_node(arena, from->kind, parent, from->name);
	for (child = from->first; child != NULL; child = child->next)
		copy_node(arena, child, node);
}

static void
add_parameters(
    struct arena *arena, const struct node *parameters, struct node *parent)
{
	struct node *map;
	const struct node *child;

	if (parameters == NULL || parameters->first == NULL)
		return;
	map = add_node(arena, NODE_MAP, parent, "parameters");
	for (child = parameters->first; child != NULL; child = child->next)
		copy_node(arena, child, map);
}

static bool
is_among(const char *name, const char *const *names)
{
	while (*names != NULL && strcmp(*names, name) != 0)
		names++;
	return *names != NULL;
}

/* What the estate says of it, as far as a gateway has keys for it. */
static void
add_record(
    struct arena *arena, struct node *map, const struct estate_item *item)
{
	const struct field *fields;
	const struct value *value;
	size_t count, i;

	if (item == NULL)
		return;
	fields = estate_fields(item->kind, &count);
	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], item);
		/* What has no id yet is known by "NAME@FILE". */
		if (value_known(value) &&
		    is_among(fields[i].name, estate_gateway_members) &&
		    strchr(value->text, '@') == NULL)
			native_put(arena, map, &fields[i], value);
	}
}

struct node *
native_gateway(const struct gateway *gateway, const struct estate_item *item,
    struct arena *arena)
{
	static const char *const kinds[GATEWAY_KINDS] = {
		[GATEWAY_VPN] = "vpn", [GATEWAY_TRANSIT] = "transit"
	};
	struct node *map = node_add(arena, NODE_MAP, NULL);
	const struct field *fields;
	const struct value *value;
	size_t count, i;

	fields = gateway_fields(gateway->kind, &count);
	if (kinds[gateway->kind] != NULL)
		add_scalar(arena, map, "kind", kinds[gateway->kind], false);
	for (i = 0; i < count; i++) {
		value = field_get(&fields[i], gateway);
		if (value_known(value))
			native_put(arena, map, &fields[i], value);
	}
	add_prefixes(arena, map, gateway);
	add_record(arena, map, item);
	add_parameters(arena, gateway->parameters, map);
	return map->first != NULL ? map : NULL;
}

/* ---- connections ------------------------------------------------------ */

/*
 * Whether FIELD is written whenever somebody stated it: tunnel options,
 * networks, and what decides what else follows.  Other rows are written when
 * they do not follow.
 */
static bool
is_stated(const struct echo *echo, const struct field *field)
{
	static const char *const deciding[] = { "static_routes_only",
		"attributes", "tunnel_inside_ip_version", NULL };

	(void)echo;
	return field->option != NULL || field->type == FIELD_PREFIX ||
	       is_among(field->name, deciding);
}

static bool
is_written(const struct tree *tree, const struct field *field,
    const struct value *value, const struct value *echoed)
{
	if (!value_known(value))
		return false;
	if (tree->style->complete)
		return true;
	if (value->origin < ORIGIN_DEFAULT && is_stated(NULL, field))
		return true;
	return !field_same(field, value, echoed);
}

static void
add_field(const struct tree *tree, struct node *parent,
    const struct field *field, const void *owner, const void *echo)
{
	const struct value *value = field_get(field, owner);

	if (!is_written(tree, field, value, field_get(field, echo)))
		return;
	if (field->secret &&
	    (!tree->style->secrets || psk_is_redacted(value->text)))
		add_scalar(tree->arena, parent, field->name, "withheld", false);
	else
		native_put(tree->arena, parent, field, value);
}

/* The rows called NAMES, in that order. */
static void
add_named(const struct tree *tree, struct node *parent,
    const struct field *fields, size_t count, const char *const *names,
    const void *owner, const void *echo)
{
	size_t i;

	for (; *names != NULL; names++)
		for (i = 0; i < count; i++)
			if (strcmp(fields[i].name, *names) == 0)
				add_field(
				    tree, parent, &fields[i], owner, echo);
}

/* All other rows, in their own order. */
static void
add_others(const struct tree *tree, struct node *parent,
    const struct field *fields, size_t count, const char *const *names,
    const void *owner, const void *echo)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!is_among(fields[i].name, names))
			add_field(tree, parent, &fields[i], owner, echo);
}

static void
add_routes(const struct tree *tree, struct node *parent,
    const struct connection *connection)
{
	const struct field destination = { .name = "destination",
		.type = FIELD_PREFIX };
	const struct field state = { .name = "state" };
	struct node *list = NULL, *map;
	const struct route *route;
	struct arena *arena = tree->arena;

	for (route = connection->routes;
	     route < connection->routes + connection->route_count; route++) {
		if (!value_known(&route->destination))
			continue;
		if (list == NULL)
			list = add_node(arena, NODE_SEQUENCE, parent, "routes");
		if (!value_known(&route->state)) {
			native_put(
			    arena, list, &destination, &route->destination);
			continue;
		}
		map = node_add(arena, NODE_MAP, list);
		native_put(arena, map, &destination, &route->destination);
		native_put(arena, map, &state, &route->state);
	}
}

static void
add_tunnels(const struct tree *tree, struct node *parent,
    const struct connection *connection, const struct connection *echo)
{
	static const char *const first[] = { "outside_address", "inside_cidr",
		"inside_ipv6_cidr", "pre_shared_key", NULL };
	size_t count, i;
	const struct field *fields = tunnel_fields(&count);
	struct node *list, *map;

	if (connection->tunnel_count == 0)
		return;
	list = add_node(tree->arena, NODE_SEQUENCE, parent, "tunnels");
	for (i = 0; i < connection->tunnel_count; i++) {
		map = node_add(tree->arena, NODE_MAP, list);
		add_named(tree, map, fields, count, first,
		    &connection->tunnels[i], &echo->tunnels[i]);
		add_others(tree, map, fields, count, first,
		    &connection->tunnels[i], &echo->tunnels[i]);
	}
}

struct node *
native_connection(const struct connection *connection,
    const struct native_style *style, const char *site, const char *gateway,
    struct arena *arena)
{
	static const char *const first[] = { "id", "name", NULL };
	const struct echo echo = { is_stated, connection, false };
	const struct connection *echoed = echo_read(&echo, arena);
	const struct tree tree = { style, arena };
	struct node *map = node_add(arena, NODE_MAP, NULL);
	size_t count;
	const struct field *fields = connection_fields(&count);

	add_named(&tree, map, fields, count, first, connection, echoed);
	if (site != NULL)
		add_scalar(arena, map, "site", site, false);
	if (gateway != NULL)
		add_scalar(arena, map, "gateway", gateway, false);
	add_others(&tree, map, fields, count, first, connection, echoed);
	if (!connection->has_options)
		add_scalar(arena, map, "options_assumed", "true", true);
	add_parameters(arena, connection->parameters, map);
	add_routes(&tree, map, connection);
	add_tunnels(&tree, map, connection, echoed);
	return map;
}

/* SPDX-License-Identifier: ISC */
/* One connection of cgwgen's own descriptor.  Floor 3. */
#include <stdlib.h>
#include <string.h>

#include "read/bind.h"
#include "read/inventory.h"
#include "read/native_read.h"

#define LIMIT_TUNNELS 64

/* How many names are compared with for "did you mean". */
#define LIMIT_NAMES 200

#define complain(reading, node, ...)                                           \
	bind_complain(reading, RULE_DESCRIPTOR_ENDS, node, __VA_ARGS__)

/* ---- the two ends ----------------------------------------------------- */

static int
compare_name(const void *name, const void *end)
{
	return strcmp(name, ((const struct native_end *)end)->name);
}

static void
unknown_end(struct reading *reading, const struct native_ends *ends,
    const struct node *node)
{
	const char *names[LIMIT_NAMES], *near;
	size_t i;

	for (i = 0; i < ends->count && i < LIMIT_NAMES; i++)
		names[i] = ends->list[i].name;
	near = diag_nearest(node->text, names, i);
	if (near != NULL)
		near = diag_quote(reading->diags, near);
	complain(reading, node,
	    "%s '%s' is not among the descriptor's %ss%s%s%s", ends->what,
	    diag_quote(reading->diags, node->text), ends->what,
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

/* The gateway that KEY ("site", "gateway") of the connection at NODE names,
 * as all inputs together describe it; NULL when there is none. */
static const struct gateway *
find_end(struct reading *reading, const struct native_ends *ends,
    const struct node *node)
{
	const struct native_end *end = NULL;
	const struct gateway *joined;
	struct value name = { .origin = ORIGIN_NONE };

	native_read_key(reading, NATIVE_CONNECTION, node, ends->what, &name);
	if (!value_known(&name))
		return NULL;
	node = node_child(node, ends->what);
	if (ends->count != 0)
		end = bsearch(name.text, ends->list, ends->count,
		    sizeof(*ends->list), compare_name);
	if (end == NULL) {
		unknown_end(reading, ends, node);
		return NULL;
	}
	if (end->broken)
		complain(reading, node, "%s '%s' could not be read", ends->what,
		    diag_quote(reading->diags, name.text));
	joined = inventory_gateway(reading->inventory, end->gateway->kind,
	    value_known(&end->gateway->id) ? end->gateway->id.text : NULL);
	return joined != NULL ? joined : end->gateway;
}

/* The connection's own ID of an end, where it states one, is END's. */
static void
check_id(struct reading *reading, const struct native_ends *ends,
    const struct value *id, const struct gateway *end)
{
	struct node place = { .pos = id->at };

	if (!value_known(id) || !value_known(&end->id) ||
	    strcmp(id->text, end->id.text) == 0)
		return;
	complain(reading, &place, "the connection says %s, but its %s is %s",
	    diag_quote(reading->diags, id->text), ends->what,
	    diag_quote(reading->diags, end->id.text));
}

static void
check_kind(
    struct reading *reading, const struct value *id, const struct gateway *end)
{
	struct node place = { .pos = id->at };

	if (value_known(id))
		complain(reading, &place,
		    "the connection says %s, but its gateway is a %s gateway",
		    diag_quote(reading->diags, id->text),
		    end->kind == GATEWAY_VPN ? "virtual private" : "transit");
}

static void
read_ends(struct reading *reading, const struct native *native,
    const struct node *node, struct connection *ret)
{
	const struct gateway *customer =
	    find_end(reading, &native->sites, node);
	const struct gateway *aws = find_end(reading, &native->gateways, node);
	bool vpn = aws != NULL && aws->kind == GATEWAY_VPN;

	ret->customer_gateway = customer;
	ret->aws_gateway = aws;
	if (customer != NULL)
		check_id(reading, &native->sites, &ret->customer_gateway_id,
		    customer);
	if (aws == NULL)
		return;
	check_id(reading, &native->gateways,
	    vpn ? &ret->vpn_gateway_id : &ret->transit_gateway_id, aws);
	check_kind(reading,
	    vpn ? &ret->transit_gateway_id : &ret->vpn_gateway_id, aws);
}

/* ---- routes and tunnels ----------------------------------------------- */

static void
read_route(struct reading *reading, const struct node *node, struct route *ret)
{
	const struct field *field = native_field(NATIVE_ROUTE, "destination");

	if (node->kind == NODE_MAP)
		native_bind(reading, NATIVE_ROUTE, node, ret);
	else
		native_value(reading, field, node, ret);
}

static void
read_routes(
    struct reading *reading, const struct node *node, struct connection *ret)
{
	const struct node *list = node_child(node, "routes"), *item;
	struct route *route;

	if (list == NULL || !native_expect(reading, list, NODE_SEQUENCE,
				"routes", "a list of networks"))
		return;
	ret->routes =
	    arena_array(reading->arena, node_count(list), sizeof(*ret->routes));
	for (item = list->first; item != NULL; item = item->next) {
		route = &ret->routes[ret->route_count];
		read_route(reading, item, route);
		if (value_known(&route->destination))
			ret->route_count++;
	}
}

/* "vpn-… tunnel 203.0.113.17", as rules say it. */
static const char *
tunnel_subject(struct reading *reading, const struct node *node)
{
	const char *address = node_text(node, "outside_address");

	if (address == NULL)
		return reading->subject;
	return arena_printf(reading->arena, "%s tunnel %s", reading->subject,
	    diag_quote(reading->diags, address));
}

static void
read_tunnel(struct reading *reading, const struct native *native,
    const struct node *node, struct tunnel *ret)
{
	struct reading inner = *reading;

	*ret = native->tunnel;
	ret->at = node->pos;
	if (node->kind == NODE_MAP)
		inner.subject = tunnel_subject(reading, node);
	native_bind(&inner, NATIVE_TUNNEL, node, ret);
	native_read_psk(&inner, native->document,
	    node_child(node, "pre_shared_key"), &ret->pre_shared_key);
}

static void
read_tunnels(struct reading *reading, const struct native *native,
    const struct node *node, struct connection *ret)
{
	const struct node *list = node_child(node, "tunnels"), *item;
	size_t count;

	if (list == NULL || !native_expect(reading, list, NODE_SEQUENCE,
				"tunnels", "a list of tunnels"))
		return;
	count = node_count(list);
	ret->tunnels = arena_array(reading->arena,
	    count < LIMIT_TUNNELS ? count : LIMIT_TUNNELS,
	    sizeof(*ret->tunnels));
	for (item = list->first; item != NULL; item = item->next) {
		if (ret->tunnel_count == LIMIT_TUNNELS) {
			bind_complain(reading, RULE_INPUT_LIMIT, item,
			    "connection has more than %d tunnels",
			    LIMIT_TUNNELS);
			return;
		}
		read_tunnel(
		    reading, native, item, &ret->tunnels[ret->tunnel_count++]);
	}
}

/* ---- the connection --------------------------------------------------- */

bool
native_read_connection(
    struct reading *reading, const struct part *part, struct connection *ret)
{
	const struct native *native = part->host;
	struct value assumed = { .u.flag = native->options_assumed };

	reading->origin = ORIGIN_DESCRIPTOR;
	*ret = native->connection;
	ret->at = part->node->pos;
	if (native->broken)
		native_complain(reading, part->node,
		    "the descriptor's outermost keys, defaults or ids have "
		    "errors");
	native_bind(reading, NATIVE_CONNECTION, part->node, ret);
	native_read_key(reading, NATIVE_CONNECTION, part->node,
	    "options_assumed", &assumed);
	ret->has_options = !assumed.u.flag;
	read_ends(reading, native, part->node, ret);
	read_routes(reading, part->node, ret);
	read_tunnels(reading, native, part->node, ret);
	return true;
}

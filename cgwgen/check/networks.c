/* SPDX-License-Identifier: ISC */
/* The networks at both ends of a connection.  Floor 5. */
#include "check/networks.h"

#include <stdlib.h>
#include <string.h>

const char *
network_word(enum network_kind kind)
{
	static const char *const words[NETWORK_KINDS] = {
		[NETWORK_ROUTE] = "static route",
		[NETWORK_SITE] = "site's network",
		[NETWORK_VPC] = "VPC's network",
	};

	return words[kind];
}

/* ---- which there are -------------------------------------------------- */

static bool
is_gone(const struct route *route)
{
	return value_known(&route->state) &&
	       (strcmp(route->state.text, "deleting") == 0 ||
		   strcmp(route->state.text, "deleted") == 0);
}

static struct networks
list_routes(const struct check *c)
{
	const struct connection *connection = c->connection;
	struct networks list = { NULL, 0 };
	size_t i;

	if (connection->route_count == 0)
		return list;
	list.values = arena_array(diags_arena(c->diags),
	    connection->route_count, sizeof(*list.values));
	for (i = 0; i < connection->route_count; i++)
		if (value_known(&connection->routes[i].destination) &&
		    !is_gone(&connection->routes[i]))
			list.values[list.count++] =
			    &connection->routes[i].destination;
	return list;
}

struct networks
networks_of(const struct check *c, enum network_kind kind)
{
	const struct gateway *gateway = kind == NETWORK_SITE
					    ? c->connection->customer_gateway
					    : c->connection->aws_gateway;
	struct networks list = { NULL, 0 };
	size_t i;

	if (kind == NETWORK_ROUTE)
		return list_routes(c);
	if (gateway == NULL || gateway->prefix_count == 0)
		return list;
	list.values = arena_array(
	    diags_arena(c->diags), gateway->prefix_count, sizeof(*list.values));
	for (i = 0; i < gateway->prefix_count; i++)
		if (value_known(&gateway->prefixes[i]))
			list.values[list.count++] = &gateway->prefixes[i];
	return list;
}

/* ---- in order --------------------------------------------------------- */

static int
compare(const void *left, const void *right)
{
	const struct network *a = left, *b = right;
	int order = ip_compare(a->prefix.address, b->prefix.address);

	if (order == 0)
		order = a->prefix.length - b->prefix.length;
	if (order == 0)
		order = a->index < b->index ? -1 : a->index > b->index;
	return order;
}

static struct ip_prefix
canonical(const struct value *value)
{
	struct ip_prefix prefix = value->u.prefix;

	prefix.address = ip_first(prefix);
	return prefix;
}

/* Most lists are written in order; finding that out is a fraction of sorting,
 * which each rule does again for each connection of a gateway. */
static bool
is_sorted(const struct network *list, size_t count)
{
	size_t i;

	for (i = 1; i < count; i++)
		if (compare(&list[i - 1], &list[i]) > 0)
			return false;
	return true;
}

struct network *
networks_sorted(const struct check *c, const struct networks *networks)
{
	struct network *sorted = arena_array(
	    diags_arena(c->diags), networks->count, sizeof(*sorted));
	size_t i;

	for (i = 0; i < networks->count; i++)
		sorted[i] = (struct network){ canonical(networks->values[i]),
			networks->values[i], i };
	if (!is_sorted(sorted, networks->count))
		qsort(sorted, networks->count, sizeof(*sorted), compare);
	return sorted;
}

struct network_set
networks_set(const struct check *c, const struct networks *networks)
{
	struct network_set set = { NULL, networks->count };
	size_t i;

	set.prefixes = arena_array(
	    diags_arena(c->diags), set.count, sizeof(*set.prefixes));
	for (i = 0; i < set.count; i++)
		set.prefixes[i] = networks->values[i]->u.prefix;
	set.count = ip_aggregate(set.prefixes, set.count);
	return set;
}

size_t
networks_different(const struct network *sorted, size_t count)
{
	size_t different = count != 0, i;

	for (i = 1; i < count; i++)
		if (sorted[i].prefix.length != sorted[i - 1].prefix.length ||
		    !ip_equal(
			sorted[i].prefix.address, sorted[i - 1].prefix.address))
			different++;
	return different;
}

/* ---- what the connection is ------------------------------------------- */

bool
uses_bgp(const struct check *c)
{
	return connection_routing_known(c->connection) &&
	       !connection_is_static(c->connection);
}

static bool
is_named(const struct value *value)
{
	return value_known(value) && value->text[0] != '\0';
}

bool
has_tgw(const struct check *c)
{
	const struct connection *connection = c->connection;

	if (connection->aws_gateway != NULL)
		return connection->aws_gateway->kind == GATEWAY_TRANSIT;
	return !connection_has_vgw(connection) &&
	       is_named(&connection->transit_gateway_id);
}

const char *
aws_end(const struct check *c)
{
	return connection_has_vgw(c->connection) ? "virtual private gateway"
						 : "transit gateway";
}

uint32_t
limit_announced(const struct check *c)
{
	const uint32_t *values = c->settings->quotas.values;

	if (connection_has_vgw(c->connection))
		return values[QUOTA_BGP_TO_VPN_GATEWAY];
	return has_tgw(c) ? values[QUOTA_BGP_TO_TRANSIT_GATEWAY] : 0;
}

int
inside_family(const struct check *c)
{
	const struct value *version = &c->connection->tunnel_inside_ip_version;
	const struct tunnel *t;

	if (connection_has_vgw(c->connection))
		return 4;
	EACH_TUNNEL (c, t)
		if (value_known(&t->aws_inside_ipv6_address))
			return 6;
	if (value_known(version) && version->origin != ORIGIN_ASSUMED &&
	    !(version->origin == ORIGIN_DEFAULT && !c->connection->has_options))
		return strcmp(version->text, "ipv6") == 0 ? 6 : 4;
	EACH_TUNNEL (c, t)
		if (value_known(&t->aws_inside_address) &&
		    c->connection->has_xml)
			return 4;
	return 0;
}

bool
overlaps_inside(const struct check *c, struct ip_prefix prefix,
    const struct tunnel **ret_tunnel, struct ip_prefix *ret)
{
	const struct tunnel *t;
	struct ip_prefix inside;

	EACH_TUNNEL (c, t) {
		if (!(prefix.address.family == 4
			    ? tunnel_inside_cidr(t, &inside)
			    : tunnel_inside_ipv6_cidr(t, &inside)) ||
		    !ip_prefix_overlaps(prefix, inside))
			continue;
		inside.address = ip_first(inside);
		*ret_tunnel = t;
		*ret = inside;
		return true;
	}
	return false;
}

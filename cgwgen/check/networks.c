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

/* Appends VALUE, which may not be known. */
static void
add(struct networks *list, const struct value *value)
{
	struct network *network = &list->sorted[list->count];

	if (!value_known(value))
		return;
	network->value = value;
	network->prefix = value->u.prefix;
	network->prefix.address = ip_first(network->prefix);
	network->index = list->count++;
}

static void
add_routes(struct networks *list, const struct connection *connection)
{
	size_t i;

	list->sorted = arena_array(
	    list->arena, connection->route_count, sizeof(*list->sorted));
	for (i = 0; i < connection->route_count; i++)
		if (!is_gone(&connection->routes[i]))
			add(list, &connection->routes[i].destination);
}

static void
add_prefixes(struct networks *list, const struct gateway *gateway)
{
	size_t i;

	list->subject = gateway->label;
	list->sorted = arena_array(
	    list->arena, gateway->prefix_count, sizeof(*list->sorted));
	for (i = 0; i < gateway->prefix_count; i++)
		add(list, &gateway->prefixes[i]);
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

/* Each step outwards passes a network that none behind I lies in. */
static void
find_around(struct network *sorted, size_t i)
{
	size_t around = i;

	if (i > 0 && network_same(&sorted[i], &sorted[i - 1])) {
		sorted[i].around = sorted[i - 1].around;
		return;
	}
	while (around != 0 && !ip_prefix_contains(sorted[around - 1].prefix,
				  sorted[i].prefix.address))
		around = sorted[around - 1].around;
	sorted[i].around = around;
}

static void
put_in_order(struct networks *list)
{
	size_t i;

	if (list->count == 0)
		return;
	qsort(list->sorted, list->count, sizeof(*list->sorted), compare);
	list->written =
	    arena_array(list->arena, list->count, sizeof(*list->written));
	list->set.prefixes =
	    arena_array(list->arena, list->count, sizeof(*list->set.prefixes));
	for (i = 0; i < list->count; i++) {
		find_around(list->sorted, i);
		list->written[list->sorted[i].index] = &list->sorted[i];
		list->set.prefixes[i] = list->sorted[i].prefix;
	}
	list->set.count = ip_aggregate(list->set.prefixes, list->count);
}

static struct networks *
new_list(struct arena *arena, enum network_kind kind)
{
	struct networks *list = ARENA_NEW(arena, struct networks);

	list->kind = kind;
	list->arena = arena;
	return list;
}

static struct networks *
routes_of(const struct check *c)
{
	struct networks *list = new_list(diags_arena(c->diags), NETWORK_ROUTE);

	if (c->connection->route_count != 0)
		add_routes(list, c->connection);
	put_in_order(list);
	return list;
}

/* A gateway's prefixes stay where they are when it is joined with another. */
static struct networks *
prefixes_of(const struct check *c, enum network_kind kind)
{
	const struct gateway *gateway = kind == NETWORK_SITE
					    ? c->connection->customer_gateway
					    : c->connection->aws_gateway;
	struct check_memory *memory = c->settings->memory;
	struct networks *list = NULL;
	void **slot = NULL;

	if (gateway == NULL || gateway->prefix_count == 0)
		return new_list(diags_arena(c->diags), kind);
	if (memory != NULL) {
		slot = check_memory_slot(memory, gateway->prefixes);
		list = *slot;
	}
	if (list == NULL) {
		list = new_list(
		    memory != NULL ? memory->arena : diags_arena(c->diags),
		    kind);
		add_prefixes(list, gateway);
		put_in_order(list);
	}
	if (slot != NULL)
		*slot = list;
	return list;
}

struct networks *
networks_make(const struct check *c, enum network_kind kind)
{
	struct networks *list =
	    kind == NETWORK_ROUTE ? routes_of(c) : prefixes_of(c, kind);

	if (c->networks != NULL)
		c->networks[kind] = list;
	return list;
}

/* ---- finding ---------------------------------------------------------- */

bool
network_same(const struct network *a, const struct network *b)
{
	return ip_prefix_equal(a->prefix, b->prefix);
}

/* The place of the first that is not before ADDRESS with LENGTH. */
static size_t
find_first(const struct networks *list, struct ip address, int length)
{
	size_t low = 0, high = list->count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order =
		    ip_compare(list->sorted[middle].prefix.address, address);
		if (order == 0)
			order = list->sorted[middle].prefix.length - length;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct network_range
networks_family(const struct networks *list, int family)
{
	struct network_range range = { 0, list->count };
	size_t first = find_first(list, (struct ip){ .family = 6 }, 0);

	if (family == 4)
		range.end = first;
	if (family == 6)
		range.first = first;
	return range;
}

struct network_range
networks_set_family(const struct networks *list, int family)
{
	struct network_range range = { 0, list->set.count };

	if (family == 6)
		while (range.first < range.end &&
		       list->set.prefixes[range.first].address.family == 4)
			range.first++;
	if (family == 4)
		while (range.end > 0 &&
		       list->set.prefixes[range.end - 1].address.family == 6)
			range.end--;
	return range;
}

struct network_range
networks_within(const struct networks *list, struct ip_prefix prefix)
{
	struct network_range range;

	range.first = find_first(list, ip_first(prefix), prefix.length);
	range.end = find_first(list, ip_last(prefix), 129);
	return range;
}

void
networks_overlapping(const struct check *c, const struct networks *list,
    struct ip_prefix prefix, network_visitor *visit, void *host)
{
	struct network_range range = networks_within(list, prefix);
	const struct network *wide, *sorted = list->sorted;
	size_t around = range.first, i;

	for (; around != 0; around = wide->around) {
		wide = &sorted[around - 1];
		if (wide->prefix.length == 0)
			break;
		if (!ip_prefix_contains(wide->prefix, prefix.address))
			continue;
		for (i = around; i > 0 && network_same(&sorted[i - 1], wide);
		     i--)
			visit(c, list, &sorted[i - 1], host);
	}
	for (i = range.first; i < range.end; i++)
		if (sorted[i].prefix.length != 0)
			visit(c, list, &sorted[i], host);
}

bool
networks_tell(const struct check *c, const struct networks *list,
    const char *about, enum severity severity, struct finding *ret)
{
	struct check_memory *memory = c->settings->memory;

	*ret =
	    (struct finding){ .severity = severity, .subject = list->subject };
	if (memory == NULL || list->kind == NETWORK_ROUTE ||
	    check_memory_first(memory, c->rule, list, about))
		return true;
	ret->again = true;
	return severity == SEVERITY_ERROR && memory->repeats;
}

/* ---- what the connection is ------------------------------------------- */

bool
uses_bgp(const struct check *c)
{
	return connection_routing_known(c->connection) &&
	       !connection_is_static(c->connection);
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

uint32_t
limit_received(const struct check *c)
{
	const uint32_t *values = c->settings->quotas.values;

	if (connection_has_vgw(c->connection))
		return values[QUOTA_BGP_FROM_VPN_GATEWAY];
	return has_tgw(c) ? values[QUOTA_BGP_FROM_TRANSIT_GATEWAY] : 0;
}

uint32_t
limit_static(const struct check *c)
{
	return connection_has_vgw(c->connection)
		   ? c->settings->quotas.values[QUOTA_STATIC_ROUTES]
		   : 0;
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

/* SPDX-License-Identifier: ISC */
/* Comparing connections.  Floor 2. */
#include "model/compare.h"

#include <stdint.h>

#include "model/join.h"
#include "model/pair.h"

static void
compare_fields(struct compare *c, enum change_part part,
    const struct field *fields, size_t count, const void *old, const void *new)
{
	size_t i;

	for (i = 0; i < count; i++)
		change_compare(c, part, &fields[i], field_get(&fields[i], old),
		    field_get(&fields[i], new));
}

/* ---- networks behind gateways ----------------------------------------- */

static const struct field network_field = { .type = FIELD_PREFIX };

/* Adds VALUE to KEYS unless it says nothing. */
static void
add_key(struct compare *c, const struct value *value, struct pair_item *keys,
    size_t *count)
{
	if (!change_says(&network_field, value))
		return;
	keys[*count] = (struct pair_item){ value->text, *count, value };
	if (value_known(value))
		keys[*count].key =
		    field_format(&network_field, value, c->arena);
	(*count)++;
}

static struct pair_item *
prefix_keys(struct compare *c, const struct gateway *gateway, size_t *ret_count)
{
	struct pair_item *keys =
	    arena_array(c->arena, gateway->prefix_count, sizeof(*keys));
	size_t i;

	*ret_count = 0;
	for (i = 0; i < gateway->prefix_count; i++)
		add_key(c, &gateway->prefixes[i], keys, ret_count);
	return keys;
}

static void
pair_site(void *host, const void *old, const void *new)
{
	if (old == NULL || new == NULL)
		change_add_values(host, CHANGE_CUSTOMER,
		    gateway_prefix_field(GATEWAY_CUSTOMER), old, new);
}

static void
pair_vpc(void *host, const void *old, const void *new)
{
	if (old == NULL || new == NULL)
		change_add_values(host, CHANGE_AWS,
		    gateway_prefix_field(GATEWAY_VPN), old, new);
}

/* Whether a side could name networks: only cgwgen's own descriptors do. */
static bool
has_prefixes(const struct gateway *gateway, unsigned origins)
{
	return gateway->prefix_count != 0 ||
	       (origins >> ORIGIN_DESCRIPTOR & 1) != 0;
}

static void
compare_prefixes(
    struct compare *c, const struct gateway *old, const struct gateway *new)
{
	struct pair_item *old_keys, *new_keys;
	size_t old_count, new_count;

	if (!has_prefixes(old, c->old_origins) ||
	    !has_prefixes(new, c->new_origins))
		return;
	old_keys = prefix_keys(c, old, &old_count);
	new_keys = prefix_keys(c, new, &new_count);
	pair_by_key(old_keys, old_count, new_keys, new_count,
	    old->kind == GATEWAY_CUSTOMER ? pair_site : pair_vpc, c);
}

/* ---- gateways --------------------------------------------------------- */

/* Gateways are compared where both sides describe one; their ids are
 * compared as the connections' own. */
static void
compare_gateways(struct compare *c, enum change_part part,
    const struct gateway *old, const struct gateway *new)
{
	size_t count, i;
	const struct field *fields;

	if (old == NULL || new == NULL || old->kind != new->kind)
		return;
	fields = gateway_fields(old->kind, &count);
	for (i = 0; i < count; i++)
		if (fields[i].offset != offsetof(struct gateway, id))
			change_compare(c, part, &fields[i],
			    field_get(&fields[i], old),
			    field_get(&fields[i], new));
	compare_prefixes(c, old, new);
}

/* ---- routes ----------------------------------------------------------- */

static const struct field route_field = { .name = "routes",
	.type = FIELD_PREFIX };

/* The destinations that are known or at least written. */
static struct pair_item *
route_keys(
    struct compare *c, const struct connection *connection, size_t *ret_count)
{
	struct pair_item *keys =
	    arena_array(c->arena, connection->route_count, sizeof(*keys));
	size_t i;

	*ret_count = 0;
	for (i = 0; i < connection->route_count; i++)
		add_key(c, &connection->routes[i].destination, keys, ret_count);
	return keys;
}

static void
pair_route(void *host, const void *old, const void *new)
{
	if (old == NULL || new == NULL)
		change_add_values(host, CHANGE_ROUTE, &route_field, old, new);
}

/* Whether an input of a side could name routes: only AWS's XML cannot. */
static bool
has_routes(const struct connection *connection)
{
	return connection->has_options || connection->route_count != 0;
}

static void
compare_routes(struct compare *c)
{
	const struct connection *old = c->about.old_connection;
	const struct connection *new = c->about.new_connection;
	struct pair_item *old_keys, *new_keys;
	size_t old_count, new_count;

	if (!has_routes(old) || !has_routes(new))
		return;
	old_keys = route_keys(c, old, &old_count);
	new_keys = route_keys(c, new, &new_count);
	pair_by_key(old_keys, old_count, new_keys, new_count, pair_route, c);
}

/* ---- tunnels ---------------------------------------------------------- */

static bool
same_network(const struct tunnel *a, const struct tunnel *b)
{
	struct ip_prefix one, two;

	return tunnel_network(a, &one) && tunnel_network(b, &two) &&
	       ip_prefix_equal(one, two);
}

static bool
any_two(const struct tunnel *a, const struct tunnel *b)
{
	(void)a;
	(void)b;
	return true;
}

/* Gives each old tunnel its index in the new connection, or SIZE_MAX. */
static void
pair_tunnels(const struct connection *old, const struct connection *new,
    size_t *pairs, bool *taken)
{
	static bool (*const levels[])(const struct tunnel *a,
	    const struct tunnel *b) = { tunnel_same_outside, same_network,
		any_two };
	size_t level, i, j;

	for (i = 0; i < old->tunnel_count; i++)
		pairs[i] = SIZE_MAX;
	for (level = 0; level < sizeof(levels) / sizeof(*levels); level++)
		for (i = 0; i < old->tunnel_count; i++)
			for (j = 0;
			     pairs[i] == SIZE_MAX && j < new->tunnel_count; j++)
				if (!taken[j] && levels[level](&old->tunnels[i],
						     &new->tunnels[j])) {
					pairs[i] = j;
					taken[j] = true;
				}
}

/* Whether OLD, which is NEW's pair, was replaced by it. */
static bool
is_replaced(const struct tunnel *old, const struct tunnel *new)
{
	return value_known(&old->outside_address) &&
	       value_known(&new->outside_address) &&
	       !tunnel_same_outside(old, new);
}

static void
compare_tunnel(
    struct compare *c, const struct tunnel *old, const struct tunnel *new)
{
	size_t count, i;
	const struct field *fields = tunnel_fields(&count);
	const struct value *before, *after;
	bool replaced = is_replaced(old, new);

	for (i = 0; i < count; i++) {
		before = field_get(&fields[i], old);
		after = field_get(&fields[i], new);
		if (!replaced || before != &old->outside_address)
			continue;
		c->about.old_value = before;
		c->about.new_value = after;
		change_add(c, CHANGE_REPLACED, CHANGE_TUNNEL, &fields[i]);
	}
	c->about.old_value = c->about.new_value = NULL;
	for (i = 0; i < count; i++) {
		before = field_get(&fields[i], old);
		after = field_get(&fields[i], new);
		if (!replaced || before != &old->outside_address)
			change_compare(
			    c, CHANGE_TUNNEL, &fields[i], before, after);
	}
}

/* One of the two may be NULL. */
static void
tell_tunnels(
    struct compare *c, const struct tunnel *old, const struct tunnel *new)
{
	c->about.old_tunnel = old;
	c->about.new_tunnel = new;
	if (old != NULL && new != NULL)
		compare_tunnel(c, old, new);
	else
		change_add(c, old == NULL ? CHANGE_ADDED : CHANGE_REMOVED,
		    CHANGE_TUNNEL, NULL);
	c->about.old_tunnel = c->about.new_tunnel = NULL;
}

static void
compare_tunnels(struct compare *c)
{
	const struct connection *old = c->about.old_connection;
	const struct connection *new = c->about.new_connection;
	size_t *pairs =
	    arena_array(c->arena, old->tunnel_count, sizeof(*pairs));
	bool *taken = arena_array(c->arena, new->tunnel_count, sizeof(*taken));
	size_t i;

	pair_tunnels(old, new, pairs, taken);
	for (i = 0; i < old->tunnel_count; i++)
		tell_tunnels(c, &old->tunnels[i],
		    pairs[i] != SIZE_MAX ? &new->tunnels[pairs[i]] : NULL);
	for (i = 0; i < new->tunnel_count; i++)
		if (!taken[i])
			tell_tunnels(c, NULL, &new->tunnels[i]);
}

/* ---- connections ------------------------------------------------------ */

/* One of the two may be NULL. */
static void
tell_connections(struct compare *c, const struct connection *old,
    const struct connection *new)
{
	size_t count;
	const struct field *fields = connection_fields(&count);

	c->about =
	    (struct change){ .old_connection = old, .new_connection = new };
	if (old == NULL || new == NULL) {
		change_add(c, old == NULL ? CHANGE_ADDED : CHANGE_REMOVED,
		    CHANGE_CONNECTION, NULL);
		return;
	}
	c->old_origins = change_origins(old);
	c->new_origins = change_origins(new);
	compare_fields(c, CHANGE_CONNECTION, fields, count, old, new);
	compare_gateways(
	    c, CHANGE_CUSTOMER, old->customer_gateway, new->customer_gateway);
	compare_gateways(c, CHANGE_AWS, old->aws_gateway, new->aws_gateway);
	compare_routes(c);
	compare_tunnels(c);
}

/* The connections of both sides, and which are pairs. */
struct pairing {
	const struct fleet *old;
	const struct fleet *new;
	const struct connection **pairs; /* of each old one, or NULL */
	bool *taken;                     /* whether each new one is in a pair */
};

static const char *
id_key(const struct connection *connection)
{
	return value_known(&connection->id) ? connection->id.text : NULL;
}

static const char *
label_key(const struct connection *connection)
{
	return connection->label;
}

static void
take_pair(void *host, const void *old, const void *new)
{
	const struct connection *const *before = old, *const *after = new;
	struct pairing *p = host;

	if (before == NULL || after == NULL)
		return;
	p->pairs[before - p->old->connections] = *after;
	p->taken[after - p->new->connections] = true;
}

/* Pairs those that have no pair yet by what KEY says, or NULL. */
static void
pair_fleets(struct pairing *p, struct arena *arena,
    const char *(*key)(const struct connection *connection))
{
	struct pair_item *old = arena_array(arena, p->old->count, sizeof(*old));
	struct pair_item *new = arena_array(arena, p->new->count, sizeof(*new));
	size_t old_count = 0, new_count = 0, i;

	for (i = 0; i < p->old->count; i++)
		if (p->pairs[i] == NULL && key(p->old->connections[i]) != NULL)
			old[old_count++] =
			    (struct pair_item){ key(p->old->connections[i]), i,
				    &p->old->connections[i] };
	for (i = 0; i < p->new->count; i++)
		if (!p->taken[i] && key(p->new->connections[i]) != NULL)
			new[new_count++] =
			    (struct pair_item){ key(p->new->connections[i]), i,
				    &p->new->connections[i] };
	pair_by_key(old, old_count, new, new_count, take_pair, p);
}

/* The last ones are a pair unless their ids differ. */
static void
pair_last(struct pairing *p)
{
	size_t old = SIZE_MAX, new = SIZE_MAX, left = 0, right = 0, i;

	for (i = 0; i < p->old->count; i++)
		if (p->pairs[i] == NULL) {
			old = i;
			left++;
		}
	for (i = 0; i < p->new->count; i++)
		if (!p->taken[i]) {
			new = i;
			right++;
		}
	if (left != 1 || right != 1 ||
	    (id_key(p->old->connections[old]) != NULL &&
		id_key(p->new->connections[new]) != NULL))
		return;
	take_pair(p, &p->old->connections[old], &p->new->connections[new]);
}

void
compare_fleets(const struct fleet *old, const struct fleet *new,
    struct arena *arena, struct comparison *ret)
{
	struct compare c = {
		.arena = arena, .result = ret, .end = &ret->first
	};
	struct pairing p = { .old = old, .new = new };
	size_t i;

	*ret = (struct comparison){ .first = NULL };
	p.pairs = arena_array(arena, old->count, sizeof(*p.pairs));
	p.taken = arena_array(arena, new->count, sizeof(*p.taken));
	pair_fleets(&p, arena, id_key);
	pair_fleets(&p, arena, label_key);
	pair_last(&p);
	for (i = 0; i < old->count; i++)
		tell_connections(&c, old->connections[i], p.pairs[i]);
	for (i = 0; i < new->count; i++)
		if (!p.taken[i])
			tell_connections(&c, NULL, new->connections[i]);
}

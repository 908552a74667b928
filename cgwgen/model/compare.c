/* SPDX-License-Identifier: ISC */
/* Comparing connections.  Floor 2. */
#include "model/compare.h"

#include <stdint.h>
#include <string.h>

#include "model/join.h"
#include "model/pair.h"

struct compare {
	struct arena *arena;
	struct comparison *result;
	const struct change **end;
	struct change about;  /* the sides that are being compared */
	unsigned old_origins; /* which origins occur in the connections */
	unsigned new_origins;
};

static void
report(struct compare *c, enum change_kind kind, enum change_part part,
    const struct field *field)
{
	struct change *change = ARENA_NEW(c->arena, struct change);

	*change = c->about;
	change->kind = kind;
	change->part = part;
	change->field = field;
	*c->end = change;
	c->end = &change->next;
	c->result->count++;
}

static void
report_values(struct compare *c, enum change_part part,
    const struct field *field, const struct value *old, const struct value *new)
{
	c->about.old_value = old;
	c->about.new_value = new;
	report(c,
	    old == NULL   ? CHANGE_ADDED
	    : new == NULL ? CHANGE_REMOVED
			  : CHANGE_CHANGED,
	    part, field);
	c->about.old_value = c->about.new_value = NULL;
}

/* ---- fields ----------------------------------------------------------- */

enum saying { SAYS_NOTHING, SAYS_LATER, SAYS_SOMETHING };

static enum saying
saying(const struct field *field, const struct value *value)
{
	if (value->origin == ORIGIN_LATER ||
	    (field->secret && value_known(value) &&
		strcmp(value->text, "REDACTED") == 0))
		return SAYS_LATER;
	if (value_known(value) || value->text != NULL)
		return SAYS_SOMETHING;
	return SAYS_NOTHING;
}

/* Whether two values that say something say the same; what could not be read
 * is only itself. */
static bool
agree(const struct field *field, const struct value *a, const struct value *b)
{
	if (value_known(a) && value_known(b))
		return field_equal(field, a, b);
	return value_known(a) == value_known(b) &&
	       strcmp(a->text, b->text) == 0;
}

/* Whether a side with inputs of ORIGINS, which does not say FIELD, could have
 * said it as the other side's VALUE does. */
static bool
could_say(
    const struct field *field, const struct value *value, unsigned origins)
{
	if (value->origin == ORIGIN_DEFAULT || value->origin == ORIGIN_ASSUMED)
		return false;
	if (value->origin != ORIGIN_DERIVED && value->origin != ORIGIN_NONE &&
	    (origins >> value->origin & 1) != 0)
		return true;
	return ((origins >> ORIGIN_XML & 1) != 0 && field->xml != NULL) ||
	       ((origins >> ORIGIN_API & 1) != 0 && field_api(field) != NULL);
}

static bool
is_derived(const struct value *a, const struct value *b)
{
	return a->origin == ORIGIN_DERIVED && b->origin == ORIGIN_DERIVED;
}

static void
compare_value(struct compare *c, enum change_part part,
    const struct field *field, const struct value *old, const struct value *new)
{
	enum saying before = saying(field, old), after = saying(field, new);

	/* What follows on both sides is told by what it follows from. */
	if (part == CHANGE_TUNNEL && is_derived(old, new))
		return;
	if (before == SAYS_LATER || after == SAYS_LATER) {
		c->result->not_compared += before != after;
		return;
	}
	if (before == SAYS_SOMETHING && after == SAYS_SOMETHING) {
		if (!agree(field, old, new))
			report_values(c, part, field, old, new);
	} else if (before == SAYS_SOMETHING) {
		if (could_say(field, old, c->new_origins))
			report_values(c, part, field, old, NULL);
	} else if (after == SAYS_SOMETHING) {
		if (could_say(field, new, c->old_origins))
			report_values(c, part, field, NULL, new);
	}
}

static void
compare_fields(struct compare *c, enum change_part part,
    const struct field *fields, size_t count, const void *old, const void *new)
{
	size_t i;

	for (i = 0; i < count; i++)
		compare_value(c, part, &fields[i], field_get(&fields[i], old),
		    field_get(&fields[i], new));
}

static void
collect_origins(const struct field *fields, size_t count, const void *owner,
    unsigned *origins)
{
	size_t i;

	for (i = 0; i < count; i++)
		*origins |= 1u << field_get(&fields[i], owner)->origin;
}

static unsigned
origins_of(const struct connection *connection)
{
	unsigned origins = 0;
	size_t count, i;
	const struct field *fields = connection_fields(&count);

	collect_origins(fields, count, connection, &origins);
	fields = tunnel_fields(&count);
	for (i = 0; i < connection->tunnel_count; i++)
		collect_origins(
		    fields, count, &connection->tunnels[i], &origins);
	if (connection->has_xml)
		origins |= 1u << ORIGIN_XML;
	return origins;
}

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
			compare_value(c, part, &fields[i],
			    field_get(&fields[i], old),
			    field_get(&fields[i], new));
}

/* ---- routes ----------------------------------------------------------- */

static const struct field route_field = { .name = "routes",
	.type = FIELD_PREFIX };

/* The destinations that are known or at least written. */
static struct keyed *
route_keys(
    struct compare *c, const struct connection *connection, size_t *ret_count)
{
	struct keyed *keys =
	    arena_array(c->arena, connection->route_count, sizeof(*keys));
	const struct value *destination;
	size_t i, used = 0;

	for (i = 0; i < connection->route_count; i++) {
		destination = &connection->routes[i].destination;
		if (saying(&route_field, destination) != SAYS_SOMETHING)
			continue;
		keys[used] =
		    (struct keyed){ destination->text, i, destination };
		if (value_known(destination))
			keys[used].key =
			    field_format(&route_field, destination, c->arena);
		used++;
	}
	*ret_count = used;
	return keys;
}

static void
pair_route(void *host, const void *old, const void *new)
{
	if (old == NULL || new == NULL)
		report_values(host, CHANGE_ROUTE, &route_field, old, new);
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
	struct keyed *old_keys, *new_keys;
	size_t old_count, new_count;

	if (!has_routes(old) || !has_routes(new))
		return;
	old_keys = route_keys(c, old, &old_count);
	new_keys = route_keys(c, new, &new_count);
	pair_by_key(old_keys, old_count, new_keys, new_count, pair_route, c);
}

/* ---- tunnels ---------------------------------------------------------- */

static bool
same_address(const struct tunnel *a, const struct tunnel *b)
{
	return value_known(&a->outside_address) &&
	       value_known(&b->outside_address) &&
	       ip_equal(a->outside_address.u.ip, b->outside_address.u.ip);
}

static bool
same_network(const struct tunnel *a, const struct tunnel *b)
{
	struct ip_prefix one, two;

	return tunnel_network(a, &one) && tunnel_network(b, &two) &&
	       one.length == two.length && ip_equal(one.address, two.address);
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
	    const struct tunnel *b) = { same_address, same_network, any_two };
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
	       value_known(&new->outside_address) && !same_address(old, new);
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
		report(c, CHANGE_REPLACED, CHANGE_TUNNEL, &fields[i]);
	}
	c->about.old_value = c->about.new_value = NULL;
	for (i = 0; i < count; i++) {
		before = field_get(&fields[i], old);
		after = field_get(&fields[i], new);
		if (!replaced || before != &old->outside_address)
			compare_value(
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
		report(c, old == NULL ? CHANGE_ADDED : CHANGE_REMOVED,
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
		report(c, old == NULL ? CHANGE_ADDED : CHANGE_REMOVED,
		    CHANGE_CONNECTION, NULL);
		return;
	}
	c->old_origins = origins_of(old);
	c->new_origins = origins_of(new);
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
	struct keyed *old = arena_array(arena, p->old->count, sizeof(*old));
	struct keyed *new = arena_array(arena, p->new->count, sizeof(*new));
	size_t old_count = 0, new_count = 0, i;

	for (i = 0; i < p->old->count; i++)
		if (p->pairs[i] == NULL && key(p->old->connections[i]) != NULL)
			old[old_count++] =
			    (struct keyed){ key(p->old->connections[i]), i,
				    &p->old->connections[i] };
	for (i = 0; i < p->new->count; i++)
		if (!p->taken[i] && key(p->new->connections[i]) != NULL)
			new[new_count++] =
			    (struct keyed){ key(p->new->connections[i]), i,
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

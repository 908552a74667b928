/* SPDX-License-Identifier: ISC */
/* Joining descriptions of one connection.  Floor 2. */
#include "model/join.h"

#include <stdlib.h>
#include <string.h>

#include "base/psk.h"
#include "model/differ.h"

/* Whether VALUE says nothing of its own: a key that AWS withholds. */
static bool
is_withheld(const struct field *field, const struct value *value)
{
	return field->secret && value_known(value) &&
	       psk_is_redacted(value->text);
}

static void
join_value(const struct join *join, const struct field *field,
    struct value *into, const struct value *from)
{
	if (!value_known(into) || is_withheld(field, into)) {
		/* What could not be read stays known as such. */
		if (value_known(from) ||
		    (into->text == NULL && into->origin == ORIGIN_NONE))
			*into = *from;
		return;
	}
	if (!value_known(from) || is_withheld(field, from))
		return;
	if (field->momentary)
		return; /* the first input's moment, all of it */
	if (field_equal(field, into, from)) {
		if (from->origin > into->origin)
			*into = *from;
		return;
	}
	if (from->origin > into->origin) {
		join_differ(join, field, from, into);
		*into = *from;
	} else {
		join_differ(join, field, into, from);
	}
}

static void
join_fields(const struct join *join, const struct field *fields, size_t count,
    void *into, const void *from)
{
	size_t i;

	for (i = 0; i < count; i++)
		join_value(join, &fields[i], field_slot(&fields[i], into),
		    field_get(&fields[i], from));
}

/* ---- tunnels ---------------------------------------------------------- */

bool
tunnel_network(const struct tunnel *tunnel, struct ip_prefix *ret)
{
	if (tunnel_inside_cidr(tunnel, ret))
		return true;
	if (!value_known(&tunnel->inside_cidr))
		return false;
	*ret = tunnel->inside_cidr.u.prefix;
	ip_prefix_cut(ret);
	return true;
}

enum likeness { LIKE_OTHER, LIKE_UNKNOWN, LIKE_SAME };

static enum likeness
like_address(const struct tunnel *a, const struct tunnel *b)
{
	if (!value_known(&a->outside_address) ||
	    !value_known(&b->outside_address))
		return LIKE_UNKNOWN;
	return ip_equal(a->outside_address.u.ip, b->outside_address.u.ip)
		   ? LIKE_SAME
		   : LIKE_OTHER;
}

static enum likeness
like_network(const struct tunnel *a, const struct tunnel *b)
{
	struct ip_prefix one, two;

	if (!tunnel_network(a, &one) || !tunnel_network(b, &two))
		return LIKE_UNKNOWN;
	return ip_prefix_equal(one, two) ? LIKE_SAME : LIKE_OTHER;
}

static enum likeness
like_key(const struct tunnel *a, const struct tunnel *b)
{
	if (tunnel_has_psk(a) && tunnel_has_psk(b) &&
	    strcmp(a->pre_shared_key.text, b->pre_shared_key.text) == 0)
		return LIKE_SAME;
	return LIKE_UNKNOWN;
}

/* By order, where nothing speaks against it. */
static enum likeness
like_order(const struct tunnel *a, const struct tunnel *b)
{
	(void)a;
	(void)b;
	return LIKE_SAME;
}

/* What tells tunnels apart, the surest first. */
static enum likeness (*const likenesses[])(
    const struct tunnel *a, const struct tunnel *b) = { like_address,
	like_network, like_key, like_order };
#define LIKENESSES (sizeof(likenesses) / sizeof(likenesses[0]))

/* Whether A and B are one tunnel by likeness LEVEL and no surer one denies
 * it. */
static bool
is_pair(const struct tunnel *a, const struct tunnel *b, size_t level)
{
	size_t i;

	for (i = 0; i < level; i++)
		if (likenesses[i](a, b) != LIKE_UNKNOWN)
			return false;
	return likenesses[level](a, b) == LIKE_SAME;
}

/* Finds for each tunnel of FROM its index in INTO, or SIZE_MAX. */
static void
pair_tunnels(const struct connection *into, const struct connection *from,
    size_t *ret, bool *taken)
{
	size_t level, i, j;

	for (i = 0; i < from->tunnel_count; i++)
		ret[i] = SIZE_MAX;
	for (level = 0; level < LIKENESSES; level++)
		for (i = 0; i < from->tunnel_count; i++)
			for (j = 0;
			     ret[i] == SIZE_MAX && j < into->tunnel_count; j++)
				if (!taken[j] &&
				    is_pair(&into->tunnels[j],
					&from->tunnels[i], level)) {
					ret[i] = j;
					taken[j] = true;
				}
}

static void
report_unpaired(const struct join *join, const struct tunnel *tunnel)
{
	struct finding finding = { .rule = RULE_TUNNEL_UNPAIRED,
		.severity = rule_get(RULE_TUNNEL_UNPAIRED)->severity,
		.at = tunnel->at,
		.subject = join->subject };

	if (value_known(&tunnel->outside_address))
		finding.at = tunnel->outside_address.at;
	finding.message = arena_printf(join->arena,
	    "tunnel %s is none of the tunnels that another input describes",
	    value_known(&tunnel->outside_address)
		? diag_quote(join->diags, tunnel->outside_address.text)
		: "without an outside address");
	diag_full(join->diags, &finding);
}

static void
join_tunnels(const struct join *join, struct connection *into,
    const struct connection *from)
{
	size_t count, i;
	const struct field *fields = tunnel_fields(&count);
	struct join named;
	size_t *pairs;
	bool *taken;

	if (into->tunnel_count == 0) {
		into->tunnels = from->tunnels;
		into->tunnel_count = from->tunnel_count;
		return;
	}
	pairs = arena_array(join->arena, from->tunnel_count, sizeof(*pairs));
	taken = arena_array(join->arena, into->tunnel_count, sizeof(*taken));
	pair_tunnels(into, from, pairs, taken);
	for (i = 0; i < from->tunnel_count; i++) {
		if (pairs[i] == SIZE_MAX) {
			report_unpaired(join, &from->tunnels[i]);
			continue;
		}
		named = join_tunnel(join, &from->tunnels[i]);
		join_fields(&named, fields, count, &into->tunnels[pairs[i]],
		    &from->tunnels[i]);
	}
}

/* ---- the connection --------------------------------------------------- */

/* Joining tunnels leaves one key of several; where the others stand is still
 * of interest. */
static const struct written_key *
note_keys(const struct written_key *keys, const struct connection *from,
    struct arena *arena)
{
	struct written_key *key;
	size_t i;

	for (i = 0; i < from->tunnel_count; i++) {
		if (!tunnel_has_psk(&from->tunnels[i]))
			continue;
		key = ARENA_NEW(arena, struct written_key);
		key->value = from->tunnels[i].pre_shared_key;
		key->next = keys;
		keys = key;
	}
	return keys;
}

/* A route with a known destination, to be found among others. */
struct placed {
	struct ip_prefix prefix;
	size_t order;
};

static int
compare_placed(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;
	int order = ip_compare(a->prefix.address, b->prefix.address);

	if (order == 0)
		order = a->prefix.length - b->prefix.length;
	if (order == 0)
		order = a->order < b->order ? -1 : a->order > b->order;
	return order;
}

/* Marks those of COUNT routes from FIRST on whose destination an earlier one
 * has, too. */
static void
mark_repeated(const struct route *routes, size_t first, size_t count, bool *ret,
    struct arena *arena)
{
	struct placed *list = arena_array(arena, count, sizeof(*list));
	size_t used = 0, i;

	for (i = 0; i < count; i++)
		if (value_known(&routes[i].destination))
			list[used++] =
			    (struct placed){ routes[i].destination.u.prefix,
				    i };
	if (used > 1)
		qsort(list, used, sizeof(*list), compare_placed);
	for (i = 1; i < used; i++)
		if (list[i].order >= first &&
		    ip_prefix_equal(list[i].prefix, list[i - 1].prefix))
			ret[list[i].order] = true;
}

void
connection_add_routes(struct connection *into, const struct route *routes,
    size_t count, struct arena *arena)
{
	size_t first = into->route_count, all = first + count, i;
	struct route *joined;
	bool *repeated;

	if (count == 0)
		return;
	joined = arena_array(arena, all, sizeof(*joined));
	if (first != 0)
		memcpy(joined, into->routes, first * sizeof(*joined));
	memcpy(joined + first, routes, count * sizeof(*joined));
	repeated = arena_array(arena, all, sizeof(*repeated));
	mark_repeated(joined, first, all, repeated, arena);
	into->routes = joined;
	for (i = first; i < all; i++)
		if (!repeated[i])
			joined[into->route_count++] = joined[i];
}

void
connection_join(struct connection *into, const struct connection *from,
    struct arena *arena, struct diags *diags)
{
	size_t count;
	const struct field *fields = connection_fields(&count);
	struct join join = { NULL, arena, diags };

	if (into->label == NULL)
		into->label = from->label;
	if (!value_known(&into->id))
		into->id = from->id;
	join.subject = diag_quote(diags, connection_name(into));
	join_fields(&join, fields, count, into, from);
	if (into->customer_gateway == NULL)
		into->customer_gateway = from->customer_gateway;
	if (into->aws_gateway == NULL)
		into->aws_gateway = from->aws_gateway;
	if (into->parameters == NULL)
		into->parameters = from->parameters;
	into->has_options |= from->has_options;
	into->has_xml |= from->has_xml;
	connection_add_routes(into, from->routes, from->route_count, arena);
	if (into->keys == NULL)
		into->keys = note_keys(NULL, into, arena);
	into->keys = note_keys(into->keys, from, arena);
	join_tunnels(&join, into, from);
}

void
gateway_join(
    struct gateway *into, const struct gateway *from, struct diags *diags)
{
	size_t count;
	const struct field *fields = gateway_fields(into->kind, &count);
	struct join join = { NULL, diags_arena(diags), diags };

	join.subject = into->label;
	if (join.subject == NULL && value_known(&into->id))
		join.subject = diag_quote(diags, into->id.text);
	join_fields(&join, fields, count, into, from);
	if (into->asn.at.source == from->asn.at.source &&
	    into->asn.at.offset == from->asn.at.offset)
		into->asn_is_short = from->asn_is_short;
	if (into->label == NULL)
		into->label = from->label;
	if (into->key == NULL)
		into->key = from->key;
	if (into->parameters == NULL)
		into->parameters = from->parameters;
	if (into->prefix_count == 0) {
		into->prefixes = from->prefixes;
		into->prefix_count = from->prefix_count;
	}
}

void
join_rows(const char *subject, const struct field *fields, size_t count,
    void *into, const void *from, struct diags *diags)
{
	struct join join = { NULL, diags_arena(diags), diags };

	join.subject = subject;
	join_fields(&join, fields, count, into, from);
}

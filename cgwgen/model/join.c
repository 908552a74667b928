/* SPDX-License-Identifier: ISC */
/* Joining descriptions of one connection.  Floor 2. */
#include "model/join.h"

#include <string.h>

#include "model/field.h"

/* What is being joined, for messages. */
struct join {
	const char *subject;
	struct arena *arena;
	struct diags *diags;
};

/* "phase1_lifetime_seconds" by the name that AWS's users know. */
static const char *
parameter_name(const struct field *field)
{
	const char *api = field_api(field), *slash;

	if (api == NULL)
		return field->name;
	slash = strrchr(api, '/');
	return slash != NULL ? slash + 1 : api;
}

/* "vpn.json:12", where the value that gives way stands. */
static const char *
place_name(const struct join *join, struct pos at)
{
	size_t line, column;

	at = source_outer(at);
	if (at.source == NULL)
		return "elsewhere";
	source_line_column(at, &line, &column);
	return arena_printf(
	    join->arena, "%s:%zu", source_name(at.source), line);
}

static void
report_difference(const struct join *join, const struct field *field,
    const struct value *winner, const struct value *loser)
{
	struct finding finding = { .rule = RULE_INPUTS_DIFFER,
		.severity = rule_get(RULE_INPUTS_DIFFER)->severity,
		.at = winner->at,
		.subject = join->subject };
	const char *place = place_name(join, loser->at);

	if (field->secret)
		finding.message = arena_printf(join->arena,
		    "%s of %s is another than that of %s (%s)",
		    parameter_name(field), origin_name(winner->origin),
		    origin_name(loser->origin), place);
	else
		finding.message = arena_printf(join->arena,
		    "%s is %s by %s and %s by %s (%s); the first is used",
		    parameter_name(field),
		    diag_quote(
			join->diags, field_format(field, winner, join->arena)),
		    origin_name(winner->origin),
		    diag_quote(
			join->diags, field_format(field, loser, join->arena)),
		    origin_name(loser->origin), place);
	diag_full(join->diags, &finding);
}

/* Whether VALUE says nothing of its own: a key that AWS withholds. */
static bool
is_withheld(const struct field *field, const struct value *value)
{
	return field->secret && value_known(value) &&
	       strcmp(value->text, "REDACTED") == 0;
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
	if (field_equal(field, into, from)) {
		if (from->origin > into->origin)
			*into = *from;
		return;
	}
	if (from->origin > into->origin) {
		report_difference(join, field, from, into);
		*into = *from;
	} else {
		report_difference(join, field, into, from);
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
	ret->address = ip_first(*ret);
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
	return one.length == two.length && ip_equal(one.address, two.address)
		   ? LIKE_SAME
		   : LIKE_OTHER;
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
	struct join named = *join;
	size_t *pairs;
	bool *taken;
	char text[IP_TEXT_SIZE];

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
		if (value_known(&from->tunnels[i].outside_address))
			named.subject = arena_printf(join->arena,
			    "%s tunnel %s", join->subject,
			    ip_format(
				from->tunnels[i].outside_address.u.ip, text));
		join_fields(&named, fields, count, &into->tunnels[pairs[i]],
		    &from->tunnels[i]);
		named.subject = join->subject;
	}
}

/* ---- the connection --------------------------------------------------- */

static bool
has_route(const struct connection *connection, const struct route *route)
{
	const struct ip_prefix *a, *b = &route->destination.u.prefix;
	size_t i;

	for (i = 0; i < connection->route_count; i++) {
		a = &connection->routes[i].destination.u.prefix;
		if (value_known(&connection->routes[i].destination) &&
		    value_known(&route->destination) &&
		    a->length == b->length && ip_equal(a->address, b->address))
			return true;
	}
	return false;
}

void
connection_add_routes(struct connection *into, const struct route *routes,
    size_t count, struct arena *arena)
{
	struct route *all;
	size_t i;

	if (count == 0)
		return;
	all =
	    arena_array(arena, into->route_count + count, sizeof(struct route));
	if (into->route_count != 0)
		memcpy(all, into->routes, into->route_count * sizeof(*all));
	into->routes = all;
	for (i = 0; i < count; i++)
		if (!has_route(into, &routes[i]))
			all[into->route_count++] = routes[i];
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
	into->has_options |= from->has_options;
	into->has_xml |= from->has_xml;
	connection_add_routes(into, from->routes, from->route_count, arena);
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
	if (into->label == NULL)
		into->label = from->label;
	if (into->parameters == NULL)
		into->parameters = from->parameters;
	if (into->prefix_count == 0) {
		into->prefixes = from->prefixes;
		into->prefix_count = from->prefix_count;
	}
}

/* ---- what follows ----------------------------------------------------- */

/* One value that follows from another. */
struct consequence {
	const struct join *join;
	void *owner;
	const struct value *from; /* what it follows from */
};

/* Gives the field at OFFSET the value that it must have, or says that what
 * it has is another. */
static void
derive(const struct consequence *c, const struct field *fields, size_t count,
    size_t offset, struct value value)
{
	const struct field *field = fields;
	struct value *slot;

	while (field < fields + count && field->offset != offset)
		field++;
	slot = field_slot(field, c->owner);
	value.at = c->from->at;
	value.origin =
	    c->from->origin == ORIGIN_LATER ? ORIGIN_LATER : ORIGIN_DERIVED;
	value.text = NULL;
	if (value.origin == ORIGIN_DERIVED)
		value.text = field_format(field, &value, c->join->arena);
	if (value_known(slot) && value_known(&value)) {
		if (field_equal(field, slot, &value))
			return;
		value.origin = c->from->origin;
		report_difference(c->join, field, slot, &value);
	} else if (value_missing(slot) && slot->text == NULL) {
		*slot = value;
	}
}

#define TUNNEL(member, ...)                                                    \
	derive(c, fields, count, offsetof(struct tunnel, member),              \
	    (struct value){ .u = { __VA_ARGS__ } })

static void
derive_inside(const struct consequence *c, const struct ip_prefix *prefix)
{
	size_t count;
	const struct field *fields = tunnel_fields(&count);
	struct ip first = ip_first(*prefix);

	TUNNEL(aws_inside_address, .ip = ip_add(first, 1));
	TUNNEL(inside_address, .ip = ip_add(first, 2));
	TUNNEL(aws_inside_prefix_length, .number = prefix->length);
	TUNNEL(inside_prefix_length, .number = prefix->length);
	TUNNEL(aws_inside_netmask, .ip = ip_mask(4, prefix->length));
	TUNNEL(inside_netmask, .ip = ip_mask(4, prefix->length));
}

static void
derive_inside_ipv6(const struct consequence *c, const struct ip_prefix *prefix)
{
	size_t count;
	const struct field *fields = tunnel_fields(&count);
	struct ip first = ip_first(*prefix);

	TUNNEL(aws_inside_ipv6_address, .ip = ip_add(first, 1));
	TUNNEL(inside_ipv6_address, .ip = ip_add(first, 2));
}

static void
derive_cidr(const struct consequence *c)
{
	size_t count;
	const struct field *fields = tunnel_fields(&count);
	struct tunnel *tunnel = c->owner;
	struct consequence from = *c;
	struct ip_prefix prefix;

	if (!value_known(&tunnel->inside_cidr) &&
	    tunnel_inside_cidr(tunnel, &prefix)) {
		from.from = &tunnel->aws_inside_address;
		c = &from;
		TUNNEL(inside_cidr, .prefix = prefix);
	}
	if (!value_known(&tunnel->inside_ipv6_cidr) &&
	    tunnel_inside_ipv6_cidr(tunnel, &prefix)) {
		from.from = &tunnel->aws_inside_ipv6_address;
		c = &from;
		TUNNEL(inside_ipv6_cidr, .prefix = prefix);
	}
}

static bool
is_network(const struct value *value, uint8_t family, uint8_t length)
{
	return value_known(value) && value->u.prefix.address.family == family &&
	       value->u.prefix.length == length;
}

static void
derive_tunnel(const struct join *join, const struct connection *connection,
    struct tunnel *tunnel)
{
	const struct gateway *customer = connection->customer_gateway;
	const struct gateway *aws = connection->aws_gateway;
	bool bgp = !connection_is_static(connection);
	size_t count;
	const struct field *fields = tunnel_fields(&count);
	struct consequence consequence = { join, tunnel, NULL },
			   *c = &consequence;

	/* Other sizes are a rule's to refuse. */
	c->from = &tunnel->inside_cidr;
	if (is_network(c->from, 4, 30))
		derive_inside(c, &tunnel->inside_cidr.u.prefix);
	c->from = &tunnel->inside_ipv6_cidr;
	if (is_network(c->from, 6, 126) && connection_is_ipv6(connection))
		derive_inside_ipv6(c, &tunnel->inside_ipv6_cidr.u.prefix);
	derive_cidr(c);
	if (customer != NULL) {
		c->from = &customer->ip_address;
		if (!value_missing(c->from))
			TUNNEL(customer_outside_address,
			    .ip = customer->ip_address.u.ip);
		c->from = &customer->asn;
		if (!value_missing(c->from) && bgp)
			TUNNEL(customer_asn, .number = customer->asn.u.number);
	}
	if (aws != NULL && bgp) {
		c->from = &aws->asn;
		if (!value_missing(c->from))
			TUNNEL(aws_asn, .number = aws->asn.u.number);
	}
}

#undef TUNNEL

/* The id of an end, where the connection itself does not say it. */
static void
derive_id(struct value *id, const struct gateway *gateway)
{
	if (gateway == NULL || !value_missing(id) || id->text != NULL ||
	    value_missing(&gateway->id))
		return;
	*id = gateway->id;
	if (value_known(id))
		id->origin = ORIGIN_DERIVED;
}

static void
derive_ids(struct connection *connection)
{
	const struct gateway *aws = connection->aws_gateway;

	derive_id(
	    &connection->customer_gateway_id, connection->customer_gateway);
	if (aws != NULL && aws->kind == GATEWAY_VPN)
		derive_id(&connection->vpn_gateway_id, aws);
	if (aws != NULL && aws->kind == GATEWAY_TRANSIT)
		derive_id(&connection->transit_gateway_id, aws);
}

/* Which routing, and which IP version inside: the XML only shows it. */
static void
derive_options(const struct join *join, struct connection *connection)
{
	size_t count;
	const struct field *fields = connection_fields(&count);
	struct consequence consequence = { join, connection, NULL };
	struct value at = { .origin = ORIGIN_XML, .at = connection->at };
	struct value flag = { .u.flag = connection_is_static(connection) };

	if (!connection->has_xml)
		return;
	if (value_known(&connection->attributes)) {
		at.at = connection->attributes.at;
		flag.u.flag =
		    strstr(connection->attributes.text, "NoBGP") != NULL;
	}
	consequence.from = &at;
	derive(&consequence, fields, count,
	    offsetof(struct connection, static_routes_only), flag);
}

void
connection_derive(
    struct connection *connection, struct arena *arena, struct diags *diags)
{
	struct join join = { diag_quote(diags, connection_name(connection)),
		arena, diags };
	struct join named = join;
	struct tunnel *tunnel;
	char text[IP_TEXT_SIZE];
	size_t i;

	derive_ids(connection);
	derive_options(&join, connection);
	if (connection->type.at.source == NULL &&
	    connection->type.text == NULL &&
	    connection->type.origin == ORIGIN_NONE) {
		connection->type.text = "ipsec.1";
		connection->type.origin = ORIGIN_DEFAULT;
		connection->type.at = connection->at;
	}
	for (i = 0; i < connection->tunnel_count; i++) {
		tunnel = &connection->tunnels[i];
		named.subject = join.subject;
		if (value_known(&tunnel->outside_address))
			named.subject =
			    arena_printf(arena, "%s tunnel %s", join.subject,
				ip_format(tunnel->outside_address.u.ip, text));
		derive_tunnel(&named, connection, tunnel);
	}
}

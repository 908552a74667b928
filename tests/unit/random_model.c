/* SPDX-License-Identifier: ISC */
/* Random models by the rows of the field tables. */
#include "random_model.h"

#include <string.h>

#include "model/field.h"
#include "model/join.h"

/* ---- numbers and texts ------------------------------------------------ */

/* xorshift64*, Vigna 2016. */
static uint32_t
next(struct maker *maker)
{
	maker->state ^= maker->state >> 12;
	maker->state ^= maker->state << 25;
	maker->state ^= maker->state >> 27;
	return (uint32_t)((maker->state * 2685821657736338717u) >> 32);
}

uint32_t
maker_below(struct maker *maker, uint32_t limit)
{
	return next(maker) % limit;
}

static bool
chance(struct maker *maker, uint32_t percent)
{
	return maker_below(maker, 100) < percent;
}

/* What YAML could take for something else than text. */
static const char *const traps[] = { "no", "No", "yes", "on", "OFF", "y", "N",
	"true", "False", "null", "NULL", "~", "1e3", "0x1F", "064512", "0o17",
	"12345678", "1_000", "+1", "-1", ".5", "1.5", ".inf", "-.INF", ".NaN",
	"1:30", "190:20:30", "2001-12-14", "2001-12-14t21:59:43.10-05:00", "<<",
	"=", "-", "--- x", "...", "- x", "? x", ": x", "x: y", "x:", "x #y",
	"#x", "#", "&a", "*a", "!x", "!!str x", "|", ">", "%YAML 1.1", "@x",
	"`x`", "'x'", "\"x\"", "x'y", "\\", "\\n", "{}", "[]", "{a: 1}", "a, b",
	"a]", "]", "198.51.100.7", "2001:db8::1", "1:2:3:4:5:6:7:8", "::1",
	"10.0.0.0/8", "fd00::", "cgwgen", "REDACTED", "NoBGPVPNConnection",
	"<a>&amp;</a>", "]]>", "a\tb", "a\nb", "a\r\nb", " a", "a ", "\n",
	"a: \"b\"", "a  b" };

static const char *const pieces[] = { "a", "Z", "9", "0", "_", "-", ".", "/",
	" ", ":", "#", ",", "'", "\"", "\\", "&", "<", ">", "\t", "\n", "\r",
	"\x01", "\x1b", "\x7f", "\xc2\x85", "\xc2\xa0", "\xc3\xa9",
	"\xe2\x80\xa8", "\xe2\x80\xa9", "\xef\xbb\xbf", "\xef\xbf\xbe",
	"\xef\xbf\xbd", "\xe6\xbc\xa2", "\xf0\x9f\x94\x91", "{", "]", "%", "@",
	"vpn", "cgw-0a1b" };

#define PICK(maker, list)                                                      \
	(list)[maker_below((maker), sizeof(list) / sizeof((list)[0]))]

const char *
maker_text(struct maker *maker)
{
	const char *text = "";
	uint32_t left;

	if (chance(maker, 30))
		return PICK(maker, traps);
	if (chance(maker, 50))
		return arena_printf(
		    maker->arena, "x-%08x", (unsigned)next(maker));
	for (left = 1 + maker_below(maker, 8); left != 0; left--)
		text = arena_printf(
		    maker->arena, "%s%s", text, PICK(maker, pieces));
	return text;
}

/* ---- values ----------------------------------------------------------- */

static struct ip
make_ip(struct maker *maker, uint8_t family)
{
	struct ip ip = { .family = family };
	size_t i;

	for (i = 0; i < (family == 4 ? 4 : 16); i++)
		ip.bytes[i] = chance(maker, 20) ? 0 : (uint8_t)next(maker);
	return ip;
}

/* One of a "a|b" list. */
static const char *
make_choice(struct maker *maker, const char *choices)
{
	size_t length;
	uint32_t skip = maker_below(maker, 3);

	for (; skip != 0 && strchr(choices, '|') != NULL; skip--)
		choices = strchr(choices, '|') + 1;
	length = strcspn(choices, "|");
	return arena_copy(maker->arena, choices, length);
}

static algorithm_set
make_set(
    struct maker *maker, const struct field *field, enum algorithm_kind kind)
{
	algorithm_set all = algorithm_aws_set(kind, field->phase), set;

	do
		set = field->option != NULL ? next(maker) & all
					    : (algorithm_set)1 << maker_below(
						  maker, algorithm_count(kind));
	while (set == 0);
	return set;
}

static void
make_typed(struct maker *maker, const struct field *field, struct value *value)
{
	uint8_t family = chance(maker, 70) ? 4 : 6;
	enum algorithm_kind kind;

	if (field_is_set(field, &kind)) {
		value->u.set = make_set(maker, field, kind);
	} else if (field->type == FIELD_NUMBER) {
		value->u.number = next(maker);
		if (field->maximum != 0)
			value->u.number =
			    field->minimum +
			    next(maker) % (field->maximum - field->minimum + 1);
	} else if (field->type == FIELD_FLAG) {
		value->u.flag = chance(maker, 50);
	} else if (field->type == FIELD_PREFIX) {
		value->u.prefix.address = make_ip(maker, family);
		value->u.prefix.length = (uint8_t)maker_below(
		    maker, ip_bits(value->u.prefix.address) + 1u);
	} else {
		family = field->type == FIELD_IPV4   ? 4
			 : field->type == FIELD_IPV6 ? 6
						     : family;
		value->u.ip = make_ip(maker, family);
	}
	value->text = field_format(field, value, maker->arena);
}

static void
make_value(struct maker *maker, const struct field *field, void *owner)
{
	static const enum origin origins[] = { ORIGIN_XML, ORIGIN_API,
		ORIGIN_TERRAFORM, ORIGIN_DESCRIPTOR, ORIGIN_OPTION };
	struct value *value = field_slot(field, owner);

	*value = (struct value){ .origin = PICK(maker, origins) };
	if (field->type != FIELD_TEXT)
		make_typed(maker, field, value);
	else if (field->choices != NULL)
		value->text = make_choice(maker, field->choices);
	else
		value->text = maker_text(maker);
}

/* What often is as it should be: the default of a row. */
static void
make_default(struct maker *maker, const struct field *field, void *owner)
{
	struct value *value = field_slot(field, owner);

	make_value(maker, field, owner);
	if (field->fallback == NULL || chance(maker, 50))
		return;
	value->text = field->fallback;
	field_parse(field, field->fallback, value);
}

static void
make_fields(struct maker *maker, const struct field *fields, size_t count,
    void *owner, uint32_t percent, bool whole)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (chance(maker, percent) ||
		    (whole && fields[i].xml != NULL &&
			fields[i].need != FIELD_OPTIONAL))
			make_default(maker, &fields[i], owner);
}

/* ---- the ends --------------------------------------------------------- */

static struct node *
make_scalar(struct maker *maker, struct node *parent)
{
	static const char *const plain[] = { "1", "-20", "true", "false",
		"null", "1.5", "010", "0x1f", "1e3", ".inf" };
	struct node *node = node_add(maker->arena, NODE_SCALAR, parent);

	node->plain = chance(maker, 50);
	node->text = node->plain ? PICK(maker, plain) : maker_text(maker);
	return node;
}

static struct node *
make_node(struct maker *maker, struct node *parent, unsigned depth)
{
	uint32_t left = maker_below(maker, 5);
	struct node *node;

	if (depth == 0 || chance(maker, 50))
		return make_scalar(maker, parent);
	node = node_add(
	    maker->arena, chance(maker, 50) ? NODE_MAP : NODE_SEQUENCE, parent);
	for (; left != 0; left--)
		make_node(maker, node, depth - 1)->name =
		    node->kind == NODE_SEQUENCE
			? NULL
			: arena_printf(maker->arena, "%s_%u", maker_text(maker),
			      (unsigned)left);
	return node;
}

static struct gateway *
make_gateway(struct maker *maker, enum gateway_kind kind)
{
	static const struct field prefix = { .type = FIELD_PREFIX };
	struct gateway *gateway = ARENA_NEW(maker->arena, struct gateway);
	struct node *map;
	size_t count, i;
	const struct field *fields = gateway_fields(kind, &count);

	gateway->kind = kind;
	make_fields(maker, fields, count, gateway, 60, false);
	/* A customer gateway of which nothing is known is none. */
	make_value(maker, &fields[1], gateway);
	if (kind == GATEWAY_CUSTOMER && chance(maker, 40)) {
		map = node_add(maker->arena, NODE_MAP, NULL);
		do
			make_node(maker, map, 4)->name =
			    arena_printf(maker->arena, "%s_%zu",
				maker_text(maker), node_count(map));
		while (chance(maker, 60));
		gateway->parameters = map;
	}
	gateway->prefix_count = maker_below(maker, 20);
	gateway->prefixes = arena_array(
	    maker->arena, gateway->prefix_count, sizeof(struct value));
	for (i = 0; i < gateway->prefix_count; i++)
		make_value(maker, &prefix, &gateway->prefixes[i]);
	return gateway;
}

/* The connection's ids agree with those of its ends. */
static void
make_ends(struct maker *maker, struct connection *c)
{
	if (chance(maker, 50)) {
		c->customer_gateway = make_gateway(maker, GATEWAY_CUSTOMER);
		c->customer_gateway_id = c->customer_gateway->id;
	}
	if (chance(maker, 50))
		return;
	c->aws_gateway = make_gateway(
	    maker, chance(maker, 50) ? GATEWAY_VPN : GATEWAY_TRANSIT);
	c->vpn_gateway_id = c->transit_gateway_id =
	    (struct value){ .origin = ORIGIN_NONE };
	if (chance(maker, 50))
		return;
	*(c->aws_gateway->kind == GATEWAY_VPN ? &c->vpn_gateway_id
					      : &c->transit_gateway_id) =
	    c->aws_gateway->id;
}

/* ---- connections ------------------------------------------------------ */

/* As AWS has it, or anything. */
static void
make_network(struct maker *maker, struct value *value, const char *network)
{
	const struct field field = { .type = FIELD_PREFIX };
	struct ip first;

	if (!value_known(value) || !chance(maker, 70))
		return;
	ip_prefix_parse(network, &value->u.prefix);
	first = ip_add(value->u.prefix.address, next(maker) % 0x4000 * 4);
	value->u.prefix.address = first;
	value->text = field_format(&field, value, maker->arena);
}

static void
make_tunnels(struct maker *maker, struct connection *c, bool whole)
{
	size_t count, i;
	const struct field *fields = tunnel_fields(&count);
	struct tunnel *tunnel;

	c->tunnel_count = maker_below(maker, 5);
	c->tunnels =
	    arena_array(maker->arena, c->tunnel_count, sizeof(struct tunnel));
	for (i = 0; i < c->tunnel_count; i++) {
		tunnel = &c->tunnels[i];
		make_fields(maker, fields, count, tunnel,
		    chance(maker, 50) ? 50 : 10, whole);
		make_network(maker, &tunnel->inside_cidr, "169.254.0.0/30");
		make_network(maker, &tunnel->inside_ipv6_cidr, "fd00::/126");
	}
}

static void
make_routes(struct maker *maker, struct connection *c)
{
	static const struct field prefix = { .type = FIELD_PREFIX };
	static const struct field text = { .type = FIELD_TEXT };
	struct route *route;
	size_t i;

	c->route_count = chance(maker, 50) ? 0 : maker_below(maker, 20);
	c->routes =
	    arena_array(maker->arena, c->route_count, sizeof(struct route));
	for (i = 0; i < c->route_count; i++) {
		route = &c->routes[i];
		make_value(maker, &prefix, &route->destination);
		if (chance(maker, 50))
			make_value(maker, &text, &route->state);
	}
}

struct connection *
maker_connection(struct maker *maker)
{
	struct connection *c = ARENA_NEW(maker->arena, struct connection);
	bool whole = chance(maker, 33);
	size_t count;
	const struct field *fields = connection_fields(&count);

	make_fields(maker, fields, count, c, 30, whole);
	make_value(maker, &fields[0], c);
	/* Others are passed over. */
	c->state = (struct value){ .origin = ORIGIN_NONE };
	c->has_options = chance(maker, 50);
	c->has_xml = chance(maker, 50);
	make_ends(maker, c);
	make_tunnels(maker, c, whole);
	make_routes(maker, c);
	/* Twice: a device's address follows from a network that followed. */
	connection_derive(c, maker->arena, diags_new(maker->arena, 1));
	connection_derive(c, maker->arena, diags_new(maker->arena, 1));
	connection_sort_tunnels(c);
	connection_complete(c, false);
	return c;
}

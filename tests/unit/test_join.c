/* SPDX-License-Identifier: ISC */
/* Descriptions of one connection become one; what follows is filled in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "model/field.h"
#include "model/join.h"

extern const struct CMUnitTest join_tests[];
extern const size_t join_test_count;

struct bench {
	struct arena *arena;
	struct diags *diags;
};

static struct bench
start(void)
{
	struct bench b = { .arena = arena_new() };

	b.diags = diags_new(b.arena, 0);
	return b;
}

static struct connection *
connection_of(struct bench *b, size_t tunnels)
{
	struct connection *c = ARENA_NEW(b->arena, struct connection);

	c->tunnels = arena_array(b->arena, tunnels, sizeof(struct tunnel));
	c->tunnel_count = tunnels;
	return c;
}

/* Sets the field called NAME of a tunnel, or of a connection. */
static void
set(const struct field *fields, size_t count, void *owner, const char *name,
    const char *text, enum origin origin)
{
	struct value *value;
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(fields[i].name, name) != 0)
			continue;
		value = field_slot(&fields[i], owner);
		assert_true(field_parse(&fields[i], text, value));
		value->text = text;
		value->origin = origin;
		return;
	}
	fail_msg("no field %s", name);
}

static void
set_tunnel(struct tunnel *tunnel, const char *name, const char *text,
    enum origin origin)
{
	size_t count;
	const struct field *fields = tunnel_fields(&count);

	set(fields, count, tunnel, name, text, origin);
}

static void
set_connection(struct connection *connection, const char *name,
    const char *text, enum origin origin)
{
	size_t count;
	const struct field *fields = connection_fields(&count);

	set(fields, count, connection, name, text, origin);
}

static void
set_gateway(struct gateway *gateway, const char *name, const char *text,
    enum origin origin)
{
	size_t count;
	const struct field *fields = gateway_fields(gateway->kind, &count);

	set(fields, count, gateway, name, text, origin);
}

static void
assert_findings(const struct bench *b, enum rule_id rule, size_t expected,
    const char *words)
{
	const struct finding *list;
	size_t count, i;

	list = diags_list(b->diags, &count);
	assert_int_equal(count, expected);
	for (i = 0; i < count; i++)
		assert_int_equal(list[i].rule, rule);
	if (words != NULL)
		assert_non_null(strstr(list[0].message, words));
}

static void
the_api_goes_before_the_xml(void **state)
{
	struct bench b = start();
	struct connection *api = connection_of(&b, 1);
	struct connection *xml = connection_of(&b, 1);
	const struct value *lifetime = &api->tunnels[0].phase1_lifetime_seconds;

	(void)state;
	set_tunnel(api->tunnels, "phase1_lifetime_seconds", "3600", ORIGIN_API);
	set_tunnel(
	    xml->tunnels, "phase1_lifetime_seconds", "28800", ORIGIN_XML);
	set_tunnel(xml->tunnels, "dpd_retries", "3", ORIGIN_XML);
	connection_join(api, xml, b.arena, b.diags);
	assert_int_equal(lifetime->u.number, 3600);
	assert_int_equal(lifetime->origin, ORIGIN_API);
	assert_int_equal(api->tunnels[0].dpd_retries.u.number, 3);
	assert_findings(&b, RULE_INPUTS_DIFFER, 1,
	    "Phase1LifetimeSeconds is 3600 by EC2 API and 28800 by XML");
	arena_free(b.arena);
}

static void
the_order_of_joining_is_nothing(void **state)
{
	struct bench b = start();
	struct connection *api = connection_of(&b, 1);
	struct connection *xml = connection_of(&b, 1);

	(void)state;
	set_tunnel(api->tunnels, "phase2_lifetime_seconds", "900", ORIGIN_API);
	set_tunnel(xml->tunnels, "phase2_lifetime_seconds", "3600", ORIGIN_XML);
	set_connection(api, "type", "ipsec.1", ORIGIN_API);
	set_connection(xml, "type", "ipsec.1", ORIGIN_XML);
	connection_join(xml, api, b.arena, b.diags);
	assert_int_equal(xml->tunnels[0].phase2_lifetime_seconds.u.number, 900);
	/* Equal values are no finding; the more certain place is kept. */
	assert_int_equal(xml->type.origin, ORIGIN_API);
	assert_findings(&b, RULE_INPUTS_DIFFER, 1, NULL);
	arena_free(b.arena);
}

static void
keys_are_never_shown(void **state)
{
	struct bench b = start();
	struct connection *api = connection_of(&b, 1);
	struct connection *xml = connection_of(&b, 1);
	const struct finding *list;
	size_t count;

	(void)state;
	set_tunnel(api->tunnels, "pre_shared_key", "first_Key_7", ORIGIN_API);
	set_tunnel(xml->tunnels, "pre_shared_key", "other_Key_8", ORIGIN_XML);
	connection_join(api, xml, b.arena, b.diags);
	assert_findings(&b, RULE_INPUTS_DIFFER, 1, "PreSharedKey");
	list = diags_list(b.diags, &count);
	assert_null(strstr(list[0].message, "_Key_"));
	arena_free(b.arena);
}

static void
a_withheld_key_is_none(void **state)
{
	struct bench b = start();
	struct connection *api = connection_of(&b, 2);
	struct connection *xml = connection_of(&b, 2);

	(void)state;
	set_tunnel(&api->tunnels[0], "pre_shared_key", "REDACTED", ORIGIN_API);
	set_tunnel(&xml->tunnels[0], "pre_shared_key", "known_Key", ORIGIN_XML);
	set_tunnel(&api->tunnels[1], "pre_shared_key", "other_Key", ORIGIN_API);
	set_tunnel(&xml->tunnels[1], "pre_shared_key", "REDACTED", ORIGIN_XML);
	connection_join(api, xml, b.arena, b.diags);
	assert_string_equal(api->tunnels[0].pre_shared_key.text, "known_Key");
	assert_string_equal(api->tunnels[1].pre_shared_key.text, "other_Key");
	assert_findings(&b, RULE_INPUTS_DIFFER, 0, NULL);
	arena_free(b.arena);
}

/* What tells the tunnels apart: the second of one side is the first of the
 * other. */
static void
tunnels_are_paired(void **state)
{
	static const struct {
		const char *name, *first, *second;              /* of INTO */
		const char *other, *other_first, *other_second; /* of FROM */
	} rows[] = {
		{ "outside_address", "192.0.2.1", "192.0.2.2",
		    "outside_address", "192.0.2.2", "192.0.2.1" },
		{ "inside_cidr", "169.254.8.0/30", "169.254.8.4/30",
		    "inside_cidr", "169.254.8.4/30", "169.254.8.0/30" },
		{ "pre_shared_key", "one_Key_1", "two_Key_2", "pre_shared_key",
		    "two_Key_2", "one_Key_1" },
	};
	struct bench b = start();
	struct connection *into, *from;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		into = connection_of(&b, 2);
		from = connection_of(&b, 2);
		set_tunnel(
		    &into->tunnels[0], rows[i].name, rows[i].first, ORIGIN_API);
		set_tunnel(&into->tunnels[1], rows[i].name, rows[i].second,
		    ORIGIN_API);
		set_tunnel(&from->tunnels[0], rows[i].other,
		    rows[i].other_first, ORIGIN_XML);
		set_tunnel(&from->tunnels[1], rows[i].other,
		    rows[i].other_second, ORIGIN_XML);
		set_tunnel(&from->tunnels[0], "dpd_interval", "11", ORIGIN_XML);
		set_tunnel(&from->tunnels[1], "dpd_interval", "12", ORIGIN_XML);
		connection_join(into, from, b.arena, b.diags);
		assert_int_equal(into->tunnels[0].dpd_interval.u.number, 12);
		assert_int_equal(into->tunnels[1].dpd_interval.u.number, 11);
	}
	/* An inside address tells as well as its network. */
	into = connection_of(&b, 2);
	from = connection_of(&b, 2);
	set_tunnel(&into->tunnels[0], "inside_cidr", "169.254.8.0/30",
	    ORIGIN_TERRAFORM);
	set_tunnel(
	    &from->tunnels[1], "aws_inside_address", "169.254.8.1", ORIGIN_XML);
	set_tunnel(
	    &from->tunnels[1], "aws_inside_prefix_length", "30", ORIGIN_XML);
	set_tunnel(&from->tunnels[0], "dpd_interval", "11", ORIGIN_XML);
	set_tunnel(&from->tunnels[1], "dpd_interval", "12", ORIGIN_XML);
	connection_join(into, from, b.arena, b.diags);
	assert_int_equal(into->tunnels[0].dpd_interval.u.number, 12);
	assert_int_equal(into->tunnels[1].dpd_interval.u.number, 11);
	/* Nothing tells: the order does. */
	into = connection_of(&b, 2);
	connection_join(into, from, b.arena, b.diags);
	assert_int_equal(into->tunnels[0].dpd_interval.u.number, 11);
	assert_findings(&b, RULE_INPUTS_DIFFER, 0, NULL);
	arena_free(b.arena);
}

static void
a_tunnel_that_was_replaced_is_left_out(void **state)
{
	struct bench b = start();
	struct connection *xml = connection_of(&b, 2);
	struct connection *api = connection_of(&b, 2);

	(void)state;
	set_tunnel(
	    &xml->tunnels[0], "outside_address", "192.0.2.1", ORIGIN_XML);
	set_tunnel(
	    &xml->tunnels[1], "outside_address", "192.0.2.2", ORIGIN_XML);
	set_tunnel(
	    &api->tunnels[0], "outside_address", "192.0.2.2", ORIGIN_API);
	set_tunnel(
	    &api->tunnels[1], "outside_address", "192.0.2.9", ORIGIN_API);
	set_tunnel(&api->tunnels[1], "startup_action", "start", ORIGIN_API);
	connection_join(xml, api, b.arena, b.diags);
	assert_int_equal(xml->tunnel_count, 2);
	assert_false(value_known(&xml->tunnels[0].startup_action));
	assert_false(value_known(&xml->tunnels[1].startup_action));
	assert_findings(&b, RULE_TUNNEL_UNPAIRED, 1, "192.0.2.9");
	arena_free(b.arena);
}

static void
inside_addresses_follow_from_the_network(void **state)
{
	struct bench b = start();
	struct connection *c = connection_of(&b, 2);
	struct tunnel *t = c->tunnels;

	(void)state;
	set_tunnel(&t[0], "inside_cidr", "169.254.9.8/30", ORIGIN_DESCRIPTOR);
	set_tunnel(&t[1], "aws_inside_address", "169.254.9.13", ORIGIN_XML);
	set_tunnel(&t[1], "aws_inside_prefix_length", "30", ORIGIN_XML);
	connection_derive(c, b.arena, b.diags);
	assert_string_equal(t[0].aws_inside_address.text, "169.254.9.9");
	assert_string_equal(t[0].inside_address.text, "169.254.9.10");
	assert_string_equal(t[0].inside_netmask.text, "255.255.255.252");
	assert_int_equal(t[0].inside_prefix_length.u.number, 30);
	assert_int_equal(t[0].inside_address.origin, ORIGIN_DERIVED);
	assert_string_equal(t[1].inside_cidr.text, "169.254.9.12/30");
	assert_findings(&b, RULE_INPUTS_DIFFER, 0, NULL);
	/* And contradict it where they were stated otherwise. */
	set_tunnel(&t[0], "inside_address", "169.254.9.99", ORIGIN_DESCRIPTOR);
	connection_derive(c, b.arena, b.diags);
	assert_findings(&b, RULE_INPUTS_DIFFER, 1, "169.254.9.99");
	arena_free(b.arena);
}

static void
the_ends_give_addresses_and_numbers(void **state)
{
	struct gateway site = { .kind = GATEWAY_CUSTOMER };
	struct gateway core = { .kind = GATEWAY_TRANSIT };
	struct bench b = start();
	struct connection *c = connection_of(&b, 1);
	struct tunnel *t = c->tunnels;

	(void)state;
	set_gateway(&site, "id", "cgw-0123456789abcdef0", ORIGIN_API);
	set_gateway(&site, "ip_address", "198.51.100.7", ORIGIN_API);
	set_gateway(&site, "asn", "65010", ORIGIN_API);
	core.asn.origin = ORIGIN_LATER;
	c->customer_gateway = &site;
	c->aws_gateway = &core;
	connection_derive(c, b.arena, b.diags);
	assert_string_equal(c->customer_gateway_id.text, site.id.text);
	assert_string_equal(t->customer_outside_address.text, "198.51.100.7");
	assert_int_equal(t->customer_asn.u.number, 65010);
	assert_int_equal(t->aws_asn.origin, ORIGIN_LATER);
	assert_false(value_known(&t->aws_asn));
	assert_false(value_missing(&t->aws_asn));
	/* A static connection has no use for them. */
	c = connection_of(&b, 1);
	set_connection(c, "static_routes_only", "true", ORIGIN_API);
	c->customer_gateway = &site;
	connection_derive(c, b.arena, b.diags);
	connection_complete(c, false);
	assert_true(value_missing(&c->tunnels->customer_asn));
	assert_true(value_missing(&c->tunnels->bgp_hold_time));
	assert_findings(&b, RULE_INPUTS_DIFFER, 0, NULL);
	arena_free(b.arena);
}

static void
defaults_are_assumed_only_without_options(void **state)
{
	struct bench b = start();
	struct connection *c = connection_of(&b, 1);

	(void)state;
	c->has_options = true;
	connection_complete(c, false);
	assert_int_equal(c->tunnels->ike_versions.origin, ORIGIN_DEFAULT);
	assert_int_equal(c->tunnels->bgp_hold_time.u.number, 30);
	assert_string_equal(c->tunnel_bandwidth.text, "standard");
	c = connection_of(&b, 1);
	connection_complete(c, false);
	assert_int_equal(c->tunnels->ike_versions.origin, ORIGIN_ASSUMED);
	arena_free(b.arena);
}

static void
routes_are_a_set(void **state)
{
	struct bench b = start();
	struct connection *into = connection_of(&b, 0);
	struct route routes[3] = { { .state = { .origin = ORIGIN_NONE } } };
	static const char *const networks[] = { "10.1.0.0/16", "10.2.0.0/16",
		"10.1.0.0/16" };
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_true(ip_prefix_parse(
		    networks[i], &routes[i].destination.u.prefix));
		routes[i].destination.origin = ORIGIN_API;
	}
	connection_add_routes(into, routes, 3, b.arena);
	assert_int_equal(into->route_count, 2);
	connection_add_routes(into, routes, 3, b.arena);
	assert_int_equal(into->route_count, 2);
	arena_free(b.arena);
}

#define TEST(name)                                                             \
	{                                                                      \
		"join/" #name, name, NULL, NULL, NULL                          \
	}

const struct CMUnitTest join_tests[] = {
	TEST(the_api_goes_before_the_xml),
	TEST(the_order_of_joining_is_nothing),
	TEST(keys_are_never_shown),
	TEST(a_withheld_key_is_none),
	TEST(tunnels_are_paired),
	TEST(a_tunnel_that_was_replaced_is_left_out),
	TEST(inside_addresses_follow_from_the_network),
	TEST(the_ends_give_addresses_and_numbers),
	TEST(defaults_are_assumed_only_without_options),
	TEST(routes_are_a_set),
};
const size_t join_test_count = sizeof(join_tests) / sizeof(join_tests[0]);

/* SPDX-License-Identifier: ISC */
/* Showing and comparing connections that other formats than XML describe:
 * the models are made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "model/compare.h"
#include "report/diff.h"
#include "report/label.h"
#include "report/show.h"
#include "report/table.h"

/* ---- models ----------------------------------------------------------- */

static void
say(struct value *value, enum origin origin, const char *text)
{
	*value = (struct value){ .origin = origin, .text = text };
}

static void
say_number(struct value *value, enum origin origin, uint32_t number)
{
	*value = (struct value){ .origin = origin, .u.number = number };
}

static void
say_ip(struct value *value, enum origin origin, const char *text)
{
	say(value, origin, text);
	assert_true(ip_parse(text, &value->u.ip));
}

static void
say_prefix(struct value *value, enum origin origin, const char *text)
{
	say(value, origin, text);
	assert_true(ip_prefix_parse(text, &value->u.prefix));
}

static void
say_set(struct value *value, enum origin origin, enum algorithm_kind kind,
    const char *const *names)
{
	*value = (struct value){ .origin = origin };
	for (; *names != NULL; names++)
		value->u.set |= (algorithm_set)1
				<< algorithm_find(kind, *names);
}

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
make_tunnel(struct tunnel *tunnel, const char *outside, const char *inside)
{
	say_ip(&tunnel->outside_address, ORIGIN_API, outside);
	say_prefix(&tunnel->inside_cidr, ORIGIN_API, inside);
	say(&tunnel->pre_shared_key, ORIGIN_API, "an.invented.key.of.a.test");
	say_number(&tunnel->phase1_lifetime_seconds, ORIGIN_API, 28800);
}

/* A connection as the EC2 API would describe it. */
static struct connection *
make_connection(struct fixture *f, const char *id)
{
	struct connection *c = ARENA_NEW(f->arena, struct connection);

	say(&c->id, ORIGIN_API, id);
	say(&c->state, ORIGIN_API, "available");
	c->has_options = true;
	c->tunnel_count = 2;
	c->tunnels = arena_array(f->arena, 2, sizeof(*c->tunnels));
	make_tunnel(&c->tunnels[0], "203.0.113.5", "169.254.10.0/30");
	make_tunnel(&c->tunnels[1], "203.0.113.77", "169.254.20.0/30");
	return c;
}

static void
add_route(struct fixture *f, struct connection *c, const char *text)
{
	struct route *routes =
	    arena_array(f->arena, c->route_count + 1, sizeof(*routes));

	if (c->route_count != 0)
		memcpy(routes, c->routes, c->route_count * sizeof(*routes));
	say_prefix(&routes[c->route_count].destination, ORIGIN_API, text);
	c->routes = routes;
	c->route_count++;
}

/* What WRITE, called with HOST, prints. */
static const char *
printed(struct fixture *f, void (*write)(struct fixture *, FILE *, void *),
    void *host)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	const char *copy;

	assert_non_null(out);
	write(f, out, host);
	fclose(out);
	copy = arena_copy(f->arena, text, length);
	free(text);
	return copy;
}

/* ---- show ------------------------------------------------------------- */

struct shown {
	struct show show;
	const struct connection *connection;
};

static void
write_shown(struct fixture *f, FILE *out, void *host)
{
	struct shown *shown = host;

	shown->show.out = out;
	show_begin(&shown->show);
	show_connection(&shown->show, shown->connection, f->arena);
	show_end(&shown->show);
}

static const char *
shown(struct fixture *f, struct connection *connection, bool json)
{
	struct shown host = { { .width = 100, .json = json }, connection };

	connection_complete(connection, false);
	return printed(f, write_shown, &host);
}

static void
assert_holds(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("no '%s' in:\n%s", part, text);
}

static void
assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part) != NULL)
		fail_msg("'%s' in:\n%s", part, text);
}

static void
gateways_and_options(void **state)
{
	struct fixture *f = *state;
	struct connection *c = make_connection(f, "vpn-01");
	struct gateway customer = { .kind = GATEWAY_CUSTOMER };
	struct gateway transit = { .kind = GATEWAY_TRANSIT,
		.label = "aws_ec2_transit_gateway.hub" };
	const char *text;

	say(&customer.id, ORIGIN_API, "cgw-01");
	say(&customer.name, ORIGIN_API, "branch 7");
	say_ip(&customer.ip_address, ORIGIN_API, "192.0.2.1");
	say_number(&customer.asn, ORIGIN_API, 65001);
	say(&transit.id, ORIGIN_LATER, NULL);
	say_number(&transit.asn, ORIGIN_TERRAFORM, 64512);
	c->customer_gateway = &customer;
	c->aws_gateway = &transit;
	say(&c->name, ORIGIN_API, "to \033[2Jhq\xc2\x9b");
	c->label = "module.hq.aws_vpn_connection.this[0]";
	say(&c->tunnel_bandwidth, ORIGIN_API, "large");
	add_route(f, c, "10.0.0.0/8");
	add_route(f, c, "2001:db8::/32");
	say(&c->routes[1].state, ORIGIN_API, "pending");
	text = shown(f, c, false);
	assert_holds(text, "module.hq.aws_vpn_connection.this[0]: vpn-01, "
			   "to \\x1b[2Jhq\\xc2\\x9b, available\n");
	assert_holds(text, "customer gateway   cgw-01, branch 7, 192.0.2.1, "
			   "ASN 65001 ");
	assert_holds(text, "aws_ec2_transit_gateway.hub, ASN 64512 ");
	assert_holds(text, "bandwidth          large ");
	assert_holds(text, "10.0.0.0/8, 2001:db8::/32 (pending) ");
	assert_lacks(text, "an.invented");
	assert_lacks(text, "\033");
	text = shown(f, c, true);
	assert_holds(
	    text, "\"label\": \"module.hq.aws_vpn_connection.this[0]\"");
	assert_holds(text, "\"name\": {\"value\": \"to \\u001b[2Jhq\\u009b\", "
			   "\"origin\": \"api\", \"at\": null}");
	assert_holds(text, "\"kind\": \"transit\"");
	assert_holds(text, "\"id\": {\"value\": null, \"origin\": \"later\", ");
	assert_holds(text, "\"asn\": {\"value\": 64512, "
			   "\"origin\": \"terraform\", ");
	assert_holds(text, "\"destination\": {\"value\": \"2001:db8::/32\", ");
	assert_holds(text, "\"state\": {\"value\": \"pending\", ");
	assert_lacks(text, "an.invented");
}

/* The line of TEXT that begins with LABEL, with two blanks between its
 * columns. */
static const char *
line_of(struct fixture *f, const char *text, const char *label)
{
	const char *at = strstr(text, arena_printf(f->arena, "\n  %s", label));
	char *line, *end;

	if (at == NULL)
		fail_msg("no line '%s' in:\n%s", label, text);
	end = line = arena_alloc(f->arena, strlen(at));
	for (at += 3; *at != '\n'; at++)
		if (at[0] != ' ' || at[1] != ' ' || at[2] != ' ')
			*end++ = *at;
	return line;
}

static void
values_and_origins(void **state)
{
	struct fixture *f = *state;
	struct connection *c = make_connection(f, "vpn-01");
	const char *text;

	say(&c->tunnels[0].outside_address, ORIGIN_LATER, NULL);
	say_number(&c->tunnels[1].replay_window_size, ORIGIN_TERRAFORM, 2048);
	say(&c->tunnels[0].log_group_arn, ORIGIN_API, "arn:log");
	say(&c->tunnels[1].pre_shared_key, ORIGIN_API, "REDACTED");
	c->tunnels[0].dpd_timeout_seconds.text = "soon";
	text = shown(f, c, false);
	assert_string_equal(line_of(f, text, "AWS outside"),
	    "AWS outside  known after deployment  203.0.113.77  later / EC2 "
	    "API");
	assert_string_equal(line_of(f, text, "replay window"),
	    "replay window  1024 packets  2048 packets  default / Terraform");
	assert_string_equal(line_of(f, text, "IKE log group"),
	    "IKE log group  arn:log  -  EC2 API / -");
	assert_string_equal(line_of(f, text, "pre-shared key"),
	    "pre-shared key  hidden  withheld  EC2 API");
	assert_string_equal(line_of(f, text, "AWS timeout"),
	    "AWS timeout  soon (cannot be read)  40 seconds  - / default");
	/* Without XML and options, AWS's default is not an assumption. */
	assert_string_equal(line_of(f, text, "integrity"),
	    "integrity  SHA2-512, SHA2-384, SHA2-256, SHA1  default");
	assert_lacks(text, "in XML");
	assert_lacks(text, "device IPv6");
}

static void
certificates_and_missing_keys(void **state)
{
	struct fixture *f = *state;
	struct connection *c = make_connection(f, "vpn-01");

	c->tunnels[0].pre_shared_key = (struct value){ .text = NULL };
	assert_string_equal(line_of(f, shown(f, c, false), "pre-shared key"),
	    "pre-shared key  -  hidden  - / EC2 API");
	c->tunnels[1].pre_shared_key = (struct value){ .text = NULL };
	say(&c->tunnels[0].certificate_arn, ORIGIN_API, "arn:1");
	assert_holds(line_of(f, shown(f, c, false), "pre-shared key"),
	    "pre-shared key  certificate ");
}

/* Tables do not become wider than asked for, whatever is in them. */
static void
width_is_kept(void **state)
{
	struct fixture *f = *state;
	struct connection *c = make_connection(f, "vpn-01");
	struct shown host = { { .width = 0 }, c };
	const char *text, *line;
	size_t width;

	c->tunnels[0].log_group_arn.text =
	    "arn:aws:logs:eu-central-1:123456789012:log-group:/vpn/long/name";
	c->tunnels[0].log_group_arn.origin = ORIGIN_API;
	say(&c->vpn_concentrator_id, ORIGIN_API,
	    "a text of many words that goes on and on and on for longer than "
	    "any line of a terminal has room for, and then some more");
	connection_complete(c, false);
	for (width = 60; width < 140; width += 7) {
		host.show = (struct show){ .width = width };
		text = printed(f, write_shown, &host);
		for (line = text; *line != '\0';
		     line += strcspn(line, "\n") + 1) {
			if (strcspn(line, "\n") > width)
				fail_msg("wider than %zu: %.*s", width,
				    (int)strcspn(line, "\n"), line);
			assert_false(strcspn(line, "\n") != 0 &&
				     line[strcspn(line, "\n") - 1] == ' ');
		}
	}
}

/* A field without a label would be missing from the table. */
static void
every_field_has_a_label(void **state)
{
	size_t count, labels, i, j;
	const struct field *fields = tunnel_fields(&count);
	const struct label *rows = label_tunnel_rows(&labels);
	struct label label;

	(void)state;
	for (i = 0; i < count; i++) {
		for (j = 0; j < labels && rows[j].offset != fields[i].offset;)
			j++;
		if (j == labels)
			fail_msg("no label for %s", fields[i].name);
		assert_true(strlen(rows[j].brief) <= 20);
	}
	assert_int_equal(labels, count);
	fields = connection_fields(&count);
	for (i = 0; i < count; i++) {
		label_connection(&fields[i], &label);
		if (label.full == fields[i].name)
			fail_msg("no label for %s", fields[i].name);
		assert_true(strlen(label.brief) <= 20);
	}
}

/* ---- diff ------------------------------------------------------------- */

struct compared {
	struct comparison comparison;
	bool json;
};

static void
write_compared(struct fixture *f, FILE *out, void *host)
{
	struct compared *compared = host;

	if (compared->json)
		diff_json(&compared->comparison, out);
	else
		diff_text(&compared->comparison, false, f->arena, out);
}

/* Completes and compares lists of connections that end with NULL. */
static void
compare_lists(struct fixture *f, struct connection *const *old,
    struct connection *const *new, struct compared *ret)
{
	struct connection *const *lists[] = { old, new };
	struct fleet fleets[2];
	size_t side, i;

	for (side = 0; side < 2; side++) {
		fleets[side] =
		    (struct fleet){ arena_array(f->arena, 16, sizeof(void *)),
			    0 };
		for (i = 0; lists[side][i] != NULL; i++) {
			connection_complete(lists[side][i], false);
			fleets[side].connections[i] = lists[side][i];
		}
		fleets[side].count = i;
	}
	compare_fleets(&fleets[0], &fleets[1], f->arena, &ret->comparison);
}

static const char *
compared(struct fixture *f, struct connection *old, struct connection *new)
{
	struct compared host = { .json = false };

	compare_lists(f, (struct connection *[]){ old, NULL },
	    (struct connection *[]){ new, NULL }, &host);
	return printed(f, write_compared, &host);
}

static void
only_values_count(void **state)
{
	struct fixture *f = *state;
	struct connection *old = make_connection(f, "vpn-01");
	struct connection *new = make_connection(f, "vpn-01");
	struct tunnel swapped;

	/* Stated here, AWS's default there; another format; swapped. */
	say_number(&old->tunnels[0].rekey_fuzz_percentage, ORIGIN_API, 100);
	say_set(&old->tunnels[1].ike_versions, ORIGIN_API,
	    ALGORITHM_IKE_VERSION, NAMES("ikev1", "ikev2"));
	say_number(
	    &new->tunnels[0].phase1_lifetime_seconds, ORIGIN_DESCRIPTOR, 28800);
	swapped = new->tunnels[0];
	new->tunnels[0] = new->tunnels[1];
	new->tunnels[1] = swapped;
	add_route(f, old, "10.0.0.0/8");
	add_route(f, old, "10.9.0.0/16");
	add_route(f, new, "10.9.0.0/16");
	add_route(f, new, "10.0.0.0/8");
	assert_string_equal(compared(f, old, new), "");
}

static void
sets_and_assumptions(void **state)
{
	struct fixture *f = *state;
	struct connection *old = make_connection(f, "vpn-01");
	struct connection *new = make_connection(f, "vpn-01");
	struct tunnel *a = old->tunnels, *b = new->tunnels;
	struct compared host = { .json = true };
	const char *text;

	old->has_options = false;
	say_set(&b[0].phase1_integrity_algorithms, ORIGIN_API,
	    ALGORITHM_INTEGRITY, NAMES("SHA2-512", "SHA2-384", "SHA2-256"));
	say_set(&a[0].phase1_dh_group_numbers, ORIGIN_API, ALGORITHM_DH_GROUP,
	    NAMES("2", "14"));
	say_set(&b[0].phase1_dh_group_numbers, ORIGIN_API, ALGORITHM_DH_GROUP,
	    NAMES("14", "20", "21"));
	say_set(&a[1].phase2_dh_group_numbers, ORIGIN_API, ALGORITHM_DH_GROUP,
	    NAMES("14"));
	say_set(&b[1].phase2_dh_group_numbers, ORIGIN_API, ALGORITHM_DH_GROUP,
	    NAMES("14", "5"));
	text = compared(f, old, new);
	assert_string_equal(text,
	    "vpn-01\n"
	    "  tunnel 203.0.113.5\n"
	    "    phase 1 integrity narrowed: without SHA1 (before, "
	    "AWS's default was assumed)\n"
	    "    phase 1 DH groups changed: without 2, with 21, 20\n"
	    "  tunnel 203.0.113.77\n"
	    "    phase 2 DH groups widened: with 5\n");
	compare_lists(f, (struct connection *[]){ old, NULL },
	    (struct connection *[]){ new, NULL }, &host);
	text = printed(f, write_compared, &host);
	assert_holds(text, "\"change\": \"changed\", \"old\": [14, 2], "
			   "\"new\": [21, 20, 14]}");
	assert_holds(text, "\"assumed\": \"old\"}");
}

/* What is known only after deployment, and a key that AWS withholds, are
 * counted and not compared. */
static void
what_cannot_be_compared(void **state)
{
	struct fixture *f = *state;
	struct connection *old = make_connection(f, "vpn-01");
	struct connection *new = make_connection(f, "vpn-01");
	struct compared host = { .json = false };

	say(&new->tunnels[0].pre_shared_key, ORIGIN_API, "REDACTED");
	say(&new->tunnels[1].outside_address, ORIGIN_LATER, NULL);
	say(&new->transit_gateway_id, ORIGIN_LATER, NULL);
	compare_lists(f, (struct connection *[]){ old, NULL },
	    (struct connection *[]){ new, NULL }, &host);
	assert_int_equal(host.comparison.count, 0);
	assert_int_equal(host.comparison.not_compared, 2);
}

/* What a format cannot say is no difference to one that can. */
static void
formats_know_more_or_less(void **state)
{
	struct fixture *f = *state;
	struct connection *api = make_connection(f, "vpn-01");
	struct connection *file = make_connection(f, "vpn-01");
	size_t i;

	say(&api->name, ORIGIN_API, "hq");
	say_number(&file->tunnels[0].tcp_mss_adjustment, ORIGIN_XML, 1379);
	say(&file->state, ORIGIN_NONE, NULL);
	for (i = 0; i < 2; i++) {
		file->tunnels[i].outside_address.origin = ORIGIN_XML;
		file->tunnels[i].inside_cidr.origin = ORIGIN_DERIVED;
		file->tunnels[i].pre_shared_key.origin = ORIGIN_XML;
		file->tunnels[i].phase1_lifetime_seconds.origin = ORIGIN_XML;
	}
	file->id.origin = ORIGIN_XML;
	file->has_options = false;
	file->has_xml = true;
	assert_string_equal(compared(f, api, file), "");
	assert_string_equal(compared(f, file, api), "");
	/* The same format could have said it. */
	say(&file->name, ORIGIN_DESCRIPTOR, "hq");
	say(&api->name, ORIGIN_NONE, NULL);
	say(&api->vpn_gateway_id, ORIGIN_DESCRIPTOR, "vgw-01");
	assert_string_equal(compared(f, file, api),
	    "vpn-01\n  VPN gateway added: \"vgw-01\"\n"
	    "  name removed: \"hq\"\n");
}

static void
gateways_and_routes(void **state)
{
	struct fixture *f = *state;
	struct connection *old = make_connection(f, "vpn-01");
	struct connection *new = make_connection(f, "vpn-01");
	struct gateway gateways[2] = { { .kind = GATEWAY_CUSTOMER },
		{ .kind = GATEWAY_CUSTOMER } };

	say_number(&gateways[0].asn, ORIGIN_API, 65001);
	say_number(&gateways[1].asn, ORIGIN_API, 65002);
	say(&gateways[0].name, ORIGIN_API, "a\033b");
	say(&gateways[1].name, ORIGIN_API, "ab");
	old->customer_gateway = &gateways[0];
	new->customer_gateway = &gateways[1];
	add_route(f, old, "10.0.0.0/8");
	add_route(f, old, "10.0.0.0/16");
	add_route(f, new, "10.0.0.0/16");
	add_route(f, new, "2001:db8::/32");
	assert_string_equal(compared(f, old, new),
	    "vpn-01\n"
	    "  customer gateway's name: \"a\\x1bb\" to \"ab\"\n"
	    "  customer gateway's asn: 65001 to 65002\n"
	    "  static route removed: 10.0.0.0/8\n"
	    "  static route added: 2001:db8::/32\n");
	/* A gateway that one side does not describe says nothing. */
	new->customer_gateway = NULL;
	new->routes = old->routes;
	assert_string_equal(compared(f, old, new), "");
}

static void
keys_stay_hidden(void **state)
{
	struct fixture *f = *state;
	struct connection *old = make_connection(f, "vpn-01");
	struct connection *new = make_connection(f, "vpn-01");
	struct compared host = { .json = true };
	const char *text;

	say(&new->tunnels[0].pre_shared_key, ORIGIN_API, "another.key.here");
	say(&old->tunnels[1].pre_shared_key, ORIGIN_NONE, NULL);
	text = compared(f, old, new);
	assert_string_equal(text,
	    "vpn-01\n  tunnel 203.0.113.5\n    pre-shared key changed\n"
	    "  tunnel 203.0.113.77\n    pre-shared key added\n");
	compare_lists(f, (struct connection *[]){ old, NULL },
	    (struct connection *[]){ new, NULL }, &host);
	text = printed(f, write_compared, &host);
	assert_holds(text, "\"field\": \"pre_shared_key\", \"change\": "
			   "\"changed\", \"old\": null, \"new\": null}");
	assert_lacks(text, "another");
	assert_lacks(text, "invented");
}

static void
connections_are_paired(void **state)
{
	struct fixture *f = *state;
	struct connection *a = make_connection(f, "vpn-0a");
	struct connection *b = make_connection(f, "vpn-0b");
	struct connection *c = make_connection(f, "vpn-0c");
	struct connection *b2 = make_connection(f, "vpn-0b");
	struct connection *c2 = make_connection(f, "vpn-0d");
	struct connection *e = make_connection(f, "vpn-0e");
	struct compared host = { .json = false };

	/* By id in any order, by label when it was made anew. */
	c->label = c2->label = "aws_vpn_connection.c";
	say(&b2->state, ORIGIN_API, "pending");
	compare_lists(f, (struct connection *[]){ a, b, c, NULL },
	    (struct connection *[]){ e, c2, b2, NULL }, &host);
	assert_string_equal(printed(f, write_compared, &host),
	    "connection removed: vpn-0a\n"
	    "vpn-0b\n"
	    "  state: \"available\" to \"pending\"\n"
	    "aws_vpn_connection.c\n"
	    "  id: \"vpn-0c\" to \"vpn-0d\"\n"
	    "connection added: vpn-0e\n");
	/* One is left on each side: before deployment it has no id. */
	say(&e->id, ORIGIN_LATER, NULL);
	compare_lists(f, (struct connection *[]){ a, b, NULL },
	    (struct connection *[]){ e, b2, NULL }, &host);
	assert_int_equal(host.comparison.count, 1);
	assert_int_equal(host.comparison.not_compared, 1);
}

static void
tunnels_are_paired(void **state)
{
	struct fixture *f = *state;
	struct connection *old = make_connection(f, "vpn-01");
	struct connection *new = make_connection(f, "vpn-01");

	/* By inside network, although the order says otherwise. */
	make_tunnel(&new->tunnels[0], "203.0.113.2", "169.254.20.0/30");
	make_tunnel(&new->tunnels[1], "203.0.113.3", "169.254.30.0/30");
	say_number(&new->tunnels[0].dpd_timeout_seconds, ORIGIN_API, 60);
	assert_string_equal(compared(f, old, new),
	    "vpn-01\n"
	    "  tunnel replaced: 203.0.113.5 by 203.0.113.3\n"
	    "    inside network: 169.254.10.0/30 to 169.254.30.0/30\n"
	    "  tunnel replaced: 203.0.113.77 by 203.0.113.2\n"
	    "    AWS's dead peer timeout: 40 to 60 seconds\n");
	new->tunnel_count = 0;
	assert_string_equal(compared(f, old, new),
	    "vpn-01\n"
	    "  tunnel removed: 203.0.113.5\n"
	    "  tunnel removed: 203.0.113.77\n");
	old->tunnel_count = 0;
	assert_string_equal(compared(f, old, new), "");
}

#define TEST(name)                                                             \
	{                                                                      \
		"show/" #name, name, fixture_setup, fixture_teardown, NULL     \
	}

const struct CMUnitTest show_tests[] = {
	TEST(gateways_and_options),
	TEST(values_and_origins),
	TEST(certificates_and_missing_keys),
	TEST(width_is_kept),
	TEST(every_field_has_a_label),
	TEST(only_values_count),
	TEST(sets_and_assumptions),
	TEST(what_cannot_be_compared),
	TEST(formats_know_more_or_less),
	TEST(gateways_and_routes),
	TEST(keys_stay_hidden),
	TEST(connections_are_paired),
	TEST(tunnels_are_paired),
};
const size_t show_test_count = sizeof(show_tests) / sizeof(show_tests[0]);

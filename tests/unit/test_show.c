/* SPDX-License-Identifier: ISC */
/* Showing connections that other formats than XML describe: the models are
 * made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "model_made.h"
#include "report/label.h"
#include "report/show.h"
#include "report/table.h"

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
	return model_printed(f, write_shown, &host);
}

static void
gateways_and_options(void **state)
{
	struct fixture *f = *state;
	struct connection *c = model_make_connection(f, "vpn-01");
	struct gateway customer = { .kind = GATEWAY_CUSTOMER };
	struct gateway transit = { .kind = GATEWAY_TRANSIT,
		.label = "aws_ec2_transit_gateway.hub" };
	const char *text;

	model_say(&customer.id, ORIGIN_API, "cgw-01");
	model_say(&customer.name, ORIGIN_API, "branch 7");
	model_say_ip(&customer.ip_address, ORIGIN_API, "192.0.2.1");
	model_say_number(&customer.asn, ORIGIN_API, 65001);
	model_say(&transit.id, ORIGIN_LATER, NULL);
	model_say_number(&transit.asn, ORIGIN_TERRAFORM, 64512);
	c->customer_gateway = &customer;
	c->aws_gateway = &transit;
	model_say(&c->name, ORIGIN_API, "to \033[2Jhq\xc2\x9b");
	c->label = "module.hq.aws_vpn_connection.this[0]";
	model_say(&c->tunnel_bandwidth, ORIGIN_API, "large");
	model_add_route(f, c, "10.0.0.0/8");
	model_add_route(f, c, "2001:db8::/32");
	model_say(&c->routes[1].state, ORIGIN_API, "pending");
	text = shown(f, c, false);
	model_assert_holds(text,
	    "module.hq.aws_vpn_connection.this[0]: vpn-01, "
	    "to \\x1b[2Jhq\\xc2\\x9b, available\n");
	model_assert_holds(text,
	    "customer gateway   cgw-01, branch 7, 192.0.2.1, "
	    "ASN 65001 ");
	model_assert_holds(text, "aws_ec2_transit_gateway.hub, ASN 64512 ");
	model_assert_holds(text, "bandwidth          large ");
	model_assert_holds(text, "10.0.0.0/8, 2001:db8::/32 (pending) ");
	model_assert_lacks(text, "an.invented");
	model_assert_lacks(text, "\033");
	text = shown(f, c, true);
	model_assert_holds(
	    text, "\"label\": \"module.hq.aws_vpn_connection.this[0]\"");
	model_assert_holds(text,
	    "\"name\": {\"value\": \"to \\u001b[2Jhq\\u009b\", "
	    "\"origin\": \"api\", \"at\": null}");
	model_assert_holds(text, "\"kind\": \"transit\"");
	model_assert_holds(
	    text, "\"id\": {\"value\": null, \"origin\": \"later\", ");
	model_assert_holds(text, "\"asn\": {\"value\": 64512, "
				 "\"origin\": \"terraform\", ");
	model_assert_holds(
	    text, "\"destination\": {\"value\": \"2001:db8::/32\", ");
	model_assert_holds(text, "\"state\": {\"value\": \"pending\", ");
	model_assert_lacks(text, "an.invented");
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
	struct connection *c = model_make_connection(f, "vpn-01");
	const char *text;

	model_say(&c->tunnels[0].outside_address, ORIGIN_LATER, NULL);
	model_say_number(
	    &c->tunnels[1].replay_window_size, ORIGIN_TERRAFORM, 2048);
	model_say(&c->tunnels[0].log_group_arn, ORIGIN_API, "arn:log");
	model_say(&c->tunnels[1].pre_shared_key, ORIGIN_API, "REDACTED");
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
	model_assert_lacks(text, "in XML");
	model_assert_lacks(text, "device IPv6");
}

static void
certificates_and_missing_keys(void **state)
{
	struct fixture *f = *state;
	struct connection *c = model_make_connection(f, "vpn-01");

	c->tunnels[0].pre_shared_key = (struct value){ .text = NULL };
	assert_string_equal(line_of(f, shown(f, c, false), "pre-shared key"),
	    "pre-shared key  -  hidden  - / EC2 API");
	c->tunnels[1].pre_shared_key = (struct value){ .text = NULL };
	model_say(&c->tunnels[0].certificate_arn, ORIGIN_API, "arn:1");
	model_assert_holds(line_of(f, shown(f, c, false), "pre-shared key"),
	    "pre-shared key  certificate ");
}

/* Tables do not become wider than asked for, whatever is in them. */
static void
width_is_kept(void **state)
{
	struct fixture *f = *state;
	struct connection *c = model_make_connection(f, "vpn-01");
	struct shown host = { { .width = 0 }, c };
	const char *text, *line;
	size_t width;

	c->tunnels[0].log_group_arn.text =
	    "arn:aws:logs:eu-central-1:123456789012:log-group:/vpn/long/name";
	c->tunnels[0].log_group_arn.origin = ORIGIN_API;
	model_say(&c->vpn_concentrator_id, ORIGIN_API,
	    "a text of many words that goes on and on and on for longer than "
	    "any line of a terminal has room for, and then some more");
	connection_complete(c, false);
	for (width = 60; width < 140; width += 7) {
		host.show = (struct show){ .width = width };
		text = model_printed(f, write_shown, &host);
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
		if (!label_connection(&fields[i], &label))
			fail_msg("no label for %s", fields[i].name);
		assert_true(strlen(label.brief) <= 20);
	}
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
};
const size_t show_test_count = sizeof(show_tests) / sizeof(show_tests[0]);

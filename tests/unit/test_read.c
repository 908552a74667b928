/* SPDX-License-Identifier: ISC */
/* Descriptors become connections: every field with its place and origin. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "model/connection.h"
#include "model/field.h"
#include "read/inventory.h"
#include "read/tunnel_option.h"

extern const struct CMUnitTest read_tests[];
extern const size_t read_test_count;

struct trial {
	struct inventory *reader;
	struct arena *arena;
	struct diags *diags;
	struct source *source;
	struct connection *connection;
};

static struct trial
start(void)
{
	return (struct trial){ .reader = inventory_new(NULL),
		.arena = arena_new() };
}

/* Takes over SOURCE. */
static void
read_source(struct trial *r, struct source *source)
{
	source_free(r->source);
	r->source = source;
	arena_reset(r->arena);
	r->diags = diags_new(r->arena, 0);
	r->connection = inventory_xml(r->reader, source, r->arena, r->diags);
}

static void
read_base(struct trial *r, const char *name)
{
	struct arena *arena = arena_new();
	struct source *source =
	    file_read(arena_printf(arena, "tests/rules/base/%s.xml", name),
		100000, diags_new(arena, 0));

	assert_non_null(source);
	read_source(r, source);
	arena_free(arena);
}

static void
end(struct trial *r)
{
	inventory_free(r->reader);
	source_free(r->source);
	arena_free(r->arena);
}

static void
assert_value(
    const struct value *value, const char *text, size_t line, size_t column)
{
	size_t found_line, found_column;

	assert_int_equal(value->origin, ORIGIN_XML);
	assert_string_equal(value->text, text);
	source_line_column(value->at, &found_line, &found_column);
	assert_int_equal(found_line, line);
	assert_int_equal(found_column, column);
}

/* Every field that the XML carries, of ipv6.xml, which has most of them. */
static void
every_field_arrives(void **state)
{
	static const struct {
		const char *name, *text;
		size_t line, column;
	} rows[] = {
		{ "customer_outside_address", "192.0.2.140", 9, 21 },
		{ "inside_address", "169.254.133.14", 12, 21 },
		{ "inside_netmask", "255.255.255.252", 13, 23 },
		{ "inside_prefix_length", "30", 14, 23 },
		{ "inside_ipv6_address", "fd3a:91c2:7b40::6", 17, 21 },
		{ "inside_ipv6_prefix_length", "128", 18, 24 },
		{ "customer_asn", "65130", 21, 14 },
		{ "customer_bgp_hold_time", "30", 22, 20 },
		{ "outside_address", "203.0.113.5", 27, 21 },
		{ "aws_inside_address", "169.254.133.13", 30, 21 },
		{ "aws_inside_netmask", "255.255.255.252", 31, 23 },
		{ "aws_inside_prefix_length", "30", 32, 23 },
		{ "aws_inside_ipv6_address", "fd3a:91c2:7b40::5", 35, 21 },
		{ "aws_inside_ipv6_prefix_length", "128", 36, 24 },
		{ "aws_asn", "64810", 39, 14 },
		{ "bgp_hold_time", "30", 40, 20 },
		{ "xml_phase1_integrity", "sha1", 44, 32 },
		{ "xml_phase1_encryption", "aes-128-cbc", 45, 28 },
		{ "phase1_lifetime_seconds", "28800", 46, 17 },
		{ "xml_phase1_dh_group", "group2", 47, 32 },
		{ "ike_mode", "main", 48, 13 },
		{ "pre_shared_key", "dJ6_vTe3.HkWq9ZnXb5SrLy2GmPc8UaF", 49,
		    23 },
		{ "ipsec_protocol", "esp", 52, 17 },
		{ "xml_phase2_integrity", "hmac-sha1-96", 53, 32 },
		{ "xml_phase2_encryption", "aes-128-cbc", 54, 28 },
		{ "phase2_lifetime_seconds", "3600", 55, 17 },
		{ "xml_phase2_dh_group", "group2", 56, 32 },
		{ "ipsec_mode", "tunnel", 57, 13 },
		{ "clear_df_bit", "true", 58, 21 },
		{ "fragmentation_before_encryption", "true", 59, 40 },
		{ "tcp_mss_adjustment", "1379", 60, 27 },
		{ "dpd_interval", "10", 62, 19 },
		{ "dpd_retries", "3", 63, 18 },
	};
	struct trial r = start();
	const struct field *fields;
	size_t count, i, carried = 0;

	(void)state;
	read_base(&r, "ipv6");
	assert_non_null(r.connection);
	assert_int_equal(diags_count(r.diags, SEVERITY_NOTE), 0);
	assert_int_equal(diags_count(r.diags, SEVERITY_ERROR), 0);
	fields = tunnel_fields(&count);
	for (i = 0; i < count; i++) {
		if (fields[i].xml == NULL)
			continue;
		assert_true(carried < sizeof(rows) / sizeof(rows[0]));
		assert_string_equal(fields[i].name, rows[carried].name);
		assert_value(field_get(&fields[i], &r.connection->tunnels[0]),
		    rows[carried].text, rows[carried].line,
		    rows[carried].column);
		carried++;
	}
	assert_int_equal(carried, sizeof(rows) / sizeof(rows[0]));
	assert_int_equal(r.connection->tunnels[0].dpd_retries.u.number, 3);
	assert_true(r.connection->tunnels[0].clear_df_bit.u.flag);
	end(&r);
}

/* The elements of the XML say by their names what is for BGP, and for IPv6
 * inside; the guard before rendering goes by the rows. */
static void
rows_agree_with_their_elements(void **state)
{
	const struct field *fields, *field;
	size_t count, i;

	(void)state;
	fields = tunnel_fields(&count);
	for (i = 0; i < count; i++) {
		field = &fields[i];
		if (field->xml == NULL)
			continue;
		assert_int_equal(
		    field->bgp, strstr(field->xml, "/bgp/") != NULL);
		assert_int_equal(field->type == FIELD_IPV6,
		    strstr(field->xml, "_ipv6_address/ip_address") != NULL);
	}
}

static void
connection_fields_arrive(void **state)
{
	struct trial r = start();
	const struct connection *c;

	(void)state;
	read_base(&r, "static");
	c = r.connection;
	assert_value(&c->id, "vpn-0f6e5d4c3b2a19087", 2, 21);
	assert_value(&c->customer_gateway_id, "cgw-091a8b7c6d5e4f302", 3, 24);
	assert_value(&c->vpn_gateway_id, "vgw-0c5b4a39281706f5e", 4, 19);
	assert_value(&c->type, "ipsec.1", 5, 24);
	assert_value(&c->attributes, "NoBGPVPNConnection", 6, 30);
	assert_true(connection_is_static(c));
	assert_false(connection_is_ipv6(c));
	assert_true(connection_has_vgw(c));
	read_base(&r, "ipv6");
	c = r.connection;
	assert_int_equal(c->vpn_gateway_id.origin, ORIGIN_NONE);
	assert_null(c->attributes.at.source);
	assert_false(connection_is_static(c));
	assert_true(connection_is_ipv6(c));
	assert_false(connection_has_vgw(c));
	end(&r);
}

static void
one_line_document(void **state)
{
	struct trial r = start();

	(void)state;
	read_base(&r, "tgw");
	assert_int_equal(r.connection->tunnel_count, 2);
	assert_value(&r.connection->id, "vpn-0aa55bb44cc33dd22", 1, 21);
	assert_value(
	    &r.connection->tunnels[0].customer_asn, "4200000133", 1, 481);
	assert_value(&r.connection->tunnels[1].pre_shared_key,
	    "wP3_jGs8.LyDn5XtKv2HqFa7RcUe9MbZ", 1, 2578);
	end(&r);
}

static void
tunnels_are_sorted(void **state)
{
	/* No order of the document changes the order of the model. */
	static const unsigned char orders[][4] = { { 3, 9, 20, 100 },
		{ 100, 20, 9, 3 }, { 20, 3, 100, 9 }, { 9, 100, 3, 20 } };
	static const unsigned char sorted[] = { 3, 9, 20, 100 };
	struct trial r = start();
	struct buf buf = { 0 };
	size_t i, j;

	(void)state;
	for (i = 0; i < 4; i++) {
		buf_clear(&buf);
		buf_text(&buf, "<vpn_connection id='x'><ipsec_tunnel/>");
		for (j = 0; j < 4; j++)
			buf_printf(&buf,
			    "<ipsec_tunnel><vpn_gateway><tunnel_outside_address"
			    "><ip_address>203.0.113.%u</ip_address>"
			    "</tunnel_outside_address></vpn_gateway>"
			    "</ipsec_tunnel>",
			    (unsigned)orders[i][j]);
		buf_text(&buf, "</vpn_connection>");
		read_source(&r, source_new("x", buf.data, buf.length));
		assert_int_equal(r.connection->tunnel_count, 5);
		for (j = 0; j < 4; j++)
			assert_int_equal(r.connection->tunnels[j]
					     .outside_address.u.ip.bytes[3],
			    sorted[j]);
		assert_int_equal(
		    r.connection->tunnels[4].outside_address.origin,
		    ORIGIN_NONE);
	}
	buf_free(&buf);
	read_base(&r, "static");
	assert_value(
	    &r.connection->tunnels[0].outside_address, "203.0.113.131", 65, 21);
	end(&r);
}

static void
origins_and_defaults(void **state)
{
	static const char text[] =
	    "<vpn_connection><ipsec_tunnel><ike><lifetime>x</lifetime>"
	    "<authentication_protocol>sha1</authentication_protocol></ike>"
	    "<ipsec><lifetime>900</lifetime></ipsec></ipsec_tunnel>"
	    "</vpn_connection>";
	struct trial r = start();
	const struct tunnel *t;

	(void)state;
	read_source(&r, source_new("x", text, strlen(text)));
	connection_complete(r.connection, false);
	t = r.connection->tunnels;
	/* What was written and not understood gets no default. */
	assert_int_equal(t->phase1_lifetime_seconds.origin, ORIGIN_NONE);
	assert_string_equal(t->phase1_lifetime_seconds.text, "x");
	assert_int_equal(t->phase2_lifetime_seconds.origin, ORIGIN_XML);
	assert_int_equal(t->phase2_lifetime_seconds.u.number, 900);
	assert_int_equal(t->dpd_interval.origin, ORIGIN_DEFAULT);
	assert_int_equal(t->dpd_interval.u.number, 10);
	assert_int_equal(t->dpd_timeout_seconds.u.number, 40);
	assert_int_equal(t->replay_window_size.u.number, 1024);
	assert_string_equal(t->ike_mode.text, "main");
	assert_int_equal(t->customer_asn.origin, ORIGIN_NONE);
	assert_int_equal(t->tcp_mss_adjustment.origin, ORIGIN_NONE);
	assert_int_equal(t->ike_versions.origin, ORIGIN_ASSUMED);
	assert_int_equal(t->phase1_integrity_algorithms.origin, ORIGIN_ASSUMED);
	assert_int_equal(t->phase1_integrity_algorithms.u.set,
	    algorithm_aws_set(ALGORITHM_INTEGRITY, 1));
	assert_int_equal(t->phase1_integrity_algorithms.at.offset,
	    t->xml_phase1_integrity.at.offset);
	/* Nothing printed: the tunnel. */
	assert_int_equal(t->phase2_dh_group_numbers.at.offset, t->at.offset);
	end(&r);
}

static void
options_come_first(void **state)
{
	static const char *const texts[] = { "Phase1LifetimeSeconds=1000",
		"phase2dhgroupnumbers=20,14", "StartupAction=start",
		"Phase1LifetimeSeconds=2000" };
	struct trial r = start();
	struct tunnel_option options[4];
	struct source *sources[4];
	const struct tunnel *t;
	char text[ALGORITHM_SET_TEXT];
	size_t i;

	(void)state;
	read_base(&r, "bgp");
	for (i = 0; i < 4; i++) {
		sources[i] = source_new("o", texts[i], strlen(texts[i]));
		assert_true(tunnel_option_read(
		    sources[i], r.arena, r.diags, &options[i]));
	}
	tunnel_options_apply(options, 4, r.connection);
	connection_complete(r.connection, true);
	for (i = 0; i < 2; i++) {
		t = &r.connection->tunnels[i];
		assert_int_equal(
		    t->phase1_lifetime_seconds.origin, ORIGIN_OPTION);
		assert_int_equal(t->phase1_lifetime_seconds.u.number, 2000);
		assert_ptr_equal(
		    t->phase1_lifetime_seconds.at.source, sources[3]);
		assert_int_equal(t->phase1_lifetime_seconds.at.offset, 22);
		assert_string_equal(t->startup_action.text, "start");
		assert_string_equal(
		    algorithm_set_format(ALGORITHM_DH_GROUP,
			t->phase2_dh_group_numbers.u.set, text, sizeof(text)),
		    "20, 14");
		/* From the XML, as asked, where no option says. */
		assert_string_equal(
		    algorithm_set_format(ALGORITHM_DH_GROUP,
			t->phase1_dh_group_numbers.u.set, text, sizeof(text)),
		    "2");
		assert_int_equal(t->phase1_dh_group_numbers.origin, ORIGIN_XML);
	}
	for (i = 0; i < 4; i++)
		source_free(sources[i]);
	end(&r);
}

static void
options_that_are_refused(void **state)
{
	static const struct {
		const char *text;
		enum rule_id rule;
		size_t offset;
	} rows[] = {
		{ "", RULE_OPTION_INVALID, 0 },
		{ "Phase1LifetimeSeconds", RULE_OPTION_INVALID, 0 },
		{ "=900", RULE_OPTION_UNKNOWN, 0 },
		{ "Lifetime=900", RULE_OPTION_UNKNOWN, 0 },
		{ "PreSharedKey=x", RULE_OPTION_UNKNOWN, 0 },
		{ "Phase1LifetimeSeconds=", RULE_OPTION_INVALID, 22 },
		{ "Phase1LifetimeSeconds=899", RULE_OPTION_INVALID, 22 },
		{ "Phase1LifetimeSeconds=28801", RULE_OPTION_INVALID, 22 },
		{ "Phase1DHGroupNumbers=14,", RULE_OPTION_INVALID, 21 },
		{ "Phase1DHGroupNumbers=,14", RULE_OPTION_INVALID, 21 },
		{ "Phase1DHGroupNumbers=14 20", RULE_OPTION_INVALID, 21 },
		{ "Phase1DHGroupNumbers=5", RULE_OPTION_INVALID, 21 },
		{ "DPDTimeoutSeconds=29", RULE_OPTION_INVALID, 18 },
		{ "StartupAction=add|start", RULE_OPTION_INVALID, 14 },
		{ "StartupAction=sta", RULE_OPTION_INVALID, 14 },
		{ "RekeyFuzzPercentage=101", RULE_OPTION_INVALID, 20 },
	};
	struct arena *arena = arena_new();
	struct tunnel_option option;
	const struct finding *list;
	struct source *source;
	struct diags *diags;
	size_t count, i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		diags = diags_new(arena, 0);
		source = source_new("o", rows[i].text, strlen(rows[i].text));
		assert_false(tunnel_option_read(source, arena, diags, &option));
		list = diags_list(diags, &count);
		assert_int_equal(count, 1);
		assert_string_equal(
		    rule_get(list[0].rule)->id, rule_get(rows[i].rule)->id);
		assert_int_equal(list[0].at.offset, rows[i].offset);
		source_free(source);
	}
	arena_free(arena);
}

static void
what_is_odd_is_said_once(void **state)
{
	static const char text[] =
	    "<vpn_connection id='a' name='b'>"
	    "<vpn_connection_type>1</vpn_connection_type>"
	    "<vpn_connection_type>2</vpn_connection_type>"
	    "<extra><vpn_connection_type/></extra></vpn_connection>";
	static const enum rule_id expected[] = { RULE_ELEMENT_MISSING,
		RULE_ELEMENT_MISSING, RULE_ELEMENT_UNKNOWN,
		RULE_ELEMENT_REPEATED, RULE_ELEMENT_UNKNOWN };
	struct trial r = start();
	const struct finding *list;
	size_t count, i;

	(void)state;
	read_source(&r, source_new("x", text, strlen(text)));
	diags_sort(r.diags);
	list = diags_list(r.diags, &count);
	assert_int_equal(count, 5);
	for (i = 0; i < count; i++)
		assert_int_equal(list[i].rule, expected[i]);
	/* The first of two values stays. */
	assert_string_equal(r.connection->type.text, "1");
	end(&r);
}

static void
reader_is_used_again(void **state)
{
	struct trial r = start();
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		read_source(&r, source_new("x", "<vpn_connection", 15));
		assert_null(r.connection);
		read_source(&r, source_new("x", "\0", 1));
		assert_null(r.connection);
		read_source(&r, source_new("x", "{}", 2));
		assert_null(r.connection);
		read_base(&r, "bgp");
		assert_int_equal(r.connection->tunnel_count, 2);
	}
	end(&r);
}

#define TEST(name)                                                             \
	{                                                                      \
		"read/" #name, name, NULL, NULL, NULL                          \
	}

const struct CMUnitTest read_tests[] = {
	TEST(every_field_arrives),
	TEST(rows_agree_with_their_elements),
	TEST(connection_fields_arrive),
	TEST(one_line_document),
	TEST(tunnels_are_sorted),
	TEST(origins_and_defaults),
	TEST(options_come_first),
	TEST(options_that_are_refused),
	TEST(what_is_odd_is_said_once),
	TEST(reader_is_used_again),
};
const size_t read_test_count = sizeof(read_tests) / sizeof(read_tests[0]);

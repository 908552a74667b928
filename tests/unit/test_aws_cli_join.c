/* SPDX-License-Identifier: ISC */
/* Answers of the AWS CLI and the XML in them: places, and what is joined. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "answers.h"
#include "base/buf.h"
#include "base/file.h"
#include "doc/json.h"

extern const struct CMUnitTest aws_cli_join_tests[];
extern const size_t aws_cli_join_test_count;

/* tests/rules/base/NAME.xml after replacing OLD by NEW, as a JSON string. */
static void
add_xml(struct buf *buf, const char *name, const char *old, const char *new)
{
	struct arena *arena = arena_new();
	struct source *file =
	    file_read(arena_printf(arena, "tests/rules/base/%s.xml", name),
		100000, diags_new(arena, 0));
	const char *text, *at;

	assert_non_null(file);
	text = source_text(file);
	if (old != NULL) {
		assert_non_null(at = strstr(text, old));
		text = arena_printf(arena, "%.*s%s%s", (int)(at - text), text,
		    new, at + strlen(old));
	}
	json_write(buf, text);
	source_free(file);
	arena_free(arena);
}

/* ---- places in the XML ------------------------------------------------ */

static void
assert_stands(struct pos pos, size_t line, size_t column)
{
	size_t found_line, found_column;

	assert_non_null(pos.source);
	source_line_column(pos, &found_line, &found_column);
	assert_int_equal(found_line, line);
	assert_int_equal(found_column, column);
}

/* Puts TO in the place of the first FROM. */
static struct source *
replaced(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	struct buf buf = { NULL, 0, 0 };
	struct source *source;

	assert_non_null(at);
	buf_add(&buf, text, (size_t)(at - text));
	buf_text(&buf, to);
	buf_text(&buf, at + strlen(from));
	source = source_new("answer", buf.data, buf.length);
	buf_free(&buf);
	return source;
}

/* The byte of the JSON text that the decoded place came from, whatever
 * escapes go before it. */
static void
places_in_the_string(void **state)
{
	/* In place of the first "\\u000a", which json_write() makes. */
	static const char *const escapes[] = {
		"\\u000a",
		"\\n",
		"<!-- \\u0022\\\\\\/\\t\\r -->\\n",
		"<!-- \\ud83d\\ude00\\u00e9\\u20ac -->\\u000A",
		"<!-- \xf0\x9f\x98\x80\xc3\xa9 -->\\n",
	};
	struct buf buf = { NULL, 0, 0 };
	const struct finding *finding;
	const char *text;
	struct source *source;
	struct answers t;
	size_t i;

	(void)state;
	buf_text(
	    &buf, "{\"VpnConnection\": {\"CustomerGatewayConfiguration\": ");
	add_xml(&buf, "bgp", "<asn>65021<", "<asn>many<");
	buf_text(&buf, "}}");
	for (i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
		t = answers_open();
		source = replaced(buf.data, "\\u000a", escapes[i]);
		assert_true(answers_take(&t, source));
		answers_next(&t);
		finding = answers_finding(&t, RULE_VALUE_MALFORMED);
		text = source_text(source);
		assert_ptr_equal(finding->at.source, source);
		assert_int_equal(
		    finding->at.offset, strstr(text, "many") - text);
		assert_stands(finding->within, 17, 14);
		answers_close(&t);
	}
	buf_free(&buf);
}

/* YAML has too many ways to write a string: its start is pointed at. */
static void
places_in_yaml(void **state)
{
	static const char *const texts[] = {
		"VpnConnection:\n  CustomerGatewayConfiguration: |\n"
		"    <vpn_connections/>\n",
		"VpnConnection:\n  CustomerGatewayConfiguration: >-\n"
		"    <vpn_connections\n    />\n",
		"VpnConnection:\n  CustomerGatewayConfiguration: \"<vpn\\\n"
		"     _connections\\\n    \\ />\"\n",
		"VpnConnection:\n  CustomerGatewayConfiguration: "
		"<vpn_connections/>\n",
		"VpnConnection:\n  CustomerGatewayConfiguration: "
		"'<vpn_connections/>'\n",
	};
	const struct finding *finding;
	struct answers t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		t = answers_open();
		assert_true(answers_take(
		    &t, source_new("y", texts[i], strlen(texts[i]))));
		answers_next(&t);
		finding = answers_finding(&t, RULE_XML_ROOT);
		assert_stands(finding->at, 2, 33);
		assert_stands(finding->within, 1, 1);
		answers_close(&t);
	}
}

/* ---- joining ---------------------------------------------------------- */

/* A file of XML, one with the connection and one with it again are one. */
static void
files_are_joined(void **state)
{
	struct arena *arena = arena_new();
	struct connection *c;
	struct answers t = answers_open();

	(void)state;
	assert_true(answers_take(&t, file_read("tests/rules/base/bgp.xml",
					 100000, diags_new(arena, 0))));
	assert_true(answers_take(&t, file_read("tests/rules/base/aws-cli.json",
					 100000, diags_new(arena, 0))));
	assert_true(answers_take(
	    &t, answers_quoted("[{'VpnConnectionId': 'vpn-05a1c3e7091b2d4f6', "
			       "'TransitGatewayId': 'tgw-1', 'Routes': "
			       "[{'DestinationCidrBlock': '10.0.0.0/8'}]}]")));
	c = answers_next(&t);
	answers_silent(&t);
	assert_true(c->has_xml && c->has_options);
	assert_int_equal(c->tunnel_count, 2);
	assert_int_equal(c->route_count, 1);
	assert_string_equal(c->name.text, "HQ to AWS");
	assert_string_equal(c->transit_gateway_id.text, "tgw-1");
	assert_string_equal(c->tunnels[0].outside_address.text, "203.0.113.21");
	assert_int_equal(c->tunnels[0].outside_address.origin, ORIGIN_API);
	assert_int_equal(c->tunnels[0].customer_asn.origin, ORIGIN_XML);
	assert_string_equal(c->tunnels[0].pre_shared_key.text,
	    "Tn4kZ.w7Rq_aJ5uYd2GhXs9VbLm3PcEf");
	assert_false(inventory_next(t.inventory, t.arena, t.diags, &c));
	answers_close(&t);
	arena_free(arena);
}

/* A tunnel that only one of the two describes, and one of each. */
static void
unpaired_tunnels_are_told(void **state)
{
	static const struct {
		const char *tunnels;
		size_t unpaired, left;
	} rows[] = {
		{ "{'OutsideIpAddress': '203.0.113.21'}, "
		  "{'OutsideIpAddress': '203.0.113.87'}",
		    0, 2 },
		{ "{'OutsideIpAddress': '203.0.113.87'}", 1, 1 },
		{ "{'OutsideIpAddress': '203.0.113.87'}, "
		  "{'OutsideIpAddress': '203.0.113.22'}",
		    2, 2 },
		{ "{'OutsideIpAddress': '203.0.113.87'}, "
		  "{'OutsideIpAddress': '203.0.113.21'}, "
		  "{'OutsideIpAddress': '203.0.113.22'}",
		    1, 3 },
		{ "{'TunnelInsideCidr': '169.254.20.8/30'}, "
		  "{'TunnelInsideCidr': '169.254.20.4/30'}",
		    0, 2 },
	};
	struct buf buf = { NULL, 0, 0 };
	const struct connection *c;
	struct source *tail;
	struct answers t;
	size_t i, count;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		t = answers_open();
		buf_clear(&buf);
		buf_text(&buf, "{\"VpnConnection\": {"
			       "\"CustomerGatewayConfiguration\": ");
		add_xml(&buf, "bgp", NULL, NULL);
		tail = answers_quoted(arena_printf(t.arena,
		    ", 'Options': {'TunnelOptions': [%s]}}}", rows[i].tunnels));
		buf_text(&buf, source_text(tail));
		source_free(tail);
		answers_take(&t, source_new("answer", buf.data, buf.length));
		c = answers_next(&t);
		assert_int_equal(c->tunnel_count, rows[i].left);
		diags_list(t.diags, &count);
		assert_int_equal(count, rows[i].unpaired);
		if (count != 0)
			assert_int_equal(diags_list(t.diags, &count)->rule,
			    RULE_TUNNEL_UNPAIRED);
		answers_close(&t);
	}
	buf_free(&buf);
}

/* What is gone is passed over, its XML not looked at. */
static void
deleted_connections_are_passed_over(void **state)
{
	static const char *const states[] = { "deleting", "deleted" };
	struct answers t;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		t = answers_open();
		assert_null(answers_read(
		    &t, arena_printf(t.arena,
			    "{'VpnConnections': [{'VpnConnectionId': 'vpn-1', "
			    "'State': '%s', 'CustomerGatewayConfiguration': "
			    "'old'}]}",
			    states[i])));
		answers_finding(&t, RULE_CONNECTION_DELETED);
		answers_close(&t);
	}
}

#define TEST(name)                                                             \
	{                                                                      \
		"aws-cli/" #name, name, NULL, NULL, NULL                       \
	}

const struct CMUnitTest aws_cli_join_tests[] = {
	TEST(places_in_the_string),
	TEST(places_in_yaml),
	TEST(files_are_joined),
	TEST(unpaired_tunnels_are_told),
	TEST(deleted_connections_are_passed_over),
};
const size_t aws_cli_join_test_count =
    sizeof(aws_cli_join_tests) / sizeof(aws_cli_join_tests[0]);

/* SPDX-License-Identifier: ISC */
/* cgwgen's own descriptor: from text to the model, values with their places
 * and origins.  What is wrong is in tests/rules/native.rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "doc/yaml.h"
#include "model/field.h"
#include "read/inventory.h"
#include "read/native_keys.h"

extern const struct CMUnitTest native_tests[];
extern const size_t native_test_count;

struct trial {
	struct inventory *inventory;
	struct arena *arena;
	struct diags *diags;
	struct source *source;
	struct connection *connection;
};

/* Reads TEXT and its first connection. */
static struct trial
begin_source(struct source *source)
{
	struct trial t = { .inventory = inventory_new(NULL),
		.arena = arena_new(),
		.source = source };

	assert_non_null(source);
	t.diags = diags_new(t.arena, 0);
	assert_true(inventory_add(t.inventory, source, NULL, t.diags));
	if (!inventory_next(t.inventory, t.arena, t.diags, &t.connection))
		t.connection = NULL;
	return t;
}

static struct trial
begin(const char *text)
{
	return begin_source(source_new("test.yaml", text, strlen(text)));
}

static struct trial
begin_base(void)
{
	struct arena *arena = arena_new();
	struct source *source = file_read(
	    "tests/rules/base/native.yaml", 100000, diags_new(arena, 0));

	arena_free(arena);
	return begin_source(source);
}

static void
end(struct trial *t)
{
	inventory_free(t->inventory);
	source_free(t->source);
	arena_free(t->arena);
}

static void
assert_value(const struct value *value, const char *text, size_t line)
{
	size_t found_line, column;

	assert_int_equal(value->origin, ORIGIN_DESCRIPTOR);
	if (text != NULL)
		assert_string_equal(value->text, text);
	source_line_column(value->at, &found_line, &column);
	assert_int_equal(found_line, line);
}

static void
connection_has_its_values(void **state)
{
	struct trial t = begin_base();
	const struct connection *c = t.connection;

	(void)state;
	assert_non_null(c);
	assert_int_equal(diags_count(t.diags, SEVERITY_ERROR), 0);
	assert_value(&c->id, "vpn-0a1b2c3d4e5f60718", 34);
	assert_true(c->has_options);
	assert_false(c->has_xml);
	assert_int_equal(c->tunnel_count, 2);
	assert_value(&c->tunnels[0].outside_address, "203.0.113.17", 38);
	assert_value(&c->tunnels[0].inside_cidr, "169.254.44.0/30", 39);
	assert_value(
	    &c->tunnels[1].pre_shared_key, "Example_Key.2.not.for.any.use", 43);
	assert_int_equal(
	    c->tunnels[0].aws_inside_address.origin, ORIGIN_DERIVED);
	end(&t);
}

static void
defaults_keep_their_places(void **state)
{
	struct trial t = begin_base();
	const struct tunnel *tunnel = &t.connection->tunnels[1];

	(void)state;
	assert_value(&t.connection->enable_acceleration, "false", 4);
	assert_value(&tunnel->ike_versions, NULL, 6);
	assert_value(&tunnel->phase2_encryption_algorithms, NULL, 8);
	assert_int_equal(tunnel->ike_versions.u.set,
	    1u << algorithm_find(ALGORITHM_IKE_VERSION, "ikev2"));
	assert_int_equal(tunnel->phase1_dh_group_numbers.u.set,
	    1u << algorithm_find(ALGORITHM_DH_GROUP, "20") |
		1u << algorithm_find(ALGORITHM_DH_GROUP, "21"));
	end(&t);
}

static void
own_values_go_before_defaults(void **state)
{
	struct trial t = begin("cgwgen: 1\n"
			       "defaults:\n"
			       "  tunnel_bandwidth: large\n"
			       "  options_assumed: true\n"
			       "  tunnels: {startup_action: start}\n"
			       "connections:\n"
			       "- id: v\n"
			       "  tunnel_bandwidth: standard\n"
			       "  options_assumed: false\n"
			       "  tunnels:\n"
			       "  - startup_action: add\n"
			       "  - outside_address: 203.0.113.1\n");

	(void)state;
	assert_value(&t.connection->tunnel_bandwidth, "standard", 8);
	assert_true(t.connection->has_options);
	/* Sorted: the one without an address comes last. */
	assert_value(&t.connection->tunnels[0].startup_action, "start", 5);
	assert_value(&t.connection->tunnels[1].startup_action, "add", 11);
	end(&t);
}

static void
what_cannot_be_read_gets_no_default(void **state)
{
	struct trial t = begin("cgwgen: 1\n"
			       "defaults: {tunnels: {startup_action: start}}\n"
			       "connections:\n"
			       "- {id: v, tunnels: [{startup_action: []}]}\n");
	const struct value *value = &t.connection->tunnels[0].startup_action;

	(void)state;
	connection_complete(t.connection, false);
	assert_int_equal(value->origin, ORIGIN_NONE);
	assert_non_null(value->text);
	end(&t);
}

static void
ends_are_those_named(void **state)
{
	struct trial t = begin_base();
	const struct gateway *site = t.connection->customer_gateway;
	const struct gateway *aws = t.connection->aws_gateway;

	(void)state;
	assert_non_null(site);
	assert_int_equal(site->kind, GATEWAY_CUSTOMER);
	assert_string_equal(site->label, "site berlin");
	assert_value(&site->asn, "65010", 16);
	assert_value(&site->device, "cisco-iosxe", 18);
	assert_string_equal(node_text(site->parameters, "outside_interface"),
	    "GigabitEthernet1");
	assert_non_null(aws);
	assert_int_equal(aws->kind, GATEWAY_TRANSIT);
	assert_int_equal(aws->prefix_count, 1);
	assert_value(&aws->prefixes[0], "10.0.0.0/16", 29);
	/* And found by their ids as well. */
	assert_ptr_equal(inventory_gateway(t.inventory, GATEWAY_CUSTOMER,
			     "cgw-0f9e8d7c6b5a43210"),
	    site);
	end(&t);
}

static void
end_without_id_has_its_name_for_a_key(void **state)
{
	struct trial t = begin("cgwgen: 1\n"
			       "sites: {a: {asn: 1}}\n"
			       "gateways: {b: {kind: vpn}}\n"
			       "connections: [{id: v, site: a, gateway: b}]\n");

	(void)state;
	assert_ptr_equal(inventory_gateway(
			     t.inventory, GATEWAY_CUSTOMER, "site:a@test.yaml"),
	    t.connection->customer_gateway);
	assert_ptr_equal(
	    inventory_gateway(t.inventory, GATEWAY_VPN, "gateway:b@test.yaml"),
	    t.connection->aws_gateway);
	assert_non_null(t.connection->aws_gateway);
	end(&t);
}

static void
routes_are_networks_or_mappings(void **state)
{
	struct trial t = begin_base();

	(void)state;
	assert_true(
	    inventory_next(t.inventory, t.arena, t.diags, &t.connection));
	assert_int_equal(t.connection->route_count, 2);
	assert_value(&t.connection->routes[0].destination, "192.0.2.0/25", 50);
	assert_value(
	    &t.connection->routes[1].destination, "198.51.100.128/25", 51);
	assert_value(&t.connection->routes[1].state, "available", 51);
	assert_true(connection_is_static(t.connection));
	end(&t);
}

static void
json_is_the_same(void **state)
{
	struct trial t =
	    begin("{\"cgwgen\": 1, \"connections\": [{\"id\": \"v\",\n"
		  "\"tunnels\": [{\"pre_shared_key\": \"12345678\",\n"
		  "\"phase1_dh_group_numbers\": [14, \"15\"]}]}]}");
	const struct tunnel *tunnel = &t.connection->tunnels[0];

	(void)state;
	assert_value(&tunnel->pre_shared_key, "12345678", 2);
	assert_int_equal(tunnel->phase1_dh_group_numbers.u.set,
	    1u << algorithm_find(ALGORITHM_DH_GROUP, "14") |
		1u << algorithm_find(ALGORITHM_DH_GROUP, "15"));
	end(&t);
}

/* Keys that YAML 1.1 or a careless reader takes for something else. */
static void
keys_stay_text(void **state)
{
	static const char *const keys[] = { "12345678", "no", "1e3", "0x1F",
		"064512", "true", "1_000_000", "12:30:45", "2026-11-25", ".inf",
		"0o17", "+1", "1.50" };
	struct arena *arena = arena_new();
	struct trial t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		t = begin(arena_printf(arena,
		    "cgwgen: 1\nconnections: [{id: v, tunnels: "
		    "[{pre_shared_key: %s}]}]\n",
		    keys[i]));
		assert_value(
		    &t.connection->tunnels[0].pre_shared_key, keys[i], 2);
		end(&t);
	}
	t = begin("cgwgen: 1\nconnections: [{id: v, tunnels: "
		  "[{pre_shared_key: \"null\"}]}]\n");
	assert_value(&t.connection->tunnels[0].pre_shared_key, "null", 2);
	end(&t);
	arena_free(arena);
}

static void
withheld_is_what_aws_calls_it(void **state)
{
	struct trial t = begin("cgwgen: 1\nconnections: [{id: v, tunnels: "
			       "[{pre_shared_key: withheld}]}]\n");

	(void)state;
	assert_value(&t.connection->tunnels[0].pre_shared_key, "REDACTED", 2);
	assert_false(tunnel_has_psk(&t.connection->tunnels[0]));
	end(&t);
}

static void
key_comes_from_the_environment(void **state)
{
	struct trial t;

	(void)state;
	assert_int_equal(setenv("CGWGEN_TEST_KEY", "Secret_Key_1", 1), 0);
	t = begin("cgwgen: 1\nconnections: [{id: v, tunnels: "
		  "[{pre_shared_key: env:CGWGEN_TEST_KEY}]}]\n");
	unsetenv("CGWGEN_TEST_KEY");
	assert_value(
	    &t.connection->tunnels[0].pre_shared_key, "Secret_Key_1", 2);
	end(&t);
}

/* Every field is a key, and every key has a text for the manual. */
static void
tables_are_complete(void **state)
{
	struct arena *arena = arena_new();
	const struct native_entry *entries;
	size_t count, fields, i;
	int section;

	(void)state;
	for (section = 0; section < NATIVE_SECTIONS; section++) {
		entries =
		    native_entries((enum native_section)section, arena, &count);
		assert_true(count != 0);
		for (i = 0; i < count; i++) {
			assert_true((entries[i].field != NULL) !=
				    (entries[i].key != NULL));
			assert_non_null(entries[i].field != NULL
					    ? native_text(entries[i].field)
					    : entries[i].key->text);
		}
	}
	tunnel_fields(&fields);
	native_entries(NATIVE_TUNNEL, arena, &count);
	assert_int_equal(count, fields);
	arena_free(arena);
}

/* ---- comments --------------------------------------------------------- */

static void
comments_are_yaml_comments(void **state)
{
	static const char text[] = "# one\n"
				   "a: 'x # no' # two\n"
				   "b: |\n  # no\n"
				   "#three\n"
				   "c: \"d\\\n  # no\"\n"
				   "e: f#no\n"
				   "\"# no\": g\n"
				   "h: [i, # four\n j]\n"
				   "# five";
	static const char *const expected[] = { "# one", "# two", "#three",
		"# four", "# five" };
	struct source *source = source_new("t", text, strlen(text));
	struct arena *arena = arena_new();
	const struct yaml_comment *comment = yaml_comments(source, arena);
	size_t i;

	(void)state;
	for (i = 0; i < 5; i++, comment = comment->next) {
		assert_non_null(comment);
		assert_int_equal(
		    comment->end - comment->at.offset, strlen(expected[i]));
		assert_memory_equal(text + comment->at.offset, expected[i],
		    strlen(expected[i]));
	}
	assert_null(comment);
	source_free(source);
	arena_free(arena);
}

static bool
is_warning(void *host, struct finding *finding)
{
	++*(size_t *)host;
	return finding->severity == SEVERITY_WARNING;
}

static void
findings_are_taken_out(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	size_t asked = 0, count;

	(void)state;
	diag(diags, RULE_PSK_REUSED, NOWHERE, "one");
	diag(diags, RULE_PSK_LENGTH, NOWHERE, "two");
	diag(diags, RULE_PSK_REUSED, NOWHERE, "three");
	assert_int_equal(diags_remove(diags, is_warning, &asked), 2);
	assert_int_equal(asked, 3);
	assert_string_equal(diags_list(diags, &count)->message, "two");
	assert_int_equal(count, 1);
	assert_int_equal(diags_count(diags, SEVERITY_WARNING), 0);
	assert_int_equal(diags_count(diags, SEVERITY_ERROR), 1);
	arena_free(arena);
}

const struct CMUnitTest native_tests[] = {
	{ "native/connection_has_its_values", connection_has_its_values, NULL,
	    NULL, NULL },
	{ "native/defaults_keep_their_places", defaults_keep_their_places, NULL,
	    NULL, NULL },
	{ "native/own_values_go_before_defaults", own_values_go_before_defaults,
	    NULL, NULL, NULL },
	{ "native/what_cannot_be_read_gets_no_default",
	    what_cannot_be_read_gets_no_default, NULL, NULL, NULL },
	{ "native/ends_are_those_named", ends_are_those_named, NULL, NULL,
	    NULL },
	{ "native/end_without_id_has_its_name_for_a_key",
	    end_without_id_has_its_name_for_a_key, NULL, NULL, NULL },
	{ "native/routes_are_networks_or_mappings",
	    routes_are_networks_or_mappings, NULL, NULL, NULL },
	{ "native/json_is_the_same", json_is_the_same, NULL, NULL, NULL },
	{ "native/keys_stay_text", keys_stay_text, NULL, NULL, NULL },
	{ "native/withheld_is_what_aws_calls_it", withheld_is_what_aws_calls_it,
	    NULL, NULL, NULL },
	{ "native/key_comes_from_the_environment",
	    key_comes_from_the_environment, NULL, NULL, NULL },
	{ "native/tables_are_complete", tables_are_complete, NULL, NULL, NULL },
	{ "native/comments_are_yaml_comments", comments_are_yaml_comments, NULL,
	    NULL, NULL },
	{ "native/findings_are_taken_out", findings_are_taken_out, NULL, NULL,
	    NULL },
};
const size_t native_test_count = sizeof(native_tests) / sizeof(native_tests[0]);

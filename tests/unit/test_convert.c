/* SPDX-License-Identifier: ISC */
/* What is written is read back as what it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doc/json.h"
#include "doc/scalar.h"
#include "doc/yaml.h"
#include "model/same.h"
#include "random_model.h"
#include "read/inventory.h"
#include "write/emit.h"
#include "write/ends.h"
#include "write/native.h"
#include "write/xml.h"

extern const struct CMUnitTest convert_tests[];
extern const size_t convert_test_count;

/* How many random models each test writes; more with CGWGEN_MODELS. */
#define MODELS 2000

struct trial {
	struct maker maker;
	struct diags *diags;
	struct connection *connection;
	const char *text; /* what was written last */
	unsigned number;
	unsigned compared;
};

static unsigned
model_count(void)
{
	const char *text = getenv("CGWGEN_MODELS");

	return text != NULL ? (unsigned)strtoul(text, NULL, 10) : MODELS;
}

/* Makes the next model; false after the last. */
static bool
next_model(struct trial *t)
{
	if (t->maker.arena == NULL)
		t->maker.arena = arena_new();
	if (t->number == model_count()) {
		arena_free(t->maker.arena);
		return false;
	}
	arena_reset(t->maker.arena);
	t->maker.state = 0x9e3779b97f4a7c15u + ++t->number;
	t->diags = diags_new(t->maker.arena, 0);
	t->connection = maker_connection(&t->maker);
	return true;
}

static void
print_value(const struct field *field, const struct value *value)
{
	struct arena *arena = arena_new();
	const char *text = field_format(field, value, arena);

	print_error("    %s (%s)\n", text != NULL ? text : "unknown",
	    origin_name(value->origin));
	arena_free(arena);
}

static void
print_difference(
    const struct sameness *sameness, const struct difference *difference)
{
	const struct trial *t = sameness->host;

	print_error("model %u: %s %zu: %s\n", t->number, difference->owner,
	    difference->index,
	    difference->field != NULL ? difference->field->name : "");
	if (difference->field == NULL)
		return;
	print_value(difference->field, difference->left);
	print_value(difference->field, difference->right);
}

static void
assert_same(struct trial *t, struct sameness *sameness, struct connection *back)
{
	size_t count, i;
	const struct finding *list;

	sameness->found = print_difference;
	sameness->host = t;
	if (back != NULL) {
		connection_complete(back, false);
		if (connection_compare(sameness, t->connection, back) == 0) {
			t->compared++;
			return;
		}
	}
	list = diags_list(t->diags, &count);
	for (i = 0; i < count; i++)
		print_error("%s\n", list[i].message);
	print_error("%s\n", t->text);
	fail_msg("model %u is read back as another", t->number);
}

static struct source *
written(struct trial *t, struct buf *buf)
{
	struct source *source;

	t->text = arena_copy(t->maker.arena, buf->data, buf->length);
	source = source_new("written", buf->data, buf->length);
	buf_free(buf);
	return source;
}

/* For tests/scripts/convert.sh: the document as DIRECTORY/NUMBER.SUFFIX. */
static void
hand_out(const struct trial *t, const struct source *source, const char *suffix)
{
	const char *directory = getenv("CGWGEN_DOCUMENTS");
	FILE *file;

	if (directory == NULL)
		return;
	file = fopen(arena_printf(t->maker.arena, "%s/%u.%s", directory,
			 t->number, suffix),
	    "w");
	assert_non_null(file);
	fputs(source_text(source), file);
	assert_int_equal(fclose(file), 0);
}

/* ---- xml -------------------------------------------------------------- */

static bool
xml_has(const struct sameness *sameness, const struct field *field)
{
	const struct trial *t = sameness->host;

	return field->xml != NULL &&
	       !(field->bgp && connection_is_static(t->connection)) &&
	       (strstr(field->xml, "ipv6") == NULL ||
		   connection_is_ipv6(t->connection));
}

/* What the XML says where the model does not. */
static void
fill_in(struct connection *connection)
{
	struct tunnel *tunnel = connection->tunnels;
	struct value *slots[2];
	size_t i;

	if (connection_is_static(connection) &&
	    !value_known(&connection->attributes)) {
		connection->attributes.text = "NoBGPVPNConnection";
		connection->attributes.origin = ORIGIN_XML;
	}
	for (; tunnel < connection->tunnels + connection->tunnel_count;
	     tunnel++) {
		slots[0] = &tunnel->inside_ipv6_prefix_length;
		slots[1] = &tunnel->aws_inside_ipv6_prefix_length;
		for (i = 0; i < 2; i++) {
			if (value_known(slots[i]))
				continue;
			slots[i]->u.number = 128;
			slots[i]->origin = ORIGIN_XML;
		}
	}
}

static void
xml_is_read_back(void **state)
{
	struct inventory *inventory = inventory_new(NULL);
	struct sameness sameness = { .takes = xml_has, .alone = true };
	struct trial t = { .number = 0 };
	struct connection *back;
	struct buf buf = { 0 }, again = { 0 };
	struct source *source;
	unsigned refused = 0;
	bool good;

	(void)state;
	while (next_model(&t)) {
		good =
		    xml_write(t.connection, true, t.maker.arena, t.diags, &buf);
		assert_int_equal(
		    good, diags_count(t.diags, SEVERITY_ERROR) == 0);
		if (!good) {
			refused++;
			buf_clear(&buf);
			continue;
		}
		source = written(&t, &buf);
		hand_out(&t, source, "xml");
		back = inventory_xml(inventory, source, t.maker.arena, t.diags);
		fill_in(t.connection);
		assert_same(&t, &sameness, back);
		assert_true(
		    xml_write(back, true, t.maker.arena, t.diags, &again));
		assert_string_equal(again.data, t.text);
		buf_clear(&again);
		source_free(source);
	}
	buf_free(&buf);
	buf_free(&again);
	inventory_free(inventory);
	/* Both happen often enough to mean something. */
	assert_true(t.compared * 20 > model_count());
	assert_true(refused * 4 > model_count());
}

/* ---- yaml, json ------------------------------------------------------- */

static void
write_native(struct trial *t, const struct connection *connection,
    struct native_style style, struct buf *ret)
{
	struct native_writer *writer = native_writer_new(&style);

	assert_true(
	    native_writer_add(writer, connection, t->maker.arena, t->diags));
	native_writer_end(writer, ret);
	native_writer_free(writer);
}

static void
native_is_read_back(bool json)
{
	struct native_style style = { .json = json, .secrets = true };
	struct sameness sameness = { .alone = false };
	struct trial t = { .number = 0 };
	struct inventory *inventory;
	struct connection *back;
	struct buf buf = { 0 };
	struct source *source;

	while (next_model(&t)) {
		style.complete = t.number % 4 == 0;
		write_native(&t, t.connection, style, &buf);
		source = written(&t, &buf);
		inventory = inventory_new(NULL);
		back = NULL;
		if (inventory_add(inventory, source, NULL, t.diags))
			inventory_next(
			    inventory, t.maker.arena, t.diags, &back);
		assert_same(&t, &sameness, back);
		write_native(&t, back, style, &buf);
		assert_string_equal(buf.data, t.text);
		buf_clear(&buf);
		inventory_free(inventory);
		source_free(source);
	}
	buf_free(&buf);
	assert_int_equal(t.compared, model_count());
}

static void
yaml_is_read_back(void **state)
{
	(void)state;
	native_is_read_back(false);
}

static void
json_is_read_back(void **state)
{
	(void)state;
	native_is_read_back(true);
}

/* A number that JSON does not know is a string there. */
static bool
same_scalar(const struct node *yaml, const struct node *json)
{
	enum scalar_type type = scalar_type(yaml);

	if (strcmp(yaml->text, json->text) != 0)
		return false;
	return type == scalar_type(json) ||
	       (type == SCALAR_NUMBER && !json->plain);
}

static bool
same_tree(const struct node *yaml, const struct node *json)
{
	if (yaml->kind != json->kind)
		return false;
	if (yaml->kind == NODE_SCALAR)
		return same_scalar(yaml, json);
	for (yaml = yaml->first, json = json->first;
	     yaml != NULL && json != NULL; yaml = yaml->next, json = json->next)
		if ((yaml->name != NULL &&
			strcmp(yaml->name, json->name) != 0) ||
		    !same_tree(yaml, json))
			return false;
	return yaml == NULL && json == NULL;
}

static void
yaml_and_json_say_the_same(void **state)
{
	struct native_style style = { .secrets = true };
	struct trial t = { .number = 0 };
	struct source *yaml, *json;
	const struct node *left, *right;
	struct buf buf = { 0 };

	(void)state;
	while (next_model(&t)) {
		/* The tests above read most of them. */
		if (t.number % 4 != 0)
			continue;
		style.complete = t.number % 8 == 0;
		style.json = true;
		write_native(&t, t.connection, style, &buf);
		json = written(&t, &buf);
		style.json = false;
		write_native(&t, t.connection, style, &buf);
		yaml = written(&t, &buf);
		hand_out(&t, json, "json");
		hand_out(&t, yaml, "yaml");
		left = yaml_read(yaml, t.maker.arena, t.diags);
		right = json_read(json, 100000, t.maker.arena, t.diags);
		if (left == NULL || right == NULL || !same_tree(left, right)) {
			print_error("%s\n%s\n", source_text(json), t.text);
			fail_msg("model %u differs", t.number);
		}
		source_free(yaml);
		source_free(json);
	}
}

/* A text alone, as a value, a key and in a list. */
static void
yaml_quotes_what_it_must(void **state)
{
	static const struct {
		const char *text, *yaml;
	} rows[] = {
		{ "", "\"\"" },
		{ "abc", "abc" },
		{ "a b", "a b" },
		{ "no", "\"no\"" },
		{ "Off", "\"Off\"" },
		{ "NULL", "\"NULL\"" },
		{ "nothing", "nothing" },
		{ "~", "\"~\"" },
		{ "1e3", "\"1e3\"" },
		{ "0x1F", "\"0x1F\"" },
		{ "064512", "\"064512\"" },
		{ "198.51.100.7", "198.51.100.7" },
		{ "10.0.0.0/16", "10.0.0.0/16" },
		{ "2001:db8::1", "2001:db8::1" },
		{ "2001:db8::", "\"2001:db8::\"" },
		{ "::1", "\"::1\"" },
		{ "1:2:3:4:5:6:7:8", "\"1:2:3:4:5:6:7:8\"" },
		{ "198.51.100", "\"198.51.100\"" },
		{ "2026-11-23", "\"2026-11-23\"" },
		{ "<<", "\"<<\"" },
		{ "a: b", "\"a: b\"" },
		{ "a:b", "a:b" },
		{ "a:", "\"a:\"" },
		{ "a #b", "\"a #b\"" },
		{ "a#b", "a#b" },
		{ "a ", "\"a \"" },
		{ "a, b", "\"a, b\"" },
		{ "a[0]", "\"a[0]\"" },
		{ "arn:aws:acm:::certificate/x",
		    "arn:aws:acm:::certificate/x" },
		{ "say \"x\\y\"", "say \"x\\y\"" },
		{ "\"x\\y", "\"\\\"x\\\\y\"" },
		{ "a\nb\tc\r", "\"a\\nb\\tc\\x0d\"" },
		{ "\x1b\x7f", "\"\\x1b\\x7f\"" },
		{ "\xc2\x85\xc2\x9f\xc2\xa0", "\"\\x85\\x9f\xc2\xa0\"" },
		{ "K\xc3\xb6ln", "\"K\xc3\xb6ln\"" },
		{ "\xe2\x80\xa8\xef\xbb\xbf\xef\xbf\xbf",
		    "\"\\u2028\\ufeff\\uffff\"" },
		{ "\xf0\x9f\x94\x91", "\"\xf0\x9f\x94\x91\"" },
	};
	struct buf buf = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&buf);
		yaml_string(&buf, rows[i].text);
		assert_string_equal(buf.data, rows[i].yaml);
	}
	buf_free(&buf);
}

/* ---- what cannot be written ------------------------------------------- */

/* A connection of ID with one tunnel, of which nothing is known. */
static struct connection *
empty_connection(struct trial *t, const char *id)
{
	struct connection *c = ARENA_NEW(t->maker.arena, struct connection);

	c->id = (struct value){ .origin = ORIGIN_API, .text = id };
	c->tunnels = ARENA_NEW(t->maker.arena, struct tunnel);
	c->tunnel_count = 1;
	return c;
}

static struct trial
start(void)
{
	struct trial t = { .maker.arena = arena_new() };

	t.diags = diags_new(t.maker.arena, 0);
	return t;
}

/* RULE and MESSAGE were found next. */
static void
assert_found(const struct trial *t, size_t *index, enum rule_id rule,
    const char *message)
{
	size_t count;
	const struct finding *list = diags_list(t->diags, &count);

	assert_true(*index < count);
	assert_int_equal(list[*index].rule, rule);
	assert_string_equal(list[(*index)++].message, message);
}

static void
what_the_xml_must_have(void **state)
{
	static const char *const names[] = { "customer_gateway_id",
		"customer_outside_address", "inside_address",
		"inside_prefix_length", "customer_asn", "outside_address",
		"aws_inside_address", "aws_inside_prefix_length", "aws_asn" };
	struct trial t = start();
	struct connection *c = empty_connection(&t, "vpn-1");
	struct buf buf = { 0 };
	size_t i, index = 0;

	(void)state;
	c->type = c->id;
	c->tunnels[0].outside_address.origin = ORIGIN_LATER;
	connection_complete(c, false);
	assert_false(xml_write(c, true, t.maker.arena, t.diags, &buf));
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_found(&t, &index, RULE_VALUE_UNKNOWN,
		    arena_printf(t.maker.arena,
			"%s is %s; the XML must have it", names[i],
			strcmp(names[i], "outside_address") == 0
			    ? "known only after a deployment"
			    : "not known"));
	assert_int_equal(diags_count(t.diags, SEVERITY_ERROR), index);
	c->tunnel_count = 0;
	assert_false(xml_write(c, true, t.maker.arena, t.diags, &buf));
	index++;
	assert_found(&t, &index, RULE_VALUE_UNKNOWN,
	    "tunnels are not known; the XML must have one");
	buf_free(&buf);
	arena_free(t.maker.arena);
}

static void
what_a_descriptor_must_have(void **state)
{
	const struct native_style style = { .json = false };
	struct native_writer *writer = native_writer_new(&style);
	struct trial t = start();
	struct connection *c = empty_connection(&t, "vpn-1");
	struct gateway one = { .kind = GATEWAY_CUSTOMER }, other = one;
	struct buf buf = { 0 };
	size_t index = 0;

	(void)state;
	one.id = other.id = (struct value){ .origin = ORIGIN_API, .text = "c" };
	other.name = one.id;
	c->customer_gateway = &one;
	c->tunnels[0].pre_shared_key.origin = ORIGIN_LATER;
	assert_true(native_writer_add(writer, c, t.maker.arena, t.diags));
	assert_found(&t, &index, RULE_NOT_CARRIED,
	    "1 value is known only after a deployment and left out");
	assert_false(native_writer_add(writer, c, t.maker.arena, t.diags));
	assert_found(&t, &index, RULE_OUTPUT_CLASH,
	    "another descriptor of this run describes a connection with this "
	    "id, too");
	c = empty_connection(&t, "vpn-2");
	c->customer_gateway = &other;
	assert_false(native_writer_add(writer, c, t.maker.arena, t.diags));
	assert_found(&t, &index, RULE_VALUE_UNWRITABLE,
	    "the connection's customer gateway is described in two ways; a "
	    "descriptor holds one");
	c->id.origin = ORIGIN_LATER;
	assert_false(native_writer_add(writer, c, t.maker.arena, t.diags));
	assert_found(&t, &index, RULE_VALUE_UNKNOWN,
	    "id is known only after a deployment; a descriptor must have it");
	native_writer_end(writer, &buf);
	assert_string_equal(buf.data,
	    "cgwgen: 1\nsites:\n  c:\n    id: c\nconnections:\n"
	    "  - id: vpn-1\n    site: c\n    options_assumed: true\n"
	    "    tunnels:\n      - {}\n");
	buf_free(&buf);
	native_writer_free(writer);
	arena_free(t.maker.arena);
}

static void
keys_that_read_like_references(void **state)
{
	static const struct {
		const char *key;
		bool shown; /* can it be written as it is? */
	} rows[] = { { "withheld", false }, { "env:PSK", false },
		{ "file:psk", false }, { "withheld.", true },
		{ "environment", true }, { "REDACTED", true } };
	struct trial t = { .number = 0 };
	struct native_style style = { .json = true };
	struct native_writer *writer;
	size_t i;

	(void)state;
	while (next_model(&t) && t.connection->tunnel_count == 0)
		;
	for (i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
		t.connection->tunnels[0].pre_shared_key =
		    (struct value){ .origin = ORIGIN_XML,
			    .text = rows[i / 2].key };
		style.secrets = i % 2 == 0;
		writer = native_writer_new(&style);
		assert_int_equal(native_writer_add(writer, t.connection,
				     t.maker.arena, t.diags),
		    rows[i / 2].shown || !style.secrets);
		native_writer_free(writer);
	}
	arena_free(t.maker.arena);
}

static void
ends_are_named(void **state)
{
	struct arena *arena = arena_new();
	struct ends *ends = ends_new(arena);
	size_t count;

	(void)state;
	assert_string_equal(
	    ends_name(ends, "a", "1", "Berlin HQ"), "berlin-hq");
	assert_string_equal(
	    ends_name(ends, "b", "2", "berlin/hq!"), "berlin-hq-2");
	assert_string_equal(
	    ends_name(ends, "c", "3", "--berlin--hq--"), "berlin-hq-3");
	/* The same again, and the same id with something else to say. */
	assert_string_equal(ends_name(ends, "b", "2", "other"), "berlin-hq-2");
	assert_null(ends_name(ends, "b", "3", "other"));
	/* A name that looks as if it had a number. */
	assert_string_equal(ends_name(ends, "d", "4", "x-2"), "x-2");
	assert_string_equal(ends_name(ends, "e", "5", "x"), "x");
	assert_string_equal(ends_name(ends, "f", "6", "x"), "x-3");
	assert_false(ends_can_name("\xe6\xbc\xa2-"));
	assert_true(ends_can_name("\xc3\x84 1"));
	ends_list(ends, &count);
	assert_int_equal(count, 6);
	ends_free(ends);
	arena_free(arena);
}

#define TEST(name)                                                             \
	{                                                                      \
		"convert/" #name, name, NULL, NULL, NULL                       \
	}

const struct CMUnitTest convert_tests[] = {
	TEST(xml_is_read_back),
	TEST(yaml_is_read_back),
	TEST(json_is_read_back),
	TEST(yaml_and_json_say_the_same),
	TEST(yaml_quotes_what_it_must),
	TEST(what_the_xml_must_have),
	TEST(what_a_descriptor_must_have),
	TEST(keys_that_read_like_references),
	TEST(ends_are_named),
};
const size_t convert_test_count =
    sizeof(convert_tests) / sizeof(convert_tests[0]);

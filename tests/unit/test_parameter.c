/* SPDX-License-Identifier: ISC */
/* Parameter values: types, precedence, what is required. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/buf.h"
#include "device/parameter.h"
#include "doc/yaml.h"

extern const struct CMUnitTest parameter_tests[];
extern const size_t parameter_test_count;

#define MAX_SETS 8

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct pattern *name;
	struct pattern *anything;
	struct parameter list[9];
	size_t count;
	struct source *file;
	struct source *sets[MAX_SETS];
	size_t set_count;
};

static const char *const choices[] = { "indent", "braces" };

static struct fixture
begin(void)
{
	struct fixture fixture = { .arena = arena_new(), .count = 9 };
	struct pattern_error error;
	size_t i;

	fixture.diags = diags_new(fixture.arena, 0);
	fixture.name = pattern_new("[a-z]+[0-9]+", PATTERN_WHOLE, &error);
	fixture.anything = pattern_new("(?s).*", PATTERN_WHOLE, &error);
	fixture.list[0] = (struct parameter){ .name = "outside_interface",
		.type = PARAMETER_NAME,
		.pattern = fixture.name };
	fixture.list[1] = (struct parameter){ .name = "remark",
		.type = PARAMETER_TEXT,
		.pattern = fixture.anything };
	fixture.list[2] = (struct parameter){ .name = "tunnel_base",
		.type = PARAMETER_INTEGER };
	fixture.list[3] = (struct parameter){ .name = "nat_traversal",
		.type = PARAMETER_BOOLEAN };
	fixture.list[4] = (struct parameter){ .name = "local_address",
		.type = PARAMETER_ADDRESS };
	fixture.list[5] = (struct parameter){ .name = "management",
		.type = PARAMETER_PREFIX,
		.required = PARAMETER_ALWAYS };
	fixture.list[6] = (struct parameter){ .name = "aws_networks",
		.type = PARAMETER_PREFIXES,
		.required = PARAMETER_STATIC };
	fixture.list[7] = (struct parameter){ .name = "flavour",
		.type = PARAMETER_CHOICE,
		.choices = choices,
		.choice_count = 2 };
	fixture.list[8] = (struct parameter){ .name = "router_asn",
		.type = PARAMETER_INTEGER,
		.required = PARAMETER_BGP };
	for (i = 0; i < fixture.count; i++) {
		fixture.list[i].minimum = INT64_MIN;
		fixture.list[i].maximum = INT64_MAX;
	}
	fixture.list[2].minimum = 0;
	fixture.list[2].maximum = 4094;
	fixture.list[2].preset = (struct parameter_value){
		.origin = PARAMETER_DEFAULT,
		.shape = PARAMETER_IS_INTEGER,
		.text = "100",
		.integer = 100,
	};
	return fixture;
}

static void
end(struct fixture *fixture)
{
	size_t i;

	for (i = 0; i < fixture->set_count; i++)
		source_free(fixture->sets[i]);
	source_free(fixture->file);
	pattern_free(fixture->name);
	pattern_free(fixture->anything);
	arena_free(fixture->arena);
}

static void
set(struct fixture *fixture, const char *argument)
{
	assert_true(fixture->set_count < MAX_SETS);
	fixture->sets[fixture->set_count++] =
	    source_new("--set", argument, strlen(argument));
}

static const struct parameter_value *
resolve(struct fixture *fixture, const char *file)
{
	const struct source *sets[MAX_SETS];
	struct parameter_input input = { .sets = sets };
	size_t i;

	for (i = 0; i < fixture->set_count; i++)
		sets[i] = fixture->sets[i];
	input.set_count = fixture->set_count;
	if (file != NULL) {
		fixture->file = source_new("values", file, strlen(file));
		input.file =
		    yaml_read(fixture->file, fixture->arena, fixture->diags);
		assert_non_null(input.file);
	}
	return parameter_resolve(fixture->list, fixture->count, &input,
	    fixture->arena, fixture->diags);
}

/* Values that are taken, by --set: which parameter, and its text. */
static const struct {
	const char *argument;
	size_t parameter;
	enum parameter_shape shape;
	const char *text;
} taken[] = {
	{ "outside_interface=eth0", 0, PARAMETER_IS_TEXT, "eth0" },
	{ "remark=", 1, PARAMETER_IS_TEXT, "" },
	{ "remark=a=b, c", 1, PARAMETER_IS_TEXT, "a=b, c" },
	{ "remark=\xc3\xa9", 1, PARAMETER_IS_TEXT, "\xc3\xa9" },
	{ "tunnel_base=0", 2, PARAMETER_IS_INTEGER, "0" },
	{ "tunnel_base=4094", 2, PARAMETER_IS_INTEGER, "4094" },
	{ "nat_traversal=true", 3, PARAMETER_IS_BOOLEAN, "true" },
	{ "nat_traversal=false", 3, PARAMETER_IS_BOOLEAN, "false" },
	{ "local_address=192.0.2.1", 4, PARAMETER_IS_TEXT, "192.0.2.1" },
	{ "local_address=2001:DB8:0::1", 4, PARAMETER_IS_TEXT, "2001:db8::1" },
	{ "management=10.0.0.0/8", 5, PARAMETER_IS_TEXT, "10.0.0.0/8" },
	{ "management=0.0.0.0/0", 5, PARAMETER_IS_TEXT, "0.0.0.0/0" },
	{ "aws_networks=10.0.0.0/8", 6, PARAMETER_IS_LIST, "10.0.0.0/8" },
	{ "aws_networks=10.0.0.0/8, 2001:DB8::/32 ,10.0.0.0/9", 6,
	    PARAMETER_IS_LIST, "10.0.0.0/8,2001:db8::/32,10.0.0.0/9" },
	{ "flavour=braces", 7, PARAMETER_IS_TEXT, "braces" },
	{ "router_asn=-9223372036854775808", 8, PARAMETER_IS_INTEGER,
	    "-9223372036854775808" },
};

static void
test_taken(void **state)
{
	const struct parameter_value *values, *value;
	struct fixture fixture;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		fixture = begin();
		set(&fixture, taken[i].argument);
		values = resolve(&fixture, NULL);
		if (values == NULL)
			fail_msg("%s", taken[i].argument);
		value = &values[taken[i].parameter];
		assert_int_equal(value->shape, taken[i].shape);
		assert_int_equal(value->origin, PARAMETER_SET);
		assert_string_equal(value->text, taken[i].text);
		assert_ptr_equal(value->at.source, fixture.sets[0]);
		assert_int_equal(value->at.offset,
		    strchr(taken[i].argument, '=') + 1 - taken[i].argument);
		end(&fixture);
	}
}

/* Values that are refused, where, and with which words. */
static const struct {
	const char *argument;
	enum rule_id rule;
	size_t offset;
	const char *words;
} refused[] = {
	{ "outside_interface=", RULE_PARAMETER_INVALID, 18,
	    "text that fits [a-z]+[0-9]+; is ''" },
	{ "outside_interface=eth0\n", RULE_PARAMETER_INVALID, 18,
	    "is 'eth0\\x0a'" },
	{ "outside_interface=eth0 ", RULE_PARAMETER_INVALID, 18, NULL },
	{ "outside_interface= eth0", RULE_PARAMETER_INVALID, 18, NULL },
	{ "outside_interface=Eth0", RULE_PARAMETER_INVALID, 18, NULL },
	/* A pattern that takes anything still takes one line only. */
	{ "remark=a\nreload", RULE_PARAMETER_INVALID, 7, "\\x0a" },
	{ "remark=a\rreload", RULE_PARAMETER_INVALID, 7, "\\x0d" },
	{ "remark=\x1b[31m", RULE_PARAMETER_INVALID, 7, "\\x1b" },
	{ "remark=\xff", RULE_PARAMETER_INVALID, 7, "\\xff" },
	{ "remark=\xe2\x80\xa9", RULE_PARAMETER_INVALID, 7, NULL },
	{ "tunnel_base=-1", RULE_PARAMETER_INVALID, 12,
	    "'tunnel_base' must be an integer from 0 to 4094; is '-1'" },
	{ "tunnel_base=4095", RULE_PARAMETER_INVALID, 12, NULL },
	{ "tunnel_base=010", RULE_PARAMETER_INVALID, 12, NULL },
	{ "tunnel_base=+1", RULE_PARAMETER_INVALID, 12, NULL },
	{ "tunnel_base=1 ", RULE_PARAMETER_INVALID, 12, NULL },
	{ "tunnel_base=0x10", RULE_PARAMETER_INVALID, 12, NULL },
	{ "tunnel_base=", RULE_PARAMETER_INVALID, 12, NULL },
	{ "tunnel_base=18446744073709551716", RULE_PARAMETER_INVALID, 12,
	    NULL },
	{ "nat_traversal=yes", RULE_PARAMETER_INVALID, 14,
	    "true or false; is 'yes'" },
	{ "nat_traversal=True", RULE_PARAMETER_INVALID, 14, NULL },
	{ "nat_traversal=1", RULE_PARAMETER_INVALID, 14, NULL },
	{ "local_address=192.0.2.1/24", RULE_PARAMETER_INVALID, 14,
	    "an IPv4 or IPv6 address" },
	{ "local_address=192.0.2.01", RULE_PARAMETER_INVALID, 14, NULL },
	{ "local_address=fe80::1%eth0", RULE_PARAMETER_INVALID, 14, NULL },
	{ "management=10.0.0.1", RULE_PARAMETER_INVALID, 11,
	    "a network such as" },
	{ "management=10.1.2.3/8", RULE_PARAMETER_INVALID, 11,
	    "the network is 10.0.0.0/8" },
	{ "management=10.0.0.0/33", RULE_PARAMETER_INVALID, 11, NULL },
	{ "management=2001:db8::1/64", RULE_PARAMETER_INVALID, 11,
	    "the network is 2001:db8::/64" },
	{ "aws_networks=", RULE_PARAMETER_INVALID, 13, "1 to 1000" },
	{ "aws_networks=10.0.0.0/8,", RULE_PARAMETER_INVALID, 24, "is ''" },
	{ "aws_networks=10.0.0.0/8, 10.9.9.9/16", RULE_PARAMETER_INVALID, 25,
	    "the network is 10.9.0.0/16" },
	{ "aws_networks=::/0,0::/0", RULE_PARAMETER_INVALID, 18,
	    "has ::/0 twice" },
	{ "flavour=brace", RULE_PARAMETER_INVALID, 8,
	    "one of: indent, braces; is 'brace'; did you mean 'braces'?" },
	{ "flavour=xyz", RULE_PARAMETER_INVALID, 8, "is 'xyz'" },
	{ "tunel_base=1", RULE_PARAMETER_UNKNOWN, 0,
	    "'tunel_base'; did you mean 'tunnel_base'?" },
	{ "x=1", RULE_PARAMETER_UNKNOWN, 0, "no parameter 'x'" },
	{ "=1", RULE_PARAMETER_INVALID, 0, "NAME=VALUE" },
	{ "tunnel_base", RULE_PARAMETER_INVALID, 0, "NAME=VALUE" },
	{ "", RULE_PARAMETER_INVALID, 0, "NAME=VALUE" },
};

static void
test_refused(void **state)
{
	const struct finding *list;
	struct fixture fixture;
	size_t i, count;

	(void)state;
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		fixture = begin();
		set(&fixture, refused[i].argument);
		if (resolve(&fixture, NULL) != NULL)
			fail_msg("taken: %s", refused[i].argument);
		list = diags_list(fixture.diags, &count);
		assert_int_equal(count, 1);
		assert_string_equal(
		    rule_get(list[0].rule)->id, rule_get(refused[i].rule)->id);
		assert_ptr_equal(list[0].at.source, fixture.sets[0]);
		assert_int_equal(list[0].at.offset, refused[i].offset);
		if (refused[i].words != NULL &&
		    strstr(list[0].message, refused[i].words) == NULL)
			fail_msg("%s", list[0].message);
		end(&fixture);
	}
}

static void
test_precedence(void **state)
{
	const struct parameter_value *values;
	struct fixture fixture = begin();

	(void)state;
	set(&fixture, "tunnel_base=1");
	set(&fixture, "flavour=indent");
	set(&fixture, "tunnel_base=2");
	values = resolve(
	    &fixture, "tunnel_base: 3\nnat_traversal: true\nflavour: braces\n");
	assert_non_null(values);
	assert_int_equal(values[2].integer, 2);
	assert_ptr_equal(values[2].at.source, fixture.sets[2]);
	assert_true(values[3].boolean);
	assert_int_equal(values[3].origin, PARAMETER_FILE);
	assert_ptr_equal(values[3].at.source, fixture.file);
	assert_string_equal(values[7].text, "indent");
	assert_int_equal(values[0].shape, PARAMETER_IS_NONE);
	assert_int_equal(values[0].origin, PARAMETER_UNSET);
	assert_null(values[0].text);
	end(&fixture);

	fixture = begin();
	values = resolve(&fixture, NULL);
	assert_int_equal(values[2].origin, PARAMETER_DEFAULT);
	assert_int_equal(values[2].integer, 100);
	end(&fixture);

	/* What is overridden is judged, too. */
	fixture = begin();
	set(&fixture, "tunnel_base=x");
	set(&fixture, "tunnel_base=1");
	set(&fixture, "nat_traversal=true");
	assert_null(resolve(&fixture, "nat_traversal: maybe\n"));
	assert_int_equal(diags_count(fixture.diags, SEVERITY_ERROR), 2);
	end(&fixture);
}

static void
test_file(void **state)
{
	const struct parameter_value *values;
	struct fixture fixture = begin();

	(void)state;
	values = resolve(&fixture,
	    "outside_interface: eth0\n"
	    "remark: \"007\"\n"
	    "tunnel_base: 7\n"
	    "local_address: 2001:db8::1\n"
	    "management: 10.0.0.0/8\n"
	    "aws_networks:\n  - 10.0.0.0/8\n  - \"2001:db8::/32\"\n");
	assert_non_null(values);
	assert_string_equal(values[1].text, "007");
	assert_int_equal(values[6].count, 2);
	assert_string_equal(values[6].items[1], "2001:db8::/32");
	assert_string_equal(values[6].text, "10.0.0.0/8,2001:db8::/32");
	end(&fixture);

	fixture = begin();
	values = resolve(&fixture, "aws_networks: 10.0.0.0/8, 10.1.0.0/16\n");
	assert_int_equal(values[6].count, 2);
	end(&fixture);
}

static void
test_bad_files(void **state)
{
	static const struct {
		const char *text;
		enum rule_id rule;
		size_t line, column;
	} rows[] = {
		{ "- a\n", RULE_PARAMETER_INVALID, 1, 1 },
		{ "text\n", RULE_PARAMETER_INVALID, 1, 1 },
		{ "flavour:\n", RULE_PARAMETER_INVALID, 1, 9 },
		{ "flavour: ~\n", RULE_PARAMETER_INVALID, 1, 10 },
		{ "flavour: [braces]\n", RULE_PARAMETER_INVALID, 1, 10 },
		{ "flavour: {a: b}\n", RULE_PARAMETER_INVALID, 1, 10 },
		{ "tunnel_base: 1.0\n", RULE_PARAMETER_INVALID, 1, 14 },
		{ "remark: \"a\\nb\"\n", RULE_PARAMETER_INVALID, 1, 9 },
		{ "aws_networks: []\n", RULE_PARAMETER_INVALID, 1, 15 },
		{ "aws_networks: [[10.0.0.0/8]]\n", RULE_PARAMETER_INVALID, 1,
		    16 },
		{ "aws_networks: [10.0.0.0/8, 10.0.0.1/8]\n",
		    RULE_PARAMETER_INVALID, 1, 28 },
		{ "aws_networks:\n - 10.0.0.0/8\n - 10.0.0.0/8\n",
		    RULE_PARAMETER_INVALID, 3, 4 },
		{ "\nflavor: braces\n", RULE_PARAMETER_UNKNOWN, 2, 1 },
	};
	const struct finding *list;
	struct fixture fixture;
	size_t i, count, line, column;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		fixture = begin();
		assert_null(resolve(&fixture, rows[i].text));
		list = diags_list(fixture.diags, &count);
		assert_int_equal(count, 1);
		assert_int_equal(list[0].rule, rows[i].rule);
		source_line_column(list[0].at, &line, &column);
		assert_int_equal(line, rows[i].line);
		assert_int_equal(column, rows[i].column);
		end(&fixture);
	}
}

/* More networks than any device is given. */
static void
test_many_networks(void **state)
{
	struct fixture fixture = begin();
	struct buf buf = { 0 };
	unsigned i;

	(void)state;
	buf_text(&buf, "aws_networks=");
	for (i = 0; i < 1000; i++)
		buf_printf(&buf, "%s10.%u.%u.0/24", i != 0 ? "," : "", i / 256,
		    i % 256);
	set(&fixture, buf.data);
	assert_int_equal(resolve(&fixture, NULL)[6].count, 1000);
	end(&fixture);
	fixture = begin();
	buf_text(&buf, ",11.0.0.0/8");
	set(&fixture, buf.data);
	assert_null(resolve(&fixture, NULL));
	end(&fixture);
	buf_free(&buf);
}

static void
test_complete(void **state)
{
	const struct parameter_value *values;
	const struct finding *list;
	struct fixture fixture = begin();
	size_t count;

	(void)state;
	values = resolve(&fixture, NULL);
	assert_false(parameter_complete(fixture.list, fixture.count, values,
	    1u << PARAMETER_STATIC, "vpn-1", fixture.diags));
	list = diags_list(fixture.diags, &count);
	assert_int_equal(count, 2);
	assert_int_equal(list[0].rule, RULE_PARAMETER_MISSING);
	assert_string_equal(list[0].subject, "vpn-1");
	assert_string_equal(
	    list[0].message, "parameter 'management' is missing");
	assert_string_equal(list[1].message,
	    "parameter 'aws_networks' is missing, which static routing "
	    "needs");
	assert_false(parameter_complete(fixture.list, fixture.count, values,
	    1u << PARAMETER_BGP, NULL, fixture.diags));
	list = diags_list(fixture.diags, &count);
	assert_int_equal(count, 4);
	assert_string_equal(list[3].message,
	    "parameter 'router_asn' is missing, which BGP routing needs");
	end(&fixture);

	fixture = begin();
	set(&fixture, "management=10.0.0.0/8");
	set(&fixture, "aws_networks=10.0.0.0/8");
	values = resolve(&fixture, NULL);
	assert_true(parameter_complete(fixture.list, fixture.count, values,
	    1u << PARAMETER_STATIC, NULL, fixture.diags));
	assert_false(parameter_complete(fixture.list, fixture.count, values,
	    1u << PARAMETER_BGP, NULL, fixture.diags));
	end(&fixture);
}

static void
test_names(void **state)
{
	unsigned type;

	(void)state;
	for (type = 0; type < PARAMETER_TYPES; type++)
		assert_int_equal(parameter_type_find(parameter_type_name(
				     (enum parameter_type)type)),
		    type);
	assert_int_equal(parameter_type_find("bool"), PARAMETER_TYPES);
	assert_string_equal(
	    parameter_required_name(PARAMETER_STATIC), "static");
}

const struct CMUnitTest parameter_tests[] = {
	cmocka_unit_test(test_taken),
	cmocka_unit_test(test_refused),
	cmocka_unit_test(test_precedence),
	cmocka_unit_test(test_file),
	cmocka_unit_test(test_bad_files),
	cmocka_unit_test(test_many_networks),
	cmocka_unit_test(test_complete),
	cmocka_unit_test(test_names),
};
const size_t parameter_test_count =
    sizeof(parameter_tests) / sizeof(parameter_tests[0]);

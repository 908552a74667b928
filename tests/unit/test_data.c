/* SPDX-License-Identifier: ISC */
/* Data files: what values become, and which are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "render/data.h"

extern const struct CMUnitTest data_tests[];
extern const size_t data_test_count;

struct reading {
	struct arena *arena;
	struct diags *diags;
	struct source *source;
	struct tvalue context;
	bool good;
};

static struct reading
read_data(const char *path, const char *text)
{
	struct reading reading = { .arena = arena_new() };

	reading.diags = diags_new(reading.arena, 0);
	reading.source = source_new(path, text, strlen(text));
	reading.context = tv_dict(reading.arena, 0);
	reading.good = data_read(reading.source, path, reading.arena,
	    &reading.context, reading.diags);
	return reading;
}

static void
done(struct reading *reading)
{
	source_free(reading->source);
	arena_free(reading->arena);
}

static void
print(struct buf *buf, const struct tvalue *value)
{
	size_t i;

	buf_printf(buf, "%s", tv_type_name(value));
	switch (value->kind) {
	case TV_BOOL:
		buf_printf(buf, " %d", value->as.truth);
		break;
	case TV_INT:
		buf_printf(buf, " %lld", (long long)value->as.integer);
		break;
	case TV_FLOAT:
		buf_printf(buf, " %g", value->as.real);
		break;
	case TV_STRING:
		buf_printf(buf, " %.*s", (int)value->length, value->as.text);
		break;
	case TV_LIST:
		for (i = 0; i < value->as.list->count; i++) {
			buf_text(buf, ", ");
			print(buf, &value->as.list->items[i]);
		}
		break;
	case TV_DICT:
		for (i = 0; i < value->as.dict->count; i++) {
			buf_text(buf, ", ");
			print(buf, &value->as.dict->entries[i].key);
			buf_text(buf, " = ");
			print(buf, &value->as.dict->entries[i].value);
		}
		break;
	default:
		break;
	}
}

/* "v: TEXT" as YAML. */
static void
data_values(void **state)
{
	static const struct {
		const char *text, *value;
	} rows[] = {
		{ "", "NoneType" },
		{ "~", "NoneType" },
		{ "Null", "NoneType" },
		{ "nil", "str nil" },
		{ "true", "bool 1" },
		{ "TRUE", "bool 1" },
		{ "False", "bool 0" },
		{ "yes", "str yes" },
		{ "No", "str No" },
		{ "on", "str on" },
		{ "'true'", "str true" },
		{ "\"1\"", "str 1" },
		{ "!!str 1", "str 1" },
		{ "0", "int 0" },
		{ "-0", "int 0" },
		{ "+7", "int 7" },
		{ "-12", "int -12" },
		{ "0x1f", "int 31" },
		{ "0xFF", "int 255" },
		{ "0o17", "int 15" },
		{ "9223372036854775807", "int 9223372036854775807" },
		{ "-9223372036854775808", "int -9223372036854775808" },
		{ "1.5", "float 1.5" },
		{ "-.5", "float -0.5" },
		{ "1e3", "float 1000" },
		{ "1.", "float 1" },
		{ ".inf", "float inf" },
		{ "-.INF", "float -inf" },
		{ ".nan", "float nan" },
		{ "1e-400", "float 0" },
		{ "1_000", "str 1_000" },
		{ "0b11", "str 0b11" },
		{ "12:30", "str 12:30" },
		{ "12:30:45", "str 12:30:45" },
		{ "2026-11-25", "str 2026-11-25" },
		{ "10.0.0.1", "str 10.0.0.1" },
		{ "a b", "str a b" },
		{ "[1, a, [true]]", "list, int 1, str a, list, bool 1" },
		{ "{a: 1, b: {c: x}}",
		    "dict, str a = int 1, str b = dict, str c = str x" },
		{ "{10: a, 0x1f: b, '10 ': c}",
		    "dict, int 10 = str a, int 31 = str b, str 10  = str c" },
		{ "{false: a, ~: b}",
		    "dict, bool 0 = str a, NoneType = str b" },
	};
	struct reading reading;
	struct buf buf = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[128];

		snprintf(text, sizeof(text), "v: %s\n", rows[i].text);
		reading = read_data("x.yaml", text);
		assert_true(reading.good);
		buf_clear(&buf);
		print(&buf, tv_dict_get(&reading.context, "v", 1));
		assert_string_equal(buf.data, rows[i].value);
		done(&reading);
	}
	buf_free(&buf);
}

static void
data_refused(void **state)
{
	static const struct {
		const char *path, *text;
		size_t line, column;
		enum rule_id rule;
		const char *words;
	} rows[] = {
		{ "x.yaml", "a: 1\nb: 9223372036854775808\n", 2, 4,
		    RULE_DATA_VALUE, "beyond 64 bits" },
		{ "x.json", "{\"a\":\n -9223372036854775809}", 2, 2,
		    RULE_DATA_VALUE, "beyond 64 bits" },
		{ "x.yaml", "a: 0x10000000000000000\n", 1, 4, RULE_DATA_VALUE,
		    "beyond 64 bits" },
		{ "x.json", "{\"a\": 1e400}", 1, 7, RULE_DATA_VALUE,
		    "beyond 1.8e308" },
		{ "x.yaml", "a: 010\n", 1, 4, RULE_DATA_VALUE,
		    "leading zeros" },
		{ "x.yaml", "a:\n  - -007\n", 2, 5, RULE_DATA_VALUE,
		    "leading zeros" },
		{ "x.yaml", "a: {007: x}\n", 1, 5, RULE_DATA_VALUE,
		    "leading zeros" },
		{ "x.yaml", "a: {1: x, 0x1: y}\n", 1, 11, RULE_DATA_VALUE,
		    "another spelling" },
		{ "x.yaml", "a: {1: x, true: y}\n", 1, 11, RULE_DATA_VALUE,
		    "another spelling" },
		{ "x.yaml", "1: x\n", 1, 1, RULE_DATA_VALUE, "a name" },
		{ "x.yaml", "true: x\n", 1, 1, RULE_DATA_VALUE, "a name" },
		{ "x.yaml", "- a\n", 1, 1, RULE_DATA_VALUE, "a mapping" },
		{ "x.json", "[1]", 1, 1, RULE_DATA_VALUE, "a mapping" },
		{ "x.json", "3", 1, 1, RULE_DATA_VALUE, "a mapping" },
		{ "x.json", "a: 1", 1, 1, RULE_JSON_SYNTAX, "a value" },
		{ "x.YML", "{\"a\": [}", 1, 8, RULE_YAML_SYNTAX, "" },
		{ "-", " {\"a\": [}", 1, 9, RULE_JSON_SYNTAX, "a value" },
		{ "x", "a: 1\na: 2\n", 2, 1, RULE_YAML_SYNTAX,
		    "there already" },
	};
	struct reading reading;
	const struct finding *list;
	size_t i, count, line, column;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		reading = read_data(rows[i].path, rows[i].text);
		assert_false(reading.good);
		list = diags_list(reading.diags, &count);
		assert_int_equal(count, 1);
		assert_string_equal(
		    rule_get(list[0].rule)->id, rule_get(rows[i].rule)->id);
		assert_non_null(strstr(list[0].message, rows[i].words));
		source_line_column(list[0].at, &line, &column);
		assert_int_equal(line, rows[i].line);
		assert_int_equal(column, rows[i].column);
		done(&reading);
	}
}

/* The line of a finding may hold a secret. */
static void
data_is_never_quoted(void **state)
{
	struct reading reading = read_data("x.json", "{\"key\": \"s3cret\" x}");
	const struct finding *list;
	struct excerpt excerpt;
	size_t count;

	(void)state;
	list = diags_list(reading.diags, &count);
	assert_int_equal(count, 1);
	assert_false(source_excerpt(list[0].at, &excerpt));
	done(&reading);
}

static void
data_later_files_go_before(void **state)
{
	struct reading one = read_data("a.yaml", "a: {x: 1}\nb: 1\n");
	struct source *source = source_new("b", "{\"a\": 2}", 8);
	struct buf buf = { 0 };

	(void)state;
	assert_true(data_read(source, "b", one.arena, &one.context, one.diags));
	print(&buf, &one.context);
	assert_string_equal(buf.data, "dict, str a = int 2, str b = int 1");
	buf_free(&buf);
	source_free(source);
	done(&one);
}

const struct CMUnitTest data_tests[] = {
	cmocka_unit_test(data_values),
	cmocka_unit_test(data_refused),
	cmocka_unit_test(data_is_never_quoted),
	cmocka_unit_test(data_later_files_go_before),
};
const size_t data_test_count = sizeof(data_tests) / sizeof(data_tests[0]);

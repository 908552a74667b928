/* SPDX-License-Identifier: ISC */
/* The JSON reader: trees, places, what is refused and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "doc/json.h"
#include "doc/scalar.h"
#include "doc/text.h"

#include "tree.h"

extern const struct CMUnitTest json_tests[];
extern const size_t json_test_count;

static struct reading
read_bytes(const char *bytes, size_t length, size_t nodes)
{
	struct reading reading = reading_open("test.json", bytes, length);

	reading.root =
	    json_read(reading.source, nodes, reading.arena, reading.diags);
	return reading;
}

static struct reading
read_text(const char *text)
{
	return read_bytes(text, strlen(text), TEXT_LIMIT_NODES);
}

static void
json_trees(void **state)
{
	static const struct {
		const char *text, *tree;
	} rows[] = {
		{ "{}", "{}" },
		{ " [ ] \n", "[]" },
		{ "{\"a\": 1, \"b\": [true, null, \"x\"]}",
		    "{a: 1, b: [true, null, <x>]}" },
		{ "[[1], {\"k\": {\"l\": -1.5e+2}}, []]",
		    "[[1], {k: {l: -1.5e+2}}, []]" },
		{ "\"\"", "<>" },
		{ "\"a\\u00e9\\ud83d\\ude00\\n\\\"\\\\\\/z\"",
		    "<a\xc3\xa9\xf0\x9f\x98\x80\n\"\\/z>" },
		{ "{\"\\u0061b\": \"\xc3\xa9\"}", "{ab: <\xc3\xa9>}" },
		{ "\xef\xbb\xbf[0]", "[0]" },
		{ "\"\\b\\f\\r\\t\"", "<\b\f\r\t>" },
	};
	struct reading reading;
	struct buf buf = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		reading = read_text(rows[i].text);
		assert_non_null(reading.root);
		buf_clear(&buf);
		tree_print(&buf, reading.root, "<", ">");
		assert_string_equal(buf.data, rows[i].tree);
		reading_close(&reading);
	}
	buf_free(&buf);
}

static void
json_types(void **state)
{
	static const struct {
		const char *text;
		enum scalar_type type;
	} rows[] = {
		{ "null", SCALAR_NULL },
		{ "true", SCALAR_BOOLEAN },
		{ "-7", SCALAR_INTEGER },
		{ "1.0", SCALAR_NUMBER },
		{ "1e3", SCALAR_NUMBER },
		{ "\"null\"", SCALAR_STRING },
		{ "\"1\"", SCALAR_STRING },
		{ "\"\"", SCALAR_STRING },
	};
	struct reading reading;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		reading = read_text(rows[i].text);
		assert_non_null(reading.root);
		assert_int_equal(scalar_type(reading.root), rows[i].type);
		reading_close(&reading);
	}
}

static void
json_places(void **state)
{
	struct reading reading =
	    read_text("\xef\xbb\xbf{\n  \"\xc3\xa9\" : [ 1,\n\t\"x\" ],\n"
		      "\"b\":{\"c\":null}}");
	const struct node *node;

	(void)state;
	assert_non_null(reading.root);
	node = reading.root->first;
	assert_place(node->name_pos, 2, 3);
	assert_place(node->pos, 2, 9);
	assert_place(node->first->pos, 2, 11);
	assert_null(node->first->name_pos.source);
	assert_place(node->last->pos, 3, 2);
	node = node->next;
	assert_place(node->name_pos, 4, 1);
	assert_place(node->pos, 4, 5);
	assert_place(node->first->name_pos, 4, 6);
	assert_place(node->first->pos, 4, 10);
	reading_close(&reading);
}

/* The one finding: its rule, place and words. */
static void
assert_refused(struct reading *reading, enum rule_id rule, size_t line,
    size_t column, const char *words)
{
	const struct finding *list;
	size_t count;

	assert_null(reading->root);
	list = diags_list(reading->diags, &count);
	assert_int_equal(count, 1);
	assert_string_equal(rule_get(list[0].rule)->id, rule_get(rule)->id);
	assert_non_null(strstr(list[0].message, words));
	assert_place(list[0].at, line, column);
}

static void
json_errors(void **state)
{
	static const struct {
		const char *text;
		size_t line, column;
		const char *words;
		enum rule_id rule;
	} rows[] = {
		{ "[1,\n2", 2, 2, "',' or ']'", RULE_JSON_SYNTAX },
		{ "[1,\n]", 2, 1, "expected a value", RULE_JSON_SYNTAX },
		{ "[1,", 1, 4, "end of the file", RULE_JSON_SYNTAX },
		{ "[1}", 1, 3, "',' or ']'", RULE_JSON_SYNTAX },
		{ "{\"a\":1]", 1, 7, "',' or '}'", RULE_JSON_SYNTAX },
		{ "{\"a\":1,}", 1, 8, "a key in double", RULE_JSON_SYNTAX },
		{ "{a:1}", 1, 2, "a key in double", RULE_JSON_SYNTAX },
		{ "{\"a\" 1}", 1, 6, "expected ':'", RULE_JSON_SYNTAX },
		{ "{}\n{}", 2, 1, "end of the file", RULE_JSON_SYNTAX },
		{ "NaN", 1, 1, "expected a value", RULE_JSON_SYNTAX },
		{ "truex", 1, 5, "end of the file", RULE_JSON_SYNTAX },
		{ "[012]", 1, 2, "leading zeros", RULE_JSON_SYNTAX },
		{ "[-012]", 1, 3, "leading zeros", RULE_JSON_SYNTAX },
		{ "[-x]", 1, 3, "a digit", RULE_JSON_SYNTAX },
		{ "[1.]", 1, 4, "after the decimal", RULE_JSON_SYNTAX },
		{ "[1e]", 1, 4, "exponent", RULE_JSON_SYNTAX },
		{ "[\"ab", 1, 2, "closing quote", RULE_JSON_SYNTAX },
		{ "[\"a\tb\"]", 1, 4, "control character", RULE_JSON_SYNTAX },
		{ "[\"a\\n\nb\"]", 1, 6, "control character",
		    RULE_JSON_SYNTAX },
		{ "\"\\q\"", 1, 2, "expected one of", RULE_JSON_SYNTAX },
		{ "\"\\", 1, 2, "expected one of", RULE_JSON_SYNTAX },
		{ "\"\\u12g4\"", 1, 2, "hexadecimal", RULE_JSON_SYNTAX },
		{ "\"x\\ud800\"", 1, 3, "surrogate", RULE_JSON_SYNTAX },
		{ "\"\\udc00\\ud800\"", 1, 2, "surrogate", RULE_JSON_SYNTAX },
		{ "{\"a\":1,\n \"b\":2,\n  \"\\u0061\":3}", 3, 3,
		    "'a' is there already, in line 1", RULE_JSON_SYNTAX },
		{ "\"a\\u0000\"", 1, 3, "NUL character", RULE_INPUT_ENCODING },
		{ "\"\xff\"", 1, 2, "not UTF-8", RULE_INPUT_ENCODING },
		{ " \n", 1, 1, "empty", RULE_INPUT_EMPTY },
	};
	struct reading reading;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		reading = read_text(rows[i].text);
		assert_refused(&reading, rows[i].rule, rows[i].line,
		    rows[i].column, rows[i].words);
		reading_close(&reading);
	}
}

/* A value is in no message, whatever is wrong around it. */
static void
json_values_are_not_quoted(void **state)
{
	static const char *const rows[] = { "{\"k\": \"hunter22\" x}",
		"{\"k\": hunter22}", "{\"k\": \"hunter22", "[\"hunter22\\q\"]",
		"[\"hunter22\n\"]" };
	struct reading reading;
	const struct finding *list;
	size_t i, count;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		reading = read_text(rows[i]);
		assert_null(reading.root);
		list = diags_list(reading.diags, &count);
		assert_int_equal(count, 1);
		assert_null(strstr(list[0].message, "hunter22"));
		reading_close(&reading);
	}
}

/* BEFORE, COUNT times ITEM, AFTER. */
static struct reading
read_repeated(const char *before, const char *item, size_t count,
    const char *after, size_t nodes)
{
	struct buf buf = { 0 };
	struct reading reading;
	size_t i;

	buf_text(&buf, before);
	for (i = 0; i < count; i++)
		buf_text(&buf, item);
	buf_text(&buf, after);
	reading = read_bytes(buf.data, buf.length, nodes);
	buf_free(&buf);
	return reading;
}

static void
json_limits(void **state)
{
	static const struct {
		const char *before, *item, *after;
		size_t most, line, column;
		const char *words;
	} rows[] = {
		{ "[0", ",0", "]", 98, 1, 200, "more than 100 values" },
		{ "", "[",
		    "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
		    "]]]]]]]]]]]]]]]",
		    TEXT_LIMIT_DEPTH, 1, TEXT_LIMIT_DEPTH + 1,
		    "more than 64 levels" },
		{ "[\"", "x", "\"]", TEXT_LIMIT_VALUE, 1, 2,
		    "bytes in one value" },
		{ "[\"\\n", "x", "\"]", TEXT_LIMIT_VALUE - 1, 1, 2,
		    "bytes in one value" },
		{ "[1", "1", "]", TEXT_LIMIT_VALUE - 1, 1, 2,
		    "bytes in one value" },
		{ "{\"", "x", "\":1}", TEXT_LIMIT_VALUE, 1, 2,
		    "bytes in one value" },
	};
	struct reading reading;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		reading = read_repeated(rows[i].before, rows[i].item,
		    rows[i].most, rows[i].after, 100);
		assert_non_null(reading.root);
		reading_close(&reading);
		reading = read_repeated(rows[i].before, rows[i].item,
		    rows[i].most + 1, rows[i].after, 100);
		assert_refused(&reading, RULE_INPUT_LIMIT, rows[i].line,
		    rows[i].column, rows[i].words);
		reading_close(&reading);
	}
	reading = read_repeated("", "[", 1000000, "", TEXT_LIMIT_NODES);
	assert_refused(
	    &reading, RULE_INPUT_LIMIT, 1, TEXT_LIMIT_DEPTH + 1, "levels");
	reading_close(&reading);
}

/* Many equal keys neither take long nor flood. */
static void
json_repeated_keys(void **state)
{
	struct reading reading = read_repeated(
	    "{\"a\":1", ",\n\"a\":1", 90000, "}", TEXT_LIMIT_NODES);
	size_t count;

	(void)state;
	assert_null(reading.root);
	diags_list(reading.diags, &count);
	assert_int_equal(count, 20);
	reading_close(&reading);
}

static size_t
unescape(char *line)
{
	char *from = line, *to = line, digits[3] = { 0 };

	for (; *from != '\0' && *from != '\n'; from++) {
		if (*from != '%') {
			*to++ = *from;
			continue;
		}
		memcpy(digits, from + 1, 2);
		*to++ = (char)strtoul(digits, NULL, 16);
		from += 2;
	}
	return (size_t)(to - line);
}

static void
json_documents(void **state)
{
	FILE *file = fopen("tests/json/documents", "r");
	char line[512], *document;
	struct reading reading;
	size_t count = 0, length, findings;
	bool good;

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		if (line[0] == '#')
			continue;
		good = strncmp(line, "yes ", 4) == 0;
		document = line + (good ? 4 : 3);
		length = unescape(document);
		reading = read_bytes(document, length, TEXT_LIMIT_NODES);
		diags_list(reading.diags, &findings);
		if ((reading.root != NULL) != good || (findings == 0) != good)
			fail_msg("wrong about: %s", document);
		reading_close(&reading);
		count++;
	}
	fclose(file);
	assert_true(count > 130);
}

static void
json_writing(void **state)
{
	struct buf buf = { 0 };

	(void)state;
	json_write(&buf, "a\"b\\c\n\x1f\xc3\xa9");
	json_write(&buf, "");
	assert_string_equal(
	    buf.data, "\"a\\\"b\\\\c\\u000a\\u001f\xc3\xa9\"\"\"");
	buf_free(&buf);
}

const struct CMUnitTest json_tests[] = {
	cmocka_unit_test(json_trees),
	cmocka_unit_test(json_types),
	cmocka_unit_test(json_places),
	cmocka_unit_test(json_errors),
	cmocka_unit_test(json_values_are_not_quoted),
	cmocka_unit_test(json_limits),
	cmocka_unit_test(json_repeated_keys),
	cmocka_unit_test(json_documents),
	cmocka_unit_test(json_writing),
};
const size_t json_test_count = sizeof(json_tests) / sizeof(json_tests[0]);

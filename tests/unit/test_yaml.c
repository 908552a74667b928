/* SPDX-License-Identifier: ISC */
/* The YAML reader: trees, places, and what is refused; its limits are
 * test_yaml_limits.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "doc/scalar.h"
#include "doc/text.h"
#include "doc/yaml.h"
#include "doc/yaml_tag.h"

#include "tree.h"

extern const struct CMUnitTest yaml_tests[];
extern const size_t yaml_test_count;

static void
test_trees(void **state)
{
	static const struct {
		const char *text, *tree;
	} rows[] = {
		{ "a: 1\nb: 'x'\n", "{a: 1, b: \"x\"}" },
		{ "- 1\n- [2, \"3\"]\n- {a: b}\n", "[1, [2, \"3\"], {a: b}]" },
		{ "a:\nb: ~\n", "{a: , b: ~}" },
		{ "a: |\n  x\n  y\nb: >-\n  p\n  q\n",
		    "{a: \"x\ny\n\", b: \"p q\"}" },
		{ "a: &x {k: [1, 2]}\nb: *x\n",
		    "{a: {k: [1, 2]}, b: {k: [1, 2]}}" },
		{ "a: &x 1\nb: &x 2\nc: *x\n", "{a: 1, b: 2, c: 2}" },
		{ "a: &x [1]\nb: &y [*x, *x]\nc: *y\n",
		    "{a: [1], b: [[1], [1]], c: [[1], [1]]}" },
		{ "--- !!map\na: !!str 1\nb: !!seq [1]\n...\n",
		    "{a: \"1\", b: [1]}" },
		{ "just text", "just text" },
		{ "\"<<\": {a: b}\n", "{<<: {a: b}}" },
		{ "{\"a\": \"\\u00e9\\/\"}", "{a: \"\xc3\xa9/\"}" },
		{ "# c\n%YAML: 1\n", NULL },
		{ "%YAML 1.2\n---\na: b\n", "{a: b}" },
		{ "\xef\xbb\xbf"
		  "a: b\nc: d\n",
		    "{a: b, c: d}" },
	};
	struct reading reading;
	struct buf buf = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		reading = tree_yaml_text(rows[i].text);
		buf_clear(&buf);
		if (reading.root != NULL)
			tree_print(&buf, reading.root, "\"", "\"");
		if (rows[i].tree == NULL)
			assert_null(reading.root);
		else
			assert_string_equal(buf.data, rows[i].tree);
		reading_close(&reading);
	}
	buf_free(&buf);
}

static void
test_places(void **state)
{
	static const char text[] = "\xef\xbb\xbf# \xe6\x97\xa5\xe6\x9c\xac\n"
				   "\xc3\xa9t\xc3\xa9: \xc3\xa9 # x\r\n"
				   "list:\r\n"
				   "  - \"\xf0\x9f\x98\x80\"\r\n"
				   "  - &n {k: v}\r\n"
				   "again: *n\r\n";
	struct reading reading = tree_yaml_text(text);
	const struct node *node;

	(void)state;
	assert_non_null(reading.root);
	node = reading.root->first;
	assert_memory_equal(
	    text + node->name_pos.offset, "\xc3\xa9t\xc3\xa9:", 6);
	assert_memory_equal(text + node->pos.offset, "\xc3\xa9 #", 4);
	assert_place(node->pos, 2, 6);
	node = node->next;
	assert_place(node->name_pos, 3, 1);
	assert_place(node->first->pos, 4, 5);
	assert_memory_equal(text + node->first->pos.offset, "\"\xf0", 2);
	assert_place(node->last->first->pos, 5, 12);
	node = node->next;
	assert_string_equal(node->name, "again");
	assert_place(node->name_pos, 6, 1);
	/* An alias's nodes keep the places of the anchor's. */
	assert_place(node->pos, 5, 5);
	assert_place(node->first->name_pos, 5, 9);
	reading_close(&reading);
}

/* A tag that is kept is a mapping of one member, at the tag's place. */
static void
test_tagged(void **state)
{
	static const struct {
		const char *text, *tree;
	} rows[] = {
		{ "a: !Ref x\n", "{a: {!Ref: x}}" },
		{ "!Ref x\n", "{!Ref: x}" },
		{ "- !Sub 'x'\n- !Sub [a, !Ref b]\n",
		    "[{!Sub: \"x\"}, {!Sub: [a, {!Ref: b}]}]" },
		{ "a: !If\n- x\n- k: !Ref y\n  l: 1\n- z\nb: 2\n",
		    "{a: {!If: [x, {k: {!Ref: y}, l: 1}, z]}, b: 2}" },
		{ "a: !X {b: c}\nd: e\n", "{a: {!X: {b: c}}, d: e}" },
		{ "a: &n !Ref x\nb: *n\n", "{a: {!Ref: x}, b: {!Ref: x}}" },
		{ "a: !Sub &n [x]\nb: *n\n",
		    "{a: {!Sub: [x]}, b: {!Sub: [x]}}" },
		{ "a: !X |\n  t\nb: !X\n", "{a: {!X: \"t\n\"}, b: {!X: }}" },
		{ "\"!Ref\": x\n", "{!Ref: x}" },
		{ "a: !!str 1\n", "{a: \"1\"}" },
		{ "a: b\n!Ref c: d\n", NULL },
		{ "a: !!binary b\n", NULL },
		{ "%TAG ! tag:x,2000:\n--- !Ref a\n", NULL },
		{ "a: &x !Join [1, *x]\n", NULL },
		{ "a: !X {<<: b}\n", NULL },
		{ "a: !X {b: 1, b: 2}\n", NULL },
	};
	struct reading reading;
	struct buf buf = { 0 };
	size_t i, count;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		reading = reading_open(
		    "test.yaml", rows[i].text, strlen(rows[i].text));
		reading.root = tree_yaml_tagged(&reading);
		buf_clear(&buf);
		if (reading.root != NULL)
			tree_print(&buf, reading.root, "\"", "\"");
		diags_list(reading.diags, &count);
		assert_int_equal(count, rows[i].tree == NULL);
		if (rows[i].tree != NULL)
			assert_string_equal(buf.data, rows[i].tree);
		reading_close(&reading);
	}
	buf_free(&buf);
}

static void
test_tag_places(void **state)
{
	static const char text[] = "a: !Ref   x\n"
				   "b: &n !Sub # why\n"
				   "  - y\n"
				   "\"!Ref\": !Empty\n"
				   "c: 1\n";
	struct reading reading = reading_open("t.yaml", text, strlen(text));
	const struct node *node;
	const struct finding *list;
	size_t count;

	(void)state;
	reading.root = tree_yaml_tagged(&reading);
	assert_non_null(reading.root);
	assert_null(yaml_tag(reading.root));
	node = reading.root->first;
	assert_string_equal(yaml_tag(node), "!Ref");
	assert_place(node->pos, 1, 4);
	assert_place(node->first->name_pos, 1, 4);
	assert_place(node->first->pos, 1, 11);
	assert_null(yaml_tag(node->first));
	node = node->next;
	assert_string_equal(yaml_tag(node), "!Sub");
	assert_place(node->pos, 2, 4);
	assert_place(node->first->pos, 3, 3);
	node = node->next;
	assert_string_equal(yaml_tag(node), "!Empty");
	assert_place(node->first->pos, 4, 15);
	/* A tag that was kept can be refused later as it would have been. */
	assert_false(yaml_untagged(reading.root, reading.diags));
	list = diags_list(reading.diags, &count);
	assert_int_equal(count, 1);
	assert_string_equal(
	    list[0].message, "tag '!Ref' is not known here; expected none");
	assert_place(list[0].at, 1, 4);
	assert_true(yaml_untagged(node->next, reading.diags));
	reading_close(&reading);
}

/* What is refused, by which rule, where, and with which words. */
static const struct {
	const char *text;
	enum rule_id rule;
	size_t line, column;
	const char *words;
} refused[] = {
	{ "", RULE_INPUT_EMPTY, 1, 1, NULL },
	{ " \n\t\n", RULE_INPUT_EMPTY, 1, 1, NULL },
	{ "# only\n# comments\n", RULE_INPUT_EMPTY, 1, 1, NULL },
	{ "---\n...\n", RULE_INPUT_EMPTY, 1, 1, NULL },
	{ "a: b\nb: c\na: d\n", RULE_YAML_SYNTAX, 3, 1,
	    "key 'a' is there already, in line 1" },
	{ "x:\n  k: 1\n  'k': 2\n", RULE_YAML_SYNTAX, 3, 3, "in line 2" },
	{ "{a: 1, b: {c: 1, c: 2}}", RULE_YAML_SYNTAX, 1, 18, "'c'" },
	{ "a: &x {k: v}\nb:\n  <<: *x\n", RULE_YAML_SYNTAX, 3, 3,
	    "merge keys" },
	{ "[a]: b\n", RULE_YAML_SYNTAX, 1, 1, "text as key" },
	{ "? {a: b}\n: c\n", RULE_YAML_SYNTAX, 1, 3, "text as key" },
	{ "a: &x k\n*x : v\n", RULE_YAML_SYNTAX, 2, 1, "not an alias" },
	{ "&x a: b\n", RULE_YAML_SYNTAX, 1, 1, "without an anchor" },
	{ "a: !!python/object:os.system x\n", RULE_YAML_SYNTAX, 1, 4, "tag" },
	{ "a: !thing x\n", RULE_YAML_SYNTAX, 1, 4, "'!thing'" },
	{ "a: !!int 3\n", RULE_YAML_SYNTAX, 1, 4, "tag" },
	{ "a: !!str [x]\n", RULE_YAML_SYNTAX, 1, 4, "tag" },
	{ "!e!x a\n", RULE_YAML_SYNTAX, 1, 1, NULL },
	{ "a: *none\n", RULE_YAML_SYNTAX, 1, 4, "&none" },
	{ "a: &x [1, *x]\n", RULE_YAML_SYNTAX, 1, 11, "own anchor" },
	{ "a: &x {b: {c: *x}}\n", RULE_YAML_SYNTAX, 1, 15, "own anchor" },
	{ "a: b\n---\nc: d\n", RULE_YAML_SYNTAX, 2, 1, "one document" },
	{ "a: b: c\n", RULE_YAML_SYNTAX, 1, 5, "': '" },
	{ "a: \"open\n", RULE_YAML_SYNTAX, 2, 1, "closing quote" },
	{ "a: [1, 2\n", RULE_YAML_SYNTAX, 2, 1, "',' or ']'" },
	{ "a: {x: 1\n", RULE_YAML_SYNTAX, 2, 1, "',' or '}'" },
	{ "a: 1\n b: 2\n", RULE_YAML_SYNTAX, 2, 3, NULL },
	{ "a:\n\tb: 1\n", RULE_YAML_SYNTAX, 2, 1, "indent with spaces" },
	{ "a: \x01\n", RULE_YAML_SYNTAX, 1, 4, "control character" },
	{ "\xc3\xa9: \x1b[0m\n", RULE_YAML_SYNTAX, 1, 4, "control character" },
	{ "a: \"\\0\"\n", RULE_INPUT_ENCODING, 1, 4, "NUL" },
	{ "\"k\\0\": 1\n", RULE_INPUT_ENCODING, 1, 1, "NUL" },
	{ "a: \"\\ud83d\\ude00\"\n", RULE_YAML_SYNTAX, 1, 7, NULL },
	{ "a: \"\\q\"\n", RULE_YAML_SYNTAX, 1, 5, NULL },
	{ "a: \xff\n", RULE_INPUT_ENCODING, 1, 4, NULL },
	{ "a: \xc0\x80\n", RULE_INPUT_ENCODING, 1, 4, NULL },
	{ "a: \xed\xa0\x80\n", RULE_INPUT_ENCODING, 1, 4, NULL },
};

static void
test_refused(void **state)
{
	const struct finding *list;
	struct reading reading;
	size_t i, count;

	(void)state;
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		reading = tree_yaml_text(refused[i].text);
		assert_null(reading.root);
		list = diags_list(reading.diags, &count);
		assert_int_equal(count, 1);
		assert_string_equal(
		    rule_get(list[0].rule)->id, rule_get(refused[i].rule)->id);
		if (refused[i].words != NULL &&
		    strstr(list[0].message, refused[i].words) == NULL)
			fail_msg("row %zu: %s", i, list[0].message);
		assert_place(list[0].at, refused[i].line, refused[i].column);
		reading_close(&reading);
	}
}

static void
test_bytes(void **state)
{
	static const char nul[] = "a: b\0c\n", wide[] = "\xff\xfe"
							"a\0:\0 \0";
	static const char big_endian[] = "\xfe\xff\0a\0:";
	static const char bare[] = "a\0:\0 \0b\0";
	struct reading reading;

	(void)state;
	reading = tree_yaml(nul, sizeof(nul) - 1);
	tree_assert_only(&reading, RULE_INPUT_ENCODING);
	reading = tree_yaml(wide, sizeof(wide) - 1);
	tree_assert_only(&reading, RULE_INPUT_ENCODING);
	reading = tree_yaml(big_endian, sizeof(big_endian) - 1);
	tree_assert_only(&reading, RULE_INPUT_ENCODING);
	reading = tree_yaml(bare, sizeof(bare) - 1);
	tree_assert_only(&reading, RULE_INPUT_ENCODING);
}

static void
test_scalars(void **state)
{
	static const struct {
		const char *text;
		enum scalar_type type;
	} rows[] = {
		{ "", SCALAR_NULL },
		{ "null", SCALAR_NULL },
		{ "~", SCALAR_NULL },
		{ "nULL", SCALAR_STRING },
		{ "true", SCALAR_BOOLEAN },
		{ "True", SCALAR_STRING },
		{ "yes", SCALAR_STRING },
		{ "off", SCALAR_STRING },
		{ "0", SCALAR_INTEGER },
		{ "-17", SCALAR_INTEGER },
		{ "9223372036854775807", SCALAR_INTEGER },
		{ "-9223372036854775808", SCALAR_INTEGER },
		{ "9223372036854775808", SCALAR_NUMBER },
		{ "-9223372036854775809", SCALAR_NUMBER },
		{ "99999999999999999999999", SCALAR_NUMBER },
		{ "-0", SCALAR_NUMBER },
		{ "010", SCALAR_NUMBER },
		{ "+1", SCALAR_NUMBER },
		{ "0x1F", SCALAR_NUMBER },
		{ "0o17", SCALAR_NUMBER },
		{ "0o18", SCALAR_STRING },
		{ "0x", SCALAR_STRING },
		{ "1.5", SCALAR_NUMBER },
		{ "1.", SCALAR_NUMBER },
		{ ".5e-3", SCALAR_NUMBER },
		{ "48e10", SCALAR_NUMBER },
		{ ".", SCALAR_STRING },
		{ "1e", SCALAR_STRING },
		{ "-", SCALAR_STRING },
		{ ".inf", SCALAR_NUMBER },
		{ "-.INF", SCALAR_NUMBER },
		{ "1.2.3", SCALAR_STRING },
		{ "2026-11-23", SCALAR_STRING },
		{ "12:30", SCALAR_STRING },
	};
	struct node node = { .kind = NODE_SCALAR };
	int64_t value;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		node.text = rows[i].text;
		node.plain = true;
		if (scalar_type(&node) != rows[i].type)
			fail_msg("'%s' is of type %u", rows[i].text,
			    (unsigned)scalar_type(&node));
		node.plain = false;
		assert_int_equal(scalar_type(&node), SCALAR_STRING);
	}
	assert_true(scalar_integer("-9223372036854775808", &value));
	assert_true(value == INT64_MIN);
	assert_true(scalar_integer("9223372036854775807", &value));
	assert_true(value == INT64_MAX);
	assert_false(scalar_integer("", &value));
	assert_false(scalar_integer("1 ", &value));
}

const struct CMUnitTest yaml_tests[] = {
	cmocka_unit_test(test_trees),
	cmocka_unit_test(test_tagged),
	cmocka_unit_test(test_tag_places),
	cmocka_unit_test(test_places),
	cmocka_unit_test(test_refused),
	cmocka_unit_test(test_bytes),
	cmocka_unit_test(test_scalars),
};
const size_t yaml_test_count = sizeof(yaml_tests) / sizeof(yaml_tests[0]);

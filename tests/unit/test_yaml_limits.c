/* SPDX-License-Identifier: ISC */
/* The limits of the YAML reader, and documents that are cut or damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "doc/text.h"
#include "doc/yaml.h"

#include "tree.h"

extern const struct CMUnitTest yaml_limits_tests[];
extern const size_t yaml_limits_test_count;

/* TEXT, COUNT times, between HEAD and TAIL. */
static struct reading
read_repeated(
    const char *head, const char *text, size_t count, const char *tail)
{
	struct reading reading;
	struct buf buf = { 0 };

	buf_text(&buf, head);
	while (count-- > 0)
		buf_text(&buf, text);
	buf_text(&buf, tail);
	reading = tree_yaml(buf.data, buf.length);
	buf_free(&buf);
	return reading;
}

static void
test_depth(void **state)
{
	static const char *const opening[] = { "[", "{a: ", "- ", "? " };
	struct reading reading;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		reading = read_repeated("", opening[i], 1000000, "");
		tree_assert_only(&reading, RULE_INPUT_LIMIT);
	}
	reading = read_repeated("", opening[3], 1000000, "");
	tree_assert_only(&reading, RULE_YAML_SYNTAX);
	reading = read_repeated("", "- ", TEXT_LIMIT_DEPTH, "x");
	assert_non_null(reading.root);
	reading_close(&reading);
	reading = read_repeated("", "- ", TEXT_LIMIT_DEPTH + 1, "x");
	tree_assert_only(&reading, RULE_INPUT_LIMIT);
	/* A tag is a level of its own. */
	for (i = 0; i < 2; i++) {
		char tags[5 * TEXT_LIMIT_DEPTH + 8] = "";
		size_t j;

		for (j = 0; j < TEXT_LIMIT_DEPTH / 2 + i; j++)
			strcat(tags, "!X [");
		for (j = 0; j < TEXT_LIMIT_DEPTH / 2 + i; j++)
			strcat(tags, "]");
		reading = reading_open("t.yaml", tags, strlen(tags));
		reading.root = tree_yaml_tagged(&reading);
		if (i == 1)
			tree_assert_only(&reading, RULE_INPUT_LIMIT);
		else
			assert_non_null(reading.root);
		if (i == 0)
			reading_close(&reading);
	}
}

static void
test_depth_by_alias(void **state)
{
	struct reading reading;
	struct buf buf = { 0 };
	size_t i;

	(void)state;
	/* 40 levels by themselves, 80 through the alias. */
	buf_text(&buf, "a: &x ");
	for (i = 0; i < 40; i++)
		buf_char(&buf, '[');
	for (i = 0; i < 40; i++)
		buf_char(&buf, ']');
	buf_text(&buf, "\nb: ");
	for (i = 0; i < 40; i++)
		buf_char(&buf, '[');
	buf_text(&buf, "*x");
	for (i = 0; i < 40; i++)
		buf_char(&buf, ']');
	reading = tree_yaml(buf.data, buf.length);
	tree_assert_only(&reading, RULE_INPUT_LIMIT);
	buf_free(&buf);
}

static void
test_bombs(void **state)
{
	struct reading reading;
	struct buf buf = { 0 };
	unsigned i, j;

	(void)state;
	/* Ten to the tenth by ten aliases of ten aliases … */
	buf_text(&buf, "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
	for (i = 1; i <= 10; i++) {
		buf_printf(&buf, "a%u: &a%u [", i, i);
		for (j = 0; j < 10; j++)
			buf_printf(&buf, "*a%u,", i - 1);
		buf_text(&buf, "]\n");
	}
	reading = tree_yaml(buf.data, buf.length);
	tree_assert_only(&reading, RULE_INPUT_LIMIT);
	buf_free(&buf);

	reading = read_repeated("- &a x\n", "- *a\n", YAML_LIMIT_ALIASES, "");
	assert_non_null(reading.root);
	reading_close(&reading);
	reading =
	    read_repeated("- &a x\n", "- *a\n", YAML_LIMIT_ALIASES + 1, "");
	tree_assert_only(&reading, RULE_INPUT_LIMIT);
	reading = read_repeated("", "- &a x\n", YAML_LIMIT_ALIASES + 1, "");
	tree_assert_only(&reading, RULE_INPUT_LIMIT);
}

static void
test_counts(void **state)
{
	struct reading reading;
	struct buf buf = { 0 };
	unsigned i;

	(void)state;
	reading = read_repeated("", "- x\n", TEXT_LIMIT_NODES - 1, "");
	assert_non_null(reading.root);
	reading_close(&reading);
	reading = read_repeated("", "- x\n", TEXT_LIMIT_NODES, "");
	tree_assert_only(&reading, RULE_INPUT_LIMIT);
	/* Many keys: looking for duplicates must not take their square. */
	for (i = 0; i < TEXT_LIMIT_NODES - 1; i++)
		buf_printf(&buf, "k%u: v\n", i);
	reading = tree_yaml(buf.data, buf.length);
	assert_non_null(reading.root);
	assert_int_equal(node_count(reading.root), TEXT_LIMIT_NODES - 1);
	reading_close(&reading);
	buf_free(&buf);
}

static void
test_long_values(void **state)
{
	struct reading reading;

	(void)state;
	reading = read_repeated("a: ", "x", TEXT_LIMIT_VALUE, "\n");
	assert_non_null(reading.root);
	reading_close(&reading);
	reading = read_repeated("a: ", "x", TEXT_LIMIT_VALUE + 1, "\n");
	tree_assert_only(&reading, RULE_INPUT_LIMIT);
	reading = read_repeated("a: \"", "xyz\\n", 2000000, "\"\n");
	tree_assert_only(&reading, RULE_INPUT_LIMIT);
	reading = read_repeated("a: |\n", "  xyz\n", 1000000, "");
	tree_assert_only(&reading, RULE_INPUT_LIMIT);
	reading = read_repeated("? ", "x", TEXT_LIMIT_VALUE + 1, "\n: v\n");
	tree_assert_only(&reading, RULE_INPUT_LIMIT);
	reading = read_repeated("", "# comment\n", 500000, "a: b\n");
	assert_non_null(reading.root);
	assert_place(reading.root->first->pos, 500001, 4);
	reading_close(&reading);
}

/* Every truncation of a document ends in a tree or in one finding. */
static void
test_truncated(void **state)
{
	static const char text[] =
	    "%YAML 1.1\n---\na: &x {k: [1, \"2\", '3']}\nb: *x\nc: |\n  t\n"
	    "? d\n: !!str e\n\xc3\xa9: \"\\u00e9\"\n...\n";
	struct reading reading;
	size_t length, count;

	(void)state;
	for (length = 0; length < sizeof(text); length++) {
		reading = tree_yaml(text, length);
		diags_list(reading.diags, &count);
		assert_int_equal(count, reading.root == NULL);
		reading_close(&reading);
	}
}

/* Bytes exchanged one by one: no crash, and no silent failure. */
static void
test_mutated(void **state)
{
	static const char text[] =
	    "a: &x {k: [1, \"2\", '3']}\nb: *x\nc: |\n  t\n? d\n: >\n  e\n";
	static const char bytes[] = "\n\t :-?[]{},&*!|>'\"%@`#\\\x7f\x80\xef";
	char copy[sizeof(text)];
	struct reading reading;
	size_t at, i, count;

	(void)state;
	for (at = 0; at < sizeof(text) - 1; at++)
		for (i = 0; i < sizeof(bytes); i++) {
			memcpy(copy, text, sizeof(text));
			copy[at] = bytes[i];
			reading = tree_yaml(copy, sizeof(text) - 1);
			diags_list(reading.diags, &count);
			assert_true((count != 0) == (reading.root == NULL));
			reading_close(&reading);
		}
}

const struct CMUnitTest yaml_limits_tests[] = {
	cmocka_unit_test(test_depth),
	cmocka_unit_test(test_depth_by_alias),
	cmocka_unit_test(test_bombs),
	cmocka_unit_test(test_counts),
	cmocka_unit_test(test_long_values),
	cmocka_unit_test(test_truncated),
	cmocka_unit_test(test_mutated),
};
const size_t yaml_limits_test_count =
    sizeof(yaml_limits_tests) / sizeof(yaml_limits_tests[0]);

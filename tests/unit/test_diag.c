/* SPDX-License-Identifier: ISC */
/* The ground floor: findings and the rule rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

extern const struct CMUnitTest diag_tests[];
extern const size_t diag_test_count;

static void
findings_are_sorted(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct source *a = source_new("a", "xxxxxxxx", 8);
	struct source *b = source_new("b", "xxxxxxxx", 8);
	const struct finding *list;
	const char *expected[] = { "a1", "a5-first", "a5-second", "a5-rule",
		"none", "b2", "b3" };
	size_t count, i;

	(void)state;
	diag(diags, RULE_PSK_LENGTH, (struct pos){ a, 5 }, "a5-first");
	diag(diags, RULE_PSK_REUSED, (struct pos){ a, 5 }, "a5-rule");
	diag(diags, RULE_PSK_LENGTH, NOWHERE, "none");
	diag(diags, RULE_PSK_LENGTH, (struct pos){ b, 3 }, "b3");
	diag(diags, RULE_PSK_LENGTH, (struct pos){ a, 5 }, "a5-second");
	diag(diags, RULE_PSK_LENGTH, (struct pos){ b, 2 }, "b2");
	diag(diags, RULE_PSK_LENGTH, (struct pos){ a, 1 }, "a1");
	diags_sort(diags);
	list = diags_list(diags, &count);
	assert_int_equal(count, 7);
	for (i = 0; i < count; i++)
		assert_string_equal(list[i].message, expected[i]);
	assert_int_equal(list[0].severity, SEVERITY_ERROR);
	source_free(a);
	source_free(b);
	arena_free(arena);
}

/* Wherever they lie, in whatever order they came. */
static void
findings_are_located(void **state)
{
	enum { COUNT = 200, LINES = 3000 };
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	char *text = arena_alloc(arena, LINES * 14);
	struct source *sources[2];
	const struct finding *list;
	size_t count, length = 0, line, column, i;
	uint32_t seed = 3;

	(void)state;
	for (i = 0; i < LINES; i++)
		length += (size_t)sprintf(text + length, "%.*s\xc3\xa9\n",
		    (int)(i % 10), "0123456789");
	for (i = 0; i < 2; i++)
		sources[i] = source_new("a", text, length - i);
	for (i = 0; i < COUNT; i++) {
		seed = seed * 1103515245 + 12345;
		diag(diags, RULE_PSK_LENGTH,
		    i % 17 == 0 ? NOWHERE
				: (struct pos){ sources[i % 5 == 0],
				      (seed >> 8) % (length + 9) },
		    "%zu", i);
	}
	diags_locate(diags);
	list = diags_list(diags, &count);
	assert_int_equal(count, COUNT);
	for (i = 0; i < count; i++) {
		if (i % 17 == 0) {
			assert_int_equal(list[i].line, 0);
			continue;
		}
		source_line_column(list[i].at, &line, &column);
		assert_int_equal(list[i].line, line);
		assert_int_equal(list[i].column, column);
	}
	source_free(sources[0]);
	source_free(sources[1]);
	arena_free(arena);
}

static void
limit_counts_the_rest(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 3);
	const struct finding *list;
	size_t count, i;

	(void)state;
	for (i = 0; i < 10; i++)
		diag(diags, RULE_PSK_REUSED, NOWHERE, "%zu", i);
	list = diags_list(diags, &count);
	assert_int_equal(count, 3);
	assert_string_equal(list[2].message, "2");
	assert_int_equal(diags_dropped(diags), 7);
	assert_int_equal(diags_count(diags, SEVERITY_WARNING), 10);
	assert_int_equal(diags_count(diags, SEVERITY_ERROR), 0);
	arena_free(arena);
}

static void
limit_never_drops_an_error_for_a_note(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 3);
	const struct finding *list;
	size_t count, i;

	(void)state;
	for (i = 0; i < 5; i++)
		diag(diags, RULE_ELEMENT_UNKNOWN, NOWHERE, "note %zu", i);
	diag(diags, RULE_PSK_LENGTH, NOWHERE, "error");
	diag(diags, RULE_PSK_REUSED, NOWHERE, "warning");
	list = diags_list(diags, &count);
	assert_int_equal(count, 3);
	assert_string_equal(list[0].message, "note 0");
	assert_string_equal(list[1].message, "error");
	assert_string_equal(list[2].message, "warning");
	for (i = 0; i < 5; i++)
		diag(diags, RULE_PSK_LENGTH, NOWHERE, "more");
	list = diags_list(diags, &count);
	assert_int_equal(count, 3);
	for (i = 0; i < count; i++)
		assert_int_equal(list[i].severity, SEVERITY_ERROR);
	assert_int_equal(diags_dropped(diags), 9);
	assert_int_equal(diags_count(diags, SEVERITY_ERROR), 6);
	assert_int_equal(diags_count(diags, SEVERITY_NOTE), 5);
	arena_free(arena);
}

static void
passing_over_makes_warnings(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	const struct finding *list;
	size_t count;

	(void)state;
	diag(diags, RULE_PSK_LENGTH, NOWHERE, "one");
	diag(diags, RULE_PSK_ALPHABET, NOWHERE, "two");
	diag(diags, RULE_PSK_LENGTH, NOWHERE, "three");
	assert_int_equal(diags_pass_over(diags, RULE_PSK_LENGTH), 2);
	assert_int_equal(diags_pass_over(diags, RULE_PSK_LENGTH), 0);
	list = diags_list(diags, &count);
	assert_int_equal(list[0].severity, SEVERITY_WARNING);
	assert_int_equal(list[1].severity, SEVERITY_ERROR);
	assert_int_equal(diags_count(diags, SEVERITY_ERROR), 1);
	assert_int_equal(diags_count(diags, SEVERITY_WARNING), 2);
	arena_free(arena);
}

static void
quoting_leaves_only_printable_ascii(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	char every[256], long_text[62];
	const char *quoted;
	unsigned i;

	(void)state;
	assert_string_equal(diag_quote(diags, "vpn-1 ~"), "vpn-1 ~");
	assert_string_equal(diag_quote(diags, ""), "");
	assert_string_equal(diag_quote(diags, "a\033[31m\n\t\x7f\xc3\xa9"),
	    "a\\x1b[31m\\x0a\\x09\\x7f\\xc3\\xa9");
	for (i = 0; i < 255; i++)
		every[i] = (char)(i + 1);
	every[255] = '\0';
	for (i = 0; i < 255; i++)
		for (quoted = diag_quote(diags, every + i); *quoted != '\0';
		     quoted++)
			assert_true(*quoted >= ' ' && *quoted <= '~');
	memset(long_text, 'x', 61);
	long_text[61] = '\0';
	assert_int_equal(strlen(diag_quote(diags, long_text)), 63);
	assert_string_equal(diag_quote(diags, long_text) + 59, "x...");
	long_text[60] = '\0';
	assert_string_equal(diag_quote(diags, long_text), long_text);
	arena_free(arena);
}

static void
nearest_name(void **state)
{
	static const char *const known[] = { "Phase1DHGroupNumbers",
		"Phase2DHGroupNumbers", "StartupAction", "mode" };
	char name[80];

	(void)state;
	assert_string_equal(
	    diag_nearest("StartupActoin", known, 4), "StartupAction");
	assert_string_equal(diag_nearest("Phase2DHGroupNumber", known, 4),
	    "Phase2DHGroupNumbers");
	assert_string_equal(diag_nearest("mod", known, 4), "mode");
	assert_null(diag_nearest("mxyz", known, 4));
	assert_null(diag_nearest("", known, 4));
	assert_null(diag_nearest("mode", known, 0));
	memset(name, 'x', 63);
	name[63] = '\0';
	assert_null(diag_nearest(name, known, 4));
	memset(name, 'x', 79);
	name[79] = '\0';
	assert_null(diag_nearest(name, known, 4));
}

/* ---- rule */

static void
rules_are_in_order_and_complete(void **state)
{
	const struct rule *rule;
	enum severity severity;
	unsigned i;

	(void)state;
	for (i = 0; i < RULE_COUNT; i++) {
		rule = rule_get((enum rule_id)i);
		assert_int_equal(strlen(rule->id), 6);
		assert_memory_equal(rule->id, "CGW", 3);
		assert_true(rule->name[0] != '\0' && rule->group[0] != '\0' &&
			    rule->summary[0] != '\0' && rule->why[0] != '\0' &&
			    rule->help[0] != '\0' && rule->source[0] != '\0');
		assert_int_equal(
		    strspn(rule->name, "abcdefghijklmnopqrstuvwxyz0123456789-"),
		    strlen(rule->name));
		if (i > 0)
			assert_true(strcmp(rule_get((enum rule_id)(i - 1))->id,
					rule->id) < 0);
		assert_int_equal(rule_find(rule->id), i);
		assert_int_equal(rule_find(rule->name), i);
	}
	assert_int_equal(rule_find("cgw201"), RULE_PSK_LENGTH);
	assert_int_equal(rule_find("CGW000"), RULE_COUNT);
	assert_int_equal(rule_find(""), RULE_COUNT);
	assert_int_equal(severity_parse("warning", &severity), 0);
	assert_int_equal(severity, SEVERITY_WARNING);
	assert_int_equal(severity_parse("Warning", &severity), -1);
}

#define TEST(name)                                                             \
	{                                                                      \
		"base/" #name, name, NULL, NULL, NULL                          \
	}

const struct CMUnitTest diag_tests[] = {
	TEST(findings_are_sorted),
	TEST(findings_are_located),
	TEST(limit_counts_the_rest),
	TEST(limit_never_drops_an_error_for_a_note),
	TEST(passing_over_makes_warnings),
	TEST(quoting_leaves_only_printable_ascii),
	TEST(nearest_name),
	TEST(rules_are_in_order_and_complete),
};
const size_t diag_test_count = sizeof(diag_tests) / sizeof(diag_tests[0]);

/* SPDX-License-Identifier: ISC */
/* Patterns of file names; tests/scripts/ignore.sh asks git the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/glob.h"

extern const struct CMUnitTest glob_tests[];
extern const size_t glob_test_count;

#define STEPS ((size_t)1000000)

struct row {
	const char *pattern;
	const char *text;
	bool fits;
};

typedef bool matcher(const char *pattern, const char *text, size_t *steps);

static void
assert_rows(const struct row *rows, size_t count, matcher *match)
{
	size_t i, steps;
	bool good = true;

	for (i = 0; i < count; i++) {
		steps = STEPS;
		if (match(rows[i].pattern, rows[i].text, &steps) ==
		    rows[i].fits)
			continue;
		printf("'%s' on '%s'\n", rows[i].pattern, rows[i].text);
		good = false;
	}
	assert_true(good);
}

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static void
names(void **state)
{
	static const struct row rows[] = {
		{ "", "", true },
		{ "", "a", false },
		{ "a", "", false },
		{ "abc", "abc", true },
		{ "abc", "ABC", false },
		{ "abc", "abcd", false },
		{ "abcd", "abc", false },
		{ "a?c", "abc", true },
		{ "a?c", "ac", false },
		{ "?", "\xc3", true },
		{ "*", "", true },
		{ "*", ".hidden", true },
		{ "***", "abc", true },
		{ "a*", "a", true },
		{ "*c", "abc", true },
		{ "*.xml", "a.xml.xml", true },
		{ "*.xml", ".xml", true },
		{ "*.xml", "axml", false },
		{ "a*b*c", "a-b-b-c", true },
		{ "a*b*c", "a-c-b", false },
		{ "*ab*ba*", "aba", false },
		{ "*ab*ba*", "abba", true },
		{ "a\\*c", "a*c", true },
		{ "a\\*c", "abc", false },
		{ "\\?", "?", true },
		{ "\\?", "a", false },
		{ "\\\\", "\\", true },
		{ "\\a", "a", true },
	};

	(void)state;
	assert_rows(rows, COUNT(rows), glob_name);
}

static void
sets(void **state)
{
	static const struct row rows[] = {
		{ "[abc]", "b", true },
		{ "[abc]", "d", false },
		{ "[abc]", "", false },
		{ "[!abc]", "d", true },
		{ "[!abc]", "b", false },
		{ "[^abc]", "d", true },
		{ "[a-c]x", "bx", true },
		{ "[a-c]x", "dx", false },
		{ "[c-a]", "b", false },
		{ "[a-]", "-", true },
		{ "[-a]", "-", true },
		{ "[a-]", "b", false },
		{ "[]]", "]", true },
		{ "[]a]", "a", true },
		{ "[!]]", "]", false },
		{ "[!]]", "a", true },
		{ "[]-a]", "^", true },
		{ "[\\]]", "]", true },
		{ "[\\-]", "-", true },
		{ "[a\\-c]", "b", false },
		{ "[a\\-c]", "-", true },
		{ "[a-\\c]", "b", true },
		{ "[*?]", "*", true },
		{ "[*?]", "a", false },
		{ "[[]", "[", true },
		{ "[[:digit:]]", "7", true },
		{ "[[:digit:]]", "x", false },
		{ "[![:digit:]]", "x", true },
		{ "[[:upper:]x]", "x", true },
		{ "[[:alnum:]]", "_", false },
		{ "[[:punct:]]", "_", true },
		{ "[[:xdigit:]]", "F", true },
		{ "[[:space:]]", "\t", true },
		{ "[[:blank:]]", "\n", false },
		{ "[[:graph:]]", " ", false },
		{ "[[:print:]]", " ", true },
		{ "[[:cntrl:]]", "\x7f", true },
		{ "[[:lower:]]", "\xc3", false },
		{ "[[:x]", ":", true },
		{ "[[:x]", "[", true },
		{ "*[0-9]", "a1", true },
		{ "*[0-9]", "1a", false },
		/* What is malformed fits nothing, itself neither. */
		{ "[", "[", false },
		{ "[a", "[a", false },
		{ "[a", "a", false },
		{ "[]", "[]", false },
		{ "[!", "[!", false },
		{ "[[:nothing:]]", "a", false },
		{ "[a-", "[a-", false },
		{ "[\\", "\\", false },
		{ "a\\", "a\\", false },
		{ "a\\", "a", false },
	};

	(void)state;
	assert_rows(rows, COUNT(rows), glob_name);
}

static void
paths(void **state)
{
	static const struct row rows[] = {
		{ "a/b", "a/b", true },
		{ "a/b", "a/b/c", false },
		{ "a/b", "x/a/b", false },
		{ "a/*", "a/b", true },
		{ "a/*", "a/b/c", false },
		{ "a/*", "a", false },
		{ "*/b", "a/b", true },
		{ "*/b", "b", false },
		{ "*/b", "a/a/b", false },
		{ "a?b", "a/b", false },
		{ "a[/]b", "a/b", false },
		{ "a[x/]b", "axb", true },
		{ "a[!x]b", "a/b", false },
		{ "a\\/b", "a/b", true },
		{ "**/b", "b", true },
		{ "**/b", "a/b", true },
		{ "**/b", "a/a/b", true },
		{ "**/b", "a/ab", false },
		{ "a/**", "a/b", true },
		{ "a/**", "a/b/c", true },
		{ "a/**", "a", false },
		{ "a/**/b", "a/b", true },
		{ "a/**/b", "a/x/b", true },
		{ "a/**/b", "a/x/y/b", true },
		{ "a/**/b", "a/x/b/y", false },
		{ "a/**/b", "ab", false },
		{ "a/**/**/b", "a/b", true },
		{ "a/***/b", "a/x/y/b", true },
		{ "a/**/b/**/c", "a/x/b/y/b/z/c", true },
		{ "a/**/b/c", "a/b/x/b/c", true },
		{ "**/a/*/b", "a/a/x/b", true },
		{ "**/*.xml", "a/b/c.xml", true },
		{ "**", "a/b", true },
		{ "a**/b", "axx/b", true },
		{ "a**/b", "a/x/b", false },
		{ "a/b**", "a/bx/y", false },
		{ "a/", "a", false },
		{ "a//b", "a/b", false },
		{ "[", "a/b", false },
	};

	(void)state;
	assert_rows(rows, COUNT(rows), glob_path);
}

static void
places_of_faults(void **state)
{
	static const struct {
		const char *pattern;
		size_t at;
	} rows[] = {
		{ "", 0 },
		{ "a*[x-z]?", 8 },
		{ "ab[cd", 2 },
		{ "ab\\", 2 },
		{ "[[:nothing:]]", 0 },
		{ "[a][", 3 },
		{ "[]", 0 },
		{ "a[/]b", 5 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++)
		assert_int_equal(glob_check(rows[i].pattern), rows[i].at);
}

/* A star that is tried again for every other would take years here. */
static void
no_pattern_takes_long(void **state)
{
	char pattern[401], text[256], path[512];
	size_t i, steps;

	(void)state;
	for (i = 0; i < 400; i += 2)
		memcpy(pattern + i, "a*", 2);
	memcpy(pattern + 399, "b", 2);
	memset(text, 'a', 255);
	text[255] = '\0';
	steps = STEPS;
	assert_false(glob_name(pattern, text, &steps));
	assert_true(STEPS - steps < 400 * 256);

	for (i = 0; i < 400; i += 4)
		memcpy(pattern + i, "**/a", 4);
	for (i = 4; i < 400; i += 4)
		pattern[i - 1] = '/';
	memcpy(pattern + 396, "*/*b", 5);
	for (i = 0; i < 510; i += 2)
		memcpy(path + i, "a/", 2);
	memcpy(path + 509, "", 1);
	steps = STEPS;
	assert_false(
	    glob_path("**/a/**/a/**/a/**/a/**/a/**/a/b", path, &steps));
	assert_false(glob_path(pattern, path, &steps));
	assert_true(STEPS - steps < 100000);
}

static void
steps_run_out(void **state)
{
	size_t steps = 3;

	(void)state;
	assert_false(glob_name("abcd", "abcd", &steps));
	assert_int_equal(steps, 0);
	assert_false(glob_path("**/abcd", "a/b/abcd", &steps));
	assert_int_equal(steps, 0);
}

#define TEST(name)                                                             \
	{                                                                      \
		"glob/" #name, name, NULL, NULL, NULL                          \
	}

const struct CMUnitTest glob_tests[] = {
	TEST(names),
	TEST(sets),
	TEST(paths),
	TEST(places_of_faults),
	TEST(no_pattern_takes_long),
	TEST(steps_run_out),
};
const size_t glob_test_count = sizeof(glob_tests) / sizeof(glob_tests[0]);

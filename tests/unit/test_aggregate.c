/* SPDX-License-Identifier: ISC */
/* Sets of addresses, against Python's ipaddress where it is installed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/aggregate.h"

extern const struct CMUnitTest aggregate_tests[];
extern const size_t aggregate_test_count;

#define MOST 4096

/* Reads prefixes with blanks between up to the end of WORDS. */
static size_t
read_set(const char *words, struct ip_prefix *set)
{
	char text[IP_TEXT_SIZE];
	size_t count = 0, length;

	for (; *words != '\0'; words += length) {
		words += strspn(words, " ");
		length = strcspn(words, " ");
		if (length == 0)
			break;
		assert_true(length < sizeof(text) && count < MOST);
		memcpy(text, words, length);
		text[length] = '\0';
		assert_true(ip_prefix_parse(text, &set[count++]));
	}
	return count;
}

static void
assert_set(const struct ip_prefix *set, size_t count, const char *expected)
{
	char text[64 * IP_TEXT_SIZE] = "", one[IP_TEXT_SIZE];
	size_t i;

	assert_true(count < 64);
	for (i = 0; i < count; i++) {
		if (i != 0)
			strcat(text, " ");
		strcat(text, ip_prefix_format(set[i], one));
	}
	assert_string_equal(text, expected);
}

static void
sets_that_become_smaller(void **state)
{
	static const char *const rows[][2] = {
		{ "", "" },
		{ "10.0.0.0/8", "10.0.0.0/8" },
		{ "10.0.0.9/8", "10.0.0.0/8" },
		{ "10.0.1.0/24 10.0.0.0/24", "10.0.0.0/23" },
		{ "10.0.1.0/24 10.0.2.0/24", "10.0.1.0/24 10.0.2.0/24" },
		{ "10.0.0.0/24 10.0.1.0/25 10.0.1.128/25 10.0.2.0/23",
		    "10.0.0.0/22" },
		{ "10.0.0.0/24 10.0.0.0/24 10.0.0.128/25", "10.0.0.0/24" },
		{ "10.0.0.0/25 10.0.0.0/24", "10.0.0.0/24" },
		{ "0.0.0.0/1 128.0.0.0/1", "0.0.0.0/0" },
		{ "0.0.0.0/0 ::/0", "0.0.0.0/0 ::/0" },
		{ "2001:db8::/33 10.0.0.0/9 2001:db8:8000::/33 10.128.0.0/9",
		    "10.0.0.0/8 2001:db8::/32" },
		{ "255.255.255.255/32 255.255.255.254/32",
		    "255.255.255.254/31" },
		{ "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128 "
		  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/128 ::1/128 ::/128",
		    "::/127 ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127" },
	};
	struct ip_prefix set[64];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_set(set, ip_aggregate(set, read_set(rows[i][0], set)),
		    rows[i][1]);
}

static struct ip_prefix
prefix_of(const char *text)
{
	struct ip_prefix prefix;

	assert_true(ip_prefix_parse(text, &prefix));
	return prefix;
}

/* Whether every address of PREFIX is in the set. */
static bool
is_covered(const struct ip_prefix *set, size_t count, struct ip_prefix prefix)
{
	const struct ip_prefix *found = ip_set_overlap(set, count, prefix);

	return found != NULL && found->length <= prefix.length;
}

static void
covers(void **state)
{
	struct ip_prefix a[8];
	size_t a_count;

	(void)state;
	a_count = ip_aggregate(
	    a, read_set("10.0.0.0/24 10.0.4.0/24 2001:db8::/48", a));
	assert_true(is_covered(a, a_count, prefix_of("10.0.4.7/32")));
	assert_false(is_covered(a, a_count, prefix_of("10.0.4.0/23")));
	assert_false(is_covered(a, 0, prefix_of("10.0.4.0/23")));
}

/* One line of tests/tools/collapse.py. */
static void
compare_line(char *line)
{
	static struct ip_prefix set[MOST], expected[MOST];
	char asked[IP_TEXT_SIZE], hit[IP_TEXT_SIZE], text[IP_TEXT_SIZE];
	char *merged = strchr(line, '='), *question = strchr(line, '?');
	const struct ip_prefix *found;
	struct ip_prefix prefix;
	size_t count, i;
	int covered;

	assert_non_null(merged);
	assert_non_null(question);
	*merged++ = *question++ = '\0';
	assert_int_equal(
	    sscanf(question, "%63s %d %63s", asked, &covered, hit), 3);
	count = ip_aggregate(set, read_set(line, set));
	assert_int_equal(count, read_set(merged, expected));
	for (i = 0; i < count; i++) {
		assert_true(ip_equal(set[i].address, expected[i].address));
		assert_int_equal(set[i].length, expected[i].length);
	}
	prefix = prefix_of(asked);
	assert_int_equal(is_covered(set, count, prefix), covered);
	found = ip_set_overlap(set, count, prefix);
	assert_string_equal(
	    found != NULL ? ip_prefix_format(*found, text) : "-", hit);
}

static void
as_python_collapses(void **state)
{
	static char line[MOST * IP_TEXT_SIZE];
	size_t lines = 0;
	FILE *python;

	(void)state;
	if (system("/usr/bin/python3 -c 'import ipaddress' 2>/dev/null") != 0)
		skip();
	python =
	    popen("/usr/bin/python3 tests/tools/collapse.py 550 4000", "r");
	assert_non_null(python);
	for (; fgets(line, sizeof(line), python) != NULL; lines++) {
		line[strcspn(line, "\n")] = '\0';
		compare_line(line);
	}
	assert_int_equal(pclose(python), 0);
	assert_int_equal(lines, 4000);
}

#define TEST(name)                                                             \
	{                                                                      \
		"base/aggregate/" #name, name, NULL, NULL, NULL                \
	}

const struct CMUnitTest aggregate_tests[] = {
	TEST(sets_that_become_smaller),
	TEST(covers),
	TEST(as_python_collapses),
};
const size_t aggregate_test_count =
    sizeof(aggregate_tests) / sizeof(aggregate_tests[0]);

/* SPDX-License-Identifier: ISC */
/* Expressions that need no engine say what the engine says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/pattern.h"
#include "base/plain.h"

extern const struct CMUnitTest pattern_tests[];
extern const size_t pattern_test_count;

static const char *const plain_ones[] = { "[A-Za-z0-9._]{8,64}",
	"[A-Za-z0-9][A-Za-z0-9._-]{0,56}", "[A-Z][a-z-]{0,3}", "vsys[0-9]",
	"[a-z]+", "[a-z]*", "[a-z]?", "[0-9]{3}x?", "a{2}b{1,}c", "[-a]{2}",
	"[a-]{1,3}", "[ -]", "[+*=()!#~.]{2}", "[A-z]{1,4}", "[0-:]+",
	"x[0-9]{0,0}y", "[a-c]{2}[b-d]*[c-e]{2}", "[A-Za-z][0-9/.:]{1,20}" };

static const char *const other_ones[] = { "", "[0-9]+[a-z]*", "[^a]", "a|b",
	"(ab)", "a.", "[a-z]+?", "[a-z]++", "\\d", "[\\d]", "[a-c-e]", "^a",
	"a$", "[a-z]{1,2}{2}", "[]a]", "abcdefghi", "[a-z]{00001}",
	"[\xc3\xa9]", "(?i)a", "[a-z]?[a-z]?", "[[:alpha:]]", "a{2,3}b+" };

static struct pattern *
made(const char *expression)
{
	struct pattern_error error;
	struct pattern *pattern =
	    pattern_new(expression, PATTERN_WHOLE, &error);

	assert_non_null(pattern);
	return pattern;
}

/* A text of bytes that stand in the expressions, and of some that do not. */
static void
random_text(char text[12])
{
	static const char bytes[] =
	    "abcdexyzvsABZ012389._-:/;~#()=*+! [^`\n\x7f\xc3\xa9";
	size_t length = (size_t)rand() % 11, i;

	for (i = 0; i < length; i++)
		text[i] = bytes[(size_t)rand() %
				(rand() % 2 ? sizeof(bytes) - 1 : 12)];
	text[length] = '\0';
}

static void
plain_ones_match_alike(void **state)
{
	struct pattern *pattern, *engine;
	char group[100], text[12];
	size_t i, j, fit = 0;

	(void)state;
	srand(1);
	for (i = 0; i < sizeof(plain_ones) / sizeof(plain_ones[0]); i++) {
		snprintf(group, sizeof(group), "(?:%s)", plain_ones[i]);
		pattern = made(plain_ones[i]);
		engine = made(group);
		assert_true(pattern_is_printable(pattern));
		assert_false(pattern_is_printable(engine));
		for (j = 0; j < 20000; j++) {
			random_text(text);
			assert_int_equal(pattern_match(pattern, text),
			    pattern_match(engine, text));
			fit += pattern_match(pattern, text);
		}
		pattern_free(pattern);
		pattern_free(engine);
	}
	assert_in_range(fit, 1000, 200000);
}

static void
others_are_the_engines(void **state)
{
	struct plain plain;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(other_ones) / sizeof(other_ones[0]); i++) {
		assert_false(plain_read(&plain, other_ones[i]));
		assert_int_equal(plain.count, 0);
	}
}

/* A text at the edges of what an expression takes. */
static void
lengths_are_kept(void **state)
{
	struct plain plain;
	char text[70];
	size_t length;

	(void)state;
	assert_true(plain_read(&plain, "[A-Za-z0-9._]{8,64}"));
	for (length = 0; length < sizeof(text); length++) {
		memset(text, 'a', length);
		text[length] = '\0';
		assert_int_equal(
		    plain_match(&plain, text), length >= 8 && length <= 64);
	}
}

#define TEST(name)                                                             \
	{                                                                      \
		"pattern/" #name, name, NULL, NULL, NULL                       \
	}

const struct CMUnitTest pattern_tests[] = {
	TEST(plain_ones_match_alike),
	TEST(others_are_the_engines),
	TEST(lengths_are_kept),
};
const size_t pattern_test_count =
    sizeof(pattern_tests) / sizeof(pattern_tests[0]);

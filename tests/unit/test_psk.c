/* SPDX-License-Identifier: ISC */
/* Pre-shared keys: how new ones are spread, and how they are judged. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/byte_set.h"
#include "base/psk.h"
#include "check/strength.h"

extern const struct CMUnitTest psk_tests[];
extern const size_t psk_test_count;

#define KEYS 200000
#define SIZE (sizeof(PSK_CHARACTERS) - 1)

/* How far COUNTS, of COUNT cells, are from all alike (chi-square). */
static double
distance(const size_t *counts, size_t count)
{
	double expected = 0, sum = 0;
	size_t i;

	for (i = 0; i < count; i++)
		expected += (double)counts[i];
	expected /= (double)count;
	for (i = 0; i < count; i++)
		sum += ((double)counts[i] - expected) *
		       ((double)counts[i] - expected) / expected;
	return sum;
}

static void
count_key(const char *key, size_t *first, size_t *rest)
{
	size_t i;

	for (i = 0; key[i] != '\0'; i++) {
		const char *at = strchr(PSK_CHARACTERS, key[i]);

		assert_non_null(at);
		(i == 0 ? first : rest)[at - PSK_CHARACTERS]++;
	}
}

/*
 * The distance of an even spread is 63 on average and above 250 less than
 * once in 10^20 runs; taking a remainder without throwing bytes away gives
 * the first characters one of about 780.
 */
static void
test_spread(void **state)
{
	size_t first[SIZE] = { 0 }, rest[SIZE] = { 0 }, i;
	char key[PSK_MAX + 1];

	(void)state;
	for (i = 0; i < KEYS; i++) {
		assert_true(psk_make(key, PSK_MIN));
		assert_int_equal(strlen(key), PSK_MIN);
		count_key(key, first, rest);
	}
	assert_int_equal(PSK_CHARACTERS[0], '0');
	assert_int_equal(first[0], 0);
	assert_true(distance(first + 1, SIZE - 1) < 250);
	assert_true(distance(rest, SIZE) < 250);
	assert_true(distance(rest, SIZE) > 10);
}

static void
test_span(void **state)
{
	char text[] = "aZ?x";
	int byte;

	(void)state;
	assert_int_equal(psk_span(""), 0);
	for (byte = 1; byte < 256; byte++) {
		text[2] = (char)byte;
		assert_int_equal(psk_span(text), strspn(text, PSK_CHARACTERS));
		assert_int_equal(byte_class_span(BYTE_WORD, text),
		    strspn(text, PSK_CHARACTERS "-"));
	}
}

static void
test_made_bits(void **state)
{
	(void)state;
	assert_int_equal(SIZE, 26 + 26 + 10 + 2);
	assert_true(fabs(psk_made_bits(8) - 47.97728) < 1e-5);
	assert_true(fabs(psk_made_bits(32) - 191.97728) < 1e-5);
	assert_true(fabs(psk_made_bits(64) - 383.97728) < 1e-5);
}

/* Keys like AWS's own and longer ones are never called weak. */
static void
test_made_keys_are_strong(void **state)
{
	const size_t lengths[] = { PSK_DEFAULT, 28, 40, PSK_MAX };
	char key[PSK_MAX + 1];
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
		for (j = 0; j < 10000; j++) {
			assert_true(psk_make(key, lengths[i]));
			assert_int_equal(strength_weakness(key), WEAK_NOT);
		}
}

/* Whoever makes keys without '.' and '_' is not blamed for it. */
static void
test_keys_without_marks_are_strong(void **state)
{
	char key[PSK_DEFAULT + 1];
	size_t i, j;

	(void)state;
	for (i = 0; i < 10000; i++) {
		assert_true(psk_make(key, PSK_DEFAULT));
		for (j = 0; j < PSK_DEFAULT; j++)
			if (key[j] == '.' || key[j] == '_')
				key[j] = 'x';
		assert_int_equal(strength_weakness(key), WEAK_NOT);
	}
}

static void
test_bits(void **state)
{
	static const struct {
		const char *key;
		double bits;
	} rows[] = {
		{ "aB3.", 24 },
		{ "aaaa", 2 * 4.70044 + 2 },
		{ "abcd", 2 * 4.70044 + 2 },
		{ "dcba", 2 * 4.70044 + 2 },
		{ "qwer", 2 * 4.70044 + 2 },
		{ "aBcD", 2 * 5.70044 + 2 },
		{ "abab", 4 * 4.70044 },
		{ "13579", 5 * 3.32193 },
		{ "7890", 2 * 3.32193 + 2 },
		{ "axayazawau", 9 * 4.70044 + 1 },
		{ "._._", 4 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_true(
		    fabs(strength_bits(rows[i].key, strlen(rows[i].key)) -
			 rows[i].bits) < 1e-4);
}

static void
test_runs(void **state)
{
	static const struct {
		const char *key;
		size_t run;
	} rows[] = {
		{ "a", 1 },
		{ "ac", 1 },
		{ "aab", 2 },
		{ "abcxyz", 3 },
		{ "9876", 4 },
		{ "Z", 1 },
		{ "yzab", 2 },
		{ "._", 1 },
		{ "90qw", 2 },
		{ "lkjhg", 5 },
		{ "p0", 1 },
		{ "1234567890q", 10 },
		{ "qwertyuiopa", 10 },
		{ "asdfghjklz", 9 },
		{ "zxcvbnm.", 7 },
		{ "0987654321q", 10 },
		{ "poiuytrewqp", 10 },
		{ "lkjhgfdsal", 9 },
		{ "mnbvcxzm", 7 },
		{ "0123456789abc", 10 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(
		    strength_run(rows[i].key, strlen(rows[i].key), 0),
		    rows[i].run);
}

/* Small letters only, three at least or two where SHORTER, each word in its
 * first letter's place, in order. */
static void
check_words(strength_list list, bool shorter)
{
	const char *const *word;
	const char *before;
	int letter;

	for (letter = 0; letter < 26; letter++) {
		before = "";
		word = list[letter];
		for (; word && *word; before = *word++) {
			assert_int_equal(**word, 'a' + letter);
			assert_true(strcmp(before, *word) < 0);
			assert_true(strlen(*word) >= (shorter ? 2 : 3));
			assert_int_equal(
			    strspn(*word, "abcdefghijklmnopqrstuvwxyz"),
			    strlen(*word));
		}
	}
}

/* Adds to START what the words of a letter come second and third with. */
static void
add_start(struct strength_start *start, const char *const *word)
{
	for (; word && *word; word++) {
		start->seconds |= STRENGTH_BIT((*word)[1]);
		start->thirds |= STRENGTH_BIT((*word)[2]);
	}
}

static void
test_starts(void **state)
{
	struct strength_start start;
	int letter;

	(void)state;
	for (letter = 0; letter < 26; letter++) {
		start = (struct strength_start){ 0, 0 };
		add_start(&start, strength_common[letter]);
		add_start(&start, strength_markers[letter]);
		assert_int_equal(
		    start.seconds, strength_starts[letter].seconds);
		assert_int_equal(start.thirds, strength_starts[letter].thirds);
	}
}

static void
test_words(void **state)
{
	(void)state;
	check_words(strength_common, false);
	check_words(strength_markers, false);
	check_words(strength_fillers, true);
}

/* What stands for a hidden key, and what only looks a little like it. */
static void
test_masks(void **state)
{
	static const char *const masks[] = { "***", "********", "**hidden**",
		"*redacted*", "<redacted>", "<your-psk>", "(sensitive value)",
		"[REDACTED]" };
	static const char *const keys[] = { "", "*", "**", "**hidden",
		"hidden**", "**a**b**", "<redacted", "redacted>", "(hidden]",
		">hidden<", "<a>b>", "<\n>x", "REDACTED", "a*b*c*d*" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(masks) / sizeof(masks[0]); i++)
		assert_true(psk_is_masked(masks[i]));
	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		assert_false(psk_is_masked(keys[i]));
}

const struct CMUnitTest psk_tests[] = {
	cmocka_unit_test(test_masks),
	cmocka_unit_test(test_spread),
	cmocka_unit_test(test_span),
	cmocka_unit_test(test_made_bits),
	cmocka_unit_test(test_made_keys_are_strong),
	cmocka_unit_test(test_keys_without_marks_are_strong),
	cmocka_unit_test(test_bits),
	cmocka_unit_test(test_runs),
	cmocka_unit_test(test_words),
	cmocka_unit_test(test_starts),
};
const size_t psk_test_count = sizeof(psk_tests) / sizeof(psk_tests[0]);

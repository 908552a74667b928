/* SPDX-License-Identifier: ISC */
/* Pre-shared keys: how new ones are spread. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/psk.h"

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
test_made_bits(void **state)
{
	(void)state;
	assert_int_equal(SIZE, 26 + 26 + 10 + 2);
	assert_true(fabs(psk_made_bits(8) - 47.97728) < 1e-5);
	assert_true(fabs(psk_made_bits(32) - 191.97728) < 1e-5);
	assert_true(fabs(psk_made_bits(64) - 383.97728) < 1e-5);
}

const struct CMUnitTest psk_tests[] = {
	cmocka_unit_test(test_spread),
	cmocka_unit_test(test_made_bits),
};
const size_t psk_test_count = sizeof(psk_tests) / sizeof(psk_tests[0]);

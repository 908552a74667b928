/* SPDX-License-Identifier: ISC */
/* Pre-shared keys as devices show them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "verify/key.h"

static enum key_verdict
compare(const char *expected, const char *shown)
{
	return key_compare((struct slice){ expected, strlen(expected) },
	    (struct slice){ shown, strlen(shown) });
}

static void
plain_keys(void **state)
{
	(void)state;
	assert_int_equal(compare("Alpha.Key_1", "Alpha.Key_1"), KEY_SAME);
	assert_int_equal(compare("Alpha.Key_1", "alpha.key_1"), KEY_DIFFERENT);
	assert_int_equal(compare("Alpha.Key_1", "Alpha.Key_"), KEY_DIFFERENT);
	assert_int_equal(compare("Alpha.Key_1", "0 Alpha.Key_1"), KEY_SAME);
	assert_int_equal(
	    compare("Alpha.Key_1", "0 Alpha.Key_2"), KEY_DIFFERENT);
}

/* "cisco" as type 7 in two of its sixteen forms; the second with letters of
 * the other case. */
static void
type_7_is_read(void **state)
{
	(void)state;
	assert_int_equal(compare("cisco", "7 070C285F4D06"), KEY_SAME);
	assert_int_equal(compare("cisco", "7 02050d480809"), KEY_SAME);
	assert_int_equal(compare("cisca", "7 070C285F4D06"), KEY_DIFFERENT);
	/* No type 7 at all: an odd number of digits, no digits. */
	assert_int_equal(compare("cisco", "7 070C285F4D0"), KEY_HIDDEN);
	assert_int_equal(compare("cisco", "7 07GG285F4D06"), KEY_HIDDEN);
}

/* Made by another program (Python) from the rules that key.c describes. */
static void
junos_9_is_read(void **state)
{
	(void)state;
	assert_int_equal(
	    compare("juniper", "$9$ICLhyKX7V4aUM8aUjH5TRhS"), KEY_SAME);
	assert_int_equal(compare("lc", "$9$9pt4Cu1hcl"), KEY_SAME);
	assert_int_equal(
	    compare("Alpha.Key_1_with_more_of_it",
		"$9$W1oLXNJZjiqfdbs4JDHkn69ApBlK8VY48LTF/C1IKM8LdsGUHT3/"
		"Uj6Au0cSvWLN2o5T3tpBoJ.5TzAt"),
	    KEY_SAME);
	assert_int_equal(
	    compare("junipel", "$9$ICLhyKX7V4aUM8aUjH5TRhS"), KEY_DIFFERENT);
	assert_int_equal(compare("x", "$9$"), KEY_HIDDEN);
	assert_int_equal(compare("x", "$9$a"), KEY_HIDDEN);
	assert_int_equal(compare("x", "$9$~~~~"), KEY_HIDDEN);
}

static void
what_is_encrypted_is_not_compared(void **state)
{
	static const char *const shown[] = { "6 dGVzdA", "ENC AAAAxyz",
		"$8$aes256", "-AQ==abc", "*****", "", "<removed>",
		"encrypted 1F2E", "$6$salt$hash" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		assert_int_equal(compare("Alpha.Key_1", shown[i]), KEY_HIDDEN);
}

extern const struct CMUnitTest verify_key_tests[];
extern const size_t verify_key_test_count;
const struct CMUnitTest verify_key_tests[] = {
	cmocka_unit_test(plain_keys),
	cmocka_unit_test(type_7_is_read),
	cmocka_unit_test(junos_9_is_read),
	cmocka_unit_test(what_is_encrypted_is_not_compared),
};
const size_t verify_key_test_count =
    sizeof(verify_key_tests) / sizeof(verify_key_tests[0]);

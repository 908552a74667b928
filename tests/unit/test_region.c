/* SPDX-License-Identifier: ISC */
/* Tests of model/region.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/region.h"

static void
names_have_their_form(void **state)
{
	(void)state;
	assert_true(region_is_name("eu-central-1"));
	assert_true(region_is_name("us-gov-west-1"));
	assert_true(region_is_name("ap-southeast-12"));
	assert_false(region_is_name(""));
	assert_false(region_is_name("eu"));
	assert_false(region_is_name("eu-central"));
	assert_false(region_is_name("eu-1"));
	assert_false(region_is_name("EU-central-1"));
	assert_false(region_is_name("eu-central-1a"));
	assert_false(region_is_name("eu-central-123"));
	assert_false(region_is_name("eu--central-1"));
}

static void
arns_tell_their_region(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(region_of_arn("arn:aws-us-gov:logs:us-gov-east-1:"
					  "111122223333:log-group:x",
				arena),
	    "us-gov-east-1");
	assert_null(region_of_arn(
	    "arn:aws:networkmanager::111122223333:core-network/c", arena));
	assert_null(region_of_arn("arn:aws:logs:eu-central-1", arena));
	assert_null(region_of_arn("arn:aws", arena));
	assert_null(region_of_arn("log-group", arena));
	arena_free(arena);
}

const struct CMUnitTest region_tests[] = {
	cmocka_unit_test(names_have_their_form),
	cmocka_unit_test(arns_tell_their_region),
};
const size_t region_test_count = sizeof(region_tests) / sizeof(region_tests[0]);

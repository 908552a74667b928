/* SPDX-License-Identifier: ISC */
/* The table of rules: ids, names, families. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/rule.h"

extern const struct CMUnitTest rule_tests[];
extern const size_t rule_test_count;

static void
ids_rise_and_names_differ(void **state)
{
	const struct rule *rule;
	unsigned i, j;

	(void)state;
	for (i = 0; i < RULE_COUNT; i++) {
		rule = rule_get((enum rule_id)i);
		assert_int_equal(rule_find(rule->id), i);
		assert_int_equal(rule_find(rule->name), i);
		for (j = 0; j < i; j++)
			assert_true(strcmp(rule_get((enum rule_id)j)->id,
					rule->id) < 0);
	}
}

static void
every_rule_has_a_family(void **state)
{
	const struct rule_family *family;
	unsigned i;

	(void)state;
	for (i = 0; i < RULE_COUNT; i++) {
		family = rule_family_of((enum rule_id)i);
		if (family == NULL)
			fail_msg("%s: no family for group '%s'",
			    rule_get((enum rule_id)i)->id,
			    rule_get((enum rule_id)i)->group);
		assert_string_equal(
		    family->group, rule_get((enum rule_id)i)->group);
	}
}

/* That it is true is seen by tests/scripts/rule-examples.sh. */
static void
every_rule_has_an_example(void **state)
{
	const struct rule_example *example;
	unsigned i;

	(void)state;
	for (i = 0; i < RULE_COUNT; i++) {
		example = rule_example((enum rule_id)i);
		if (example->kind == NULL)
			fail_msg("%s %s: no row in rule_examples.def",
			    rule_get((enum rule_id)i)->id,
			    rule_get((enum rule_id)i)->name);
		assert_string_not_equal(example->bad, example->good);
		assert_string_not_equal(rule_since((enum rule_id)i), "");
	}
}

static void
a_family_is_found_by_word_and_group(void **state)
{
	const struct rule_family *family;
	size_t i;

	(void)state;
	for (i = 0; (family = rule_family(i)) != NULL; i++) {
		assert_ptr_equal(rule_family_find(family->name), family);
		assert_ptr_equal(rule_family_find(family->group), family);
		/* What a word means does not depend on what is tried first. */
		assert_int_equal(rule_find(family->name), RULE_COUNT);
	}
	assert_string_equal(rule_family_find("PSK")->group, "pre-shared key");
	assert_null(rule_family_find("keys"));
	assert_null(rule_family_find(""));
}

const struct CMUnitTest rule_tests[] = {
	cmocka_unit_test(ids_rise_and_names_differ),
	cmocka_unit_test(every_rule_has_a_family),
	cmocka_unit_test(every_rule_has_an_example),
	cmocka_unit_test(a_family_is_found_by_word_and_group),
};
const size_t rule_test_count = sizeof(rule_tests) / sizeof(rule_tests[0]);

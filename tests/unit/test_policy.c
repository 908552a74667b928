/* SPDX-License-Identifier: ISC */
/* Crypto policies: every one that is part of the program, and what they do to
 * the rules and to the choice of algorithms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "check/check.h"
#include "check/policies.h"
#include "fixture.h"
#include "model/field.h"
#include "render/choice.h"

extern const struct CMUnitTest policy_tests[];
extern const size_t policy_test_count;

static const struct policy *
get(struct fixture *f, struct policies *policies, const char *name)
{
	const struct policy *policy = policies_get(policies, name, f->diags);
	size_t count;

	diags_list(f->diags, &count);
	assert_int_equal(count, 0);
	assert_non_null(policy);
	return policy;
}

/* Every statement has a citation and a reason, every set something in it that
 * AWS takes. */
static void
check_statement(const struct policy *policy, enum policy_subject subject)
{
	const struct policy_rule *rule = policy_rule(policy, subject);
	const struct policy_row *row = policy_row(subject);
	algorithm_set set;

	if (rule == NULL)
		return;
	assert_true(strlen(rule->source) > 5);
	assert_true(strlen(rule->why) > 10);
	assert_non_null(rule->at.source);
	if (row->form != POLICY_SET)
		return;
	set = algorithm_aws_set(row->kind, 1) | algorithm_aws_set(row->kind, 2);
	assert_int_not_equal(rule->set, 0);
	assert_int_equal(rule->set & ~set, 0);
	/* No policy allows what the algorithms' table advises against. */
	assert_int_equal(algorithm_weak(row->kind, rule->set), 0);
}

static void
every_policy_is_sound(void **state)
{
	struct fixture *f = *state;
	struct policies *policies = policies_new();
	const char *const *names;
	const struct policy *policy;
	unsigned subject;
	size_t count, i;

	names = policies_names(policies, &count);
	assert_int_equal(count, 6);
	for (i = 0; i < count; i++) {
		policy = get(f, policies, names[i]);
		assert_string_equal(policy->id, names[i]);
		assert_int_equal(
		    policy->is_default, strcmp(names[i], POLICY_DEFAULT) == 0);
		assert_ptr_equal(policy, get(f, policies, names[i]));
		for (subject = 0; subject < POLICY_SUBJECTS; subject++)
			check_statement(policy, (enum policy_subject)subject);
	}
	policies_free(policies);
}

/* The rows name AWS's options and their values in struct tunnel. */
static void
subjects_name_options(void **state)
{
	const struct field *field;
	const struct policy_row *row;
	enum algorithm_kind kind;
	struct tunnel tunnel;
	unsigned subject;

	(void)state;
	for (subject = 0; subject < POLICY_KEY_LENGTH; subject++) {
		row = policy_row((enum policy_subject)subject);
		field = field_option(row->option);
		assert_non_null(field);
		assert_ptr_equal(field_get(field, &tunnel),
		    (const char *)&tunnel + row->offset);
		assert_int_equal(
		    field_is_set(field, &kind), row->form == POLICY_SET);
		if (row->form == POLICY_SET)
			assert_int_equal(kind, row->kind);
	}
	assert_int_equal(
	    policy_set_subject(ALGORITHM_IKE_VERSION, 2), POLICY_IKE_VERSIONS);
	assert_int_equal(
	    policy_set_subject(ALGORITHM_DH_GROUP, 1), POLICY_PHASE1_DH_GROUPS);
	assert_int_equal(policy_set_subject(ALGORITHM_INTEGRITY, 2),
	    POLICY_PHASE2_INTEGRITY);
}

/* The default is advice, and what it does not allow is what the table calls
 * weak, and short keys: CGW404 to CGW406 and the choice agree. */
static void
the_default_is_advice(void **state)
{
	struct fixture *f = *state;
	struct policies *policies = policies_new();
	const struct policy *policy = get(f, policies, POLICY_DEFAULT);
	const struct policy_rule *rule;
	enum policy_subject subject;
	algorithm_set all;
	unsigned i, phase;

	for (i = 0; i < POLICY_SUBJECTS; i++) {
		rule = policy_rule(policy, (enum policy_subject)i);
		if (rule != NULL)
			assert_int_not_equal(rule->severity, SEVERITY_ERROR);
	}
	for (phase = 1; phase <= 2; phase++)
		for (i = ALGORITHM_INTEGRITY; i <= ALGORITHM_DH_GROUP; i++) {
			subject = policy_set_subject(
			    (enum algorithm_kind)i, (int)phase);
			all = policy_allowed_set(NULL, subject);
			assert_int_equal(
			    all & ~policy_allowed_set(policy, subject),
			    algorithm_weak((enum algorithm_kind)i, all));
		}
	policies_free(policies);
}

static void
what_is_not_said_is_allowed(void **state)
{
	struct fixture *f = *state;
	struct policies *policies = policies_new();
	const struct policy *policy = get(f, policies, "aws-minimum");

	assert_int_equal(
	    policy_allowed_set(NULL, POLICY_PHASE1_ENCRYPTION), 0xf);
	assert_int_equal(
	    policy_allowed_set(policy, POLICY_PHASE1_ENCRYPTION), 0xf);
	/* One of them is wanted, the others are allowed. */
	assert_int_equal(policy_allowed_set(policy, POLICY_IKE_VERSIONS), 3);
	assert_null(policy_rule(policy, POLICY_PHASE1_ENCRYPTION));
	assert_null(policy_rule(NULL, POLICY_IKE_VERSIONS));
	policies_free(policies);
}

/* What a policy says replaces what its base says, and no more. */
static void
a_policy_builds_on_another(void **state)
{
	struct fixture *f = *state;
	struct policies *policies = policies_new();
	const struct policy *policy =
	    get(f, policies, "tests/policy/good/on-file.yaml");
	const struct policy *nist = get(f, policies, "nist-sp800-77r1");

	assert_ptr_equal(policy->base->base, nist);
	assert_string_equal(policy->id, "example-on-file");
	assert_int_equal(policy_allowed_set(policy, POLICY_PHASE1_DH_GROUPS),
	    policy_allowed_set(nist, POLICY_PHASE1_DH_GROUPS));
	assert_int_not_equal(
	    policy_allowed_set(policy, POLICY_PHASE1_ENCRYPTION),
	    policy_allowed_set(nist, POLICY_PHASE1_ENCRYPTION));
	assert_int_equal(
	    policy_rule(policy, POLICY_PHASE1_LIFETIME)->limit, 14400);
	assert_null(policy_rule(nist, POLICY_PHASE1_LIFETIME));
	policies_free(policies);
}

static size_t
count_group(struct diags *diags, const char *group)
{
	const struct finding *list;
	size_t count, i, found = 0;

	list = diags_list(diags, &count);
	for (i = 0; i < count; i++)
		found += strcmp(rule_get(list[i].rule)->group, group) == 0;
	return found;
}

/* With no policy nothing of this kind is said; with any, nothing twice. */
static void
nothing_is_found_twice(void **state)
{
	struct fixture *f = *state;
	struct policies *policies = policies_new();
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);
	struct check_settings settings;
	const char *const *names;
	struct diags *diags;
	size_t count, i;

	names = policies_names(policies, &count);
	check_settings_default(&settings);
	for (i = 0; i <= count; i++) {
		settings.policy = i < count ? get(f, policies, names[i]) : NULL;
		diags = diags_new(f->arena, 0);
		check_connection(connection, &settings, diags);
		f->diags = diags;
		if (i == count)
			assert_int_equal(
			    count_group(diags, "crypto policy"), 0);
		if (i == count || !settings.policy->is_default)
			assert_int_equal(
			    fixture_found(f, RULE_WEAK_INTEGRITY) +
				fixture_found(f, RULE_WEAK_DH_GROUP) +
				fixture_found(f, RULE_SHORT_ENCRYPTION),
			    0);
		else
			assert_int_equal(
			    count_group(diags, "crypto policy"), 0);
		f->diags = diags_new(f->arena, 0);
	}
	policies_free(policies);
}

/* Nothing is said of a tunnel of which nothing is known. */
static void
nothing_known_nothing_said(void **state)
{
	struct fixture *f = *state;
	struct policies *policies = policies_new();
	struct tunnel tunnels[2] = { 0 };
	struct connection connection = { .tunnels = tunnels,
		.tunnel_count = 2 };
	struct check_settings settings;
	const char *const *names;
	size_t count, i;

	names = policies_names(policies, &count);
	check_settings_default(&settings);
	for (i = 0; i < count; i++) {
		settings.policy = get(f, policies, names[i]);
		f->diags = diags_new(f->arena, 0);
		check_connection(&connection, &settings, f->diags);
		assert_int_equal(count_group(f->diags, "crypto policy"), 0);
		f->diags = diags_new(f->arena, 0);
	}
	policies_free(policies);
}

/* Limits that leave all are none; what must not be is never chosen. */
static void
limits_narrow_the_choice(void **state)
{
	struct fixture *f = *state;
	struct connection *connection =
	    fixture_connection(f, "bgp", NULL, NULL);
	const struct choice_subject subject = { .text = "subject" };
	struct choice_limits limits = { .policy = "test" };
	struct choice choice;
	unsigned phase, kind;

	for (phase = 0; phase < 2; phase++)
		for (kind = 0; kind < ALGORITHM_KINDS; kind++) {
			limits.must[phase][kind] = ~(algorithm_set)0;
			limits.should[phase][kind] = ~(algorithm_set)0;
		}
	limits.must[0][ALGORITHM_DH_GROUP] = 1U << 7; /* 14 */
	limits.should[0][ALGORITHM_DH_GROUP] = 1U << 7;
	limits.should[1][ALGORITHM_ENCRYPTION] = 1U << 3; /* AES128 */
	assert_true(choose_within(&connection->tunnels[0],
	    fixture_profile(f, "juniper-srx"), &limits, false, &subject,
	    f->diags, &choice));
	assert_string_equal(choice.phase[0].dh_group->name, "14");
	assert_string_equal(choice.phase[1].encryption->name, "AES128");
	assert_string_equal(choice.phase[1].dh_group->name,
	    algorithm_get(ALGORITHM_DH_GROUP,
		(unsigned)algorithm_strongest(profile_can(
		    fixture_profile(f, "juniper-srx"), 2, 2, ALGORITHM_DH_GROUP)
						  ->set))
		->name);
	/* Advice that cannot be kept to is no advice. */
	limits.should[1][ALGORITHM_INTEGRITY] = 0;
	limits.should[1][ALGORITHM_ENCRYPTION] = 0;
	assert_true(choose_within(&connection->tunnels[0],
	    fixture_profile(f, "juniper-srx"), &limits, false, &subject,
	    f->diags, &choice));
	assert_string_equal(choice.phase[1].encryption->name, "AES256-GCM-16");
	assert_string_equal(choice.phase[0].dh_group->name, "14");
	limits.must[1][ALGORITHM_DH_GROUP] = 0;
	assert_false(choose_within(&connection->tunnels[0],
	    fixture_profile(f, "juniper-srx"), &limits, false, &subject,
	    f->diags, &choice));
	assert_non_null(strstr(fixture_message(f, RULE_ALGORITHM_NONE),
	    "; policy test allows none"));
}

#define TEST(name)                                                             \
	{                                                                      \
		"policy/" #name, name, fixture_setup, fixture_teardown, NULL   \
	}

const struct CMUnitTest policy_tests[] = {
	TEST(every_policy_is_sound),
	TEST(subjects_name_options),
	TEST(the_default_is_advice),
	TEST(what_is_not_said_is_allowed),
	TEST(a_policy_builds_on_another),
	TEST(nothing_is_found_twice),
	TEST(nothing_known_nothing_said),
	TEST(limits_narrow_the_choice),
};
const size_t policy_test_count = sizeof(policy_tests) / sizeof(*policy_tests);

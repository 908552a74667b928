/* SPDX-License-Identifier: ISC */
/* Words for rules, layers of choices, and paths below a directory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include <time.h>

#include "base/path.h"
#include "check/selection.h"

extern const struct CMUnitTest selection_tests[];
extern const size_t selection_test_count;

static const struct {
	const char *word;
	enum selector_rank rank;
	bool check;
} words[] = {
	{ "CGW", RANK_ALL, true },
	{ "cgw4", RANK_HUNDRED, true },
	{ "CGW40", RANK_TEN, true },
	{ "CGW404", RANK_RULE, true },
	{ "cgw404", RANK_RULE, true },
	{ "weak-integrity", RANK_RULE, true },
	{ "CGW001", RANK_RULE, false },
	{ "CGW0", RANK_HUNDRED, false },
	{ "ike", RANK_FAMILY, true },
	{ "input", RANK_FAMILY, false },
	{ "IKE", RANK_FAMILY, true },
	{ "pre-shared key", RANK_FAMILY, true },
	{ "CGW4040", RANK_NONE, false },
	{ "CGW94", RANK_NONE, false },
	{ "CGW4x", RANK_NONE, false },
	{ "CG", RANK_NONE, false },
	{ "", RANK_NONE, false },
	{ "weak-", RANK_NONE, false },
};

static void
words_name_rules(void **state)
{
	struct arena *arena = arena_new();
	struct selector selector;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		selector = selector_read(words[i].word);
		if (selector.rank != words[i].rank ||
		    selector_has_check(&selector) != words[i].check ||
		    (selector_fault(words[i].word, arena) == NULL) !=
			words[i].check)
			fail_msg("'%s'", words[i].word);
	}
	selector = selector_read("CGW40");
	assert_true(selector_has(&selector, RULE_WEAK_INTEGRITY));
	assert_false(selector_has(&selector, RULE_MSS_RANGE));
	arena_free(arena);
}

/* The severity that a finding of RULE with SEVERITY in FILE comes to; -1
 * when it is not kept. */
static int
judge(struct selection *selection, enum rule_id rule, enum severity severity,
    const char *file)
{
	struct source *source = NULL;
	struct finding finding = { .rule = rule, .severity = severity };
	bool kept;

	if (file != NULL) {
		source = source_new(file, "", 0);
		source_set_path(source, file);
		finding.at.source = source;
	}
	kept = selection_takes(selection, &finding);
	assert_int_equal(kept, selection_has(selection, rule, finding.at));
	source_free(source);
	return kept ? (int)finding.severity : -1;
}

static void
later_layers_go_before(void **state)
{
	struct arena *arena = arena_new();
	struct selection *s = selection_new(NULL, NULL, arena);

	(void)state;
	selection_layer(s, false);
	selection_select(s, "ike");
	selection_ignore(s, "CGW40");
	selection_severity(s, "CGW4", SEVERITY_NOTE);
	selection_off(s, "mss-range");
	selection_layer(s, false);
	selection_ignore(s, "CGW413");
	assert_int_equal(judge(s, RULE_WEAK_INTEGRITY, 1, NULL), -1);
	assert_int_equal(judge(s, RULE_STARTUP, 2, NULL), 0);
	assert_int_equal(judge(s, RULE_OPTION_RANGE, 2, NULL), -1);
	assert_int_equal(judge(s, RULE_MSS_RANGE, 1, NULL), -1);
	assert_int_equal(judge(s, RULE_PSK_LENGTH, 2, NULL), -1);
	assert_int_equal(judge(s, RULE_XML_SYNTAX, 2, NULL), 2);

	/* Afresh. */
	s = selection_new(NULL, NULL, arena);
	selection_layer(s, false);
	selection_ignore(s, "ike");
	selection_off(s, "psk");
	selection_severity(s, "psk-length", SEVERITY_WARNING);
	selection_layer(s, false);
	selection_select(s, "CGW404");
	selection_select(s, "psk");
	assert_int_equal(judge(s, RULE_WEAK_INTEGRITY, 1, NULL), 1);
	assert_int_equal(judge(s, RULE_STARTUP, 2, NULL), -1);
	assert_int_equal(judge(s, RULE_PSK_ALPHABET, 2, NULL), 2);
	assert_int_equal(judge(s, RULE_PSK_LENGTH, 2, NULL), 1);
	arena_free(arena);
}

static void
lesser_findings_need_the_rule_itself(void **state)
{
	struct arena *arena = arena_new();
	struct selection *s = selection_new(NULL, NULL, arena);

	(void)state;
	selection_layer(s, false);
	selection_severity(s, "bgp", SEVERITY_ERROR);
	selection_severity(s, "asn-differs", SEVERITY_NOTE);
	selection_severity(s, "customer-asn-public", SEVERITY_WARNING);
	selection_severity(s, "element-unknown", SEVERITY_WARNING);
	selection_severity(s, "CGW0", SEVERITY_NOTE);
	assert_int_equal(judge(s, RULE_ASN_EQUAL, 1, NULL), 1);
	assert_int_equal(judge(s, RULE_ASN_EQUAL, 2, NULL), 2);
	assert_int_equal(judge(s, RULE_BGP_LOG, 1, NULL), 2);
	assert_int_equal(judge(s, RULE_ASN_DIFFERS, 2, NULL), 0);
	assert_int_equal(judge(s, RULE_CUSTOMER_ASN_PUBLIC, 0, NULL), 1);
	/* What cannot be passed over is never lowered. */
	assert_int_equal(judge(s, RULE_ELEMENT_UNKNOWN, 0, NULL), 1);
	assert_int_equal(judge(s, RULE_ELEMENT_UNKNOWN, 2, NULL), 2);
	assert_int_equal(judge(s, RULE_NO_CONNECTION, 1, NULL), 1);
	arena_free(arena);
}

static void
layers_can_hold_for_files(void **state)
{
	struct arena *arena = arena_new();
	struct selection *s = selection_new("/nowhere/top", "lab/x", arena);
	struct source *input = source_new("lab/x", "", 0);
	size_t i;

	(void)state;
	assert_true(selection_layer(s, true));
	assert_true(selection_path(s, "lab/"));
	selection_ignore(s, "ike");
	assert_true(selection_layer(s, true));
	assert_true(selection_path(s, "*.xml"));
	assert_true(selection_path(s, "!b.xml"));
	selection_severity(s, "CGW404", SEVERITY_NOTE);
	assert_false(selection_path(s, "a[b"));
	assert_int_equal(
	    judge(s, RULE_WEAK_INTEGRITY, 1, "/nowhere/top/lab/d/a"), -1);
	assert_int_equal(
	    judge(s, RULE_WEAK_INTEGRITY, 1, "/nowhere/top/lab"), 1);
	assert_int_equal(
	    judge(s, RULE_WEAK_INTEGRITY, 1, "/nowhere/top/d/a.xml"), 0);
	assert_int_equal(
	    judge(s, RULE_WEAK_INTEGRITY, 1, "/nowhere/top/d/b.xml"), 1);
	assert_int_equal(judge(s, RULE_WEAK_INTEGRITY, 1, "/nowhere/a.xml"), 1);
	assert_int_equal(
	    judge(s, RULE_WEAK_INTEGRITY, 1, "/nowhere/top2/a.xml"), 1);
	assert_int_equal(judge(s, RULE_WEAK_INTEGRITY, 1, NULL), 1);
	/* Standard input has a name and no path; it lies below "." here. */
	assert_true(
	    selection_has(s, RULE_WEAK_INTEGRITY, (struct pos){ input, 0 }));
	for (i = 2; i < SELECTION_LIMIT_OVERRIDES; i++)
		assert_true(selection_layer(s, true));
	assert_false(selection_layer(s, true));
	assert_true(selection_layer(s, false));
	assert_false(selection_gave_up(s));
	source_free(input);
	arena_free(arena);
}

/* Every file in layers of its own: beyond a bound it is given up. */
static void
sets_of_layers_are_bounded(void **state)
{
	struct arena *arena = arena_new();
	struct selection *s = selection_new("/nowhere", NULL, arena);
	char path[32];
	int i;

	(void)state;
	for (i = 0; i < 12; i++) {
		assert_true(selection_layer(s, true));
		assert_true(
		    selection_path(s, arena_printf(arena, "*%c*", 'a' + i)));
		selection_ignore(s, "psk");
	}
	for (i = 0; i < 4096; i++) {
		char *at = path + sprintf(path, "/nowhere/-");
		int bit;

		for (bit = 0; bit < 12; bit++)
			if ((i >> bit & 1) != 0)
				*at++ = (char)('a' + bit);
		*at = '\0';
		judge(s, RULE_PSK_LENGTH, 2, path);
	}
	assert_true(selection_gave_up(s));
	arena_free(arena);
}

/* A million findings take no longer for patterns they were compared with. */
static void
findings_cost_little(void **state)
{
	struct arena *arena = arena_new();
	struct selection *s = selection_new("/nowhere", NULL, arena);
	struct finding finding = { .rule = RULE_PSK_LENGTH };
	struct source *sources[2];
	clock_t begin;
	size_t i;

	(void)state;
	for (i = 0; i < SELECTION_LIMIT_OVERRIDES; i++) {
		assert_true(selection_layer(s, true));
		assert_true(selection_path(s, "**/*a*a*a*b/**/*c"));
		selection_ignore(s, "psk");
	}
	for (i = 0; i < 2; i++) {
		sources[i] = source_new("x", "", 0);
		source_set_path(sources[i], i == 0 ? "/nowhere/aaaaaaaa/b/aaaab"
						   : "/nowhere/aaaab/d/c");
	}
	begin = clock();
	for (i = 0; i < 1000000; i++) {
		finding.at.source = sources[i % 2];
		assert_int_equal(selection_takes(s, &finding), i % 2 == 0);
	}
	assert_true(clock() - begin < 10 * CLOCKS_PER_SEC);
	source_free(sources[0]);
	source_free(sources[1]);
	arena_free(arena);
}

/* A filter decides before anything is counted, and sees the place outside. */
static void
filters_come_before_counting(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 2);
	struct selection *s = selection_new(NULL, NULL, arena);
	size_t count, i;

	(void)state;
	selection_layer(s, false);
	selection_ignore(s, "psk-length");
	selection_severity(s, "psk-reused", SEVERITY_ERROR);
	diags_filter(diags, selection_takes, s);
	for (i = 0; i < 5; i++)
		diag(diags, RULE_PSK_LENGTH, NOWHERE, "%zu", i);
	assert_int_equal(diags_count(diags, SEVERITY_ERROR), 0);
	assert_int_equal(diags_dropped(diags), 0);
	diag(diags, RULE_PSK_REUSED, NOWHERE, "x");
	assert_int_equal(diags_count(diags, SEVERITY_ERROR), 1);
	assert_int_equal(diags_list(diags, &count)[0].severity, SEVERITY_ERROR);
	assert_int_equal(count, 1);
	arena_free(arena);
}

const struct CMUnitTest selection_tests[] = {
	cmocka_unit_test(words_name_rules),
	cmocka_unit_test(later_layers_go_before),
	cmocka_unit_test(lesser_findings_need_the_rule_itself),
	cmocka_unit_test(layers_can_hold_for_files),
	cmocka_unit_test(sets_of_layers_are_bounded),
	cmocka_unit_test(findings_cost_little),
	cmocka_unit_test(filters_come_before_counting),
};

const size_t selection_test_count =
    sizeof(selection_tests) / sizeof(selection_tests[0]);

/* SPDX-License-Identifier: ISC */
/* Findings that are kept until all are known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "report/entry.h"
#include "report/report.h"

extern const struct CMUnitTest report_tests[];
extern const size_t report_test_count;

static void
print_many(struct report *report, size_t count)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, count);
	size_t i;

	for (i = 0; i < count; i++)
		diag(diags, RULE_PSK_LENGTH, NOWHERE, "finding %zu", i);
	report_print(report, diags);
	arena_free(arena);
}

/* What there is no room for is counted; what was kept outlives its arena. */
static void
room_is_limited(void **state)
{
	FILE *out = tmpfile();
	struct report report = { .silenced = 0 };
	size_t i;

	(void)state;
	assert_non_null(out);
	report_open(&report);
	report_add(&report, form_find("json"), out);
	for (i = 0; i < REPORT_LIMIT / 1000; i++)
		print_many(&report, 1000);
	assert_int_equal(report.no_room, 0);
	print_many(&report, 7);
	assert_int_equal(report.no_room, 7);
	assert_int_equal(report.hidden, 0);
	assert_int_equal(report.entry_count, REPORT_LIMIT);
	assert_int_equal(report.counts[SEVERITY_ERROR], REPORT_LIMIT + 7);
	assert_string_equal(
	    report.entries[REPORT_LIMIT - 1]->message, "finding 999");
	report.no_room = 0; /* or stderr hears of it */
	report_close(&report);
	fclose(out);
}

static void
forms_that_stream_keep_nothing(void **state)
{
	FILE *out = tmpfile();
	struct report report = { .silenced = 0 };
	char line[256];

	(void)state;
	assert_non_null(out);
	report_open(&report);
	report_add(&report, form_find("jsonl"), out);
	print_many(&report, 3);
	assert_int_equal(report.entry_count, 0);
	rewind(out);
	assert_non_null(fgets(line, sizeof(line), out));
	assert_non_null(strstr(line, "finding 0"));
	report_close(&report);
	fclose(out);
}

/* The message that refuses an unknown form names every form. */
static void
usage_names_the_forms(void **state)
{
	char usage[] = FORM_USAGE;
	char *rest = usage, *word;
	size_t count = 0;

	(void)state;
	rest = strstr(usage, "one of") + strlen("one of");
	while ((word = strtok_r(rest, " ,", &rest)) != NULL) {
		if (strcmp(word, "and") == 0)
			continue;
		assert_non_null(form_find(word));
		count++;
	}
	assert_int_equal(count, form_count());
	assert_null(form_find("yaml"));
	assert_null(form_find(""));
}

#define TEST(name)                                                             \
	{                                                                      \
		"report/" #name, name, NULL, NULL, NULL                        \
	}

const struct CMUnitTest report_tests[] = {
	TEST(room_is_limited),
	TEST(forms_that_stream_keep_nothing),
	TEST(usage_names_the_forms),
};
const size_t report_test_count = sizeof(report_tests) / sizeof(report_tests[0]);

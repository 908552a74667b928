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

/* What LENGTH bytes at most of FILE say. */
static const char *
said(FILE *file, char *text, size_t length)
{
	rewind(file);
	text[fread(text, 1, length - 1, file)] = '\0';
	fclose(file);
	return text;
}

/* A run's findings in one form are what they are beside another, whatever it
 * needs. */
static void
sinks_do_not_disturb_each_other(void **state)
{
	static const char *const forms[] = { "concise", "jsonl", "json",
		"junit", "gitlab" };
	enum { COUNT = sizeof(forms) / sizeof(forms[0]), SIZE = 8192 };
	char text[SIZE], alone_text[SIZE];
	struct report all = { .silenced = 0 }, alone;
	FILE *files[COUNT], *file;
	size_t i;

	(void)state;
	report_open(&all);
	for (i = 0; i < COUNT; i++) {
		assert_non_null(files[i] = tmpfile());
		report_add(&all, form_find(forms[i]), files[i]);
	}
	print_many(&all, 3);
	print_many(&all, 3);
	assert_int_equal(all.entry_count, 6);
	assert_int_equal(all.entries[5]->repeated, 1);
	report_close(&all);
	for (i = 0; i < COUNT; i++) {
		alone = (struct report){ .silenced = 0 };
		report_open(&alone);
		assert_non_null(file = tmpfile());
		report_add(&alone, form_find(forms[i]), file);
		print_many(&alone, 3);
		print_many(&alone, 3);
		report_close(&alone);
		assert_string_equal(
		    said(files[i], text, SIZE), said(file, alone_text, SIZE));
		assert_true(strlen(text) > 100);
	}
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
	TEST(sinks_do_not_disturb_each_other),
	TEST(usage_names_the_forms),
};
const size_t report_test_count = sizeof(report_tests) / sizeof(report_tests[0]);

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
	report_take(report, diags);
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
	for (i = 0; i < HELD_LIMIT / 1000; i++)
		print_many(&report, 1000);
	print_many(&report, 7);
	assert_int_equal(report.held.count, 7);
	report_end(&report);
	assert_int_equal(report.no_room, 7);
	assert_int_equal(report.hidden, 0);
	assert_int_equal(report.entry_count, HELD_LIMIT);
	assert_int_equal(report.counts[SEVERITY_ERROR], HELD_LIMIT + 7);
	assert_string_equal(
	    report.entries[HELD_LIMIT - 1]->message, "finding 999");
	report.no_room = 0; /* or stderr hears of it */
	report_close(&report);
	fclose(out);
}

/* Beyond the limit what is held is printed, and nothing is lost. */
static void
text_comes_in_parts(void **state)
{
	FILE *out = tmpfile();
	struct report report = { .silenced = 0 };
	size_t lines = 0, i;
	char line[256];

	(void)state;
	assert_non_null(out);
	report_open(&report);
	report_add(&report, form_find("concise"), out);
	print_many(&report, 3);
	assert_int_equal(ftell(out), 0);
	for (i = 0; i < HELD_LIMIT / 1000; i++)
		print_many(&report, 1000);
	assert_true(ftell(out) > 0);
	assert_int_equal(report.held.count, 0);
	assert_int_equal(report.entry_count, 0);
	print_many(&report, 2);
	report_close(&report);
	rewind(out);
	while (fgets(line, sizeof(line), out) != NULL)
		lines++;
	assert_int_equal(lines, 3 + HELD_LIMIT + 2);
	fclose(out);
}

/* Adds a finding at the first DIGIT of SOURCE, which is a line of digits. */
static void
find_digit(struct report *report, const struct source *source, char digit,
    enum rule_id rule)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	const char *text = source_text(source);
	struct pos at = { source, (size_t)(strchr(text, digit) - text) };

	diag(diags, rule, at, "of %c", digit);
	report_take(report, diags);
	arena_free(arena);
}

/* By file, line, column and rule, however they come. */
static void
findings_are_sorted(void **state)
{
	static const char *const places[] = { "a.xml:1:2: error: of 2 [CGW201",
		"a.xml:1:3: error: of 3 [CGW201",
		"a.xml:2:1: error: of 4 [CGW201",
		"a.xml:2:1: error: of 4 [CGW202",
		"b.xml:1:1: error: of 1 [CGW201" };
	struct source *a = source_new("a.xml", "123\n456\n", 8);
	struct source *b = source_new("b.xml", "123\n456\n", 8);
	FILE *out = tmpfile();
	struct report report = { .silenced = 0 };
	char line[256];
	size_t i;

	(void)state;
	assert_non_null(out);
	report_open(&report);
	report_add(&report, form_find("concise"), out);
	find_digit(&report, b, '1', RULE_PSK_LENGTH);
	find_digit(&report, a, '4', RULE_PSK_ALPHABET);
	find_digit(&report, a, '4', RULE_PSK_LENGTH);
	find_digit(&report, a, '3', RULE_PSK_LENGTH);
	find_digit(&report, a, '2', RULE_PSK_LENGTH);
	source_free(a);
	source_free(b);
	report_close(&report);
	rewind(out);
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		assert_non_null(fgets(line, sizeof(line), out));
		assert_int_equal(
		    strncmp(line, places[i], strlen(places[i])), 0);
	}
	assert_null(fgets(line, sizeof(line), out));
	fclose(out);
}

/* What is equal keeps its order, in however many sorted parts it comes. */
static void
equal_findings_keep_their_order(void **state)
{
	enum { ROUNDS = 37, PLACES = 5 };
	struct source *source = source_new("a.xml", "01234", PLACES);
	struct arena *arena = arena_new();
	FILE *out = tmpfile();
	struct report report = { .silenced = 0 };
	struct diags *diags;
	char line[256], expected[64];
	size_t i;

	(void)state;
	assert_non_null(out);
	report_open(&report);
	report_add(&report, form_find("concise"), out);
	for (i = 0; i < (size_t)ROUNDS * PLACES; i++) {
		diags = diags_new(arena, 0);
		diag(diags, RULE_PSK_LENGTH,
		    (struct pos){ source, i * 3 % PLACES }, "of %zu",
		    i / PLACES);
		report_take(&report, diags);
	}
	report_close(&report);
	rewind(out);
	for (i = 0; i < (size_t)ROUNDS * PLACES; i++) {
		snprintf(expected, sizeof(expected),
		    "a.xml:1:%zu: error: of %zu ", i / ROUNDS + 1, i % ROUNDS);
		assert_non_null(fgets(line, sizeof(line), out));
		assert_int_equal(strncmp(line, expected, strlen(expected)), 0);
	}
	fclose(out);
	source_free(source);
	arena_free(arena);
}

/* Adds what the rule has found at the beginning of SOURCE with SUBJECT. */
static void
find_again(
    struct report *report, const struct source *source, const char *subject)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct finding finding = { .rule = RULE_PSK_LENGTH,
		.severity = SEVERITY_ERROR,
		.at = { source, 0 },
		.subject = subject,
		.message = "too short" };

	diag_full(diags, &finding);
	report_collapse(report, diags);
	report_take(report, diags);
	arena_free(arena);
}

/* Of each place, until it was printed. */
static void
findings_are_counted_further(void **state)
{
	static const char *const subjects[] = { "vpn-1 tunnel 192.0.2.1",
		"vpn-1 tunnel 192.0.2.2", "vpn-1", "vpn-2 tunnel 192.0.2.3",
		"vpn-2 tunnel 192.0.2.3", "vpn-3" };
	struct source *a = source_new("a.xml", "1", 1);
	struct source *b = source_new("b.xml", "1", 1);
	struct report report = { .silenced = 0 };
	char text[ENTRY_FURTHER_SIZE];
	size_t i;

	(void)state;
	report_open(&report);
	for (i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++)
		find_again(&report, a, subjects[i]);
	find_again(&report, b, "vpn-1");
	assert_int_equal(report.held.count, 2);
	assert_int_equal(report.counts[SEVERITY_ERROR], 2);
	assert_string_equal(entry_further(report.held.first, text),
	    ", 2 further tunnels and 2 further connections");
	assert_string_equal(entry_further(report.held.first->next, text), "");
	find_again(&report, b, "vpn-2");
	assert_string_equal(entry_further(report.held.first->next, text),
	    " and 1 further connection");
	report_flush(&report);
	find_again(&report, b, "vpn-3");
	assert_int_equal(report.held.count, 1);
	assert_string_equal(entry_further(report.held.first, text), "");
	report_close(&report);
	source_free(a);
	source_free(b);
}

/* A finding of RULE at OFFSET of SOURCE, taken into REPORT. */
static void
find_one(struct report *report, const struct source *source, size_t offset,
    enum rule_id rule, const char *subject, const char *message)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct finding finding = { .rule = rule,
		.severity = SEVERITY_ERROR,
		.at = { source, offset },
		.subject = subject,
		.message = message,
		.help = message };

	diag_full(diags, &finding);
	report_collapse(report, diags);
	report_take(report, diags);
	arena_free(arena);
}

/* What is equal is kept once; that is seen by the texts being the same. */
static void
equal_texts_are_kept_once(void **state)
{
	struct source *a = source_new("a.xml", "12", 2);
	struct source *b = source_new("b.xml", "1", 1);
	struct report report = { .silenced = 0 };
	const struct entry *first, *second, *third;

	(void)state;
	report_open(&report);
	find_one(&report, a, 0, RULE_PSK_LENGTH, "vpn-1", "too short");
	find_one(&report, b, 0, RULE_PSK_LENGTH, "vpn-1", "too short");
	find_one(&report, a, 1, RULE_PSK_LENGTH, "vpn-2", "too long");
	first = report.held.first;
	second = first->next;
	third = second->next;
	assert_null(third->next);
	assert_ptr_equal(first->message, second->message);
	assert_ptr_equal(first->subject, second->subject);
	assert_ptr_equal(entry_help(first), entry_help(second));
	assert_ptr_not_equal(first->place, second->place);
	assert_string_equal(third->message, "too long");
	assert_string_equal(entry_help(third), "too long");
	assert_string_equal(third->subject, "vpn-2");
	assert_ptr_equal(first->place, third->place);
	assert_string_equal(third->place->file, "a.xml");
	source_set_path(a, "other/a.xml");
	find_one(&report, a, 0, RULE_PSK_ALPHABET, "vpn-2", "too long");
	assert_ptr_not_equal(first->place, third->next->place);
	assert_string_equal(third->next->place->file, "other/a.xml");
	report_close(&report);
	source_free(a);
	source_free(b);
}

/* However many a source has: a few are looked through, more have an index. */
static void
many_of_a_source_are_met_again(void **state)
{
	enum { COUNT = 50 };
	char text[COUNT] = { 0 }, further[ENTRY_FURTHER_SIZE];
	struct source *source = source_new("a.xml", text, COUNT);
	struct report report = { .silenced = 0 };
	const struct entry *entry;
	size_t offset;

	(void)state;
	report_open(&report);
	for (offset = 0; offset < COUNT; offset++) {
		find_one(&report, source, offset, RULE_PSK_LENGTH, "vpn-1",
		    "too short");
		find_one(&report, source, offset / 2, RULE_PSK_LENGTH, "vpn-2",
		    "too short");
		assert_int_equal(report.held.count, offset + 1);
	}
	for (entry = report.held.first; entry != NULL; entry = entry->next)
		assert_string_equal(entry_further(entry, further),
		    entry->offset < COUNT / 2 ? " and 1 further connection"
					      : "");
	/* Another rule or message is another finding. */
	find_one(&report, source, 0, RULE_PSK_ALPHABET, "vpn-1", "too short");
	find_one(&report, source, 0, RULE_PSK_LENGTH, "vpn-1", "too long");
	assert_int_equal(report.held.count, COUNT + 2);
	report_close(&report);
	source_free(source);
}

/* A byte that is no UTF-8 is shown as what another message may say. */
static void
bytes_are_told_from_what_they_show_as(void **state)
{
	static const char *const texts[] = { "\xff", "\\xff", "\xff", "\\xff" };
	struct source *source = source_new("a.xml", "1", 1);
	struct report report = { .silenced = 0 };
	const struct entry *first;
	size_t i;

	(void)state;
	report_open(&report);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		find_one(
		    &report, source, 0, RULE_PSK_LENGTH, texts[i], texts[i]);
	assert_int_equal(report.held.count, 2);
	first = report.held.first;
	assert_string_equal(first->message, "\\xff");
	assert_string_equal(first->subject, "\\xff");
	assert_string_equal(entry_raw_message(first), "\xff");
	assert_string_equal(entry_raw_subject(first), "\xff");
	assert_null(first->further);
	assert_string_equal(entry_raw_message(first->next), "\\xff");
	report_close(&report);
	source_free(source);
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
	report_end(&all);
	assert_int_equal(all.entry_count, 6);
	assert_int_equal(all.entries[5]->rare->repeated, 1);
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
	TEST(text_comes_in_parts),
	TEST(findings_are_sorted),
	TEST(equal_findings_keep_their_order),
	TEST(findings_are_counted_further),
	TEST(equal_texts_are_kept_once),
	TEST(many_of_a_source_are_met_again),
	TEST(bytes_are_told_from_what_they_show_as),
	TEST(sinks_do_not_disturb_each_other),
	TEST(usage_names_the_forms),
};
const size_t report_test_count = sizeof(report_tests) / sizeof(report_tests[0]);

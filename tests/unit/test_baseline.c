/* SPDX-License-Identifier: ISC */
/* Baselines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "report/baseline.h"
#include "report/entry.h"

extern const struct CMUnitTest baseline_tests[];
extern const size_t baseline_test_count;

struct trial {
	struct arena *arena;
	struct diags *diags;
	struct source *source; /* /net/vpn.xml, which is not there */
};

static void
begin(struct trial *trial)
{
	trial->arena = arena_new();
	trial->diags = diags_new(trial->arena, 0);
	trial->source = source_new("vpn.xml", "<a/>\n<b/>\n", 10);
	source_set_path(trial->source, "/net/vpn.xml");
}

static void
end(struct trial *trial)
{
	source_free(trial->source);
	arena_free(trial->arena);
}

static bool
meet(const struct trial *trial, struct baseline *baseline, const char *message,
    size_t offset)
{
	const struct finding finding = { .rule = RULE_PSK_LENGTH,
		.severity = SEVERITY_ERROR,
		.at = { trial->source, offset },
		.subject = "vpn-1",
		.message = message };

	return baseline_meet(baseline, &finding);
}

static bool
never(void *host, const struct baseline_row *row)
{
	(void)host;
	(void)row;
	return false;
}

static bool
always(void *host, const struct baseline_row *row)
{
	(void)host;
	(void)row;
	return true;
}

/* Writes what BASELINE met and reads it as another. */
static struct baseline *
again(const struct trial *trial, struct baseline *baseline,
    struct source **ret_source)
{
	struct baseline *next = baseline_new(true, trial->arena);
	struct buf buf = { NULL, 0, 0 };

	baseline_write(baseline, "/net/ci", never, NULL, &buf);
	*ret_source = source_new("baseline.json", buf.data, buf.length);
	buf_free(&buf);
	assert_true(baseline_read(next, *ret_source, "/net/ci", trial->diags));
	baseline_free(baseline);
	return next;
}

static void
findings_are_counted(void **state)
{
	struct baseline *baseline;
	struct source *source;
	struct trial trial;
	size_t i;

	(void)state;
	begin(&trial);
	baseline = baseline_new(true, trial.arena);
	for (i = 0; i < 3; i++)
		assert_false(meet(&trial, baseline, "too short", i));
	assert_false(meet(&trial, baseline, "too long at line 7", 0));
	baseline = again(&trial, baseline, &source);
	for (i = 0; i < 3; i++)
		assert_true(meet(&trial, baseline, "too short", 9 - i));
	assert_false(meet(&trial, baseline, "too short", 0));
	assert_true(meet(&trial, baseline, "too long at line 12", 5));
	assert_false(meet(&trial, baseline, "too odd", 0));
	baseline_free(baseline);
	source_free(source);
	end(&trial);
}

/* Whatever the order in which they come. */
static void
files_are_stable(void **state)
{
	static const char *const messages[] = { "a", "b", "c", "d", "b" };
	struct buf one = { NULL, 0, 0 }, other = { NULL, 0, 0 };
	struct baseline *forth, *back;
	struct trial trial;
	size_t i;

	(void)state;
	begin(&trial);
	forth = baseline_new(true, trial.arena);
	back = baseline_new(true, trial.arena);
	for (i = 0; i < 5; i++) {
		meet(&trial, forth, messages[i], 0);
		meet(&trial, back, messages[4 - i], i);
	}
	baseline_write(forth, "/net", never, NULL, &one);
	baseline_write(back, "/net", never, NULL, &other);
	assert_string_equal(one.data, other.data);
	assert_non_null(strstr(one.data, "\"file\": \"vpn.xml\""));
	assert_non_null(strstr(one.data, "\"count\": 2, \"message\": "
					 "\"vpn-1: b\"}"));
	buf_free(&one);
	buf_free(&other);
	baseline_free(forth);
	baseline_free(back);
	end(&trial);
}

/* Rows that a run did not meet stay, or go, as the caller says. */
static void
unseen_rows_may_stay(void **state)
{
	struct buf kept = { NULL, 0, 0 }, left = { NULL, 0, 0 };
	struct baseline *baseline;
	struct source *source;
	struct trial trial;

	(void)state;
	begin(&trial);
	baseline = baseline_new(true, trial.arena);
	meet(&trial, baseline, "gone", 0);
	baseline = again(&trial, baseline, &source);
	meet(&trial, baseline, "new", 0);
	baseline_write(baseline, "/", always, NULL, &kept);
	baseline_write(baseline, "/", never, NULL, &left);
	assert_non_null(strstr(kept.data, "gone"));
	assert_non_null(strstr(kept.data, "\"net/vpn.xml\""));
	assert_null(strstr(left.data, "gone"));
	assert_non_null(strstr(left.data, "new"));
	buf_free(&kept);
	buf_free(&left);
	baseline_free(baseline);
	source_free(source);
	end(&trial);
}

/* Only a baseline that is to be written grows, and no further than a file
 * may. */
static void
growth_is_limited(void **state)
{
	struct baseline *fixed, *grows;
	struct trial trial;
	char message[32];
	size_t count, i;

	(void)state;
	begin(&trial);
	fixed = baseline_new(false, trial.arena);
	grows = baseline_new(true, trial.arena);
	for (i = 0; i < BASELINE_LIMIT + 3; i++) {
		snprintf(message, sizeof(message), "m%zu", i);
		meet(&trial, grows, message, 0);
	}
	assert_int_equal(baseline_dropped(grows), 3);
	baseline_rows(grows, &count);
	assert_int_equal(count, BASELINE_LIMIT);
	meet(&trial, fixed, message, 0);
	baseline_rows(fixed, &count);
	assert_int_equal(count, 0);
	baseline_free(fixed);
	baseline_free(grows);
	end(&trial);
}

static uint64_t
hash_of(const char *message, struct arena *arena)
{
	const struct finding finding = { .rule = RULE_PSK_LENGTH,
		.message = message };

	return entry_finding_hash(&finding, arena);
}

/* Where another line is does not make another finding; what it says does. */
static void
hashes_know_no_lines(void **state)
{
	static const char *const same[][2] = {
		{ "as in line 7", "as in line 17" },
		{ "(line 7)", "(line 17)" },
		{ "and 'x' in a/vpn.json:7", "and 'x' in ../a/vpn.json:17" },
		{ "in vpn.json:7, too", "in vpn.json:17, too" },
		{ "in <stdin>:7 and b.yaml:1", "in <stdin>:8 and b.yaml:2" },
	};
	static const char *const other[][2] = {
		{ "group 7", "group 17" },
		{ "in fd00::7", "in fd00::17" },
		{ "in a.json:7", "in b.json:7" },
		{ "203.0.113.7", "203.0.113.17" },
		{ "at :7", "at :17" },
		{ "7", "17" },
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		assert_true(
		    hash_of(same[i][0], arena) == hash_of(same[i][1], arena));
	for (i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		assert_false(
		    hash_of(other[i][0], arena) == hash_of(other[i][1], arena));
	assert_true(entry_number_hash(5, 0) == 5);
	assert_false(entry_number_hash(5, 1) == entry_number_hash(5, 2));
	arena_free(arena);
}

#define TEST(name)                                                             \
	{                                                                      \
		"baseline/" #name, name, NULL, NULL, NULL                      \
	}

const struct CMUnitTest baseline_tests[] = {
	TEST(findings_are_counted),
	TEST(files_are_stable),
	TEST(unseen_rows_may_stay),
	TEST(growth_is_limited),
	TEST(hashes_know_no_lines),
};
const size_t baseline_test_count =
    sizeof(baseline_tests) / sizeof(baseline_tests[0]);

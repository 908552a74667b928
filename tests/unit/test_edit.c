/* SPDX-License-Identifier: ISC */
/* Edits: their order, what they make of a text, and how that is shown.  What
 * patch(1) makes of differences is in tests/scripts/fix.sh. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/edit.h"

extern const struct CMUnitTest edit_tests[];
extern const size_t edit_test_count;

struct fixture {
	struct source *source;
	struct edits edits;
};

static struct fixture
begin(const char *text)
{
	struct fixture f = { .source = source_new("a", text, strlen(text)) };

	f.edits.source = f.source;
	f.edits.arena = arena_new();
	return f;
}

static void
finish(struct fixture *f)
{
	arena_free(f->edits.arena);
	source_free(f->source);
}

static void
expect_text(struct fixture *f, const char *expected)
{
	struct buf buf = { NULL, 0, 0 };

	edits_apply(&f->edits, &buf);
	assert_string_equal(buf.data, expected);
	buf_free(&buf);
}

static void
expect_diff(struct fixture *f, const char *expected)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	assert_true(edits_diff(&f->edits, "a", out));
	fclose(out);
	assert_string_equal(text, expected);
	free(text);
}

static void
edits_are_applied_in_order_of_place(void **state)
{
	struct fixture f = begin("one two three\n");

	(void)state;
	edits_add(&f.edits, 8, 13, "3");
	edits_add(&f.edits, 4, 4, "1.5 ");
	edits_add(&f.edits, 4, 7, "2");
	edits_add(&f.edits, 4, 4, "1.7 ");
	assert_int_equal(edits_settle(&f.edits), 0);
	expect_text(&f, "one 1.5 1.7 2 3\n");
	finish(&f);
}

static void
what_overlaps_is_left_out(void **state)
{
	struct fixture f = begin("one two three\n");

	(void)state;
	edits_add(&f.edits, 4, 7, "2");
	edits_add(&f.edits, 4, 7, "2");
	edits_add(&f.edits, 5, 9, "x");
	edits_add(&f.edits, 4, 7, "zwei");
	assert_int_equal(edits_settle(&f.edits), 2);
	expect_text(&f, "one 2 three\n");
	finish(&f);
}

static void
secrets_are_neither_changed_nor_shown(void **state)
{
	struct fixture f = begin("a: 1\nkey: hidden\nb: 2\n");

	(void)state;
	source_secret(f.source, 10, 16);
	edits_add(&f.edits, 3, 4, "3");
	edits_add(&f.edits, 9, 10, "x");
	edits_add(&f.edits, 12, 12, "x");
	edits_add(&f.edits, 10, 12, "x");
	edits_add(&f.edits, 16, 16, " # hm");
	assert_int_equal(edits_settle(&f.edits), 2);
	expect_text(&f, "a: 3\nkey:xhidden # hm\nb: 2\n");
	expect_diff(&f, "--- a\n+++ a\n@@ -1,3 +1,3 @@\n-a: 1\n"
			"-key: ********\n+a: 3\n+key:x******** # hm\n b: 2\n");
	source_never_quote(f.source);
	assert_false(edits_diff(&f.edits, "a", stdout));
	finish(&f);
}

#define FAR "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"

static void
differences_have_three_lines_around(void **state)
{
	struct fixture f = begin(FAR "x\n");

	(void)state;
	edits_add(&f.edits, 0, 2, "");
	edits_add(&f.edits, 21, 22, "y\nz");
	assert_int_equal(edits_settle(&f.edits), 0);
	expect_diff(&f, "--- a\n+++ a\n@@ -1,4 +1,3 @@\n-1\n 2\n 3\n 4\n"
			"@@ -8,4 +7,5 @@\n 8\n 9\n 10\n-x\n+y\n+z\n");
	finish(&f);
}

static void
near_differences_are_shown_together(void **state)
{
	struct fixture f = begin(FAR);

	(void)state;
	edits_add(&f.edits, 2, 2, "new\n");
	edits_add(&f.edits, 14, 16, "");
	assert_int_equal(edits_settle(&f.edits), 0);
	expect_text(&f, "1\nnew\n2\n3\n4\n5\n6\n7\n9\n10\n");
	expect_diff(&f,
	    "--- a\n+++ a\n@@ -1,10 +1,10 @@\n 1\n+new\n 2\n 3\n 4\n 5\n 6\n"
	    " 7\n-8\n 9\n 10\n");
	finish(&f);
}

/* Lines that only end alike are not the same line. */
static void
lines_are_compared_whole(void **state)
{
	struct fixture f = begin("b\nc");

	(void)state;
	edits_add(&f.edits, 0, 0, "a");
	edits_add(&f.edits, 3, 3, "\n");
	assert_int_equal(edits_settle(&f.edits), 0);
	expect_text(&f, "ab\nc\n");
	expect_diff(&f, "--- a\n+++ a\n@@ -1,2 +1,2 @@\n-b\n-c\n"
			"\\ No newline at end of file\n+ab\n+c\n");
	finish(&f);
}

#define TEST(name)                                                             \
	{                                                                      \
		"edit/" #name, name, NULL, NULL, NULL                          \
	}

const struct CMUnitTest edit_tests[] = {
	TEST(edits_are_applied_in_order_of_place),
	TEST(what_overlaps_is_left_out),
	TEST(secrets_are_neither_changed_nor_shown),
	TEST(differences_have_three_lines_around),
	TEST(near_differences_are_shown_together),
	TEST(lines_are_compared_whole),
};
const size_t edit_test_count = sizeof(edit_tests) / sizeof(edit_tests[0]);

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

/* A change of its own. */
static void
change(struct fixture *f, size_t start, size_t end, const char *text)
{
	edits_group(&f->edits);
	edits_add(&f->edits, start, end, text);
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
	change(&f, 8, 13, "3");
	change(&f, 4, 4, "1.5 ");
	change(&f, 4, 7, "2");
	change(&f, 4, 4, "1.7 ");
	edits_settle(&f.edits);
	expect_text(&f, "one 1.5 1.7 2 3\n");
	finish(&f);
}

static void
what_overlaps_is_left_out(void **state)
{
	struct fixture f = begin("one two three\n");

	(void)state;
	change(&f, 4, 7, "2");
	change(&f, 4, 7, "2");
	change(&f, 5, 9, "x");
	change(&f, 4, 7, "zwei");
	edits_settle(&f.edits);
	expect_text(&f, "one 2 three\n");
	finish(&f);
}

static void
secrets_are_neither_changed_nor_shown(void **state)
{
	struct fixture f = begin("a: 1\nkey: hidden\nb: 2\n");

	(void)state;
	source_secret(f.source, 10, 16);
	change(&f, 3, 4, "3");
	change(&f, 9, 10, "x");
	change(&f, 12, 12, "x");
	change(&f, 10, 12, "x");
	change(&f, 16, 16, " # hm");
	edits_settle(&f.edits);
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
	change(&f, 0, 2, "");
	change(&f, 21, 22, "y\nz");
	edits_settle(&f.edits);
	expect_diff(&f, "--- a\n+++ a\n@@ -1,4 +1,3 @@\n-1\n 2\n 3\n 4\n"
			"@@ -8,4 +7,5 @@\n 8\n 9\n 10\n-x\n+y\n+z\n");
	finish(&f);
}

static void
near_differences_are_shown_together(void **state)
{
	struct fixture f = begin(FAR);

	(void)state;
	change(&f, 2, 2, "new\n");
	change(&f, 14, 16, "");
	edits_settle(&f.edits);
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
	change(&f, 0, 0, "a");
	change(&f, 3, 3, "\n");
	edits_settle(&f.edits);
	expect_text(&f, "ab\nc\n");
	expect_diff(&f, "--- a\n+++ a\n@@ -1,2 +1,2 @@\n-b\n-c\n"
			"\\ No newline at end of file\n+ab\n+c\n");
	finish(&f);
}

/* Of an edit that overlaps, what was begun with it goes, too; what only the
 * left out one overlapped stays. */
static void
groups_are_made_whole_or_not(void **state)
{
	struct fixture f = begin("0123456789");

	(void)state;
	assert_int_equal(edits_group(&f.edits), 1);
	edits_add(&f.edits, 4, 6, "a");
	assert_int_equal(edits_group(&f.edits), 2);
	edits_add(&f.edits, 5, 7, "b");
	edits_add(&f.edits, 0, 1, "b");
	assert_int_equal(edits_group(&f.edits), 3);
	edits_add(&f.edits, 0, 2, "c");
	edits_add(&f.edits, 8, 9, "c");
	edits_settle(&f.edits);
	assert_false(f.edits.broken[1]);
	assert_true(f.edits.broken[2]);
	assert_true(f.edits.broken[3]);
	expect_text(&f, "0123a6789");
	finish(&f);
}

/* It is found out only behind what the broken group would have begun with. */
static void
what_was_begun_first_stays(void **state)
{
	struct fixture f = begin("0123456789");

	(void)state;
	change(&f, 8, 9, "a");
	edits_group(&f.edits);
	edits_add(&f.edits, 2, 4, "b");
	edits_add(&f.edits, 7, 10, "b");
	change(&f, 3, 5, "c");
	change(&f, 5, 6, "d");
	edits_settle(&f.edits);
	expect_text(&f, "01234d67a9");
	finish(&f);
}

static void
a_change_may_repeat_itself(void **state)
{
	struct fixture f = begin("0123456789");

	(void)state;
	edits_group(&f.edits);
	edits_add(&f.edits, 2, 4, "");
	edits_add(&f.edits, 6, 6, "x");
	edits_add(&f.edits, 2, 4, "");
	edits_add(&f.edits, 6, 6, "y");
	edits_add(&f.edits, 6, 6, "x");
	edits_settle(&f.edits);
	assert_false(f.edits.broken[1]);
	expect_text(&f, "0145xy6789");
	finish(&f);
}

/* Others must not make it a second time. */
static void
the_same_of_two_is_made_once(void **state)
{
	struct fixture f = begin("0123456789");

	(void)state;
	change(&f, 6, 6, "x");
	change(&f, 6, 6, "y");
	edits_group(&f.edits);
	edits_add(&f.edits, 6, 6, "x");
	edits_add(&f.edits, 1, 2, "z");
	edits_settle(&f.edits);
	assert_true(f.edits.broken[3]);
	expect_text(&f, "012345xy6789");
	finish(&f);
}

static void
a_change_with_a_secret_is_not_made(void **state)
{
	struct fixture f = begin("0123456789");

	(void)state;
	source_secret(f.source, 4, 6);
	edits_group(&f.edits);
	edits_add(&f.edits, 1, 2, "x");
	edits_add(&f.edits, 5, 7, "x");
	change(&f, 1, 3, "y");
	edits_settle(&f.edits);
	assert_true(f.edits.broken[1]);
	expect_text(&f, "0y3456789");
	finish(&f);
}

/* Makes COUNT edits at random places of TEXT, in its order. */
static void
make_random(struct fixture *f, size_t length)
{
	static const char *const words[] = { "", "a", "bc", "\n", "d\ne" };
	size_t at = 0, end;

	while ((at += (size_t)rand() % 5) <= length) {
		end = at + (size_t)rand() % 4;
		if (end > length)
			end = length;
		edits_add(&f->edits, at, end, words[rand() % 5]);
		at = end + 1;
	}
	edits_settle(&f->edits);
}

static void
join_once(const char *text)
{
	struct fixture one = begin(text), two;
	struct buf first = { NULL, 0, 0 }, second = { NULL, 0, 0 };
	size_t i;

	make_random(&one, strlen(text));
	edits_apply(&one.edits, &first);
	two = begin(first.data);
	make_random(&two, first.length);
	edits_apply(&two.edits, &second);
	edits_join(&one.edits, &two.edits);
	finish(&two);
	expect_text(&one, second.data);
	for (i = 1; i < one.edits.count; i++)
		assert_true(
		    one.edits.list[i].start > one.edits.list[i - 1].end);
	buf_free(&first);
	buf_free(&second);
	finish(&one);
}

static void
two_after_each_other_are_made_at_once(void **state)
{
	int i;

	(void)state;
	srand(1);
	for (i = 0; i < 20000; i++) {
		join_once("");
		join_once("one\ntwo\nthree\nfour\n");
	}
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
	TEST(groups_are_made_whole_or_not),
	TEST(what_was_begun_first_stays),
	TEST(a_change_may_repeat_itself),
	TEST(the_same_of_two_is_made_once),
	TEST(a_change_with_a_secret_is_not_made),
	TEST(two_after_each_other_are_made_at_once),
};
const size_t edit_test_count = sizeof(edit_tests) / sizeof(edit_tests[0]);

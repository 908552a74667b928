/* SPDX-License-Identifier: ISC */
/* Places in a text, and what messages quote of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/source.h"

extern const struct CMUnitTest source_tests[];
extern const size_t source_test_count;

static void
assert_place(
    const struct source *source, size_t offset, size_t line, size_t column)
{
	size_t found_line, found_column;

	source_line_column(
	    (struct pos){ source, offset }, &found_line, &found_column);
	assert_int_equal(found_line, line);
	assert_int_equal(found_column, column);
}

static void
line_and_column(void **state)
{
	/* é and 𝄞 have two and four bytes. */
	static const char text[] = "ab\n\xc3\xa9x\r\n\n\xf0\x9d\x84\x9ey\tz";
	struct source *source = source_new("s", text, strlen(text));

	(void)state;
	assert_place(source, 0, 1, 1);
	assert_place(source, 2, 1, 3); /* the line feed itself */
	assert_place(source, 3, 2, 1);
	assert_place(source, 5, 2, 2); /* x */
	assert_place(source, 7, 2, 4); /* the line feed behind CR */
	assert_place(source, 8, 3, 1);
	assert_place(source, 9, 4, 1);
	assert_place(source, 13, 4, 2); /* y */
	assert_place(source, 15, 4, 4); /* a tab is one character */
	assert_place(source, 16, 4, 5); /* the end */
	assert_place(source, 1000, 4, 5);
	source_free(source);
	source_free(NULL);
	source = source_new("s", "", 0);
	assert_place(source, 0, 1, 1);
	source_free(source);
}

static void
cursor_follows(void **state)
{
	static const char text[] = "a\nbc\n\xc3\xa9"
				   "d\ne";
	struct source *source = source_new("s", text, strlen(text));
	struct source *other = source_new("o", "\n\nx", 3);
	struct source_cursor cursor = { NULL, 0, 0, 0 };
	size_t offset, line, column, turn;

	(void)state;
	for (turn = 0; turn < 2; turn++)
		for (offset = 0; offset <= strlen(text); offset += turn + 1) {
			struct pos pos = { source, offset };

			source_follow(&cursor, pos);
			source_line_column(pos, &line, &column);
			assert_int_equal(cursor.line, line);
			assert_int_equal(cursor.column, column);
		}
	source_follow(&cursor, (struct pos){ other, 2 });
	assert_int_equal(cursor.line, 3);
	source_follow(&cursor, (struct pos){ source, 0 });
	assert_int_equal(cursor.line, 1);
	source_free(source);
	source_free(other);
}

/* Places of a large text, in any order, are those that counting finds. */
static void
places_far_apart(void **state)
{
	static const char piece[] = "a\xc3\xa9\nlonger line\n";
	const size_t length = 50000;
	char *text = memory_alloc(length + 1);
	struct source *source;
	size_t offset = 0, turn, i, line, column;

	(void)state;
	for (i = 0; i < length; i++)
		text[i] = i < 30000 ? piece[i % (sizeof(piece) - 1)] : 'x';
	source = source_new("s", text, length);
	for (turn = 0; turn < 300; turn++) {
		offset = (offset + 28657) % length;
		line = column = 1;
		for (i = 0; i < offset; i++) {
			if (text[i] == '\n')
				line++;
			column =
			    text[i] == '\n' ? 1 : column + (text[i] != '\xa9');
		}
		assert_place(source, offset, line, column);
	}
	source_free(source);
	free(text);
}

/* The excerpt at OFFSET is TEXT, with the caret before character CARET. */
static void
assert_excerpt(
    const struct source *source, size_t offset, const char *text, size_t caret)
{
	struct excerpt excerpt;

	assert_true(source_excerpt((struct pos){ source, offset }, &excerpt));
	assert_string_equal(excerpt.text, text);
	assert_int_equal(excerpt.caret, caret);
}

static void
excerpt_shows_the_line(void **state)
{
	static const char text[] =
	    "one\n\ttwo \x1b[m\xc3\xa9 x\r\nthree\n\nlast";
	struct source *source = source_new("s", text, strlen(text));
	struct excerpt excerpt;

	(void)state;
	assert_excerpt(source, 0, "one", 0);
	assert_excerpt(source, 3, "one", 3); /* behind the last character */
	assert_excerpt(source, 5, " two .[m. x", 1);
	assert_excerpt(source, 14, " two .[m. x", 9);
	assert_excerpt(source, 20, "three", 2);
	assert_excerpt(source, 26, "last", 1);
	assert_excerpt(source, 29, "last", 4); /* the end */
	assert_false(
	    source_excerpt((struct pos){ source, 24 }, &excerpt)); /* empty */
	assert_false(source_excerpt((struct pos){ source, 30 }, &excerpt));
	assert_false(source_excerpt(NOWHERE, &excerpt));
	source_never_quote(source);
	assert_false(source_excerpt((struct pos){ source, 0 }, &excerpt));
	source_free(source);
}

static void
excerpt_of_a_long_line(void **state)
{
	struct source *source;
	struct excerpt excerpt;
	char text[1000];
	size_t offset;

	(void)state;
	memset(text, 'x', sizeof(text));
	source = source_new("s", text, sizeof(text));
	for (offset = 0; offset < sizeof(text); offset++) {
		assert_true(
		    source_excerpt((struct pos){ source, offset }, &excerpt));
		assert_true(strlen(excerpt.text) <= 120);
		assert_int_equal(excerpt.caret, offset < 60 ? offset : 60);
	}
	source_free(source);
	/* Two bytes each: a window must not begin inside a character. */
	for (offset = 0; offset < sizeof(text); offset += 2)
		memcpy(text + offset, "\xc3\xa9", 2);
	source = source_new("s", text, sizeof(text));
	assert_true(source_excerpt((struct pos){ source, 501 }, &excerpt));
	assert_int_equal(strspn(excerpt.text, "."), strlen(excerpt.text));
	source_free(source);
}

static void
excerpt_hides_secrets(void **state)
{
	static const char text[] = "k: SECRET; more\nSECOND\nLINE, x";
	struct source *source = source_new("s", text, strlen(text));

	(void)state;
	source_secret(source, 3, 9);
	source_secret(source, 16, 27);
	assert_excerpt(source, 0, "k: ********; more", 0);
	assert_excerpt(source, 3, "k: ********; more", 3);
	assert_excerpt(source, 6, "k: ********; more", 3);
	assert_excerpt(source, 9, "k: ********; more", 11);
	/* A secret over two lines, from either of them. */
	assert_excerpt(source, 16, "********, x", 0);
	assert_excerpt(source, 28, "********, x", 9);
	source_free(source);
}

/* An empty key hides nothing, nor shows what comes behind it. */
static void
an_empty_secret_is_none(void **state)
{
	struct source *source = source_new("s", "k: ; SECRET, x", 14);

	(void)state;
	source_secret(source, 3, 3);
	assert_excerpt(source, 0, "k: ; SECRET, x", 0);
	source_secret(source, 5, 11);
	assert_excerpt(source, 0, "k: ; ********, x", 0);
	assert_excerpt(source, 3, "k: ; ********, x", 3);
	assert_excerpt(source, 12, "k: ; ********, x", 14);
	source_free(source);
}

static void
secrets_at_the_edges_of_the_window(void **state)
{
	struct source *source;
	struct excerpt excerpt;
	char text[400];
	size_t start, offset;

	(void)state;
	/* Wherever a secret of 32 letters S lies, none is ever shown. */
	for (start = 0; start + 32 <= sizeof(text); start += 3) {
		memset(text, 'x', sizeof(text));
		memset(text + start, 'S', 32);
		source = source_new("s", text, sizeof(text));
		source_secret(source, start, start + 32);
		for (offset = 0; offset <= sizeof(text); offset += 7) {
			assert_true(source_excerpt(
			    (struct pos){ source, offset }, &excerpt));
			assert_null(strchr(excerpt.text, 'S'));
			assert_true(strlen(excerpt.text) < 130);
			assert_true(excerpt.caret <= strlen(excerpt.text));
		}
		source_free(source);
	}
}

/* More secrets than any descriptor has: nothing is quoted any more. */
static void
too_many_secrets_end_quoting(void **state)
{
	struct source *source = source_new("x", "a line", 6);
	struct pos at = { source, 0 };
	struct excerpt excerpt;
	size_t i;

	(void)state;
	/* The same again costs nothing. */
	for (i = 0; i < 200000; i++)
		source_secret(source, 2, 3);
	assert_true(source_excerpt(at, &excerpt));
	for (i = 0; i < 99999; i++)
		source_secret(source, 4 + 2 * i, 5 + 2 * i);
	assert_true(source_excerpt(at, &excerpt));
	source_secret(source, 300000, 300001);
	assert_false(source_excerpt(at, &excerpt));
	source_free(source);
}

/* Whatever their order, and where they overlap. */
static void
secrets_are_hidden_in_any_order(void **state)
{
	static const size_t extents[][2] = { { 20, 22 }, { 2, 4 }, { 10, 14 },
		{ 12, 18 }, { 3, 5 }, { 19, 21 }, { 11, 12 } };
	struct source *source =
	    source_new("x", "abcdefghijklmnopqrstuvwxyz", 26);
	struct excerpt excerpt;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(extents) / sizeof(extents[0]); i++)
		source_secret(source, extents[i][0], extents[i][1]);
	assert_true(source_excerpt((struct pos){ source, 0 }, &excerpt));
	assert_string_equal(
	    excerpt.text, "ab********fghij********s********wxyz");
	source_free(source);
}

/* The line and column of any place, asked for in any order. */
static void
places_of_a_long_text_are_found(void **state)
{
	const size_t length = 300000, step = 4999;
	char *text = memory_alloc(length + 1);
	struct source_cursor far = { NULL, 0, 0, 0 };
	size_t i, line, column, near_line = 1, near_column = 1, next = 0;
	struct source *source;

	(void)state;
	/* Lines of many lengths, with characters of two bytes. */
	for (i = 0; i < length; i++)
		text[i] = i % 7919 == 7918 ? '\n' : 'x';
	for (i = 100; i + 1 < length; i += 997)
		if (text[i] == 'x' && text[i + 1] == 'x')
			memcpy(text + i, "\xc3\xa4", 2);
	text[length] = '\0';
	source = source_adopt("x", text, length);
	for (i = 0; i < length; i++) {
		if (i == next) {
			source_line_column(
			    (struct pos){ source, i }, &line, &column);
			assert_int_equal(line, near_line);
			assert_int_equal(column, near_column);
			source_follow(
			    &far, (struct pos){ source, length - 1 - i });
			source_line_column(
			    (struct pos){ source, length - 1 - i }, &line,
			    &column);
			assert_int_equal(far.line, line);
			assert_int_equal(far.column, column);
			next += step;
		}
		if (text[i] == '\n') {
			near_line++;
			near_column = 1;
		} else if (((unsigned char)text[i] & 0xc0) != 0x80) {
			near_column++;
		}
	}
	source_free(source);
}

#define TEST(name)                                                             \
	{                                                                      \
		"source/" #name, name, NULL, NULL, NULL                        \
	}

const struct CMUnitTest source_tests[] = {
	TEST(line_and_column),
	TEST(cursor_follows),
	TEST(places_far_apart),
	TEST(excerpt_shows_the_line),
	TEST(excerpt_of_a_long_line),
	TEST(excerpt_hides_secrets),
	TEST(an_empty_secret_is_none),
	TEST(secrets_at_the_edges_of_the_window),
	TEST(too_many_secrets_end_quoting),
	TEST(secrets_are_hidden_in_any_order),
	TEST(places_of_a_long_text_are_found),
};
const size_t source_test_count = sizeof(source_tests) / sizeof(source_tests[0]);

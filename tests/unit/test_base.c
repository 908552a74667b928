/* SPDX-License-Identifier: ISC */
/* The ground floor: memory, text, places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/format.h"
#include "base/source.h"

extern const struct CMUnitTest base_tests[];
extern const size_t base_test_count;

/* ---- arena and buf */

static void
arena_aligns_and_zeroes(void **state)
{
	struct arena *arena = arena_new();
	const char *memory;
	size_t size, i;

	(void)state;
	for (size = 0; size < 200; size++) {
		memory = arena_alloc(arena, size);
		assert_int_equal((uintptr_t)memory % alignof(max_align_t), 0);
		for (i = 0; i < size; i++)
			assert_int_equal(memory[i], 0);
	}
	arena_free(arena);
	arena_free(NULL);
}

static void
arena_keeps_what_it_gave(void **state)
{
	struct arena *arena = arena_new();
	char *large, *texts[3000];
	char expected[16];
	size_t i;

	(void)state;
	for (i = 0; i < 1500; i++)
		texts[i] = arena_printf(arena, "text %zu", i);
	large = arena_alloc(arena, 1000000);
	memset(large, 'x', 1000000);
	for (; i < 3000; i++)
		texts[i] = arena_printf(arena, "text %zu", i);
	for (i = 0; i < 3000; i++) {
		snprintf(expected, sizeof(expected), "text %zu", i);
		assert_string_equal(texts[i], expected);
	}
	for (i = 0; i < 1000000; i++)
		assert_int_equal(large[i], 'x');
	arena_free(arena);
}

/* Through all sizes that its blocks have, and again after a reset. */
static void
arena_grows(void **state)
{
	const size_t size = 50000, large = 3000000;
	struct arena *arena = arena_new();
	char *pieces[150];
	size_t round, i;

	(void)state;
	for (round = 0; round < 2; round++) {
		for (i = 0; i < 150; i++) {
			pieces[i] = arena_alloc(arena, i == 75 ? large : size);
			assert_int_equal(pieces[i][0], 0);
			assert_memory_equal(pieces[i], pieces[i] + 1, size - 1);
			memset(pieces[i], (int)i, i == 75 ? large : size);
		}
		for (i = 0; i < 150; i++) {
			assert_int_equal((unsigned char)pieces[i][0], i);
			assert_memory_equal(pieces[i], pieces[i] + 1, size - 1);
		}
		assert_int_equal(pieces[75][large - 1], 75);
		arena_reset(arena);
	}
	arena_free(arena);
}

/* Large pieces come back, whatever lies around them; others stay. */
static void
arena_takes_back(void **state)
{
	static const size_t sizes[] = { 300000, 2000000, 5000000, 40 };
	struct arena *arena = arena_new();
	char *pieces[40], *small[40];
	size_t round, i, size;

	(void)state;
	for (round = 0; round < 3; round++) {
		for (i = 0; i < 40; i++) {
			size = sizes[(i + round) % 4];
			small[i] = arena_printf(arena, "small %zu", i);
			pieces[i] = arena_alloc(arena, size);
			assert_int_equal(pieces[i][0], 0);
			assert_memory_equal(pieces[i], pieces[i] + 1, size - 1);
			memset(pieces[i], 'x', size);
			if (i % 3 == 2)
				arena_give_back(arena, pieces[i - 1]);
		}
		for (i = 0; i < 40; i++) {
			size = sizes[(i + round) % 4];
			assert_memory_equal(small[i], "small ", 6);
			assert_int_equal(atoi(small[i] + 6), i);
			if (i % 3 != 1 || size == 40)
				assert_memory_equal(
				    pieces[i], pieces[i] + 1, size - 1);
		}
		/* The first small piece begins a block, but is not it. */
		arena_give_back(arena, small[0]);
		assert_string_equal(small[0], "small 0");
		arena_reset(arena);
	}
	arena_free(arena);
}

static void
arena_reset_wipes(void **state)
{
	struct arena *arena = arena_new();
	const char *secret = arena_string(arena, "a secret"), *again;
	size_t i;

	(void)state;
	memset(arena_alloc(arena, 500000), 'x', 500000);
	arena_reset(arena);
	/* The first block stays where it is. */
	for (i = 0; i < strlen("a secret"); i++)
		assert_int_equal(secret[i], 0);
	again = arena_string(arena, "other");
	assert_ptr_equal(again, secret);
	memset(arena_alloc(arena, 500000), 'x', 500000);
	arena_free(arena);
}

static void
arena_copies(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_memory_equal(arena_copy(arena, "a\0b", 3), "a\0b\0", 4);
	assert_string_equal(arena_copy(arena, NULL, 0), "");
	assert_string_equal(arena_printf(arena, "%d%s", 7, "x"), "7x");
	arena_free(arena);
}

/* Runs FUNCTION in a child and returns the status it exits with. */
static int
exit_status(void (*function)(void))
{
	int status;
	pid_t child;

	fflush(NULL);
	child = fork();
	assert_int_not_equal(child, -1);
	if (child == 0) {
		close(STDERR_FILENO);
		function();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
overflow_product(void)
{
	arena_array(arena_new(), SIZE_MAX / 8 + 2, 16);
}

static void
overflow_size(void)
{
	arena_alloc(arena_new(), SIZE_MAX - 3);
}

static void
overflow_buf(void)
{
	struct buf buf = { 0 };
	/* Volatile, or the compiler sees that no memory is that large. */
	volatile size_t more = SIZE_MAX - 1;

	buf_char(&buf, 'x');
	buf_add(&buf, "", more);
}

static void
sizes_that_overflow_end_the_program(void **state)
{
	(void)state;
	assert_int_equal(exit_status(overflow_product), 2);
	assert_int_equal(exit_status(overflow_size), 2);
	assert_int_equal(exit_status(overflow_buf), 2);
}

static int format_here(char *text, size_t room, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static int
format_here(char *text, size_t room, const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = format_text(text, room, format, args);
	va_end(args);
	return length;
}

/* In any room, and in none. */
#define SAME_AS_SNPRINTF(...)                                                  \
	for (room = 0; room <= sizeof(own); room++) {                          \
		memset(own, 'x', sizeof(own));                                 \
		memset(other, 'x', sizeof(other));                             \
		assert_int_equal(format_here(own, room, __VA_ARGS__),          \
		    snprintf(other, room, __VA_ARGS__));                       \
		assert_memory_equal(own, other, sizeof(own));                  \
	}

static void
formats_are_snprintfs(void **state)
{
	char own[40], other[40];
	size_t room;

	(void)state;
	SAME_AS_SNPRINTF("%s", "");
	SAME_AS_SNPRINTF("plain");
	SAME_AS_SNPRINTF("%s is %s, 100%% or %c", "one", "other", 'c');
	SAME_AS_SNPRINTF("%u %u %d %d %d", 0u, UINT_MAX, 0, INT_MAX, INT_MIN);
	SAME_AS_SNPRINTF("%zu/%zu", (size_t)0, SIZE_MAX);
	SAME_AS_SNPRINTF("%ld", LONG_MAX);
	SAME_AS_SNPRINTF("%ld", LONG_MIN);
	SAME_AS_SNPRINTF("[%.*s|%.*s|%.*s]", 3, "abcdef", 0, "x", -1, "all");
	SAME_AS_SNPRINTF("%s %08x %s", "hex", 0x7fu, "after");
	SAME_AS_SNPRINTF("%s %llu", "long", 18446744073709551615ull);
	SAME_AS_SNPRINTF("%-5s|%5d|%.2s", "ab", 3, "cde");
}

static void
buf_grows(void **state)
{
	struct buf buf = { 0 };
	size_t i;

	(void)state;
	buf_add(&buf, "", 0);
	assert_string_equal(buf.data, "");
	for (i = 0; i < 5000; i++) {
		buf_char(&buf, (char)('a' + i % 26));
		assert_int_equal(buf.length, i + 1);
		assert_int_equal(buf.data[buf.length], 0);
		assert_true(buf.capacity > buf.length);
	}
	for (i = 0; i < 5000; i++)
		assert_int_equal(buf.data[i], 'a' + (int)(i % 26));
	buf_clear(&buf);
	assert_int_equal(buf.length, 0);
	for (i = 0; i < 5000; i++)
		assert_int_equal(buf.data[i], 0);
	buf_text(&buf, "one ");
	buf_printf(&buf, "%s %d", "two", 3);
	assert_string_equal(buf.data, "one two 3");
	buf_free(&buf);
	assert_null(buf.data);
	assert_int_equal(buf.capacity, 0);
	buf_free(&buf);
	buf_clear(&buf);
}

static void
buf_printf_grows_to_any_length(void **state)
{
	struct buf buf = { 0 };
	size_t length;

	(void)state;
	/* Around every power of two, where one byte could be missing. */
	for (length = 250; length < 260; length++) {
		buf_printf(&buf, "%*s", (int)length, "x");
		assert_int_equal(strlen(buf.data), length);
		buf_free(&buf);
	}
}

/* ---- source */

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
		"base/" #name, name, NULL, NULL, NULL                          \
	}

const struct CMUnitTest base_tests[] = {
	TEST(arena_aligns_and_zeroes),
	TEST(arena_keeps_what_it_gave),
	TEST(arena_grows),
	TEST(arena_takes_back),
	TEST(arena_reset_wipes),
	TEST(arena_copies),
	TEST(sizes_that_overflow_end_the_program),
	TEST(formats_are_snprintfs),
	TEST(buf_grows),
	TEST(buf_printf_grows_to_any_length),
	TEST(line_and_column),
	TEST(cursor_follows),
	TEST(places_far_apart),
	TEST(excerpt_shows_the_line),
	TEST(excerpt_of_a_long_line),
	TEST(excerpt_hides_secrets),
	TEST(secrets_at_the_edges_of_the_window),
	TEST(too_many_secrets_end_quoting),
	TEST(secrets_are_hidden_in_any_order),
	TEST(places_of_a_long_text_are_found),
};
const size_t base_test_count = sizeof(base_tests) / sizeof(base_tests[0]);

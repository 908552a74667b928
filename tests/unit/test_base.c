/* SPDX-License-Identifier: ISC */
/* The ground floor: memory and text. */
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

extern const struct CMUnitTest base_tests[];
extern const size_t base_test_count;

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
};
const size_t base_test_count = sizeof(base_tests) / sizeof(base_tests[0]);

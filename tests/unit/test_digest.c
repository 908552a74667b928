/* SPDX-License-Identifier: ISC */
/* Digests, and the table from them to what they stand for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/digest_run.h"
#include "base/index.h"

extern const struct CMUnitTest digest_tests[];
extern const size_t digest_test_count;

/* The first results of the designers' own vectors, which take the bytes 0, 1,
 * 2, ... under the key 00 01 02 ... 0f. */
static void
digests_are_siphash(void **state)
{
	const struct digest_key key = { { UINT64_C(0x0706050403020100),
	    UINT64_C(0x0f0e0d0c0b0a0908) } };
	const struct digest none = { { UINT64_C(0xe6a825ba047f81a3),
				UINT64_C(0x930255c71472f66d) } },
			    one = { { UINT64_C(0x44af996bd8c187da),
				UINT64_C(0x45fc229b11597634) } };
	struct digest digest = digest_make(&key, "", 0);

	(void)state;
	assert_memory_equal(&digest, &none, sizeof(none));
	digest = digest_make(&key, "\0", 1);
	assert_memory_equal(&digest, &one, sizeof(one));
}

/* What OpenSSL's SIPHASH has of 0, 8 and 16 such bytes with one round for a
 * word and three at the end. */
static void
runs_are_siphash_1_3(void **state)
{
	const struct digest_key key = { { UINT64_C(0x0706050403020100),
	    UINT64_C(0x0f0e0d0c0b0a0908) } };
	const uint64_t words[] = { UINT64_C(0x0706050403020100),
		UINT64_C(0x0f0e0d0c0b0a0908) };
	const struct digest results[] = {
		{ { UINT64_C(0xbea58827b2bc7ee7),
		    UINT64_C(0x013030dd6adb62fd) } },
		{ { UINT64_C(0xb4dae3d5e1fe12aa),
		    UINT64_C(0x99c7f935ab164f72) } },
		{ { UINT64_C(0xeb8e511557d9a8d0),
		    UINT64_C(0x93179e3df8b013b5) } },
	};
	struct digest digest;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		digest = digest_of_words(&key, words, i);
		assert_memory_equal(&digest, &results[i], sizeof(digest));
		digest = digest_quick(&key,
		    "\0\1\2\3\4\5\6\7\10\11\12\13"
		    "\14\15\16\17",
		    i * 8);
		assert_memory_equal(&digest, &results[i], sizeof(digest));
	}
}

/* A string is its bytes and NUL bytes up to a multiple of eight, at least one,
 * whatever its length. */
static void
strings_are_filled_up(void **state)
{
	const char text[] = "0123456789abcdefghijklmno";
	struct {
		uint64_t number, words[4];
	} padded;
	struct digest_key key;
	struct digest digest, other;
	char string[sizeof(text)];
	size_t length;

	(void)state;
	digest_key_make(&key);
	for (length = 0; length < sizeof(text); length++) {
		memset(&padded, 0, sizeof(padded));
		padded.number = 1000 + length;
		memcpy(padded.words, text, length);
		memcpy(string, text, length);
		string[length] = '\0';
		digest = digest_of(&key, padded.number, string);
		other = digest_of_words(&key, &padded.number, 2 + length / 8);
		assert_memory_equal(&digest, &other, sizeof(digest));
	}
}

/* The tail is what is left of eight bytes, whatever its length. */
static void
every_byte_counts(void **state)
{
	const char text[] = "0123456789abcdefghijklmno";
	struct digest_key key;
	struct digest before, digest;
	size_t length;

	(void)state;
	digest_key_make(&key);
	before = digest_make(&key, text, 0);
	for (length = 1; length < sizeof(text); length++) {
		digest = digest_make(&key, text, length);
		assert_memory_not_equal(&digest, &before, sizeof(digest));
		before = digest_quick(&key, text, length);
		assert_memory_not_equal(&digest, &before, sizeof(digest));
		before = digest;
	}
}

static void
the_table_finds_what_was_put(void **state)
{
	enum { COUNT = 10000 };
	struct arena *arena = arena_new();
	struct index index = { NULL, 0, 0 };
	struct digest_key key;
	unsigned *numbers = arena_array(arena, COUNT, sizeof(unsigned));
	void **place;
	unsigned i;

	(void)state;
	digest_key_make(&key);
	for (i = 0; i < COUNT; i++) {
		numbers[i] = i;
		place = index_place(
		    &index, digest_make(&key, &i, sizeof(i)), arena);
		assert_null(*place);
		*place = &numbers[i];
	}
	for (i = 0; i < COUNT; i++) {
		place = index_place(
		    &index, digest_make(&key, &i, sizeof(i)), arena);
		assert_ptr_equal(*place, &numbers[i]);
	}
	assert_int_equal(index.count, COUNT);
	arena_free(arena);
}

/* A table that was made for so many is the same one when they are there, and
 * still takes more. */
static void
the_table_is_made_for_what_comes(void **state)
{
	struct arena *arena = arena_new();
	struct index index;
	const struct index_slot *slots;
	int mark;
	uint64_t count, i;

	(void)state;
	for (count = 0; count < 300; count += 7) {
		index = (struct index){ NULL, 0, 0 };
		index_expect(&index, count, arena);
		slots = index.slots;
		for (i = 0; i < count; i++)
			*index_place(
			    &index, (struct digest){ { i, i } }, arena) = &mark;
		assert_ptr_equal(index.slots, slots);
		index_expect(&index, 1000, arena);
		assert_ptr_equal(index.slots, slots);
		for (i = count; i < 2000; i++)
			*index_place(
			    &index, (struct digest){ { i, i } }, arena) = &mark;
		for (i = 0; i < 2000; i++)
			assert_ptr_equal(
			    index_find(&index, (struct digest){ { i, i } }),
			    &mark);
		assert_null(
		    index_find(&index, (struct digest){ { 2000, 2000 } }));
	}
	arena_free(arena);
}

/* Digests that have only one of their words in common are different ones. */
static void
the_table_compares_all_of_it(void **state)
{
	enum { COUNT = 100 };
	struct arena *arena = arena_new();
	struct index index = { NULL, 0, 0 };
	int marks[2 * COUNT];
	void **first = index_place(&index, (struct digest){ { 7, 0 } }, arena);
	unsigned i;

	(void)state;
	/* One that was only asked for stays there, and stays empty. */
	assert_null(*first);
	for (i = 1; i < COUNT; i++) {
		*index_place(&index, (struct digest){ { 7, i } }, arena) =
		    &marks[i];
		*index_place(&index, (struct digest){ { i * 64, 0 } }, arena) =
		    &marks[COUNT + i];
	}
	for (i = 1; i < COUNT; i++) {
		assert_ptr_equal(
		    index_find(&index, (struct digest){ { 7, i } }), &marks[i]);
		assert_ptr_equal(
		    index_find(&index, (struct digest){ { i * 64, 0 } }),
		    &marks[COUNT + i]);
	}
	assert_null(index_find(&index, (struct digest){ { 7, 0 } }));
	assert_null(index_find(&index, (struct digest){ { 7, COUNT } }));
	assert_ptr_equal(
	    index_place(&index, (struct digest){ { 7, 0 } }, arena), first);
	assert_int_equal(index.count, 2 * COUNT - 1);
	arena_free(arena);
}

#define TEST(name)                                                             \
	{                                                                      \
		"digest/" #name, name, NULL, NULL, NULL                        \
	}

const struct CMUnitTest digest_tests[] = {
	TEST(digests_are_siphash),
	TEST(runs_are_siphash_1_3),
	TEST(strings_are_filled_up),
	TEST(every_byte_counts),
	TEST(the_table_finds_what_was_put),
	TEST(the_table_is_made_for_what_comes),
	TEST(the_table_compares_all_of_it),
};
const size_t digest_test_count = sizeof(digest_tests) / sizeof(digest_tests[0]);

/* SPDX-License-Identifier: ISC */
/* Digests, and the table from them to what they stand for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/digest_text.h"
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
		before = digest;
	}
}

/* However many parts there are, and wherever the room ends. */
static void
parts_are_the_whole(void **state)
{
	enum { LONGEST = 3000 };
	char whole[LONGEST];
	struct digest_key key;
	struct digest_text text;
	struct digest one, other;
	size_t length, part, at, i;

	(void)state;
	digest_key_make(&key);
	for (i = 0; i < LONGEST; i++)
		whole[i] = (char)(i * 7 % 251);
	for (length = 0; length <= LONGEST; length += 125)
		for (part = 1; part <= 1536; part *= 2) {
			digest_open(&text);
			for (at = 0; at < length; at += part)
				digest_add(&text, whole + at,
				    part < length - at ? part : length - at);
			one = digest_close(&text, &key);
			other = digest_make(&key, whole, length);
			assert_memory_equal(&one, &other, sizeof(one));
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

#define TEST(name)                                                             \
	{                                                                      \
		"digest/" #name, name, NULL, NULL, NULL                        \
	}

const struct CMUnitTest digest_tests[] = {
	TEST(digests_are_siphash),
	TEST(every_byte_counts),
	TEST(parts_are_the_whole),
	TEST(the_table_finds_what_was_put),
};
const size_t digest_test_count = sizeof(digest_tests) / sizeof(digest_tests[0]);

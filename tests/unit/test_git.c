/* SPDX-License-Identifier: ISC */
/* Git's index; tests/scripts/key-files.sh holds it against git itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/git_index.h"

extern const struct CMUnitTest git_tests[];
extern const size_t git_test_count;

#define ROOM ((size_t)4096)
/* Of the sample. */
#define EXTENSION 13

/* An index that is put together by hand. */
struct made {
	char bytes[ROOM];
	size_t length;
	size_t hash;
	char version;
};

static void
put(struct made *made, const void *bytes, size_t length)
{
	assert_true(made->length + length <= ROOM);
	memcpy(made->bytes + made->length, bytes, length);
	made->length += length;
}

static void
put_number(struct made *made, size_t number, int bytes)
{
	char byte;

	while (bytes-- > 0) {
		byte = (char)(number >> (8 * bytes) & 0xff);
		put(made, &byte, 1);
	}
}

static void
begin(struct made *made, char version, size_t hash, size_t count)
{
	*made = (struct made){ .hash = hash, .version = version };
	put(made, "DIRC", 4);
	put_number(made, (size_t)version, 4);
	put_number(made, count, 4);
}

/* An entry whose NAME drops DROP bytes of the one before it, in version 4. */
static void
entry(struct made *made, const char *name, size_t drop, size_t whole)
{
	static const char zeros[80];
	size_t start = made->length;

	put(made, zeros, 40 + made->hash);
	put_number(made, whole, 2);
	if (made->version == 4)
		put_number(made, drop, 1);
	put(made, name, strlen(name) + 1);
	if (made->version != 4)
		put(made, zeros, (8 - (made->length - start) % 8) % 8);
}

static void
end(struct made *made)
{
	static const char zeros[80];

	put(made, zeros, made->hash);
}

static void
sample(struct made *made, char version, size_t hash)
{
	begin(made, version, hash, 3);
	if (version == 4) {
		entry(made, "a/one.xml", 0, 9);
		entry(made, "two.xml", 7, 9);
		entry(made, "b", 9, 1);
	} else {
		entry(made, "a/one.xml", 0, 9);
		entry(made, "a/two.xml", 0, 9);
		entry(made, "b", 0, 1);
	}
	put(made, "TREE", 4);
	put_number(made, 5, 4);
	put(made, "12345", 5);
	end(made);
}

static const struct {
	char version;
	size_t hash;
} kinds[] = { { 2, 20 }, { 3, 20 }, { 4, 20 }, { 2, 32 }, { 3, 32 },
	{ 4, 32 } };
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

static void
test_git_index_names(void **state)
{
	struct arena *arena = arena_new();
	struct git_names names;
	struct made made;
	size_t i;

	(void)state;
	for (i = 0; i < KINDS; i++) {
		sample(&made, kinds[i].version, kinds[i].hash);
		assert_null(
		    git_index_read(made.bytes, made.length, arena, &names));
		assert_true(git_names_have(&names, "a/one.xml"));
		assert_true(git_names_have(&names, "a/two.xml"));
		assert_true(git_names_have(&names, "b"));
		assert_false(git_names_have(&names, "a"));
		assert_false(git_names_have(&names, "a/"));
		assert_false(git_names_have(&names, ""));
		assert_false(git_names_have(&names, "a/two.xm"));
		assert_false(git_names_have(&names, "two.xml"));
	}
	arena_free(arena);
}

static void
test_git_index_empty(void **state)
{
	struct arena *arena = arena_new();
	struct git_names names;
	struct made made;

	(void)state;
	begin(&made, 2, 20, 0);
	end(&made);
	assert_null(git_index_read(made.bytes, made.length, arena, &names));
	assert_false(git_names_have(&names, "a"));
	arena_free(arena);
}

/* Reads bytes that end where their memory does, so that a byte too many is
 * seen. */
static const char *
read_exactly(const char *bytes, size_t length)
{
	struct arena *arena = arena_new();
	char *copy = memory_alloc(length + 1);
	struct git_names names;
	const char *reason;

	copy = realloc(copy, length != 0 ? length : 1);
	assert_non_null(copy);
	memcpy(copy, bytes, length);
	reason = git_index_read(copy, length, arena, &names);
	free(copy);
	arena_free(arena);
	return reason;
}

static void
test_git_index_cut(void **state)
{
	struct made made;
	size_t i, length;

	(void)state;
	for (i = 0; i < KINDS; i++) {
		sample(&made, kinds[i].version, kinds[i].hash);
		for (length = 0; length < made.length; length++) {
			/* All names are there, and what may be a checksum. */
			if (length == made.length - EXTENSION)
				continue;
			assert_non_null(read_exactly(made.bytes, length));
		}
		put(&made, "more", 4);
		assert_non_null(read_exactly(made.bytes, made.length));
	}
}

/* A wrong byte anywhere is survived, and so are several. */
static void
test_git_index_flipped(void **state)
{
	struct made good, bad;
	uint32_t random = 1;
	size_t i, k, round;

	(void)state;
	for (i = 0; i < KINDS; i++) {
		sample(&good, kinds[i].version, kinds[i].hash);
		for (round = 0; round < 3000; round++) {
			bad = good;
			for (k = 0; k <= round % 3; k++) {
				random = random * 1103515245u + 12345u;
				bad.bytes[(random >> 8) % good.length] =
				    (char)(random >> 3);
			}
			read_exactly(bad.bytes, bad.length);
		}
	}
}

static void
test_git_index_refused(void **state)
{
	struct made made;

	(void)state;
	/* More of the name before than there is. */
	begin(&made, 4, 20, 1);
	entry(&made, "a", 1, 1);
	end(&made);
	assert_string_equal(
	    read_exactly(made.bytes, made.length), "is damaged");
	/* A length that is not the name's. */
	begin(&made, 2, 20, 1);
	entry(&made, "abc", 0, 4);
	end(&made);
	assert_string_equal(
	    read_exactly(made.bytes, made.length), "is damaged");
	/* Extensions that change what the names mean. */
	begin(&made, 2, 20, 0);
	put(&made, "new!", 4);
	put_number(&made, 0, 4);
	end(&made);
	assert_string_equal(read_exactly(made.bytes, made.length),
	    "has an extension that is not known");
	begin(&made, 2, 20, 0);
	put(&made, "link", 4);
	put_number(&made, 20, 4);
	put(&made, "abcdefghijklmnopqrst", 20);
	end(&made);
	assert_string_equal(read_exactly(made.bytes, made.length), "is split");
	begin(&made, 2, 20, 0);
	put(&made, "link", 4);
	put_number(&made, 20, 4);
	end(&made);
	end(&made);
	assert_null(read_exactly(made.bytes, made.length));
}

/* Names that grow without end from few bytes each. */
static void
test_git_index_long_names(void **state)
{
	const size_t count = 1200, name = 60000;
	struct arena *arena = arena_new();
	char *bytes = memory_alloc(name + count * 70 + 100), *at = bytes;
	struct git_names names;
	size_t i;

	(void)state;
	memcpy(at, "DIRC\0\0\0\4\0\0\4\260", 12);
	at += 12;
	for (i = 0; i < count; i++) {
		memset(at, 0, 60);
		memcpy(at + 60, "\x0f\xff\0", 3);
		at += 63;
		if (i == 0) {
			memset(at, 'x', name);
			at += name;
		} else {
			*at++ = 'y';
			at[-2] = 1;
		}
		*at++ = '\0';
	}
	memset(at, 0, 20);
	at += 20;
	assert_null(git_index_read(bytes, (size_t)(at - bytes), arena, &names));
	free(bytes);
	arena_free(arena);
}

const struct CMUnitTest git_tests[] = {
	cmocka_unit_test(test_git_index_names),
	cmocka_unit_test(test_git_index_empty),
	cmocka_unit_test(test_git_index_cut),
	cmocka_unit_test(test_git_index_flipped),
	cmocka_unit_test(test_git_index_refused),
	cmocka_unit_test(test_git_index_long_names),
};
const size_t git_test_count = sizeof(git_tests) / sizeof(git_tests[0]);

/* SPDX-License-Identifier: ISC */
/* UTF-8 for the forms in which findings are printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/entry.h"
#include "report/plain.h"

extern const struct CMUnitTest plain_tests[];
extern const size_t plain_test_count;

static void
what_is_utf8_stays(void **state)
{
	static const char *const texts[] = { "", "plain", "\xc2\x80",
		"\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
		"\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf" };
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_ptr_equal(plain_text(texts[i], arena), texts[i]);
	assert_null(plain_text(NULL, arena));
	arena_free(arena);
}

/* RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
static void
other_bytes_are_spelled(void **state)
{
	static const char *const texts[][2] = {
		{ "a\xff", "a\\xff" },
		{ "\x80", "\\x80" },
		{ "\xc1\xbf", "\\xc1\\xbf" },
		{ "\xc3", "\\xc3" },
		{ "\xc3(", "\\xc3(" },
		{ "\xe0\x9f\xbf", "\\xe0\\x9f\\xbf" },
		{ "\xed\xa0\x80", "\\xed\\xa0\\x80" },
		{ "\xf0\x8f\xbf\xbf", "\\xf0\\x8f\\xbf\\xbf" },
		{ "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80" },
		{ "\xf5\x80\x80\x80", "\\xf5\\x80\\x80\\x80" },
		{ "\xc3\xa9\xff", "\\xc3\\xa9\\xff" },
	};
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_string_equal(
		    plain_text(texts[i][0], arena), texts[i][1]);
	arena_free(arena);
}

static void
characters_are_read(void **state)
{
	const char *text = "a\xc3\xa9\xf0\x9f\x94\x91";
	unsigned code;

	(void)state;
	text = plain_next(text, &code);
	assert_int_equal(code, 'a');
	text = plain_next(text, &code);
	assert_int_equal(code, 0xe9);
	text = plain_next(text, &code);
	assert_int_equal(code, 0x1f511);
	assert_int_equal(*text, '\0');
	assert_true(plain_is_control(0x1b));
	assert_true(plain_is_control(0x7f));
	assert_true(plain_is_control(0x9b));
	assert_false(plain_is_control(' '));
	assert_false(plain_is_control(0xa0));
}

static void
paths_become_references(void **state)
{
	struct buf buf = { NULL, 0, 0 };

	(void)state;
	plain_percent(&buf, "a/B-._~9 %41:#?\xc3\xa9\xff");
	assert_string_equal(buf.data, "a/B-._~9%20%2541%3A%23%3F%C3%A9%FF");
	buf_free(&buf);
}

static uint64_t
hash_of(const char *message, const char *subject, struct arena *arena)
{
	struct finding finding = { .rule = RULE_PSK_LENGTH,
		.severity = SEVERITY_ERROR,
		.at = NOWHERE,
		.subject = subject,
		.message = message };

	return entry_finding_hash(&finding, arena);
}

static void
fingerprints_ignore_lines(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_true(hash_of("as in line 7, too", "a", arena) ==
		    hash_of("as in line 1234, too", "a", arena));
	assert_true(
	    hash_of("line 7", "a", arena) == hash_of("line 8", "a", arena));
	assert_false(
	    hash_of("at 7", "a", arena) == hash_of("at 8", "a", arena));
	assert_false(
	    hash_of("at 7", "a", arena) == hash_of("at 7", "b", arena));
	assert_false(hash_of("x", NULL, arena) == hash_of("", "x", arena));
	/* The well-known values of FNV-1a: "" and "a", then a NUL each. */
	assert_true(entry_hash(ENTRY_HASH, NULL) ==
		    ENTRY_HASH * UINT64_C(0x100000001b3));
	assert_true(entry_hash(ENTRY_HASH, "a") ==
		    UINT64_C(0xaf63dc4c8601ec8c) * UINT64_C(0x100000001b3));
	arena_free(arena);
}

#define TEST(name)                                                             \
	{                                                                      \
		"plain/" #name, name, NULL, NULL, NULL                         \
	}

const struct CMUnitTest plain_tests[] = {
	TEST(what_is_utf8_stays),
	TEST(other_bytes_are_spelled),
	TEST(characters_are_read),
	TEST(paths_become_references),
	TEST(fingerprints_ignore_lines),
};
const size_t plain_test_count = sizeof(plain_tests) / sizeof(plain_tests[0]);

/* SPDX-License-Identifier: ISC */
/* The ground floor: memory, text, places, findings, addresses, files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/ip.h"
#include "base/source.h"

extern const struct CMUnitTest base_tests[];
extern const size_t base_test_count;

/* ---- arena and buf -------------------------------------------------- */

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

	buf_char(&buf, 'x');
	buf_add(&buf, "", SIZE_MAX - 1);
}

static void
sizes_that_overflow_end_the_program(void **state)
{
	(void)state;
	assert_int_equal(exit_status(overflow_product), 2);
	assert_int_equal(exit_status(overflow_size), 2);
	assert_int_equal(exit_status(overflow_buf), 2);
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

/* ---- source --------------------------------------------------------- */

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

/* ---- diag ----------------------------------------------------------- */

static void
findings_are_sorted(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct source *a = source_new("a", "xxxxxxxx", 8);
	struct source *b = source_new("b", "xxxxxxxx", 8);
	const struct finding *list;
	const char *expected[] = { "a1", "a5-first", "a5-second", "a5-rule",
		"none", "b2", "b3" };
	size_t count, i;

	(void)state;
	diag(diags, RULE_PSK_LENGTH, (struct pos){ a, 5 }, "a5-first");
	diag(diags, RULE_PSK_REUSED, (struct pos){ a, 5 }, "a5-rule");
	diag(diags, RULE_PSK_LENGTH, NOWHERE, "none");
	diag(diags, RULE_PSK_LENGTH, (struct pos){ b, 3 }, "b3");
	diag(diags, RULE_PSK_LENGTH, (struct pos){ a, 5 }, "a5-second");
	diag(diags, RULE_PSK_LENGTH, (struct pos){ b, 2 }, "b2");
	diag(diags, RULE_PSK_LENGTH, (struct pos){ a, 1 }, "a1");
	diags_sort(diags);
	list = diags_list(diags, &count);
	assert_int_equal(count, 7);
	for (i = 0; i < count; i++)
		assert_string_equal(list[i].message, expected[i]);
	assert_int_equal(list[0].severity, SEVERITY_ERROR);
	source_free(a);
	source_free(b);
	arena_free(arena);
}

static void
limit_counts_the_rest(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 3);
	const struct finding *list;
	size_t count, i;

	(void)state;
	for (i = 0; i < 10; i++)
		diag(diags, RULE_PSK_REUSED, NOWHERE, "%zu", i);
	list = diags_list(diags, &count);
	assert_int_equal(count, 3);
	assert_string_equal(list[2].message, "2");
	assert_int_equal(diags_dropped(diags), 7);
	assert_int_equal(diags_count(diags, SEVERITY_WARNING), 10);
	assert_int_equal(diags_count(diags, SEVERITY_ERROR), 0);
	arena_free(arena);
}

static void
limit_never_drops_an_error_for_a_note(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 3);
	const struct finding *list;
	size_t count, i;

	(void)state;
	for (i = 0; i < 5; i++)
		diag(diags, RULE_ELEMENT_UNKNOWN, NOWHERE, "note %zu", i);
	diag(diags, RULE_PSK_LENGTH, NOWHERE, "error");
	diag(diags, RULE_PSK_REUSED, NOWHERE, "warning");
	list = diags_list(diags, &count);
	assert_int_equal(count, 3);
	assert_string_equal(list[0].message, "note 0");
	assert_string_equal(list[1].message, "error");
	assert_string_equal(list[2].message, "warning");
	for (i = 0; i < 5; i++)
		diag(diags, RULE_PSK_LENGTH, NOWHERE, "more");
	list = diags_list(diags, &count);
	assert_int_equal(count, 3);
	for (i = 0; i < count; i++)
		assert_int_equal(list[i].severity, SEVERITY_ERROR);
	assert_int_equal(diags_dropped(diags), 9);
	assert_int_equal(diags_count(diags, SEVERITY_ERROR), 6);
	assert_int_equal(diags_count(diags, SEVERITY_NOTE), 5);
	arena_free(arena);
}

static void
passing_over_makes_warnings(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	const struct finding *list;
	size_t count;

	(void)state;
	diag(diags, RULE_PSK_LENGTH, NOWHERE, "one");
	diag(diags, RULE_PSK_ALPHABET, NOWHERE, "two");
	diag(diags, RULE_PSK_LENGTH, NOWHERE, "three");
	assert_int_equal(diags_pass_over(diags, RULE_PSK_LENGTH), 2);
	assert_int_equal(diags_pass_over(diags, RULE_PSK_LENGTH), 0);
	list = diags_list(diags, &count);
	assert_int_equal(list[0].severity, SEVERITY_WARNING);
	assert_int_equal(list[1].severity, SEVERITY_ERROR);
	assert_int_equal(diags_count(diags, SEVERITY_ERROR), 1);
	assert_int_equal(diags_count(diags, SEVERITY_WARNING), 2);
	arena_free(arena);
}

static void
quoting_leaves_only_printable_ascii(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	char every[256], long_text[62];
	const char *quoted;
	unsigned i;

	(void)state;
	assert_string_equal(diag_quote(diags, "vpn-1 ~"), "vpn-1 ~");
	assert_string_equal(diag_quote(diags, ""), "");
	assert_string_equal(diag_quote(diags, "a\033[31m\n\t\x7f\xc3\xa9"),
	    "a\\x1b[31m\\x0a\\x09\\x7f\\xc3\\xa9");
	for (i = 0; i < 255; i++)
		every[i] = (char)(i + 1);
	every[255] = '\0';
	for (i = 0; i < 255; i++)
		for (quoted = diag_quote(diags, every + i); *quoted != '\0';
		     quoted++)
			assert_true(*quoted >= ' ' && *quoted <= '~');
	memset(long_text, 'x', 61);
	long_text[61] = '\0';
	assert_int_equal(strlen(diag_quote(diags, long_text)), 63);
	assert_string_equal(diag_quote(diags, long_text) + 59, "x...");
	long_text[60] = '\0';
	assert_string_equal(diag_quote(diags, long_text), long_text);
	arena_free(arena);
}

static void
nearest_name(void **state)
{
	static const char *const known[] = { "Phase1DHGroupNumbers",
		"Phase2DHGroupNumbers", "StartupAction", "mode" };
	char name[80];

	(void)state;
	assert_string_equal(
	    diag_nearest("StartupActoin", known, 4), "StartupAction");
	assert_string_equal(diag_nearest("Phase2DHGroupNumber", known, 4),
	    "Phase2DHGroupNumbers");
	assert_string_equal(diag_nearest("mod", known, 4), "mode");
	assert_null(diag_nearest("mxyz", known, 4));
	assert_null(diag_nearest("", known, 4));
	assert_null(diag_nearest("mode", known, 0));
	memset(name, 'x', 63);
	name[63] = '\0';
	assert_null(diag_nearest(name, known, 4));
	memset(name, 'x', 79);
	name[79] = '\0';
	assert_null(diag_nearest(name, known, 4));
}

/* ---- ip ------------------------------------------------------------- */

static void
addresses_that_are_taken(void **state)
{
	static const char *const texts[][2] = {
		{ "0.0.0.0", "0.0.0.0" },
		{ "255.255.255.255", "255.255.255.255" },
		{ "10.0.0.1", "10.0.0.1" },
		{ "::", "::" },
		{ "::1", "::1" },
		{ "2001:DB8:0:0:0:0:0:1", "2001:db8::1" },
		{ "2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1" },
		{ "2001:0:0:1:0:0:0:1", "2001:0:0:1::1" },
		{ "1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0" },
		{ "::ffff:192.0.2.1", "::ffff:192.0.2.1" },
		{ "fd00::0db8", "fd00::db8" },
	};
	char text[IP_TEXT_SIZE];
	struct ip ip;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_true(ip_parse(texts[i][0], &ip));
		assert_int_equal(
		    ip.family, strchr(texts[i][0], ':') != NULL ? 6 : 4);
		assert_string_equal(ip_format(ip, text), texts[i][1]);
	}
}

static void
addresses_that_are_not_taken(void **state)
{
	static const char *const texts[] = { "", " ", "1.2.3", "1.2.3.4.5",
		"01.2.3.4", "1.2.3.04", "1.2.3.256", "1.2.3.-4", "1.2.3.+4",
		"1.2.3.4 ", " 1.2.3.4", "1.2.3.", ".1.2.3", "1..2.3",
		"0x1.2.3.4", "16909060", "1.2.3.4/32", "1.2.3.4\n", "::1%eth0",
		"fe80::1%1", ":", ":::", "1::2::3", "1:2:3:4:5:6:7",
		"1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "12345::", "::g",
		"[::1]", "::1.2.3", "::01.2.3.4", "::1/64", "1:", ":1" };
	struct ip ip;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (ip_parse(texts[i], &ip))
			fail_msg("'%s' was taken", texts[i]);
}

static struct ip
ip_of(const char *text)
{
	struct ip ip;

	assert_true(ip_parse(text, &ip));
	return ip;
}

static struct ip_prefix
prefix_of(const char *text)
{
	struct ip_prefix prefix;

	assert_true(ip_prefix_parse(text, &prefix));
	return prefix;
}

static void
prefixes(void **state)
{
	static const char *const refused[] = { "", "/", "1.2.3.4", "1.2.3.4/",
		"1.2.3.4/33", "1.2.3.4/030", "1.2.3.4/00", "1.2.3.4/-1",
		"1.2.3.4/+1", "1.2.3.4/ 1", "1.2.3.4/1 ", "1.2.3/8", "::/129",
		"::/4294967296", "::/99999999999999999999", "::1%eth0/64",
		"1.2.3.4/24/8",
		("0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:"
		 "0:0/1") };
	struct ip_prefix prefix;
	char text[IP_TEXT_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (ip_prefix_parse(refused[i], &prefix))
			fail_msg("'%s' was taken", refused[i]);
	assert_string_equal(ip_prefix_format(prefix_of("169.254.6.1/30"), text),
	    "169.254.6.1/30");
	assert_string_equal(
	    ip_prefix_format(prefix_of("0.0.0.0/0"), text), "0.0.0.0/0");
	assert_string_equal(
	    ip_prefix_format(prefix_of("FD00::/8"), text), "fd00::/8");
	assert_string_equal(
	    ip_format(ip_first(prefix_of("169.254.6.3/30")), text),
	    "169.254.6.0");
	assert_string_equal(
	    ip_format(ip_last(prefix_of("169.254.6.1/30")), text),
	    "169.254.6.3");
	assert_string_equal(ip_format(ip_last(prefix_of("0.0.0.0/0")), text),
	    "255.255.255.255");
	assert_string_equal(
	    ip_format(ip_last(prefix_of("1.2.3.4/32")), text), "1.2.3.4");
	assert_string_equal(
	    ip_format(ip_first(prefix_of("fd00::7/126")), text), "fd00::4");
	assert_string_equal(
	    ip_format(ip_last(prefix_of("fd00::/120")), text), "fd00::ff");
	assert_true(ip_prefix_is_network(prefix_of("10.0.0.0/8")));
	assert_false(ip_prefix_is_network(prefix_of("10.0.0.1/8")));
	assert_true(ip_prefix_is_network(prefix_of("fd00::4/126")));
	assert_false(ip_prefix_is_network(prefix_of("fd00::6/126")));
}

static void
containing_and_overlapping(void **state)
{
	(void)state;
	assert_true(
	    ip_prefix_contains(prefix_of("10.0.0.0/8"), ip_of("10.255.0.1")));
	assert_false(
	    ip_prefix_contains(prefix_of("10.0.0.0/8"), ip_of("11.0.0.0")));
	assert_true(
	    ip_prefix_contains(prefix_of("0.0.0.0/0"), ip_of("203.0.113.9")));
	assert_false(ip_prefix_contains(prefix_of("0.0.0.0/0"), ip_of("::")));
	assert_false(ip_prefix_contains(prefix_of("::/0"), ip_of("0.0.0.0")));
	assert_true(
	    ip_prefix_contains(prefix_of("fd00::/8"), ip_of("fdff::1")));
	assert_false(
	    ip_prefix_contains(prefix_of("fd00::/8"), ip_of("fc00::1")));
	assert_true(ip_prefix_overlaps(
	    prefix_of("10.1.0.0/16"), prefix_of("10.0.0.0/8")));
	assert_true(ip_prefix_overlaps(
	    prefix_of("10.0.0.0/8"), prefix_of("10.1.0.0/16")));
	assert_false(ip_prefix_overlaps(
	    prefix_of("10.0.0.0/30"), prefix_of("10.0.0.4/30")));
	assert_false(
	    ip_prefix_overlaps(prefix_of("0.0.0.0/0"), prefix_of("::/0")));
}

static void
adding_and_comparing(void **state)
{
	static const char *const rising[] = { "0.0.0.0", "1.0.0.0", "9.255.0.0",
		"10.0.0.0", "127.0.0.1", "128.0.0.0", "255.255.255.255",
		"::", "::1", "1::", "ff00::" };
	char text[IP_TEXT_SIZE];
	size_t i, j, count = sizeof(rising) / sizeof(rising[0]);
	int order;

	(void)state;
	assert_string_equal(
	    ip_format(ip_add(ip_of("10.0.0.255"), 1), text), "10.0.1.0");
	assert_string_equal(
	    ip_format(ip_add(ip_of("255.255.255.255"), 1), text), "0.0.0.0");
	assert_string_equal(
	    ip_format(ip_add(ip_of("1.2.3.4"), UINT32_MAX), text), "1.2.3.3");
	assert_string_equal(
	    ip_format(ip_add(ip_of("fd00::ffff:ffff"), 2), text),
	    "fd00::1:0:1");
	for (i = 0; i < count; i++)
		for (j = 0; j < count; j++) {
			order = ip_compare(ip_of(rising[i]), ip_of(rising[j]));
			assert_int_equal(
			    (order > 0) - (order < 0), (i > j) - (i < j));
			assert_int_equal(
			    ip_equal(ip_of(rising[i]), ip_of(rising[j])),
			    i == j);
		}
}

static void
masks(void **state)
{
	char text[IP_TEXT_SIZE];
	int length;

	(void)state;
	assert_string_equal(ip_format(ip_mask(4, 30), text), "255.255.255.252");
	assert_string_equal(ip_format(ip_mask(6, 10), text), "ffc0::");
	for (length = 0; length <= 32; length++)
		assert_int_equal(
		    ip_mask_length(ip_mask(4, (uint8_t)length)), length);
	for (length = 0; length <= 128; length++)
		assert_int_equal(
		    ip_mask_length(ip_mask(6, (uint8_t)length)), length);
	assert_int_equal(ip_mask_length(ip_of("255.0.255.0")), -1);
	assert_int_equal(ip_mask_length(ip_of("0.0.0.1")), -1);
	assert_int_equal(ip_mask_length(ip_of("255.255.255.253")), -1);
}

/* ---- file ----------------------------------------------------------- */

/* A new directory and an empty list of findings. */
struct place {
	char path[64];
	int fd;
	struct arena *arena;
	struct diags *diags;
};

static struct place
place_new(void)
{
	struct place place = { .path = "/tmp/cgwgen-test-XXXXXX" };

	assert_non_null(mkdtemp(place.path));
	place.fd = open(place.path, O_RDONLY | O_DIRECTORY);
	assert_int_not_equal(place.fd, -1);
	place.arena = arena_new();
	place.diags = diags_new(place.arena, 0);
	return place;
}

static void
place_end(struct place *place)
{
	close(place->fd);
	assert_int_equal(rmdir(place->path), 0);
	arena_free(place->arena);
}

static void
assert_only_finding(const struct place *place, enum rule_id rule)
{
	const struct finding *list;
	size_t count;

	list = diags_list(place->diags, &count);
	assert_int_equal(count, 1);
	assert_int_equal(list[0].rule, rule);
}

static const char *
path_of(const struct place *place, const char *name)
{
	return arena_printf(place->arena, "%s/%s", place->path, name);
}

static void
write_file(const struct place *place, const char *name, const char *text)
{
	FILE *file = fopen(path_of(place, name), "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void
reads_a_file(void **state)
{
	struct place place = place_new();
	struct source *source;

	(void)state;
	write_file(&place, "a", "text\n");
	source = file_read(path_of(&place, "a"), 5, place.diags);
	assert_non_null(source);
	assert_int_equal(source_length(source), 5);
	assert_string_equal(source_text(source), "text\n");
	assert_string_equal(source_name(source), path_of(&place, "a"));
	source_free(source);
	assert_null(file_read(path_of(&place, "a"), 4, place.diags));
	assert_only_finding(&place, RULE_INPUT_SIZE);
	unlinkat(place.fd, "a", 0);
	place_end(&place);
}

static void
reads_no_directory(void **state)
{
	struct place place = place_new();

	(void)state;
	assert_null(file_read(place.path, 1000, place.diags));
	assert_only_finding(&place, RULE_INPUT_UNREADABLE);
	place_end(&place);
}

static void
reads_no_missing_file(void **state)
{
	struct place place = place_new();

	(void)state;
	assert_null(file_read(path_of(&place, "a\nb"), 1000, place.diags));
	assert_only_finding(&place, RULE_INPUT_UNREADABLE);
	place_end(&place);
}

static void
reads_a_pipe(void **state)
{
	static const char line[] = "0123456789abcdef0123456789abcde\n";
	struct place place = place_new();
	struct source *source;
	const char *path = path_of(&place, "pipe");
	int status, fd, i;
	pid_t child;

	(void)state;
	assert_int_equal(mkfifo(path, 0600), 0);
	fflush(NULL);
	child = fork();
	assert_int_not_equal(child, -1);
	if (child == 0) {
		fd = open(path, O_WRONLY);
		for (i = 0; i < 10000; i++)
			if (write(fd, line, 32) != 32)
				_exit(1);
		_exit(0);
	}
	source = file_read(path, 320000, place.diags);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_non_null(source);
	assert_int_equal(source_length(source), 320000);
	for (i = 0; i < 10000; i++)
		assert_memory_equal(source_text(source) + i * 32, line, 32);
	source_free(source);
	unlinkat(place.fd, "pipe", 0);
	place_end(&place);
}

static void
names_that_are_safe(void **state)
{
	char name[202];

	(void)state;
	assert_true(file_name_is_safe("vpn-1_a.B"));
	assert_true(file_name_is_safe("0"));
	assert_false(file_name_is_safe(""));
	assert_false(file_name_is_safe("."));
	assert_false(file_name_is_safe(".."));
	assert_false(file_name_is_safe("-rf"));
	assert_false(file_name_is_safe("_a"));
	assert_false(file_name_is_safe("a/b"));
	assert_false(file_name_is_safe("a b"));
	assert_false(file_name_is_safe("a\n"));
	assert_false(file_name_is_safe("a\xc3\xa9"));
	memset(name, 'a', 201);
	name[201] = '\0';
	assert_false(file_name_is_safe(name));
	name[200] = '\0';
	assert_true(file_name_is_safe(name));
}

static struct stat
status_of(const struct place *place, const char *name)
{
	struct stat status;

	assert_int_equal(
	    fstatat(place->fd, name, &status, AT_SYMLINK_NOFOLLOW), 0);
	return status;
}

static void
assert_holds(const struct place *place, const char *name, const char *text)
{
	struct source *source =
	    file_read(path_of(place, name), 1000, place->diags);

	assert_non_null(source);
	assert_string_equal(source_text(source), text);
	source_free(source);
}

static void
writes_and_replaces(void **state)
{
	struct place place = place_new();
	struct stat first, second;

	(void)state;
	assert_true(file_write(place.fd, "a", 0600, "one", 3, place.diags));
	assert_holds(&place, "a", "one");
	first = status_of(&place, "a");
	assert_int_equal(first.st_mode & 07777, 0600);
	/* Equal: the very same file stays. */
	assert_true(file_write(place.fd, "a", 0600, "one", 3, place.diags));
	second = status_of(&place, "a");
	assert_true(first.st_ino == second.st_ino);
	assert_true(first.st_mtim.tv_nsec == second.st_mtim.tv_nsec);
	/* Other bytes, other length, other mode: replaced whole. */
	assert_true(file_write(place.fd, "a", 0600, "two", 3, place.diags));
	assert_holds(&place, "a", "two");
	assert_true(first.st_ino != status_of(&place, "a").st_ino);
	assert_true(file_write(place.fd, "a", 0600, "twofold", 7, place.diags));
	assert_holds(&place, "a", "twofold");
	assert_true(file_write(place.fd, "a", 0700, "twofold", 7, place.diags));
	assert_int_equal(status_of(&place, "a").st_mode & 07777, 0700);
	assert_true(file_write(place.fd, "a", 0600, "", 0, place.diags));
	assert_holds(&place, "a", "");
	unlinkat(place.fd, "a", 0);
	place_end(&place);
}

static void
writes_the_mode_whatever_the_umask(void **state)
{
	struct place place = place_new();
	mode_t before = umask(0);

	(void)state;
	assert_true(file_write(place.fd, "a", 0600, "one", 3, place.diags));
	umask(0777);
	assert_true(file_write(place.fd, "b", 0700, "one", 3, place.diags));
	umask(before);
	assert_int_equal(status_of(&place, "a").st_mode & 07777, 0600);
	assert_int_equal(status_of(&place, "b").st_mode & 07777, 0700);
	unlinkat(place.fd, "a", 0);
	unlinkat(place.fd, "b", 0);
	place_end(&place);
}

static void
replaces_a_link_and_not_its_target(void **state)
{
	struct place place = place_new();

	(void)state;
	write_file(&place, "target", "old");
	assert_int_equal(symlinkat("target", place.fd, "a"), 0);
	assert_true(file_write(place.fd, "a", 0600, "old", 3, place.diags));
	assert_true(S_ISREG(status_of(&place, "a").st_mode));
	assert_true(file_write(place.fd, "a", 0600, "new", 3, place.diags));
	assert_holds(&place, "target", "old");
	unlinkat(place.fd, "a", 0);
	unlinkat(place.fd, "target", 0);
	place_end(&place);
}

static void
failure_leaves_everything_as_it_was(void **state)
{
	struct place place = place_new();

	(void)state;
	/* A directory stands in the way, also for root.  place_end() finds
	 * out whether a temporary file was left behind. */
	assert_int_equal(mkdirat(place.fd, "a", 0700), 0);
	assert_false(file_write(place.fd, "a", 0600, "one", 3, place.diags));
	assert_only_finding(&place, RULE_OUTPUT_FAILED);
	assert_true(S_ISDIR(status_of(&place, "a").st_mode));
	assert_int_equal(unlinkat(place.fd, "a", AT_REMOVEDIR), 0);
	place_end(&place);
}

static void
failure_in_a_directory_that_cannot_be_written(void **state)
{
	struct place place = place_new();

	(void)state;
	write_file(&place, "a", "old");
	assert_int_equal(fchmod(place.fd, 0500), 0);
	if (faccessat(place.fd, ".", W_OK, 0) == 0) {
		unlinkat(place.fd, "a", 0);
		place_end(&place);
		skip(); /* root may write everywhere */
	}
	assert_false(file_write(place.fd, "a", 0600, "new", 3, place.diags));
	assert_only_finding(&place, RULE_OUTPUT_FAILED);
	assert_holds(&place, "a", "old");
	assert_int_equal(fchmod(place.fd, 0700), 0);
	unlinkat(place.fd, "a", 0);
	place_end(&place);
}

static void
makes_a_directory(void **state)
{
	struct place place = place_new();
	int fd;

	(void)state;
	fd = file_directory(place.fd, "out", place.diags);
	assert_int_not_equal(fd, -1);
	close(fd);
	assert_int_equal(status_of(&place, "out").st_mode & 07777, 0700);
	fd = file_directory(place.fd, "out", place.diags);
	assert_int_not_equal(fd, -1);
	close(fd);
	unlinkat(place.fd, "out", AT_REMOVEDIR);
	write_file(&place, "out", "");
	assert_int_equal(file_directory(place.fd, "out", place.diags), -1);
	assert_only_finding(&place, RULE_OUTPUT_FAILED);
	unlinkat(place.fd, "out", 0);
	place_end(&place);
}

/* ---- rule ----------------------------------------------------------- */

static void
rules_are_in_order_and_complete(void **state)
{
	const struct rule *rule;
	enum severity severity;
	unsigned i;

	(void)state;
	for (i = 0; i < RULE_COUNT; i++) {
		rule = rule_get((enum rule_id)i);
		assert_int_equal(strlen(rule->id), 6);
		assert_memory_equal(rule->id, "CGW", 3);
		assert_true(rule->name[0] != '\0' && rule->group[0] != '\0' &&
			    rule->summary[0] != '\0' && rule->why[0] != '\0' &&
			    rule->help[0] != '\0' && rule->source[0] != '\0');
		assert_int_equal(
		    strspn(rule->name, "abcdefghijklmnopqrstuvwxyz0123456789-"),
		    strlen(rule->name));
		if (i > 0)
			assert_true(strcmp(rule_get((enum rule_id)(i - 1))->id,
					rule->id) < 0);
		assert_int_equal(rule_find(rule->id), i);
		assert_int_equal(rule_find(rule->name), i);
	}
	assert_int_equal(rule_find("cgw201"), RULE_PSK_LENGTH);
	assert_int_equal(rule_find("CGW999"), RULE_COUNT);
	assert_int_equal(rule_find(""), RULE_COUNT);
	assert_int_equal(severity_parse("warning", &severity), 0);
	assert_int_equal(severity, SEVERITY_WARNING);
	assert_int_equal(severity_parse("Warning", &severity), -1);
}

#define TEST(name)                                                             \
	{                                                                      \
		"base/" #name, name, NULL, NULL, NULL                          \
	}

const struct CMUnitTest base_tests[] = {
	TEST(arena_aligns_and_zeroes),
	TEST(arena_keeps_what_it_gave),
	TEST(arena_reset_wipes),
	TEST(arena_copies),
	TEST(sizes_that_overflow_end_the_program),
	TEST(buf_grows),
	TEST(buf_printf_grows_to_any_length),
	TEST(line_and_column),
	TEST(cursor_follows),
	TEST(excerpt_shows_the_line),
	TEST(excerpt_of_a_long_line),
	TEST(excerpt_hides_secrets),
	TEST(secrets_at_the_edges_of_the_window),
	TEST(findings_are_sorted),
	TEST(limit_counts_the_rest),
	TEST(limit_never_drops_an_error_for_a_note),
	TEST(passing_over_makes_warnings),
	TEST(quoting_leaves_only_printable_ascii),
	TEST(nearest_name),
	TEST(addresses_that_are_taken),
	TEST(addresses_that_are_not_taken),
	TEST(prefixes),
	TEST(containing_and_overlapping),
	TEST(adding_and_comparing),
	TEST(masks),
	TEST(reads_a_file),
	TEST(reads_no_directory),
	TEST(reads_no_missing_file),
	TEST(reads_a_pipe),
	TEST(names_that_are_safe),
	TEST(writes_and_replaces),
	TEST(writes_the_mode_whatever_the_umask),
	TEST(replaces_a_link_and_not_its_target),
	TEST(failure_leaves_everything_as_it_was),
	TEST(failure_in_a_directory_that_cannot_be_written),
	TEST(makes_a_directory),
	TEST(rules_are_in_order_and_complete),
};
const size_t base_test_count = sizeof(base_tests) / sizeof(base_tests[0]);

/* SPDX-License-Identifier: ISC */
/* Configurations taken apart: one statement, whatever way it nests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "fixture.h"
#include "verify/listing.h"

/* The statements of TEXT on a device with SYNTAX, one a line: own words behind
 * a '|', records as '*'. */
static void
expect_with(
    const struct profile_syntax *syntax, const char *text, const char *wanted)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct source *source = source_new("r.cfg", text, strlen(text));
	struct buf buf = { NULL, 0, 0 };
	struct listing listing;
	size_t i, k;

	assert_true(listing_read(source, syntax, 0, arena, diags, &listing));
	for (i = 0; i < listing.count; i++) {
		const struct statement *one = &listing.statements[i];

		for (k = 0; k < one->count; k++) {
			if (k == one->own)
				buf_text(&buf, "|");
			else if (k > 0)
				buf_text(&buf, " ");
			if (one->words[k].record != 0)
				buf_text(&buf, "*");
			else
				buf_add(&buf, one->words[k].text,
				    one->words[k].length);
		}
		buf_text(&buf, "\n");
	}
	buf_char(&buf, '\0');
	assert_string_equal(buf.data, wanted);
	buf_free(&buf);
	source_free(source);
	arena_free(arena);
}

static void
expect(const char *text, const char *wanted)
{
	expect_with(NULL, text, wanted);
}

static void
lines_nest_by_indentation(void **state)
{
	(void)state;
	expect("router bgp 1\n neighbor A timers 10 30\n!\ninterface T\n",
	    "|router bgp 1\nrouter bgp 1|neighbor A timers 10 30\n"
	    "|interface T\n");
	expect("router bgp 1\r\n neighbor A\r\n",
	    "|router bgp 1\nrouter bgp 1|neighbor A\n");
}

static void
set_and_braces_are_the_same(void **state)
{
	(void)state;
	expect("set a b c\nset a b d 'e f'\n", "|a b c\n|a b d e f\n");
	expect("a {\n    b {\n        c;\n        d \"e f\";\n    }\n}\n",
	    "a b|c\na b|d e f\n");
	/* That it is described does not say that it is there. */
	expect("set a b description \"it is\"\nset a b c\n", "|a b c\n");
}

static void
tmsh_is_what_is_saved(void **state)
{
	const struct profile_syntax bigip = {
		.comment = "", .negate = "", .running = { .prefix = "/Common/" }
	};

	(void)state;
	expect("create net self X { address A/30 vlan V }\n",
	    "net self X|address A/30\nnet self X|vlan V\n");
	expect_with(&bigip,
	    "net self /Common/X {\n    address A/30\n    vlan /Common/V\n}\n",
	    "net self X|address A/30\nnet self X|vlan V\n");
	expect("create p X { version replace-all-with { v2 } m { a b } }\n",
	    "p X version|v2\np X m|a b\n");
	expect("p X {\n  version { v2 }\n  m {\n    a b\n  }\n}\n",
	    "p X version|v2\np X m|a b\n");
	/* Lists, flags and an empty block. */
	expect("create v X { ip-forward k replace-all-with { a b } z { } }\n",
	    "v X|ip-forward\nv X k|a\nv X k|b\n");
	/* What does not end is a line like others. */
	expect("create net self X { address }\n", "net self X|address\n");
}

static void
records_have_no_names(void **state)
{
	(void)state;
	expect("/ip route add dst=D gateway=G\n",
	    "/ip route add *|dst D\n/ip route add *|gateway G\n");
	expect("<a><b><c>1</c></b></a>", "b *|c 1\n");
	expect("{\"a\": [{\"b\": 1}]}", "a *|b 1\n");
}

/* The parts of a worksheet are records; a paragraph has a heading. */
static void
worksheets_have_parts(void **state)
{
	(void)state;
	expect("Sheet\n\n==========\nTunnel 1\n==========\nName: A\nKey: B\n\n"
	       "Page 2\nLife: 10\n",
	    "|Sheet\nTunnel 1 *|Name: A\nTunnel 1 *|Key: B\n"
	    "Tunnel 1 *|Page 2\nTunnel 1 * Page 2|Life: 10\n");
}

static void
edit_is_a_block(void **state)
{
	(void)state;
	expect("config a\n    edit \"x\"\n        set b 1\n    next\nend\n"
	       "config c\n    set d 2\nend\n",
	    "|config a\nconfig a|edit x\nconfig a edit x|b 1\n"
	    "|config c\nconfig c|d 2\n");
}

static bool
is_read(const char *text, size_t length)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new(arena, 0);
	struct source *source = source_new("r.cfg", text, length);
	struct listing listing;
	bool read = listing_read(source, NULL, 0, arena, diags, &listing);

	assert_int_equal(read, diags_count(diags, SEVERITY_ERROR) == 0);
	source_free(source);
	arena_free(arena);
	return read;
}

static void
what_is_no_text_is_refused(void **state)
{
	static char deep[2 * (LISTING_DEPTH + 2) + 1];
	static char wide[2 * (LISTING_WORDS + 2) + 1];
	size_t i;

	(void)state;
	assert_true(is_read("", 0));
	assert_false(is_read("a\0b", 3));
	assert_false(is_read("\001\002\003", 3));
	for (i = 0; i + 2 < sizeof(deep); i += 2)
		memcpy(deep + i, "{\n", 2);
	assert_false(is_read(deep, sizeof(deep) - 1));
	for (i = 0; i + 2 < sizeof(wide); i += 2)
		memcpy(wide + i, "a ", 2);
	assert_false(is_read(wide, sizeof(wide) - 1));
}

static void
properties_are_records(void **state)
{
	(void)state;
	expect("PS C:\\> Get-It | fl\n\nName : a\nList : {x,\n       y}\n"
	       "Empty :\n\nName : b\nName : c\nEnd : 1\n",
	    "|PS C:\\> Get-It | fl\n*|Name a\n*|List {x, y}\n*|Empty\n"
	    "*|Name b\n*|Name c\n*|End 1\n");
	/* One of many lines is no list of them. */
	expect("a : b\nc d\ne f\n", "|a : b\n|c d\n|e f\n");
}

static void
what_is_said_again_counts(void **state)
{
	(void)state;
	expect("f {\n  a(1);\n  a(1);\n  a(1);\n  b;\n  a(1);\n}\n",
	    "f|a(1) (3 times)\nf|b\nf|a(1)\n");
	expect("f\n a\n a\n", "|f\nf|a (twice)\n");
	/* Outside of blocks it is said for nothing. */
	expect("a\na\n", "|a\n|a\n");
}

/* ---- what a profile says of lists and of lines that say several
 * things --- */

static const char *const rule_plus[] = { "rule", "+" };
static const char *const rule_words[] = { "from", "peer", "sa", "psk" };
static const char *const rule_sa[] = { "rule", "*", "sa" };
static const char *const sa_words[] = { "enc", "auth" };
static const char *const policy_key[] = { "policy", "*" };
static const char *const key_words[] = { "check" };
static const struct profile_spelling parts[] = {
	{ { .words = rule_plus, .count = 2 },
	    { .words = rule_words, .count = 4 } },
	{ { .words = rule_sa, .count = 3 }, { .words = sa_words, .count = 2 } },
	{ { .words = policy_key, .count = 2 },
	    { .words = key_words, .count = 1 } },
};
static const char *const group_list[] = { "proposal", "*", "group", "**" };
static const char *const enc_list[] = { "enc", "**" };
static const struct profile_wording lists[] = {
	{ .words = group_list, .count = 4, .block = 2, .whole = true },
	{ .words = enc_list, .count = 2 },
};
static const char *const use_list[] = { "use", "**" };
static const struct profile_wording members[] = {
	{ .words = use_list, .count = 2 },
};
static const struct profile_syntax several = {
	.nesting = PROFILE_NESTING_INDENT,
	.comment = "#",
	.negate = "no ",
	.running = { .parts = parts,
	    .part_count = 3,
	    .lists = lists,
	    .list_count = 2,
	    .members = members,
	    .member_count = 1 },
};

static void
a_line_is_cut_at_words_of_the_profile(void **state)
{
	(void)state;
	/* A rule is an object without a name, and its pieces are cut
	 * again. */
	expect_with(&several, "rule \"r\" peer A sa enc x auth y psk k\n",
	    "|rule * r\n|rule * peer A\n|rule * sa enc x\n"
	    "|rule * sa auth y\n|rule * psk k\n");
	/* What is quoted is no such word. */
	expect_with(&several, "rule psk \"from\" peer A\n",
	    "|rule * psk from\n|rule * peer A\n");
	/* "a=b" is a word and its value, not a record. */
	expect_with(&several, "policy 1 aes check=on\npolicy 2\n",
	    "|policy 1 aes\n|policy 1 check on\n|policy 2\n");
}

static void
a_list_of_algorithms_is_one_word(void **state)
{
	(void)state;
	expect_with(&several,
	    "proposal p\n group 14 5\n group 2\nenc aes 256, 3des\n"
	    "enc [ a b ]\nenc a , b\nenc one\n",
	    "|proposal p\nproposal p|group 14,5\nproposal p|group 2\n"
	    "|enc aes 256,3des\n|enc a,b\n|enc a,b\n|enc one\n");
	/* Elsewhere nothing is said of it. */
	expect_with(&several, "x p\n group 14 5\n", "|x p\nx p|group 14 5\n");
}

static void
a_list_of_names_is_as_many_statements(void **state)
{
	(void)state;
	expect_with(&several, "use a b\nuse c\n", "|use a\n|use b\n|use c\n");
}

extern const struct CMUnitTest verify_listing_tests[];
extern const size_t verify_listing_test_count;
const struct CMUnitTest verify_listing_tests[] = {
	cmocka_unit_test(lines_nest_by_indentation),
	cmocka_unit_test(set_and_braces_are_the_same),
	cmocka_unit_test(tmsh_is_what_is_saved),
	cmocka_unit_test(records_have_no_names),
	cmocka_unit_test(worksheets_have_parts),
	cmocka_unit_test(edit_is_a_block),
	cmocka_unit_test(properties_are_records),
	cmocka_unit_test(what_is_said_again_counts),
	cmocka_unit_test(what_is_no_text_is_refused),
	cmocka_unit_test(a_line_is_cut_at_words_of_the_profile),
	cmocka_unit_test(a_list_of_algorithms_is_one_word),
	cmocka_unit_test(a_list_of_names_is_as_many_statements),
};
const size_t verify_listing_test_count =
    sizeof(verify_listing_tests) / sizeof(verify_listing_tests[0]);

/* SPDX-License-Identifier: ISC */
/* Which block a line is in: by indentation, and by modes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "verify/nesting.h"

/* "router *" is a mode, "* neighbor *" one within it; "shell" leads to others.
 */
static const char *const router[] = { "router", "*" };
static const char *const neighbor[] = { "router", "*", "neighbor", "*" };
static const char *const shell[] = { "shell" };
static const struct profile_wording modes[] = {
	{ .words = router, .count = 2 },
	{ .words = neighbor, .count = 4, .block = 2, .whole = true },
	{ .words = shell, .count = 1 },
};
static const struct profile_wording passages[] = {
	{ .words = shell, .count = 1 },
};
static const struct profile_syntax syntax = {
	.nesting = PROFILE_NESTING_INDENT,
	.comment = "!",
	.negate = "no ",
	.running = { .modes = modes,
	    .mode_count = 3,
	    .passages = passages,
	    .passage_count = 1 },
};

struct walk {
	struct arena *arena;
	struct nesting *nesting;
};

static int
setup(void **state)
{
	struct arena *arena = arena_new();
	struct walk *walk = ARENA_NEW(arena, struct walk);

	walk->arena = arena;
	walk->nesting = ARENA_NEW(arena, struct nesting);
	*state = walk;
	return 0;
}

static int
teardown(void **state)
{
	arena_free(((struct walk *)*state)->arena);
	return 0;
}

/* TEXT's words, up to a blank each. */
static struct scan_line *
line_of(const struct walk *walk, const char *text)
{
	struct scan_line *line = ARENA_NEW(walk->arena, struct scan_line);
	size_t length;

	for (; *text != '\0'; text += length + (text[length] == ' ')) {
		length = strcspn(text, " ");
		line->words[line->count++] =
		    (struct word){ .text = text, .length = length };
	}
	return line;
}

/* A line that opens a block; how many words go before its own. */
static size_t
enter(struct walk *walk, size_t indent, const char *text, size_t tag)
{
	const size_t base = nesting_enter(walk->nesting, indent);

	assert_true(nesting_push(
	    walk->nesting, indent, base, line_of(walk, text), tag));
	return base;
}

/* What "exit" or "end" closes. */
static size_t
leave(struct walk *walk, size_t indent, const char *text)
{
	size_t closed = 1234;

	assert_true(
	    nesting_close(walk->nesting, indent, line_of(walk, text), &closed));
	return closed;
}

static void
indentation_says_it_all(void **state)
{
	struct walk *walk = *state;
	size_t closed;

	nesting_begin(walk->nesting, NULL);
	assert_int_equal(nesting_tag(walk->nesting), NESTING_NONE);
	assert_int_equal(enter(walk, 0, "a b", 1), 0);
	assert_int_equal(enter(walk, 1, "c", 2), 2);
	assert_int_equal(enter(walk, 2, "d", 3), 3);
	assert_int_equal(nesting_tag(walk->nesting), 3);
	assert_int_equal(enter(walk, 1, "e f", 4), 2);
	assert_int_equal(nesting_enter(walk->nesting, 0), 0);
	assert_int_equal(nesting_tag(walk->nesting), NESTING_NONE);
	/* No mode is known that "exit" could end. */
	assert_false(
	    nesting_close(walk->nesting, 0, line_of(walk, "exit"), &closed));
}

static void
modes_last_until_exit(void **state)
{
	struct walk *walk = *state;

	nesting_begin(walk->nesting, &syntax);
	assert_int_equal(enter(walk, 0, "router 1", 1), 0);
	/* Not indented, and still in it. */
	assert_int_equal(enter(walk, 0, "neighbor A", 2), 2);
	assert_int_equal(enter(walk, 0, "timers 10", 3), 4);
	/* What opens no mode ends with its line. */
	assert_int_equal(enter(walk, 0, "weight 5", 4), 4);
	assert_int_equal(leave(walk, 0, "exit"), 2);
	assert_int_equal(enter(walk, 0, "timers 20", 5), 2);
	assert_int_equal(leave(walk, 0, "exit"), 1);
	assert_int_equal(nesting_tag(walk->nesting), NESTING_NONE);
	/* The same words elsewhere are no mode. */
	assert_int_equal(enter(walk, 0, "neighbor A", 6), 0);
	assert_int_equal(enter(walk, 0, "timers 10", 7), 0);
}

static void
end_leaves_all(void **state)
{
	struct walk *walk = *state;

	nesting_begin(walk->nesting, &syntax);
	enter(walk, 0, "router 1", 1);
	enter(walk, 0, "neighbor A", 2);
	assert_int_equal(leave(walk, 0, "end"), 1);
	assert_int_equal(nesting_tag(walk->nesting), NESTING_NONE);
	assert_int_equal(leave(walk, 0, "end"), NESTING_NONE);
}

static void
passages_say_nothing(void **state)
{
	struct walk *walk = *state;

	nesting_begin(walk->nesting, &syntax);
	assert_true(nesting_is_passage(walk->nesting, line_of(walk, "shell")));
	assert_false(
	    nesting_is_passage(walk->nesting, line_of(walk, "shell x")));
	enter(walk, 0, "shell", 1);
	assert_int_equal(enter(walk, 0, "router 1", 2), 0);
	assert_int_equal(enter(walk, 0, "timers 10", 3), 2);
	/* "end" leaves what was entered, and the passage with it. */
	assert_int_equal(leave(walk, 0, "end"), 1);
	assert_int_equal(nesting_enter(walk->nesting, 0), 0);
}

static void
indented_modes_end_with_their_indentation(void **state)
{
	struct walk *walk = *state;

	nesting_begin(walk->nesting, &syntax);
	enter(walk, 0, "router 1", 1);
	assert_int_equal(enter(walk, 1, "timers 10", 2), 2);
	assert_int_equal(enter(walk, 0, "hostname x", 3), 0);
	enter(walk, 0, "router 1", 4);
	enter(walk, 1, "timers 10", 5);
	/* "exit" is indented as what it stands behind. */
	assert_int_equal(leave(walk, 1, "exit"), 4);
	assert_int_equal(nesting_tag(walk->nesting), NESTING_NONE);
}

static void
what_is_too_deep_or_too_long_is_refused(void **state)
{
	struct walk *walk = *state;
	struct scan_line *line = line_of(walk, "a");
	size_t i;

	nesting_begin(walk->nesting, NULL);
	for (i = 0; i < LISTING_DEPTH; i++)
		assert_int_equal(enter(walk, i, "a", i), i);
	assert_false(nesting_push(walk->nesting, i, i, line, i));
	nesting_begin(walk->nesting, NULL);
	assert_false(nesting_push(walk->nesting, 0, LISTING_WORDS, line, 0));
	assert_true(nesting_push(walk->nesting, 0, LISTING_WORDS - 1, line, 0));
	/* "set" commands have modes of their own kind. */
	assert_null(walk->nesting->running);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

extern const struct CMUnitTest verify_nesting_tests[];
extern const size_t verify_nesting_test_count;
const struct CMUnitTest verify_nesting_tests[] = {
	TEST(indentation_says_it_all),
	TEST(modes_last_until_exit),
	TEST(end_leaves_all),
	TEST(passages_say_nothing),
	TEST(indented_modes_end_with_their_indentation),
	TEST(what_is_too_deep_or_too_long_is_refused),
};
const size_t verify_nesting_test_count =
    sizeof(verify_nesting_tests) / sizeof(verify_nesting_tests[0]);

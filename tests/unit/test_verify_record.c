/* SPDX-License-Identifier: ISC */
/* Commands for objects that one command each makes: what is set, what is taken
 * away and made again, and what uses it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "verify/record.h"
#include "verify/scan.h"

/* A profile can be changed but for its kind, and a peer uses one; a rule has no
 * name and is found by its place. */
static const char *const profile_words[] = { "add", "profile", "*", "*" };
static const char *const peer_words[] = { "add", "peer", "*", "*" };
static const char *const rule_words[] = { "add", "rule", "*" };
static const char *const by_place[] = { "place" };
static const char *const fixed_kind[] = { "kind" };
static const char *const users[] = { "add peer * *" };
static const struct profile_change changes[] = {
	{ .match = { .text = "add profile * *",
	      .words = profile_words,
	      .count = 4 },
	    .set = "set profile {name} {values}",
	    .remove = "rm profile {name}",
	    .then = "apply",
	    .fixed = fixed_kind,
	    .fixed_count = 1,
	    .users = users,
	    .user_count = 1 },
	{ .match = { .text = "add peer * *", .words = peer_words, .count = 4 },
	    .remove = "rm peer {name}" },
	{ .match = { .text = "add rule *", .words = rule_words, .count = 3 },
	    .set = "set rule [find {by}] {values}",
	    .by = by_place,
	    .by_count = 1 },
};
static const struct profile_syntax syntax = {
	.nesting = PROFILE_NESTING_INDENT,
	.comment = "#",
	.negate = "",
	.changes = changes,
	.change_count = 3,
};

/* A rendered file that is held against a device's. */
struct trial_run {
	struct fixture *f;
	struct profile profile;
	struct verification about;
	struct listing running;
	struct change *changes;
	struct source *sources[2];
};

/* Whether A and B have the same words but, with BUT_LAST, the last. */
static bool
same(const struct statement *a, const struct statement *b, bool but_last)
{
	size_t i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count - but_last; i++)
		if (a->words[i].record == 0 &&
		    !word_equal(&a->words[i], &b->words[i]))
			return false;
	return true;
}

/* Which running statement LINE is, or stands in the place of. */
static void
find(struct trial_run *run, struct expected_line *line, struct change *change)
{
	const struct running *running = run->about.match.running;
	size_t i, last;

	change->kind = CHANGE_ADD;
	for (last = 0; last < 2; last++)
		for (i = 0; i < running->count; i++)
			if (same(line->statement, running->lines[i].statement,
				last == 1)) {
				line->match = i;
				change->kind =
				    last == 1 ? CHANGE_VALUE : CHANGE_NONE;
				return;
			}
}

static void
expect_lines(struct trial_run *run, const struct listing *listing)
{
	struct expected *expected = &run->about.expected;
	struct arena *arena = run->f->arena;
	struct expected_word *words;
	size_t i, k;

	expected->lines =
	    arena_array(arena, listing->count + 1, sizeof(*expected->lines));
	run->changes =
	    arena_array(arena, listing->count + 1, sizeof(*run->changes));
	for (i = 0; i < listing->count; i++) {
		words = arena_array(
		    arena, listing->statements[i].count, sizeof(*words));
		for (k = 0; k < listing->statements[i].count; k++)
			words[k].id = lexicon_word(expected->lexicon,
			    &listing->statements[i].words[k]);
		expected->lines[i] =
		    (struct expected_line){ .statement =
						&listing->statements[i],
			    .words = words,
			    .count = listing->statements[i].count,
			    .own = listing->statements[i].own,
			    .tunnel = -1,
			    .match = NO_MATCH,
			    .instead = NO_MATCH };
		find(run, &expected->lines[i], &run->changes[i]);
	}
	expected->count = listing->count;
}

static struct source *
read_text(struct trial_run *run, const char *name, const char *text,
    unsigned records, struct listing *ret)
{
	struct source *source = fixture_source(run->f, name, text);

	assert_true(listing_read(
	    source, &syntax, records, run->f->arena, run->f->diags, ret));
	return source;
}

static void
told(void *host, size_t line)
{
	buf_printf(host, "told %zu\n", line);
}

/* What is proposed for a device with HAS where WANTED was rendered. */
static void
expect(void **state, const char *wanted, const char *has, const char *proposed)
{
	struct fixture *f = *state;
	struct trial_run *run = ARENA_NEW(f->arena, struct trial_run);
	struct lexicon *lexicon = ARENA_NEW(f->arena, struct lexicon);
	struct listing *listing = ARENA_NEW(f->arena, struct listing);
	struct teller_probe probe = { .seen = 0 };
	struct connection connection = { .tunnel_count = 0 };
	struct swaps swaps = { NULL, 0 };
	struct buf buf = { NULL, 0, 0 };
	struct outline outline;

	run->f = f;
	*lexicon = lexicon_new(f->arena);
	run->profile.syntax = syntax;
	run->about.profile = &run->profile;
	run->about.connection = &connection;
	run->about.original = &connection;
	run->about.expected.lexicon = lexicon;
	run->about.sources = run->sources;
	run->sources[0] = read_text(run, "wanted", wanted, 0, listing);
	read_text(run, "has", has, listing->records, &run->running);
	run->about.match.running =
	    running_new(&run->running, 1, lexicon, f->arena);
	run->about.match.expected = &run->about.expected;
	expect_lines(run, listing);
	outline =
	    outline_make(run->sources[0], listing->form, &syntax, f->arena);
	probe.places = arena_array(
	    f->arena, run->running.count + 1, sizeof(*probe.places));
	records_put(&(struct records){ .about = &run->about,
			.changes = run->changes,
			.stale = arena_array(
			    f->arena, run->running.count + 1, sizeof(bool)),
			.probe = &probe,
			.outline = &outline,
			.swaps = &swaps,
			.arena = f->arena,
			.comment = "#",
			.told = told,
			.host = &buf },
	    &buf);
	buf_char(&buf, '\0');
	assert_string_equal(buf.data, proposed);
	buf_free(&buf);
}

#define WANTED                                                                 \
	"add profile a dh=14 enc=aes kind=x\n"                                 \
	"add peer p profile=a\n"

static void
what_is_there_needs_nothing(void **state)
{
	expect(state, WANTED, WANTED, "");
}

static void
a_member_is_set(void **state)
{
	expect(state, WANTED,
	    "add profile a dh=2 enc=aes kind=x\nadd peer p profile=a\n",
	    "set profile a dh=14\napply\n");
	expect(state, WANTED,
	    "add profile a dh=2 enc=des kind=x\nadd peer p profile=a\n",
	    "set profile a dh=14 enc=aes\napply\n");
}

static void
what_has_no_name_is_found_by_a_member(void **state)
{
	expect(state, "add rule place=2 to=y\n", "add rule place=2 to=z\n",
	    "set rule [find place=2] to=y\n");
}

static void
what_is_missing_is_made(void **state)
{
	expect(state, WANTED, "add profile a dh=14 enc=aes kind=x\n",
	    "add peer p profile=a\n");
}

static void
what_cannot_be_set_is_made_again_with_its_users(void **state)
{
	expect(state, WANTED,
	    "add profile a dh=14 enc=aes kind=y\nadd peer p profile=a\n",
	    "rm peer p\nrm profile a\n" WANTED "apply\n");
}

static void
what_the_profile_does_not_know_is_told(void **state)
{
	expect(state, "other a b\n" WANTED, WANTED, "told 0\n");
}

static void
only_some_profiles_say_how(void **state)
{
	struct fixture *f = *state;

	assert_true(records_know(fixture_profile(f, "mikrotik-ros7")));
	assert_false(records_know(fixture_profile(f, "cisco-iosxe")));
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

extern const struct CMUnitTest verify_record_tests[];
extern const size_t verify_record_test_count;
const struct CMUnitTest verify_record_tests[] = {
	TEST(what_is_there_needs_nothing),
	TEST(a_member_is_set),
	TEST(what_has_no_name_is_found_by_a_member),
	TEST(what_is_missing_is_made),
	TEST(what_cannot_be_set_is_made_again_with_its_users),
	TEST(what_the_profile_does_not_know_is_told),
	TEST(only_some_profiles_say_how),
};
const size_t verify_record_test_count =
    sizeof(verify_record_tests) / sizeof(verify_record_tests[0]);

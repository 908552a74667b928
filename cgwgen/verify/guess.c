/* SPDX-License-Identifier: ISC */
/* What a kind of device prints, whatever names and values are.
 * Floor: verify. */
#include <string.h>

#include "verify/guess_line.h"
#include "verify/peers.h"
#include "verify/vocabulary.h"

struct maker {
	struct guess *guess;
	const struct expected *expected;
	uint32_t form; /* the bit of the one at hand */
	bool on_demand;
};

/* Whether WHAT, an algorithm, is printed as the device calls it. */
static bool
is_spelled(const struct provenance *what)
{
	static const char *const names[] = { "encryption", "integrity",
		"dh_group" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(what->name, names[i]) == 0)
			return true;
	return false;
}

/* Whether all of WORD is one value. */
static bool
is_whole(const struct expected_word *word, const struct word *text)
{
	return word->hole_count == 1 && word->holes[0].start == 0 &&
	       word->holes[0].length == text->length;
}

/* The word I of LINE, or the value that begins there; returns how many words
 * of LINE that is. */
static size_t
make_word(const struct maker *maker, const struct expected_line *line, size_t i,
    struct guess_word *ret)
{
	const struct expected_word *word = &line->words[i];
	const struct word *text = &line->statement->words[i];
	const struct provenance *what;
	size_t end = i + 1;

	*ret = (struct guess_word){ .what = GUESS_FREE };
	if (word->kind == EXPECTED_LITERAL) {
		ret->what = GUESS_LITERAL;
		ret->id = word->id;
		ret->word.text =
		    arena_copy(maker->guess->arena, text->text, text->length);
		ret->word.length = text->length;
	} else if (text->record != 0) {
		ret->what = GUESS_RECORD;
	} else if (word->kind == EXPECTED_VALUE) {
		while (end < line->count && line->words[end].more)
			end++;
		ret->wide = word->wide || end > i + 1;
		what = maker->expected->variables[word->variable].what;
		if ((end > i + 1 || is_whole(word, text)) &&
		    vocabulary_kind(what, &ret->kind, &ret->phase)) {
			ret->what = GUESS_ALGORITHM;
			ret->spelled = is_spelled(what);
		}
	}
	return end - i;
}

/* The line like LINE, which is added if there is none yet. */
static struct guess_line *
place_for(struct guess *guess, const struct guess_line *line)
{
	uint32_t key[2 * LISTING_WORDS] = { 0 };
	const struct guess_word *word = line->words;
	struct guess_line *bigger;
	void **place;
	size_t i;

	for (i = 0; i < line->count; i++, word++) {
		key[2 * i] = word->what + (line->anywhere ? 8u : 1u);
		key[2 * i + 1] = word->what == GUESS_LITERAL
				     ? word->id
				     : (uint32_t)word->kind * 4 + word->phase;
	}
	place = index_place(&guess->seen,
	    digest_make(
		&guess->lexicon.key, key, 2 * line->count * sizeof(*key)),
	    guess->arena);
	if (*place != NULL)
		return &guess->lines[(uintptr_t)*place - 1];
	if (guess->count == guess->capacity) {
		guess->capacity = guess->capacity * 2 + 64;
		bigger =
		    arena_array(guess->arena, guess->capacity, sizeof(*bigger));
		if (guess->count > 0)
			memcpy(bigger, guess->lines,
			    guess->count * sizeof(*bigger));
		guess->lines = bigger;
	}
	guess->lines[guess->count++] = *line;
	*place = (void *)(uintptr_t)guess->count;
	return &guess->lines[guess->count - 1];
}

/* The form at hand prints what is like LINE. */
static void
note(const struct maker *maker, const struct guess_line *line)
{
	struct guess_line *place = place_for(maker->guess, line);

	if (maker->on_demand)
		place->demand |= maker->form & ~place->forms;
	else
		place->forms |= maker->form;
}

/* Each of a line's words counts for itself, too: where one differs the others
 * still tell. */
static void
add_line(const struct maker *maker, const struct expected_line *line)
{
	struct guess_word *words =
	    arena_array(maker->guess->arena, line->count, sizeof(*words));
	struct guess_line made = { .words = words }, one;
	size_t i;

	for (i = 0; i < line->count;) {
		i += make_word(maker, line, i, &words[made.count]);
		made.literals += words[made.count++].what == GUESS_LITERAL;
	}
	/* What is only there to take something away is seldom shown. */
	if (line->negative)
		made.literals = 0;
	note(maker, &made);
	for (i = 0; i < made.count && made.literals > 0; i++) {
		if (words[i].what != GUESS_LITERAL)
			continue;
		one = (struct guess_line){ .words = &words[i],
			.count = 1,
			.literals = 1,
			.anywhere = true };
		note(maker, &one);
	}
}

/*
 * Adds what DEVICE prints in every form, ON_DEMAND or always.  What it takes
 * besides, in other words, is left out: that is how others print it.
 */
static void
add_forms(
    struct guess *guess, const struct verify_device *device, bool on_demand)
{
	struct arena *scratch = arena_new();
	struct running nothing = { .lexicon = &guess->lexicon };
	struct profile profile = *device->profile;
	struct verify_device plain = *device, plain_static;
	struct verification about;
	struct maker maker = { guess, &about.expected, 0, on_demand };
	size_t i, k;

	profile.syntax.running.word_count = 0;
	plain.profile = &profile;
	if (plain.for_static != NULL) {
		plain_static = *plain.for_static;
		plain_static.profile = &profile;
		plain.for_static = &plain_static;
	}
	for (i = 0; i < guess->form_count && i < GUESS_FORMS; i++) {
		arena_reset(scratch);
		if (!likeness_expect(
			&plain, &guess->forms[i], &nothing, scratch, &about))
			continue;
		maker.form = UINT32_C(1) << i;
		for (k = 0; k < about.expected.count; k++)
			if (!about.expected.lines[k].statement->unshown)
				add_line(&maker, &about.expected.lines[k]);
		verification_close(&about);
	}
	arena_free(scratch);
}

struct guess *
guess_new(const struct verify_device *device, struct arena *arena)
{
	struct guess *guess = ARENA_NEW(arena, struct guess);

	guess->profile = device->profile;
	guess->arena = arena;
	guess->lexicon = lexicon_new(arena);
	guess->forms = peers_forms(device->profile, arena, &guess->form_count);
	add_forms(guess, device, false);
	return guess;
}

void
guess_add_demand(struct guess *guess, const struct verify_device *device)
{
	add_forms(guess, device, true);
}

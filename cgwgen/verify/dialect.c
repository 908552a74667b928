/* SPDX-License-Identifier: ISC */
/* The ways in which a device prints what it was given.  Floor: verify. */
#include "verify/dialect.h"

#include <string.h>

#include "verify/scan.h"

/* A statement that is being written. */
struct draft {
	struct word words[LISTING_WORDS];
	size_t count;
	size_t own;
	bool full;  /* it would have more words than there is room for */
	bool fixed; /* its blocks' words are all there */
};

static bool
is_rest(const char *word)
{
	return strcmp(word, "**") == 0;
}

static bool
is_any(const char *word)
{
	return strcmp(word, "*") == 0;
}

/* Whether COUNT words of WORDING from I on are the ones at WORDS. */
static bool
fit_run(const struct profile_wording *wording, size_t i, size_t count,
    const struct word *words, size_t first, struct fit *ret)
{
	size_t k;

	for (k = 0; k < count; k++) {
		if (!is_any(wording->words[i + k]) &&
		    !word_is(&words[first + k], wording->words[i + k]))
			return false;
		ret->first[i + k] = first + k;
		ret->count[i + k] = 1;
	}
	return true;
}

/* There is one "**" at most. */
bool
dialect_fits(const struct profile_wording *wording, size_t at, size_t end,
    const struct word *words, size_t from, size_t to, struct fit *ret)
{
	size_t head = at, tail, count = to - from;

	while (head < end && !is_rest(wording->words[head]))
		head++;
	if (head == end)
		return count == head - at &&
		       fit_run(wording, at, head - at, words, from, ret);
	tail = end - head - 1;
	if (count < head - at + tail)
		return false;
	ret->first[head] = from + head - at;
	ret->count[head] = count - (head - at) - tail;
	return fit_run(wording, at, head - at, words, from, ret) &&
	       fit_run(wording, head + 1, tail, words, to - tail, ret);
}

static bool
fit_statement(const struct profile_wording *wording,
    const struct statement *statement, struct fit *ret)
{
	return dialect_fits(wording, 0, wording->count, statement->words,
	    wording->whole ? 0 : statement->own, statement->count, ret);
}

/* Adds a word that takes the place of the statement's word ORIGIN. */
static void
put(struct draft *draft, const struct word *word, size_t origin, size_t own)
{
	if (draft->count == LISTING_WORDS) {
		draft->full = true;
		return;
	}
	draft->words[draft->count++] = *word;
	draft->own += !draft->fixed && origin < own;
}

/* The word of FROM, from START on, that is TEXT; FROM's count for none. */
static size_t
find_in(const struct profile_wording *from, size_t start, const char *text)
{
	while (start < from->count && strcmp(from->words[start], text) != 0)
		start++;
	return start;
}

/* A word of the profile, said to stand where the statement's ORIGIN does. */
static struct word
made_word(const char *text, const struct statement *statement, size_t origin)
{
	return (struct word){ .text = text,
		.length = strlen(text),
		.offset = statement->words[origin].offset,
		.made = true };
}

/*
 * Writes STATEMENT, which SPELLING's first wording fits, in the second one.
 * A word that both have stays the statement's own, so that it is still known
 * what printed it.
 */
static void
respell(const struct profile_spelling *spelling,
    const struct statement *statement, const struct fit *fit,
    struct draft *draft)
{
	const struct profile_wording *from = &spelling->from;
	size_t at[3] = { 0, 0, 0 }, i, k, found, origin = 0;
	size_t last = from->whole ? 0 : statement->own;
	const char *text;
	struct word word;

	for (i = 0; i < (from->whole ? 0 : statement->own); i++)
		put(draft, &statement->words[i], i, statement->own);
	for (i = 0; i < spelling->to.count; i++) {
		/* Its blocks end where it says so. */
		if (spelling->to.whole && i == spelling->to.block) {
			draft->own = draft->count;
			draft->fixed = true;
		}
		text = spelling->to.words[i];
		k = is_rest(text) ? 2 : is_any(text);
		found = find_in(from, at[k], text);
		if (found == from->count) {
			word = made_word(text, statement, last);
			put(draft, &word, last, statement->own);
			continue;
		}
		at[k] = found + 1;
		for (origin = fit->first[found];
		     origin < fit->first[found] + fit->count[found]; origin++) {
			put(draft, &statement->words[origin], origin,
			    statement->own);
			last = origin;
		}
	}
}

static bool
announces(const struct word *words, size_t from, size_t to)
{
	for (; from < to; from++)
		if (listing_announces(&words[from]))
			return true;
	return false;
}

static void
take(const struct profile_spelling *spelling, struct statement *statement,
    struct draft *draft, struct arena *arena)
{
	struct word *copy;
	struct fit fit;

	if (!fit_statement(&spelling->from, statement, &fit))
		return;
	draft->count = 0;
	draft->own = 0;
	draft->full = false;
	draft->fixed = false;
	respell(spelling, statement, &fit, draft);
	/* What tells that a key follows must not go, or it would be shown. */
	if (draft->full || draft->count == draft->own ||
	    (announces(statement->words, statement->own, statement->count) &&
		!announces(draft->words, draft->own, draft->count)))
		return;
	copy = arena_array(arena, draft->count, sizeof(*copy));
	memcpy(copy, draft->words, draft->count * sizeof(*copy));
	statement->words = copy;
	statement->count = draft->count;
	statement->own = draft->own;
}

/* Takes PREFIX, which says nothing, from the words that begin with it. */
static void
take_prefix(
    const char *prefix, struct statement *statement, struct arena *arena)
{
	const size_t length = strlen(prefix);
	struct word *words = NULL;
	size_t i;

	for (i = 0; i < statement->count; i++) {
		if (statement->words[i].length <= length ||
		    !word_begins(&statement->words[i], prefix))
			continue;
		if (words == NULL) {
			words = arena_array(
			    arena, statement->count, sizeof(*words));
			memcpy(words, statement->words,
			    statement->count * sizeof(*words));
			statement->words = words;
		}
		words[i].text += length;
		words[i].offset += length;
		words[i].length -= length;
	}
}

void
dialect_apply(const struct profile_syntax *syntax, struct listing *listing)
{
	const struct profile_running *running = &syntax->running;
	struct draft *draft = ARENA_NEW(listing->arena, struct draft);
	struct statement *statement;
	struct fit fit;
	size_t i, k;

	for (i = 0; i < listing->count && running->prefix != NULL; i++)
		take_prefix(
		    running->prefix, &listing->statements[i], listing->arena);
	dialect_part(syntax, listing);
	for (i = 0; i < listing->count; i++) {
		statement = &listing->statements[i];
		for (k = 0; k < running->same_count; k++)
			take(&running->same[k], statement, draft,
			    listing->arena);
		for (k = 0; k < running->unshown_count; k++)
			/* A default that dialect_complete() puts into every
			 * block without one is missing where the block has
			 * something else. */
			statement->unshown |=
			    !dialect_fills(&running->unshown[k]) &&
			    fit_statement(
				&running->unshown[k], statement, &fit);
	}
}

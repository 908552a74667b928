/* SPDX-License-Identifier: ISC */
/* The ways in which a device prints what it was given.  Floor: verify. */
#include "verify/dialect.h"

#include <string.h>

#include "verify/same.h"
#include "verify/scan.h"

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

/*
 * Whether WORD is like PATTERN, where each '*' stands for one byte or more, as
 * few as will do; RET gets what each of them stands for.
 */
static bool
fit_word(const char *pattern, const struct word *word, struct slice *ret)
{
	struct slice text = { word->text, word->length }, piece;
	const char *star = strchr(pattern, '*');
	size_t at, found;

	if (star == NULL || word->record != 0)
		return word_is(word, pattern);
	at = (size_t)(star - pattern);
	if (text.length < at || memcmp(text.text, pattern, at) != 0)
		return false;
	for (; star != NULL; ret++) {
		pattern = star + 1;
		star = strchr(pattern, '*');
		piece = (struct slice){ pattern, star != NULL
						     ? (size_t)(star - pattern)
						     : strlen(pattern) };
		found = at + 1;
		if (star == NULL && text.length > at + piece.length)
			found = text.length - piece.length;
		found = slice_find(text, found, piece);
		if (found == SIZE_MAX)
			return false;
		*ret = (struct slice){ text.text + at, found - at };
		at = found + piece.length;
	}
	return at == text.length;
}

/* Whether COUNT words of WORDING from I on are the ones at WORDS. */
static bool
fit_run(const struct profile_wording *wording, size_t i, size_t count,
    const struct word *words, size_t first, struct fit *ret)
{
	struct slice parts[PROFILE_WORD_STARS];
	size_t k;

	for (k = 0; k < count; k++) {
		if (!is_any(wording->words[i + k]) &&
		    !fit_word(wording->words[i + k], &words[first + k], parts))
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

bool
dialect_fits_statement(const struct profile_wording *wording,
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

/* What a '*' stands for: a word of the statement, or a part of it. */
struct star {
	struct word word;
	size_t origin;
};

/* A statement that is brought to its other spelling. */
struct respelling {
	const struct profile_spelling *spelling;
	const struct statement *statement;
	const struct fit *fit;
	struct star stars[PROFILE_WORDING_WORDS * PROFILE_WORD_STARS];
	size_t star_count;
	size_t star; /* the next one */
	size_t last; /* the word of the statement that was put last */
};

/* The stars of the words of the first spelling, in their order. */
static void
find_stars(struct respelling *work)
{
	const struct profile_wording *from = &work->spelling->from;
	struct slice parts[PROFILE_WORD_STARS];
	const struct word *word;
	struct star *star;
	const char *at;
	size_t i, k;

	for (i = 0; i < from->count; i++) {
		if (is_rest(from->words[i]))
			continue;
		word = &work->statement->words[work->fit->first[i]];
		at = strchr(from->words[i], '*');
		if (at != NULL && !is_any(from->words[i]))
			fit_word(from->words[i], word, parts);
		for (k = 0; at != NULL; at = strchr(at + 1, '*'), k++) {
			star = &work->stars[work->star_count++];
			*star = (struct star){ *word, work->fit->first[i] };
			if (is_any(from->words[i]))
				continue;
			if (!word->made)
				star->word.offset +=
				    (size_t)(parts[k].text - word->text);
			star->word.text = parts[k].text;
			star->word.length = parts[k].length;
		}
	}
}

/* The star that AT, in a word of the second spelling, means; RET_NEXT: what
 * stands behind it. */
static const struct star *
next_star(struct respelling *work, const char *at, const char **ret_next)
{
	size_t number = work->star;

	*ret_next = at + 1;
	if (at[1] >= '1' && at[1] <= '9') {
		number = (size_t)(at[1] - '1');
		++*ret_next;
	}
	work->star = number + 1;
	return &work->stars[number];
}

/* Puts the word of the second spelling that TEXT, which has stars, says. */
static void
put_stars(struct respelling *work, const char *text, struct draft *draft)
{
	const char *at = strchr(text, '*'), *next;
	const struct star *star = next_star(work, at, &next);
	struct word word = star->word;
	const char *made;

	if (at != text || *next != '\0') {
		made = arena_printf(draft->arena, "%.*s%.*s", (int)(at - text),
		    text, (int)star->word.length, star->word.text);
		for (at = strchr(next, '*'); at != NULL;
		     at = strchr(next, '*')) {
			made = arena_printf(draft->arena, "%s%.*s", made,
			    (int)(at - next), next);
			star = next_star(work, at, &next);
			made = arena_printf(draft->arena, "%s%.*s", made,
			    (int)star->word.length, star->word.text);
		}
		made = arena_printf(draft->arena, "%s%s", made, next);
		word = made_word(made, work->statement, star->origin);
	}
	work->last = star->origin;
	put(draft, &word, star->origin, work->statement->own);
}

/* Puts the words that TEXT, a word of the second spelling, stands for in the
 * first one; the profile's own when that has it not. */
static void
put_found(struct respelling *work, const char *text, size_t *from_at,
    struct draft *draft)
{
	const struct statement *statement = work->statement;
	const struct fit *fit = work->fit;
	size_t found = find_in(&work->spelling->from, *from_at, text), i;
	struct word word;

	if (found == work->spelling->from.count) {
		word = made_word(text, statement, work->last);
		if (draft->listing != NULL && strcmp(text, "+") == 0) {
			word = listing_record(draft->listing, word.offset);
			draft->records++;
		}
		if (strcmp(text, "?") == 0)
			word.left = LEFT_OPEN;
		put(draft, &word, work->last, statement->own);
		return;
	}
	*from_at = found + 1;
	for (i = fit->first[found]; i < fit->first[found] + fit->count[found];
	     i++) {
		put(draft, &statement->words[i], i, statement->own);
		work->last = i;
	}
}

/*
 * A word that both have stays the statement's own, so that it is still known
 * what printed it.
 */
void
dialect_respell(const struct profile_spelling *spelling,
    const struct statement *statement, const struct fit *fit,
    struct draft *draft)
{
	const struct profile_wording *from = &spelling->from;
	struct respelling work = { .spelling = spelling,
		.statement = statement,
		.fit = fit,
		.last = from->whole ? 0 : statement->own };
	size_t at[2] = { 0, 0 }, i;
	const char *text;

	draft->count = 0;
	draft->own = 0;
	draft->full = false;
	draft->fixed = false;
	find_stars(&work);
	for (i = 0; i < (from->whole ? 0 : statement->own); i++)
		put(draft, &statement->words[i], i, statement->own);
	for (i = 0; i < spelling->to.count; i++) {
		/* Its blocks end where it says so. */
		if (spelling->to.whole && i == spelling->to.block) {
			draft->own = draft->count;
			draft->fixed = true;
		}
		text = spelling->to.words[i];
		if (!is_rest(text) && strchr(text, '*') != NULL)
			put_stars(&work, text, draft);
		else
			put_found(&work, text, &at[is_rest(text)], draft);
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

/* Whether STATEMENT was brought to the other spelling. */
static bool
take(const struct profile_spelling *spelling, struct statement *statement,
    struct draft *draft, struct arena *arena)
{
	struct word *copy;
	struct fit fit;

	if (!dialect_fits_statement(&spelling->from, statement, &fit))
		return false;
	dialect_respell(spelling, statement, &fit, draft);
	/* What tells that a key follows must not go, or it would be shown. */
	if (draft->full || draft->count == draft->own ||
	    (announces(statement->words, statement->own, statement->count) &&
		!announces(draft->words, draft->own, draft->count)))
		return false;
	copy = arena_array(arena, draft->count, sizeof(*copy));
	memcpy(copy, draft->words, draft->count * sizeof(*copy));
	statement->words = copy;
	statement->count = draft->count;
	statement->own = draft->own;
	return true;
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

/* A default that dialect_complete() puts into every block without one is
 * missing where the block has something else. */
static bool
is_unshown(
    const struct profile_running *running, const struct statement *statement)
{
	struct fit fit;
	size_t i;

	for (i = 0; i < running->unshown_count; i++)
		if (!dialect_fills(&running->unshown[i]) &&
		    dialect_fits_statement(
			&running->unshown[i], statement, &fit))
			return true;
	return false;
}

void
dialect_apply(const struct profile_syntax *syntax, struct listing *listing)
{
	const struct profile_running *running = &syntax->running;
	struct draft *draft = ARENA_NEW(listing->arena, struct draft);
	bool respelled = false;
	size_t i, k;

	draft->arena = listing->arena;
	for (i = 0; i < listing->count && running->prefix != NULL; i++)
		take_prefix(
		    running->prefix, &listing->statements[i], listing->arena);
	dialect_cut(syntax, listing);
	dialect_list(syntax, listing);
	dialect_part(syntax, listing);
	dialect_spell(syntax, listing);
	for (i = 0; i < listing->count; i++)
		for (k = 0; k < running->same_count; k++)
			respelled |= take(&running->same[k],
			    &listing->statements[i], draft, listing->arena);
	/* One word may have become several. */
	if (respelled)
		dialect_list(syntax, listing);
	for (i = 0; i < listing->count; i++)
		listing->statements[i].unshown |=
		    is_unshown(running, &listing->statements[i]);
	dialect_mark(syntax, listing, 0);
}

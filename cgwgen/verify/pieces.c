/* SPDX-License-Identifier: ISC */
/* Statements that are cut at words of the profile, and lists in them.
 * Floor: verify. */
#include <string.h>

#include "verify/dialect.h"
#include "verify/scan.h"

/* The statements of a listing, each of which is taken anew. */
struct rework {
	struct listing *listing;
	const struct profile_running *running;
	size_t pair; /* of its parts: the one at hand */
	bool sets;   /* "set" says the words of blocks in each statement */
};

/*
 * Has TAKE put what it makes of each statement into the listing; beyond its
 * limit the statements stay as they were.
 */
static void
rework(struct rework *work,
    bool (*take)(struct rework *work, const struct statement *statement))
{
	const struct listing old = *work->listing;
	size_t i;

	work->listing->statements = NULL;
	work->listing->count = 0;
	work->listing->capacity = 0;
	for (i = 0; i < old.count; i++)
		if (!take(work, &old.statements[i])) {
			*work->listing = old;
			return;
		}
}

/* ---- pieces ----------------------------------------------------------- */

/* Whether a record stands behind the beginning of PAIR. */
static bool
has_record(const struct profile_spelling *pair)
{
	return strcmp(pair->from.words[pair->from.count - 1], "+") == 0;
}

/* Whether WORD is one of LIST. */
static bool
is_among(const struct profile_wording *list, const struct word *word)
{
	size_t i;

	for (i = 0; !word->quoted && i < list->count; i++)
		if (word_is(word, list->words[i]))
			return true;
	return false;
}

/* How many of COUNT words are the beginning of PAIR, without its '+'; 0 when
 * there is nothing behind it, or they begin otherwise. */
static size_t
head_of(
    const struct profile_spelling *pair, const struct word *words, size_t count)
{
	const struct profile_wording *from = &pair->from;
	const size_t head = from->count - has_record(pair);
	struct fit fit;

	return count > head && dialect_fits(from, 0, head, words, 0, head, &fit)
		   ? head
		   : 0;
}

bool
dialect_is_cut(const struct profile_running *running, const struct word *words,
    size_t count)
{
	size_t i;

	for (i = 0; i < running->part_count; i++)
		if (head_of(&running->parts[i], words, count) > 0)
			return true;
	return false;
}

/* Where the piece that begins at AT ends. */
static size_t
piece_end(const struct profile_spelling *pair,
    const struct statement *statement, size_t at)
{
	size_t end = at + 1;

	while (end < statement->count &&
	       !is_among(&pair->to, &statement->words[end]))
		end++;
	return end;
}

/* The first word of STATEMENT that the beginnings of pairs are about. */
static size_t
first_word(const struct rework *work, const struct statement *statement)
{
	return work->sets ? 0 : statement->own;
}

/* Where what is to be cut begins; where the statement does, when it is not:
 * then it begins otherwise, or another pair was for it that says no less of
 * how it begins. */
static size_t
cut_at(const struct rework *work, const struct statement *statement)
{
	const struct profile_spelling *all = work->running->parts;
	const size_t first = first_word(work, statement);
	const struct word *words = statement->words + first;
	const size_t count = statement->count - first;
	size_t i;

	for (i = 0; i < work->pair; i++)
		if (all[i].from.count >= all[work->pair].from.count &&
		    head_of(&all[i], words, count) > 0)
			return first;
	return first + head_of(&all[work->pair], words, count);
}

static bool
cut(struct rework *work, const struct statement *statement)
{
	const struct profile_spelling *pair = &work->running->parts[work->pair];
	const size_t own = first_word(work, statement);
	struct word words[LISTING_WORDS + 1];
	size_t at = cut_at(work, statement), end, base;

	if (at == own)
		return listing_put(work->listing, statement);
	memcpy(words, statement->words, at * sizeof(*words));
	base = at;
	if (has_record(pair))
		words[base++] =
		    listing_record(work->listing, statement->words[own].offset);
	for (; at < statement->count; at = end) {
		end = piece_end(pair, statement, at);
		if (base + end - at > LISTING_WORDS)
			return false;
		memcpy(words + base, statement->words + at,
		    (end - at) * sizeof(*words));
		if (!listing_add(work->listing, words, base + end - at, own))
			return false;
	}
	return true;
}

void
dialect_cut(const struct profile_syntax *syntax, struct listing *listing)
{
	struct rework work = { .listing = listing,
		.running = &syntax->running,
		.sets = syntax->nesting == PROFILE_NESTING_SET };

	for (; work.pair < syntax->running.part_count; work.pair++)
		rework(&work, cut);
}

/* ---- lists ------------------------------------------------------------ */

/* The first word of STATEMENT's list, if it has one that is like one of COUNT
 * LISTS; else 0. */
static size_t
list_of(const struct profile_wording *lists, size_t count,
    const struct statement *statement)
{
	struct fit fit;
	size_t i, first;

	for (i = 0; i < count; i++) {
		if (!dialect_fits_statement(&lists[i], statement, &fit))
			continue;
		first = fit.first[lists[i].count - 1];
		if (first >= statement->own && first + 1 < statement->count)
			return first;
	}
	return 0;
}

static bool
is_sign(const struct word *word)
{
	return !word->quoted &&
	       (word_is(word, "[") || word_is(word, "]") || word_is(word, ","));
}

/* WORD without a comma at its end. */
static struct word
bare(const struct word *word)
{
	struct word copy = *word;

	if (!copy.quoted && copy.length > 1 &&
	    copy.text[copy.length - 1] == ',')
		copy.length--;
	return copy;
}

/* The words of a list from FIRST on as one: "aes 256, 3des" becomes
 * "aes 256,3des", where a number belongs to the name before it. */
static struct word
join(struct arena *arena, const struct statement *statement, size_t first)
{
	struct word joined = { .offset = statement->words[first].offset,
		.made = true };
	struct word word;
	const char *text = "", *sign;
	bool name = false;
	size_t i;

	for (i = first; i < statement->count; i++) {
		if (is_sign(&statement->words[i]))
			continue;
		word = bare(&statement->words[i]);
		sign = *text == '\0'                   ? ""
		       : name && word_is_number(&word) ? " "
						       : ",";
		text = arena_printf(
		    arena, "%s%s%.*s", text, sign, (int)word.length, word.text);
		name = !word_is_number(&word);
	}
	joined.text = text;
	joined.length = strlen(text);
	return joined;
}

/* A list that is longer is something else. */
#define LIST_WORDS 64

static bool
join_list(struct rework *work, const struct statement *statement, size_t first)
{
	struct word words[LISTING_WORDS];
	const struct word joined = join(work->listing->arena, statement, first);

	if (memchr(joined.text, ',', joined.length) == NULL)
		return listing_put(work->listing, statement);
	memcpy(words, statement->words, first * sizeof(*words));
	words[first] = joined;
	return listing_add(work->listing, words, first + 1, statement->own);
}

static bool
part_members(
    struct rework *work, const struct statement *statement, size_t first)
{
	struct word words[LISTING_WORDS];
	size_t i;

	memcpy(words, statement->words, first * sizeof(*words));
	for (i = first; i < statement->count; i++) {
		if (is_sign(&statement->words[i]))
			continue;
		words[first] = bare(&statement->words[i]);
		if (!listing_add(
			work->listing, words, first + 1, statement->own))
			return false;
	}
	return true;
}

static bool
take_lists(struct rework *work, const struct statement *statement)
{
	const struct profile_running *running = work->running;
	size_t first = list_of(running->lists, running->list_count, statement);

	if (first > 0 && statement->count - first <= LIST_WORDS)
		return join_list(work, statement, first);
	first = list_of(running->members, running->member_count, statement);
	if (first > 0)
		return part_members(work, statement, first);
	return listing_put(work->listing, statement);
}

void
dialect_list(const struct profile_syntax *syntax, struct listing *listing)
{
	struct rework work = { .listing = listing,
		.running = &syntax->running };

	if (syntax->running.list_count + syntax->running.member_count > 0)
		rework(&work, take_lists);
}

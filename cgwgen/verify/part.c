/* SPDX-License-Identifier: ISC */
/* Statements that say several things at once.  Floor: verify. */
#include <string.h>

#include "verify/dialect.h"
#include "verify/scan.h"

/* A statement that is being parted. */
struct part {
	struct listing *listing;
	struct word words[LISTING_WORDS];
	bool good;
};

static bool
is_bracket(const struct word *word, const char *text)
{
	return !word->quoted && word_is(word, text);
}

/* The first '[' of words[FROM .. TO) and its ']'; false when there is none. */
static bool
find_list(const struct word *words, size_t from, size_t to, size_t *ret_open,
    size_t *ret_close)
{
	while (from < to && !is_bracket(&words[from], "["))
		from++;
	*ret_open = from;
	while (from < to && !is_bracket(&words[from], "]"))
		from++;
	*ret_close = from;
	return from < to;
}

/* A statement for each item of the list in WORDS, or the one that they are. */
static void
add_items(struct part *part, const struct word *words, size_t count)
{
	size_t open, close, i, k;

	if (!find_list(words, 0, count, &open, &close)) {
		part->good &= listing_add(part->listing, words, count, 0);
		return;
	}
	for (i = open + 1; i < close; i++) {
		struct word one[LISTING_WORDS];

		k = open;
		memcpy(one, words, open * sizeof(*one));
		one[k++] = words[i];
		memcpy(one + k, words + close + 1,
		    (count - close - 1) * sizeof(*one));
		part->good &=
		    listing_add(part->listing, one, k + count - close - 1, 0);
	}
}

/* How many words of STATEMENT go before its pairs; all when it has none. */
static size_t
head_of(
    const struct profile_running *running, const struct statement *statement)
{
	const struct profile_wording *head;
	size_t i, most = 0;
	struct fit fit;

	for (i = 0; i < running->apart_count; i++) {
		head = &running->apart[i];
		if (head->count > most && head->count < statement->count &&
		    dialect_fits(head, 0, head->count, statement->words, 0,
			head->count, &fit))
			most = head->count;
	}
	return most > 0 ? most : statement->count;
}

/* Where the value that begins at AT ends. */
static size_t
value_end(const struct statement *statement, size_t at)
{
	size_t open, close;

	if (at < statement->count && is_bracket(&statement->words[at], "[") &&
	    find_list(statement->words, at, statement->count, &open, &close))
		return close + 1;
	return at < statement->count ? at + 1 : at;
}

static void
part_statement(struct part *part, const struct profile_running *running,
    const struct statement *statement)
{
	const size_t head = head_of(running, statement);
	size_t at, end;

	if (head == statement->count) {
		add_items(part, statement->words, statement->count);
		return;
	}
	for (at = head; at < statement->count; at = end) {
		end = value_end(statement, at + 1);
		memcpy(
		    part->words, statement->words, head * sizeof(*part->words));
		memcpy(part->words + head, statement->words + at,
		    (end - at) * sizeof(*part->words));
		add_items(part, part->words, head + end - at);
	}
}

void
dialect_part(const struct profile_syntax *syntax, struct listing *listing)
{
	const struct statement *old = listing->statements;
	const size_t count = listing->count;
	struct part *part;
	size_t i;

	/* Where blocks nest, what stands in one is no whole statement. */
	if (listing->form != LISTING_LINES ||
	    (syntax->nesting != PROFILE_NESTING_SET &&
		syntax->running.apart_count == 0))
		return;
	part = ARENA_NEW(listing->arena, struct part);
	part->listing = listing;
	part->good = true;
	listing->statements = NULL;
	listing->count = 0;
	listing->capacity = 0;
	for (i = 0; i < count; i++)
		if (old[i].own == 0)
			part_statement(part, &syntax->running, &old[i]);
		else
			part->good &= listing_add(
			    listing, old[i].words, old[i].count, old[i].own);
}

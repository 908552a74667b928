/* SPDX-License-Identifier: ISC */
/* The places of names.  Floor: verify. */
#include "verify/tie.h"

#include <string.h>

#include "verify/dialect.h"

#define TIE_PRIME UINT32_C(16777619)

uint32_t
tie_literal(uint32_t place, uint32_t id)
{
	return place * TIE_PRIME ^ id;
}

uint32_t
tie_other(uint32_t place)
{
	return place * TIE_PRIME + 7;
}

/* The place of the last word of WORDING. */
static uint32_t
wording_place(const struct profile_wording *wording, struct lexicon *lexicon)
{
	struct word word = { .text = NULL };
	uint32_t place = TIE_START;
	size_t i;

	for (i = 0; i + 1 < wording->count; i++) {
		word.text = wording->words[i];
		word.length = strlen(word.text);
		place = strcmp(word.text, "*") == 0
			    ? tie_other(place)
			    : tie_literal(place, lexicon_word(lexicon, &word));
	}
	return place;
}

struct ties
ties_new(const struct profile_running *running, struct lexicon *lexicon,
    struct arena *arena)
{
	struct ties ties = { .running = running };
	size_t i;

	ties.places =
	    arena_array(arena, running->refer_count + 1, sizeof(*ties.places));
	for (i = 0; i < running->refer_count; i++)
		ties.places[i] = wording_place(&running->refers[i].to, lexicon);
	return ties;
}

uint32_t
ties_place(const struct ties *ties, const struct statement *statement, size_t i,
    uint32_t place)
{
	const struct profile_wording *from;
	struct fit fit;
	size_t k;

	for (k = 0; k < ties->running->refer_count; k++) {
		from = &ties->running->refers[k].from;
		if (from->count == i + 1 &&
		    dialect_fits(
			from, 0, i + 1, statement->words, 0, i + 1, &fit))
			return ties->places[k];
	}
	return place;
}

bool
ties_sole(const struct ties *ties, uint32_t place)
{
	const struct profile_wording *to;
	size_t k;

	for (k = 0; k < ties->running->refer_count; k++) {
		to = &ties->running->refers[k].to;
		if (ties->places[k] == place &&
		    strcmp(to->words[to->count - 1], "+") == 0)
			return true;
	}
	return false;
}

bool
ties_count(const struct ties *ties, const struct statement *statement, size_t i)
{
	const struct profile_wording *wording;
	struct fit fit;
	size_t k;

	for (k = 0; k < ties->running->count_count; k++) {
		wording = &ties->running->counts[k];
		if (wording->count == i + 1 &&
		    dialect_fits(
			wording, 0, i + 1, statement->words, 0, i + 1, &fit))
			return true;
	}
	return false;
}

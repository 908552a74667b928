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
	struct word word = { NULL };
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

uint32_t
tie_place(const struct profile_running *running, struct lexicon *lexicon,
    const struct statement *statement, size_t i, uint32_t place)
{
	const struct profile_spelling *pair;
	struct fit fit;
	size_t k;

	for (k = 0; k < running->refer_count; k++) {
		pair = &running->refers[k];
		if (pair->from.count == i + 1 &&
		    dialect_fits(&pair->from, 0, i + 1, statement->words, 0,
			i + 1, &fit))
			return wording_place(&pair->to, lexicon);
	}
	return place;
}

bool
tie_is_sole(const struct profile_running *running, struct lexicon *lexicon,
    uint32_t place)
{
	const struct profile_wording *to;
	size_t k;

	for (k = 0; k < running->refer_count; k++) {
		to = &running->refers[k].to;
		if (strcmp(to->words[to->count - 1], "+") == 0 &&
		    wording_place(to, lexicon) == place)
			return true;
	}
	return false;
}

/* SPDX-License-Identifier: ISC */
/* What a device has though it shows only where it is used.  Floor: verify. */
#include <string.h>

#include "base/index.h"
#include "verify/dialect.h"
#include "verify/lexicon.h"

struct implier {
	struct listing *listing;
	struct lexicon lexicon;
	struct index index; /* of what is there */
	size_t indexed;     /* statements */
	struct draft *draft;
};

/* Where COUNT words of a statement are in the index: ANYWHERE, whichever
 * records they are in. */
static void **
place_of(struct implier *implier, const struct word *words, size_t count,
    bool anywhere)
{
	uint32_t ids[LISTING_WORDS + 1];
	size_t i;

	for (i = 0; i < count; i++)
		ids[i] = anywhere && words[i].record != 0
			     ? LEXICON_RECORDS
			     : lexicon_word(&implier->lexicon, &words[i]);
	ids[count] = anywhere;
	return index_place(&implier->index,
	    digest_make(&implier->lexicon.key, ids, (count + 1) * sizeof(*ids)),
	    implier->listing->arena);
}

/* Each statement is known as it is and without its last word. */
static void
index_all(struct implier *implier)
{
	const struct listing *listing = implier->listing;
	const struct statement *statement;

	for (; implier->indexed < listing->count; implier->indexed++) {
		statement = &listing->statements[implier->indexed];
		*place_of(implier, statement->words, statement->count, true) =
		    implier;
		*place_of(implier, statement->words, statement->count - 1,
		    false) = implier;
	}
}

/* Whether what is implied, or another one of its kind, is there. */
static bool
is_there(struct implier *implier, const struct draft *draft)
{
	bool made = false;
	size_t i;

	for (i = 0; i < draft->count; i++)
		made |= draft->words[i].record >
			implier->listing->records - draft->records;
	index_all(implier);
	return *place_of(implier, draft->words,
		   made ? draft->count : draft->count - 1, made) != NULL;
}

/* Adds what the statement NUMBER, which FIT says how PAIR's first wording
 * fits, implies. */
static void
imply(struct implier *implier, const struct profile_spelling *pair,
    size_t number, const struct fit *fit)
{
	struct listing *listing = implier->listing;
	struct draft *draft = implier->draft;

	draft->records = 0;
	dialect_respell(pair, &listing->statements[number], fit, draft);
	if (draft->full || draft->count == draft->own ||
	    is_there(implier, draft) ||
	    !listing_add(listing, draft->words, draft->count, draft->own))
		return;
	listing->statements[listing->count - 1].unshown = true;
}

/* Whether another pair begins as the one at K does: such a statement says
 * several things and is nothing of its own. */
static bool
is_again(const struct profile_running *running, size_t k)
{
	const char *text = running->implied[k].from.text;

	return k > 0 && strcmp(running->implied[k - 1].from.text, text) == 0;
}

bool
dialect_imply(const struct profile_syntax *syntax, struct listing *listing)
{
	const struct profile_running *running = &syntax->running;
	const size_t before = listing->count;
	struct implier implier = { .listing = listing };
	struct fit fit;
	size_t i, k;

	if (running->implied_count == 0)
		return false;
	implier.lexicon = lexicon_new(listing->arena);
	implier.draft = ARENA_NEW(listing->arena, struct draft);
	implier.draft->arena = listing->arena;
	implier.draft->listing = listing;
	/* What is implied may imply more. */
	for (i = 0; i < listing->count; i++)
		for (k = 0; k < running->implied_count; k++)
			if (dialect_fits_statement(&running->implied[k].from,
				&listing->statements[i], &fit)) {
				imply(&implier, &running->implied[k], i, &fit);
				if (is_again(running, k))
					listing->statements[i].unshown = true;
			}
	return listing->count > before;
}

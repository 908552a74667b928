/* SPDX-License-Identifier: ISC */
/* What a device has though it shows only where it is used.  Floor: verify. */
#include "base/index.h"
#include "verify/dialect.h"
#include "verify/lexicon.h"

struct implier {
	struct listing *listing;
	struct lexicon lexicon;
	struct index index; /* of what is there */
	bool indexed;
	struct draft *draft;
};

/* Where a statement of COUNT words is in the index, whichever records it is
 * in. */
static void **
place_of(struct implier *implier, const struct word *words, size_t count)
{
	uint32_t ids[LISTING_WORDS];
	size_t i;

	for (i = 0; i < count; i++)
		ids[i] = words[i].record != 0
			     ? LEXICON_RECORDS
			     : lexicon_word(&implier->lexicon, &words[i]);
	return index_place(&implier->index,
	    digest_make(&implier->lexicon.key, ids, count * sizeof(*ids)),
	    implier->listing->arena);
}

static void
index_all(struct implier *implier)
{
	const struct listing *listing = implier->listing;
	size_t i;

	for (i = 0; i < listing->count; i++)
		*place_of(implier, listing->statements[i].words,
		    listing->statements[i].count) = implier;
	implier->indexed = true;
}

/* Adds what the statement NUMBER, which FIT says how PAIR's first wording
 * fits, implies. */
static void
imply(struct implier *implier, const struct profile_spelling *pair,
    size_t number, const struct fit *fit)
{
	struct listing *listing = implier->listing;
	struct draft *draft = implier->draft;
	void **place;

	dialect_respell(pair, &listing->statements[number], fit, draft);
	if (draft->full || draft->count == draft->own)
		return;
	if (!implier->indexed)
		index_all(implier);
	place = place_of(implier, draft->words, draft->count);
	if (*place != NULL)
		return;
	*place = implier;
	if (listing_add(listing, draft->words, draft->count, draft->own))
		listing->statements[listing->count - 1].unshown = true;
}

void
dialect_imply(const struct profile_syntax *syntax, struct listing *listing)
{
	const struct profile_running *running = &syntax->running;
	const size_t count = listing->count;
	struct implier implier = { .listing = listing };
	struct fit fit;
	size_t i, k;

	if (running->implied_count == 0)
		return;
	implier.lexicon = lexicon_new(listing->arena);
	implier.draft = ARENA_NEW(listing->arena, struct draft);
	implier.draft->arena = listing->arena;
	implier.draft->listing = listing;
	for (i = 0; i < count; i++)
		for (k = 0; k < running->implied_count; k++)
			if (dialect_fits_statement(&running->implied[k].from,
				&listing->statements[i], &fit))
				imply(&implier, &running->implied[k], i, &fit);
}

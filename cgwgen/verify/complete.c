/* SPDX-License-Identifier: ISC */
/* What a device does not show because it is the default, or because it is
 * said elsewhere for all.  Floor: verify. */
#include <string.h>

#include "base/index.h"
#include "verify/dialect.h"
#include "verify/lexicon.h"
#include "verify/scan.h"

/* A block of the device. */
struct instance {
	const struct word *words;
	size_t count;
	bool has; /* a statement of its own */
	struct instance *next;
};

/* What is put into all blocks like one. */
struct filler {
	const struct profile_syntax *syntax;
	struct listing *listing;
	struct lexicon lexicon;
	const struct profile_wording *wording; /* the block's, at its start */
	struct word own[PROFILE_WORDING_WORDS];
	size_t own_count;
	/* What a block has that has its own: own[from .. to). */
	size_t from, to;
	struct index index;
	struct instance *first, **last;
};

static struct instance *
instance(struct filler *filler, const struct word *words, size_t count)
{
	struct arena *arena = filler->listing->arena;
	struct instance *made;
	uint32_t ids[LISTING_WORDS];
	void **place;
	size_t i;

	for (i = 0; i < count; i++)
		ids[i] = lexicon_word(&filler->lexicon, &words[i]);
	place = index_place(&filler->index,
	    digest_make(&filler->lexicon.key, ids, count * sizeof(*ids)),
	    arena);
	if (*place == NULL) {
		made = ARENA_NEW(arena, struct instance);
		*made = (struct instance){ .words = words, .count = count };
		*filler->last = made;
		filler->last = &made->next;
		*place = made;
	}
	return *place;
}

/* Whether the statement says what the filler would, behind BLOCK words. */
static bool
says(const struct filler *filler, const struct statement *statement,
    size_t block)
{
	size_t i;

	if (statement->count - block < filler->to - filler->from)
		return false;
	for (i = filler->from; i < filler->to; i++)
		if (statement->words[block + i - filler->from].length !=
			filler->own[i].length ||
		    memcmp(statement->words[block + i - filler->from].text,
			filler->own[i].text, filler->own[i].length) != 0)
			return false;
	return true;
}

static bool
is_block(const struct filler *filler, const struct statement *statement,
    size_t count)
{
	struct fit fit;

	return dialect_fits(filler->wording, 0, filler->wording->block,
	    statement->words, 0, count, &fit);
}

/* How many words of STATEMENT are a block like the filler's; 0: none. */
static size_t
block_of(const struct filler *filler, const struct statement *statement)
{
	const size_t words = filler->wording->block;
	const enum profile_nesting nesting = filler->syntax->nesting;

	if (statement->count < words)
		return 0;
	if (statement->own >= words &&
	    is_block(filler, statement, statement->own))
		return statement->own;
	if (is_block(filler, statement, statement->count))
		return statement->count;
	/* "set" says the blocks before each statement, and so does PAN-OS's
	 * XML. */
	if ((statement->own == 0 || filler->listing->form == LISTING_XML) &&
	    (nesting == PROFILE_NESTING_SET ||
		nesting == PROFILE_NESTING_BRACES) &&
	    is_block(filler, statement, words))
		return words;
	return 0;
}

/* Where the line begins that opens BLOCK. */
static size_t
block_offset(const struct filler *filler, const struct instance *block)
{
	const char *text = source_text(filler->listing->source);
	const struct word *words = block->words;
	size_t i;

	for (i = block->count - 1; i > 0; i--)
		if (words[i - 1].offset >= words[i].offset ||
		    memchr(text + words[i - 1].offset, '\n',
			words[i].offset - words[i - 1].offset) != NULL)
			break;
	return words[i].offset;
}

static void
add(const struct filler *filler, const struct instance *block)
{
	struct listing *listing = filler->listing;
	struct word words[LISTING_WORDS];
	size_t i;

	if (block->count + filler->own_count > LISTING_WORDS)
		return;
	memcpy(words, block->words, block->count * sizeof(*words));
	for (i = 0; i < filler->own_count; i++) {
		words[block->count + i] = filler->own[i];
		if (filler->own[i].offset == 0)
			words[block->count + i].offset =
			    block_offset(filler, block);
		words[block->count + i].made = true;
	}
	if (listing_add(
		listing, words, block->count + filler->own_count, block->count))
		listing->statements[listing->count - 1].unshown = true;
}

static void
fill(struct filler *filler)
{
	const size_t count = filler->listing->count;
	const struct statement *statement;
	struct instance *found;
	size_t block, i;

	filler->index = (struct index){ NULL, 0, 0 };
	filler->first = NULL;
	filler->last = &filler->first;
	for (i = 0; i < count; i++) {
		statement = &filler->listing->statements[i];
		block = block_of(filler, statement);
		if (block == 0)
			continue;
		found = instance(filler, statement->words, block);
		found->has |= says(filler, statement, block);
	}
	for (found = filler->first; found != NULL; found = found->next)
		if (!found->has)
			add(filler, found);
}

static struct word
plain_word(const char *text)
{
	return (struct word){ .text = text, .length = strlen(text) };
}

bool
dialect_fills(const struct profile_wording *wording)
{
	size_t i;

	for (i = wording->block; i < wording->count; i++)
		if (wording->words[i][0] == '*')
			return false;
	return wording->whole && wording->block > 0 &&
	       wording->count > wording->block;
}

/* "lifetime 86400": a block with another "lifetime" has its own; one with
 * "shutdown" has its own of "no shutdown". */
static void
fill_default(struct filler *filler, const struct profile_wording *wording)
{
	const char *negate = filler->syntax->negate;
	size_t i, k = 0;

	for (i = wording->block; i < wording->count; i++)
		filler->own[k++] = plain_word(wording->words[i]);
	filler->wording = wording;
	filler->own_count = k;
	filler->from =
	    k > 1 && strncmp(wording->words[wording->block], negate,
			 strlen(wording->words[wording->block])) == 0;
	filler->to = k > 1 && filler->from == 0 ? k - 1 : k;
	fill(filler);
}

/* The words of STATEMENT, which FIT says how it fits FROM, in TO's place. */
static void
fill_inherited(struct filler *filler, const struct profile_spelling *pair,
    const struct statement *statement, const struct fit *fit)
{
	const struct profile_wording *to = &pair->to;
	size_t i, k = 0, star = 0;

	filler->to = to->count - to->block;
	for (i = to->block; i < to->count; i++, k++) {
		filler->own[k] = plain_word(to->words[i]);
		if (strcmp(to->words[i], "*") == 0) {
			while (strcmp(pair->from.words[star], "*") != 0)
				star++;
			filler->own[k] = statement->words[fit->first[star++]];
			if (k < filler->to)
				filler->to = k;
		}
		filler->own[k].offset = statement->words[0].offset;
	}
	filler->wording = to;
	filler->own_count = k;
	filler->from = 0;
	fill(filler);
}

static void
fill_all(struct filler *filler)
{
	struct listing *listing = filler->listing;
	const struct profile_running *running = &filler->syntax->running;
	const size_t count = listing->count;
	const struct profile_wording *from;
	struct fit fit;
	size_t i, k;

	/* What the device says for all goes before what it says nothing of. */
	for (i = 0; i < running->inherited_count; i++)
		for (k = 0; k < count; k++) {
			from = &running->inherited[i].from;
			if (dialect_fits(from, 0, from->count,
				listing->statements[k].words, 0,
				listing->statements[k].count, &fit))
				fill_inherited(filler, &running->inherited[i],
				    &listing->statements[k], &fit);
		}
	for (i = 0; i < running->unshown_count; i++)
		if (dialect_fills(&running->unshown[i]))
			fill_default(filler, &running->unshown[i]);
}

void
dialect_complete(const struct profile_syntax *syntax, struct listing *listing)
{
	struct filler *filler = ARENA_NEW(listing->arena, struct filler);
	const size_t first = listing->count;

	filler->syntax = syntax;
	filler->listing = listing;
	filler->lexicon = lexicon_new(listing->arena);
	fill_all(filler);
	/* What a default implies has its own defaults. */
	if (dialect_imply(syntax, listing))
		fill_all(filler);
	dialect_mark(syntax, listing, first);
}

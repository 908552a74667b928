/* SPDX-License-Identifier: ISC */
/* Words as numbers.  Floor: verify. */
#include "verify/lexicon.h"

struct lexicon
lexicon_new(struct arena *arena)
{
	struct lexicon lexicon = { .arena = arena };

	digest_key_make(&lexicon.key);
	return lexicon;
}

static uint32_t
number_of(struct lexicon *lexicon, const char *text, size_t length)
{
	void **place = index_place(&lexicon->index,
	    digest_make(&lexicon->key, text, length), lexicon->arena);

	if (*place == NULL)
		*place = (void *)(uintptr_t)++lexicon->count;
	return (uint32_t)(uintptr_t)*place;
}

uint32_t
lexicon_word(struct lexicon *lexicon, const struct word *word)
{
	if (word->record != 0)
		return LEXICON_RECORDS + word->record;
	return number_of(lexicon, word->text, word->length);
}

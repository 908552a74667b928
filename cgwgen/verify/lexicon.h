/* SPDX-License-Identifier: ISC */
/* Words as numbers, so that they are compared at once.  Floor: verify. */
#ifndef CGWGEN_VERIFY_LEXICON_H
#define CGWGEN_VERIFY_LEXICON_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/index.h"
#include "verify/listing.h"

struct lexicon {
	struct digest_key key;
	struct index index;
	struct arena *arena;
	uint32_t count;
};

/* Empty; what it holds lives in ARENA. */
struct lexicon lexicon_new(struct arena *arena);

/* The number of WORD, from 1; equal texts have equal numbers, a record's is
 * unlike that of every text. */
uint32_t lexicon_word(struct lexicon *lexicon, const struct word *word);

/* The numbers of records begin here. */
#define LEXICON_RECORDS UINT32_C(0x80000000)

#endif

/* SPDX-License-Identifier: ISC */
/* What a kind of device prints, for the files that make it and look for it.
 * Floor: verify. */
#ifndef CGWGEN_VERIFY_GUESS_LINE_H
#define CGWGEN_VERIFY_GUESS_LINE_H

#include "base/index.h"
#include "verify/guess.h"
#include "verify/likeness.h"

/* One word, or the words of one value. */
struct guess_word {
	enum { GUESS_LITERAL, GUESS_FREE, GUESS_RECORD, GUESS_ALGORITHM } what;
	bool wide;        /* the device may have more words in its place */
	struct word word; /* of a literal */
	uint32_t id;      /* its number in the guess's lexicon */
	/* Of an algorithm. */
	enum algorithm_kind kind;
	unsigned phase;
	bool spelled; /* as the device calls it, not as AWS does */
};

struct guess_line {
	const struct guess_word *words;
	size_t count;
	size_t literals; /* 0: says nothing of what must be there */
	uint32_t forms;  /* a bit for each that prints it */
	uint32_t demand; /* for each that prints it only on demand */
	bool anywhere;   /* one word, which may stand in any statement */
};

#define GUESS_FORMS 32

struct guess {
	const struct profile *profile;
	const struct likeness_form *forms;
	size_t form_count;
	struct guess_line *lines;
	size_t count;
	size_t capacity;
	struct index seen;      /* lines */
	struct lexicon lexicon; /* of the words of all forms */
	struct arena *arena;
};

#endif

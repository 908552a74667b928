/* SPDX-License-Identifier: ISC */
/* How much of what a kind of device prints is in a configuration.
 * Floor: verify. */
#include <string.h>

#include "verify/guess_line.h"
#include "verify/vocabulary.h"

/* Most words that a value may have on the device. */
#define VALUE_WORDS 3

struct asker {
	const struct guess *guess;
	struct running *running;
	uint32_t ids[LISTING_WORDS]; /* of the line's words; literals only */
	uint32_t *known; /* by number in the guess's lexicon; 0: not yet */
};

/* The number of WORD in the configuration. */
static uint32_t
number_of(const struct asker *asker, const struct guess_word *word)
{
	uint32_t *known = &asker->known[word->id];

	if (*known == 0)
		*known = lexicon_word(asker->running->lexicon, &word->word);
	return *known;
}

/* The running statements that hold the rarest of the line's own words. */
static const uint32_t *
candidates(
    struct asker *asker, const struct guess_line *line, size_t *ret_count)
{
	const uint32_t *best = NULL, *list;
	size_t i, count;

	*ret_count = 0;
	for (i = 0; i < line->count; i++) {
		if (line->words[i].what != GUESS_LITERAL)
			continue;
		asker->ids[i] = number_of(asker, &line->words[i]);
		list = running_find(asker->running, asker->ids[i], &count);
		if (best == NULL || count < *ret_count) {
			best = list;
			*ret_count = count;
		}
		if (count == 0)
			return NULL;
	}
	return best;
}

/* Whether PROFILE's device has the algorithm TEXT. */
static bool
knows(const struct profile *profile, const struct guess_word *wanted,
    struct slice text)
{
	const struct profile_algorithms *can;
	algorithm_set set;
	unsigned version, i;

	set = vocabulary_find(profile, wanted->phase, wanted->kind, text);
	if (wanted->kind == ALGORITHM_IKE_VERSION)
		return (set & profile->ike_versions) != 0;
	for (version = 1; version <= 2; version++) {
		can =
		    profile_can(profile, version, wanted->phase, wanted->kind);
		for (i = 0; i < algorithm_count(wanted->kind); i++)
			if ((can->set & set) >> i & 1 &&
			    (!wanted->spelled ||
				slice_means((struct slice){ can->spelling[i],
						strlen(can->spelling[i]) },
				    text)))
				return true;
	}
	return false;
}

/* Whether COUNT words are what the device calls an algorithm that it has. */
static bool
is_algorithm(const struct asker *asker, const struct guess_word *wanted,
    const struct word *words, size_t count)
{
	char text[64];
	size_t i, length = 0;

	for (i = 0; i < count; i++) {
		if (words[i].record != 0 ||
		    length + words[i].length + 1 >= sizeof(text))
			return false;
		if (i > 0)
			text[length++] = ' ';
		memcpy(text + length, words[i].text, words[i].length);
		length += words[i].length;
	}
	return knows(
	    asker->guess->profile, wanted, (struct slice){ text, length });
}

/* Whether the words of LINE from I on are those of OTHER from J on. */
static bool
is_like(const struct asker *asker, const struct guess_line *line, size_t i,
    const struct running_line *other, size_t j)
{
	const struct guess_word *word;
	const struct word *words = other->statement->words;
	size_t count;

	for (; i < line->count && j < other->count; i++, j++) {
		word = &line->words[i];
		if (word->what == GUESS_LITERAL) {
			if (asker->ids[i] != other->ids[j])
				return false;
			continue;
		}
		if ((word->what == GUESS_RECORD) != (words[j].record != 0))
			return false;
		for (count = word->wide ? VALUE_WORDS : 1; count > 0; count--) {
			if (j + count > other->count ||
			    (word->what == GUESS_ALGORITHM &&
				!is_algorithm(asker, word, words + j, count)))
				continue;
			if (!word->wide)
				break;
			if (is_like(asker, line, i + 1, other, j + count))
				return true;
		}
		if (word->wide || count == 0)
			return false;
	}
	return i == line->count && j == other->count;
}

static bool
is_there(struct asker *asker, const struct guess_line *line)
{
	const uint32_t *list;
	size_t i, count;

	list = candidates(asker, line, &count);
	if (line->anywhere)
		return count > 0;
	for (i = 0; line->literals > 0 && i < count; i++)
		if (is_like(asker, line, 0, &asker->running->lines[list[i]], 0))
			return true;
	return false;
}

struct guess_fit
guess_fit(const struct guess *guess, struct running *running)
{
	struct arena *arena = arena_new();
	struct asker asker = { .guess = guess, .running = running };
	struct guess_fit best = { 0, 0 }, fit;
	size_t found;
	size_t there[GUESS_FORMS] = { 0 }, total[GUESS_FORMS] = { 0 };
	size_t more[GUESS_FORMS] = { 0 }, i, k;
	const struct guess_line *line;

	asker.known =
	    arena_array(arena, guess->lexicon.count + 1, sizeof(*asker.known));
	for (i = 0; i < guess->count; i++) {
		line = &guess->lines[i];
		found = is_there(&asker, line) ? line->literals : 0;
		for (k = 0; k < GUESS_FORMS; k++) {
			if ((line->forms >> k & 1) != 0) {
				total[k] += line->literals;
				there[k] += found;
			}
			if ((line->demand >> k & 1) != 0)
				more[k] += found;
		}
	}
	for (k = 0; k < GUESS_FORMS; k++) {
		if (there[k] == 0)
			continue;
		fit.share = there[k] * GUESS_ALL / total[k];
		fit.words = (long)(2 * there[k] + more[k]) - (long)total[k];
		if (best.share == 0 || fit.words > best.words)
			best = fit;
	}
	arena_free(arena);
	return best;
}

size_t
guess_breadth(const struct profile *profile)
{
	enum algorithm_kind kind;
	unsigned version, phase;
	algorithm_set set;
	size_t breadth = 0;

	for (version = 1; version <= 2; version++)
		for (phase = 1; phase <= 2; phase++)
			for (kind = 0; kind < ALGORITHM_KINDS; kind++)
				for (set = profile_can(
					 profile, version, phase, kind)
					       ->set;
				     set != 0; set &= set - 1)
					breadth++;
	return breadth;
}

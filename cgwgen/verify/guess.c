/* SPDX-License-Identifier: ISC */
/* How much a configuration looks like a kind of device.  Floor: verify. */
#include "verify/guess.h"

#include <string.h>

#include "verify/peers.h"
#include "verify/vocabulary.h"

/* One word, or the words of one value. */
struct guess_word {
	enum { GUESS_LITERAL, GUESS_FREE, GUESS_RECORD, GUESS_ALGORITHM } what;
	bool wide;        /* the device may have more words in its place */
	struct word word; /* of a literal */
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

/* Most words that a value may have on the device. */
#define VALUE_WORDS 3

/* ---- what is printed -------------------------------------------------- */

struct maker {
	struct guess *guess;
	const struct expected *expected;
	uint32_t form; /* the bit of the one at hand */
	bool on_demand;
};

/* Whether WHAT, an algorithm, is printed as the device calls it. */
static bool
is_spelled(const struct provenance *what)
{
	static const char *const names[] = { "encryption", "integrity",
		"dh_group" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(what->name, names[i]) == 0)
			return true;
	return false;
}

/* Whether all of WORD is one value. */
static bool
is_whole(const struct expected_word *word, const struct word *text)
{
	return word->hole_count == 1 && word->holes[0].start == 0 &&
	       word->holes[0].length == text->length;
}

/* The word I of LINE, or the value that begins there; returns how many words
 * of LINE that is. */
static size_t
make_word(const struct maker *maker, const struct expected_line *line, size_t i,
    struct guess_word *ret)
{
	const struct expected_word *word = &line->words[i];
	const struct word *text = &line->statement->words[i];
	const struct provenance *what;
	size_t end = i + 1;

	*ret = (struct guess_word){ .what = GUESS_FREE };
	if (word->kind == EXPECTED_LITERAL) {
		ret->what = GUESS_LITERAL;
		ret->word.text =
		    arena_copy(maker->guess->arena, text->text, text->length);
		ret->word.length = text->length;
	} else if (text->record != 0) {
		ret->what = GUESS_RECORD;
	} else if (word->kind == EXPECTED_VALUE) {
		while (end < line->count && line->words[end].more)
			end++;
		ret->wide = word->wide || end > i + 1;
		what = maker->expected->variables[word->variable].what;
		if ((end > i + 1 || is_whole(word, text)) &&
		    vocabulary_kind(what, &ret->kind, &ret->phase)) {
			ret->what = GUESS_ALGORITHM;
			ret->spelled = is_spelled(what);
		}
	}
	return end - i;
}

/* The line like LINE, which is added if there is none yet. */
static struct guess_line *
place_for(struct guess *guess, const struct guess_line *line)
{
	uint32_t key[2 * LISTING_WORDS] = { 0 };
	const struct guess_word *word = line->words;
	struct guess_line *bigger;
	void **place;
	size_t i;

	for (i = 0; i < line->count; i++, word++) {
		key[2 * i] = word->what + (line->anywhere ? 8u : 1u);
		key[2 * i + 1] =
		    word->what == GUESS_LITERAL
			? lexicon_word(&guess->lexicon, &word->word)
			: (uint32_t)word->kind * 4 + word->phase;
	}
	place = index_place(&guess->seen,
	    digest_make(
		&guess->lexicon.key, key, 2 * line->count * sizeof(*key)),
	    guess->arena);
	if (*place != NULL)
		return &guess->lines[(uintptr_t)*place - 1];
	if (guess->count == guess->capacity) {
		guess->capacity = guess->capacity * 2 + 64;
		bigger =
		    arena_array(guess->arena, guess->capacity, sizeof(*bigger));
		if (guess->count > 0)
			memcpy(bigger, guess->lines,
			    guess->count * sizeof(*bigger));
		guess->lines = bigger;
	}
	guess->lines[guess->count++] = *line;
	*place = (void *)(uintptr_t)guess->count;
	return &guess->lines[guess->count - 1];
}

/* The form at hand prints what is like LINE. */
static void
note(const struct maker *maker, const struct guess_line *line)
{
	struct guess_line *place = place_for(maker->guess, line);

	if (maker->on_demand)
		place->demand |= maker->form & ~place->forms;
	else
		place->forms |= maker->form;
}

/* Each of a line's words counts for itself, too: where one differs the others
 * still tell. */
static void
add_line(const struct maker *maker, const struct expected_line *line)
{
	struct guess_word *words =
	    arena_array(maker->guess->arena, line->count, sizeof(*words));
	struct guess_line made = { .words = words }, one;
	size_t i;

	for (i = 0; i < line->count;) {
		i += make_word(maker, line, i, &words[made.count]);
		made.literals += words[made.count++].what == GUESS_LITERAL;
	}
	/* What is only there to take something away is seldom shown. */
	if (line->negative)
		made.literals = 0;
	note(maker, &made);
	for (i = 0; i < made.count && made.literals > 0; i++) {
		if (words[i].what != GUESS_LITERAL)
			continue;
		one = (struct guess_line){ .words = &words[i],
			.count = 1,
			.literals = 1,
			.anywhere = true };
		note(maker, &one);
	}
}

/* Adds what DEVICE prints in every form, ON_DEMAND or always. */
static void
add_forms(
    struct guess *guess, const struct verify_device *device, bool on_demand)
{
	struct arena *scratch = arena_new();
	struct running nothing = { .lexicon = &guess->lexicon };
	struct verification about;
	struct maker maker = { guess, &about.expected, 0, on_demand };
	size_t i, k;

	for (i = 0; i < guess->form_count && i < GUESS_FORMS; i++) {
		arena_reset(scratch);
		if (!likeness_expect(
			device, &guess->forms[i], &nothing, scratch, &about))
			continue;
		maker.form = UINT32_C(1) << i;
		for (k = 0; k < about.expected.count; k++)
			if (!about.expected.lines[k].statement->unshown)
				add_line(&maker, &about.expected.lines[k]);
		verification_close(&about);
	}
	arena_free(scratch);
}

struct guess *
guess_new(const struct verify_device *device, struct arena *arena)
{
	struct guess *guess = ARENA_NEW(arena, struct guess);

	guess->profile = device->profile;
	guess->arena = arena;
	guess->lexicon = lexicon_new(arena);
	guess->forms = peers_forms(device->profile, arena, &guess->form_count);
	add_forms(guess, device, false);
	return guess;
}

void
guess_add_demand(struct guess *guess, const struct verify_device *device)
{
	add_forms(guess, device, true);
}

/* ---- what is there ---------------------------------------------------- */

struct asker {
	const struct guess *guess;
	struct running *running;
	uint32_t ids[LISTING_WORDS]; /* of the line's words; literals only */
};

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
		asker->ids[i] =
		    lexicon_word(asker->running->lexicon, &line->words[i].word);
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
	struct asker asker = { .guess = guess, .running = running };
	struct guess_fit best = { 0, 0 }, fit;
	size_t found;
	size_t there[GUESS_FORMS] = { 0 }, total[GUESS_FORMS] = { 0 };
	size_t more[GUESS_FORMS] = { 0 }, i, k;
	const struct guess_line *line;

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

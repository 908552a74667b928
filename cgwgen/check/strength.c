/* SPDX-License-Identifier: ISC */
/* Estimates of how hard a key is to guess.  Floor 5. */
#include "check/strength.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/byte_set.h"
#include "base/psk.h"

/* How often a character may stand in a key and count in full. */
#define FULL_TIMES 4

/* The kinds of characters, a bit each; the capitals' is what tells them from
 * small letters. */
enum {
	KIND_DIGIT = 1,
	KIND_SMALL = 2,
	KIND_MARK = 4,
	KIND_CAPITAL = 'a' - 'A'
};

/* What there is to know of a character that a key may have. */
struct look {
	/* Itself, those after and before it, of digits and of letters, and its
	 * right and left neighbour on a keyboard's row: a byte each, in small
	 * letters; 0 for none. */
	uint64_t beside;
	uint32_t letters; /* that it may stand for, a bit each */
	unsigned kind;
};

#define BESIDE(self, up, down, right, left)                                    \
	((uint64_t)(self) | (uint64_t)(up) << 8 | (uint64_t)(down) << 16 |     \
	    (uint64_t)(right) << 24 | (uint64_t)(left) << 32)

#define MARK(c) [c] = { BESIDE(c, 0, 0, 0, 0), 0, KIND_MARK }

#define DIGIT(c, letters, ...)                                                 \
	[c] = { BESIDE(c, __VA_ARGS__), letters, KIND_DIGIT }

#define LETTER(c, ...)                                                         \
	[c] = { BESIDE(c, __VA_ARGS__), STRENGTH_BIT(c), KIND_SMALL },         \
	[(c)-KIND_CAPITAL] = { BESIDE(c, __VA_ARGS__), STRENGTH_BIT(c),        \
		KIND_CAPITAL }

#define L(letter) STRENGTH_BIT(letter)

static const struct look looks[256] = {
	/* clang-format off */
	MARK('.'), MARK('_'),
	DIGIT('0', L('o'), '1', 0, 0, '9'),
	DIGIT('1', L('i') | L('l'), '2', '0', '2', 0),
	DIGIT('2', 0, '3', '1', '3', '1'),
	DIGIT('3', L('e'), '4', '2', '4', '2'),
	DIGIT('4', L('a'), '5', '3', '5', '3'),
	DIGIT('5', L('s'), '6', '4', '6', '4'),
	DIGIT('6', 0, '7', '5', '7', '5'),
	DIGIT('7', L('t'), '8', '6', '8', '6'),
	DIGIT('8', L('b'), '9', '7', '9', '7'),
	DIGIT('9', L('g'), 0, '8', '0', '8'),
	LETTER('a', 'b', 0, 's', 0),
	LETTER('b', 'c', 'a', 'n', 'v'),
	LETTER('c', 'd', 'b', 'v', 'x'),
	LETTER('d', 'e', 'c', 'f', 's'),
	LETTER('e', 'f', 'd', 'r', 'w'),
	LETTER('f', 'g', 'e', 'g', 'd'),
	LETTER('g', 'h', 'f', 'h', 'f'),
	LETTER('h', 'i', 'g', 'j', 'g'),
	LETTER('i', 'j', 'h', 'o', 'u'),
	LETTER('j', 'k', 'i', 'k', 'h'),
	LETTER('k', 'l', 'j', 'l', 'j'),
	LETTER('l', 'm', 'k', 0, 'k'),
	LETTER('m', 'n', 'l', 0, 'n'),
	LETTER('n', 'o', 'm', 'm', 'b'),
	LETTER('o', 'p', 'n', 'p', 'i'),
	LETTER('p', 'q', 'o', 0, 'o'),
	LETTER('q', 'r', 'p', 'w', 0),
	LETTER('r', 's', 'q', 't', 'e'),
	LETTER('s', 't', 'r', 'd', 'a'),
	LETTER('t', 'u', 's', 'y', 'r'),
	LETTER('u', 'v', 't', 'i', 'y'),
	LETTER('v', 'w', 'u', 'b', 'c'),
	LETTER('w', 'x', 'v', 'e', 'q'),
	LETTER('x', 'y', 'w', 'c', 'z'),
	LETTER('y', 'z', 'x', 'u', 't'),
	LETTER('z', 0, 'y', 'x', 0),
	/* clang-format on */
};

#undef L

static inline const struct look *
look_of(char c)
{
	return &looks[(unsigned char)c];
}

/*
 * How B follows A, both by what is beside them, themselves in the lowest byte:
 * the highest bit of each byte stands for that byte of A's.  0: it does not
 * follow.
 */
static inline uint64_t
follows(uint64_t a, uint64_t b)
{
	/* 0 in the byte that is B; all are ASCII, so that adding carries into
	 * the highest bit of each other byte and no further. */
	const uint64_t other = a ^ (b & 0xff) * UINT64_C(0x0101010101);

	return ~(other + UINT64_C(0x7f7f7f7f7f)) & UINT64_C(0x8080808080);
}

size_t
strength_run(const char *key, size_t length, size_t at)
{
	uint64_t how = UINT64_MAX;
	size_t i;

	for (i = at + 1; i < length; i++) {
		how &= follows(
		    look_of(key[i - 1])->beside, look_of(key[i])->beside);
		if (how == 0)
			break;
	}
	return i - at;
}

/* Of the first characters of a key. */
struct count {
	unsigned kinds;
	size_t full; /* that count in full, see strength_bits() */
	size_t rest; /* that count one bit */
};

static struct count
count_key(const char *key, size_t length)
{
	unsigned char times[256] = { 0 }, *seen;
	struct count count = { 0, 0, 0 };
	uint64_t how, before = 0, last = 0;
	const struct look *look;
	size_t i;
	bool known;

	for (i = 0; i < length; i++) {
		seen = &times[(unsigned char)key[i]];
		look = look_of(key[i]);
		count.kinds |= look->kind;
		how = follows(last, look->beside);
		last = look->beside;
		known = *seen == FULL_TIMES || (how & before) != 0;
		before = how;
		*seen = (unsigned char)(*seen + (*seen < FULL_TIMES));
		count.rest += known;
	}
	memory_wipe(times, sizeof(times));
	count.full = length - count.rest;
	return count;
}

/* How many characters there are of KINDS. */
static unsigned
kinds_size(unsigned kinds)
{
	return ((kinds & KIND_DIGIT) != 0 ? 10u : 0u) +
	       ((kinds & KIND_SMALL) != 0 ? 26u : 0u) +
	       ((kinds & KIND_CAPITAL) != 0 ? 26u : 0u) +
	       ((kinds & KIND_MARK) != 0 ? 2u : 0u);
}

static double
count_bits(const struct count *count)
{
	if (count->full == 0)
		return (double)count->rest;
	return (double)count->full * log2(kinds_size(count->kinds)) +
	       (double)count->rest;
}

double
strength_bits(const char *key, size_t length)
{
	const struct count count = count_key(key, length);

	return count_bits(&count);
}

/* Whether KEY is a piece of fewer bits than are asked for, and that again;
 * the last one may be cut. */
static bool
is_repeated(const char *key, size_t length)
{
	size_t piece;

	for (piece = 1; piece <= length / 2; piece++)
		if (key[0] == key[piece] &&
		    memcmp(key, key + piece, length - piece) == 0)
			return strength_bits(key, piece) < STRENGTH_BITS;
	return false;
}

static bool
is_one_kind(unsigned kinds)
{
	return (kinds & (kinds - 1)) == 0;
}

/* A key in small letters without its marks, and for every character the letters
 * that it may stand for, a bit each; none behind the last.  Places in it are
 * bits, too: the lowest is the first. */
struct folded {
	char text[PSK_MAX];
	uint32_t letters[PSK_MAX + 2];
	size_t length;
	uint64_t runs; /* where a run of three or more begins */
	/* Of the key with its marks. */
	size_t different; /* how many characters it has, each counted once */
	unsigned kinds;
	size_t whole; /* the length, up to what no key has */
};

static void
fold(struct folded *folded, const char *key)
{
	struct byte_set seen = { { 0 } };
	uint64_t how, before = 0, last = 0, runs = 0;
	const struct look *look;
	size_t count = 0, i;

	folded->kinds = 0;
	for (i = 0; i < PSK_MAX; i++) {
		look = look_of(key[i]);
		if (look->kind == 0)
			break;
		folded->kinds |= look->kind;
		byte_set_add(&seen, (unsigned char)key[i]);
		if (look->kind == KIND_MARK)
			continue;
		how = follows(last, look->beside);
		last = look->beside;
		runs |= (uint64_t)((how & before) != 0) << count;
		before = how;
		folded->text[count] = (char)last;
		folded->letters[count++] = look->letters;
	}
	/* That was where each has its third character. */
	folded->runs = runs >> 2;
	folded->letters[count] = folded->letters[count + 1] = 0;
	folded->length = count;
	folded->whole = i;
	folded->different = (size_t)(__builtin_popcountll(seen.words[0]) +
				     __builtin_popcountll(seen.words[1]));
	memory_wipe(&seen, sizeof(seen));
}

/* Whether a word of strength_common or strength_markers may begin at LETTERS.
 */
static inline bool
may_begin(const uint32_t *letters)
{
	const struct strength_start *start;
	uint32_t left;

	for (left = letters[0]; left != 0; left &= left - 1) {
		start = &strength_starts[__builtin_ctz(left)];
		if ((start->seconds & letters[1]) != 0 &&
		    (start->thirds & letters[2]) != 0)
			return true;
	}
	return false;
}

/* The places where one may begin. */
static uint64_t
word_places(const struct folded *key)
{
	const uint32_t *letters = key->letters;
	const uint32_t *const end = letters + key->length;
	uint64_t places = 0, place = 1;

	for (; letters < end; letters++, place <<= 1)
		if (may_begin(letters))
			places |= place;
	return places;
}

/* The length of WORD if it stands at LETTERS, where its first letter does;
 * else 0. */
static size_t
word_at(const uint32_t *letters, const char *word)
{
	size_t i;

	for (i = 1; word[i] != '\0'; i++)
		if ((letters[i] & STRENGTH_BIT(word[i])) == 0)
			return 0;
	return i;
}

/* With BEST[i], how much can be covered from i on, known beyond the place of
 * LETTERS: the most from there on that begins with a word of the list. */
static size_t
cover_words(
    const uint32_t *letters, strength_list list, const unsigned char *best)
{
	const char *const *word;
	size_t most = 0, length;
	uint32_t left;

	for (left = letters[0]; left != 0; left &= left - 1) {
		word = list[__builtin_ctz(left)];
		for (; word != NULL && *word != NULL; word++) {
			length = word_at(letters, *word);
			if (length > 0 && length + best[length] > most)
				most = length + best[length];
		}
	}
	return most;
}

static size_t
larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* The most characters that words of the list, which begin at some of PLACES,
 * and runs of three or more, which begin at RUNS, can cover without overlap. */
static size_t
covered(const struct folded *key, strength_list list, uint64_t places,
    uint64_t runs)
{
	unsigned char best[PSK_MAX + 1];
	size_t most = 0, i, run;

	if ((places | runs) == 0)
		return 0;
	best[key->length] = 0;
	for (i = key->length; i-- > 0; best[i] = (unsigned char)most) {
		if ((places >> i & 1) != 0)
			most = larger(most,
			    cover_words(&key->letters[i], list, &best[i]));
		if ((runs >> i & 1) == 0)
			continue;
		run = strength_run(key->text, key->length, i);
		most = larger(most, run + best[i + run]);
	}
	return most;
}

/* The length of the longest word of the list at the first of PLACES. */
static size_t
longest_word(const struct folded *key, strength_list list, uint64_t places)
{
	static const unsigned char none[PSK_MAX + 1] = { 0 };

	return cover_words(&key->letters[__builtin_ctzll(places)], list, none);
}

/* Whether a word of the list stands at one of PLACES. */
static bool
has_word(const struct folded *key, strength_list list, uint64_t places)
{
	for (; places != 0; places &= places - 1)
		if (longest_word(key, list, places) != 0)
			return true;
	return false;
}

/* A placeholder, and at most a quarter is something else. */
static bool
is_example(const struct folded *key, uint64_t places)
{
	return has_word(key, strength_markers, places) &&
	       (key->length - covered(key, strength_fillers, UINT64_MAX, 0)) *
		       4 <=
		   key->length;
}

/* Whether words and runs are more than half of a key of LENGTH.  Most keys have
 * too few of either, whether or not some overlap: a run begins at all of its
 * places but the last two. */
static bool
is_words(const struct folded *key, uint64_t places, size_t length)
{
	size_t most = 3 * (size_t)__builtin_popcountll(key->runs);
	uint64_t left;

	for (left = places; left != 0; left &= left - 1)
		most += longest_word(key, strength_common, left);
	return most * 2 > length &&
	       covered(key, strength_common, places, key->runs) * 2 > length;
}

/*
 * Whether KEY has too few bits.  Where a character stands for the first time it
 * counts in full, unless it ends a run, of letters and digits or of marks: most
 * keys are known to have enough without a closer look.
 */
static bool
has_few_bits(const struct folded *folded, const char *key)
{
	const size_t marks = folded->whole - folded->length;
	const size_t runs = marks + (size_t)__builtin_popcountll(folded->runs);
	struct count count = { folded->kinds, folded->different, 0 };

	count.full -= count.full < runs ? count.full : runs;
	if (count_bits(&count) >= STRENGTH_BITS)
		return false;
	return strength_bits(key, folded->whole) < STRENGTH_BITS;
}

static enum weakness
judge(const struct folded *folded, const char *key)
{
	const size_t length = folded->whole;
	const uint64_t places = word_places(folded);

	if (key[length] != '\0' || length < PSK_MIN)
		return WEAK_UNKNOWN;
	if (is_example(folded, places))
		return WEAK_EXAMPLE;
	/* What is repeated has no more characters than the piece. */
	if (folded->different * 2 <= length && is_repeated(key, length))
		return WEAK_REPEATED;
	if (is_one_kind(folded->kinds))
		return WEAK_ONE_KIND;
	if (is_words(folded, places, length))
		return WEAK_WORDS;
	return has_few_bits(folded, key) ? WEAK_BITS : WEAK_NOT;
}

enum weakness
strength_weakness(const char *key)
{
	struct folded folded;
	enum weakness weakness;

	fold(&folded, key);
	weakness = judge(&folded, key);
	memory_wipe(&folded, sizeof(folded));
	return weakness;
}

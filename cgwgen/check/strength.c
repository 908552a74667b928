/* SPDX-License-Identifier: ISC */
/* Estimates of how hard a key is to guess.  Floor 5. */
#include "check/strength.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/psk.h"

/* How one character follows another; more than one may hold. */
enum {
	FOLLOWS_SAME = 1 << 0,
	FOLLOWS_UP = 1 << 1,
	FOLLOWS_DOWN = 1 << 2,
	FOLLOWS_RIGHT = 1 << 3,
	FOLLOWS_LEFT = 1 << 4
};

/* How often a character may stand in a key and count in full. */
#define FULL_TIMES 4

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static char
small(char c)
{
	return is_capital(c) ? (char)(c - 'A' + 'a') : c;
}

/* The right neighbour on a keyboard's row, or a blank. */
static inline char
right_of(char c)
{
	static const char rights[256] = { ['1'] = '2',
		['2'] = '3',
		['3'] = '4',
		['4'] = '5',
		['5'] = '6',
		['6'] = '7',
		['7'] = '8',
		['8'] = '9',
		['9'] = '0',
		['q'] = 'w',
		['w'] = 'e',
		['e'] = 'r',
		['r'] = 't',
		['t'] = 'y',
		['y'] = 'u',
		['u'] = 'i',
		['i'] = 'o',
		['o'] = 'p',
		['a'] = 's',
		['s'] = 'd',
		['d'] = 'f',
		['f'] = 'g',
		['g'] = 'h',
		['h'] = 'j',
		['j'] = 'k',
		['k'] = 'l',
		['z'] = 'x',
		['x'] = 'c',
		['c'] = 'v',
		['v'] = 'b',
		['b'] = 'n',
		['n'] = 'm' };
	const char right = rights[(unsigned char)c];

	return right != '\0' ? right : ' ';
}

/* Whether both are digits, or both small letters. */
static bool
are_alike(char a, char b)
{
	return (is_digit(a) && is_digit(b)) || (is_small(a) && is_small(b));
}

/* Of A and B, both in small letters; 0 if B does not follow A. */
static inline unsigned
follows(char a, char b)
{
	unsigned how = 0;

	if (a == b)
		how |= FOLLOWS_SAME;
	if ((b == a + 1 || b == a - 1) && are_alike(a, b))
		how |= b > a ? FOLLOWS_UP : FOLLOWS_DOWN;
	if (right_of(a) == b)
		how |= FOLLOWS_RIGHT;
	if (right_of(b) == a)
		how |= FOLLOWS_LEFT;
	return how;
}

size_t
strength_run(const char *key, size_t length, size_t at)
{
	unsigned how = ~0U;
	size_t i;

	for (i = at + 1; i < length; i++) {
		how &= follows(small(key[i - 1]), small(key[i]));
		if (how == 0)
			break;
	}
	return i - at;
}

/* How many characters there are of the kinds that occur. */
static unsigned
kinds_size(const char *key, size_t length)
{
	unsigned digits = 0, smalls = 0, capitals = 0, marks = 0;
	size_t i;

	for (i = 0; i < length; i++) {
		if (is_digit(key[i]))
			digits = 10;
		else if (is_small(key[i]))
			smalls = 26;
		else if (is_capital(key[i]))
			capitals = 26;
		else
			marks = 2;
	}
	return digits + smalls + capitals + marks;
}

/* What strength_bits() says of a key with characters of kinds of that SIZE, or
 * something from ENOUGH on if it is that or more. */
static double
count_bits(const char *key, size_t length, unsigned size, double enough)
{
	unsigned char times[256] = { 0 }, *seen;
	const double full = log2(size);
	unsigned how, before = 0;
	char letter, last = '\0';
	double bits = 0;
	size_t i;
	bool known;

	for (i = 0; i < length && bits < enough; i++) {
		seen = &times[(unsigned char)key[i]];
		letter = small(key[i]);
		how = i > 0 ? follows(last, letter) : 0;
		last = letter;
		known = *seen >= FULL_TIMES || (how & before) != 0;
		before = how;
		*seen = (unsigned char)(*seen + (*seen < FULL_TIMES));
		bits += known ? 1 : full;
	}
	memory_wipe(times, sizeof(times));
	return bits;
}

double
strength_bits(const char *key, size_t length)
{
	return count_bits(key, length, kinds_size(key, length), INFINITY);
}

/* Whether KEY, of kinds of that SIZE, has as many bits as are asked for. */
static bool
has_bits(const char *key, size_t length, unsigned size)
{
	return count_bits(key, length, size, STRENGTH_BITS) >= STRENGTH_BITS;
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
			return !has_bits(key, piece, kinds_size(key, piece));
	return false;
}

static bool
is_one_kind(unsigned size)
{
	/* No two kinds together have as many as one. */
	return size == 2 || size == 10 || size == 26;
}

/* A key in small letters without its marks, and for every character the letters
 * that it may stand for, a bit each; none behind the last. */
struct folded {
	char text[PSK_MAX];
	uint32_t letters[PSK_MAX + 1];
	size_t length;
};

static uint32_t
letters_of(char c)
{
	static const uint32_t looks[10] = { STRENGTH_BIT('o'),
		STRENGTH_BIT('i') | STRENGTH_BIT('l'), 0, STRENGTH_BIT('e'),
		STRENGTH_BIT('a'), STRENGTH_BIT('s'), 0, STRENGTH_BIT('t'),
		STRENGTH_BIT('b'), STRENGTH_BIT('g') };

	if (is_digit(c))
		return looks[c - '0'];
	c = small(c);
	return is_small(c) ? STRENGTH_BIT(c) : 0;
}

static void
fold(struct folded *folded, const char *key)
{
	size_t i;

	folded->length = 0;
	for (i = 0; key[i] != '\0' && folded->length < PSK_MAX; i++) {
		if (key[i] == '.' || key[i] == '_')
			continue;
		folded->text[folded->length] = small(key[i]);
		folded->letters[folded->length++] = letters_of(key[i]);
	}
	folded->letters[folded->length] = 0;
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
 * LETTERS, which is 0 in it: the most from there on that begins with a word of
 * the list. */
static inline size_t
cover_words(const uint32_t *letters, const struct strength_letter *list,
    const unsigned char *best)
{
	const struct strength_letter *at;
	const char *const *word;
	size_t most = 0, length;
	uint32_t left;

	for (left = letters[0]; left != 0; left &= left - 1) {
		at = &list[__builtin_ctz(left)];
		if ((at->seconds & letters[1]) == 0)
			continue;
		for (word = at->words; *word != NULL; word++) {
			length = word_at(letters, *word);
			if (length > 0 && length + best[length] > most)
				most = length + best[length];
		}
	}
	return most;
}

/* The most characters that words of the list, and runs of three or more if
 * they count, can cover without overlap. */
static size_t
covered(const struct folded *key, const struct strength_letter *list, bool runs)
{
	unsigned char best[PSK_MAX + 1] = { 0 };
	unsigned how = 0, behind;
	size_t i, most, run;

	for (i = key->length; i-- > 0;) {
		most = cover_words(&key->letters[i], list, &best[i]);
		if (most < best[i + 1])
			most = best[i + 1];
		behind = how;
		how = runs && i + 1 < key->length
			  ? follows(key->text[i], key->text[i + 1])
			  : 0;
		if ((how & behind) != 0) {
			run = strength_run(key->text, key->length, i);
			if (run + best[i + run] > most)
				most = run + best[i + run];
		}
		best[i] = (unsigned char)most;
	}
	return best[0];
}

/* Whether a word of the list stands anywhere. */
static bool
has_word(const struct folded *key, const struct strength_letter *list)
{
	static const unsigned char none[PSK_MAX + 1] = { 0 };
	size_t i;

	for (i = 0; i < key->length; i++)
		if (cover_words(&key->letters[i], list, none) != 0)
			return true;
	return false;
}

/* A placeholder, and at most a quarter is something else. */
static bool
is_example(const struct folded *key)
{
	return has_word(key, strength_markers) &&
	       (key->length - covered(key, strength_fillers, false)) * 4 <=
		   key->length;
}

enum weakness
strength_weakness(const char *key)
{
	const size_t length = strlen(key);
	const unsigned size = kinds_size(key, length);
	enum weakness weakness = WEAK_NOT;
	struct folded folded;

	fold(&folded, key);
	if (is_example(&folded))
		weakness = WEAK_EXAMPLE;
	else if (is_repeated(key, length))
		weakness = WEAK_REPEATED;
	else if (is_one_kind(size))
		weakness = WEAK_ONE_KIND;
	else if (covered(&folded, strength_common, true) * 2 > length)
		weakness = WEAK_WORDS;
	else if (!has_bits(key, length, size))
		weakness = WEAK_BITS;
	memory_wipe(&folded, sizeof(folded));
	return weakness;
}

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
static char
right_of(char c)
{
	static const char digits[] = " 234567890";
	static const char letters[] = "snvfrghjokl  mp wtdyibecux";

	if (is_digit(c))
		return digits[c - '0'];
	return is_small(c) ? letters[c - 'a'] : ' ';
}

/* Of A and B, both in small letters; 0 if B does not follow A. */
static unsigned
follows(char a, char b)
{
	const bool alike =
	    (is_digit(a) && is_digit(b)) || (is_small(a) && is_small(b));
	unsigned how = 0;

	if (a == b)
		how |= FOLLOWS_SAME;
	if (alike && b == a + 1)
		how |= FOLLOWS_UP;
	if (alike && b == a - 1)
		how |= FOLLOWS_DOWN;
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

double
strength_bits(const char *key, size_t length)
{
	unsigned times[256] = { 0 };
	const double full = log2(kinds_size(key, length));
	double bits = 0;
	size_t i;
	bool known;

	for (i = 0; i < length; i++) {
		known = times[(unsigned char)key[i]]++ >= FULL_TIMES ||
			(i >= 2 && strength_run(key, i + 1, i - 2) == 3);
		bits += known ? 1 : full;
	}
	memory_wipe(times, sizeof(times));
	return bits;
}

/* Whether KEY is a piece of fewer bits than are asked for, and that again;
 * the last one may be cut. */
static bool
is_repeated(const char *key, size_t length)
{
	size_t piece;

	for (piece = 1; piece <= length / 2; piece++)
		if (memcmp(key, key + piece, length - piece) == 0)
			return strength_bits(key, piece) < STRENGTH_BITS;
	return false;
}

static bool
is_one_kind(const char *key, size_t length)
{
	const unsigned size = kinds_size(key, length);

	/* No two kinds together have as many as one. */
	return size == 2 || size == 10 || size == 26;
}

/* A key without its marks, and for every character the letters that it may
 * stand for, at most two. */
struct folded {
	char text[PSK_MAX];
	char letters[PSK_MAX][2];
	size_t length;
};

static void
letters_of(char c, char ret[2])
{
	static const char looks[10][2] = { "o", { 'i', 'l' }, "", "e", "a", "s",
		"", "t", "b", "g" };

	if (is_digit(c)) {
		memcpy(ret, looks[c - '0'], 2);
	} else {
		ret[0] = small(c);
		ret[1] = '\0';
	}
}

static void
fold(struct folded *folded, const char *key)
{
	size_t i;

	folded->length = 0;
	for (i = 0; key[i] != '\0' && folded->length < PSK_MAX; i++) {
		if (key[i] == '.' || key[i] == '_')
			continue;
		folded->text[folded->length] = key[i];
		letters_of(key[i], folded->letters[folded->length++]);
	}
}

/* Whether LETTER is one that the character at AT may stand for. */
static bool
may_be(const struct folded *key, size_t at, char letter)
{
	return at < key->length &&
	       (key->letters[at][0] == letter || key->letters[at][1] == letter);
}

/* The length of WORD if it stands at AT, where its first letter does; else
 * 0. */
static size_t
word_at(const struct folded *key, size_t at, const char *word)
{
	size_t i;

	for (i = 1; word[i] != '\0'; i++)
		if (!may_be(key, at + i, word[i]))
			return 0;
	return i;
}

/* With BEST[i], how much can be covered from i on, known beyond AT: the most
 * from AT on that begins with a word of the list. */
static size_t
cover_words(const struct folded *key, size_t at,
    const char *const *const *words, const size_t *best)
{
	size_t most = 0, length, i;
	const char *const *word;
	char letter;

	for (i = 0; i < 2; i++) {
		letter = key->letters[at][i];
		word = is_small(letter) ? words[letter - 'a'] : NULL;
		for (; word != NULL && *word != NULL; word++) {
			length = word_at(key, at, *word);
			if (length > 0 && length + best[at + length] > most)
				most = length + best[at + length];
		}
	}
	return most;
}

/* The most characters that words of the list, and runs of three or more if
 * they count, can cover without overlap. */
static size_t
covered(const struct folded *key, const char *const *const *words, bool runs)
{
	size_t best[PSK_MAX + 1] = { 0 }, i, most, run;

	for (i = key->length; i-- > 0;) {
		most = cover_words(key, i, words, best);
		best[i] = most > best[i + 1] ? most : best[i + 1];
		run = runs ? strength_run(key->text, key->length, i) : 0;
		if (run >= 3 && run + best[i + run] > best[i])
			best[i] = run + best[i + run];
	}
	return best[0];
}

/* A placeholder, and at most a quarter is something else. */
static bool
is_example(const struct folded *key)
{
	return covered(key, strength_markers, false) > 0 &&
	       (key->length - covered(key, strength_fillers, false)) * 4 <=
		   key->length;
}

enum weakness
strength_weakness(const char *key)
{
	const size_t length = strlen(key);
	enum weakness weakness = WEAK_NOT;
	struct folded folded;

	fold(&folded, key);
	if (is_example(&folded))
		weakness = WEAK_EXAMPLE;
	else if (is_repeated(key, length))
		weakness = WEAK_REPEATED;
	else if (is_one_kind(key, length))
		weakness = WEAK_ONE_KIND;
	else if (covered(&folded, strength_common, true) * 2 > length)
		weakness = WEAK_WORDS;
	else if (strength_bits(key, length) < STRENGTH_BITS)
		weakness = WEAK_BITS;
	memory_wipe(&folded, sizeof(folded));
	return weakness;
}

/* SPDX-License-Identifier: ISC */
/* The verdicts on keys against their definitions, taken one by one and without
 * a thought for time. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/psk.h"
#include "check/strength.h"

extern const struct CMUnitTest strength_tests[];
extern const size_t strength_test_count;

/* ---- the definitions ----------------------------------------------------- */

static const char smalls[] = "abcdefghijklmnopqrstuvwxyz";
static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char digits[] = "0123456789";

/* Where C stands in TEXT, or -1. */
static int
place(const char *text, char c)
{
	const char *at = c != '\0' ? strchr(text, c) : NULL;

	return at != NULL ? (int)(at - text) : -1;
}

static char
small(char c)
{
	int at = place(capitals, c);

	return at >= 0 ? smalls[at] : c;
}

/* Whether B stands STEP places behind A in one of the rows. */
static bool
steps(const char *const *rows, char a, char b, int step)
{
	for (; *rows != NULL; rows++)
		if (place(*rows, a) >= 0 && place(*rows, b) >= 0 &&
		    place(*rows, b) - place(*rows, a) == step)
			return true;
	return false;
}

/* Whether B follows A in way WAY of five. */
static bool
goes_on(char a, char b, int way)
{
	static const char *const alphabets[] = { digits, smalls, NULL };
	static const char *const keyboard[] = { "1234567890", "qwertyuiop",
		"asdfghjkl", "zxcvbnm", NULL };

	a = small(a);
	b = small(b);
	if (way == 0)
		return a == b;
	return steps(
	    way <= 2 ? alphabets : keyboard, a, b, way % 2 == 0 ? -1 : 1);
}

/* The longest run at the beginning of TEXT. */
static size_t
run_at(const char *text, size_t length)
{
	size_t longest = 1, i;
	int way;

	for (way = 0; way < 5; way++) {
		for (i = 1; i < length && goes_on(text[i - 1], text[i], way);)
			i++;
		if (i > longest)
			longest = i;
	}
	return longest;
}

/* Whether any three characters that end with the one at AT are a run. */
static bool
is_run_of_three(const char *key, size_t at)
{
	return at >= 2 && run_at(key + at - 2, 3) == 3;
}

static double
bits_of(const char *key, size_t length)
{
	unsigned size = 0;
	double bits = 0;
	size_t i, j, same;

	size += strcspn(key, digits) < length ? 10 : 0;
	size += strcspn(key, smalls) < length ? 26 : 0;
	size += strcspn(key, capitals) < length ? 26 : 0;
	size += strcspn(key, "._") < length ? 2 : 0;
	for (i = 0; i < length; i++) {
		for (same = 0, j = 0; j < i; j++)
			same += key[j] == key[i];
		bits += same >= 4 || is_run_of_three(key, i) ? 1 : log2(size);
	}
	return bits;
}

static bool
looks_like(char c, char letter)
{
	static const char *const pairs[] = { "0o", "1i", "1l", "3e", "4a", "5s",
		"7t", "8b", "9g" };
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (pairs[i][0] == c && pairs[i][1] == letter)
			return true;
	return small(c) == letter;
}

static size_t
word_at(const char *text, const char *word)
{
	size_t i;

	for (i = 0; word[i] != '\0'; i++)
		if (text[i] == '\0' || !looks_like(text[i], word[i]))
			return 0;
	return i;
}

/* The most that can be covered of TEXT; with ALL false, of its beginning by one
 * word. */
static size_t
cover(const char *text, strength_list list, bool runs, bool all)
{
	size_t best[PSK_MAX + 1] = { 0 }, length = strlen(text), i, j, with;
	const char *const *word;
	int letter;

	for (i = length; i-- > 0;) {
		best[i] = all ? best[i + 1] : 0;
		for (letter = 0; letter < 26; letter++)
			for (word = list[letter]; word && *word; word++) {
				with = word_at(text + i, *word);
				with += with != 0 && all ? best[i + with] : 0;
				best[i] = with > best[i] ? with : best[i];
			}
		j = runs ? run_at(text + i, length - i) : 0;
		if (j >= 3 && j + best[i + j] > best[i])
			best[i] = j + best[i + j];
	}
	return best[0];
}

static bool
is_example(const char *folded)
{
	size_t length = strlen(folded), i;

	for (i = 0; i < length; i++)
		if (cover(folded + i, strength_markers, false, false) != 0)
			return (length - cover(folded, strength_fillers, false,
					     true)) *
				   4 <=
			       length;
	return false;
}

static bool
is_repeated(const char *key, size_t length)
{
	size_t piece, i;

	for (piece = 1; piece <= length / 2; piece++) {
		for (i = piece; i < length && key[i] == key[i - piece];)
			i++;
		if (i == length)
			return bits_of(key, piece) < STRENGTH_BITS;
	}
	return false;
}

static bool
is_one_kind(const char *key, size_t length)
{
	return strspn(key, digits) == length || strspn(key, smalls) == length ||
	       strspn(key, capitals) == length || strspn(key, "._") == length;
}

static enum weakness
weakness_of(const char *key)
{
	char folded[PSK_MAX + 1];
	size_t length = strlen(key), count = 0, i;

	for (i = 0; i < length; i++)
		if (key[i] != '.' && key[i] != '_')
			folded[count++] = key[i];
	folded[count] = '\0';
	if (is_example(folded))
		return WEAK_EXAMPLE;
	if (is_repeated(key, length))
		return WEAK_REPEATED;
	if (is_one_kind(key, length))
		return WEAK_ONE_KIND;
	if (cover(folded, strength_common, true, true) * 2 > length)
		return WEAK_WORDS;
	return bits_of(key, length) < STRENGTH_BITS ? WEAK_BITS : WEAK_NOT;
}

/* ---- keys of all kinds --------------------------------------------------- */

/* Numbers that are the same in every run. */
static size_t
below(uint64_t *state, size_t count)
{
	*state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (size_t)(*state >> 33) % count;
}

/* Words, some in other spellings, and what runs are made of. */
static const char *const parts[] = { "password", "P4ssw0rd", "vpn", "1234",
	"QWERTY", "lkjh", "aws", "secret", "shared", "example", "ChangeMe",
	"key", "your", "my", "psk", "pre", "tunnel", "is", "here", "zzz",
	"....", "0000", "987", "_", "cisco", "dr4g0n", "sh4red", "1l0veyou",
	"trustno1", "one", "insert", "mnbv", "abcde" };

#define PARTS (sizeof(parts) / sizeof(parts[0]))

/* A key of random characters from a few or from all, with PERCENT of parts, and
 * at times a piece of it again and again. */
static void
make_key(uint64_t *state, size_t percent, char key[PSK_MAX + 1])
{
	size_t wanted = PSK_MIN + below(state, PSK_MAX - PSK_MIN + 1);
	size_t first = below(state, 2) * 12, size = 64 - first, length = 0, i;
	size_t piece;

	if (below(state, 4) == 0)
		size = 1 + below(state, 30);
	while (length < wanted) {
		const char *part = parts[below(state, PARTS)];
		const char c = PSK_CHARACTERS[first + below(state, size)];
		const size_t more = strlen(part);

		if (below(state, 100) >= percent || length + more > PSK_MAX) {
			key[length++] = c;
			continue;
		}
		memcpy(key + length, part, more);
		length += more;
	}
	key[length] = '\0';
	piece = 1 + below(state, 2 * length);
	for (i = piece; below(state, 8) == 0 || i > piece; i++) {
		if (i >= length)
			break;
		key[i] = key[i - piece];
	}
}

/* LENGTH of the characters that keys may have. */
static void
make_random_key(char *key, size_t length)
{
	uint64_t random = 7;
	size_t i;

	for (i = 0; i < length; i++)
		key[i] = PSK_CHARACTERS[below(&random, 64)];
	key[length] = '\0';
}

static void
test_strength_by_definition(void **state)
{
	size_t seen[WEAK_UNKNOWN] = { 0 }, i;
	uint64_t random = 1;
	char key[PSK_MAX + 1];
	enum weakness weakness;

	(void)state;
	for (i = 0; i < 3000; i++) {
		make_key(&random, i % 4 * 25, key);
		weakness = weakness_of(key);
		seen[weakness]++;
		assert_int_equal(strength_weakness(key), weakness);
		assert_true(fabs(strength_bits(key, strlen(key)) -
				 bits_of(key, strlen(key))) < 1e-9);
		assert_int_equal(strength_run(key, strlen(key), 0),
		    run_at(key, strlen(key)));
	}
	for (i = 0; i < WEAK_UNKNOWN; i++)
		assert_true(seen[i] >= 25);
}

/* What AWS takes for no key is not judged. */
static void
test_strength_unknown(void **state)
{
	char key[PSK_MAX + 2];
	unsigned byte;

	(void)state;
	make_random_key(key, PSK_MIN);
	assert_int_not_equal(strength_weakness(key), WEAK_UNKNOWN);
	key[PSK_MIN - 1] = '\0';
	assert_int_equal(strength_weakness(key), WEAK_UNKNOWN);
	assert_int_equal(strength_weakness(""), WEAK_UNKNOWN);
	make_random_key(key, PSK_MAX);
	assert_int_not_equal(strength_weakness(key), WEAK_UNKNOWN);
	make_random_key(key, PSK_MAX + 1);
	assert_int_equal(strength_weakness(key), WEAK_UNKNOWN);
	make_random_key(key, 32);
	for (byte = 1; byte < 256; byte++) {
		key[20] = (char)byte;
		assert_int_equal(strength_weakness(key) == WEAK_UNKNOWN,
		    strchr(PSK_CHARACTERS, (int)byte) == NULL);
	}
}

const struct CMUnitTest strength_tests[] = {
	cmocka_unit_test(test_strength_by_definition),
	cmocka_unit_test(test_strength_unknown),
};

const size_t strength_test_count =
    sizeof(strength_tests) / sizeof(strength_tests[0]);

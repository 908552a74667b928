/* SPDX-License-Identifier: ISC */
/*
 * Pre-shared keys as devices show them.  Floor: verify.
 *
 * Cisco's type 7: two decimal digits, the place in a fixed text where
 * reading begins, then each byte of the key, exclusive-ored with the next
 * byte of that text, in hexadecimal.  Junos' $9$: characters of 64 in four
 * families; each byte of the key is the sum of some gaps between
 * neighbouring characters, by weights that take turns.  Both are public
 * (John the Ripper's and Ansible's documentation describe them; the program
 * cisco-decrypt and the Perl module Crypt::Juniper read them).
 */
#include "verify/key.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"

/* AWS's keys have 64 characters at most; so much is ever read back. */
#define KEY_ROOM 80

struct plain {
	char text[KEY_ROOM];
	size_t length;
};

/* ---- Cisco's type 7 --------------------------------------------------- */

static const char stream[] =
    "dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87";

static int
hex(char c)
{
	static const char digits[] = "0123456789ABCDEF";
	const char *at = strchr(digits, toupper((unsigned char)c));

	return c != '\0' && at != NULL ? (int)(at - digits) : -1;
}

static bool
read_type_7(struct slice shown, struct plain *ret)
{
	size_t seed, i;
	int high, low;

	if (shown.length < 4 || shown.length % 2 != 0 ||
	    shown.length / 2 - 1 > KEY_ROOM ||
	    !isdigit((unsigned char)shown.text[0]) ||
	    !isdigit((unsigned char)shown.text[1]))
		return false;
	seed =
	    (size_t)(shown.text[0] - '0') * 10 + (size_t)(shown.text[1] - '0');
	ret->length = 0;
	for (i = 2; i < shown.length; i += 2) {
		high = hex(shown.text[i]);
		low = hex(shown.text[i + 1]);
		if (high < 0 || low < 0)
			return false;
		ret->text[ret->length++] =
		    (char)((high << 4 | low) ^
			   stream[seed++ % (sizeof(stream) - 1)]);
	}
	return true;
}

/* ---- Junos' $9$ ------------------------------------------------------- */

static const char *const families[] = { "QzF3n6/9CAtpu0O",
	"B1IREhcSyrleKvMW8LXx", "7N-dVbwsY2g4oaJZGUDj", "iHkq.mPf5T" };

#define LETTERS 65

/* The letters one after another; a letter's family has EXTRA letters less. */
static bool
letter(char c, size_t *ret_number, size_t *ret_extra)
{
	size_t before = 0, i;
	const char *at;

	for (i = 0; i < 4; i++) {
		at = c != '\0' ? strchr(families[i], c) : NULL;
		if (at != NULL) {
			*ret_number = before + (size_t)(at - families[i]);
			*ret_extra = 3 - i;
			return true;
		}
		before += strlen(families[i]);
	}
	return false;
}

static bool
read_junos(struct slice shown, struct plain *ret)
{
	static const struct {
		size_t count;
		unsigned weights[4];
	} turns[] = { { 3, { 1, 4, 32 } }, { 3, { 1, 16, 32 } },
		{ 3, { 1, 8, 32 } }, { 2, { 1, 64 } }, { 2, { 1, 32 } },
		{ 4, { 1, 4, 16, 128 } }, { 3, { 1, 32, 64 } } };
	size_t at = 3, number, previous, extra, i, gap;
	unsigned value;

	if (shown.length < 5 || strncmp(shown.text, "$9$", 3) != 0 ||
	    !letter(shown.text[at], &previous, &extra))
		return false;
	at += 1 + extra;
	ret->length = 0;
	while (at < shown.length) {
		const size_t turn =
		    ret->length % (sizeof(turns) / sizeof(turns[0]));

		if (at + turns[turn].count > shown.length ||
		    ret->length == KEY_ROOM)
			return false;
		value = 0;
		for (i = 0; i < turns[turn].count; i++, at++) {
			if (!letter(shown.text[at], &number, &extra))
				return false;
			gap = (number + LETTERS - previous) % LETTERS;
			previous = number;
			value += (unsigned)(gap + LETTERS - 1) % LETTERS *
				 turns[turn].weights[i];
		}
		ret->text[ret->length++] = (char)(value & 0xff);
	}
	return true;
}

/* ---- all of them ------------------------------------------------------ */

/* The last of several words: "6 Xyz", "ENC Xyz". */
static struct slice
last_word(struct slice shown)
{
	size_t i;

	for (i = shown.length; i > 0; i--)
		if (shown.text[i - 1] == ' ')
			return (
			    struct slice){ shown.text + i, shown.length - i };
	return shown;
}

static bool
begins(struct slice shown, const char *text)
{
	return shown.length >= strlen(text) &&
	       strncmp(shown.text, text, strlen(text)) == 0;
}

/* Whether a key shown like this is not in the clear. */
static bool
is_veiled(struct slice shown)
{
	static const char *const signs[] = { "6 ", "8 ", "9 ", "5 ", "ENC ",
		"$6$", "$5$", "$1$", "$8$", "$14$", "-AQ==", "$M$", "***", "<",
		"encrypted ", "cipher ", "$c$", "%^%#", "%@%@", "%#%#", "%$%$",
		NULL };
	size_t i;

	for (i = 0; signs[i] != NULL; i++)
		if (begins(shown, signs[i]))
			return true;
	return shown.length == 0;
}

enum key_verdict
key_compare(struct slice expected, struct slice shown)
{
	struct plain plain = { .length = 0 };
	enum key_verdict verdict = KEY_DIFFERENT;
	struct slice bare = shown;

	if (slice_equal(expected, shown))
		return KEY_SAME;
	if (begins(shown, "0 "))
		bare = last_word(shown);
	if (is_veiled(shown))
		return KEY_HIDDEN;
	if (begins(shown, "7 ") || begins(shown, "$9$")) {
		/* What looks like these and cannot be read is something else.
		 */
		if (!(begins(shown, "7 ")
			    ? read_type_7(last_word(shown), &plain)
			    : read_junos(shown, &plain)))
			verdict = KEY_HIDDEN;
		bare = (struct slice){ plain.text, plain.length };
	}
	if (slice_equal(expected, bare))
		verdict = KEY_SAME;
	memory_wipe(&plain, sizeof(plain));
	return verdict;
}

bool
key_is_left_out(const struct profile *profile, const struct expected_line *line)
{
	(void)profile;
	/* A member of a record can be missing alone: RouterOS prints no keys
	 * unless it is asked to (/export show-sensitive). */
	return line->own > 0 &&
	       line->statement->words[line->own - 1].record != 0;
}

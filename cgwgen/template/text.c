/* SPDX-License-Identifier: ISC */
/*
 * Strings by characters.  Text is UTF-8; a byte that is not part of a valid
 * sequence counts as a character of its own, so that nothing here can fail.
 * Letters have cases in Latin, Greek and Cyrillic.
 */
#include <string.h>

#include "template/engine.h"

static bool
continues(const char *text, size_t length, size_t at)
{
	return at < length && ((unsigned char)text[at] & 0xc0) == 0x80;
}

static uint32_t
low_bits(char byte)
{
	return (unsigned char)byte & 0x3fu;
}

size_t
text_next(const char *text, size_t length, uint32_t *ret)
{
	unsigned char first = (unsigned char)text[0];

	*ret = first;
	if (first < 0xc2)
		return 1;
	if (first < 0xe0 && continues(text, length, 1)) {
		*ret = (first & 0x1fu) << 6 | low_bits(text[1]);
		return 2;
	}
	if (first >= 0xe0 && first < 0xf0 && continues(text, length, 1) &&
	    continues(text, length, 2)) {
		*ret = (first & 0xfu) << 12 | low_bits(text[1]) << 6 |
		       low_bits(text[2]);
		return 3;
	}
	if (first >= 0xf0 && first < 0xf5 && continues(text, length, 1) &&
	    continues(text, length, 2) && continues(text, length, 3)) {
		*ret = (first & 7u) << 18 | low_bits(text[1]) << 12 |
		       low_bits(text[2]) << 6 | low_bits(text[3]);
		return 4;
	}
	return 1;
}

size_t
text_put(uint32_t character, char *ret)
{
	if (character < 0x80) {
		ret[0] = (char)character;
		return 1;
	}
	if (character < 0x800) {
		ret[0] = (char)(0xc0 | character >> 6);
		ret[1] = (char)(0x80 | (character & 0x3f));
		return 2;
	}
	if (character < 0x10000) {
		ret[0] = (char)(0xe0 | character >> 12);
		ret[1] = (char)(0x80 | (character >> 6 & 0x3f));
		ret[2] = (char)(0x80 | (character & 0x3f));
		return 3;
	}
	ret[0] = (char)(0xf0 | character >> 18);
	ret[1] = (char)(0x80 | (character >> 12 & 0x3f));
	ret[2] = (char)(0x80 | (character >> 6 & 0x3f));
	ret[3] = (char)(0x80 | (character & 0x3f));
	return 4;
}

bool
text_ascii(const char *text, size_t length)
{
	unsigned char bits = 0;
	size_t i;

	for (i = 0; i < length; i++)
		bits |= (unsigned char)text[i];
	return bits < 0x80;
}

size_t
text_count(const char *text, size_t length)
{
	size_t at, count = 0;
	uint32_t character;

	if (text_ascii(text, length))
		return length;
	for (at = 0; at < length; count++)
		at += text_next(text + at, length - at, &character);
	return count;
}

size_t
text_offset(const char *text, size_t length, size_t index)
{
	uint32_t character;
	size_t at = 0;

	while (index > 0 && at < length) {
		at += text_next(text + at, length - at, &character);
		index--;
	}
	return at;
}

bool
is_space(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r') ||
		       (c >= 0x1c && c <= 0x1f);
	return c == 0x85 || c == 0xa0 || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202f || c == 0x205f || c == 0x3000;
}

/* Letters with cases, as ranges.  Pairs alternate upper and lower. */
struct cased {
	uint32_t first, last;
	int32_t distance; /* from upper to lower; 0: pairs */
};

static const struct cased cased_upper[] = { { 'A', 'Z', 32 },
	{ 0xc0, 0xd6, 32 }, { 0xd8, 0xde, 32 }, { 0x100, 0x12f, 0 },
	{ 0x132, 0x137, 0 }, { 0x139, 0x148, 0 }, { 0x14a, 0x177, 0 },
	{ 0x178, 0x178, -121 }, { 0x179, 0x17e, 0 }, { 0x386, 0x386, 38 },
	{ 0x388, 0x38a, 37 }, { 0x38c, 0x38c, 64 }, { 0x38e, 0x38f, 63 },
	{ 0x391, 0x3a1, 32 }, { 0x3a3, 0x3ab, 32 }, { 0x400, 0x40f, 80 },
	{ 0x410, 0x42f, 32 }, { 0x460, 0x481, 0 }, { 0x48a, 0x4bf, 0 },
	{ 0x4d0, 0x52f, 0 }, { 0x1e00, 0x1e95, 0 }, { 0x1ea0, 0x1eff, 0 } };

/* Whether C is the upper letter of a range of pairs. */
static bool
pair_upper(const struct cased *row, uint32_t c)
{
	return (c - row->first) % 2 == 0;
}

uint32_t
to_lower(uint32_t c)
{
	size_t i;

	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	for (i = 0; i < LENGTH_OF(cased_upper); i++) {
		const struct cased *row = &cased_upper[i];

		if (c < row->first || c > row->last)
			continue;
		if (row->distance != 0)
			return (uint32_t)((int32_t)c + row->distance);
		return pair_upper(row, c) ? c + 1 : c;
	}
	return c;
}

uint32_t
to_upper(uint32_t c)
{
	size_t i;

	if (c < 0x80)
		return c >= 'a' && c <= 'z' ? c - 32 : c;
	for (i = 0; i < LENGTH_OF(cased_upper); i++) {
		const struct cased *row = &cased_upper[i];
		uint32_t upper = (uint32_t)((int32_t)c - row->distance);

		if (row->distance != 0 && upper >= row->first &&
		    upper <= row->last)
			return upper;
		if (row->distance == 0 && c >= row->first && c <= row->last)
			return pair_upper(row, c) ? c : c - 1;
	}
	return c == 0xb5 ? 0x39c : c == 0x3c2 ? 0x3a3 : c;
}

bool
is_upper(uint32_t c)
{
	return to_lower(c) != c;
}

bool
is_lower(uint32_t c)
{
	return to_upper(c) != c || c == 0xdf || c == 0xaa || c == 0xba ||
	       c == 0x138 || c == 0x149;
}

bool
is_decimal(uint32_t c)
{
	return c >= '0' && c <= '9';
}

bool
is_word(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		       (c >= 'A' && c <= 'Z') || c == '_';
	if (c < 0x100)
		return c == 0xaa || c == 0xb2 || c == 0xb3 || c == 0xb5 ||
		       c == 0xb9 || c == 0xba || (c >= 0xbc && c <= 0xbe) ||
		       (c >= 0xc0 && c != 0xd7 && c != 0xf7);
	/* Accents that combine with the letter before are no letters. */
	return !is_space(c) && (c < 0x300 || c > 0x36f) &&
	       (c < 0x2000 || c > 0x206f) && (c < 0x2190 || c > 0x2bff) &&
	       (c < 0x3000 || c > 0x3004) && c < 0x1f000;
}

bool
is_printable(uint32_t c)
{
	if (c < 0x7f)
		return c >= ' ';
	if (c <= 0xa0 || c == 0xad)
		return false;
	return !is_space(c) && !(c >= 0x200b && c <= 0x200f) &&
	       !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2060 && c <= 0x206f) &&
	       !(c >= 0xd800 && c <= 0xf8ff) && c != 0xfeff &&
	       !(c >= 0xfff0 && c <= 0xfffb) && c < 0xe0000;
}

size_t
text_blank_start(const char *text, size_t length)
{
	uint32_t character;
	size_t at = 0, step;

	while (at < length) {
		step = text_next(text + at, length - at, &character);
		if (!is_space(character))
			break;
		at += step;
	}
	return at;
}

/* Where the character that ends before AT begins. */
static size_t
previous(const char *text, size_t at)
{
	size_t back = 1;
	uint32_t character;

	while (back < 4 && back < at &&
	       ((unsigned char)text[at - back] & 0xc0) == 0x80)
		back++;
	if (text_next(text + at - back, back, &character) != back)
		back = 1;
	return at - back;
}

size_t
text_blank_end(const char *text, size_t length)
{
	size_t at = length, before;
	uint32_t character;

	while (at > 0) {
		before = previous(text, at);
		text_next(text + before, at - before, &character);
		if (!is_space(character))
			break;
		at = before;
	}
	return length - at;
}

size_t
text_word_start(const char *text, size_t length)
{
	size_t at = length, before;
	uint32_t character;

	while (at > 0) {
		before = previous(text, at);
		text_next(text + before, at - before, &character);
		if (is_space(character))
			break;
		at = before;
	}
	return at;
}

size_t
text_newline(const char *text, size_t length)
{
	if (length == 0)
		return 0;
	if (text[0] == '\n')
		return 1;
	if (text[0] != '\r')
		return 0;
	return length > 1 && text[1] == '\n' ? 2 : 1;
}

size_t
text_find(
    const char *text, size_t length, const char *needle, size_t needle_length)
{
	const char *found;
	size_t at = 0;

	if (needle_length == 0)
		return 0;
	while (length - at >= needle_length &&
	       (found = memchr(text + at, needle[0],
		    length - at - needle_length + 1)) != NULL) {
		at = (size_t)(found - text);
		if (memcmp(found, needle, needle_length) == 0)
			return at;
		at++;
	}
	return SIZE_MAX;
}

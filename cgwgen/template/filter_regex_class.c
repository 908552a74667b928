/* SPDX-License-Identifier: ISC */
/*
 * Characters of Python's regular expressions: escapes and classes.  What is
 * no escape in Python, such as \K or \Q, never gets through to PCRE2.
 */
#include <stdio.h>
#include <string.h>

#include "template/filter_regex_syntax.h"

/* ---- reading and writing --------------------------------------------------
 */

bool
regex_refuse(struct translator *t, const char *why)
{
	if (t->error == NULL)
		t->error = why;
	return false;
}

static bool
at_end(const struct translator *t)
{
	return t->at == t->length;
}

void
regex_put(struct translator *t, const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		t->from[t->used + i] = (uint32_t)t->item_at;
	memcpy(t->out + t->used, text, length);
	t->used += length;
}

static void
put_text(struct translator *t, const char *text)
{
	regex_put(t, text, strlen(text));
}

static bool
is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool
is_octal(char byte)
{
	return byte >= '0' && byte <= '7';
}

/* One character that stands for itself, inside of a class or not. */
void
regex_put_literal(struct translator *t, uint32_t c)
{
	char text[16];

	if (c >= 0x80) {
		regex_put(t, text, text_put(c, text));
		return;
	}
	if (c >= ' ' && c < 0x7f &&
	    (is_letter((char)c) || is_digit((char)c) || c == '_'))
		snprintf(text, sizeof(text), "%c", (char)c);
	else if (c > ' ' && c < 0x7f)
		snprintf(text, sizeof(text), "\\%c", (char)c);
	else
		snprintf(text, sizeof(text), "\\x{%x}", (unsigned)c);
	put_text(t, text);
}

/* ---- escapes --------------------------------------------------------------
 */

/* So many hexadecimal digits. */
static bool
read_hex(struct translator *t, unsigned digits, uint32_t *ret)
{
	static const char alphabet[] = "0123456789abcdef";
	const char *found;
	unsigned i;

	*ret = 0;
	for (i = 0; i < digits; i++) {
		char byte = peek(t);

		if (byte >= 'A' && byte <= 'F')
			byte = (char)(byte | 0x20);
		found = byte != '\0' ? strchr(alphabet, byte) : NULL;
		if (found == NULL)
			return regex_refuse(t, "an escape is incomplete");
		*ret = *ret << 4 | (uint32_t)(found - alphabet);
		t->at++;
	}
	if (*ret > 0x10ffff || (*ret >= 0xd800 && *ret <= 0xdfff))
		return regex_refuse(t, "there is no such character");
	return true;
}

/* Up to MORE octal digits that follow BYTE. */
static bool
read_octal(struct translator *t, char byte, unsigned more, uint32_t *ret)
{
	*ret = (uint32_t)(byte - '0');
	while (more-- > 0 && is_octal(peek(t)))
		*ret = *ret << 3 | (uint32_t)(t->text[t->at++] - '0');
	return *ret <= 0377 || regex_refuse(t, "an octal escape is too large");
}

/* The character that an escape of a letter means, in a class or not. */
static bool
letter_escape(struct translator *t, char letter, uint32_t *ret)
{
	static const char from[] = "afnrtv", to[] = "\a\f\n\r\t\v";
	const char *found = strchr(from, letter);

	if (found != NULL) {
		*ret = (uint32_t)to[found - from];
		return true;
	}
	switch (letter) {
	case 'x':
		return read_hex(t, 2, ret);
	case 'u':
		return read_hex(t, 4, ret);
	case 'U':
		return read_hex(t, 8, ret);
	case 'N':
		return regex_refuse(t, "names of characters are not supported");
	default:
		return regex_refuse(t, "there is no such escape");
	}
}

/* \s and \S: Python counts four separators as blanks that PCRE2 does not. */
static bool
put_category(struct translator *t, char letter, bool class)
{
	char text[3] = { '\\', letter, '\0' };
	bool ascii = (t->flags & REGEX_ASCII) != 0;

	if (letter == 's' && !ascii)
		put_text(
		    t, class ? "\\s\\x{1c}-\\x{1f}" : "[\\s\\x{1c}-\\x{1f}]");
	else if (letter == 'S' && !ascii && !class)
		put_text(t, "[^\\s\\x{1c}-\\x{1f}]");
	else
		put_text(t, text);
	return true;
}

static bool
is_open(const struct translator *t, unsigned number)
{
	unsigned i;

	for (i = 0; i < t->depth; i++)
		if (t->open[i].number == number)
			return true;
	return false;
}

bool
regex_may_refer(struct translator *t, unsigned number)
{
	if (number > t->groups)
		return regex_refuse(t, "there is no such group");
	return !is_open(t, number) ||
	       regex_refuse(t, "a group cannot refer to itself");
}

/* \1 to \99, or a character in three octal digits. */
static bool
number_escape(struct translator *t, char first)
{
	unsigned number = (unsigned)(first - '0');
	char text[16];
	uint32_t c;

	if (is_digit(peek(t))) {
		if (is_octal(first) && is_octal(peek(t)) &&
		    t->length - t->at > 1 && is_octal(t->text[t->at + 1])) {
			if (!read_octal(t, first, 2, &c))
				return false;
			regex_put_literal(t, c);
			return true;
		}
		number = number * 10 + (unsigned)(t->text[t->at++] - '0');
	}
	if (!regex_may_refer(t, number))
		return false;
	snprintf(text, sizeof(text), "\\g{%u}", number);
	put_text(t, text);
	return true;
}

/* Nothing is no place between two letters for Python, either. */
static bool
put_place(struct translator *t, char letter)
{
	t->item = ITEM_PLACE;
	put_text(t, letter == 'A'   ? "\\A"
		    : letter == 'b' ? "\\b"
		    : letter == 'B' ? "\\B(?!\\A\\z)"
				    : "\\z");
	return true;
}

bool
regex_escape(struct translator *t)
{
	uint32_t c;
	char letter;

	if (at_end(t))
		return regex_refuse(t, "it ends with a backslash");
	letter = peek(t);
	t->item = ITEM_THING;
	if (letter == '\0' || (!is_letter(letter) && !is_digit(letter))) {
		regex_put_literal(t, next_character(t));
		return true;
	}
	t->at++;
	if (strchr("AbBZ", letter) != NULL)
		return put_place(t, letter);
	if (strchr("dDsSwW", letter) != NULL)
		return put_category(t, letter, false);
	if (letter >= '1' && letter <= '9')
		return number_escape(t, letter);
	if (!(letter == '0' ? read_octal(t, letter, 2, &c)
			    : letter_escape(t, letter, &c)))
		return false;
	regex_put_literal(t, c);
	return true;
}

/* ---- classes --------------------------------------------------------------
 */

/* One member: a character in *RET, or a category, which is written. */
static bool
class_member(struct translator *t, uint32_t *ret, bool *category)
{
	char letter;

	*category = false;
	if (at_end(t))
		return regex_refuse(t, "a class never ends");
	if (!accept(t, '\\')) {
		*ret = next_character(t);
		return true;
	}
	if (at_end(t))
		return regex_refuse(t, "a class never ends");
	letter = peek(t);
	if (letter != '\0' && strchr("dDsSwW", letter) != NULL) {
		t->at++;
		*category = true;
		return put_category(t, letter, true);
	}
	if (!is_letter(letter) && !is_digit(letter)) {
		*ret = next_character(t);
		return true;
	}
	t->at++;
	if (letter == 'b') {
		*ret = '\b';
		return true;
	}
	if (is_octal(letter))
		return read_octal(t, letter, 2, ret);
	if (is_digit(letter))
		return regex_refuse(t, "there is no such escape");
	return letter_escape(t, letter, ret);
}

static bool
class_range(struct translator *t, uint32_t low, bool category)
{
	uint32_t high;
	size_t used = t->used;
	bool ends;

	if (!class_member(t, &high, &ends))
		return false;
	if (category || ends || high < low)
		return regex_refuse(t, "a range in a class is not one");
	t->used = used;
	regex_put_literal(t, low);
	regex_put(t, "-", 1);
	regex_put_literal(t, high);
	return true;
}

bool
regex_class(struct translator *t)
{
	bool category, first = true;
	uint32_t c;

	regex_put(t, "[", 1);
	if (accept(t, '^'))
		regex_put(t, "^", 1);
	for (;; first = false) {
		if (!first && accept(t, ']'))
			break;
		if (!class_member(t, &c, &category))
			return false;
		if (peek(t) == '-' && t->length - t->at > 1 &&
		    t->text[t->at + 1] != ']') {
			t->at++;
			if (!class_range(t, c, category))
				return false;
		} else if (!category) {
			regex_put_literal(t, c);
		}
	}
	regex_put(t, "]", 1);
	t->item = ITEM_THING;
	return true;
}

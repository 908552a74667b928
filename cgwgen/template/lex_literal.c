/* SPDX-License-Identifier: ISC */
/*
 * Numbers and strings in templates: Jinja's patterns, Python's escapes.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "template/compile.h"
#include "template/engine.h"

static bool
is_digit(char byte, int base)
{
	int value = byte >= '0' && byte <= '9'   ? byte - '0'
		    : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
		    : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
						 : 99;

	return value < base;
}

/* End of (\d+_)*\d+ at TEXT: digits with single underscores between. */
static size_t
digits_end(const char *text, size_t at, int base)
{
	while (is_digit(text[at], base) ||
	       (text[at] == '_' && is_digit(text[at + 1], base)))
		at++;
	return at;
}

/* Where a float that begins at AT ends; AT when there is none. */
static size_t
float_end(const char *text, size_t at)
{
	size_t end = digits_end(text, at, 10), exponent;
	bool point = text[end] == '.' && is_digit(text[end + 1], 10);

	if (point)
		end = digits_end(text, end + 1, 10);
	exponent = end;
	if (text[end] == 'e' || text[end] == 'E') {
		exponent++;
		if (text[exponent] == '+' || text[exponent] == '-')
			exponent++;
		if (is_digit(text[exponent], 10))
			return digits_end(text, exponent, 10);
	}
	return point ? end : at;
}

/* Where an integer ends, and its base. */
static size_t
integer_end(const char *text, size_t at, int *base)
{
	char mark = (char)(text[at + 1] | 0x20);
	size_t end;

	*base = 10;
	if (text[at] != '0')
		return digits_end(text, at, 10);
	*base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
	if (*base != 10) {
		end = digits_end(text, at + 2, *base);
		if (end > at + 2)
			return end;
	}
	*base = 10;
	return digits_end(text, at, 1); /* only zeros may follow a zero */
}

static char *
without_underscores(struct compiler *c, const char *text, size_t length)
{
	char *copy = arena_alloc(c->arena, length + 1);
	size_t i, used = 0;

	for (i = 0; i < length; i++)
		if (text[i] != '_')
			copy[used++] = text[i];
	return copy;
}

bool
lex_number(struct compiler *c, size_t *offset)
{
	const char *text = source_text(c->template->source);
	size_t at = *offset, end = float_end(text, at);
	bool real = end != at && (at == 0 || text[at - 1] != '.');
	struct token *token;
	const char *digits;
	int64_t integer;
	bool overflow;
	int base = 10;

	if (!real)
		end = integer_end(text, at, &base);
	digits = without_underscores(c, text + at, end - at);
	token = lex_push(c, real ? T_FLOAT : T_INTEGER, at, end);
	*offset = end;
	if (real) {
		token->value = tv_float(strtod(digits, NULL));
		return true;
	}
	if (base != 10)
		digits += 2;
	if (!parse_integer(digits, strlen(digits), base, &integer, &overflow))
		return syntax_error(
		    c, (uint32_t)at, "this number does not fit in 64 bits");
	token->value = tv_int(integer);
	return true;
}

/* What a backslash and one more byte stand for; 0: not in the table. */
static char
simple_escape(char byte)
{
	static const char from[] = "\\'\"abfnrtv", to[] = "\\'\"\a\b\f\n\r\t\v";
	const char *found = strchr(from, byte);

	return found != NULL && byte != '\0' ? to[found - from] : '\0';
}

/* \xhh, \uhhhh, \Uhhhhhhhh: COUNT digits of hexadecimal at TEXT. */
static bool
hex_escape(const char *text, size_t length, size_t count, uint32_t *ret)
{
	char digits[9] = "";
	size_t i;

	if (length < count)
		return false;
	for (i = 0; i < count; i++)
		if (!is_digit(text[i], 16))
			return false;
	memcpy(digits, text, count);
	*ret = (uint32_t)strtoul(digits, NULL, 16);
	return *ret <= 0x10ffff && (*ret < 0xd800 || *ret > 0xdfff);
}

static size_t
octal_escape(const char *text, size_t length, uint32_t *ret)
{
	size_t i;

	*ret = 0;
	for (i = 0; i < 3 && i < length && is_digit(text[i], 8); i++)
		*ret = *ret * 8 + (uint32_t)(text[i] - '0');
	return i;
}

/* A string's text while escapes are taken out of it. */
struct unescape {
	struct compiler *c;
	const char *text;
	size_t length, at;
	char *copy;
	size_t used;
	uint32_t start; /* place of the string */
};

/* The escape whose backslash is at u->at. */
static bool
unescape_one(struct unescape *u)
{
	const char *text = u->text + u->at + 1;
	size_t left = u->length - u->at - 1, digits = 0;
	uint32_t place = u->start + 1 + (uint32_t)u->at, code = 0;
	char simple = simple_escape(text[0]);

	if (simple != '\0') {
		u->copy[u->used++] = simple;
		u->at += 2;
		return true;
	}
	if (text[0] == '\n' || text[0] == '\r') {
		u->at += 1 + text_newline(text, left);
		return true;
	}
	if (is_digit(text[0], 8)) {
		digits = octal_escape(text, left, &code) - 1;
	} else if (text[0] == 'x' || text[0] == 'u' || text[0] == 'U') {
		digits = text[0] == 'x' ? 2 : text[0] == 'u' ? 4 : 8;
		if (!hex_escape(text + 1, left - 1, digits, &code))
			return syntax_error(u->c, place,
			    "this escape wants %zu hexadecimal digits of a "
			    "character",
			    digits);
	} else if (text[0] == 'N') {
		return syntax_error(
		    u->c, place, "characters by name (\\N) are not supported");
	} else {
		u->copy[u->used++] = '\\';
		u->at++;
		return true;
	}
	if (code == 0)
		return syntax_error(
		    u->c, place, "a string may not hold a NUL character");
	u->used += text_put(code, u->copy + u->used);
	u->at += 2 + digits;
	return true;
}

static bool
unescape(struct unescape *u)
{
	size_t newline;

	while (u->at < u->length) {
		if (u->text[u->at] == '\\') {
			if (!unescape_one(u))
				return false;
			continue;
		}
		newline = text_newline(u->text + u->at, u->length - u->at);
		u->copy[u->used++] = newline != 0 ? '\n' : u->text[u->at];
		u->at += newline != 0 ? newline : 1;
	}
	return true;
}

bool
lex_string(struct compiler *c, size_t *offset)
{
	const char *text = source_text(c->template->source);
	size_t length = source_length(c->template->source), end = *offset + 1;
	struct unescape u = { .c = c, .start = (uint32_t)*offset };
	struct token *token;

	while (end < length && text[end] != text[*offset])
		end += text[end] == '\\' && end + 1 < length ? 2 : 1;
	if (end >= length)
		return syntax_error(c, (uint32_t)*offset,
		    "the string that begins here never ends");
	token = lex_push(c, T_STRING, *offset, end + 1);
	u.text = text + *offset + 1;
	u.length = end - *offset - 1;
	*offset = end + 1;
	if (u.length == 0 || (memchr(u.text, '\\', u.length) == NULL &&
				 memchr(u.text, '\r', u.length) == NULL)) {
		token->value = string_of(u.text, u.length);
		return true;
	}
	u.copy = arena_alloc(c->arena, u.length + 1);
	if (!unescape(&u))
		return false;
	token->value = string_of(u.copy, u.used);
	return true;
}

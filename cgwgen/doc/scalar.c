/* SPDX-License-Identifier: ISC */
/* The types of plain scalars.  Locale-free.  Floor 1. */
#include "doc/scalar.h"

#include <string.h>

bool
scalar_integer(const char *text, int64_t *ret)
{
	const bool negative = text[0] == '-';
	int64_t value = 0;

	if (negative)
		text++;
	if (text[0] == '\0' || (text[0] == '0' && (text[1] || negative)))
		return false;
	/* Counts downwards: the least value has no positive counterpart. */
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9')
			return false;
		if (value < (INT64_MIN + (*text - '0')) / 10)
			return false;
		value = value * 10 - (*text - '0');
	}
	if (!negative && value == INT64_MIN)
		return false;
	*ret = negative ? value : -value;
	return true;
}

/* Moves past the bytes of SET; returns how many there were. */
static size_t
skip(const char **text, const char *set)
{
	size_t length = strspn(*text, set);

	*text += length;
	return length;
}

/* The core schema's other forms: 0o17, 0x1f, .inf, .nan, 1.5e3, 010, +1. */
static bool
is_number(const char *text)
{
	static const char digits[] = "0123456789";
	static const char *const words[] = { ".inf", ".Inf", ".INF", ".nan",
		".NaN", ".NAN" };
	size_t i, before, after = 0;

	if (strncmp(text, "0o", 2) == 0 || strncmp(text, "0x", 2) == 0) {
		const char *set =
		    text[1] == 'o' ? "01234567" : "0123456789abcdefABCDEF";

		text += 2;
		return skip(&text, set) != 0 && *text == '\0';
	}
	if (*text == '-' || *text == '+')
		text++;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	before = skip(&text, digits);
	if (*text == '.') {
		text++;
		after = skip(&text, digits);
	}
	if (before + after == 0)
		return false;
	if (*text == 'e' || *text == 'E') {
		text++;
		if (*text == '-' || *text == '+')
			text++;
		if (skip(&text, digits) == 0)
			return false;
	}
	return *text == '\0';
}

enum scalar_type
scalar_type(const struct node *node)
{
	static const struct {
		const char *text;
		enum scalar_type type;
	} words[] = {
		{ "", SCALAR_NULL },
		{ "~", SCALAR_NULL },
		{ "null", SCALAR_NULL },
		{ "Null", SCALAR_NULL },
		{ "NULL", SCALAR_NULL },
		{ "true", SCALAR_BOOLEAN },
		{ "false", SCALAR_BOOLEAN },
	};
	int64_t ignored;
	size_t i;

	if (!node->plain)
		return SCALAR_STRING;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(node->text, words[i].text) == 0)
			return words[i].type;
	if (scalar_integer(node->text, &ignored))
		return SCALAR_INTEGER;
	return is_number(node->text) ? SCALAR_NUMBER : SCALAR_STRING;
}

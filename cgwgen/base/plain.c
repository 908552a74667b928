/* SPDX-License-Identifier: ISC */
/* Expressions of sets alone.  Ground floor. */
#include "base/plain.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

/* What stands for itself in an expression, and in a set. */
static bool
is_literal(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || byte == '_' || byte == '/' ||
	       byte == ':' || byte == ',' || byte == '@' || byte == '%';
}

static bool
is_member(char byte)
{
	return is_literal(byte) || byte == '.' || byte == '+' || byte == ' ' ||
	       byte == '*' || byte == '=' || byte == '(' || byte == ')' ||
	       byte == '!' || byte == '#' || byte == '~';
}

/* Adds BYTE to the part that is read. */
static void
add(struct plain *plain, int byte)
{
	unsigned char *members = &plain->members[(unsigned char)byte];

	*members = (unsigned char)(*members | 1u << plain->count);
}

/* Reads the rest of a set, behind its '['.  NULL: it is of another kind. */
static const char *
read_set(const char *at, struct plain *plain)
{
	const char *start = at;
	int byte;

	for (; *at != ']'; at++) {
		if (*at == '-' && (at == start || at[1] == ']')) {
			add(plain, '-');
			continue;
		}
		if (!is_member(*at))
			return NULL;
		if (at[1] != '-' || at[2] == ']') {
			add(plain, *at);
			continue;
		}
		if (!is_literal(*at) || !is_literal(at[2]) || at[2] < *at)
			return NULL;
		for (byte = *at; byte <= at[2]; byte++)
			add(plain, byte);
		at += 2;
	}
	return at == start ? NULL : at + 1;
}

/* A number of at most four digits. */
static const char *
read_number(const char *at, size_t *ret)
{
	const char *start = at;

	for (*ret = 0; *at >= '0' && *at <= '9'; at++)
		*ret = *ret * 10 + (size_t)(*at - '0');
	return at == start || at - start > 4 ? NULL : at;
}

/* "{8,64}" and the like, behind the brace. */
static const char *
read_braces(const char *at, struct plain_part *part)
{
	at = read_number(at, &part->least);
	if (at == NULL)
		return NULL;
	part->most = part->least;
	if (*at == ',') {
		at++;
		part->most = SIZE_MAX;
		if (*at != '}')
			at = read_number(at, &part->most);
	}
	return at != NULL && *at == '}' && part->least <= part->most ? at + 1
								     : NULL;
}

static const char *
read_times(const char *at, struct plain_part *part)
{
	part->least = *at == '*' || *at == '?' ? 0 : 1;
	part->most = *at == '*' || *at == '+' ? SIZE_MAX : 1;
	if (*at == '{')
		at = read_braces(at + 1, part);
	else if (*at != '\0' && strchr("*+?", *at) != NULL)
		at++;
	/* Lazy and possessive ones are left to the engine. */
	return at == NULL || (*at != '\0' && strchr("*+?{", *at) != NULL) ? NULL
									  : at;
}

static const char *
read_part(const char *at, struct plain *plain)
{
	if (*at == '[') {
		at = read_set(at + 1, plain);
	} else if (is_literal(*at)) {
		add(plain, *at);
		at++;
	} else {
		return NULL;
	}
	return at != NULL ? read_times(at, &plain->parts[plain->count]) : NULL;
}

/* All parts; false: one is of another kind, or several vary. */
static bool
read_parts(struct plain *plain, const char *at)
{
	struct plain_part *part;
	unsigned varying = 0;

	static_assert(PLAIN_PARTS <= 8, "a bit of a byte for each part");

	for (; *at != '\0'; plain->count++) {
		if (plain->count == PLAIN_PARTS)
			return false;
		part = &plain->parts[plain->count];
		at = read_part(at, plain);
		if (at == NULL)
			return false;
		plain->least += part->least;
		plain->most = part->most == SIZE_MAX || plain->most == SIZE_MAX
				  ? SIZE_MAX
				  : plain->most + part->most;
		varying += part->least != part->most;
	}
	return varying <= 1 && plain->count != 0;
}

bool
plain_read(struct plain *ret, const char *expression)
{
	*ret = (struct plain){ .count = 0 };
	if (read_parts(ret, expression))
		return true;
	ret->count = 0;
	return false;
}

/* One part varies: what the length leaves is how often its bytes stand. */
bool
plain_match(const struct plain *plain, const char *text)
{
	const struct plain_part *part = plain->parts;
	const size_t length = strlen(text);
	const char *end;
	unsigned bit = 1;
	size_t times, i;

	if (length < plain->least || length > plain->most)
		return false;
	for (i = 0; i < plain->count; i++, part++, bit <<= 1) {
		times = part->least != part->most
			    ? part->least + length - plain->least
			    : part->least;
		for (end = text + times; text < end; text++)
			if ((plain->members[(unsigned char)*text] & bit) == 0)
				return false;
	}
	return true;
}

/* SPDX-License-Identifier: ISC */
/*
 * Matching goes forward; on a mismatch only the last star is made to take
 * one byte more, and of "**" only the last, to take one part more.  Earlier
 * ones need not be tried again, because what they took already is the least.
 * Ground floor.
 */
#include "base/glob.h"

#include <string.h>

/* ---- one byte --------------------------------------------------------- */

typedef unsigned char byte;

static bool
between(byte c, char low, char high)
{
	return c >= (byte)low && c <= (byte)high;
}

static bool
is_upper(byte c)
{
	return between(c, 'A', 'Z');
}

static bool
is_lower(byte c)
{
	return between(c, 'a', 'z');
}

static bool
is_digit(byte c)
{
	return between(c, '0', '9');
}

static bool
is_alpha(byte c)
{
	return is_upper(c) || is_lower(c);
}

static bool
is_alnum(byte c)
{
	return is_alpha(c) || is_digit(c);
}

static bool
is_blank(byte c)
{
	return c == ' ' || c == '\t';
}

static bool
is_space(byte c)
{
	return c == ' ' || between(c, '\t', '\r');
}

static bool
is_graph(byte c)
{
	return between(c, '!', '~');
}

static bool
is_print(byte c)
{
	return between(c, ' ', '~');
}

static bool
is_punct(byte c)
{
	return is_graph(c) && !is_alnum(c);
}

static bool
is_cntrl(byte c)
{
	return c < ' ' || c == 0x7f;
}

static bool
is_xdigit(byte c)
{
	return is_digit(c) || between(c, 'a', 'f') || between(c, 'A', 'F');
}

/* ASCII alone, whatever the locale. */
static const struct {
	const char *name;
	bool (*has)(byte c);
} classes[] = {
	{ "alpha", is_alpha },
	{ "digit", is_digit },
	{ "alnum", is_alnum },
	{ "upper", is_upper },
	{ "lower", is_lower },
	{ "space", is_space },
	{ "blank", is_blank },
	{ "punct", is_punct },
	{ "print", is_print },
	{ "graph", is_graph },
	{ "cntrl", is_cntrl },
	{ "xdigit", is_xdigit },
};

/* Behind "[:name:]", which AT begins; NULL for a name nobody knows, AT where
 * it is no class at all. */
static const char *
match_class(const char *at, const char *end, byte c, bool *matched)
{
	const char *name = at + 2, *stop;
	size_t i, length;

	stop = memchr(name, ']', (size_t)(end - name));
	if (stop == NULL)
		return NULL;
	if (stop == name || stop[-1] != ':')
		return at;
	length = (size_t)(stop - name) - 1;
	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		if (strlen(classes[i].name) != length ||
		    memcmp(classes[i].name, name, length) != 0)
			continue;
		*matched |= classes[i].has(c);
		return stop + 1;
	}
	return NULL;
}

/* Behind the member of a set at AT, one byte that may be escaped; NULL at the
 * pattern's end. */
static const char *
member(const char *at, const char *end, byte *ret)
{
	if (at < end && *at == '\\')
		at++;
	if (at >= end)
		return NULL;
	*ret = (byte)*at;
	return at + 1;
}

/* Behind one item of a set: a class, a range or a byte. */
static const char *
match_item(const char *at, const char *end, byte c, bool *matched)
{
	const char *next;
	byte low, high;

	if (end - at > 1 && at[0] == '[' && at[1] == ':') {
		next = match_class(at, end, c, matched);
		if (next != at)
			return next;
	}
	at = member(at, end, &low);
	if (at == NULL)
		return NULL;
	*matched |= c == low;
	if (end - at < 2 || at[0] != '-' || at[1] == ']')
		return at;
	at = member(at + 1, end, &high);
	*matched |= at != NULL && c >= low && c <= high;
	return at;
}

/* Behind the set that begins at AT, "[...]"; NULL when it is malformed. */
static const char *
match_set(const char *at, const char *end, byte c, bool *ret)
{
	bool matched = false, negated;

	at++;
	negated = at < end && (*at == '!' || *at == '^');
	at += negated;
	/* A bracket that comes first means itself. */
	do
		at = match_item(at, end, c, &matched);
	while (at != NULL && at < end && *at != ']');
	if (at == NULL || at == end)
		return NULL;
	*ret = matched != negated;
	return at + 1;
}

/* Behind what stands for one byte at AT, no star; NULL when malformed.  *RET
 * tells whether it stands for C. */
static const char *
match_one(const char *at, const char *end, byte c, bool *ret)
{
	if (*at == '[')
		return match_set(at, end, c, ret);
	if (*at == '?') {
		*ret = true;
		return at + 1;
	}
	if (*at == '\\' && ++at == end)
		return NULL;
	*ret = (byte)*at == c;
	return at + 1;
}

size_t
glob_check(const char *pattern)
{
	const char *at = pattern, *end = pattern + strlen(pattern), *next;
	bool ignored;

	while (at < end) {
		next = match_one(at, end, 0, &ignored);
		if (next == NULL)
			break;
		at = next;
	}
	return (size_t)(at - pattern);
}

/* ---- one name --------------------------------------------------------- */

/* A part of a pattern or path, between two slashes. */
struct piece {
	const char *start;
	const char *end;
	const char *next; /* where the next one starts; NULL: the last */
};

static bool
match_piece(
    const struct piece *pattern, const struct piece *text, size_t *steps)
{
	const char *p = pattern->start, *t = text->start, *next;
	const char *star = NULL, *taken = NULL;
	bool fits;

	while (t < text->end) {
		if (*steps == 0)
			return false;
		--*steps;
		if (p < pattern->end && *p == '*') {
			star = ++p;
			taken = t;
			continue;
		}
		fits = false;
		next = p < pattern->end
			   ? match_one(p, pattern->end, (byte)*t, &fits)
			   : NULL;
		if (next != NULL && fits) {
			p = next;
			t++;
		} else if (star != NULL) {
			p = star;
			t = ++taken;
		} else {
			return false;
		}
	}
	while (p < pattern->end && *p == '*')
		p++;
	return p == pattern->end;
}

bool
glob_name(const char *pattern, const char *name, size_t *steps)
{
	const struct piece whole = { pattern, pattern + strlen(pattern), NULL };
	const struct piece text = { name, name + strlen(name), NULL };

	return match_piece(&whole, &text, steps);
}

/* ---- paths ------------------------------------------------------------ */

static struct piece
text_piece(const char *start)
{
	const char *end = strchr(start, '/');

	if (end == NULL)
		return (struct piece){ start, start + strlen(start), NULL };
	return (struct piece){ start, end, end + 1 };
}

/* A slash within a bracket ends nothing, an escaped one does. */
static struct piece
pattern_piece(const char *start)
{
	const char *at = start, *end = start + strlen(start), *next;
	bool ignored;

	while (at < end && *at != '/') {
		if (at[0] == '\\' && at[1] == '/')
			return (struct piece){ start, at, at + 2 };
		next = match_one(at, end, 0, &ignored);
		at = next != NULL ? next : end;
	}
	return (struct piece){ start, at, at < end ? at + 1 : NULL };
}

static bool
is_stars(const struct piece *piece)
{
	const char *at = piece->start;

	while (at < piece->end && *at == '*')
		at++;
	return at == piece->end && at - piece->start >= 2;
}

bool
glob_path(const char *pattern, const char *path, size_t *steps)
{
	const char *p = pattern, *t = path;
	/* Behind the last "**", and what its successors were tried on. */
	const char *stars = NULL, *taken = NULL;
	struct piece part, text;

	while (t != NULL) {
		text = text_piece(t);
		part = p != NULL ? pattern_piece(p) : text;
		if (p != NULL && is_stars(&part)) {
			if (part.next == NULL)
				return true;
			stars = p = part.next;
			taken = t;
		} else if (p != NULL && match_piece(&part, &text, steps)) {
			p = part.next;
			t = text.next;
		} else if (stars != NULL && *steps != 0) {
			p = stars;
			t = taken = text_piece(taken).next;
		} else {
			return false;
		}
	}
	return p == NULL;
}

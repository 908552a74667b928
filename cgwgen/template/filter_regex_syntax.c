/* SPDX-License-Identifier: ISC */
/*
 * Expressions of Python's module re in PCRE2's words: groups, quantifiers and
 * flags.  Most of the two languages is the same; each construct is read by
 * Python's rules and written so that PCRE2 has but one way to read it.  Verbs
 * such as (*UTF), which Python does not have, never get through.
 */
#include <stdio.h>

#include "template/filter_regex_syntax.h"

/* What one byte may become, at most. */
#define GROWTH 12

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static void
put_text(struct translator *t, const char *text)
{
	regex_put(t, text, strlen(text));
}

/* ---- quantifiers ----------------------------------------------------------
 */

/* "{2,5}", of which either number may be missing; false and nothing read when
 * it is no quantifier. */
static bool
read_counts(struct translator *t, char text[48])
{
	size_t at = t->at, low = at, low_end, high, high_end;

	while (low + 0 < t->length && at < t->length && is_digit(t->text[at]))
		at++;
	low_end = high_end = at;
	high = low;
	if (at < t->length && t->text[at] == ',') {
		high = ++at;
		while (at < t->length && is_digit(t->text[at]))
			at++;
		high_end = at;
	}
	/* "{}" is two characters. */
	if (at == t->length || t->text[at] != '}' || at == low ||
	    low_end - low > 9 || high_end - high > 9)
		return false;
	snprintf(text, 48, "{%.*s%s%.*s}", (int)(low_end - low), t->text + low,
	    low_end == low ? "0" : "", 0, "");
	if (high != low)
		snprintf(text, 48, "{%.*s%s,%.*s}", (int)(low_end - low),
		    t->text + low, low_end == low ? "0" : "",
		    (int)(high_end - high), t->text + high);
	t->at = at + 1;
	return true;
}

static bool
quantifier(struct translator *t, char first)
{
	char text[48] = { first, '\0' };

	if (first == '{' && !read_counts(t, text)) {
		regex_put_literal(t, '{');
		t->item = ITEM_THING;
		return true;
	}
	if (t->item == ITEM_NONE || t->item == ITEM_PLACE)
		return regex_refuse(t, "there is nothing to repeat");
	if (t->item == ITEM_REPEAT)
		return regex_refuse(t, "what is repeated is repeated again");
	put_text(t, text);
	if (accept(t, '?'))
		regex_put(t, "?", 1);
	else if (accept(t, '+'))
		regex_put(t, "+", 1);
	t->item = ITEM_REPEAT;
	return true;
}

/* ---- groups ---------------------------------------------------------------
 */

static bool
open_group(struct translator *t, unsigned number)
{
	if (t->depth == MAX_OPEN)
		return regex_refuse(t, "groups are nested too deeply");
	t->open[t->depth++] = (struct open_group){ number, t->verbose };
	t->item = ITEM_NONE;
	return true;
}

static bool
close_group(struct translator *t)
{
	if (t->depth == 0)
		return regex_refuse(t, "a parenthesis was never opened");
	t->verbose = t->open[--t->depth].verbose;
	regex_put(t, ")", 1);
	t->item = ITEM_THING;
	return true;
}

/* The name up to the byte END. */
static bool
read_name(struct translator *t, char end, const char **name, size_t *length)
{
	const char *start = t->text + t->at;
	const char *found = memchr(start, end, t->length - t->at);

	if (found == NULL || found == start)
		return regex_refuse(
		    t, "a group's name is missing or never ends");
	*name = start;
	*length = (size_t)(found - start);
	t->at += *length + 1;
	return true;
}

static bool
is_identifier(const char *name, size_t length)
{
	size_t at, step;
	uint32_t c;

	for (at = 0; at < length; at += step) {
		step = text_next(name + at, length - at, &c);
		if (!is_word(c) || (at == 0 && c >= '0' && c <= '9'))
			return false;
	}
	return length > 0;
}

static bool
check_name(struct translator *t, const char *name, size_t length)
{
	return is_identifier(name, length) ||
	       regex_refuse(t, "a group's name is not a name");
}

static const struct group_name *
find_name(struct translator *t, const char *name, size_t length)
{
	const struct group_name *at;

	for (at = t->names; at != NULL; at = at->next)
		if (at->length == length && memcmp(at->text, name, length) == 0)
			return at;
	regex_refuse(t, "there is no group of that name");
	return NULL;
}

/* (?P<name>…) */
static bool
named_group(struct translator *t)
{
	struct group_name *new = ARENA_NEW(t->arena, struct group_name);

	if (!read_name(t, '>', &new->text, &new->length) ||
	    !check_name(t, new->text, new->length))
		return false;
	new->number = ++t->groups;
	new->next = t->names;
	t->names = new;
	put_text(t, "(?P<");
	regex_put(t, new->text, new->length);
	put_text(t, ">");
	return open_group(t, new->number);
}

/* (?P=name) */
static bool
named_reference(struct translator *t)
{
	const struct group_name *known;
	const char *name;
	size_t length;
	char text[16];

	if (!read_name(t, ')', &name, &length) || !check_name(t, name, length))
		return false;
	known = find_name(t, name, length);
	if (known == NULL || !regex_may_refer(t, known->number))
		return false;
	snprintf(text, sizeof(text), "\\g{%u}", known->number);
	put_text(t, text);
	t->item = ITEM_THING;
	return true;
}

/* (?(name)yes|no), where the name may be a number */
static bool
condition(struct translator *t)
{
	const struct group_name *known;
	const char *name;
	size_t length, i;
	unsigned number = 0;
	char text[24];

	if (!read_name(t, ')', &name, &length))
		return false;
	if (is_identifier(name, length)) {
		known = find_name(t, name, length);
		if (known == NULL)
			return false;
		number = known->number;
	}
	for (i = 0; number == 0 && i < length && i < 5; i++)
		if (!is_digit(name[i]))
			return regex_refuse(t, "a group's name is not a name");
	for (i = 0; i < length && i < 5 && is_digit(name[i]); i++)
		number = number * 10 + (unsigned)(name[i] - '0');
	if (number == 0)
		return regex_refuse(t, "there is no group 0");
	if (number > t->highest)
		t->highest = number;
	snprintf(text, sizeof(text), "(?(%u)", number);
	put_text(t, text);
	return open_group(t, 0);
}

/* ---- flags ----------------------------------------------------------------
 */

/* Letters of flags that go on (or, after "-", off), as Python has them. */
struct inline_flags {
	char on[8], off[8];
};

static bool
read_letters(struct translator *t, const char *allowed, char ret[8])
{
	size_t used = 0;

	for (; peek(t) != '\0' && peek(t) != ')' && peek(t) != ':' &&
	       peek(t) != '-';
	     t->at++) {
		if (strchr(allowed, peek(t)) == NULL)
			return regex_refuse(t, "there is no such flag");
		if (used < 7 && strchr(ret, peek(t)) == NULL)
			ret[used++] = peek(t);
	}
	return true;
}

/* (?i) for all of the expression, only at its beginning. */
static bool
flags_for_all(struct translator *t, const struct inline_flags *flags)
{
	if (t->begun)
		return regex_refuse(
		    t, "flags for all come later than at the beginning");
	if (strchr(flags->on, 'i') != NULL)
		t->flags |= REGEX_CASELESS;
	if (strchr(flags->on, 'm') != NULL)
		t->flags |= REGEX_MULTILINE;
	if (strchr(flags->on, 's') != NULL)
		t->flags |= REGEX_DOTALL;
	if (strchr(flags->on, 'a') != NULL)
		t->flags |= REGEX_ASCII;
	if (strchr(flags->on, 'x') != NULL)
		t->verbose = true;
	return true;
}

static void
put_flags(struct translator *t, const char *letters)
{
	for (; *letters != '\0'; letters++)
		if (strchr("ims", *letters) != NULL)
			regex_put(t, letters, 1);
}

/* (?i-s:…) */
static bool
flags_for_group(struct translator *t, const struct inline_flags *flags)
{
	const char *letter;

	if (strchr(flags->on, 'a') != NULL)
		return regex_refuse(
		    t, "the flag 'a' is supported for all only");
	for (letter = flags->off; *letter != '\0'; letter++)
		if (strchr(flags->on, *letter) != NULL)
			return regex_refuse(t, "a flag is both on and off");
	put_text(t, "(?");
	put_flags(t, flags->on);
	if (flags->off[0] != '\0')
		put_text(t, "-");
	put_flags(t, flags->off);
	put_text(t, ":");
	if (!open_group(t, 0))
		return false;
	if (strchr(flags->on, 'x') != NULL)
		t->verbose = true;
	if (strchr(flags->off, 'x') != NULL)
		t->verbose = false;
	return true;
}

static bool
inline_flags(struct translator *t)
{
	struct inline_flags flags = { "", "" };
	bool minus;

	if (!read_letters(t, "aimsux", flags.on))
		return false;
	if (strchr(flags.on, 'a') != NULL && strchr(flags.on, 'u') != NULL)
		return regex_refuse(
		    t, "the flags 'a' and 'u' exclude each other");
	minus = accept(t, '-');
	if (minus && (!read_letters(t, "imsx", flags.off) ||
			 flags.off[0] == '\0' || peek(t) != ':'))
		return regex_refuse(t, "flags are malformed");
	if (accept(t, ':'))
		return flags_for_group(t, &flags);
	if (!accept(t, ')') || flags.on[0] == '\0')
		return regex_refuse(t, "flags are malformed");
	return flags_for_all(t, &flags);
}

/* ---- what follows "(?" ----------------------------------------------------
 */

static bool
comment(struct translator *t)
{
	const char *end = memchr(t->text + t->at, ')', t->length - t->at);

	if (end == NULL)
		return regex_refuse(t, "a comment never ends");
	t->at = (size_t)(end - t->text) + 1;
	return true;
}

static bool
plain(struct translator *t, const char *text)
{
	put_text(t, text);
	return open_group(t, 0);
}

static bool
extension(struct translator *t)
{
	if (accept(t, 'P')) {
		if (accept(t, '<'))
			return named_group(t);
		if (accept(t, '='))
			return named_reference(t);
		return regex_refuse(t, "there is no such extension");
	}
	if (accept(t, ':'))
		return plain(t, "(?:");
	if (accept(t, '#'))
		return comment(t);
	if (accept(t, '='))
		return plain(t, "(?=");
	if (accept(t, '!'))
		return plain(t, "(?!");
	if (accept(t, '>'))
		return plain(t, "(?>");
	if (accept(t, '<')) {
		if (accept(t, '='))
			return plain(t, "(?<=");
		if (accept(t, '!'))
			return plain(t, "(?<!");
		return regex_refuse(t, "there is no such extension");
	}
	if (accept(t, '('))
		return condition(t);
	return inline_flags(t);
}

/* ---- the whole ------------------------------------------------------------
 */

static bool
skip_verbose(struct translator *t)
{
	char byte = peek(t);

	if (!t->verbose || byte == '\0' || strchr(" \t\n\r\v\f#", byte) == NULL)
		return false;
	t->at++;
	while (byte == '#' && t->at < t->length && !accept(t, '\n'))
		t->at++;
	return true;
}

static bool
place(struct translator *t, char byte)
{
	regex_put(t, &byte, 1);
	t->item = ITEM_PLACE;
	return true;
}

static bool
construct(struct translator *t)
{
	char byte = t->text[t->at];

	t->item_at = t->at;
	if (byte == '(' && t->length - t->at > 1 && t->text[t->at + 1] == '?') {
		bool flags = t->begun;

		t->at += 2;
		if (!extension(t))
			return false;
		/* Comments and flags for all begin nothing. */
		t->begun = flags || t->used != 0;
		return true;
	}
	t->begun = true;
	if (byte != '\\' && strchr("([{*+?|)^$.", byte) == NULL) {
		regex_put_literal(t, next_character(t));
		t->item = ITEM_THING;
		return true;
	}
	t->at++;
	switch (byte) {
	case '\\':
		return regex_escape(t);
	case '(':
		regex_put(t, "(", 1);
		return open_group(t, ++t->groups);
	case ')':
		return close_group(t);
	case '[':
		return regex_class(t);
	case '|':
		t->item = ITEM_NONE;
		regex_put(t, "|", 1);
		return true;
	case '.':
		regex_put(t, ".", 1);
		t->item = ITEM_THING;
		return true;
	case '^':
	case '$':
		return place(t, byte);
	default:
		return quantifier(t, byte);
	}
}

void
regex_translate(struct arena *arena, const char *text, size_t length,
    unsigned flags, struct regex_syntax *ret)
{
	struct translator t = { .arena = arena,
		.text = text,
		.length = length,
		.out = arena_alloc(arena, length * GROWTH + 1),
		.from =
		    arena_array(arena, length * GROWTH + 1, sizeof(uint32_t)),
		.flags = flags };

	while (t.at < t.length)
		if (!skip_verbose(&t) && !construct(&t))
			break;
	if (t.error == NULL && t.depth > 0)
		regex_refuse(&t, "a parenthesis is never closed");
	if (t.error == NULL && t.highest > t.groups)
		regex_refuse(&t, "there is no such group");
	t.from[t.used] = (uint32_t)length;
	*ret = (struct regex_syntax){ t.out, t.used, t.flags, t.from, t.error,
		t.item_at };
}

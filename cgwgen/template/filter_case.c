/* SPDX-License-Identifier: ISC */
/*
 * Upper and lower case, by filters and by methods of the same names.
 */
#include <string.h>

#include "template/filters.h"

/* This letter has no upper one of its own: upper case is "SS", and at the
 * beginning of a title "Ss". */
#define SHARP_S "\xc3\x9f"

bool
input_string(struct tcall *call, struct tvalue *ret)
{
	return value_to_string(call->run, &call->input, ret);
}

static bool
keep_markup(const struct tvalue *input, struct tvalue *ret)
{
	ret->flags |= input->flags & TV_FLAG_MARKUP;
	return true;
}

static bool
sink_character(struct run *r, uint32_t c, const void *origin)
{
	char bytes[4];

	return sink_add(r, bytes, text_put(c, bytes), origin);
}

static bool
sink_upper(struct run *r, uint32_t c, const void *origin)
{
	if (c == 0xdf)
		return sink_add(r, "SS", 2, origin);
	return sink_character(r, to_upper(c), origin);
}

static bool
sink_lower(struct run *r, uint32_t c, const void *origin)
{
	return sink_character(r, to_lower(c), origin);
}

/* ASCII, the usual case: the cases of a letter differ in one bit. */
static void
copy_ascii(const char *text, size_t length, bool first_upper, bool rest_upper,
    char *ret)
{
	unsigned char from = first_upper ? 'a' : 'A', c;
	size_t i;

	for (i = 0; i < length; i++) {
		c = (unsigned char)text[i];
		ret[i] = (char)((unsigned char)(c - from) < 26 ? c ^ ('a' ^ 'A')
							       : c);
		from = rest_upper ? 'a' : 'A';
	}
}

static bool
sink_ascii(struct run *r, const char *text, size_t length, bool first_upper,
    bool rest_upper, const void *origin)
{
	char *copy = arena_alloc(r->arena, length);

	copy_ascii(text, length, first_upper, rest_upper, copy);
	return sink_add(r, copy, length, origin);
}

/* The text letter by letter: the first by FIRST, the others by REST. */
static bool
sink_letters(struct run *r, const struct tvalue *text, size_t start,
    size_t length, bool first_upper, bool rest_upper)
{
	size_t at, step;
	uint32_t c;
	bool upper = first_upper;

	if (!charge_bytes(r, length))
		return false;
	if (text_ascii(text->as.text + start, length))
		return sink_ascii(r, text->as.text + start, length, first_upper,
		    rest_upper, text->origin);
	for (at = start; at < start + length; at += step) {
		step = text_next(text->as.text + at, start + length - at, &c);
		if (step == 1 && c >= 0x80) {
			if (!sink_add(r, text->as.text + at, 1, NULL))
				return false;
		} else if (!(upper ? sink_upper : sink_lower)(
			       r, c, text->origin)) {
			return false;
		}
		upper = rest_upper;
	}
	return true;
}

static bool
letters(struct tcall *call, bool first, bool rest, struct tvalue *ret)
{
	struct mark mark;
	struct tvalue text;
	char *copy;

	if (!input_string(call, &text))
		return false;
	if (text_ascii(text.as.text, text.length)) {
		copy = arena_alloc(call->arena, text.length);
		copy_ascii(text.as.text, text.length, first, rest, copy);
		*ret = string_of(copy, text.length);
		ret->origin = text.origin;
		keep_markup(&text, ret);
		return charge_bytes(call->run, text.length);
	}
	mark = sink_mark(call->run);
	if (!sink_letters(call->run, &text, 0, text.length, first, rest))
		return false;
	sink_take(call->run, mark, ret);
	ret->extra = NULL; /* one span a letter is none */
	ret->origin = text.origin;
	return keep_markup(&text, ret);
}

bool
filter_upper(struct tcall *call, struct tvalue *ret)
{
	return letters(call, true, true, ret);
}

bool
filter_lower(struct tcall *call, struct tvalue *ret)
{
	return letters(call, false, false, ret);
}

bool
filter_capitalize(struct tcall *call, struct tvalue *ret)
{
	struct mark mark;
	struct tvalue text;

	if (!input_string(call, &text))
		return false;
	if (text.length < 2 || memcmp(text.as.text, SHARP_S, 2) != 0)
		return letters(call, true, false, ret);
	mark = sink_mark(call->run);
	if (!sink_add(call->run, "Ss", 2, text.origin) ||
	    !sink_letters(call->run, &text, 2, text.length - 2, false, false))
		return false;
	sink_take(call->run, mark, ret);
	return keep_markup(&text, ret);
}

static bool
begins_word(uint32_t c)
{
	return is_space(c) || c == '-' || c == '(' || c == '{' || c == '[' ||
	       c == '<';
}

bool
filter_title(struct tcall *call, struct tvalue *ret)
{
	struct run *r = call->run;
	struct mark mark;
	struct tvalue text;
	size_t at = 0, end, step;
	uint32_t c;

	if (!input_string(call, &text))
		return false;
	mark = sink_mark(r);
	while (at < text.length) {
		step = text_next(text.as.text + at, text.length - at, &c);
		for (end = at; end < text.length; end += step) {
			step = text_next(
			    text.as.text + end, text.length - end, &c);
			if (begins_word(c))
				break;
		}
		if (!sink_letters(r, &text, at, end - at, true, false))
			return false;
		at = end;
		if (at >= text.length)
			break;
		step = text_next(text.as.text + at, text.length - at, &c);
		if (!sink_part(r, &text, at, step))
			return false;
		at += step;
	}
	sink_take(r, mark, ret);
	ret->extra = NULL;
	ret->origin = text.origin;
	return keep_markup(&text, ret);
}

bool
filter_string(struct tcall *call, struct tvalue *ret)
{
	return input_string(call, ret);
}

/* SPDX-License-Identifier: ISC */
/*
 * Methods that make new strings: joined, filled up, or character by
 * character.  A string that is markup escapes the strings that it is given,
 * and its results are markup, as in Jinja.
 */
#include <string.h>

#include "template/filters.h"

bool
markup_args(struct tcall *call)
{
	struct run *r = call->run;
	struct tvalue *args;
	struct mark mark;
	size_t i;

	if ((call->input.flags & TV_FLAG_MARKUP) == 0)
		return true;
	args = arena_array(call->arena, call->count + 1, sizeof(*args));
	for (i = 0; i < call->count; i++) {
		args[i] = call->args[i];
		if (args[i].kind != TV_STRING &&
		    (args[i].kind != TV_UNDEFINED ||
			r->undefined != TEMPLATE_CHAINABLE))
			continue;
		mark = sink_mark(r);
		if (!sink_escaped(r, &args[i], true))
			return false;
		sink_take(r, mark, &args[i]);
		args[i].flags |= TV_FLAG_MARKUP;
	}
	call->args = args;
	return true;
}

/* Takes what was written since MARK; it is markup when the input is. */
static bool
take(struct tcall *call, struct mark mark, struct tvalue *ret)
{
	sink_take(call->run, mark, ret);
	ret->flags |= call->input.flags & TV_FLAG_MARKUP;
	return true;
}

bool
text_join(struct tcall *call, struct tvalue *ret)
{
	bool markup = (call->input.flags & TV_FLAG_MARKUP) != 0;
	struct run *r = call->run;
	struct tlist *list;
	struct mark mark;
	size_t i;

	if (!value_list(r, &call->args[0], &list))
		return false;
	mark = sink_mark(r);
	for (i = 0; i < list->count; i++) {
		const struct tvalue *item = &list->items[i];

		if (item->kind == TV_UNDEFINED && !markup)
			return fail_undefined(r, item);
		if (item->kind != TV_STRING && !markup)
			return template_fail(call,
			    "item %zu is %s, not a string", i,
			    tv_type_name(item));
		if ((i != 0 &&
			!sink_part(r, &call->input, 0, call->input.length)) ||
		    !sink_escaped(r, item, markup))
			return false;
	}
	take(call, mark, ret);
	/* The separator's origin is not that of the whole. */
	call->input.origin = NULL;
	return true;
}

bool
text_replace(struct tcall *call, struct tvalue *ret)
{
	struct tvalue string = tv_none();
	int64_t count = -1;

	/* Unlike the filter, the method takes no none for the count. */
	if (!markup_args(call) || !arg_string(call, 0, &string) ||
	    !arg_string(call, 1, &string) || !arg_int(call, 2, &count) ||
	    !filter_replace(call, ret))
		return false;
	ret->flags |= call->input.flags & TV_FLAG_MARKUP;
	return true;
}

/* ---- filling up ------------------------------------------------------------
 */

static bool
fill(struct run *r, const struct tvalue *with, int64_t count)
{
	for (; count > 0; count--)
		if (!charge(r, 1) || !sink_part(r, with, 0, with->length))
			return false;
	return true;
}

/* The width that is asked for, and how much of it is to be filled. */
static bool
fill_args(
    struct tcall *call, struct tvalue *with, int64_t *width, int64_t *left)
{
	int64_t length;

	*with = string_of(" ", 1);
	*width = 0;
	if (!arg_int(call, 0, width) || !markup_args(call) ||
	    !arg_string(call, 1, with))
		return false;
	if (text_count(with->as.text, with->length) != 1)
		return template_fail(call, "fills with exactly one character");
	length = (int64_t)text_count(call->input.as.text, call->input.length);
	*left = *width > length ? *width - length : 0;
	return true;
}

/* So much of what is to be filled goes before the text. */
static bool
justify(struct tcall *call, char side, struct tvalue *ret)
{
	struct run *r = call->run;
	struct mark mark = sink_mark(r);
	int64_t width = 0, left = 0, before = 0;
	struct tvalue with;

	if (!fill_args(call, &with, &width, &left))
		return false;
	/* Python puts the odd blank on the left when the width is odd. */
	if (side == 'c')
		before = left / 2 + (left & width & 1);
	else if (side == 'r')
		before = left;
	return fill(r, &with, before) &&
	       sink_part(r, &call->input, 0, call->input.length) &&
	       fill(r, &with, left - before) && take(call, mark, ret);
}

bool
text_ljust(struct tcall *call, struct tvalue *ret)
{
	return justify(call, 'l', ret);
}

bool
text_rjust(struct tcall *call, struct tvalue *ret)
{
	return justify(call, 'r', ret);
}

bool
text_center(struct tcall *call, struct tvalue *ret)
{
	return justify(call, 'c', ret);
}

bool
text_zfill(struct tcall *call, struct tvalue *ret)
{
	struct run *r = call->run;
	const struct tvalue *text = &call->input;
	struct tvalue zero = string_of("0", 1);
	struct mark mark = sink_mark(r);
	size_t sign = text->length != 0 &&
		      (text->as.text[0] == '-' || text->as.text[0] == '+');
	int64_t width = 0, length;

	if (!arg_int(call, 0, &width))
		return false;
	length = (int64_t)text_count(text->as.text, text->length);
	return sink_part(r, text, 0, sign) &&
	       (width <= length || fill(r, &zero, width - length)) &&
	       sink_part(r, text, sign, text->length - sign) &&
	       take(call, mark, ret);
}

bool
text_expandtabs(struct tcall *call, struct tvalue *ret)
{
	const struct tvalue *text = &call->input;
	struct tvalue blank = string_of(" ", 1);
	struct run *r = call->run;
	struct mark mark = sink_mark(r);
	int64_t size = 8, column = 0, width;
	size_t at, step;
	uint32_t c;

	if (!arg_int(call, 0, &size))
		return false;
	for (at = 0; at < text->length; at += step) {
		step = text_next(text->as.text + at, text->length - at, &c);
		if (c != '\t') {
			column = c == '\n' || c == '\r' ? 0 : column + 1;
			if (!sink_part(r, text, at, step))
				return false;
			continue;
		}
		width = size > 0 ? size - column % size : 0;
		column += width;
		if (!fill(r, &blank, width))
			return false;
	}
	return take(call, mark, ret);
}

/* ---- character by character ------------------------------------------------
 */

/* What a character is in the other case; a letter of both or neither stays. */
static uint32_t
other_case(uint32_t c)
{
	return is_upper(c) ? to_lower(c) : to_upper(c);
}

static bool
put_character(struct run *r, uint32_t c)
{
	char bytes[4];

	return sink_add(r, bytes, text_put(c, bytes), NULL);
}

/* A result made letter by letter is from where the text is from. */
static bool
take_letters(struct tcall *call, struct mark mark, struct tvalue *ret)
{
	take(call, mark, ret);
	ret->extra = NULL;
	ret->origin = call->input.origin;
	return charge_bytes(call->run, call->input.length);
}

bool
text_swapcase(struct tcall *call, struct tvalue *ret)
{
	struct mark mark = sink_mark(call->run);
	const struct tvalue *text = &call->input;
	size_t at, step;
	uint32_t c;

	for (at = 0; at < text->length; at += step) {
		step = text_next(text->as.text + at, text->length - at, &c);
		if (c == 0xdf ? !sink_text(call->run, "SS")
		    : step == 1 && c >= 0x80
			? !sink_part(call->run, text, at, 1)
			: !put_character(call->run, other_case(c)))
			return false;
	}
	return take_letters(call, mark, ret);
}

/* A letter after anything but a letter is upper. */
bool
text_title(struct tcall *call, struct tvalue *ret)
{
	struct mark mark = sink_mark(call->run);
	const struct tvalue *text = &call->input;
	bool inside = false, cased;
	size_t at, step;
	uint32_t c;

	for (at = 0; at < text->length; at += step) {
		step = text_next(text->as.text + at, text->length - at, &c);
		cased = is_upper(c) || is_lower(c);
		if (c == 0xdf && !inside ? !sink_text(call->run, "Ss")
		    : step == 1 && c >= 0x80
			? !sink_part(call->run, text, at, 1)
			: !put_character(
			      call->run, inside ? to_lower(c) : to_upper(c)))
			return false;
		inside = cased;
	}
	return take_letters(call, mark, ret);
}

bool
text_casefold(struct tcall *call, struct tvalue *ret)
{
	struct mark mark = sink_mark(call->run);
	const struct tvalue *text = &call->input;
	size_t at, step;
	uint32_t c;

	for (at = 0; at < text->length; at += step) {
		step = text_next(text->as.text + at, text->length - at, &c);
		if (c == 0xdf || c == 0x1e9e ? !sink_text(call->run, "ss")
		    : step == 1 && c >= 0x80
			? !sink_part(call->run, text, at, 1)
			: !put_character(call->run, c == 0xb5    ? 0x3bc
						    : c == 0x3c2 ? 0x3c3
								 : to_lower(c)))
			return false;
	}
	take_letters(call, mark, ret);
	ret->flags = 0;
	return !call->run->failed;
}

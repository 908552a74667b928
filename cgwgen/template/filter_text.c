/* SPDX-License-Identifier: ISC */
/*
 * Filters of text other than those of case; many are methods as well.
 */
#include <string.h>

#include "template/filters.h"

static bool
keep_markup(const struct tvalue *input, struct tvalue *ret)
{
	ret->flags |= input->flags & TV_FLAG_MARKUP;
	return true;
}

bool
text_input(struct tcall *call)
{
	if (call->input.kind == TV_UNDEFINED)
		return fail_undefined(call->run, &call->input);
	return call->input.kind == TV_STRING ||
	       template_fail(
		   call, "wants a string, not %s", tv_type_name(&call->input));
}

static bool
in_set(uint32_t c, const struct tvalue *set)
{
	size_t at, step;
	uint32_t other;

	if (set == NULL)
		return is_space(c);
	for (at = 0; at < set->length; at += step) {
		step = text_next(set->as.text + at, set->length - at, &other);
		if (other == c)
			return true;
	}
	return false;
}

struct tvalue
strip_text(struct run *r, const struct tvalue *text, const struct tvalue *set,
    bool left, bool right)
{
	size_t at = 0, end = 0, step;
	uint32_t c;

	for (; left && at < text->length; at += step) {
		step = text_next(text->as.text + at, text->length - at, &c);
		if (!in_set(c, set))
			break;
	}
	end = right ? at : text->length;
	if (right) {
		size_t look;

		for (look = at; look < text->length; look += step) {
			step = text_next(
			    text->as.text + look, text->length - look, &c);
			if (!in_set(c, set))
				end = look + step;
		}
	}
	return substring(r, text, at, end - at);
}

bool
filter_trim(struct tcall *call, struct tvalue *ret)
{
	struct tvalue text, set = tv_none();

	if (!input_string(call, &text))
		return false;
	if (has_arg(call, 0) && call->args[0].kind != TV_NONE &&
	    !arg_string(call, 0, &set))
		return false;
	*ret = strip_text(
	    call->run, &text, set.kind == TV_STRING ? &set : NULL, true, true);
	return true;
}

bool
filter_center(struct tcall *call, struct tvalue *ret)
{
	struct run *r = call->run;
	struct mark mark;
	struct tvalue text;
	int64_t width = 80, length, left, i;

	if (!input_string(call, &text) || !arg_int(call, 0, &width))
		return false;
	length = (int64_t)text_count(text.as.text, text.length);
	mark = sink_mark(r);
	if (width > (int64_t)r->out_limit)
		return template_fail(call, "the width is too large");
	/* Python puts the odd blank on the left when the width is odd. */
	left = width <= length
		   ? 0
		   : (width - length) / 2 + ((width - length) & width & 1);
	for (i = 0; i < left; i++)
		if (!sink_char(r, ' '))
			return false;
	if (!sink_part(r, &text, 0, text.length))
		return false;
	for (i = left + length; i < width; i++)
		if (!sink_char(r, ' '))
			return false;
	sink_take(r, mark, ret);
	return keep_markup(&text, ret);
}

/* ---- replace, join, indent -------------------------------------------------
 */

static bool
replace_empty(struct run *r, const struct tvalue *text,
    const struct tvalue *new, size_t count)
{
	size_t at = 0, step;
	uint32_t c;

	while (count-- > 0) {
		if (!sink_part(r, new, 0, new->length))
			return false;
		if (at >= text->length)
			return true;
		step = text_next(text->as.text + at, text->length - at, &c);
		if (!sink_part(r, text, at, step))
			return false;
		at += step;
	}
	return sink_part(r, text, at, text->length - at);
}

static bool
replace_text(struct run *r, const struct tvalue *text, const struct tvalue *old,
    const struct tvalue *new, size_t count)
{
	size_t at = 0, found;

	if (!charge_bytes(r, text->length))
		return false;
	if (old->length == 0)
		return replace_empty(r, text, new, count);
	while (count-- > 0) {
		found = text_find(text->as.text + at, text->length - at,
		    old->as.text, old->length);
		if (found == SIZE_MAX)
			break;
		if (!sink_part(r, text, at, found) ||
		    !sink_part(r, new, 0, new->length))
			return false;
		at += found + old->length;
	}
	return sink_part(r, text, at, text->length - at);
}

bool
filter_replace(struct tcall *call, struct tvalue *ret)
{
	struct run *r = call->run;
	struct tvalue text, old, new;
	struct mark mark;
	int64_t count = -1;

	if (!input_string(call, &text) ||
	    !value_to_string(r, &call->args[0], &old) ||
	    !value_to_string(r, &call->args[1], &new))
		return false;
	if (has_arg(call, 2) && call->args[2].kind != TV_NONE &&
	    !arg_int(call, 2, &count))
		return false;
	mark = sink_mark(r);
	if (!replace_text(
		r, &text, &old, &new, count < 0 ? SIZE_MAX : (size_t)count))
		return false;
	sink_take(r, mark, ret);
	return true;
}

bool
filter_join(struct tcall *call, struct tvalue *ret)
{
	struct run *r = call->run;
	struct tvalue separator = string_of("", 0), item;
	struct tlist *list;
	struct mark mark;
	size_t i;

	if (has_arg(call, 0) && !value_to_string(r, &call->args[0], &separator))
		return false;
	if (!value_list(r, &call->input, &list))
		return false;
	mark = sink_mark(r);
	for (i = 0; i < list->count; i++) {
		item = list->items[i];
		if (has_arg(call, 1) && call->args[1].kind != TV_NONE &&
		    !get_path(r, &list->items[i], &call->args[1], NULL, &item))
			return false;
		if (i != 0 && !sink_part(r, &separator, 0, separator.length))
			return false;
		if (!sink_str(r, &item))
			return false;
	}
	if (!charge_bytes(r, r->out->text.length - mark.length))
		return false;
	sink_take(r, mark, ret);
	return true;
}

static size_t
newline_length(const char *text, size_t length)
{
	uint32_t c;
	size_t step = text_newline(text, length);

	if (step != 0 || length == 0)
		return step;
	step = text_next(text, length, &c);
	return c == 0xb || c == 0xc || (c >= 0x1c && c <= 0x1e) ||
		       (c == 0x85 && step == 2) || c == 0x2028 || c == 0x2029
		   ? step
		   : 0;
}

size_t
line_length(const char *text, size_t length, size_t at, size_t *newline)
{
	size_t end = at;
	uint32_t c;

	for (; end < length; end += text_next(text + end, length - end, &c)) {
		*newline = newline_length(text + end, length - end);
		if (*newline != 0)
			return end - at;
	}
	*newline = 0;
	return length - at;
}

/* What a line begins with: a string, or so many blanks. */
static bool
indention(struct tcall *call, struct tvalue *ret)
{
	int64_t width = 4;
	char *blanks;

	if (has_arg(call, 0) && call->args[0].kind == TV_STRING) {
		*ret = call->args[0];
		return true;
	}
	if (!arg_int(call, 0, &width))
		return false;
	if (width < 0)
		width = 0;
	if (width > 10000)
		return template_fail(call, "the width is too large");
	blanks = arena_alloc(call->arena, (size_t)width + 1);
	memset(blanks, ' ', (size_t)width);
	*ret = string_of(blanks, (size_t)width);
	return true;
}

/* As in Jinja, the text gets a newline first, so a last newline is kept and
 * the lines between are counted by splitlines(). */
static bool
indent_lines(struct run *r, const struct tvalue *text,
    const struct tvalue *prefix, bool first, bool blank)
{
	size_t at = 0, length, newline;
	bool start = true;

	for (;;) {
		length = line_length(text->as.text, text->length, at, &newline);
		if (!start && !sink_char(r, '\n'))
			return false;
		if ((start ? first : length != 0 || blank) &&
		    !sink_part(r, prefix, 0, prefix->length))
			return false;
		if (!sink_part(r, text, at, length))
			return false;
		if (newline == 0)
			return true;
		at += length + newline;
		start = false;
	}
}

bool
filter_indent(struct tcall *call, struct tvalue *ret)
{
	struct run *r = call->run;
	struct tvalue prefix;
	struct mark mark;
	bool first = false, blank = false;

	if (!text_input(call) || !indention(call, &prefix) ||
	    !arg_bool(call, 1, &first) || !arg_bool(call, 2, &blank))
		return false;
	mark = sink_mark(r);
	if (!charge_bytes(r, call->input.length) ||
	    !indent_lines(r, &call->input, &prefix, first, blank))
		return false;
	sink_take(r, mark, ret);
	return keep_markup(&call->input, ret);
}

/* ---- truncate, wordcount
 * ----------------------------------------------------- */

/* Where the last blank before byte END is; END when there is none. */
static size_t
last_blank(const struct tvalue *text, size_t end)
{
	size_t at;

	for (at = end; at > 0; at--)
		if (text->as.text[at - 1] == ' ')
			return at - 1;
	return end;
}

/* The end mark.  A lenient undefined one has a length and no more: it is a
 * mistake when something is cut. */
static bool
truncate_mark(struct tcall *call, struct tvalue *ret)
{
	if (has_arg(call, 2) && call->args[2].kind == TV_UNDEFINED &&
	    !is_strict(call->run, &call->args[2])) {
		*ret = call->args[2];
		return true;
	}
	return arg_string(call, 2, ret);
}

bool
filter_truncate(struct tcall *call, struct tvalue *ret)
{
	struct run *r = call->run;
	struct tvalue end = string_of("...", 3);
	struct mark mark;
	int64_t length = 255, leeway = 5, mark_length;
	bool kill = false;
	size_t cut, size;

	if (call->input.kind == TV_UNDEFINED && is_strict(r, &call->input))
		return fail_undefined(r, &call->input);
	if (call->input.kind == TV_UNDEFINED)
		size = 0;
	else if (!value_length(&call->input, &size))
		return template_fail(
		    call, "wants a string, not %s", tv_type_name(&call->input));
	if (!arg_int(call, 0, &length) || !truncate_mark(call, &end))
		return false;
	if (has_arg(call, 3) && call->args[3].kind != TV_NONE &&
	    !arg_int(call, 3, &leeway))
		return false;
	mark_length = end.kind == TV_STRING
			  ? (int64_t)text_count(end.as.text, end.length)
			  : 0;
	if (length < mark_length || leeway < 0)
		return template_fail(call,
		    "the length must be at least that of the end mark, and "
		    "the leeway not negative");
	*ret = call->input;
	if (leeway > INT64_MAX - length || (int64_t)size <= length + leeway)
		return true;
	if (call->input.kind != TV_STRING)
		return template_fail(
		    call, "wants a string, not %s", tv_type_name(&call->input));
	if (!arg_bool(call, 1, &kill))
		return false;
	if (end.kind == TV_UNDEFINED)
		return fail_undefined(r, &end);
	cut = text_offset(call->input.as.text, call->input.length,
	    (size_t)(length - mark_length));
	if (!kill)
		cut = last_blank(&call->input, cut);
	mark = sink_mark(r);
	if (!sink_part(r, &call->input, 0, cut) ||
	    !sink_part(r, &end, 0, end.length))
		return false;
	sink_take(r, mark, ret);
	return keep_markup(&call->input, ret);
}

bool
filter_wordcount(struct tcall *call, struct tvalue *ret)
{
	struct tvalue text;
	size_t at, step;
	int64_t count = 0;
	bool inside = false, word;
	uint32_t c;

	if (!input_string(call, &text))
		return false;
	for (at = 0; at < text.length; at += step) {
		step = text_next(text.as.text + at, text.length - at, &c);
		word = is_word(c);
		count += word && !inside;
		inside = word;
	}
	*ret = tv_int(count);
	call->input.origin = NULL;
	return true;
}

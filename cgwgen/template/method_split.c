/* SPDX-License-Identifier: ISC */
/*
 * Methods that take strings apart; the pieces keep their origins.
 */
#include <string.h>

#include "template/filters.h"

static bool
strip(struct tcall *call, bool left, bool right, struct tvalue *ret)
{
	struct tvalue set = tv_none();

	if (!markup_args(call))
		return false;
	if (has_arg(call, 0) && call->args[0].kind != TV_NONE &&
	    !arg_string(call, 0, &set))
		return false;
	*ret = strip_text(call->run, &call->input,
	    set.kind == TV_STRING ? &set : NULL, left, right);
	return charge_bytes(call->run, call->input.length);
}

bool
text_strip(struct tcall *call, struct tvalue *ret)
{
	return strip(call, true, true, ret);
}

bool
text_lstrip(struct tcall *call, struct tvalue *ret)
{
	return strip(call, true, false, ret);
}

bool
text_rstrip(struct tcall *call, struct tvalue *ret)
{
	return strip(call, false, true, ret);
}

/* ---- split
 * ---------------------------------------------------------------------- */

static bool
split_blanks(struct tcall *call, size_t limit, struct tlist *list)
{
	const struct tvalue *text = &call->input;
	size_t at = 0, end, step;
	uint32_t c;

	for (;;) {
		at += text_blank_start(text->as.text + at, text->length - at);
		if (at >= text->length)
			return true;
		if (!charge(call->run, 1))
			return false;
		if (limit-- == 0) {
			list_add(call->arena, list,
			    substring(call->run, text, at, text->length - at));
			return true;
		}
		for (end = at; end < text->length; end += step) {
			step = text_next(
			    text->as.text + end, text->length - end, &c);
			if (is_space(c))
				break;
		}
		list_add(call->arena, list,
		    substring(call->run, text, at, end - at));
		at = end;
	}
}

static bool
split_at(struct tcall *call, const struct tvalue *separator, size_t limit,
    struct tlist *list)
{
	const struct tvalue *text = &call->input;
	size_t at = 0, found;

	for (;;) {
		if (!charge(call->run, 1))
			return false;
		found = limit-- == 0
			    ? SIZE_MAX
			    : text_find(text->as.text + at, text->length - at,
				  separator->as.text, separator->length);
		if (found == SIZE_MAX)
			break;
		list_add(
		    call->arena, list, substring(call->run, text, at, found));
		at += found + separator->length;
	}
	list_add(call->arena, list,
	    substring(call->run, text, at, text->length - at));
	return true;
}

static bool
split_args(struct tcall *call, struct tvalue *separator, size_t *most)
{
	int64_t limit = -1;

	*separator = tv_none();
	if (has_arg(call, 0) && call->args[0].kind != TV_NONE &&
	    !arg_string(call, 0, separator))
		return false;
	if (!arg_int(call, 1, &limit) ||
	    !charge_bytes(call->run, call->input.length))
		return false;
	*most = limit < 0 ? SIZE_MAX : (size_t)limit;
	if (separator->kind == TV_STRING && separator->length == 0)
		return template_fail(call, "the separator is empty");
	return true;
}

bool
text_split(struct tcall *call, struct tvalue *ret)
{
	struct tvalue separator;
	struct tlist *list = list_new(call->arena, 0);
	size_t most;

	if (!split_args(call, &separator, &most))
		return false;
	*ret = list_value(list);
	return separator.kind == TV_NONE
		   ? split_blanks(call, most, list)
		   : split_at(call, &separator, most, list);
}

/* The same from the end; the pieces come in reverse. */
static bool
rsplit_blanks(struct tcall *call, size_t limit, struct tlist *list)
{
	const struct tvalue *text = &call->input;
	size_t end = text->length, at;

	for (;;) {
		end -= text_blank_end(text->as.text, end);
		if (end == 0)
			return true;
		if (!charge(call->run, 1))
			return false;
		at = limit == 0 ? 0 : text_word_start(text->as.text, end);
		list_add(call->arena, list,
		    substring(call->run, text, at, end - at));
		if (limit-- == 0)
			return true;
		end = at;
	}
}

static bool
rsplit_at(struct tcall *call, const struct tvalue *separator, size_t limit,
    struct tlist *list)
{
	const struct tvalue *text = &call->input;
	size_t end = text->length, at = end, size = separator->length;

	while (limit > 0 && at >= size) {
		if (memcmp(text->as.text + at - size, separator->as.text,
			size) != 0) {
			at--;
			continue;
		}
		if (!charge(call->run, 1))
			return false;
		list_add(call->arena, list,
		    substring(call->run, text, at, end - at));
		end = at -= size;
		limit--;
	}
	list_add(call->arena, list, substring(call->run, text, 0, end));
	return true;
}

static void
turn_round(struct tlist *list)
{
	struct tvalue item;
	size_t i;

	for (i = 0; i < list->count / 2; i++) {
		item = list->items[i];
		list->items[i] = list->items[list->count - 1 - i];
		list->items[list->count - 1 - i] = item;
	}
}

bool
text_rsplit(struct tcall *call, struct tvalue *ret)
{
	struct tvalue separator;
	struct tlist *list = list_new(call->arena, 0);
	size_t most;
	bool good;

	if (!split_args(call, &separator, &most))
		return false;
	*ret = list_value(list);
	good = separator.kind == TV_NONE
		   ? rsplit_blanks(call, most, list)
		   : rsplit_at(call, &separator, most, list);
	turn_round(list);
	return good;
}

bool
text_splitlines(struct tcall *call, struct tvalue *ret)
{
	const struct tvalue *text = &call->input;
	struct tlist *list = list_new(call->arena, 0);
	size_t at = 0, length, newline;
	int64_t keep = 0;

	if (!arg_int(call, 0, &keep))
		return false;
	while (at < text->length) {
		length = line_length(text->as.text, text->length, at, &newline);
		list_add(call->arena, list,
		    substring(call->run, text, at,
			length + (keep != 0 ? newline : 0)));
		at += length + newline;
	}
	*ret = list_value(list);
	return true;
}

/* The first argument, whatever it is, as markup makes text of it. */
static bool
escaped_arg(struct tcall *call, struct tvalue *ret)
{
	struct mark mark = sink_mark(call->run);

	if (!sink_escaped(call->run, &call->args[0], true))
		return false;
	sink_take(call->run, mark, ret);
	return true;
}

/* (before, separator, after), at the first or last place. */
static bool
partition(struct tcall *call, bool last, struct tvalue *ret)
{
	const struct tvalue *text = &call->input;
	struct tvalue separator = string_of("", 0), empty = string_of("", 0);
	struct tlist *list = list_new(call->arena, 3);
	size_t found, at = SIZE_MAX, from = 0;

	if ((text->flags & TV_FLAG_MARKUP) != 0
		? !escaped_arg(call, &separator)
		: !arg_string(call, 0, &separator))
		return false;
	empty.flags = text->flags & TV_FLAG_MARKUP;
	separator.flags = empty.flags;
	if (separator.length == 0)
		return template_fail(call, "the separator is empty");
	if (!charge_bytes(call->run, text->length))
		return false;
	while ((found = text_find(text->as.text + from, text->length - from,
		    separator.as.text, separator.length)) != SIZE_MAX) {
		at = from + found;
		from = at + 1;
		if (!last)
			break;
	}
	*ret = value_of(TV_TUPLE, list);
	if (at == SIZE_MAX) {
		list_add(call->arena, list, last ? empty : *text);
		list_add(call->arena, list, empty);
		list_add(call->arena, list, last ? *text : empty);
		return true;
	}
	list_add(call->arena, list, substring(call->run, text, 0, at));
	list_add(call->arena, list, separator);
	at += separator.length;
	list_add(call->arena, list,
	    substring(call->run, text, at, text->length - at));
	return true;
}

bool
text_partition(struct tcall *call, struct tvalue *ret)
{
	return partition(call, false, ret);
}

bool
text_rpartition(struct tcall *call, struct tvalue *ret)
{
	return partition(call, true, ret);
}

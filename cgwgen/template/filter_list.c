/* SPDX-License-Identifier: ISC */
/*
 * Filters of sequences.  Where Jinja gives a generator, ours gives an
 * iterator over a list that is complete already: it has no length and can
 * be read once, so templates behave alike.
 */
#include <string.h>

#include "template/filters.h"

static bool
is_digits(const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return length != 0 && length < 19;
}

static bool
path_step(struct run *r, const struct tvalue *object, struct tvalue key,
    const struct tvalue *fallback, struct tvalue *ret)
{
	int64_t index;
	bool over;

	if (is_digits(key.as.text, key.length)) {
		parse_integer(key.as.text, key.length, 10, &index, &over);
		key = tv_int(index);
	}
	if (!get_item(r, object, &key, NULL, ret))
		return false;
	if (fallback != NULL && fallback->kind != TV_NONE &&
	    ret->kind == TV_UNDEFINED)
		*ret = *fallback;
	return true;
}

bool
get_path(struct run *r, const struct tvalue *object, const struct tvalue *path,
    const struct tvalue *fallback, struct tvalue *ret)
{
	struct tvalue item = *object, part;
	size_t at = 0, end;

	if (path->kind != TV_STRING) {
		if (!get_item(r, object, path, NULL, ret))
			return false;
		if (fallback != NULL && fallback->kind != TV_NONE &&
		    ret->kind == TV_UNDEFINED)
			*ret = *fallback;
		return true;
	}
	for (;; at = end + 1) {
		for (end = at; end < path->length; end++)
			if (path->as.text[end] == '.')
				break;
		part = string_of(path->as.text + at, end - at);
		part.flags = path->flags;
		if (!path_step(r, &item, part, fallback, ret))
			return false;
		if (end >= path->length)
			return true;
		item = *ret;
	}
}

bool
filter_length(struct tcall *call, struct tvalue *ret)
{
	size_t length;

	if (call->input.kind == TV_LOOP) {
		if (!loop_length(call->run, call->input.as.object, &length))
			return false;
	} else if (call->input.kind == TV_UNDEFINED) {
		if (is_strict(call->run, &call->input))
			return fail_undefined(call->run, &call->input);
		length = 0;
	} else if (!value_length(&call->input, &length)) {
		return template_fail(
		    call, "%s has no length", tv_type_name(&call->input));
	}
	*ret = tv_int((int64_t)length);
	/* A length is not a part of what was measured. */
	call->input.origin = NULL;
	return true;
}

bool
filter_list(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list;

	if (!value_list(call->run, &call->input, &list))
		return false;
	*ret = list_value(list);
	return true;
}

bool
filter_first(struct tcall *call, struct tvalue *ret)
{
	struct cursor cursor;
	bool more;

	if (!cursor_open(call->run, &call->input, &cursor) ||
	    !cursor_next(call->run, &cursor, ret, &more))
		return false;
	if (!more)
		*ret = make_undefined(call->run, NULL, NULL,
		    "there is no first item: the "
		    "sequence is empty");
	return true;
}

bool
filter_last(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list;

	if (call->input.kind == TV_ITERATOR)
		return template_fail(call,
		    "an iterator cannot be read from its end: use the list "
		    "filter first");
	if (!value_list(call->run, &call->input, &list))
		return false;
	/* Python reads backwards by index, which leaves markup what it is. */
	if (list->count != 0) {
		*ret = list->items[list->count - 1];
		if (call->input.kind == TV_STRING)
			ret->flags |= call->input.flags & TV_FLAG_MARKUP;
	} else
		*ret = make_undefined(call->run, NULL, NULL,
		    "there is no last item: the "
		    "sequence is empty");
	return true;
}

static struct tlist *
reversed(struct run *r, const struct tlist *list)
{
	struct tlist *back = list_new(r->arena, list->count);
	size_t i;

	for (i = list->count; i-- > 0;)
		list_add(r->arena, back, list->items[i]);
	return back;
}

static bool
reverse_string(struct tcall *call, struct tvalue *ret)
{
	struct run *r = call->run;
	struct mark mark = sink_mark(r);
	struct tlist *list;
	size_t i;

	if (!value_list(r, &call->input, &list))
		return false;
	for (i = list->count; i-- > 0;)
		if (!sink_part(r, &list->items[i], 0, list->items[i].length))
			return false;
	sink_take(r, mark, ret);
	ret->extra = NULL;
	ret->origin = call->input.origin;
	return true;
}

bool
filter_reverse(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list;

	if (call->input.kind == TV_STRING)
		return reverse_string(call, ret);
	if (!value_list(call->run, &call->input, &list))
		return false;
	list = reversed(call->run, list);
	*ret = call->input.kind == TV_ITERATOR
		   ? list_value(list)
		   : iterator_of(call->run, list, "reversed");
	return true;
}

bool
filter_items(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list = list_new(call->arena, 0);
	const struct tdict *dict;
	size_t i;

	if (call->input.kind == TV_DICT) {
		dict = call->input.as.dict;
		if (!charge(call->run, dict->count))
			return false;
		for (i = 0; i < dict->count; i++)
			list_add(call->arena, list,
			    pair_of(call->run, dict_entry(dict, i)->key,
				dict_entry(dict, i)->value));
	} else if (call->input.kind != TV_UNDEFINED) {
		return template_fail(call, "wants a mapping, not %s",
		    tv_type_name(&call->input));
	}
	*ret = iterator_of(call->run, list, "generator");
	return true;
}

bool
filter_sum(struct tcall *call, struct tvalue *ret)
{
	struct tvalue total = tv_int(0), item;
	struct tlist *list;
	size_t i;

	if (!value_list(call->run, &call->input, &list))
		return false;
	if (has_arg(call, 1))
		total = call->args[1];
	if (total.kind == TV_STRING)
		return template_fail(call, "cannot add strings: use join");
	for (i = 0; i < list->count; i++) {
		item = list->items[i];
		if (has_arg(call, 0) && call->args[0].kind != TV_NONE &&
		    !get_path(call->run, &list->items[i], &call->args[0], NULL,
			&item))
			return false;
		if (!value_binary(call->run, OP_ADD, &total, &item, ret))
			return false;
		total = *ret;
	}
	*ret = total;
	return true;
}

static bool
counted(struct tcall *call, int64_t *ret)
{
	if (!arg_int(call, 0, ret))
		return false;
	if (*ret > 10000000)
		return template_fail(call, "the count is too large");
	return true;
}

bool
filter_batch(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list, *batches = list_new(call->arena, 0), *batch = NULL;
	int64_t count = 0;
	size_t i;

	if (!value_list(call->run, &call->input, &list))
		return false;
	/* No items are no batches, whatever the count. */
	*ret = iterator_of(call->run, batches, "generator");
	if (list->count == 0)
		return true;
	if (!counted(call, &count))
		return false;
	/* Jinja2 hands out what it has gathered when it sees an item, and no
	 * items are a batch of none. */
	if (count == 0)
		list_add(
		    call->arena, batches, list_value(list_new(call->arena, 0)));
	for (i = 0; i < list->count; i++) {
		if (batch == NULL || (int64_t)batch->count == count) {
			batch = list_new(call->arena, 0);
			list_add(call->arena, batches, list_value(batch));
		}
		list_add(call->arena, batch, list->items[i]);
	}
	while (batch != NULL && has_arg(call, 1) &&
	       call->args[1].kind != TV_NONE && (int64_t)batch->count < count) {
		if (!charge(call->run, 1))
			return false;
		list_add(call->arena, batch, call->args[1]);
	}
	return true;
}

bool
filter_slice(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list, *slices = list_new(call->arena, 0), *slice;
	int64_t count = 0, i, each, extra, at = 0, size;

	if (!counted(call, &count) ||
	    !value_list(call->run, &call->input, &list))
		return false;
	if (count == 0)
		return template_fail(call, "the number of slices is zero");
	each = count > 0 ? (int64_t)list->count / count : 0;
	extra = count > 0 ? (int64_t)list->count % count : 0;
	for (i = 0; i < count; i++) {
		if (!charge(call->run, 1))
			return false;
		slice = list_new(call->arena, 0);
		for (size = each + (i < extra); size > 0; size--)
			list_add(call->arena, slice, list->items[at++]);
		if (has_arg(call, 1) && call->args[1].kind != TV_NONE &&
		    i >= extra)
			list_add(call->arena, slice, call->args[1]);
		list_add(call->arena, slices, list_value(slice));
	}
	*ret = iterator_of(call->run, slices, "generator");
	return true;
}

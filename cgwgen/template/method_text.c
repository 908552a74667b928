/* SPDX-License-Identifier: ISC */
/*
 * Methods that look for parts of strings.  Offsets that templates see count
 * characters.
 */
#include <string.h>

#include "template/filters.h"

/* ---- a part of the text ----------------------------------------------------
 */

/* Bytes [start, end) of the input; VALID is false when the place where it
 * begins is behind where it ends, so that not even "" is there. */
struct range {
	size_t start, end;
	bool valid;
};

/* Clamps as Python's slices do: none is absent, negative from the end. */
static bool
range_bound(struct tcall *call, size_t index, int64_t count, int64_t *ret)
{
	if (has_arg(call, index) && call->args[index].kind == TV_NONE)
		return true;
	if (!arg_int(call, index, ret))
		return false;
	if (*ret < 0)
		*ret = *ret + count < 0 ? 0 : *ret + count;
	return true;
}

/* What the arguments at INDEX and INDEX + 1 leave of the input. */
static bool
range_args(struct tcall *call, size_t index, struct range *ret)
{
	const struct tvalue *text = &call->input;
	int64_t start = 0, end = INT64_MAX, count = text->length;

	*ret = (struct range){ 0, text->length, true };
	if (!has_arg(call, index) && !has_arg(call, index + 1))
		return true;
	if (!charge_bytes(call->run, text->length))
		return false;
	count = (int64_t)text_count(text->as.text, text->length);
	if (!range_bound(call, index, count, &start) ||
	    !range_bound(call, index + 1, count, &end))
		return false;
	if (end > count)
		end = count;
	ret->valid = start <= end;
	if (!ret->valid)
		return true;
	ret->start = text_offset(text->as.text, text->length, (size_t)start);
	ret->end =
	    ret->start + text_offset(text->as.text + ret->start,
			     text->length - ret->start, (size_t)(end - start));
	return true;
}

/* ---- looking for parts
 * ------------------------------------------------------------ */

static bool
affix_matches(const struct tvalue *text, const struct range *range,
    const struct tvalue *affix, bool end)
{
	if (!range->valid || affix->length > range->end - range->start)
		return false;
	return memcmp(text->as.text +
			  (end ? range->end - affix->length : range->start),
		   affix->as.text, affix->length) == 0;
}

static bool
affix(struct tcall *call, bool end, struct tvalue *ret)
{
	const struct tvalue *given = &call->args[0];
	struct tvalue one = tv_none();
	struct range range;
	bool found = false;
	size_t i;

	if (!range_args(call, 1, &range))
		return false;
	if (given->kind != TV_TUPLE) {
		if (!arg_string(call, 0, &one))
			return false;
		*ret = tv_bool(affix_matches(&call->input, &range, &one, end));
		return true;
	}
	for (i = 0; i < given->as.list->count && !found; i++) {
		if (given->as.list->items[i].kind != TV_STRING)
			return template_fail(call, "wants strings");
		found = affix_matches(
		    &call->input, &range, &given->as.list->items[i], end);
	}
	*ret = tv_bool(found);
	return charge(call->run, i);
}

bool
text_startswith(struct tcall *call, struct tvalue *ret)
{
	return affix(call, false, ret);
}

bool
text_endswith(struct tcall *call, struct tvalue *ret)
{
	return affix(call, true, ret);
}

static bool
remove_affix(struct tcall *call, bool end, struct tvalue *ret)
{
	struct tvalue part = tv_none();
	const struct tvalue *text = &call->input;
	struct range range = { 0, text->length, true };

	if (!arg_string(call, 0, &part))
		return false;
	*ret = *text;
	if (affix_matches(text, &range, &part, end))
		*ret = substring(call->run, text, end ? 0 : part.length,
		    text->length - part.length);
	ret->flags &= (uint8_t)~TV_FLAG_MARKUP;
	return true;
}

bool
text_removeprefix(struct tcall *call, struct tvalue *ret)
{
	return remove_affix(call, false, ret);
}

bool
text_removesuffix(struct tcall *call, struct tvalue *ret)
{
	return remove_affix(call, true, ret);
}

/* Byte offset of the first or last place of the argument, or SIZE_MAX. */
static bool
search(struct tcall *call, bool last, size_t *ret)
{
	const char *text = call->input.as.text;
	struct tvalue part = tv_none();
	struct range range;
	size_t found, from;

	*ret = SIZE_MAX;
	if (!arg_string(call, 0, &part) || !range_args(call, 1, &range) ||
	    !charge_bytes(call->run, call->input.length))
		return false;
	if (!range.valid)
		return true;
	if (part.length == 0) {
		*ret = last ? range.end : range.start;
		return true;
	}
	from = range.start;
	while ((found = text_find(text + from, range.end - from, part.as.text,
		    part.length)) != SIZE_MAX) {
		*ret = from + found;
		from = *ret + 1;
		if (!last)
			break;
	}
	return true;
}

static bool
found_index(struct tcall *call, bool last, bool must, struct tvalue *ret)
{
	size_t at;

	if (!search(call, last, &at))
		return false;
	if (at == SIZE_MAX && must)
		return template_fail(call, "the substring is not there");
	*ret = tv_int(
	    at == SIZE_MAX ? -1 : (int64_t)text_count(call->input.as.text, at));
	call->input.origin = NULL;
	return true;
}

bool
text_find_method(struct tcall *call, struct tvalue *ret)
{
	return found_index(call, false, false, ret);
}

bool
text_rfind(struct tcall *call, struct tvalue *ret)
{
	return found_index(call, true, false, ret);
}

bool
text_index(struct tcall *call, struct tvalue *ret)
{
	return found_index(call, false, true, ret);
}

bool
text_rindex(struct tcall *call, struct tvalue *ret)
{
	return found_index(call, true, true, ret);
}

bool
text_count_method(struct tcall *call, struct tvalue *ret)
{
	const char *text = call->input.as.text;
	struct tvalue part = tv_none();
	struct range range;
	size_t found;
	int64_t count = 0;

	if (!arg_string(call, 0, &part) || !range_args(call, 1, &range) ||
	    !charge_bytes(call->run, call->input.length))
		return false;
	if (range.valid && part.length == 0)
		count = (int64_t)text_count(
			    text + range.start, range.end - range.start) +
			1;
	else if (range.valid)
		while ((found = text_find(text + range.start,
			    range.end - range.start, part.as.text,
			    part.length)) != SIZE_MAX) {
			count++;
			range.start += found + part.length;
		}
	*ret = tv_int(count);
	call->input.origin = NULL;
	return true;
}

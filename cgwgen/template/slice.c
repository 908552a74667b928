/* SPDX-License-Identifier: ISC */
/*
 * Slices of strings, lists, tuples and ranges, by Python's rules for bounds
 * that are negative, missing or out of range.
 */
#include <string.h>

#include "template/engine.h"

struct bounds {
	int64_t start, stop, step;
	size_t count;
};

static bool
bound(struct run *r, const struct tvalue *value, int64_t missing, int64_t *ret)
{
	if (value->kind == TV_MISSING || value->kind == TV_NONE) {
		*ret = missing;
		return true;
	}
	if (value->kind == TV_UNDEFINED)
		return fail_undefined(r, value);
	if (as_integer(value, ret))
		return true;
	return fail_value(
	    r, "a slice wants integers or none, not %s", tv_type_name(value));
}

static int64_t
clamp(int64_t index, int64_t count, int64_t low, int64_t high)
{
	if (index < 0)
		index = index < -count ? -1 : index + count;
	return index < low ? low : index > high ? high : index;
}

static bool
slice_bounds(struct run *r, const struct tvalue given[3], size_t length,
    struct bounds *ret)
{
	int64_t count = (int64_t)length, low, high, span, stride;

	if (!bound(r, &given[2], 1, &ret->step))
		return false;
	if (ret->step == 0)
		return fail_value(r, "the step of a slice cannot be zero");
	if (ret->step < -INT64_MAX)
		ret->step = -INT64_MAX;
	low = ret->step > 0 ? 0 : -1;
	high = ret->step > 0 ? count : count - 1;
	if (!bound(r, &given[0], INT64_MIN, &ret->start) ||
	    !bound(r, &given[1], INT64_MIN, &ret->stop))
		return false;
	if (given[0].kind == TV_MISSING || given[0].kind == TV_NONE)
		ret->start = ret->step > 0 ? low : high;
	else
		ret->start = clamp(ret->start, count, low, high);
	if (given[1].kind == TV_MISSING || given[1].kind == TV_NONE)
		ret->stop = ret->step > 0 ? high : low;
	else
		ret->stop = clamp(ret->stop, count, low, high);
	span = ret->step > 0 ? ret->stop - ret->start : ret->start - ret->stop;
	stride = ret->step > 0 ? ret->step : -ret->step;
	ret->count = span <= 0 ? 0 : (size_t)((span - 1) / stride + 1);
	return true;
}

static bool
slice_string(struct run *r, const struct tvalue *string,
    const struct bounds *bounds, struct tvalue *ret)
{
	struct mark mark = sink_mark(r);
	size_t start, end, i, at, step, count = 0;
	uint32_t character;
	uint32_t *offsets;

	if (bounds->step == 1) {
		start = text_offset(
		    string->as.text, string->length, (size_t)bounds->start);
		end = start + text_offset(string->as.text + start,
				  string->length - start, bounds->count);
		*ret = substring(r, string, start, end - start);
		return true;
	}
	if (!charge(r, string->length))
		return false;
	offsets =
	    arena_array(r->arena, (size_t)string->length + 1, sizeof(*offsets));
	for (at = 0; at < string->length; at += step) {
		offsets[count++] = (uint32_t)at;
		step = text_next(
		    string->as.text + at, string->length - at, &character);
	}
	offsets[count] = string->length;
	for (i = 0; i < bounds->count; i++) {
		at = (size_t)(bounds->start + (int64_t)i * bounds->step);
		if (!sink_part(
			r, string, offsets[at], offsets[at + 1] - offsets[at]))
			return false;
	}
	sink_take(r, mark, ret);
	ret->flags |= string->flags & TV_FLAG_MARKUP;
	return true;
}

static struct tvalue
slice_range(
    struct run *r, const struct trange *range, const struct bounds *bounds)
{
	struct trange *part = ARENA_NEW(r->arena, struct trange);
	uint64_t step = (uint64_t)range->step;

	part->start =
	    (int64_t)((uint64_t)range->start + step * (uint64_t)bounds->start);
	part->stop =
	    (int64_t)((uint64_t)range->start + step * (uint64_t)bounds->stop);
	part->step = (int64_t)(step * (uint64_t)bounds->step);
	part->count = bounds->count;
	return value_of(TV_RANGE, part);
}

bool
get_slice(struct run *r, const struct tvalue *object,
    const struct tvalue given[3], struct tvalue *ret)
{
	struct bounds bounds;
	struct tlist *list;
	size_t length, i;

	if (object->kind == TV_UNDEFINED) {
		if (r->undefined != TEMPLATE_CHAINABLE)
			return fail_undefined(r, object);
		*ret = *object;
		return true;
	}
	if (object->kind != TV_STRING && object->kind != TV_RANGE &&
	    !is_sequence(object))
		return fail_value(
		    r, "%s cannot be sliced", tv_type_name(object));
	value_length(object, &length);
	if (!slice_bounds(r, given, length, &bounds))
		return false;
	if (object->kind == TV_STRING)
		return slice_string(r, object, &bounds, ret);
	if (object->kind == TV_RANGE) {
		*ret = slice_range(r, object->as.object, &bounds);
		return true;
	}
	if (!charge(r, bounds.count))
		return false;
	list = list_new(r->arena, bounds.count);
	for (i = 0; i < bounds.count; i++)
		list_add(r->arena, list,
		    object->as.list
			->items[bounds.start + (int64_t)i * bounds.step]);
	*ret = value_of((enum tkind)object->kind, list);
	return true;
}

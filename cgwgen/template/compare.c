/* SPDX-License-Identifier: ISC */
/*
 * Truth, equality, order and membership, as Python has them.
 */
#include <math.h>
#include <string.h>

#include "template/engine.h"

bool
value_truth(struct run *r, const struct tvalue *value, bool *ret)
{
	size_t length;

	switch (value->kind) {
	case TV_UNDEFINED:
		*ret = false;
		return !is_strict(r, value) || fail_undefined(r, value);
	case TV_NONE:
		*ret = false;
		return true;
	case TV_BOOL:
		*ret = value->as.truth;
		return true;
	case TV_INT:
		*ret = value->as.integer != 0;
		return true;
	case TV_FLOAT:
		*ret = value->as.real != 0;
		return true;
	case TV_LOOP:
		*ret = true;
		return true;
	case TV_OPAQUE:
		*ret = opaque_truth(r, value);
		return true;
	default:
		*ret = !value_length(value, &length) || length != 0;
		return true;
	}
}

/* Exact order of an integer and a real, which no conversion gives. */
static int
order_mixed(int64_t a, double b)
{
	int64_t whole;

	if (isnan(b))
		return 2;
	if (b >= 9223372036854775808.0)
		return -1;
	if (b < -9223372036854775808.0)
		return 1;
	whole = (int64_t)b;
	if (a != whole)
		return a < whole ? -1 : 1;
	b -= (double)whole;
	return b > 0 ? -1 : b < 0;
}

static int
order_numbers(const struct tvalue *a, const struct tvalue *b)
{
	int64_t left, right;
	double x, y;
	int order;

	if (as_integer(a, &left)) {
		if (!as_integer(b, &right))
			return order_mixed(left, b->as.real);
		return left < right ? -1 : left > right;
	}
	if (as_integer(b, &right)) {
		order = order_mixed(right, a->as.real);
		return order == 2 ? 2 : -order;
	}
	x = a->as.real;
	y = b->as.real;
	if (isnan(x) || isnan(y))
		return 2;
	return x < y ? -1 : x > y;
}

/* UTF-8 sorts by bytes as it does by characters. */
static int
order_strings(const struct tvalue *a, const struct tvalue *b)
{
	size_t least = a->length < b->length ? a->length : b->length;
	int order = least != 0 ? memcmp(a->as.text, b->as.text, least) : 0;

	if (order != 0)
		return order < 0 ? -1 : 1;
	return a->length < b->length ? -1 : a->length > b->length;
}

/*
 * Two items of containers.  Python does not ask an item whether it equals
 * itself, so that something undefined may be compared with itself there.
 */
static bool
equal_items(
    struct run *r, const struct tvalue *a, const struct tvalue *b, bool *ret)
{
	if (a->kind == TV_UNDEFINED && b->kind == TV_UNDEFINED &&
	    a->as.object != NULL && a->as.object == b->as.object) {
		*ret = true;
		return true;
	}
	return value_equal(r, a, b, ret);
}

static bool
equal_lists(
    struct run *r, const struct tlist *a, const struct tlist *b, bool *ret)
{
	size_t i;

	*ret = a->count == b->count;
	for (i = 0; *ret && i < a->count; i++) {
		if (!equal_items(r, &a->items[i], &b->items[i], ret))
			return false;
	}
	return true;
}

static bool
equal_dicts(
    struct run *r, const struct tdict *a, const struct tdict *b, bool *ret)
{
	struct tentry *entry;
	size_t i;

	*ret = a->count == b->count;
	for (i = 0; *ret && i < a->count; i++) {
		entry = dict_find(
		    b, &dict_entry(a, i)->key, dict_entry(a, i)->hash);
		if (entry == NULL)
			*ret = false;
		else if (!equal_items(
			     r, &dict_entry(a, i)->value, &entry->value, ret))
			return false;
	}
	return true;
}

static bool
equal_ranges(const struct trange *a, const struct trange *b)
{
	if (a->count != b->count)
		return false;
	if (a->count == 0)
		return true;
	return a->start == b->start && (a->count == 1 || a->step == b->step);
}

bool
value_same(const struct tvalue *a, const struct tvalue *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case TV_NONE:
		return true;
	case TV_BOOL:
		return a->as.truth == b->as.truth;
	case TV_INT:
		return a->as.integer == b->as.integer;
	case TV_FLOAT:
		return a->as.real == b->as.real;
	case TV_STRING:
		return a->length == b->length &&
		       memcmp(a->as.text, b->as.text, a->length) == 0;
	default:
		return a->as.object == b->as.object;
	}
}

static bool
equal_nested(
    struct run *r, const struct tvalue *a, const struct tvalue *b, bool *ret)
{
	bool good = true;

	if (!enter(r, r->at) || !charge(r, 1))
		return false;
	switch (a->kind) {
	case TV_LIST:
	case TV_TUPLE:
		good = equal_lists(r, a->as.list, b->as.list, ret);
		break;
	case TV_DICT:
		good = equal_dicts(r, a->as.dict, b->as.dict, ret);
		break;
	case TV_RANGE:
		*ret = equal_ranges(a->as.object, b->as.object);
		break;
	default:
		*ret = value_same(a, b);
	}
	leave(r);
	return good;
}

bool
value_equal(
    struct run *r, const struct tvalue *a, const struct tvalue *b, bool *ret)
{
	if (a->kind == TV_UNDEFINED || b->kind == TV_UNDEFINED) {
		const struct tvalue *undefined =
		    a->kind == TV_UNDEFINED ? a : b;

		if (is_strict(r, undefined))
			return fail_undefined(r, undefined);
		*ret = a->kind == b->kind;
		return true;
	}
	if (a->kind == TV_STRING && b->kind == TV_STRING) {
		*ret = value_same(a, b);
		return true;
	}
	if (is_number(a) && is_number(b)) {
		*ret = order_numbers(a, b) == 0;
		return true;
	}
	if (a->kind != b->kind) {
		*ret = false;
		return true;
	}
	return equal_nested(r, a, b, ret);
}

static bool
order_lists(struct run *r, const struct tlist *a, const struct tlist *b,
    const char *op, int *ret)
{
	size_t i;
	bool equal;

	for (i = 0; i < a->count && i < b->count; i++) {
		if (!equal_items(r, &a->items[i], &b->items[i], &equal))
			return false;
		if (!equal)
			return value_order(
			    r, &a->items[i], &b->items[i], op, ret);
	}
	*ret = a->count < b->count ? -1 : a->count > b->count;
	return true;
}

bool
value_order(struct run *r, const struct tvalue *a, const struct tvalue *b,
    const char *op, int *ret)
{
	bool good;

	if (a->kind == TV_STRING && b->kind == TV_STRING) {
		*ret = order_strings(a, b);
		return true;
	}
	if (is_number(a) && is_number(b)) {
		*ret = order_numbers(a, b);
		return true;
	}
	if (a->kind == TV_UNDEFINED || b->kind == TV_UNDEFINED)
		return fail_undefined(r, a->kind == TV_UNDEFINED ? a : b);
	if (is_sequence(a) && a->kind == b->kind) {
		if (!enter(r, r->at) || !charge(r, 1))
			return false;
		good = order_lists(r, a->as.list, b->as.list, op, ret);
		leave(r);
		return good;
	}
	return fail_value(r, "'%s' does not work between %s and %s", op,
	    tv_type_name(a), tv_type_name(b));
}

static bool
list_contains(struct run *r, const struct tlist *list,
    const struct tvalue *item, bool *ret)
{
	size_t i;

	*ret = false;
	for (i = 0; !*ret && i < list->count; i++) {
		if (!charge(r, 1) ||
		    !equal_items(r, &list->items[i], item, ret))
			return false;
	}
	return true;
}

static bool
range_contains(const struct trange *range, const struct tvalue *item)
{
	int64_t integer;
	uint64_t offset, step;

	if (range->count == 0)
		return false;
	if (!as_integer(item, &integer)) {
		if (item->kind != TV_FLOAT ||
		    floor(item->as.real) != item->as.real ||
		    fabs(item->as.real) > 9e15)
			return false;
		integer = (int64_t)item->as.real;
	}
	if (range->step > 0 ? integer < range->start : integer > range->start)
		return false;
	offset = range->step > 0 ? (uint64_t)integer - (uint64_t)range->start
				 : (uint64_t)range->start - (uint64_t)integer;
	step =
	    range->step > 0 ? (uint64_t)range->step : 0 - (uint64_t)range->step;
	return offset % step == 0 && offset / step < range->count;
}

/* Python consumes a generator up to what it finds. */
static bool
any_contains(struct run *r, const struct tvalue *container,
    const struct tvalue *item, bool *ret)
{
	struct cursor cursor;
	struct tvalue next;
	bool more;

	*ret = false;
	if (!cursor_open(r, container, &cursor))
		return false;
	while (!*ret) {
		if (!cursor_next(r, &cursor, &next, &more))
			return false;
		if (!more)
			return true;
		if (!value_equal(r, &next, item, ret))
			return false;
	}
	return true;
}

/* What is among the keys is looked up, so it must be able to be a key. */
static bool
view_contains(struct run *r, const struct tvalue *container,
    const struct tvalue *item, bool *ret)
{
	const struct tview *view = container->as.object;
	uint32_t hash;

	if (view->what != 'k')
		return any_contains(r, container, item, ret);
	if (!value_key(r, item, &hash))
		return false;
	*ret = dict_find(view->dict, item, hash) != NULL;
	return true;
}

bool
value_contains(struct run *r, const struct tvalue *container,
    const struct tvalue *item, bool *ret)
{
	uint32_t hash;

	switch (container->kind) {
	case TV_STRING:
		if (item->kind == TV_UNDEFINED)
			return fail_undefined(r, item);
		if (item->kind != TV_STRING)
			return fail_value(r,
			    "'in <string>' wants a string on its left, not %s",
			    tv_type_name(item));
		*ret = text_find(container->as.text, container->length,
			   item->as.text, item->length) != SIZE_MAX;
		return true;
	case TV_LIST:
	case TV_TUPLE:
		return list_contains(r, container->as.list, item, ret);
	case TV_DICT:
		if (!value_key(r, item, &hash))
			return false;
		*ret = dict_find(container->as.dict, item, hash) != NULL;
		return true;
	case TV_RANGE:
		*ret = range_contains(container->as.object, item);
		return true;
	case TV_VIEW:
		return view_contains(r, container, item, ret);
	case TV_UNDEFINED:
		*ret = false;
		return !is_strict(r, container) || fail_undefined(r, container);
	default:
		if (!is_iterable(container))
			return fail_value(r, "'in' does not work on %s",
			    tv_type_name(container));
		return any_contains(r, container, item, ret);
	}
}

bool
value_key(struct run *r, const struct tvalue *value, uint32_t *ret)
{
	if (hash_value(value, ret))
		return true;
	if (value->kind == TV_UNDEFINED) {
		if (is_strict(r, value))
			return fail_undefined(r, value);
		*ret = 1;
		return true;
	}
	if (value->kind == TV_LIST || value->kind == TV_DICT ||
	    value->kind == TV_TUPLE ||
	    (value->kind == TV_VIEW &&
		((const struct tview *)value->as.object)->what != 'v'))
		return fail_value(r, "%s cannot be a key: it is not hashable",
		    tv_type_name(value));
	*ret = (uint32_t)((uintptr_t)value->as.object >> 4);
	return true;
}

bool
value_compare(struct run *r, enum operator op, const struct tvalue *a,
    const struct tvalue *b, bool *ret)
{
	static const char *const names[] = { "==", "!=", "<", "<=", ">", ">=" };
	int order;

	switch (op) {
	case OP_EQ:
		return value_equal(r, a, b, ret);
	case OP_NE:
		if (!value_equal(r, a, b, ret))
			return false;
		*ret = !*ret;
		return true;
	case OP_IN:
		return value_contains(r, b, a, ret);
	case OP_NOTIN:
		if (!value_contains(r, b, a, ret))
			return false;
		*ret = !*ret;
		return true;
	default:
		if (!value_order(r, a, b, names[op - OP_EQ], &order))
			return false;
		*ret = order != 2 && (op == OP_LT      ? order < 0
					 : op == OP_LE ? order <= 0
					 : op == OP_GT ? order > 0
						       : order >= 0);
		return true;
	}
}

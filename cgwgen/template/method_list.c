/* SPDX-License-Identifier: ISC */
/*
 * Methods of lists and tuples.
 */
#include <string.h>

#include "template/filters.h"

static bool
list_append(struct tcall *call, struct tvalue *ret)
{
	(void)ret;
	if (!charge(call->run, 1))
		return false;
	list_add(call->arena, call->input.as.list, call->args[0]);
	return true;
}

static bool
list_extend(struct tcall *call, struct tvalue *ret)
{
	struct tlist *more;
	size_t i;

	(void)ret;
	if (!value_list(call->run, &call->args[0], &more))
		return false;
	for (i = 0; i < more->count; i++)
		list_add(call->arena, call->input.as.list, more->items[i]);
	return true;
}

/* Whether the item at I is the one that is looked for: the same or equal. */
static bool
is_item(struct tcall *call, size_t i, bool *ret)
{
	const struct tvalue *item = &call->input.as.list->items[i];

	*ret = value_same(item, &call->args[0]);
	return charge(call->run, 1) &&
	       (*ret || value_equal(call->run, item, &call->args[0], ret));
}

static bool
list_count(struct tcall *call, struct tvalue *ret)
{
	const struct tlist *list = call->input.as.list;
	int64_t count = 0;
	bool equal;
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (!is_item(call, i, &equal))
			return false;
		count += equal;
	}
	*ret = tv_int(count);
	return true;
}

static bool
find_item(struct tcall *call, int64_t start, int64_t stop, size_t *ret)
{
	bool equal = false;
	int64_t i;

	for (i = start; i < stop; i++) {
		if (!is_item(call, (size_t)i, &equal))
			return false;
		if (equal)
			break;
	}
	*ret = (size_t)i;
	return equal || template_fail(call, "the item is not in the list");
}

static int64_t
clamp(int64_t at, int64_t count)
{
	if (at < 0)
		at = at + count < 0 ? 0 : at + count;
	return at > count ? count : at;
}

static bool
list_index(struct tcall *call, struct tvalue *ret)
{
	int64_t count = (int64_t)call->input.as.list->count;
	int64_t start = 0, stop = count;
	size_t at;

	if (!arg_int(call, 1, &start) || !arg_int(call, 2, &stop) ||
	    !find_item(call, clamp(start, count), clamp(stop, count), &at))
		return false;
	*ret = tv_int((int64_t)at);
	return true;
}

static bool
take_out(struct tcall *call, size_t at)
{
	struct tlist *list = call->input.as.list;

	if (!charge(call->run, list->count - at))
		return false;
	memmove(&list->items[at], &list->items[at + 1],
	    (list->count - at - 1) * sizeof(*list->items));
	list->count--;
	return true;
}

static bool
list_remove(struct tcall *call, struct tvalue *ret)
{
	size_t at;

	(void)ret;
	return find_item(call, 0, (int64_t)call->input.as.list->count, &at) &&
	       take_out(call, at);
}

static bool
list_pop(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list = call->input.as.list;
	int64_t at = -1;

	if (!arg_int(call, 0, &at))
		return false;
	if (at < 0)
		at += (int64_t)list->count;
	if (at < 0 || at >= (int64_t)list->count)
		return template_fail(call, "the index is out of range");
	*ret = list->items[at];
	return take_out(call, (size_t)at);
}

static bool
list_insert(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list = call->input.as.list;
	int64_t at = 0, count = (int64_t)list->count;

	(void)ret;
	if (!arg_int(call, 0, &at))
		return false;
	at = clamp(at, count);
	if (!charge(call->run, (size_t)(count - at) + 1))
		return false;
	list_add(call->arena, list, call->args[1]);
	memmove(&list->items[at + 1], &list->items[at],
	    (size_t)(count - at) * sizeof(*list->items));
	list->items[at] = call->args[1];
	return true;
}

static bool
list_copy(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list;

	if (!value_list(call->run, &call->input, &list))
		return false;
	*ret = list_value(list);
	return true;
}

static bool
list_reverse(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list = call->input.as.list;
	struct tvalue item;
	size_t i;

	(void)ret;
	if (!charge(call->run, list->count))
		return false;
	for (i = 0; i < list->count / 2; i++) {
		item = list->items[i];
		list->items[i] = list->items[list->count - 1 - i];
		list->items[list->count - 1 - i] = item;
	}
	return true;
}

static bool
list_clear(struct tcall *call, struct tvalue *ret)
{
	(void)ret;
	call->input.as.list->count = 0;
	return true;
}

/* Python sorts by < alone; so does this, without a key. */
static bool
list_sort(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list = call->input.as.list, *sorted, *keys;
	bool reverse = false;
	size_t i;

	(void)ret;
	for (i = 0; i < call->keyword_count; i++) {
		const struct template_keyword *keyword = &call->keywords[i];

		if (strcmp(keyword->name, "reverse") == 0) {
			if (!value_truth(call->run, &keyword->value, &reverse))
				return false;
		} else if (strcmp(keyword->name, "key") != 0) {
			return template_fail(
			    call, "takes reverse and key only");
		} else if (keyword->value.kind != TV_NONE) {
			return template_fail(
			    call, "sorts without a key: use the sort filter");
		}
	}
	if (call->count != 0)
		return template_fail(call, "takes reverse by name only");
	if (!value_list(call->run, &call->input, &sorted) ||
	    !value_list(call->run, &call->input, &keys) ||
	    !sort_values(call, sorted, keys, reverse))
		return false;
	if (list->count != 0)
		memcpy(list->items, sorted->items,
		    list->count * sizeof(*list->items));
	return true;
}

const struct builtin list_methods[] = {
	BUILTIN("append", "/object", 1, list_append, "adds an item",
	    "{% set l = [1] %}{% set _ = l.append(2) %}{{ l }}", "[1, 2]"),
	BUILTIN("clear", "", 0, list_clear, "drops all items",
	    "{% set l = [1] %}{% set _ = l.clear() %}{{ l }}", "[]"),
	BUILTIN("copy", "", 0, list_copy, "the same items in a new list",
	    "{{ [1, 2].copy() }}", "[1, 2]"),
	BUILTIN("count", "/value", 1, list_count, "how often an item is there",
	    "{{ [1, 2, 1].count(1) }}", "2"),
	BUILTIN("extend", "/iterable", 1, list_extend, "adds many items",
	    "{% set l = [1] %}{% set _ = l.extend([2, 3]) %}{{ l }}",
	    "[1, 2, 3]"),
	BUILTIN("index", "/value, start=0, stop=none", 1, list_index,
	    "where an item is; an error when it is not there",
	    "{{ ['a', 'b'].index('b') }}", "1"),
	BUILTIN("insert", "/index, object", 2, list_insert,
	    "adds an item at a place",
	    "{% set l = [1, 3] %}{% set _ = l.insert(1, 2) %}{{ l }}",
	    "[1, 2, 3]"),
	BUILTIN("pop", "/index=-1", 0, list_pop, "takes an item out",
	    "{% set l = [1, 2] %}{{ l.pop() }} {{ l }}", "2 [1]"),
	BUILTIN("remove", "/value", 1, list_remove, "drops an item",
	    "{% set l = [1, 2] %}{% set _ = l.remove(1) %}{{ l }}", "[2]"),
	BUILTIN("reverse", "", 0, list_reverse, "turns the list round",
	    "{% set l = [1, 2] %}{% set _ = l.reverse() %}{{ l }}", "[2, 1]"),
	BUILTIN("sort", "*reverse=false", 0, list_sort, "sorts the list",
	    "{% set l = [2, 1] %}{% set _ = l.sort() %}{{ l }}", "[1, 2]"),
	BUILTIN_END
};

const struct builtin tuple_methods[] = {
	BUILTIN("count", "/value", 1, list_count, "how often an item is there",
	    "{{ (1, 2, 1).count(1) }}", "2"),
	BUILTIN("index", "/value, start=0, stop=none", 1, list_index,
	    "where an item is; an error when it is not there",
	    "{{ (1, 2).index(2) }}", "1"),
	BUILTIN_END
};

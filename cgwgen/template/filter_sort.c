/* SPDX-License-Identifier: ISC */
/*
 * Filters that order or group: sort, unique, min, max, dictsort, groupby.
 * Sorting is stable, also backwards, and may fail in the middle, because
 * values of some types have no order.
 */
#include <string.h>

#include "template/filters.h"

struct sorter {
	struct run *run;
	const struct tvalue *keys;
	size_t *from, *to; /* places in keys */
	bool reverse;
};

/* Merges two sorted runs; of equal items the left one comes first. */
static bool
merge(struct sorter *s, size_t start, size_t middle, size_t end)
{
	size_t left = start, right = middle, at;
	int order;

	for (at = start; at < end; at++) {
		bool take_right = left == middle;

		if (left < middle && right < end) {
			if (!charge(s->run, 1) ||
			    !value_order(s->run, &s->keys[s->from[right]],
				&s->keys[s->from[left]], "<", &order))
				return false;
			take_right = s->reverse ? order == 1 : order == -1;
		}
		s->to[at] = s->from[take_right ? right++ : left++];
	}
	return true;
}

/* Python sorts backwards for true and for integers, and takes nothing else. */
static bool
arg_reverse(struct tcall *call, size_t index, bool *ret)
{
	int64_t number = *ret;

	if (!arg_int(call, index, &number))
		return false;
	*ret = number != 0;
	return true;
}

bool
sort_values(
    struct tcall *call, struct tlist *values, struct tlist *keys, bool reverse)
{
	size_t count = values->count, width, start, i, *swap;
	struct tvalue *sorted =
	    arena_array(call->arena, count, sizeof(*sorted));
	struct sorter s = {
		.run = call->run, .keys = keys->items, .reverse = reverse
	};

	s.from = arena_array(call->arena, count, sizeof(*s.from));
	s.to = arena_array(call->arena, count, sizeof(*s.to));
	for (i = 0; i < count; i++)
		s.from[i] = i;
	for (width = 1; width < count; width *= 2) {
		for (start = 0; start < count; start += 2 * width) {
			size_t middle =
			    start + width < count ? start + width : count;
			size_t end =
			    middle + width < count ? middle + width : count;

			if (!merge(&s, start, middle, end))
				return false;
		}
		swap = s.from;
		s.from = s.to;
		s.to = swap;
	}
	for (i = 0; i < count; i++)
		sorted[i] = values->items[s.from[i]];
	values->items = sorted;
	values->capacity = count;
	return true;
}

static bool
lowered(struct tcall *call, struct tvalue *value)
{
	struct tcall inner = {
		.arena = call->arena, .run = call->run, .input = *value
	};

	return value->kind != TV_STRING || filter_lower(&inner, value);
}

/* The key of ITEM: an attribute of it, in lower case unless SENSITIVE. */
static bool
key_of(struct tcall *call, const struct tvalue *item, size_t attribute,
    const struct tvalue *fallback, bool sensitive, struct tvalue *ret)
{
	*ret = *item;
	if (has_arg(call, attribute) && call->args[attribute].kind != TV_NONE &&
	    !get_path(call->run, item, &call->args[attribute], fallback, ret))
		return false;
	return sensitive || lowered(call, ret);
}

/* "a,b": a list of keys, which sort like Python's lists do. */
static bool
keys_of(struct tcall *call, const struct tvalue *item,
    const struct tvalue *path, bool sensitive, struct tvalue *ret)
{
	struct tlist *keys = list_new(call->arena, 2);
	struct tvalue part, key;
	size_t at = 0, end;

	for (;; at = end + 1) {
		for (end = at; end < path->length; end++)
			if (path->as.text[end] == ',')
				break;
		part = string_of(path->as.text + at, end - at);
		part.flags = path->flags;
		if (!get_path(call->run, item, &part, NULL, &key) ||
		    (!sensitive && !lowered(call, &key)))
			return false;
		list_add(call->arena, keys, key);
		if (end >= path->length)
			break;
	}
	*ret = list_value(keys);
	return true;
}

bool
filter_sort(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list, *keys = list_new(call->arena, 0), *one;
	bool reverse = false, sensitive = false;
	struct tvalue key;
	size_t i;

	if (!arg_reverse(call, 0, &reverse) || !arg_bool(call, 1, &sensitive) ||
	    !value_list(call->run, &call->input, &list))
		return false;
	for (i = 0; i < list->count; i++) {
		if (has_arg(call, 2) && call->args[2].kind == TV_STRING) {
			if (!keys_of(call, &list->items[i], &call->args[2],
				sensitive, &key))
				return false;
		} else {
			if (!key_of(call, &list->items[i], 2, NULL, sensitive,
				&key))
				return false;
			one = list_new(call->arena, 1);
			list_add(call->arena, one, key);
			key = list_value(one);
		}
		list_add(call->arena, keys, key);
	}
	if (!sort_values(call, list, keys, reverse))
		return false;
	*ret = list_value(list);
	return true;
}

bool
filter_unique(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list, *kept = list_new(call->arena, 0);
	struct tdict *seen = dict_new(call->arena, 0);
	bool sensitive = false;
	struct tvalue key;
	uint32_t hash;
	size_t i;

	if (!arg_bool(call, 0, &sensitive) ||
	    !value_list(call->run, &call->input, &list))
		return false;
	for (i = 0; i < list->count; i++) {
		if (!key_of(call, &list->items[i], 1, NULL, sensitive, &key) ||
		    !value_key(call->run, &key, &hash))
			return false;
		if (dict_find(seen, &key, hash) != NULL)
			continue;
		dict_set(call->arena, seen, key, hash, tv_none());
		list_add(call->arena, kept, list->items[i]);
	}
	*ret = iterator_of(call->run, kept, "generator");
	return true;
}

/* A number that bounds others is there because of them: with 10 in
 * [10, value] | max a change of the value can be seen. */
static void
share_origin(const struct tlist *list, struct tvalue *ret)
{
	size_t i;

	if (ret->kind != TV_INT && ret->kind != TV_FLOAT)
		return;
	for (i = 0; i < list->count && ret->origin == NULL; i++)
		ret->origin = list->items[i].origin;
}

static bool
extreme(struct tcall *call, int wanted, struct tvalue *ret)
{
	struct tlist *list;
	bool sensitive = false;
	struct tvalue best, key;
	size_t i;
	int order;

	if (!arg_bool(call, 0, &sensitive) ||
	    !value_list(call->run, &call->input, &list))
		return false;
	if (list->count == 0) {
		*ret = make_undefined(call->run, NULL, NULL,
		    "there is no smallest or largest item: the sequence is "
		    "empty");
		return true;
	}
	*ret = list->items[0];
	if (!key_of(call, ret, 1, NULL, sensitive, &best))
		return false;
	for (i = 1; i < list->count; i++) {
		if (!key_of(call, &list->items[i], 1, NULL, sensitive, &key) ||
		    !value_order(
			call->run, &key, &best, wanted < 0 ? "<" : ">", &order))
			return false;
		if (order != wanted)
			continue;
		*ret = list->items[i];
		best = key;
	}
	share_origin(list, ret);
	return true;
}

bool
filter_min(struct tcall *call, struct tvalue *ret)
{
	return extreme(call, -1, ret);
}

bool
filter_max(struct tcall *call, struct tvalue *ret)
{
	return extreme(call, 1, ret);
}

/* Whether dictsort() goes by value. */
static bool
sort_by(struct tcall *call, bool *by_value)
{
	struct tvalue by = string_of("key", 3);

	if (!arg_string(call, 1, &by))
		return false;
	*by_value = by.length == 5 && memcmp(by.as.text, "value", 5) == 0;
	if (!*by_value && (by.length != 3 || memcmp(by.as.text, "key", 3) != 0))
		return template_fail(call, "sorts by 'key' or by 'value'");
	return true;
}

bool
filter_dictsort(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list = list_new(call->arena, 0);
	struct tlist *keys = list_new(call->arena, 0);
	bool sensitive = false, reverse = false, by_value = false;
	const struct tdict *dict = call->input.as.dict;
	struct tvalue key;
	size_t i;

	if (call->input.kind == TV_UNDEFINED)
		return fail_undefined(call->run, &call->input);
	if (call->input.kind != TV_DICT)
		return template_fail(
		    call, "wants a dict, not %s", tv_type_name(&call->input));
	if (!arg_bool(call, 0, &sensitive) || !sort_by(call, &by_value) ||
	    !arg_reverse(call, 2, &reverse))
		return false;
	for (i = 0; i < dict->count; i++) {
		key = by_value ? dict_entry(dict, i)->value
			       : dict_entry(dict, i)->key;
		if (!sensitive && !lowered(call, &key))
			return false;
		list_add(call->arena, keys, key);
		list_add(call->arena, list,
		    pair_of(call->run, dict_entry(dict, i)->key,
			dict_entry(dict, i)->value));
	}
	if (!sort_values(call, list, keys, reverse))
		return false;
	*ret = list_value(list);
	return true;
}

/* A (grouper, list) pair with room for its items. */
static struct tlist *
add_group(struct tcall *call, struct tlist *groups, struct tvalue grouper)
{
	struct tlist *items = list_new(call->arena, 0);
	struct tvalue pair = pair_of(call->run, grouper, list_value(items));

	pair.flags = TV_FLAG_GROUP;
	list_add(call->arena, groups, pair);
	return items;
}

/* LIST and KEYS are sorted; neighbours with equal keys are one group. */
static bool
collect_groups(struct tcall *call, const struct tlist *list,
    const struct tlist *keys, bool sensitive, struct tlist *groups)
{
	const struct tvalue *fallback =
	    has_arg(call, 1) ? &call->args[1] : NULL;
	struct tlist *items = NULL;
	struct tvalue grouper;
	bool same = false;
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (i != 0 && !value_equal(call->run, &keys->items[i - 1],
				  &keys->items[i], &same))
			return false;
		if (i == 0 || !same) {
			grouper = keys->items[i];
			if (!sensitive && call->args[0].kind == TV_NONE)
				grouper = list->items[i];
			else if (!sensitive &&
				 !get_path(call->run, &list->items[i],
				     &call->args[0], fallback, &grouper))
				return false;
			items = add_group(call, groups, grouper);
		}
		list_add(call->arena, items, list->items[i]);
	}
	return true;
}

bool
filter_groupby(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list, *keys = list_new(call->arena, 0), *pairs;
	struct tlist *groups = list_new(call->arena, 0);
	bool sensitive = false;
	struct tvalue key;
	size_t i;

	if (!arg_bool(call, 2, &sensitive) ||
	    !value_list(call->run, &call->input, &list))
		return false;
	pairs = list_new(call->arena, list->count);
	for (i = 0; i < list->count; i++) {
		if (!key_of(call, &list->items[i], 0,
			has_arg(call, 1) ? &call->args[1] : NULL, sensitive,
			&key))
			return false;
		list_add(call->arena, keys, key);
		list_add(call->arena, pairs,
		    pair_of(call->run, list->items[i], key));
	}
	if (!sort_values(call, pairs, keys, false))
		return false;
	for (i = 0; i < pairs->count; i++) {
		list->items[i] = pairs->items[i].as.list->items[0];
		keys->items[i] = pairs->items[i].as.list->items[1];
	}
	if (!collect_groups(call, list, keys, sensitive, groups))
		return false;
	*ret = list_value(groups);
	return true;
}

/* SPDX-License-Identifier: ISC */
/*
 * Methods of lists, tuples and dicts.  Names that Python has and this engine
 * has not stay in the tables: they hide items of dicts, as in Jinja, and say
 * so when they are called.
 */
#include <string.h>

#include "template/filters.h"

/* ---- lists
 * -------------------------------------------------------------------- */

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

static bool
list_count(struct tcall *call, struct tvalue *ret)
{
	const struct tlist *list = call->input.as.list;
	int64_t count = 0;
	bool equal;
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (!charge(call->run, 1) ||
		    !value_equal(
			call->run, &list->items[i], &call->args[0], &equal))
			return false;
		count += equal;
	}
	*ret = tv_int(count);
	return true;
}

static bool
list_index(struct tcall *call, struct tvalue *ret)
{
	const struct tlist *list = call->input.as.list;
	bool equal;
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (!charge(call->run, 1) ||
		    !value_equal(
			call->run, &list->items[i], &call->args[0], &equal))
			return false;
		if (equal) {
			*ret = tv_int((int64_t)i);
			return true;
		}
	}
	return template_fail(call, "the item is not in the list");
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
	if (!charge(call->run, list->count - (size_t)at))
		return false;
	memmove(&list->items[at], &list->items[at + 1],
	    (list->count - (size_t)at - 1) * sizeof(*list->items));
	list->count--;
	return true;
}

static bool
list_insert(struct tcall *call, struct tvalue *ret)
{
	struct tlist *list = call->input.as.list;
	int64_t at = 0, count = (int64_t)list->count;

	(void)ret;
	if (!arg_int(call, 0, &at))
		return false;
	at = at < -count ? 0 : at < 0 ? at + count : at > count ? count : at;
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

const struct builtin list_methods[] = {
	BUILTIN("append", "object", 1, list_append, "adds an item", NULL, NULL),
	BUILTIN("clear", "", 0, list_clear, "drops all items", NULL, NULL),
	BUILTIN("copy", "", 0, list_copy, "the same items in a new list", NULL,
	    NULL),
	BUILTIN("count", "value", 1, list_count, "how often an item is there",
	    NULL, NULL),
	BUILTIN("extend", "iterable", 1, list_extend, "adds many items", NULL,
	    NULL),
	BUILTIN(
	    "index", "value", 1, list_index, "where an item is", NULL, NULL),
	BUILTIN("insert", "index, object", 2, list_insert,
	    "adds an item at a place", NULL, NULL),
	BUILTIN("pop", "index", 0, list_pop, "takes an item out", NULL, NULL),
	UNSUPPORTED("remove", "drops an item"),
	BUILTIN(
	    "reverse", "", 0, list_reverse, "turns the list round", NULL, NULL),
	UNSUPPORTED("sort", "sorts the list"), BUILTIN_END
};

const struct builtin tuple_methods[] = {
	BUILTIN("count", "value", 1, list_count, "how often an item is there",
	    NULL, NULL),
	BUILTIN(
	    "index", "value", 1, list_index, "where an item is", NULL, NULL),
	BUILTIN_END
};

/* ---- dicts
 * -------------------------------------------------------------------- */

static bool
view(struct tcall *call, char what, struct tvalue *ret)
{
	struct tview *made = ARENA_NEW(call->arena, struct tview);

	made->dict = call->input.as.dict;
	made->what = what;
	*ret = value_of(TV_VIEW, made);
	return true;
}

static bool
dict_items(struct tcall *call, struct tvalue *ret)
{
	return view(call, 'i', ret);
}

static bool
dict_keys(struct tcall *call, struct tvalue *ret)
{
	return view(call, 'k', ret);
}

static bool
dict_values(struct tcall *call, struct tvalue *ret)
{
	return view(call, 'v', ret);
}

static bool
dict_get(struct tcall *call, struct tvalue *ret)
{
	const struct tentry *entry;
	uint32_t hash;

	if (!value_key(call->run, &call->args[0], &hash))
		return false;
	entry = dict_find(call->input.as.dict, &call->args[0], hash);
	if (entry != NULL)
		*ret = entry->value;
	else if (has_arg(call, 1))
		*ret = call->args[1];
	/* What the dict holds is from where it says itself. */
	call->input.origin = NULL;
	return true;
}

static bool
dict_update(struct tcall *call, struct tvalue *ret)
{
	(void)ret;
	return update_dict(call, call->input.as.dict);
}

static bool
dict_setdefault(struct tcall *call, struct tvalue *ret)
{
	const struct tentry *entry;
	uint32_t hash;

	if (!value_key(call->run, &call->args[0], &hash))
		return false;
	entry = dict_find(call->input.as.dict, &call->args[0], hash);
	if (entry != NULL) {
		*ret = entry->value;
		return true;
	}
	*ret = has_arg(call, 1) ? call->args[1] : tv_none();
	dict_set(call->arena, call->input.as.dict, call->args[0], hash, *ret);
	return true;
}

static bool
dict_copy(struct tcall *call, struct tvalue *ret)
{
	const struct tdict *from = call->input.as.dict;
	struct tdict *copy = dict_new(call->arena, from->count);
	size_t i;

	if (!charge(call->run, from->count))
		return false;
	for (i = 0; i < from->count; i++)
		dict_set(call->arena, copy, from->entries[i].key,
		    from->entries[i].hash, from->entries[i].value);
	*ret = value_of(TV_DICT, copy);
	return true;
}

const struct builtin dict_methods[] = { UNSUPPORTED("clear", "drops all items"),
	BUILTIN("copy", "", 0, dict_copy, "the same items in a new dict", NULL,
	    NULL),
	UNSUPPORTED("fromkeys", "a dict of keys"),
	BUILTIN("get", "key, default", 1, dict_get, "an item or a default",
	    NULL, NULL),
	BUILTIN("items", "", 0, dict_items, "the pairs", NULL, NULL),
	BUILTIN("keys", "", 0, dict_keys, "the keys", NULL, NULL),
	UNSUPPORTED("pop", "takes an item out"),
	UNSUPPORTED("popitem", "takes the last item out"),
	BUILTIN("setdefault", "key, default", 1, dict_setdefault,
	    "an item, set first if it is missing", NULL, NULL),
	BUILTIN("update", NULL, 0, dict_update, "sets many items", NULL, NULL),
	BUILTIN("values", "", 0, dict_values, "the values", NULL, NULL),
	BUILTIN_END };

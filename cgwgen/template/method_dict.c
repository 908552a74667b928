/* SPDX-License-Identifier: ISC */
/*
 * Methods of dicts.  Each name in the table hides items of that name, as in
 * Jinja.
 */
#include "template/filters.h"

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
		dict_set(call->arena, copy, dict_entry(from, i)->key,
		    dict_entry(from, i)->hash, dict_entry(from, i)->value);
	*ret = value_of(TV_DICT, copy);
	return true;
}

static bool
dict_pop(struct tcall *call, struct tvalue *ret)
{
	struct tdict *dict = call->input.as.dict;
	const struct tentry *entry;
	uint32_t hash;

	if (!value_key(call->run, &call->args[0], &hash))
		return false;
	entry = dict_find(dict, &call->args[0], hash);
	call->input.origin = NULL;
	if (entry != NULL) {
		*ret = entry->value;
		dict_remove(dict, (size_t)(entry - dict->entries));
		return charge(call->run, dict->count);
	}
	if (!has_arg(call, 1))
		return template_fail(call, "there is no such key");
	*ret = call->args[1];
	return true;
}

static bool
dict_popitem(struct tcall *call, struct tvalue *ret)
{
	struct tdict *dict = call->input.as.dict;
	const struct tentry *last;

	if (dict->count == 0)
		return template_fail(call, "the dict is empty");
	last = dict_entry(dict, dict->count - 1);
	*ret = pair_of(call->run, last->key, last->value);
	dict_remove(dict, dict->count - 1);
	return charge(call->run, dict->count);
}

static bool
dict_clear(struct tcall *call, struct tvalue *ret)
{
	struct tdict *dict = call->input.as.dict;

	(void)ret;
	dict->count = 0;
	dict->index = NULL;
	dict->borrows_index = false;
	return true;
}

static bool
dict_fromkeys(struct tcall *call, struct tvalue *ret)
{
	struct tdict *dict = dict_new(call->arena, 0);
	struct tlist *keys;
	uint32_t hash;
	size_t i;

	if (!value_list(call->run, &call->args[0], &keys))
		return false;
	for (i = 0; i < keys->count; i++) {
		if (!value_key(call->run, &keys->items[i], &hash))
			return false;
		dict_set(call->arena, dict, keys->items[i], hash,
		    has_arg(call, 1) ? call->args[1] : tv_none());
	}
	*ret = value_of(TV_DICT, dict);
	return true;
}

const struct builtin dict_methods[] = {
	BUILTIN("clear", "", 0, dict_clear, "drops all items",
	    "{% set d = {'a': 1} %}{% set _ = d.clear() %}{{ d }}", "{}"),
	BUILTIN("copy", "", 0, dict_copy, "the same items in a new dict",
	    "{{ {'a': 1}.copy() }}", "{'a': 1}"),
	BUILTIN("fromkeys", "/iterable, value=none", 1, dict_fromkeys,
	    "a new dict of keys with the same value",
	    "{{ {}.fromkeys(['a', 'b'], 0) }}", "{'a': 0, 'b': 0}"),
	BUILTIN("get", "/key, default=none", 1, dict_get,
	    "an item, or the default", "{{ {'a': 1}.get('b', 0) }}", "0"),
	BUILTIN("items", "", 0, dict_items, "the pairs of key and value",
	    "{% for k, v in {'a': 1}.items() %}{{ k }}={{ v }}{% endfor %}",
	    "a=1"),
	BUILTIN("keys", "", 0, dict_keys, "the keys",
	    "{{ {'a': 1}.keys()|list }}", "['a']"),
	BUILTIN("pop", "/key, default", 1, dict_pop,
	    "takes an item out, or gives the default",
	    "{% set d = {'a': 1} %}{{ d.pop('a') }} {{ d }}", "1 {}"),
	BUILTIN("popitem", "", 0, dict_popitem, "takes the last pair out",
	    "{{ {'a': 1, 'b': 2}.popitem() }}", "('b', 2)"),
	BUILTIN("setdefault", "/key, default=none", 1, dict_setdefault,
	    "an item, set first if it is missing",
	    "{% set d = {} %}{{ d.setdefault('a', 1) }} {{ d }}", "1 {'a': 1}"),
	BUILTIN("update", "*mapping, name=value, ...", 0, dict_update,
	    "sets many items",
	    "{% set d = {'a': 1} %}{% set _ = d.update(b=2) %}{{ d }}",
	    "{'a': 1, 'b': 2}"),
	BUILTIN("values", "", 0, dict_values, "the values",
	    "{{ {'a': 1}.values()|list }}", "[1]"),
	BUILTIN_END
};

/* SPDX-License-Identifier: ISC */
/*
 * The functions every template sees: range(), dict(), namespace(), cycler()
 * and joiner().
 */
#include <string.h>

#include "template/engine.h"

static bool
function_range(struct tcall *call, struct tvalue *ret)
{
	struct trange *range = ARENA_NEW(call->arena, struct trange);
	uint64_t span, stride;

	range->step = 1;
	if (call->keyword_count != 0)
		return template_fail(call, "takes no keyword arguments");
	if (call->count < 1 || call->count > 3)
		return template_fail(call, "takes one to three arguments");
	if (!arg_int(call, 0, call->count == 1 ? &range->stop : &range->start))
		return false;
	if (!arg_int(call, 1, &range->stop) || !arg_int(call, 2, &range->step))
		return false;
	if (range->step == 0)
		return template_fail(call, "the step must not be zero");
	if (range->step > 0 ? range->start < range->stop
			    : range->start > range->stop) {
		span = range->step > 0
			   ? (uint64_t)range->stop - (uint64_t)range->start
			   : (uint64_t)range->start - (uint64_t)range->stop;
		stride = range->step > 0 ? (uint64_t)range->step
					 : 0 - (uint64_t)range->step;
		range->count = (span - 1) / stride + 1;
	}
	*ret = value_of(TV_RANGE, range);
	return true;
}

/* One (key, value) pair that dict() was given in a list. */
static bool
set_pair(struct tcall *call, struct tdict *dict, const struct tvalue *pair)
{
	struct tlist *items;
	uint32_t hash;

	if (!value_list(call->run, pair, &items))
		return false;
	if (items->count != 2)
		return template_fail(call, "wants pairs of key and value");
	if (!value_key(call->run, &items->items[0], &hash))
		return false;
	dict_set(call->arena, dict, items->items[0], hash, items->items[1]);
	return true;
}

static bool
fill_dict(struct tcall *call, struct tdict *dict, const struct tvalue *from)
{
	struct tlist *pairs;
	size_t i;

	if (from->kind == TV_DICT) {
		for (i = 0; i < from->as.dict->count; i++) {
			const struct tentry *entry =
			    dict_entry(from->as.dict, i);

			dict_set(call->arena, dict, entry->key, entry->hash,
			    entry->value);
		}
		return charge(call->run, from->as.dict->count);
	}
	/* Even a lenient one has no keys. */
	if (from->kind == TV_UNDEFINED)
		return fail_undefined(call->run, from);
	if (!value_list(call->run, from, &pairs))
		return false;
	for (i = 0; i < pairs->count; i++)
		if (!set_pair(call, dict, &pairs->items[i]))
			return false;
	return true;
}

bool
update_dict(struct tcall *call, struct tdict *dict)
{
	size_t i;

	if (call->count > 1)
		return template_fail(call, "takes at most one argument besides "
					   "keywords");
	if (call->count == 1 && !fill_dict(call, dict, &call->args[0]))
		return false;
	for (i = 0; i < call->keyword_count; i++) {
		const struct template_keyword *keyword = &call->keywords[i];
		struct tvalue key = string_of(keyword->name, keyword->length);

		key.flags = TV_FLAG_NAME;
		dict_set(call->arena, dict, key,
		    hash_bytes(keyword->name, keyword->length), keyword->value);
	}
	return true;
}

static bool
function_dict(struct tcall *call, struct tvalue *ret)
{
	*ret = value_of(TV_DICT, dict_new(call->arena, call->keyword_count));
	return update_dict(call, ret->as.dict);
}

static bool
function_namespace(struct tcall *call, struct tvalue *ret)
{
	*ret =
	    value_of(TV_NAMESPACE, dict_new(call->arena, call->keyword_count));
	return update_dict(call, ret->as.dict);
}

static bool
function_cycler(struct tcall *call, struct tvalue *ret)
{
	struct tcycler *cycler = ARENA_NEW(call->arena, struct tcycler);
	size_t i;

	if (call->count == 0)
		return template_fail(call, "there is nothing to cycle through");
	cycler->items = list_new(call->arena, call->count);
	for (i = 0; i < call->count; i++)
		list_add(call->arena, cycler->items, call->args[i]);
	*ret = value_of(TV_CYCLER, cycler);
	return true;
}

struct tvalue
cycler_current(const struct tvalue *value)
{
	const struct tcycler *cycler = value->as.object;

	return cycler->items->items[cycler->next];
}

static bool
cycler_next(struct tcall *call, struct tvalue *ret)
{
	struct tcycler *cycler = call->input.as.object;

	*ret = cycler_current(&call->input);
	cycler->next = (cycler->next + 1) % cycler->items->count;
	return true;
}

static bool
cycler_reset(struct tcall *call, struct tvalue *ret)
{
	(void)ret;
	((struct tcycler *)call->input.as.object)->next = 0;
	return true;
}

const struct builtin cycler_methods[] = {
	BUILTIN("next", "", 0, cycler_next, "the next item",
	    "{% set c = cycler(1, 2) %}{{ c.next() }}{{ c.next() }}", "12"),
	BUILTIN("reset", "", 0, cycler_reset, "begins again",
	    "{% set c = cycler(1, 2) %}{{ c.next() }}{% set _ = c.reset() %}{{ "
	    "c.next() }}",
	    "11"),
	BUILTIN_END
};

static bool
function_joiner(struct tcall *call, struct tvalue *ret)
{
	struct tjoiner *joiner = ARENA_NEW(call->arena, struct tjoiner);

	joiner->separator = string_of(", ", 2);
	if (has_arg(call, 0))
		joiner->separator = call->args[0];
	*ret = value_of(TV_JOINER, joiner);
	return true;
}

bool
joiner_call(struct run *r, struct tjoiner *joiner, struct tvalue *ret)
{
	(void)r;
	*ret = joiner->used ? joiner->separator : string_of("", 0);
	joiner->used = true;
	return true;
}

const struct builtin function_table[] = {
	BUILTIN("cycler", "*value, ...", 0, function_cycler,
	    "an object whose method next gives its arguments in turn",
	    "{% set c = cycler(1, 2) %}{{ c.next() }}{{ c.next() }}{{ c.next() "
	    "}}",
	    "121"),
	BUILTIN("dict", "*mapping, name=value, ...", 0, function_dict,
	    "a dict from keywords, a dict or pairs", "{{ dict(a=1) }}",
	    "{'a': 1}"),
	BUILTIN("joiner", "sep", 0, function_joiner,
	    "an object that gives nothing when first called, then its "
	    "separator (', ')",
	    "{% set j = joiner() %}{% for x in [1, 2] %}{{ j() }}{{ x }}{% "
	    "endfor %}",
	    "1, 2"),
	BUILTIN("namespace", "*mapping, name=value, ...", 0, function_namespace,
	    "an object whose attributes can be set from inner scopes",
	    "{% set ns = namespace(n=0) %}\n"
	    "{% for x in [1, 2] %}{% set ns.n = ns.n + x %}{% endfor %}{{ ns.n "
	    "}}",
	    "\n3"),
	BUILTIN("range", "*start, stop, step", 0, function_range,
	    "the integers from start (0) up to, not with, stop",
	    "{{ range(2, 5)|list }}", "[2, 3, 4]"),
};
const size_t function_count = LENGTH_OF(function_table);

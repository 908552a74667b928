/* SPDX-License-Identifier: ISC */
/*
 * str.maketrans() and str.translate(): a dict says what becomes of each
 * character, by its number.
 */
#include <string.h>

#include "template/filters.h"

static bool
put_pair(
    struct tcall *call, struct tdict *dict, uint32_t from, struct tvalue to)
{
	struct tvalue key = tv_int(from);
	uint32_t hash;

	if (!charge(call->run, 1) || !value_key(call->run, &key, &hash))
		return false;
	dict_set(call->arena, dict, key, hash, to);
	return true;
}

/* A dict whose keys are numbers or single characters. */
static bool
from_dict(struct tcall *call, struct tdict *dict)
{
	const struct tdict *given = call->args[0].as.dict;
	uint32_t c;
	size_t i;

	if (call->args[0].kind != TV_DICT)
		return template_fail(call, "wants a dict");
	for (i = 0; i < given->count; i++) {
		const struct tvalue *key = &dict_entry(given, i)->key;

		if (key->kind == TV_STRING && key->length != 0 &&
		    text_next(key->as.text, key->length, &c) == key->length) {
			if (!put_pair(
				call, dict, c, dict_entry(given, i)->value))
				return false;
			continue;
		}
		if (key->kind != TV_INT && key->kind != TV_BOOL)
			return template_fail(
			    call, "a key must be a character or its number");
		dict_set(call->arena, dict, *key, dict_entry(given, i)->hash,
		    dict_entry(given, i)->value);
	}
	return charge(call->run, given->count);
}

/* Two strings of the same length: each character and its replacement. */
static bool
from_strings(struct tcall *call, struct tdict *dict)
{
	struct tvalue from = tv_none(), to = tv_none();
	size_t at, step, other = 0;
	uint32_t a, b;

	if (!arg_string(call, 0, &from) || !arg_string(call, 1, &to))
		return false;
	if (text_count(from.as.text, from.length) !=
	    text_count(to.as.text, to.length))
		return template_fail(
		    call, "the two strings must be equally long");
	for (at = 0; at < from.length; at += step) {
		step = text_next(from.as.text + at, from.length - at, &a);
		other += text_next(to.as.text + other, to.length - other, &b);
		if (!put_pair(call, dict, a, tv_int(b)))
			return false;
	}
	return true;
}

bool
text_maketrans(struct tcall *call, struct tvalue *ret)
{
	struct tdict *dict = dict_new(call->arena, 0);
	struct tvalue gone = tv_none();
	size_t at, step;
	uint32_t c;

	*ret = value_of(TV_DICT, dict);
	if (!has_arg(call, 1))
		return from_dict(call, dict);
	if (!from_strings(call, dict))
		return false;
	if (!has_arg(call, 2))
		return true;
	if (!arg_string(call, 2, &gone))
		return false;
	for (at = 0; at < gone.length; at += step) {
		step = text_next(gone.as.text + at, gone.length - at, &c);
		if (!put_pair(call, dict, c, tv_none()))
			return false;
	}
	return true;
}

/* A number, a string, or none for nothing. */
static bool
put_mapped(struct tcall *call, const struct tvalue *to)
{
	struct run *r = call->run;
	char bytes[4];
	int64_t code;

	if (to->kind == TV_NONE)
		return true;
	if (to->kind == TV_STRING)
		return sink_part(r, to, 0, to->length);
	if (!as_integer(to, &code))
		return template_fail(call,
		    "a character becomes a string, a number or none, not %s",
		    tv_type_name(to));
	if (code <= 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return template_fail(call, "a number is not a character's");
	return sink_add(r, bytes, text_put((uint32_t)code, bytes), NULL);
}

bool
text_translate(struct tcall *call, struct tvalue *ret)
{
	const struct tvalue *text = &call->input;
	struct run *r = call->run;
	struct mark mark = sink_mark(r);
	const struct tentry *entry;
	struct tvalue key;
	size_t at, step;
	uint32_t c, hash;

	if (call->args[0].kind == TV_UNDEFINED)
		return fail_undefined(r, &call->args[0]);
	if (call->args[0].kind != TV_DICT)
		return template_fail(
		    call, "wants a dict, not %s", tv_type_name(&call->args[0]));
	for (at = 0; at < text->length; at += step) {
		step = text_next(text->as.text + at, text->length - at, &c);
		key = tv_int(c);
		if (!charge(r, 1) || !value_key(r, &key, &hash))
			return false;
		entry = dict_find(call->args[0].as.dict, &key, hash);
		if (entry == NULL ? !sink_part(r, text, at, step)
				  : !put_mapped(call, &entry->value))
			return false;
	}
	sink_take(r, mark, ret);
	ret->flags |= text->flags & TV_FLAG_MARKUP;
	return true;
}

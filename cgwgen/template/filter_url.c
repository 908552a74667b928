/* SPDX-License-Identifier: ISC */
/*
 * urlencode: text in URLs, by RFC 3986's unreserved characters.
 */
#include <string.h>

#include "template/filters.h"

static bool
is_unreserved(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || byte == '_' || byte == '.' ||
	       byte == '-' || byte == '~';
}

/* In a QUERY a slash is quoted, too, and a blank is a plus. */
static bool
put_byte(struct run *r, char byte, bool query)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char code = (unsigned char)byte;

	if (query && byte == ' ')
		return sink_char(r, '+');
	return sink_char(r, '%') && sink_char(r, digits[code >> 4]) &&
	       sink_char(r, digits[code & 15]);
}

static bool
put_quoted(struct run *r, const struct tvalue *value, bool query)
{
	struct tvalue text;
	size_t at, start = 0;

	if (!value_to_string(r, value, &text) || !charge_bytes(r, text.length))
		return false;
	for (at = 0; at < text.length; at++) {
		char byte = text.as.text[at];

		if (is_unreserved(byte) || (byte == '/' && !query))
			continue;
		if (!sink_part(r, &text, start, at - start) ||
		    !put_byte(r, byte, query))
			return false;
		start = at + 1;
	}
	return sink_part(r, &text, start, text.length - start);
}

static bool
put_field(struct run *r, const struct tvalue *key, const struct tvalue *value,
    bool first)
{
	return (first || sink_char(r, '&')) && put_quoted(r, key, true) &&
	       sink_char(r, '=') && put_quoted(r, value, true);
}

static bool
put_dict(struct run *r, const struct tdict *dict)
{
	size_t i;

	for (i = 0; i < dict->count; i++)
		if (!charge(r, 1) || !put_field(r, &dict_entry(dict, i)->key,
					 &dict_entry(dict, i)->value, i == 0))
			return false;
	return true;
}

static bool
put_pairs(struct tcall *call, const struct tlist *pairs)
{
	struct tlist *pair;
	size_t i;

	for (i = 0; i < pairs->count; i++) {
		if (!value_list(call->run, &pairs->items[i], &pair))
			return false;
		if (pair->count != 2)
			return template_fail(
			    call, "wants pairs of a name and a value");
		if (!put_field(
			call->run, &pair->items[0], &pair->items[1], i == 0))
			return false;
	}
	return true;
}

bool
filter_urlencode(struct tcall *call, struct tvalue *ret)
{
	struct mark mark;
	struct tlist *pairs;
	bool good;

	if (call->input.kind == TV_STRING || !is_iterable(&call->input)) {
		mark = sink_mark(call->run);
		good = put_quoted(call->run, &call->input, false);
	} else if (call->input.kind == TV_DICT) {
		mark = sink_mark(call->run);
		good = put_dict(call->run, call->input.as.dict);
	} else {
		if (!value_list(call->run, &call->input, &pairs))
			return false;
		mark = sink_mark(call->run);
		good = put_pairs(call, pairs);
	}
	if (good)
		sink_take(call->run, mark, ret);
	return good;
}

/* SPDX-License-Identifier: ISC */
/*
 * HTML escaping, on request only, and JSON.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "template/filters.h"

static const char *
entity(char byte)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '\'':
		return "&#39;";
	case '"':
		return "&#34;";
	default:
		return NULL;
	}
}

bool
sink_escaped(struct run *r, const struct tvalue *value, bool escape)
{
	struct tvalue text;
	const char *name;
	size_t i, start = 0;

	if (!escape || (value->flags & TV_FLAG_MARKUP) != 0)
		return sink_str(r, value);
	if (!value_to_string(r, value, &text))
		return false;
	for (i = 0; i < text.length; i++) {
		name = entity(text.as.text[i]);
		if (name == NULL)
			continue;
		if (!sink_part(r, &text, start, i - start) ||
		    !sink_text(r, name))
			return false;
		start = i + 1;
	}
	return sink_part(r, &text, start, text.length - start);
}

/* ---- JSON ------------------------------------------------------------------
 */

struct json {
	struct run *run;
	struct tcall *call;
	bool lines;           /* a line for each item */
	struct tvalue indent; /* what a line begins with at each depth */
	int64_t depth;
};

static bool
json_newline(struct json *json)
{
	int64_t i;

	if (!json->lines)
		return true;
	if (!charge(json->run, (size_t)json->depth) ||
	    !sink_char(json->run, '\n'))
		return false;
	for (i = 0; i < json->depth; i++)
		if (!sink_part(
			json->run, &json->indent, 0, json->indent.length))
			return false;
	return true;
}

/* Whether JSON has C as it is, in Jinja2's way. */
static bool
is_plain(uint32_t c)
{
	return c >= ' ' && c < 0x7f && strchr("<>&'\"\\", (int)c) == NULL;
}

static bool
json_character(struct run *r, uint32_t c)
{
	static const char from[] = "\"\\\n\r\t\b\f", to[] = "\"\\nrtbf";
	const char *found = c < 0x80 ? strchr(from, (int)c) : NULL;
	char text[16];
	int length;

	if (found != NULL && c != 0)
		return sink_char(r, '\\') && sink_char(r, to[found - from]);
	if (c < 0x10000)
		length = snprintf(text, sizeof(text), "\\u%04x", c);
	else
		length = snprintf(text, sizeof(text), "\\u%04x\\u%04x",
		    0xd800 + ((c - 0x10000) >> 10),
		    0xdc00 + ((c - 0x10000) & 0x3ff));
	return sink_add(r, text, (size_t)length, NULL);
}

/* What is plain goes out in parts of the value, which keep its origin. */
static bool
json_string(struct run *r, const struct tvalue *value)
{
	const char *text = value->as.text;
	size_t at, step, start = 0;
	uint32_t c;

	if (!sink_char(r, '"'))
		return false;
	for (at = 0; at < value->length; at += step) {
		step = text_next(text + at, value->length - at, &c);
		if (is_plain(c))
			continue;
		if (!sink_part(r, value, start, at - start) ||
		    !json_character(r, c))
			return false;
		start = at + step;
	}
	return sink_part(r, value, start, value->length - start) &&
	       sink_char(r, '"');
}

static bool
json_float(struct run *r, double real)
{
	char text[40];

	if (isnan(real))
		return sink_text(r, "NaN");
	if (isinf(real))
		return sink_text(r, real < 0 ? "-Infinity" : "Infinity");
	return sink_add(r, text, format_float(real, text), NULL);
}

static bool json_value(struct json *json, const struct tvalue *value);

static bool
json_list(struct json *json, const struct tlist *list)
{
	struct run *r = json->run;
	size_t i;

	if (list->count == 0)
		return sink_text(r, "[]");
	if (!sink_char(r, '['))
		return false;
	json->depth++;
	for (i = 0; i < list->count; i++) {
		if (i != 0 && !sink_text(r, json->lines ? "," : ", "))
			return false;
		if (!json_newline(json) || !json_value(json, &list->items[i]))
			return false;
	}
	json->depth--;
	return json_newline(json) && sink_char(r, ']');
}

static bool
json_key(struct json *json, const struct tvalue *key)
{
	struct run *r = json->run;
	const char *word;

	switch (key->kind) {
	case TV_STRING:
		return json_string(r, key);
	case TV_BOOL:
	case TV_NONE:
		word = key->kind == TV_NONE ? "\"null\""
		       : key->as.truth      ? "\"true\""
					    : "\"false\"";
		return sink_text(r, word);
	case TV_INT:
	case TV_FLOAT:
		return sink_char(r, '"') && json_value(json, key) &&
		       sink_char(r, '"');
	default:
		return template_fail(
		    json->call, "a key cannot be %s", tv_type_name(key));
	}
}

static bool
json_dict(struct json *json, const struct tdict *dict)
{
	struct run *r = json->run;
	struct tlist *values = list_new(r->arena, dict->count);
	struct tlist *keys = list_new(r->arena, dict->count);
	size_t i;

	if (dict->count == 0)
		return sink_text(r, "{}");
	for (i = 0; i < dict->count; i++) {
		list_add(r->arena, keys, dict_entry(dict, i)->key);
		list_add(r->arena, values,
		    pair_of(r, dict_entry(dict, i)->key,
			dict_entry(dict, i)->value));
	}
	if (!sort_values(json->call, values, keys, false) || !sink_char(r, '{'))
		return false;
	json->depth++;
	for (i = 0; i < values->count; i++) {
		const struct tvalue *pair = values->items[i].as.list->items;

		if (i != 0 && !sink_text(r, json->lines ? "," : ", "))
			return false;
		if (!json_newline(json) || !json_key(json, &pair[0]) ||
		    !sink_text(r, ": ") || !json_value(json, &pair[1]))
			return false;
	}
	json->depth--;
	return json_newline(json) && sink_char(r, '}');
}

static bool
json_value(struct json *json, const struct tvalue *value)
{
	struct run *r = json->run;
	bool good;

	switch (value->kind) {
	case TV_NONE:
		return sink_text(r, "null");
	case TV_BOOL:
		return sink_text(r, value->as.truth ? "true" : "false");
	case TV_INT:
		return sink_str(r, value);
	case TV_FLOAT:
		return json_float(r, value->as.real);
	case TV_STRING:
		return json_string(r, value);
	case TV_UNDEFINED:
		return fail_undefined(r, value);
	case TV_LIST:
	case TV_TUPLE:
	case TV_DICT:
		if (!enter(r, r->at) || !charge(r, 1))
			return false;
		good = value->kind == TV_DICT ? json_dict(json, value->as.dict)
					      : json_list(json, value->as.list);
		leave(r);
		return good;
	default:
		return template_fail(
		    json->call, "%s has no form in JSON", tv_type_name(value));
	}
}

/* A text, or so many blanks. */
static bool
json_indent(struct json *json)
{
	struct tcall *call = json->call;
	int64_t width = 0;
	char *blanks;

	json->lines = has_arg(call, 0) && call->args[0].kind != TV_NONE;
	json->indent = string_of("", 0);
	if (!json->lines)
		return true;
	if (call->args[0].kind == TV_STRING)
		return arg_string(call, 0, &json->indent);
	if (!arg_int(call, 0, &width))
		return false;
	if (width > 1000)
		return template_fail(call, "the indent is too large");
	if (width > 0) {
		blanks = arena_alloc(call->arena, (size_t)width);
		memset(blanks, ' ', (size_t)width);
		json->indent = string_of(blanks, (size_t)width);
	}
	return true;
}

bool
filter_tojson(struct tcall *call, struct tvalue *ret)
{
	struct json json = { .run = call->run, .call = call };
	struct mark mark = sink_mark(call->run);

	if (!json_indent(&json) || !json_value(&json, &call->input))
		return false;
	sink_take(call->run, mark, ret);
	ret->flags = TV_FLAG_MARKUP;
	return true;
}

bool
filter_escape(struct tcall *call, struct tvalue *ret)
{
	struct mark mark = sink_mark(call->run);

	if (!sink_escaped(call->run, &call->input, true))
		return false;
	sink_take(call->run, mark, ret);
	ret->flags = TV_FLAG_MARKUP;
	return true;
}

bool
filter_forceescape(struct tcall *call, struct tvalue *ret)
{
	call->input.flags &= (uint8_t)~TV_FLAG_MARKUP;
	return filter_escape(call, ret);
}

bool
filter_safe(struct tcall *call, struct tvalue *ret)
{
	if (!input_string(call, ret))
		return false;
	ret->flags = TV_FLAG_MARKUP;
	return true;
}

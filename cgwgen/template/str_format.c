/* SPDX-License-Identifier: ISC */
/*
 * str.format(): replacement fields by place or name, with attributes, items,
 * conversions and nested specifications.  What a specification does is in
 * format_spec.c.
 */
#include <string.h>

#include "template/filters.h"

/* Fields inside a specification have none inside theirs. */
#define MAX_NESTING 2

struct formatter {
	struct tcall *call;
	const struct tdict *mapping; /* format_map()'s, or NULL */
	size_t next;                 /* automatic number */
	bool automatic, numbered;    /* how fields were numbered so far */
	bool markup;
};

static bool put_text(struct formatter *f, const struct tvalue *text,
    size_t start, size_t end, unsigned nesting);

/* ---- the value of a field --------------------------------------------------
 */

/* A number when all of it is digits; too large ones count as text. */
static bool
read_index(const char *text, size_t length, int64_t *ret)
{
	size_t i;

	*ret = 0;
	for (i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9' || i == 18)
			return false;
		*ret = *ret * 10 + (text[i] - '0');
	}
	return length != 0;
}

static bool
numbered_value(struct formatter *f, size_t index, struct tvalue *ret)
{
	if (f->mapping != NULL)
		return template_fail(
		    f->call, "the format asks for values by number");
	if (index >= f->call->count)
		return template_fail(
		    f->call, "there are fewer values than the format asks for");
	*ret = f->call->args[index];
	return true;
}

static bool
named_value(
    struct formatter *f, const char *name, size_t length, struct tvalue *ret)
{
	const struct tcall *call = f->call;
	const struct tentry *entry;
	size_t i;

	if (f->mapping != NULL) {
		entry = dict_find_name(
		    f->mapping, name, length, hash_bytes(name, length));
		if (entry != NULL)
			*ret = entry->value;
		return entry != NULL ||
		       template_fail(
			   f->call, "a name in the format is not in the dict");
	}
	for (i = 0; i < call->keyword_count; i++)
		if (call->keywords[i].length == length &&
		    memcmp(call->keywords[i].name, name, length) == 0) {
			*ret = call->keywords[i].value;
			return true;
		}
	return template_fail(f->call, "a name in the format is not given");
}

/* What "", "0" or "name" stands for. */
static bool
first_value(
    struct formatter *f, const char *name, size_t length, struct tvalue *ret)
{
	int64_t index;

	if (length == 0 || read_index(name, length, &index)) {
		f->automatic |= length == 0;
		f->numbered |= length != 0;
		if (f->automatic && f->numbered)
			return template_fail(f->call,
			    "the format has fields with and without numbers");
		return numbered_value(
		    f, length == 0 ? f->next++ : (size_t)index, ret);
	}
	return named_value(f, name, length, ret);
}

/* ".name": attributes only, as Python has it; methods have no text. */
static bool
step_attribute(
    struct formatter *f, const char *name, size_t length, struct tvalue *value)
{
	struct tvalue text = string_of(name, length);
	struct tcall inner = { .arena = f->call->arena,
		.run = f->call->run,
		.input = *value,
		.args = &text,
		.count = 1 };

	if (length == 0)
		return template_fail(
		    f->call, "an attribute in the format is empty");
	if (!filter_attr(&inner, value))
		return false;
	if (value->kind == TV_METHOD ||
	    (value->kind == TV_UNDEFINED && inner.input.kind != TV_UNDEFINED))
		return template_fail(f->call,
		    "%s has no such attribute for a format",
		    tv_type_name(&inner.input));
	return true;
}

/* "[key]": items only. */
static bool
step_item(
    struct formatter *f, const char *name, size_t length, struct tvalue *value)
{
	struct tvalue object = *value, key = string_of(name, length);
	int64_t index;

	if (length == 0)
		return template_fail(f->call, "an item in the format is empty");
	if (read_index(name, length, &index))
		key = tv_int(index);
	else if (object.kind != TV_DICT && object.kind != TV_UNDEFINED)
		return template_fail(f->call,
		    "%s has no items with names for a format",
		    tv_type_name(&object));
	if (!get_item(f->call->run, &object, &key, NULL, value))
		return false;
	if (value->kind == TV_METHOD ||
	    (value->kind == TV_UNDEFINED && object.kind != TV_UNDEFINED))
		return template_fail(f->call,
		    "%s has no such item for a format", tv_type_name(&object));
	return true;
}

/* The value that the bytes [AT, END) of the text name. */
static bool
field_value(struct formatter *f, const char *text, size_t at, size_t end,
    struct tvalue *ret)
{
	const char *close;
	size_t length;

	for (length = 0; at + length < end && text[at + length] != '.' &&
			 text[at + length] != '[';)
		length++;
	if (!first_value(f, text + at, length, ret))
		return false;
	for (at += length; at < end; at += length) {
		if (!charge(f->call->run, 1))
			return false;
		if (text[at++] == '.') {
			for (length = 0; at + length < end &&
					 text[at + length] != '.' &&
					 text[at + length] != '[';)
				length++;
			if (!step_attribute(f, text + at, length, ret))
				return false;
			continue;
		}
		close = memchr(text + at, ']', end - at);
		if (close == NULL)
			return template_fail(
			    f->call, "a '[' in the format is not closed");
		length = (size_t)(close - text) - at;
		if (!step_item(f, text + at, length, ret))
			return false;
		length++;
		if (at + length < end && text[at + length] != '.' &&
		    text[at + length] != '[')
			return template_fail(f->call,
			    "only '.' or '[' may follow ']' in a format");
	}
	return true;
}

/* ---- fields ----------------------------------------------------------------
 */

/* Where the parts of a field are; conversion 0: none. */
struct field {
	size_t name, name_end;
	char conversion;
	size_t spec, spec_end;
	size_t end; /* behind the brace */
};

/* The end of the name: at a brace, "!" or ":", but not inside brackets. */
static bool
read_name(struct formatter *f, const struct tvalue *text, size_t end,
    struct field *field)
{
	bool bracket = false;
	size_t at;

	for (at = field->name; at < end; at++) {
		char byte = text->as.text[at];

		if (byte == '{' && !bracket)
			return template_fail(
			    f->call, "a '{' is in the name of a field");
		if (byte == '[')
			bracket = true;
		else if (byte == ']')
			bracket = false;
		else if (!bracket && strchr("}:!", byte) != NULL)
			break;
	}
	field->name_end = at;
	return at < end || template_fail(f->call, "a '{' is not closed");
}

static bool
read_field(struct formatter *f, const struct tvalue *text, size_t end,
    struct field *field)
{
	const char *bytes = text->as.text;
	size_t at, depth = 1;

	if (!read_name(f, text, end, field))
		return false;
	at = field->name_end;
	if (bytes[at] == '!') {
		if (at + 2 >= end ||
		    (bytes[at + 2] != ':' && bytes[at + 2] != '}'))
			return template_fail(
			    f->call, "a conversion is '!s', '!r' or '!a'");
		field->conversion = bytes[at + 1];
		at += 2;
	}
	field->spec = field->spec_end = at;
	field->end = at + 1;
	if (bytes[at] == '}')
		return true;
	field->spec = ++at;
	for (; at < end; at++) {
		depth += bytes[at] == '{';
		depth -= bytes[at] == '}';
		if (depth == 0)
			break;
	}
	field->spec_end = at;
	field->end = at + 1;
	return at < end || template_fail(f->call, "a '{' is not closed");
}

static bool
convert(struct formatter *f, char conversion, struct tvalue *value)
{
	struct run *r = f->call->run;
	struct mark mark = sink_mark(r);

	switch (conversion) {
	case 0:
		return true;
	case 's':
		if (!value_to_string(r, value, value))
			return false;
		value->flags &= (uint8_t)~TV_FLAG_MARKUP;
		return true;
	case 'r':
	case 'a':
		if (!sink_repr(r, value))
			return false;
		sink_take(r, mark, value);
		return conversion == 'r' || text_to_ascii(r, value);
	default:
		return template_fail(
		    f->call, "a conversion is '!s', '!r' or '!a'");
	}
}

/* Markup escapes what is put into it, but for markup. */
static bool
put_value(
    struct formatter *f, const struct tvalue *value, const struct tvalue *spec)
{
	struct run *r = f->call->run;
	struct mark mark = sink_mark(r);
	struct tvalue text;

	if (f->markup && value->kind == TV_STRING &&
	    (value->flags & TV_FLAG_MARKUP) != 0)
		return spec->length == 0
			   ? sink_part(r, value, 0, value->length)
			   : template_fail(f->call,
				 "markup takes no format specification");
	if (!format_value(f->call, value, spec))
		return false;
	if (!f->markup)
		return true;
	sink_take(r, mark, &text);
	text.flags = 0;
	return sink_escaped(r, &text, true);
}

static bool
put_field(struct formatter *f, const struct tvalue *text,
    const struct field *field, unsigned nesting)
{
	struct run *r = f->call->run;
	struct tvalue value, spec = string_of("", 0);
	struct mark mark;

	if (!field_value(
		f, text->as.text, field->name, field->name_end, &value) ||
	    !convert(f, field->conversion, &value))
		return false;
	mark = sink_mark(r);
	if (!put_text(f, text, field->spec, field->spec_end, nesting + 1))
		return false;
	sink_take(r, mark, &spec);
	return put_value(f, &value, &spec);
}

/* Bytes [AT, END) of the text with their fields filled in. */
static bool
put_text(struct formatter *f, const struct tvalue *text, size_t at, size_t end,
    unsigned nesting)
{
	const char *bytes = text->as.text;
	struct field field;
	size_t start;

	while (at < end) {
		for (start = at; at < end; at++)
			if (bytes[at] == '{' || bytes[at] == '}')
				break;
		if (!sink_part(f->call->run, text, start, at - start) ||
		    !charge(f->call->run, 1))
			return false;
		if (at >= end)
			return true;
		if (at + 1 < end && bytes[at + 1] == bytes[at]) {
			if (!sink_char(f->call->run, bytes[at]))
				return false;
			at += 2;
			continue;
		}
		if (bytes[at] == '}')
			return template_fail(f->call, "a '}' stands alone");
		if (nesting == MAX_NESTING)
			return template_fail(
			    f->call, "the fields are nested too deeply");
		field = (struct field){ .name = at + 1 };
		if (!read_field(f, text, end, &field) ||
		    !put_field(f, text, &field, nesting))
			return false;
		at = field.end;
	}
	return true;
}

static bool
format_all(struct formatter *f, struct tvalue *ret)
{
	struct tcall *call = f->call;
	struct mark mark = sink_mark(call->run);

	f->markup = (call->input.flags & TV_FLAG_MARKUP) != 0;
	if (!put_text(f, &call->input, 0, call->input.length, 0))
		return false;
	sink_take(call->run, mark, ret);
	ret->flags |= call->input.flags & TV_FLAG_MARKUP;
	call->input.origin = NULL;
	return true;
}

bool
method_format(struct tcall *call, struct tvalue *ret)
{
	struct formatter f = { .call = call };

	return format_all(&f, ret);
}

bool
method_format_map(struct tcall *call, struct tvalue *ret)
{
	struct formatter f = { .call = call };

	if (call->args[0].kind == TV_UNDEFINED)
		return fail_undefined(call->run, &call->args[0]);
	if (call->args[0].kind != TV_DICT)
		return template_fail(
		    call, "wants a dict, not %s", tv_type_name(&call->args[0]));
	f.mapping = call->args[0].as.dict;
	return format_all(&f, ret);
}

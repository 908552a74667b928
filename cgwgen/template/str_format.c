/* SPDX-License-Identifier: ISC */
/*
 * str.format(): replacement fields by place or name, without attributes or
 * conversions, with fill, alignment, width, precision and the usual types.
 */
#include <string.h>

#include "template/filters.h"

struct field {
	struct tvalue value;
	char fill[4];
	size_t fill_length;
	char align; /* 0: by type */
	char sign;
	bool alternate;
	bool zero;
	int64_t width;
	int64_t precision; /* -1: none */
	char type;         /* 0: none */
};

struct formatter {
	struct tcall *call;
	const char *text;
	size_t length, at;
	size_t next; /* automatic number */
};

static bool
is_align(char byte)
{
	return byte == '<' || byte == '>' || byte == '^' || byte == '=';
}

static int64_t
digits(struct formatter *f, size_t end)
{
	int64_t number = 0;

	while (f->at < end && f->text[f->at] >= '0' && f->text[f->at] <= '9' &&
	       number < 100000)
		number = number * 10 + (f->text[f->at++] - '0');
	return number;
}

static bool
take_byte(struct formatter *f, size_t end, const char *set, char *ret)
{
	if (f->at >= end || strchr(set, f->text[f->at]) == NULL)
		return false;
	*ret = f->text[f->at++];
	return true;
}

static bool
parse_spec(struct formatter *f, size_t end, struct field *field)
{
	uint32_t c;
	size_t step;
	char ignored;

	field->fill[0] = ' ';
	field->fill_length = 1;
	field->precision = -1;
	if (f->at < end) {
		step = text_next(f->text + f->at, end - f->at, &c);
		if (f->at + step < end && is_align(f->text[f->at + step])) {
			memcpy(field->fill, f->text + f->at, step);
			field->fill_length = step;
			f->at += step;
		}
	}
	take_byte(f, end, "<>^=", &field->align);
	take_byte(f, end, "+- ", &field->sign);
	field->alternate = take_byte(f, end, "#", &ignored);
	field->zero = take_byte(f, end, "0", &ignored);
	field->width = digits(f, end);
	if (take_byte(f, end, ".", &ignored))
		field->precision = digits(f, end);
	take_byte(f, end, "bcdeEfFgGosxX", &field->type);
	if (f->at != end)
		return template_fail(
		    f->call, "a format specification is not supported");
	return true;
}

/* The value of "0", "name" or "" (the next one). */
static bool
field_value(struct formatter *f, size_t end, struct tvalue *ret)
{
	struct tcall *call = f->call;
	size_t start = f->at, index, i;

	if (end == start) {
		index = f->next++;
	} else if (f->text[start] >= '0' && f->text[start] <= '9') {
		index = (size_t)digits(f, end);
	} else {
		for (i = 0; i < call->keyword_count; i++)
			if (call->keywords[i].length == end - start &&
			    memcmp(call->keywords[i].name, f->text + start,
				end - start) == 0) {
				*ret = call->keywords[i].value;
				f->at = end;
				return true;
			}
		return template_fail(call,
		    "a name in the format is not given (attributes and items "
		    "are not supported yet)");
	}
	if (f->at != end && end != start)
		return template_fail(
		    call, "attributes and items are not supported yet");
	if (index >= call->count)
		return template_fail(
		    call, "there are fewer values than the format asks for");
	*ret = call->args[index];
	return true;
}

/* Through % formatting, whose digits are the same. */
static bool
number_text(struct formatter *f, struct field *field, struct tvalue *ret)
{
	char type = field->type != 0                ? field->type
		    : field->value.kind == TV_FLOAT ? 'r'
						    : 'd';
	struct tvalue format;
	const char *spec;

	if (type == 'b' || type == 'c')
		return template_fail(
		    f->call, "the types b and c are not supported yet");
	if (type == 'r' && field->precision >= 0)
		return template_fail(
		    f->call, "a precision without a type is not supported yet");
	if (strchr("dxXo", type) != NULL && field->value.kind == TV_FLOAT)
		return template_fail(f->call, "wants an integer");
	spec = field->precision >= 0
		   ? arena_printf(f->call->arena, "%%%s%.1s.%d%c",
			 field->alternate ? "#" : "",
			 field->sign == '-' || field->sign == 0 ? ""
								: &field->sign,
			 (int)field->precision, type)
		   : arena_printf(f->call->arena, "%%%s%.1s%c",
			 field->alternate ? "#" : "",
			 field->sign == '-' || field->sign == 0 ? ""
								: &field->sign,
			 type);
	format = string_of(spec, strlen(spec));
	return format_percent_value(f->call->run, &format, &field->value, ret);
}

static bool
put_fill(struct run *r, const struct field *field, int64_t count)
{
	for (; count > 0; count--)
		if (!charge(r, 1) ||
		    !sink_add(r, field->fill, field->fill_length, NULL))
			return false;
	return true;
}

static bool
put_aligned(
    struct run *r, struct field *field, const struct tvalue *text, bool number)
{
	char align = field->align;
	int64_t left, before, signs;

	if (field->zero && align == 0) {
		align = '=';
		field->fill[0] = '0';
		field->fill_length = 1;
	}
	if (align == 0)
		align = number ? '>' : '<';
	left = field->width - (int64_t)text_count(text->as.text, text->length);
	before = align == '>' ? left : align == '^' ? left / 2 : 0;
	signs = align == '=' && text->length != 0 &&
		strchr("+- ", text->as.text[0]) != NULL;
	if (left < 0)
		left = before = 0;
	if (align == '=')
		return sink_part(r, text, 0, (size_t)signs) &&
		       put_fill(r, field, left) &&
		       sink_part(r, text, (size_t)signs,
			   text->length - (size_t)signs);
	return put_fill(r, field, before) &&
	       sink_part(r, text, 0, text->length) &&
	       put_fill(r, field, left - before);
}

static bool
put_field(struct formatter *f, struct field *field)
{
	struct run *r = f->call->run;
	bool number = field->value.kind == TV_INT ||
		      field->value.kind == TV_FLOAT ||
		      (field->value.kind == TV_BOOL && field->type != 0);
	struct tvalue text;
	size_t length;

	if (number && field->type != 's') {
		if (!number_text(f, field, &text))
			return false;
	} else {
		if (field->type != 0 && field->type != 's')
			return template_fail(
			    f->call, "the type wants a number");
		if (number)
			return template_fail(
			    f->call, "the type wants a string");
		if (!value_to_string(r, &field->value, &text))
			return false;
		if (field->precision >= 0) {
			length = text_offset(text.as.text, text.length,
			    (size_t)field->precision);
			text = substring(r, &text, 0, length);
		}
	}
	return put_aligned(r, field, &text, number);
}

/* "{…}" whose brace is behind. */
static bool
format_field(struct formatter *f)
{
	struct field field = { .align = 0 };
	const char *close = memchr(f->text + f->at, '}', f->length - f->at);
	const char *colon;
	size_t end, name_end;

	if (close == NULL)
		return template_fail(f->call, "a '{' is not closed");
	end = (size_t)(close - f->text);
	if (memchr(f->text + f->at, '{', end - f->at) != NULL ||
	    memchr(f->text + f->at, '!', end - f->at) != NULL)
		return template_fail(f->call,
		    "nested fields and conversions are not supported yet");
	colon = memchr(f->text + f->at, ':', end - f->at);
	name_end = colon != NULL ? (size_t)(colon - f->text) : end;
	if (!field_value(f, name_end, &field.value))
		return false;
	f->at = colon != NULL ? name_end + 1 : end;
	if (!parse_spec(f, end, &field) || !put_field(f, &field))
		return false;
	f->at = end + 1;
	return true;
}

bool
method_format(struct tcall *call, struct tvalue *ret)
{
	struct formatter f = { .call = call,
		.text = call->input.as.text,
		.length = call->input.length };
	struct mark mark = sink_mark(call->run);
	size_t start;
	char byte;

	while (f.at < f.length) {
		for (start = f.at; f.at < f.length; f.at++)
			if (f.text[f.at] == '{' || f.text[f.at] == '}')
				break;
		if (!sink_part(call->run, &call->input, start, f.at - start))
			return false;
		if (f.at >= f.length)
			break;
		byte = f.text[f.at++];
		if (f.at < f.length && f.text[f.at] == byte) {
			f.at++;
			if (!sink_char(call->run, byte))
				return false;
			continue;
		}
		if (byte == '}')
			return template_fail(call, "a '}' stands alone");
		if (!format_field(&f))
			return false;
	}
	sink_take(call->run, mark, ret);
	call->input.origin = NULL;
	return true;
}

/* SPDX-License-Identifier: ISC */
/*
 * printf-style formatting with Python's rules: text % values, and the
 * format filter.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "template/filters.h"

#define MAX_WIDTH 100000

/* One "%…" and where its values come from. */
struct percent {
	struct run *run;
	const struct tvalue *args;
	size_t count, next;
	const struct tvalue *mapping; /* a dict, or NULL */
	bool leftovers; /* a value that is not asked for is no error */
	bool markup;
	/* The specification at hand. */
	bool minus, plus, space, alternate, zero;
	int64_t width, precision; /* precision -1: none */
	struct tvalue value;
	char type;
};

static bool
next_value(struct percent *p, struct tvalue *ret)
{
	if (p->next >= p->count)
		return fail_value(
		    p->run, "there are fewer values than the format asks for");
	*ret = p->args[p->next++];
	return true;
}

/* "(name)" at AT: the value of that key. */
static bool
mapped_value(struct percent *p, const char *text, size_t length, size_t *at)
{
	size_t start = *at + 1, depth = 1, end;
	const struct tentry *entry;

	if (p->mapping == NULL)
		return fail_value(p->run, "the format wants a mapping");
	for (end = start; end < length && depth > 0; end++)
		depth += (text[end] == '(') - (size_t)(text[end] == ')');
	if (depth > 0)
		return fail_value(p->run, "the format has an open '('");
	*at = end;
	if (p->mapping->kind == TV_UNDEFINED) {
		p->value = *p->mapping;
		return p->run->undefined == TEMPLATE_CHAINABLE ||
		       fail_undefined(p->run, p->mapping);
	}
	entry = dict_find_name(p->mapping->as.dict, text + start,
	    end - 1 - start, hash_bytes(text + start, end - 1 - start));
	if (entry == NULL)
		return fail_value(
		    p->run, "the mapping lacks a key of the format");
	p->value = entry->value;
	return true;
}

/* Digits or "*" at AT. */
static bool
read_number(struct percent *p, const char *text, size_t length, size_t *at,
    int64_t *ret)
{
	struct tvalue star;

	if (*at < length && text[*at] == '*') {
		(*at)++;
		if (!next_value(p, &star))
			return false;
		if (!as_integer(&star, ret))
			return fail_value(p->run, "'*' wants an integer");
	} else {
		*ret = 0;
		while (*at < length && text[*at] >= '0' && text[*at] <= '9' &&
		       *ret <= MAX_WIDTH)
			*ret = *ret * 10 + (text[(*at)++] - '0');
	}
	if (*ret > MAX_WIDTH || *ret < -MAX_WIDTH)
		return fail_value(p->run, "the width is too large");
	return true;
}

static void
read_flags(struct percent *p, const char *text, size_t length, size_t *at)
{
	for (; *at < length; (*at)++) {
		switch (text[*at]) {
		case '-':
			p->minus = true;
			break;
		case '+':
			p->plus = true;
			break;
		case ' ':
			p->space = true;
			break;
		case '#':
			p->alternate = true;
			break;
		case '0':
			p->zero = true;
			break;
		default:
			return;
		}
	}
}

/* Everything after the "%" up to its letter. */
static bool
read_spec(struct percent *p, const char *text, size_t length, size_t *at)
{
	bool mapped = *at < length && text[*at] == '(';

	p->minus = p->plus = p->space = p->alternate = p->zero = false;
	p->width = 0;
	p->precision = -1;
	if (mapped && !mapped_value(p, text, length, at))
		return false;
	read_flags(p, text, length, at);
	if (!read_number(p, text, length, at, &p->width))
		return false;
	if (p->width < 0) {
		p->minus = true;
		p->width = -p->width;
	}
	if (*at < length && text[*at] == '.') {
		(*at)++;
		if (!read_number(p, text, length, at, &p->precision))
			return false;
		if (p->precision < 0)
			p->precision = 0;
	}
	while (*at < length && strchr("hlL", text[*at]) != NULL)
		(*at)++;
	if (*at >= length)
		return fail_value(p->run, "the format ends in the middle");
	p->type = text[(*at)++];
	return mapped || next_value(p, &p->value);
}

static bool
pad(struct run *r, int64_t count, char with)
{
	if (count > 0 && !charge_bytes(r, (size_t)count))
		return false;
	for (; count > 0; count--)
		if (!sink_char(r, with))
			return false;
	return true;
}

/* PREFIX (sign, "0x") and BODY in the width. */
static bool
put_number(
    struct percent *p, const char *prefix, const char *body, size_t body_length)
{
	struct run *r = p->run;
	const void *origin = p->value.origin;
	int64_t left = p->width - (int64_t)(strlen(prefix) + body_length);

	if (!p->minus && !p->zero && !pad(r, left, ' '))
		return false;
	if (!sink_add(r, prefix, strlen(prefix), origin))
		return false;
	if (!p->minus && p->zero && !pad(r, left, '0'))
		return false;
	return sink_add(r, body, body_length, origin) &&
	       (!p->minus || pad(r, left, ' '));
}

static const char *
sign_text(const struct percent *p, bool negative)
{
	return negative ? "-" : p->plus ? "+" : p->space ? " " : "";
}

/* The integer behind %d, or the error Python gives. */
static bool
integer_value(struct percent *p, int64_t *ret)
{
	if (as_integer(&p->value, ret))
		return true;
	if (p->value.kind == TV_FLOAT && strchr("diu", p->type) != NULL &&
	    isfinite(p->value.as.real)) {
		if (fabs(p->value.as.real) >= 9.2e18)
			return fail_value(
			    p->run, "the number does not fit into 64 bits");
		*ret = (int64_t)p->value.as.real;
		return true;
	}
	if (p->value.kind == TV_UNDEFINED)
		return fail_undefined(p->run, &p->value);
	return fail_value(p->run, "%%%c wants an integer, not %s", p->type,
	    tv_type_name(&p->value));
}

static bool
put_integer(struct percent *p)
{
	char prefix[8], *body;
	int64_t integer, digits = p->precision < 0 ? 0 : p->precision;
	unsigned long long size;
	const char *mark = "";

	if (!integer_value(p, &integer))
		return false;
	size = integer < 0 ? 0 - (unsigned long long)integer
			   : (unsigned long long)integer;
	if (p->alternate)
		mark = p->type == 'x'   ? "0x"
		       : p->type == 'X' ? "0X"
		       : p->type == 'o' ? "0o"
					: "";
	snprintf(
	    prefix, sizeof(prefix), "%s%s", sign_text(p, integer < 0), mark);
	if (p->type == 'x')
		body = arena_printf(p->run->arena, "%0*llx", (int)digits, size);
	else if (p->type == 'X')
		body = arena_printf(p->run->arena, "%0*llX", (int)digits, size);
	else if (p->type == 'o')
		body = arena_printf(p->run->arena, "%0*llo", (int)digits, size);
	else
		body = arena_printf(p->run->arena, "%0*llu", (int)digits, size);
	return put_number(p, prefix, body, strlen(body));
}

const char *
real_digits(
    struct arena *arena, char type, bool alternate, int digits, double size)
{
	switch (type) {
	case 'e':
		return arena_printf(
		    arena, alternate ? "%#.*e" : "%.*e", digits, size);
	case 'E':
		return arena_printf(
		    arena, alternate ? "%#.*E" : "%.*E", digits, size);
	case 'f':
		return arena_printf(
		    arena, alternate ? "%#.*f" : "%.*f", digits, size);
	case 'F':
		return arena_printf(
		    arena, alternate ? "%#.*F" : "%.*F", digits, size);
	case 'g':
		return arena_printf(
		    arena, alternate ? "%#.*g" : "%.*g", digits, size);
	default:
		return arena_printf(
		    arena, alternate ? "%#.*G" : "%.*G", digits, size);
	}
}

static bool
put_real(struct percent *p)
{
	int digits = p->precision < 0 ? 6 : (int)p->precision;
	const char *body;
	double real;

	if (p->value.kind == TV_UNDEFINED)
		return fail_undefined(p->run, &p->value);
	if (!is_number(&p->value))
		return fail_value(p->run, "%%%c wants a number, not %s",
		    p->type, tv_type_name(&p->value));
	if (digits > 1000)
		return fail_value(p->run, "the precision is too large");
	real = as_real(&p->value);
	body = real_digits(
	    p->run->arena, p->type, p->alternate, digits, fabs(real));
	return put_number(
	    p, sign_text(p, signbit(real) && !isnan(real)), body, strlen(body));
}

/* A string, cut to the precision and filled up to the width. */
static bool
put_string(struct percent *p, const struct tvalue *text)
{
	size_t length = text->length;
	int64_t left;

	if (p->precision >= 0)
		length = text_offset(
		    text->as.text, text->length, (size_t)p->precision);
	left = p->width - (int64_t)text_count(text->as.text, length);
	return (p->minus || pad(p->run, left, ' ')) &&
	       sink_part(p->run, text, 0, length) &&
	       (!p->minus || pad(p->run, left, ' '));
}

bool
text_to_ascii(struct run *r, struct tvalue *text)
{
	struct tvalue from = *text;
	struct mark mark = sink_mark(r);
	char code[16];
	size_t at, step;
	uint32_t c;
	int length;

	if (text_ascii(from.as.text, from.length))
		return true;
	for (at = 0; at < from.length; at += step) {
		step = text_next(from.as.text + at, from.length - at, &c);
		length = c < 0x100 ? snprintf(code, sizeof(code), "\\x%02x", c)
			 : c < 0x10000
			     ? snprintf(code, sizeof(code), "\\u%04x", c)
			     : snprintf(code, sizeof(code), "\\U%08x", c);
		if (c < 0x80 ? !sink_part(r, &from, at, step)
			     : !sink_add(r, code, (size_t)length, from.origin))
			return false;
	}
	sink_take(r, mark, text);
	return true;
}

static bool
put_text(struct percent *p)
{
	struct mark mark = sink_mark(p->run);
	struct tvalue text;

	if (p->type == 's') {
		if (!sink_escaped(p->run, &p->value, p->markup))
			return false;
	} else if (!sink_repr(p->run, &p->value)) {
		return false;
	}
	sink_take(p->run, mark, &text);
	if (p->type == 'a' && !text_to_ascii(p->run, &text))
		return false;
	return put_string(p, &text);
}

static bool
put_character(struct percent *p)
{
	struct tvalue text = p->value;
	int64_t code;
	char bytes[4];

	if (as_integer(&p->value, &code)) {
		if (code <= 0 || code > 0x10ffff)
			return fail_value(
			    p->run, "%%c wants a character's number");
		text = string_of(arena_copy(p->run->arena, bytes,
				     text_put((uint32_t)code, bytes)),
		    0);
		text.length = (uint32_t)strlen(text.as.text);
	} else if (text.kind != TV_STRING ||
		   text_count(text.as.text, text.length) != 1) {
		return fail_value(p->run, "%%c wants one character");
	}
	p->precision = -1;
	return put_string(p, &text);
}

static bool
put_one(struct percent *p)
{
	if (p->type != '\0' && strchr("diuoxX", p->type) != NULL)
		return put_integer(p);
	if (p->type != '\0' && strchr("eEfFgG", p->type) != NULL)
		return put_real(p);
	if (p->type == 's' || p->type == 'r' || p->type == 'a')
		return put_text(p);
	if (p->type == 'c')
		return put_character(p);
	return fail_value(p->run, "the format has an unknown letter");
}

static bool
put_all(struct percent *p, const struct tvalue *format)
{
	const char *text = format->as.text, *found;
	size_t length = format->length, at = 0, end;

	while (at < length) {
		found = memchr(text + at, '%', length - at);
		end = found != NULL ? (size_t)(found - text) : length;
		if (!sink_part(p->run, format, at, end - at))
			return false;
		if (found == NULL)
			return true;
		at = end + 1;
		if (!charge(p->run, 1))
			return false;
		if (at < length && text[at] == '%') {
			if (!sink_char(p->run, text[at++]))
				return false;
			continue;
		}
		if (!read_spec(p, text, length, &at) || !put_one(p))
			return false;
	}
	return true;
}

static bool
format_percent(
    struct percent *p, const struct tvalue *format, struct tvalue *ret)
{
	struct mark mark = sink_mark(p->run);

	p->markup = (format->flags & TV_FLAG_MARKUP) != 0;
	if (!put_all(p, format))
		return false;
	if (p->next < p->count && !p->leftovers)
		return fail_value(
		    p->run, "there are more values than the format asks for");
	sink_take(p->run, mark, ret);
	ret->flags |= format->flags & TV_FLAG_MARKUP;
	return true;
}

bool
format_percent_value(struct run *r, const struct tvalue *text,
    const struct tvalue *value, struct tvalue *ret)
{
	struct percent p = { .run = r, .args = value, .count = 1 };

	if (value->kind == TV_TUPLE) {
		p.args = value->as.list->items;
		p.count = value->as.list->count;
	} else if (value->kind == TV_DICT || value->kind == TV_UNDEFINED) {
		p.mapping = value;
	}
	/* Python takes all of these for mappings. */
	p.leftovers = value->kind == TV_DICT || value->kind == TV_LIST ||
		      value->kind == TV_RANGE || value->kind == TV_UNDEFINED;
	return format_percent(&p, text, ret);
}

bool
filter_format(struct tcall *call, struct tvalue *ret)
{
	struct percent p = {
		.run = call->run, .args = call->args, .count = call->count
	};
	struct tvalue text, mapping;
	struct tdict *dict;
	size_t i;

	if (call->count != 0 && call->keyword_count != 0)
		return template_fail(
		    call, "takes positional or keyword arguments, not both");
	if (!input_string(call, &text))
		return false;
	if (call->keyword_count != 0) {
		dict = dict_new(call->arena, call->keyword_count);
		for (i = 0; i < call->keyword_count; i++)
			dict_set(call->arena, dict,
			    string_of(call->keywords[i].name,
				call->keywords[i].length),
			    hash_bytes(call->keywords[i].name,
				call->keywords[i].length),
			    call->keywords[i].value);
		mapping = value_of(TV_DICT, dict);
		p.mapping = &mapping;
		p.leftovers = true;
		p.args = &mapping;
		p.count = 1;
	}
	/* The values' origins are in the result; the format's is not it. */
	call->input.origin = NULL;
	return format_percent(&p, &text, ret);
}

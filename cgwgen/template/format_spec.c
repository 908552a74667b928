/* SPDX-License-Identifier: ISC */
/*
 * Format specifications: "[[fill]align][sign][z][#][0][width][,|_]
 * [.precision][type]", as Python applies them to strings and numbers.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "template/filters.h"

#define MAX_WIDTH 100000
#define MAX_PRECISION 1000

struct spec {
	struct tcall *call;
	const void *origin; /* of the value */
	char fill[4];
	size_t fill_length;
	char align; /* 0: by type */
	char sign;  /* 0: like '-' */
	bool no_negative_zero, alternate, zero;
	int64_t width;
	char grouping;     /* 0, ',' or '_' */
	int64_t precision; /* -1: none */
	char type;         /* 0: none */
};

/* A number in pieces: "-", "0x", "1234", ".5e+10%". */
struct digits {
	char sign;
	const char *prefix;
	const char *whole;
	size_t whole_length;
	const char *rest;
};

/* ---- reading ---------------------------------------------------------------
 */

struct reader {
	const char *text;
	size_t length, at;
};

static bool
take_byte(struct reader *reader, const char *set, char *ret)
{
	if (reader->at >= reader->length ||
	    strchr(set, reader->text[reader->at]) == NULL)
		return false;
	*ret = reader->text[reader->at++];
	return true;
}

/* False when there are no digits. */
static bool
take_number(struct reader *reader, int64_t *ret)
{
	size_t start = reader->at;

	*ret = 0;
	for (; reader->at < reader->length; reader->at++) {
		char byte = reader->text[reader->at];

		if (byte < '0' || byte > '9')
			break;
		if (*ret <= MAX_WIDTH)
			*ret = *ret * 10 + (byte - '0');
	}
	return reader->at > start;
}

static void
read_fill(struct reader *reader, struct spec *spec)
{
	size_t step;
	uint32_t c;

	spec->fill[0] = ' ';
	spec->fill_length = 1;
	if (reader->length != 0) {
		step = text_next(reader->text, reader->length, &c);
		if (step < reader->length &&
		    strchr("<>^=", reader->text[step]) != NULL) {
			memcpy(spec->fill, reader->text, step);
			spec->fill_length = step;
			reader->at = step;
		}
	}
	take_byte(reader, "<>^=", &spec->align);
}

static bool
read_spec(struct spec *spec, const struct tvalue *text)
{
	struct reader reader = { text->as.text, text->length, 0 };
	bool filled;
	char zero = 0;

	spec->precision = -1;
	read_fill(&reader, spec);
	filled = reader.at > 1;
	take_byte(&reader, "+- ", &spec->sign);
	spec->no_negative_zero = take_byte(&reader, "z", &zero);
	spec->alternate = take_byte(&reader, "#", &zero);
	spec->zero = !filled && take_byte(&reader, "0", &zero);
	if (spec->zero) {
		spec->fill[0] = '0';
		spec->fill_length = 1;
	}
	take_number(&reader, &spec->width);
	take_byte(&reader, ",_", &spec->grouping);
	if (spec->grouping != 0 && take_byte(&reader, ",_", &zero))
		return template_fail(
		    spec->call, "a format groups by ',' or by '_'");
	if (take_byte(&reader, ".", &zero) &&
	    !take_number(&reader, &spec->precision))
		return template_fail(
		    spec->call, "a format lacks its precision");
	if (spec->width > MAX_WIDTH || spec->precision > MAX_PRECISION)
		return template_fail(
		    spec->call, "a width or precision is too large");
	take_byte(&reader, "bcdeEfFgGnosxX%", &spec->type);
	return reader.at == reader.length ||
	       template_fail(
		   spec->call, "a format specification is not one of Python's");
}

/* ---- writing ---------------------------------------------------------------
 */

static bool
put_fill(const struct spec *spec, int64_t count)
{
	struct run *r = spec->call->run;

	if (count > 0 && !charge_bytes(r, (size_t)count))
		return false;
	for (; count > 0; count--)
		if (!sink_add(r, spec->fill, spec->fill_length, NULL))
			return false;
	return true;
}

/* A text in the width; ALIGN: when none was asked for. */
static bool
put_aligned(const struct spec *spec, const struct tvalue *text, char align)
{
	int64_t left =
	    spec->width - (int64_t)text_count(text->as.text, text->length);
	int64_t before;

	if (spec->align != 0)
		align = spec->align;
	if (left < 0)
		left = 0;
	before = align == '>' ? left : align == '^' ? left / 2 : 0;
	return put_fill(spec, before) &&
	       sink_part(spec->call->run, text, 0, text->length) &&
	       put_fill(spec, left - before);
}

/* Digits from the right in groups, with zeros up to LEAST characters. */
static const char *
grouped(const struct spec *spec, const struct digits *digits, int64_t least)
{
	int64_t size =
	    spec->type != 0 && strchr("boxX", spec->type) != NULL ? 4 : 3;
	int64_t left = (int64_t)digits->whole_length, count, have;
	size_t room =
	    2 * (digits->whole_length + (size_t)(least > 0 ? least : 0)) + 2;
	char *text = arena_alloc(spec->call->arena, room);
	char *at = text + room - 1;

	for (;;) {
		have = left > least ? left : least;
		count = have < 1 ? 1 : have < size ? have : size;
		least -= count;
		for (; count > 0; count--)
			*--at = left > 0 ? digits->whole[--left] : '0';
		if (left <= 0 && least <= 0)
			return at;
		*--at = spec->grouping;
		least--;
	}
}

static bool
put_number(const struct spec *spec, struct digits *digits)
{
	char align = spec->align != 0 ? spec->align : spec->zero ? '=' : '>';
	const char *whole = digits->whole;
	size_t whole_length = digits->whole_length;
	size_t prefix = strlen(digits->prefix) + (digits->sign != 0);
	struct arena *arena = spec->call->arena;
	struct tvalue text;
	const char *made;
	int64_t least = 0;

	if (spec->grouping != 0 && whole[0] >= '0' && whole[0] <= '9') {
		if (spec->fill[0] == '0' && align == '=')
			least = spec->width -
				(int64_t)(prefix + strlen(digits->rest));
		whole = grouped(spec, digits, least);
		whole_length = strlen(whole);
	}
	if (align == '=') {
		least = spec->width -
			(int64_t)(prefix + whole_length + strlen(digits->rest));
		made = arena_printf(arena, "%.1s%s",
		    digits->sign != 0 ? &digits->sign : "", digits->prefix);
		if (!sink_add(spec->call->run, made, prefix, spec->origin) ||
		    !put_fill(spec, least))
			return false;
		made = arena_printf(
		    arena, "%.*s%s", (int)whole_length, whole, digits->rest);
		return sink_add(
		    spec->call->run, made, strlen(made), spec->origin);
	}
	made = arena_printf(arena, "%.1s%s%.*s%s",
	    digits->sign != 0 ? &digits->sign : "", digits->prefix,
	    (int)whole_length, whole, digits->rest);
	text = string_of(made, strlen(made));
	text.origin = spec->origin;
	return put_aligned(spec, &text, align);
}

static char
sign_of(const struct spec *spec, bool negative)
{
	return negative            ? '-'
	       : spec->sign == '+' ? '+'
	       : spec->sign == ' ' ? ' '
				   : 0;
}

/* ---- integers --------------------------------------------------------------
 */

static const char *
binary_text(struct arena *arena, uint64_t size)
{
	char text[65], *at = text + sizeof(text) - 1;

	*at = '\0';
	do {
		*--at = (char)('0' + (size & 1));
		size >>= 1;
	} while (size != 0);
	return arena_string(arena, at);
}

static bool
put_character(const struct spec *spec, int64_t code)
{
	struct tvalue text;
	char bytes[4];
	size_t length;

	if (spec->sign != 0 || spec->alternate)
		return template_fail(
		    spec->call, "the type c takes no sign and no '#'");
	if (code <= 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return template_fail(
		    spec->call, "the type c wants a character's number");
	length = text_put((uint32_t)code, bytes);
	text = string_of(arena_copy(spec->call->arena, bytes, length), length);
	text.origin = spec->origin;
	return put_aligned(spec, &text, '>');
}

static bool
put_integer(struct spec *spec, int64_t integer)
{
	struct arena *arena = spec->call->arena;
	uint64_t size = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
	struct digits digits = {
		.sign = sign_of(spec, integer < 0), .prefix = "", .rest = ""
	};
	unsigned long long number = size;

	if (spec->precision >= 0 || spec->no_negative_zero)
		return template_fail(
		    spec->call, "an integer takes no precision and no 'z'");
	if (spec->grouping != 0 && spec->type != 0 && spec->type != 'd' &&
	    (spec->grouping == ',' || strchr("cn", spec->type) != NULL))
		return template_fail(
		    spec->call, "the type cannot be grouped so");
	switch (spec->type) {
	case 'c':
		return put_character(spec, integer);
	case 'b':
		digits.whole = binary_text(arena, size);
		break;
	case 'o':
		digits.whole = arena_printf(arena, "%llo", number);
		break;
	case 'x':
		digits.whole = arena_printf(arena, "%llx", number);
		break;
	case 'X':
		digits.whole = arena_printf(arena, "%llX", number);
		break;
	default:
		digits.whole = arena_printf(arena, "%llu", number);
	}
	if (spec->alternate)
		digits.prefix = spec->type == 'b'   ? "0b"
				: spec->type == 'o' ? "0o"
				: spec->type == 'x' ? "0x"
				: spec->type == 'X' ? "0X"
						    : "";
	digits.whole_length = strlen(digits.whole);
	return put_number(spec, &digits);
}

/* ---- floats ----------------------------------------------------------------
 */

static const char *
print_real(const struct spec *spec, char type, int64_t precision, double size)
{
	return real_digits(
	    spec->call->arena, type, spec->alternate, (int)precision, size);
}

/* Without a type: as few digits as needed, or so many, and a point or an
 * exponent. */
static const char *
plain_real(const struct spec *spec, double size)
{
	struct arena *arena = spec->call->arena;
	int64_t precision = spec->precision == 0 ? 1 : spec->precision;
	char shortest[32], *text, *end, *exponent;
	long power;

	if (precision < 0) {
		shortest[format_float(size, shortest)] = '\0';
		exponent = strchr(shortest, 'e');
		if (!spec->alternate || exponent == NULL ||
		    strchr(shortest, '.') != NULL)
			return arena_string(arena, shortest);
		return arena_printf(arena, "%.*s.%s",
		    (int)(exponent - shortest), shortest, exponent);
	}
	text = arena_printf(arena, "%.*e", (int)precision - 1, size);
	exponent = strchr(text, 'e');
	power = strtol(exponent + 1, NULL, 10);
	if (power >= -4 && power < precision - 1) {
		text = arena_printf(
		    arena, "%.*f", (int)(precision - 1 - power), size);
		exponent = text + strlen(text);
	}
	end = exponent;
	if (!spec->alternate && memchr(text, '.', (size_t)(end - text)) != NULL)
		while (end[-1] == '0' || end[-1] == '.')
			if (*--end == '.')
				break;
	if (*exponent == '\0' &&
	    memchr(text, '.', (size_t)(end - text)) == NULL)
		return arena_printf(arena, "%.*s.0", (int)(end - text), text);
	return arena_printf(arena, "%.*s%s%s", (int)(end - text), text,
	    spec->alternate && strchr(text, '.') == NULL ? "." : "", exponent);
}

static bool
all_zero(const char *text)
{
	return text[strspn(text, "0.")] == '\0' ||
	       strchr("eE%", text[strspn(text, "0.")]) != NULL;
}

static const char *
real_text(const struct spec *spec, double size)
{
	int64_t precision = spec->precision < 0 ? 6 : spec->precision;
	const char *text;

	if (isnan(size) || isinf(size)) {
		text = isnan(size) ? "nan" : "inf";
		if (spec->type != 0 && strchr("EFG", spec->type) != NULL)
			text = isnan(size) ? "NAN" : "INF";
		return spec->type != '%'
			   ? text
			   : arena_printf(spec->call->arena, "%s%%", text);
	}
	switch (spec->type) {
	case 0:
		return plain_real(spec, size);
	case 'n':
		return print_real(spec, 'g', precision, size);
	case '%':
		return arena_printf(spec->call->arena, "%s%%",
		    print_real(spec, 'f', precision, size * 100));
	default:
		return print_real(spec, spec->type, precision, size);
	}
}

static bool
put_real(struct spec *spec, double real)
{
	const char *text = real_text(spec, fabs(real));
	struct digits digits = { .prefix = "", .whole = text };
	bool negative = signbit(real) && !isnan(real);

	if (spec->grouping != 0 && spec->type == 'n')
		return template_fail(
		    spec->call, "the type cannot be grouped so");
	if (spec->no_negative_zero && all_zero(text))
		negative = false;
	digits.sign = sign_of(spec, negative);
	digits.whole_length = strspn(text, "0123456789");
	digits.rest = text + digits.whole_length;
	/* Infinity and what is no number, which are not grouped. */
	if (digits.whole_length == 0) {
		digits.whole_length = strlen(text);
		digits.rest = "";
	}
	return put_number(spec, &digits);
}

/* ---- values ----------------------------------------------------------------
 */

static bool
put_string(struct spec *spec, const struct tvalue *value)
{
	struct tvalue text = *value;

	if (spec->type != 0 && spec->type != 's')
		return template_fail(spec->call, "the type wants a number");
	if (spec->sign != 0 || spec->no_negative_zero || spec->alternate ||
	    spec->grouping != 0 || spec->align == '=')
		return template_fail(spec->call,
		    "a string takes no sign, 'z', '#', grouping or '='");
	if (spec->precision >= 0)
		text = substring(spec->call->run, value, 0,
		    text_offset(value->as.text, value->length,
			(size_t)spec->precision));
	return put_aligned(spec, &text, '<');
}

bool
format_value(
    struct tcall *call, const struct tvalue *value, const struct tvalue *text)
{
	struct spec spec = { .call = call, .origin = value->origin };
	int64_t integer;

	if (text->length == 0)
		return sink_str(call->run, value);
	if (value->kind == TV_UNDEFINED && is_strict(call->run, value))
		return fail_undefined(call->run, value);
	if (value->kind != TV_STRING && !is_number(value))
		return template_fail(call, "%s takes no format specification",
		    tv_type_name(value));
	if (!read_spec(&spec, text))
		return false;
	if (value->kind == TV_STRING)
		return put_string(&spec, value);
	if (spec.type == 's')
		return template_fail(call, "the type wants a string");
	if (value->kind == TV_FLOAT) {
		if (spec.type != 0 && strchr("bcdoxX", spec.type) != NULL)
			return template_fail(call, "the type wants an integer");
		return put_real(&spec, value->as.real);
	}
	as_integer(value, &integer);
	if (spec.type != 0 && strchr("eEfFgG%", spec.type) != NULL)
		return put_real(&spec, (double)integer);
	return put_integer(&spec, integer);
}

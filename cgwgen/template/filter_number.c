/* SPDX-License-Identifier: ISC */
/*
 * Filters of numbers, and default.
 */
#include <math.h>
#include <string.h>

#include "template/filters.h"

bool
filter_default(struct tcall *call, struct tvalue *ret)
{
	bool empty = false, truth = true;

	if (call->input.kind != TV_UNDEFINED) {
		if (!arg_bool(call, 1, &empty))
			return false;
		if (empty && !value_truth(call->run, &call->input, &truth))
			return false;
		*ret = call->input;
		if (truth)
			return true;
	}
	*ret = has_arg(call, 0) ? call->args[0] : string_of("", 0);
	/* The default is not from where the input would have been. */
	call->input.origin = NULL;
	return true;
}

bool
filter_abs(struct tcall *call, struct tvalue *ret)
{
	int64_t integer;

	if (call->input.kind == TV_UNDEFINED)
		return fail_undefined(call->run, &call->input);
	if (as_integer(&call->input, &integer))
		return value_negate(call->run, &call->input, integer < 0, ret);
	if (call->input.kind != TV_FLOAT)
		return template_fail(
		    call, "wants a number, not %s", tv_type_name(&call->input));
	*ret = tv_float(fabs(call->input.as.real));
	return true;
}

static bool
real_to_integer(struct tcall *call, double real, struct tvalue *ret)
{
	if (real >= 9223372036854775808.0 || real < -9223372036854775808.0)
		return template_fail(
		    call, "the number does not fit in a 64-bit integer");
	*ret = tv_int((int64_t)real);
	return true;
}

/* *DONE stays false when the text is no number at all. */
static bool
text_to_integer(
    struct tcall *call, int64_t base, struct tvalue *ret, bool *done)
{
	const struct tvalue *text = &call->input;
	int64_t integer;
	double real;
	bool over;

	*done = true;
	if (parse_integer(
		text->as.text, text->length, (int)base, &integer, &over)) {
		*ret = tv_int(integer);
		return true;
	}
	if (over)
		return template_fail(
		    call, "the number does not fit in a 64-bit integer");
	if (parse_real(text->as.text, text->length, &real) && !isnan(real))
		return real_to_integer(call, real, ret);
	*done = false;
	return true;
}

bool
filter_int(struct tcall *call, struct tvalue *ret)
{
	int64_t base = 10, integer;
	bool done = true;

	if (call->input.kind == TV_UNDEFINED)
		return fail_undefined(call->run, &call->input);
	if (!arg_int(call, 1, &base))
		return false;
	if (as_integer(&call->input, &integer)) {
		*ret = tv_int(integer);
		return true;
	}
	if (call->input.kind == TV_FLOAT && !isnan(call->input.as.real))
		return real_to_integer(call, call->input.as.real, ret);
	done = false;
	if (call->input.kind == TV_STRING) {
		if (base != 0 && (base < 2 || base > 36))
			base = 99; /* Python then tries float() */
		if (base == 99)
			base = 1;
		if (!text_to_integer(call, base, ret, &done))
			return false;
	}
	if (!done)
		*ret = has_arg(call, 0) ? call->args[0] : tv_int(0);
	return true;
}

bool
filter_float(struct tcall *call, struct tvalue *ret)
{
	double real;

	if (call->input.kind == TV_UNDEFINED)
		return fail_undefined(call->run, &call->input);
	if (is_number(&call->input)) {
		*ret = tv_float(as_real(&call->input));
		return true;
	}
	if (call->input.kind == TV_STRING &&
	    parse_real(call->input.as.text, call->input.length, &real))
		*ret = tv_float(real);
	else
		*ret = has_arg(call, 0) ? call->args[0] : tv_float(0);
	return true;
}

static bool
is_text(const struct tvalue *value, const char *text)
{
	return value->length == strlen(text) &&
	       memcmp(value->as.text, text, value->length) == 0;
}

/* ceil and floor at a number of digits, as Jinja computes them. */
static bool
round_toward(struct tcall *call, int64_t digits, bool up, struct tvalue *ret)
{
	struct tvalue ten = tv_int(10), power, scaled, whole, exponent;
	double real;

	exponent = tv_int(digits);
	if (!value_binary(call->run, OP_POW, &ten, &exponent, &power) ||
	    !value_binary(call->run, OP_MUL, &call->input, &power, &scaled))
		return false;
	if (!is_number(&scaled))
		return template_fail(
		    call, "wants a number, not %s", tv_type_name(&call->input));
	real = up ? ceil(as_real(&scaled)) : floor(as_real(&scaled));
	if (scaled.kind != TV_FLOAT)
		whole = scaled;
	else if (!real_to_integer(call, real, &whole))
		return false;
	return value_binary(call->run, OP_DIV, &whole, &power, ret);
}

/* Without digits Python rounds to an integer. */
static bool
round_whole(struct tcall *call, struct tvalue *ret)
{
	if (!round_value(call->run, &call->input, 0, ret))
		return false;
	if (ret->kind != TV_FLOAT)
		return true;
	return isnan(ret->as.real)
		   ? template_fail(call, "the input is not a number")
		   : real_to_integer(call, ret->as.real, ret);
}

bool
filter_round(struct tcall *call, struct tvalue *ret)
{
	struct tvalue method = string_of("common", 6);
	int64_t digits = 0;
	bool whole = has_arg(call, 0) && call->args[0].kind == TV_NONE;

	if (call->input.kind == TV_UNDEFINED)
		return fail_undefined(call->run, &call->input);
	if (!arg_string(call, 1, &method))
		return false;
	if (whole && is_text(&method, "common"))
		return round_whole(call, ret);
	if (!arg_int(call, 0, &digits))
		return false;
	if (is_text(&method, "ceil") || is_text(&method, "floor"))
		return round_toward(
		    call, digits, is_text(&method, "ceil"), ret);
	if (!is_text(&method, "common"))
		return template_fail(
		    call, "the method is 'common', 'ceil' or 'floor'");
	return round_value(call->run, &call->input, digits, ret);
}

bool
filter_filesizeformat(struct tcall *call, struct tvalue *ret)
{
	static const char prefixes[] = "kMGTPEZY";
	struct tvalue number;
	double bytes, base, unit;
	bool binary = false;
	size_t i;
	const char *text;

	if (!arg_bool(call, 0, &binary))
		return false;
	call->count = 0;
	if (!filter_float(call, &number))
		return false;
	if (!is_number(&call->input) &&
	    (call->input.kind != TV_STRING ||
		!parse_real(call->input.as.text, call->input.length, &bytes)))
		return template_fail(call, "wants a number of bytes");
	bytes = number.as.real;
	base = binary ? 1024 : 1000;
	if (bytes == 1) {
		*ret = tv_text("1 Byte");
		return true;
	}
	if (bytes < base) {
		text =
		    arena_printf(call->arena, "%lld Bytes", (long long)bytes);
		*ret = tv_text(text);
		return true;
	}
	unit = base * base;
	for (i = 0; i < sizeof(prefixes) - 2 && !(bytes < unit); i++)
		unit *= base;
	text = arena_printf(call->arena, "%.1f %c%sB", base * bytes / unit,
	    binary && prefixes[i] == 'k' ? 'K' : prefixes[i],
	    binary ? "i" : "");
	*ret = tv_text(text);
	return true;
}

/* SPDX-License-Identifier: ISC */
/*
 * Arithmetic with Python's meaning on 64-bit integers: what would need more
 * bits is an error, never a wrong number.  Also + and * of strings and lists.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "template/engine.h"

bool
is_number(const struct tvalue *value)
{
	return value->kind == TV_INT || value->kind == TV_FLOAT ||
	       value->kind == TV_BOOL;
}

bool
as_integer(const struct tvalue *value, int64_t *ret)
{
	if (value->kind == TV_INT)
		*ret = value->as.integer;
	else if (value->kind == TV_BOOL)
		*ret = value->as.truth;
	else
		return false;
	return true;
}

double
as_real(const struct tvalue *value)
{
	int64_t integer;

	return as_integer(value, &integer) ? (double)integer : value->as.real;
}

static bool
overflow(struct run *r)
{
	return fail_value(r, "the result does not fit in a 64-bit integer");
}

static bool
by_zero(struct run *r)
{
	return fail_value(r, "division by zero");
}

static bool
floor_divide(struct run *r, int64_t a, int64_t b, struct tvalue *ret)
{
	int64_t quotient;

	if (b == 0)
		return by_zero(r);
	if (a == INT64_MIN && b == -1)
		return overflow(r);
	quotient = a / b;
	if (a % b != 0 && (a % b < 0) != (b < 0))
		quotient--;
	*ret = tv_int(quotient);
	return true;
}

static bool
modulo(struct run *r, int64_t a, int64_t b, struct tvalue *ret)
{
	int64_t rest;

	if (b == 0)
		return by_zero(r);
	rest = b == -1 ? 0 : a % b;
	if (rest != 0 && (rest < 0) != (b < 0))
		rest += b;
	*ret = tv_int(rest);
	return true;
}

static bool
power(struct run *r, int64_t base, int64_t exponent, struct tvalue *ret)
{
	int64_t result = 1;

	if (exponent < 0) {
		if (base == 0)
			return by_zero(r);
		*ret = tv_float(pow((double)base, (double)exponent));
		return true;
	}
	/* 0, 1 and -1 may be raised to anything. */
	if (base >= -1 && base <= 1)
		exponent = exponent == 0 ? 0 : 2 - exponent % 2;
	for (; exponent > 0; exponent--)
		if (__builtin_mul_overflow(result, base, &result))
			return overflow(r);
	*ret = tv_int(result);
	return true;
}

static bool
binary_integers(
    struct run *r, enum operator op, int64_t a, int64_t b, struct tvalue *ret)
{
	int64_t result = 0;
	bool over;

	switch (op) {
	case OP_ADD:
		over = __builtin_add_overflow(a, b, &result);
		break;
	case OP_SUB:
		over = __builtin_sub_overflow(a, b, &result);
		break;
	case OP_MUL:
		over = __builtin_mul_overflow(a, b, &result);
		break;
	case OP_DIV:
		if (b == 0)
			return by_zero(r);
		*ret = tv_float((double)a / (double)b);
		return true;
	case OP_FLOORDIV:
		return floor_divide(r, a, b, ret);
	case OP_MOD:
		return modulo(r, a, b, ret);
	default:
		return power(r, a, b, ret);
	}
	*ret = tv_int(result);
	return over ? overflow(r) : true;
}

static double
real_modulo(double a, double b)
{
	double rest = fmod(a, b);

	if (rest != 0 && (rest < 0) != (b < 0))
		rest += b;
	return rest == 0 ? copysign(0.0, b) : rest;
}

/* As CPython does it: from the remainder, so that both always agree. */
static double
real_floor_divide(double a, double b)
{
	double rest = fmod(a, b), quotient = (a - rest) / b, whole;

	if (rest != 0 && (b < 0) != (rest < 0))
		quotient -= 1.0;
	if (quotient == 0)
		return copysign(0.0, a / b);
	whole = floor(quotient);
	return quotient - whole > 0.5 ? whole + 1.0 : whole;
}

static bool
real_power(struct run *r, double a, double b, struct tvalue *ret)
{
	double result = pow(a, b);

	if (a == 0 && b < 0)
		return by_zero(r);
	if (isnan(result) && !isnan(a) && !isnan(b))
		return fail_value(r, "complex numbers are not supported");
	if (isinf(result) && !isinf(a) && !isinf(b))
		return fail_value(r, "the result is too large");
	*ret = tv_float(result);
	return true;
}

static bool
binary_reals(
    struct run *r, enum operator op, double a, double b, struct tvalue *ret)
{
	if (b == 0 && (op == OP_DIV || op == OP_FLOORDIV || op == OP_MOD))
		return by_zero(r);
	switch (op) {
	case OP_ADD:
		*ret = tv_float(a + b);
		return true;
	case OP_SUB:
		*ret = tv_float(a - b);
		return true;
	case OP_MUL:
		*ret = tv_float(a * b);
		return true;
	case OP_DIV:
		*ret = tv_float(a / b);
		return true;
	case OP_FLOORDIV:
		*ret = tv_float(real_floor_divide(a, b));
		return true;
	case OP_MOD:
		*ret = tv_float(real_modulo(a, b));
		return true;
	default:
		return real_power(r, a, b, ret);
	}
}

/* ---- strings and lists --------------------------------------------------- */

static bool
add_strings(struct run *r, const struct tvalue *a, const struct tvalue *b,
    struct tvalue *ret)
{
	struct mark mark = sink_mark(r);
	bool markup = ((a->flags | b->flags) & TV_FLAG_MARKUP) != 0;

	if (!charge_bytes(r, a->length + (size_t)b->length) ||
	    !sink_escaped(r, a, markup) || !sink_escaped(r, b, markup))
		return false;
	sink_take(r, mark, ret);
	if (markup)
		ret->flags |= TV_FLAG_MARKUP;
	return true;
}

static bool
add_lists(struct run *r, const struct tvalue *a, const struct tvalue *b,
    struct tvalue *ret)
{
	const struct tlist *left = a->as.list, *right = b->as.list;
	struct tlist *list;

	if (!charge(r, left->count + right->count))
		return false;
	list = list_new(r->arena, left->count + right->count);
	if (left->count != 0)
		memcpy(list->items, left->items,
		    left->count * sizeof(*list->items));
	if (right->count != 0)
		memcpy(list->items + left->count, right->items,
		    right->count * sizeof(*list->items));
	list->count = left->count + right->count;
	*ret = value_of((enum tkind)a->kind, list);
	return true;
}

static bool
repeat(
    struct run *r, const struct tvalue *what, int64_t times, struct tvalue *ret)
{
	struct mark mark = sink_mark(r);
	struct tlist *list;
	size_t count, i;

	if (times < 0)
		times = 0;
	count = (size_t)times;
	if (what->kind == TV_STRING) {
		if (what->length == 0)
			count = 0;
		while (count-- > 0)
			if (!charge(r, 1) || !charge_bytes(r, what->length) ||
			    !sink_part(r, what, 0, what->length))
				return false;
		sink_take(r, mark, ret);
		ret->flags |= what->flags & TV_FLAG_MARKUP;
		return true;
	}
	list = list_new(r->arena, 0);
	while (what->as.list->count != 0 && count-- > 0) {
		if (!charge(r, what->as.list->count))
			return false;
		for (i = 0; i < what->as.list->count; i++)
			list_add(r->arena, list, what->as.list->items[i]);
	}
	*ret = value_of((enum tkind)what->kind, list);
	return true;
}

static bool
repeatable(const struct tvalue *value)
{
	return value->kind == TV_STRING || is_sequence(value);
}

static bool
unsupported(struct run *r, enum operator op, const struct tvalue *a,
    const struct tvalue *b)
{
	static const char *const names[] = { "+", "-", "*", "/", "//", "%",
		"**" };

	if (a->kind == TV_UNDEFINED || b->kind == TV_UNDEFINED)
		return fail_undefined(r, a->kind == TV_UNDEFINED ? a : b);
	return fail_value(r, "'%s' does not work between %s and %s", names[op],
	    tv_type_name(a), tv_type_name(b));
}

static bool
binary_others(struct run *r, enum operator op, const struct tvalue *a,
    const struct tvalue *b, struct tvalue *ret)
{
	int64_t times;

	if (op == OP_MOD && a->kind == TV_STRING &&
	    (b->kind != TV_UNDEFINED || !is_strict(r, b)))
		return format_percent_value(r, a, b, ret);
	if (op == OP_ADD && a->kind == TV_STRING && b->kind == TV_STRING)
		return add_strings(r, a, b, ret);
	/* Only a chainable one can be escaped, to nothing. */
	if (op == OP_ADD && a->kind == TV_STRING &&
	    (a->flags & TV_FLAG_MARKUP) != 0 && b->kind == TV_UNDEFINED &&
	    r->undefined == TEMPLATE_CHAINABLE) {
		*ret = *a;
		return true;
	}
	if (op == OP_ADD && is_sequence(a) && a->kind == b->kind)
		return add_lists(r, a, b, ret);
	if (op == OP_MUL && repeatable(a) && as_integer(b, &times))
		return repeat(r, a, times, ret);
	if (op == OP_MUL && repeatable(b) && as_integer(a, &times))
		return repeat(r, b, times, ret);
	return unsupported(r, op, a, b);
}

bool
value_binary(struct run *r, enum operator op, const struct tvalue *a,
    const struct tvalue *b, struct tvalue *ret)
{
	int64_t left, right;
	bool good;

	if (!is_number(a) || !is_number(b))
		return binary_others(r, op, a, b, ret);
	if (as_integer(a, &left) && as_integer(b, &right))
		good = binary_integers(r, op, left, right, ret);
	else
		good = binary_reals(r, op, as_real(a), as_real(b), ret);
	/* A number worked out from values still tells where it is from; of two
	 * it is what is counted on from there ("base + offset"), but not what
	 * is taken away. */
	ret->origin = a->origin;
	if (b->origin != NULL && (a->origin == NULL || op != OP_SUB))
		ret->origin = b->origin;
	return good;
}

bool
value_negate(
    struct run *r, const struct tvalue *a, bool negative, struct tvalue *ret)
{
	int64_t integer;

	if (a->kind == TV_UNDEFINED)
		return fail_undefined(r, a);
	if (as_integer(a, &integer)) {
		if (negative && integer == INT64_MIN)
			return overflow(r);
		*ret = tv_int(negative ? -integer : integer);
	} else if (a->kind == TV_FLOAT) {
		*ret = tv_float(negative ? -a->as.real : a->as.real);
	} else {
		return fail_value(
		    r, "a sign does not work on %s", tv_type_name(a));
	}
	ret->origin = a->origin;
	return true;
}

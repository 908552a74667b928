/* SPDX-License-Identifier: ISC */
/*
 * Numbers from text, with Python's rules for int() and float(): blanks
 * around are fine, single underscores between digits, prefixes by base.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "template/engine.h"

static int
digit_value(char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	if (byte >= 'a' && byte <= 'z')
		return byte - 'a' + 10;
	if (byte >= 'A' && byte <= 'Z')
		return byte - 'A' + 10;
	return 99;
}

static void
strip(const char **text, size_t *length)
{
	size_t blanks = text_blank_start(*text, *length);

	*text += blanks;
	*length -= blanks;
	*length -= text_blank_end(*text, *length);
}

/* Skips "0x" and the like; sets the base when it was 0. */
static bool
skip_prefix(const char **text, size_t *length, int *base)
{
	char mark =
	    *length > 2 && (*text)[0] == '0' ? (char)((*text)[1] | 0x20) : '\0';
	int meant = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 0;
	size_t i;

	if (meant != 0 && (*base == 0 || *base == meant)) {
		*text += 2;
		*length -= 2;
		if ((*text)[0] == '_' && *length > 1) {
			(*text)++;
			(*length)--;
		}
		*base = meant;
		return true;
	}
	if (*base != 0)
		return true;
	*base = 10;
	/* Without a base a leading zero is only fine in zero itself. */
	for (i = 0; *length > 1 && (*text)[0] == '0' && i < *length; i++)
		if ((*text)[i] != '0' && (*text)[i] != '_')
			return false;
	return true;
}

bool
parse_integer(
    const char *text, size_t length, int base, int64_t *ret, bool *over)
{
	bool negative = false, digit = false;
	uint64_t value = 0, limit = INT64_MAX;
	size_t i;

	*over = false;
	strip(&text, &length);
	if (length > 0 && (text[0] == '-' || text[0] == '+')) {
		negative = text[0] == '-';
		text++;
		length--;
	}
	if (!skip_prefix(&text, &length, &base))
		return false;
	limit += negative;
	for (i = 0; i < length; i++) {
		if (text[i] == '_' && digit && i + 1 < length) {
			digit = false;
			continue;
		}
		if (digit_value(text[i]) >= base)
			return false;
		digit = true;
		if (__builtin_mul_overflow(value, (uint64_t)base, &value) ||
		    __builtin_add_overflow(
			value, (uint64_t)digit_value(text[i]), &value) ||
		    value > limit)
			*over = true;
	}
	*ret = (int64_t)(negative ? 0 - value : value);
	return digit && !*over;
}

/* Whether TEXT is digits, a point, an exponent: what strtod() would take
 * besides, such as hexadecimal, is not a float for Python. */
static bool
real_syntax(const char *text)
{
	size_t at = text[0] == '-' || text[0] == '+', digits = 0;

	for (; digit_value(text[at]) < 10; at++)
		digits++;
	if (text[at] == '.')
		for (at++; digit_value(text[at]) < 10; at++)
			digits++;
	if (digits == 0)
		return false;
	if (text[at] == 'e' || text[at] == 'E') {
		at++;
		at += text[at] == '-' || text[at] == '+';
		if (digit_value(text[at]) >= 10)
			return false;
		while (digit_value(text[at]) < 10)
			at++;
	}
	return text[at] == '\0';
}

static bool
special_real(const char *text, double *ret)
{
	static const char *const words[] = { "inf", "infinity", "nan" };
	bool negative = text[0] == '-';
	size_t i, j;

	text += text[0] == '-' || text[0] == '+';
	for (i = 0; i < LENGTH_OF(words); i++) {
		for (j = 0; words[i][j] != '\0'; j++)
			if ((text[j] | 0x20) != words[i][j])
				break;
		if (words[i][j] != '\0' || text[j] != '\0')
			continue;
		*ret = i == 2 ? (double)NAN : (double)INFINITY;
		if (negative)
			*ret = -*ret;
		return true;
	}
	return false;
}

bool
parse_real(const char *text, size_t length, double *ret)
{
	char copy[512];
	size_t i, used = 0;

	strip(&text, &length);
	/* Longer numbers exist, but not in templates. */
	if (length == 0 || length >= sizeof(copy))
		return false;
	for (i = 0; i < length; i++) {
		if (text[i] != '_') {
			copy[used++] = text[i];
			continue;
		}
		if (i == 0 || i + 1 == length ||
		    digit_value(text[i - 1]) >= 10 ||
		    digit_value(text[i + 1]) >= 10)
			return false;
	}
	copy[used] = '\0';
	if (special_real(copy, ret))
		return true;
	if (!real_syntax(copy))
		return false;
	*ret = strtod(copy, NULL);
	return true;
}

/* Half to even on integers: round(25, -1) is 20. */
static bool
round_integer(struct run *r, int64_t value, int64_t digits, struct tvalue *ret)
{
	int64_t unit = 1, rest, down;

	*ret = tv_int(value);
	if (digits >= 0)
		return true;
	for (; digits < 0; digits++)
		if (__builtin_mul_overflow(unit, 10, &unit)) {
			*ret = tv_int(0);
			return true;
		}
	rest = value % unit;
	if (rest < 0)
		rest += unit;
	if (__builtin_sub_overflow(value, rest, &down))
		return fail_value(r, "the result does not fit in 64 bits");
	if (rest > unit - rest || (rest == unit - rest && down / unit % 2 != 0))
		if (__builtin_add_overflow(down, unit, &down))
			return fail_value(
			    r, "the result does not fit in 64 bits");
	*ret = tv_int(down);
	return true;
}

static double
round_real(double value, int64_t digits)
{
	char text[400];
	double unit;

	if (!isfinite(value) || digits > 323)
		return value;
	if (digits < -308)
		return copysign(0.0, value);
	if (digits < 0) {
		unit = pow(10.0, (double)-digits);
		return rint(value / unit) * unit;
	}
	/* printf rounds the exact binary value, as Python does. */
	if (digits > 60)
		return value;
	snprintf(text, sizeof(text), "%.*f", (int)digits, value);
	return strtod(text, NULL);
}

bool
round_value(struct run *r, const struct tvalue *value, int64_t digits,
    struct tvalue *ret)
{
	int64_t integer;

	if (as_integer(value, &integer))
		return round_integer(r, integer, digits, ret);
	if (value->kind != TV_FLOAT)
		return fail_value(
		    r, "%s cannot be rounded", tv_type_name(value));
	*ret = tv_float(round_real(value->as.real, digits));
	return true;
}

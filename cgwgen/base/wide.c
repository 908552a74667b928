/* SPDX-License-Identifier: ISC */
/* Integers wider than the machine's, limb by limb.  Ground floor. */
#include "base/wide.h"

#include <string.h>

#define LARGEST_BITS 140

struct wide
wide_of(int64_t number)
{
	uint64_t bits = (uint64_t)number;
	struct wide wide;
	unsigned i;

	wide.limb[0] = (uint32_t)(bits & UINT32_MAX);
	wide.limb[1] = (uint32_t)(bits >> 32);
	for (i = 2; i < WIDE_LIMBS; i++)
		wide.limb[i] = number < 0 ? UINT32_MAX : 0;
	return wide;
}

struct wide
wide_ones(unsigned bits)
{
	return wide_subtract(wide_left(wide_of(1), bits), wide_of(1));
}

struct wide
wide_add(struct wide a, struct wide b)
{
	uint64_t carry = 0;
	unsigned i;

	for (i = 0; i < WIDE_LIMBS; i++) {
		carry += (uint64_t)a.limb[i] + b.limb[i];
		a.limb[i] = (uint32_t)(carry & UINT32_MAX);
		carry >>= 32;
	}
	return a;
}

struct wide
wide_subtract(struct wide a, struct wide b)
{
	unsigned i;

	for (i = 0; i < WIDE_LIMBS; i++)
		b.limb[i] = ~b.limb[i];
	return wide_add(wide_add(a, b), wide_of(1));
}

struct wide
wide_and(struct wide a, struct wide b)
{
	unsigned i;

	for (i = 0; i < WIDE_LIMBS; i++)
		a.limb[i] &= b.limb[i];
	return a;
}

struct wide
wide_left(struct wide a, unsigned bits)
{
	struct wide ret = { { 0 } };
	unsigned limbs = bits / 32, rest = bits % 32, i;
	uint64_t pair;

	for (i = limbs; i < WIDE_LIMBS; i++) {
		pair = (uint64_t)a.limb[i - limbs] << 32;
		if (i > limbs)
			pair |= a.limb[i - limbs - 1];
		ret.limb[i] = (uint32_t)(pair << rest >> 32);
	}
	return ret;
}

struct wide
wide_right(struct wide a, unsigned bits)
{
	struct wide ret = { { 0 } };
	unsigned limbs = bits / 32, rest = bits % 32, i;
	uint64_t pair;

	for (i = 0; i + limbs < WIDE_LIMBS; i++) {
		pair = a.limb[i + limbs];
		if (i + limbs + 1 < WIDE_LIMBS)
			pair |= (uint64_t)a.limb[i + limbs + 1] << 32;
		ret.limb[i] = (uint32_t)(pair >> rest & UINT32_MAX);
	}
	return ret;
}

bool
wide_negative(struct wide a)
{
	return a.limb[WIDE_LIMBS - 1] >> 31 != 0;
}

int
wide_compare(struct wide a, struct wide b)
{
	unsigned i = WIDE_LIMBS;

	if (wide_negative(a) != wide_negative(b))
		return wide_negative(a) ? -1 : 1;
	while (i-- > 0)
		if (a.limb[i] != b.limb[i])
			return a.limb[i] < b.limb[i] ? -1 : 1;
	return 0;
}

bool
wide_small(struct wide a, int64_t *ret)
{
	uint64_t bits = (uint64_t)a.limb[1] << 32 | a.limb[0];
	int64_t number;

	memcpy(&number, &bits, sizeof(number));
	*ret = number;
	return wide_compare(a, wide_of(number)) == 0;
}

/* Times ten, and DIGIT more. */
static struct wide
append_digit(struct wide a, unsigned digit)
{
	uint64_t carry = digit;
	unsigned i;

	for (i = 0; i < WIDE_LIMBS; i++) {
		carry += (uint64_t)a.limb[i] * 10;
		a.limb[i] = (uint32_t)(carry & UINT32_MAX);
		carry >>= 32;
	}
	return a;
}

bool
wide_parse(const char *text, size_t length, struct wide *ret)
{
	struct wide largest = wide_left(wide_of(1), LARGEST_BITS);
	struct wide sum = wide_of(0);
	bool digit = false;
	size_t i;

	for (i = 0; i < length; i++) {
		if (text[i] == '_' && digit && i + 1 < length) {
			digit = false;
			continue;
		}
		if (text[i] < '0' || text[i] > '9')
			return false;
		digit = true;
		sum = append_digit(sum, (unsigned)(text[i] - '0'));
		if (wide_compare(sum, largest) > 0)
			sum = largest;
	}
	*ret = sum;
	return length > 0;
}

/* Divides A by ten and returns the rest. */
static unsigned
drop_digit(struct wide *a)
{
	uint64_t rest = 0;
	unsigned i = WIDE_LIMBS;

	while (i-- > 0) {
		rest = rest << 32 | a->limb[i];
		a->limb[i] = (uint32_t)(rest / 10);
		rest %= 10;
	}
	return (unsigned)rest;
}

char *
wide_format(struct wide a, char text[WIDE_TEXT_SIZE])
{
	char digits[WIDE_TEXT_SIZE], *at = digits + sizeof(digits);
	bool negative = wide_negative(a);
	struct wide zero = wide_of(0);

	if (negative)
		a = wide_subtract(zero, a);
	*--at = '\0';
	do {
		*--at = (char)('0' + drop_digit(&a));
	} while (wide_compare(a, zero) != 0);
	if (negative)
		*--at = '-';
	memcpy(text, at, (size_t)(digits + sizeof(digits) - at));
	return text;
}

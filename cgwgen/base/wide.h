/* SPDX-License-Identifier: ISC */
/*
 * Integers that hold an IPv6 address, the number of all of them, and either
 * with a minus before it: 160 bits, two's complement.
 */
#ifndef CGWGEN_BASE_WIDE_H
#define CGWGEN_BASE_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WIDE_LIMBS 5

struct wide {
	uint32_t limb[WIDE_LIMBS]; /* the lowest bits first */
};

/* Any number in decimal, with its sign and a NUL byte. */
#define WIDE_TEXT_SIZE 52

struct wide wide_of(int64_t number);

/* 2 to the power of BITS, less one; BITS is at most 159. */
struct wide wide_ones(unsigned bits);

/* Modulo 2 to the 160, which no sum of a few addresses comes near. */
struct wide wide_add(struct wide a, struct wide b);
struct wide wide_subtract(struct wide a, struct wide b);

struct wide wide_and(struct wide a, struct wide b);

/* Shifts by at most 160 bits; to the right, zeros come in. */
struct wide wide_left(struct wide a, unsigned bits);
struct wide wide_right(struct wide a, unsigned bits);

bool wide_negative(struct wide a);

/* Below 0, 0, above 0. */
int wide_compare(struct wide a, struct wide b);

/* False when A does not fit in 64 bits with a sign. */
bool wide_small(struct wide a, int64_t *ret);

/*
 * Reads LENGTH decimal digits; single underscores may stand between them.
 * False when there is anything else.  What is larger than 2 to the 140 comes
 * out as that, which is larger than any address or count of addresses.
 */
bool wide_parse(const char *text, size_t length, struct wide *ret);

/* A in decimal, in TEXT, which is returned. */
char *wide_format(struct wide a, char text[WIDE_TEXT_SIZE]);

#endif

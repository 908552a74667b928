/* SPDX-License-Identifier: ISC */
/* Numbers as decimal digits, where printf would take too long. */
#ifndef CGWGEN_BASE_DIGITS_H
#define CGWGEN_BASE_DIGITS_H

#include <stdint.h>

/* Room for any number, with its sign. */
#define DIGITS_SIZE 24

/* Writes NUMBER such that it ends before END; returns where it begins.  There
 * is no NUL byte. */
static inline char *
digits_before(char *end, uint64_t number)
{
	do
		*--end = (char)('0' + number % 10);
	while ((number /= 10) != 0);
	return end;
}

/* The same with a minus sign, if need be. */
static inline char *
digits_signed_before(char *end, int64_t number)
{
	if (number >= 0)
		return digits_before(end, (uint64_t)number);
	end = digits_before(end, 0 - (uint64_t)number);
	*--end = '-';
	return end;
}

#endif

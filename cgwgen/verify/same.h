/* SPDX-License-Identifier: ISC */
/* Whether two spellings of a value mean the same.  Floor: verify. */
#ifndef CGWGEN_VERIFY_SAME_H
#define CGWGEN_VERIFY_SAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ip.h"

/* A part of a text. */
struct slice {
	const char *text;
	size_t length;
};

bool slice_equal(struct slice a, struct slice b);

/*
 * Whether A and B are the same but for their spelling: letters in another
 * case, "28800", "28800s" and "8h", an address with its whole length behind
 * it, an IPv6 address written longer, an ASN with a dot (RFC 5396).
 */
bool slice_means(struct slice a, struct slice b);

/* Where in TEXT, from FROM on, PIECE stands; SIZE_MAX: nowhere. */
size_t slice_find(struct slice text, size_t from, struct slice piece);

/* The number that SLICE is: "28800s" or "8h" in seconds, an ASN with a dot;
 * false when it is none. */
bool slice_number(struct slice slice, uint64_t *ret);

/* The address that SLICE is, with a length behind it or not. */
bool slice_address(struct slice slice, struct ip *ret);

#endif

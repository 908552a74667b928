/* SPDX-License-Identifier: ISC */
/* Whether two spellings of a value mean the same.  Floor: verify. */
#ifndef CGWGEN_VERIFY_SAME_H
#define CGWGEN_VERIFY_SAME_H

#include <stdbool.h>
#include <stddef.h>

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

/* Whether DEVICE is an MTU or MSS that is not above WANTED, but none that is
 * too small for IPv4 (RFC 791: 576 bytes): what is sent with it fits, too. */
bool slice_fits(struct slice device, struct slice wanted);

#endif

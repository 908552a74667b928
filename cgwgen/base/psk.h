/* SPDX-License-Identifier: ISC */
/*
 * What AWS takes for a pre-shared key, and how one is made.  Source: EC2 API
 * Reference 2016-11-15, VpnTunnelOptionsSpecification, PreSharedKey.
 */
#ifndef CGWGEN_BASE_PSK_H
#define CGWGEN_BASE_PSK_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define PSK_MIN 8
#define PSK_MAX 64
/* The length of the keys that AWS makes. */
#define PSK_DEFAULT 32

/* Every character a key may have; the first, 0, may not be its first. */
#define PSK_CHARACTERS                                                         \
	"0123456789._"                                                         \
	"abcdefghijklmnopqrstuvwxyz"                                           \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* How many characters TEXT begins with that a key may have. */
size_t psk_span(const char *text);

/* What AWS has in place of a key that is kept elsewhere. */
#define PSK_REDACTED "REDACTED"

static inline bool
psk_is_redacted(const char *text)
{
	/* Hardly any key begins so. */
	return text[0] == PSK_REDACTED[0] && strcmp(text, PSK_REDACTED) == 0;
}

/*
 * Whether TEXT was put in a key's place to hide it: asterisks, also around
 * words, or words in brackets, such as "****", "**hidden**", "<redacted>" and
 * Terraform's "(sensitive value)".  AWS takes none of these for a key.
 */
bool psk_is_masked(const char *text);

/*
 * Writes a key of LENGTH characters and a null byte to RET.  Each key that
 * AWS takes is as likely as any other; the bytes are getrandom(2)'s.  False
 * when the system has none to give; RET then holds no key.  The caller wipes
 * RET with memory_wipe().
 */
bool psk_make(char *ret, size_t length);

/* How many bits of entropy a key of LENGTH from psk_make() has: the binary
 * logarithm of the number of such keys.  LENGTH is 1 or more. */
double psk_made_bits(size_t length);

#endif

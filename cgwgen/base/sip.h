/* SPDX-License-Identifier: ISC */
/*
 * SipHash with 128 bits of result (Aumasson and Bernstein, 2012).  All of it
 * is inline: the four words stay in registers.
 */
#ifndef CGWGEN_BASE_SIP_H
#define CGWGEN_BASE_SIP_H

#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"

struct sip {
	uint64_t v[4];
};

static inline uint64_t
sip_rotate(uint64_t word, int bits)
{
	return word << bits | word >> (64 - bits);
}

static inline void
sip_mix(struct sip *sip, int rounds)
{
	uint64_t *v = sip->v;
	int i;

	for (i = 0; i < rounds; i++) {
		v[0] += v[1];
		v[1] = sip_rotate(v[1], 13) ^ v[0];
		v[0] = sip_rotate(v[0], 32);
		v[2] += v[3];
		v[3] = sip_rotate(v[3], 16) ^ v[2];
		v[0] += v[3];
		v[3] = sip_rotate(v[3], 21) ^ v[0];
		v[2] += v[1];
		v[1] = sip_rotate(v[1], 17) ^ v[2];
		v[2] = sip_rotate(v[2], 32);
	}
}

static inline struct sip
sip_begin(const struct digest_key *key)
{
	return (struct sip){ { key->words[0] ^ UINT64_C(0x736f6d6570736575),
	    key->words[1] ^ UINT64_C(0x646f72616e646f6d) ^ 0xee,
	    key->words[0] ^ UINT64_C(0x6c7967656e657261),
	    key->words[1] ^ UINT64_C(0x7465646279746573) } };
}

/* The last word has the number of bytes, modulo 256, in its highest byte. */
static inline void
sip_absorb(struct sip *sip, uint64_t word, int rounds)
{
	sip->v[3] ^= word;
	sip_mix(sip, rounds);
	sip->v[0] ^= word;
}

static inline uint64_t
sip_half(struct sip *sip, int rounds)
{
	sip_mix(sip, rounds);
	return sip->v[0] ^ sip->v[1] ^ sip->v[2] ^ sip->v[3];
}

static inline struct digest
sip_end(struct sip *sip, int rounds)
{
	struct digest digest;

	sip->v[2] ^= 0xee;
	digest.words[0] = sip_half(sip, rounds);
	sip->v[1] ^= 0xdd;
	digest.words[1] = sip_half(sip, rounds);
	return digest;
}

/* Four and eight bytes, the first one lowest, written such that a compiler
 * makes one load of them. */
static inline uint64_t
sip_load_four(const unsigned char *bytes)
{
	return (uint64_t)bytes[0] | (uint64_t)bytes[1] << 8 |
	       (uint64_t)bytes[2] << 16 | (uint64_t)bytes[3] << 24;
}

static inline uint64_t
sip_load(const unsigned char *bytes)
{
	return sip_load_four(bytes) | sip_load_four(bytes + 4) << 32;
}

/* Fewer than eight, alike: the first and the last of them, which may be the
 * same or overlap. */
static inline uint64_t
sip_load_rest(const unsigned char *bytes, size_t length)
{
	if (length >= 4)
		return sip_load_four(bytes) | sip_load_four(bytes + length - 4)
						  << (length - 4) * 8;
	if (length == 0)
		return 0;
	return (uint64_t)bytes[0] |
	       (uint64_t)bytes[length / 2] << length / 2 * 8 |
	       (uint64_t)bytes[length - 1] << (length - 1) * 8;
}

#endif

/* SPDX-License-Identifier: ISC */
/* SipHash-2-4-128.  Ground floor. */
#include "base/digest.h"

#include <sys/random.h>

#include "base/arena.h"

void
digest_key_make(struct digest_key *ret)
{
	/* Up to 256 bytes come whole, or not at all. */
	while (getrandom(ret, sizeof(*ret), 0) != (ssize_t)sizeof(*ret))
		;
}

/* All of it in one function: the four words stay in registers. */
#define INLINED static inline __attribute__((always_inline))

INLINED uint64_t
rotate(uint64_t word, int bits)
{
	return word << bits | word >> (64 - bits);
}

INLINED void
mix(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[0] = rotate(v[0], 32);
	v[2] += v[3];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[2] = rotate(v[2], 32);
}

INLINED void
absorb(uint64_t v[4], uint64_t word)
{
	v[3] ^= word;
	mix(v);
	mix(v);
	v[0] ^= word;
}

INLINED uint64_t
finish(uint64_t v[4])
{
	int i;

	for (i = 0; i < 4; i++)
		mix(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* Fewer than eight bytes, the first one lowest. */
static uint64_t
load_rest(const unsigned char *bytes, size_t length)
{
	uint64_t word = 0;

	while (length-- > 0)
		word = word << 8 | bytes[length];
	return word;
}

/* Eight of them, written such that a compiler makes one load of it. */
static uint64_t
load(const unsigned char *bytes)
{
	return (uint64_t)bytes[0] | (uint64_t)bytes[1] << 8 |
	       (uint64_t)bytes[2] << 16 | (uint64_t)bytes[3] << 24 |
	       (uint64_t)bytes[4] << 32 | (uint64_t)bytes[5] << 40 |
	       (uint64_t)bytes[6] << 48 | (uint64_t)bytes[7] << 56;
}

struct digest
digest_make(const struct digest_key *key, const void *bytes, size_t length)
{
	uint64_t v[4] = { key->words[0] ^ UINT64_C(0x736f6d6570736575),
		key->words[1] ^ UINT64_C(0x646f72616e646f6d) ^ 0xee,
		key->words[0] ^ UINT64_C(0x6c7967656e657261),
		key->words[1] ^ UINT64_C(0x7465646279746573) };
	const unsigned char *at = bytes;
	struct digest digest;
	size_t left = length;

	for (; left >= 8; at += 8, left -= 8)
		absorb(v, load(at));
	absorb(v, load_rest(at, left) | (uint64_t)length << 56);
	v[2] ^= 0xee;
	digest.words[0] = finish(v);
	v[1] ^= 0xdd;
	digest.words[1] = finish(v);
	memory_wipe(v, sizeof(v));
	return digest;
}

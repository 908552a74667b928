/* SPDX-License-Identifier: ISC */
/* Digests of whole texts.  Ground floor. */
#include "base/digest.h"

#include <sys/random.h>

#include "base/arena.h"
#include "base/digest_run.h"
#include "base/sip.h"

void
digest_key_make(struct digest_key *ret)
{
	/* Up to 256 bytes come whole, or not at all. */
	while (getrandom(ret, sizeof(*ret), 0) != (ssize_t)sizeof(*ret))
		;
}

/* Both are made of it: each with its numbers of rounds, which are constants
 * there. */
static inline __attribute__((always_inline)) struct digest
digest_rounds(const struct digest_key *key, const void *bytes, size_t length,
    int each, int last)
{
	const unsigned char *at = bytes;
	struct sip sip = sip_begin(key);
	struct digest digest;
	size_t left = length;

	for (; left >= 8; at += 8, left -= 8)
		sip_absorb(&sip, sip_load(at), each);
	sip_absorb(
	    &sip, sip_load_rest(at, left) | (uint64_t)length << 56, each);
	digest = sip_end(&sip, last);
	memory_wipe(&sip, sizeof(sip));
	return digest;
}

struct digest
digest_make(const struct digest_key *key, const void *bytes, size_t length)
{
	return digest_rounds(key, bytes, length, 2, 4);
}

struct digest
digest_quick(const struct digest_key *key, const void *bytes, size_t length)
{
	return digest_rounds(key, bytes, length, 1, 3);
}

struct digest
digest_of(const struct digest_key *key, uint64_t number, const char *string)
{
	struct digest_run run;

	digest_begin(&run, key);
	digest_word(&run, number);
	digest_string(&run, string);
	return digest_end(&run);
}

struct digest
digest_of_words(
    const struct digest_key *key, const uint64_t *words, size_t count)
{
	struct digest_run run;
	size_t i;

	digest_begin(&run, key);
	for (i = 0; i < count; i++)
		digest_word(&run, words[i]);
	return digest_end(&run);
}

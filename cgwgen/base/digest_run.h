/* SPDX-License-Identifier: ISC */
/* Digests of words and strings, one after another: digest_quick() of all of
 * them, without a copy. */
#ifndef CGWGEN_BASE_DIGEST_RUN_H
#define CGWGEN_BASE_DIGEST_RUN_H

#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/sip.h"

struct digest_run {
	struct sip sip;
	uint64_t length; /* bytes */
};

/* Begins; digest_end() is due. */
static inline void
digest_begin(struct digest_run *run, const struct digest_key *key)
{
	run->sip = sip_begin(key);
	run->length = 0;
}

static inline void
digest_word(struct digest_run *run, uint64_t word)
{
	sip_absorb(&run->sip, word, 1);
	run->length += 8;
}

/* Filled up with one to eight NUL bytes: no two strings run into one another,
 * and a word whose first byte is zero and another is not is none of them. */
static inline void
digest_string(struct digest_run *run, const char *string)
{
	const unsigned char *at = (const unsigned char *)string;
	size_t left = strlen(string);

	for (; left >= 8; at += 8, left -= 8)
		digest_word(run, sip_load(at));
	digest_word(run, sip_load_rest(at, left));
}

/* The digest of all of it; wipes what led to it. */
static inline struct digest
digest_end(struct digest_run *run)
{
	struct digest digest;

	sip_absorb(&run->sip, run->length << 56, 1);
	digest = sip_end(&run->sip, 3);
	memory_wipe(run, sizeof(*run));
	return digest;
}

/* That of NUMBER and STRING. */
struct digest digest_of(
    const struct digest_key *key, uint64_t number, const char *string);

/* That of COUNT words. */
struct digest digest_of_words(
    const struct digest_key *key, const uint64_t *words, size_t count);

#endif

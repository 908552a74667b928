/* SPDX-License-Identifier: ISC */
/*
 * Digests that stand for a text in a table: SipHash-2-4 with 128 bits of
 * result (Aumasson and Bernstein, 2012) under a key that every run makes
 * anew, so that input cannot be chosen to collide and a digest says nothing
 * about the secret it was made of.
 */
#ifndef CGWGEN_BASE_DIGEST_H
#define CGWGEN_BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"

struct digest_key {
	uint64_t words[2];
};

struct digest {
	uint64_t words[2];
};

/* A key from the system's random numbers. */
void digest_key_make(struct digest_key *ret);

/* The digest of LENGTH bytes. */
struct digest digest_make(
    const struct digest_key *key, const void *bytes, size_t length);

/*
 * Bytes that are put together for a digest.  Few of them need no memory: the
 * length is 0 at first, MORE is empty, and what BYTES has beyond the length is
 * nothing.
 */
struct digest_parts {
	size_t length;
	struct buf more; /* all of them, when they are too many */
	char bytes[1024];
};

static inline void
digest_parts_open(struct digest_parts *parts)
{
	parts->length = 0;
	parts->more = (struct buf){ NULL, 0, 0 };
}

/* What digest_parts_add() does when there is no room. */
void digest_parts_grow(
    struct digest_parts *parts, const void *bytes, size_t length);

static inline void
digest_parts_add(struct digest_parts *parts, const void *bytes, size_t length)
{
	if (length > sizeof(parts->bytes) - parts->length) {
		digest_parts_grow(parts, bytes, length);
		return;
	}
	memcpy(parts->bytes + parts->length, bytes, length);
	parts->length += length;
}

/* The digest of all; wipes and releases them. */
struct digest digest_parts_close(
    struct digest_parts *parts, const struct digest_key *key);

#endif

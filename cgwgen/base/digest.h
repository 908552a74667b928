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
 * Another, for tables that end with the run: SipHash-1-3, as Rust's and
 * Python's tables take it.  What leaves the program, or stands for a secret,
 * takes digest_make().
 */
struct digest digest_quick(
    const struct digest_key *key, const void *bytes, size_t length);

#endif

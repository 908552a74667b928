/* SPDX-License-Identifier: ISC */
/* One of several equal parts of a run, which knows nothing of the others. */
#ifndef CGWGEN_BASE_SHARD_H
#define CGWGEN_BASE_SHARD_H

#include <stdbool.h>
#include <stddef.h>

#define SHARD_MOST 100000

/* Part INDEX, from 1, of COUNT; COUNT 0: everything. */
struct shard {
	size_t index;
	size_t count;
};

/* Reads "INDEX/COUNT"; false when it is none, or one of more than SHARD_MOST
 * parts. */
bool shard_read(const char *text, struct shard *ret);

/*
 * Whether ID belongs to the part: its hash, FNV-1a of 64 bits over its bytes,
 * leaves INDEX - 1 when it is divided by COUNT.  Each id belongs to one part,
 * on every machine and in every version.
 */
bool shard_has(const struct shard *shard, const char *id);

#endif

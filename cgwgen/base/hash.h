/* SPDX-License-Identifier: ISC */
/* Hashes of texts. */
#ifndef CGWGEN_BASE_HASH_H
#define CGWGEN_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* FNV-1a, for tables of names: as wide as a size. */
static inline size_t
hash_text(const char *text)
{
	size_t value = 2166136261u;

	for (; *text != '\0'; text++)
		value = (value ^ (unsigned char)*text) * 16777619u;
	return value;
}

/* FNV-1a of 64 bits: the same on every machine and in every version. */
static inline uint64_t
hash_text_64(const char *text)
{
	uint64_t value = UINT64_C(14695981039346656037);

	for (; *text != '\0'; text++)
		value =
		    (value ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return value;
}

#endif

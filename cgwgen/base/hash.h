/* SPDX-License-Identifier: ISC */
/* A hash of texts, for tables of names. */
#ifndef CGWGEN_BASE_HASH_H
#define CGWGEN_BASE_HASH_H

#include <stddef.h>

/* FNV-1a. */
static inline size_t
hash_text(const char *text)
{
	size_t value = 2166136261u;

	for (; *text != '\0'; text++)
		value = (value ^ (unsigned char)*text) * 16777619u;
	return value;
}

#endif

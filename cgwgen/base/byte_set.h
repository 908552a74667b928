/* SPDX-License-Identifier: ISC */
/* Sets and classes of bytes. */
#ifndef CGWGEN_BASE_BYTE_SET_H
#define CGWGEN_BASE_BYTE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A bit for each byte. */
struct byte_set {
	uint64_t words[4];
};

static inline bool
byte_set_has(const struct byte_set *set, unsigned char byte)
{
	return (set->words[byte / 64] >> byte % 64 & 1) != 0;
}

static inline void
byte_set_add(struct byte_set *set, unsigned char byte)
{
	set->words[byte / 64] |= UINT64_C(1) << byte % 64;
}

/* Classes of bytes, a bit each. */
enum {
	BYTE_KEY = 1, /* letters, digits, '.' and '_' */
	BYTE_WORD = 2 /* and with them '-' */
};

extern const unsigned char byte_classes[256];

/* How many bytes TEXT begins with that are of CLASS. */
static inline size_t
byte_class_span(unsigned class, const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	while ((byte_classes[*at] & class) != 0)
		at++;
	return (size_t)(at - (const unsigned char *)text);
}

#endif

/* SPDX-License-Identifier: ISC */
/* Sets of bytes, a bit each. */
#ifndef CGWGEN_BASE_BYTE_SET_H
#define CGWGEN_BASE_BYTE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct byte_set {
	uint64_t words[4];
};

/* Letters, digits, '.' and '_', and with them '-'. */
#define BYTE_SET_KEY                                                           \
	{                                                                      \
		{                                                              \
			UINT64_C(0x03ff400000000000),                          \
			    UINT64_C(0x07fffffe87fffffe)                       \
		}                                                              \
	}
#define BYTE_SET_WORD                                                          \
	{                                                                      \
		{                                                              \
			UINT64_C(0x03ff600000000000),                          \
			    UINT64_C(0x07fffffe87fffffe)                       \
		}                                                              \
	}

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

/* How many bytes TEXT begins with that are in SET, which has no 0. */
static inline size_t
byte_set_span(const struct byte_set *set, const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	while (byte_set_has(set, *at))
		at++;
	return (size_t)(at - (const unsigned char *)text);
}

#endif

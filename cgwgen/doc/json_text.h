/* SPDX-License-Identifier: ISC */
/* What reading and writing JSON strings share; others include json.h. */
#ifndef CGWGEN_DOC_JSON_TEXT_H
#define CGWGEN_DOC_JSON_TEXT_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Whether one of eight bytes is BYTE: the highest bit of the first that is,
 * and perhaps of later ones. */
#define JSON_EACH 0x0101010101010101u
#define JSON_HIGH 0x8080808080808080u

static inline uint64_t
json_has(uint64_t word, unsigned char byte)
{
	uint64_t zero = word ^ (JSON_EACH * byte);

	return (zero - JSON_EACH) & ~zero & JSON_HIGH;
}

/*
 * The first byte from AT on that ends a run: '"', '\' or a control, such as
 * the NUL byte at END.  Eight bytes at a time, because descriptors are mostly
 * long strings.
 */
static inline const char *
json_run_end(const char *at, const char *end)
{
	uint64_t word;

	for (; end - at >= 8; at += 8) {
		memcpy(&word, at, sizeof(word));
		if ((json_has(word, '"') | json_has(word, '\\') |
			((word - JSON_EACH * 0x20) & ~word & JSON_HIGH)) != 0)
			break;
	}
	while ((unsigned char)*at >= 0x20 && *at != '"' && *at != '\\')
		at++;
	return at;
}

/* The four hexadecimal digits at AT; false when they are none. */
static inline bool
json_hex(const char *at, uint32_t *ret)
{
	uint32_t value = 0;
	int i;

	for (i = 0; i < 4; i++) {
		if (at[i] >= '0' && at[i] <= '9')
			value = value * 16 + (uint32_t)(at[i] - '0');
		else if (at[i] >= 'a' && at[i] <= 'f')
			value = value * 16 + (uint32_t)(at[i] - 'a') + 10;
		else if (at[i] >= 'A' && at[i] <= 'F')
			value = value * 16 + (uint32_t)(at[i] - 'A') + 10;
		else
			return false;
	}
	*ret = value;
	return true;
}

#endif

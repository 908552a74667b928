/* SPDX-License-Identifier: ISC */
/* What reading and writing JSON strings share; others include json.h. */
#ifndef CGWGEN_DOC_JSON_TEXT_H
#define CGWGEN_DOC_JSON_TEXT_H

#include <stdbool.h>
#include <stdint.h>

/* The first byte from AT on that ends a run: '"', '\' or a control. */
static inline const char *
json_run_end(const char *at)
{
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

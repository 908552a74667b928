/* SPDX-License-Identifier: ISC */
/* Parts of a run.  Ground floor. */
#include "base/shard.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* The number at *TEXT, up to SHARD_MOST; *TEXT is moved behind it. */
static bool
read_number(const char **text, size_t *ret)
{
	const char *start = *text;

	for (*ret = 0; **text >= '0' && **text <= '9'; ++*text) {
		*ret = *ret * 10 + (size_t)(**text - '0');
		if (*ret > SHARD_MOST)
			return false;
	}
	return *text != start && *start != '0';
}

bool
shard_read(const char *text, struct shard *ret)
{
	return read_number(&text, &ret->index) && *text++ == '/' &&
	       read_number(&text, &ret->count) && *text == '\0' &&
	       ret->index <= ret->count;
}

bool
shard_has(const struct shard *shard, const char *id)
{
	return shard->count == 0 ||
	       hash_text_64(id) % shard->count == shard->index - 1;
}

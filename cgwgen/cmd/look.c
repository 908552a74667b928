/* SPDX-License-Identifier: ISC */
/* First bytes of inputs.  Floor 7. */
#include "cmd/look.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "read/beginning.h"

/* Enough of a file to find the root of its XML behind a few comments. */
#define START_SIZE 4096

/* Sees by the first bytes, if that is possible, whose input it is. */
static void
find_part(const struct shard *shard, const char *start, struct look *look)
{
	struct arena *arena;
	const char *id;
	size_t length;

	id = beginning_id(start, &length);
	if (id == NULL)
		return;
	arena = arena_new();
	look->ours = shard_has(shard, arena_copy(arena, id, length));
	look->foreign = !look->ours;
	arena_free(arena);
}

struct look
look_into(const char *text, size_t length, const struct shard *shard)
{
	struct look look = { .likely = beginning_is_ours(text) };

	if (!look.likely)
		look.binary = memchr(text, '\0', length) != NULL;
	else if (shard != NULL)
		find_part(shard, text, &look);
	return look;
}

struct look
look_at(const char *path, const struct shard *shard)
{
	char start[START_SIZE];
	const size_t length = file_peek(path, start, sizeof(start));
	const struct look look = look_into(start, length, shard);

	/* There can be keys in it. */
	memory_wipe(start, length);
	return look;
}

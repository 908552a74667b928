/* SPDX-License-Identifier: ISC */
/* First bytes of inputs.  Floor 7. */
#include "cmd/look.h"

#include <string.h>

#include "base/file.h"
#include "read/beginning.h"

/* Enough of a file to find the root of its XML behind a few comments. */
#define START_SIZE 4096

/* Files that are smaller are read whole at the first look, as opening one again
 * takes longer than to keep it. */
#define SMALL_SIZE ((size_t)16 * 1024)

void
looks_end(struct looks *looks)
{
	arena_free(looks->arena);
}

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

/* What START, the file's first LENGTH bytes, tells. */
static struct look
judge(const char *start, size_t length, const struct shard *shard)
{
	struct look look = { .likely = beginning_is_ours(start),
		.binary = memchr(start, '\0', length) != NULL };

	if (look.likely && shard != NULL)
		find_part(shard, start, &look);
	return look;
}

/* Keeps TEXT, all of the file, as long as there is room. */
static void
keep(struct looks *looks, const char *text, size_t length, struct look *look)
{
	if (!look->likely || look->foreign || length > looks->room)
		return;
	if (looks->arena == NULL)
		looks->arena = arena_new();
	looks->room -= length;
	look->text = arena_copy(looks->arena, text, length);
	look->length = length;
}

struct look
look_at(struct looks *looks, const char *path, size_t size,
    const struct shard *shard)
{
	char text[SMALL_SIZE], next;
	size_t length = file_peek(path, text,
	    looks != NULL && size < sizeof(text) ? sizeof(text) : START_SIZE);
	size_t first = length < START_SIZE ? length : START_SIZE - 1;
	struct look look;

	next = text[first];
	text[first] = '\0';
	look = judge(text, first, shard);
	text[first] = next;
	if (looks != NULL && length == size)
		keep(looks, text, length, &look);
	/* There can be keys in it. */
	memory_wipe(text, length);
	return look;
}

struct source *
look_take(const struct look *look, const char *path, size_t limit,
    struct diags *diags)
{
	struct source *source;

	if (look->text == NULL || look->length > limit)
		return NULL;
	source = source_new(diag_path(diags, path), look->text, look->length);
	source_set_path(source, path);
	memory_wipe(look->text, look->length);
	return source;
}

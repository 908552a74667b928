/* SPDX-License-Identifier: ISC */
/* Files as they will be.  Floor 7. */
/* For realpath(), which glibc counts as XSI. */
#define _XOPEN_SOURCE 700
#include "cmd/draft.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/index.h"

struct drafts {
	struct arena *arena;
	struct digest_key secret; /* of the index */
	struct index index;       /* by where links lead */
	struct draft **list;
	size_t count;
	size_t capacity;
};

struct drafts *
drafts_new(void)
{
	struct arena *arena = arena_new();
	struct drafts *drafts = ARENA_NEW(arena, struct drafts);

	drafts->arena = arena;
	digest_key_make(&drafts->secret);
	return drafts;
}

void
drafts_free(struct drafts *drafts)
{
	size_t i;

	if (drafts == NULL)
		return;
	for (i = 0; i < drafts->count; i++) {
		source_free(drafts->list[i]->before);
		source_free(drafts->list[i]->now);
	}
	free(drafts->list);
	arena_free(drafts->arena);
}

/* Two paths to one file are the same; two names of it are not, for only one
 * of them is written to. */
static struct digest
identify(const struct drafts *drafts, const char *path)
{
	char *target = realpath(path, NULL);
	struct digest digest;

	if (target != NULL)
		path = target;
	digest = digest_make(&drafts->secret, path, strlen(path));
	free(target);
	return digest;
}

struct source *
drafts_read(const struct drafts *drafts, const char *path)
{
	const struct draft *draft;
	struct source *source;

	if (drafts->count == 0)
		return NULL;
	draft = index_find(&drafts->index, identify(drafts, path));
	if (draft == NULL)
		return NULL;
	source = source_new(source_name(draft->before), source_text(draft->now),
	    source_length(draft->now));
	source_set_path(source, path);
	return source;
}

static struct draft *
add(struct drafts *drafts, const struct source *source)
{
	struct draft *draft = ARENA_NEW(drafts->arena, struct draft);
	struct draft **grown;

	if (drafts->count == drafts->capacity) {
		drafts->capacity = drafts->capacity * 2 + 16;
		grown = realloc(
		    drafts->list, drafts->capacity * sizeof(struct draft *));
		if (grown == NULL)
			memory_exhausted();
		drafts->list = grown;
	}
	draft->path = arena_string(drafts->arena, source_path(source));
	draft->before = source_copy(source);
	draft->now = source_copy(source);
	draft->edits.source = draft->before;
	draft->edits.arena = drafts->arena;
	return drafts->list[drafts->count++] = draft;
}

struct draft *
drafts_of(struct drafts *drafts, const struct fix_file *file)
{
	struct draft **place = (struct draft **)index_place(
	    &drafts->index, identify(drafts, file->path), drafts->arena);

	if (*place == NULL)
		*place = add(drafts, file->edits.source);
	return source_same((*place)->now, file->edits.source) ? *place : NULL;
}

void
draft_change(
    struct draft *draft, const struct fix_file *file, const struct buf *text)
{
	edits_join(&draft->edits, &file->edits);
	source_free(draft->now);
	draft->now =
	    source_new(source_name(draft->before), text->data, text->length);
	draft->mended += file->mended;
}

static int
compare(const void *left, const void *right)
{
	const struct draft *const *a = left, *const *b = right;

	return strcmp((*a)->path, (*b)->path);
}

struct draft *const *
drafts_list(struct drafts *drafts, size_t *ret_count)
{
	if (drafts->count > 1)
		qsort(drafts->list, drafts->count, sizeof(struct draft *),
		    compare);
	*ret_count = drafts->count;
	return drafts->list;
}

/* SPDX-License-Identifier: ISC */
/* Entries that wait.  Floor 6. */
#include "report/held.h"

#include <stdlib.h>
#include <string.h>

#include "report/entry.h"

void
held_open(struct held *held)
{
	*held = (struct held){ .arena = arena_new() };
}

void
held_close(struct held *held)
{
	arena_free(held->arena);
	*held = (struct held){ .arena = NULL };
}

void
held_add(struct held *held, struct entry *entry)
{
	struct entry **grown;

	if (held->count == held->capacity) {
		held->capacity = held->capacity * 2 + 64;
		grown =
		    arena_array(held->arena, held->capacity, sizeof(*grown));
		if (held->count != 0)
			memcpy(
			    grown, held->entries, held->count * sizeof(*grown));
		held->entries = grown;
	}
	entry->number = held->count;
	held->entries[held->count++] = entry;
}

bool
held_is_full(const struct held *held)
{
	return held->count >= HELD_LIMIT;
}

static int
compare_sizes(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int
compare_files(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int
compare_places(const struct entry *a, const struct entry *b)
{
	int order = compare_sizes(a->line, b->line);

	/* Of arguments the same line may be another one's. */
	if (a->argument)
		return 0;
	if (order == 0)
		order = compare_sizes(a->column, b->column);
	return order != 0 ? order : compare_sizes(a->rule, b->rule);
}

static int
compare(const void *left, const void *right)
{
	const struct entry *a = *(const struct entry *const *)left;
	const struct entry *b = *(const struct entry *const *)right;
	int order = compare_files(a->file, b->file);

	if (order == 0)
		order = compare_places(a, b);
	return order != 0 ? order : compare_sizes(a->number, b->number);
}

void
held_sort(struct held *held)
{
	if (held->count > 1)
		qsort(held->entries, held->count, sizeof(*held->entries),
		    compare);
}

void
held_reset(struct held *held)
{
	struct arena *arena = held->arena;

	arena_reset(arena);
	*held = (struct held){ .arena = arena };
}

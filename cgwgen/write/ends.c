/* SPDX-License-Identifier: ISC */
/* Two hash tables over one list: by text and by name.  Floor 3. */
#include "write/ends.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Longer wishes are cut. */
#define LIMIT_NAME 60

struct ends {
	struct arena *arena;
	struct end *list;
	size_t *numbers; /* of each: the last one put behind its name */
	size_t count;
	size_t capacity; /* of the list; the tables have twice as many */
	size_t *by_text; /* index + 1, or 0 */
	size_t *by_name;
};

struct ends *
ends_new(void)
{
	struct ends *ends = memory_alloc(sizeof(*ends));

	*ends = (struct ends){ .arena = arena_new() };
	return ends;
}

void
ends_free(struct ends *ends)
{
	if (ends == NULL)
		return;
	free(ends->list);
	free(ends->numbers);
	free(ends->by_text);
	free(ends->by_name);
	arena_free(ends->arena);
	free(ends);
}

const struct end *
ends_list(const struct ends *ends, size_t *ret_count)
{
	*ret_count = ends->count;
	return ends->list;
}

/* FNV-1a. */
static size_t
hash(const char *text)
{
	size_t value = 2166136261u;

	for (; *text != '\0'; text++)
		value = (value ^ (unsigned char)*text) * 16777619u;
	return value;
}

/* The slot of TABLE that WORD, a text or a name, is in or belongs into. */
static size_t *
find(const struct ends *ends, size_t *table, const char *word)
{
	size_t mask = ends->capacity * 2 - 1, i = hash(word) & mask;
	const struct end *end;

	for (; table[i] != 0; i = (i + 1) & mask) {
		end = &ends->list[table[i] - 1];
		if (strcmp(table == ends->by_text ? end->text : end->name,
			word) == 0)
			break;
	}
	return &table[i];
}

static void *
grown(void *old, size_t count, size_t size)
{
	void *new = realloc(old, count * size);

	if (new == NULL)
		memory_exhausted();
	return new;
}

static void
grow(struct ends *ends)
{
	size_t i;

	ends->capacity = ends->capacity != 0 ? ends->capacity * 2 : 32;
	ends->list = grown(ends->list, ends->capacity, sizeof(*ends->list));
	ends->numbers =
	    grown(ends->numbers, ends->capacity, sizeof(*ends->numbers));
	ends->by_text =
	    grown(ends->by_text, ends->capacity * 2, sizeof(size_t));
	ends->by_name =
	    grown(ends->by_name, ends->capacity * 2, sizeof(size_t));
	memset(ends->by_text, 0, ends->capacity * 2 * sizeof(size_t));
	memset(ends->by_name, 0, ends->capacity * 2 * sizeof(size_t));
	for (i = 0; i < ends->count; i++) {
		*find(ends, ends->by_text, ends->list[i].text) = i + 1;
		*find(ends, ends->by_name, ends->list[i].name) = i + 1;
	}
}

/* What WISH becomes, in NAME. */
static void
make_name(const char *wish, char name[LIMIT_NAME + 1])
{
	size_t used = 0;
	char byte;

	for (; *wish != '\0' && used < LIMIT_NAME; wish++) {
		byte = *wish >= 'A' && *wish <= 'Z' ? (char)(*wish - 'A' + 'a')
						    : *wish;
		if ((byte >= 'a' && byte <= 'z') ||
		    (byte >= '0' && byte <= '9'))
			name[used++] = byte;
		else if (used != 0 && name[used - 1] != '-')
			name[used++] = '-';
	}
	while (used != 0 && name[used - 1] == '-')
		used--;
	name[used] = '\0';
}

bool
ends_can_name(const char *name)
{
	char made[LIMIT_NAME + 1];

	make_name(name, made);
	return made[0] != '\0';
}

/* A name made from WISH that none has yet. */
static const char *
free_name(struct ends *ends, const char *wish)
{
	char made[LIMIT_NAME + 1];
	const char *name;
	size_t *number;

	make_name(wish, made);
	if (*find(ends, ends->by_name, made) == 0)
		return arena_string(ends->arena, made);
	number = &ends->numbers[*find(ends, ends->by_name, made) - 1];
	do
		name = arena_printf(ends->arena, "%s-%zu", made, ++*number);
	while (*find(ends, ends->by_name, name) != 0);
	return name;
}

const char *
ends_name(struct ends *ends, const char *text, const char *wish)
{
	const char *name;
	size_t index;

	if (ends->count == ends->capacity)
		grow(ends);
	index = *find(ends, ends->by_text, text);
	if (index != 0)
		return ends->list[index - 1].name;
	name = free_name(ends, wish);
	ends->list[ends->count] =
	    (struct end){ name, arena_string(ends->arena, text) };
	ends->numbers[ends->count] = 1;
	*find(ends, ends->by_text, text) = ends->count + 1;
	*find(ends, ends->by_name, name) = ends->count + 1;
	ends->count++;
	return name;
}

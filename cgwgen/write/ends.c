/* SPDX-License-Identifier: ISC */
/* Two hash tables over one list: by key and by name.  Floor 3. */
#include "write/ends.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* Longer wishes are cut. */
#define LIMIT_NAME 60

struct detail {
	const char *key;
	size_t number; /* the last one put behind its name */
};

struct ends {
	struct arena *arena;
	struct end *list;
	struct detail *details; /* of each */
	size_t count;
	size_t capacity; /* of the list; the tables have twice as many */
	size_t *by_key;  /* index + 1, or 0 */
	size_t *by_name;
};

struct ends *
ends_new(struct arena *arena)
{
	struct ends *ends = memory_alloc(sizeof(*ends));

	*ends = (struct ends){ .arena = arena };
	return ends;
}

void
ends_free(struct ends *ends)
{
	if (ends == NULL)
		return;
	free(ends->list);
	free(ends->details);
	free(ends->by_key);
	free(ends->by_name);
	free(ends);
}

const struct end *
ends_list(const struct ends *ends, size_t *ret_count)
{
	*ret_count = ends->count;
	return ends->list;
}

/* The slot of TABLE that WORD, a key or a name, is in or belongs into. */
static size_t *
find(const struct ends *ends, size_t *table, const char *word)
{
	size_t mask = ends->capacity * 2 - 1, i = hash_text(word) & mask;
	const char *other;

	for (; table[i] != 0; i = (i + 1) & mask) {
		other = table == ends->by_key ? ends->details[table[i] - 1].key
					      : ends->list[table[i] - 1].name;
		if (strcmp(other, word) == 0)
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
	ends->details =
	    grown(ends->details, ends->capacity, sizeof(*ends->details));
	ends->by_key = grown(ends->by_key, ends->capacity * 2, sizeof(size_t));
	ends->by_name =
	    grown(ends->by_name, ends->capacity * 2, sizeof(size_t));
	memset(ends->by_key, 0, ends->capacity * 2 * sizeof(size_t));
	memset(ends->by_name, 0, ends->capacity * 2 * sizeof(size_t));
	for (i = 0; i < ends->count; i++) {
		*find(ends, ends->by_key, ends->details[i].key) = i + 1;
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
	number = &ends->details[*find(ends, ends->by_name, made) - 1].number;
	do
		name = arena_printf(ends->arena, "%s-%zu", made, ++*number);
	while (*find(ends, ends->by_name, name) != 0);
	return name;
}

const char *
ends_name(
    struct ends *ends, const char *key, const char *text, const char *wish)
{
	const struct end *end;
	size_t index;

	if (ends->count == ends->capacity)
		grow(ends);
	index = *find(ends, ends->by_key, key);
	if (index != 0) {
		end = &ends->list[index - 1];
		return strcmp(end->text, text) == 0 ? end->name : NULL;
	}
	index = ends->count;
	ends->details[index] =
	    (struct detail){ arena_string(ends->arena, key), 1 };
	ends->list[index] = (struct end){ free_name(ends, wish),
		arena_string(ends->arena, text) };
	*find(ends, ends->by_key, key) = index + 1;
	*find(ends, ends->by_name, ends->list[index].name) = index + 1;
	ends->count++;
	return ends->list[index].name;
}

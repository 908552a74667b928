/* SPDX-License-Identifier: ISC */
/* A hash table with open addressing.  Ground floor. */
#include "base/index.h"

/* There are many small ones. */
#define SMALLEST 8

/* Half of the digest is here, where it is compared, half with the value. */
struct index_slot {
	uint64_t word;
	struct index_entry *entry; /* NULL: free */
};

struct index_entry {
	uint64_t word;
	void *value;
};

static struct index_slot *
find(const struct index *index, struct digest digest)
{
	size_t at = (size_t)digest.words[0] & (index->size - 1);
	struct index_slot *slot;

	for (;; at = (at + 1) & (index->size - 1)) {
		slot = &index->slots[at];
		if (slot->entry == NULL ||
		    (slot->word == digest.words[0] &&
			slot->entry->word == digest.words[1]))
			return slot;
	}
}

/* Where one that is none of those that are there belongs. */
static struct index_slot *
find_free(const struct index *index, uint64_t word)
{
	size_t at = (size_t)word & (index->size - 1);

	while (index->slots[at].entry != NULL)
		at = (at + 1) & (index->size - 1);
	return &index->slots[at];
}

/* So many digests a table of SIZE slots holds. */
static size_t
room(size_t size)
{
	return size - size / 4;
}

static void
grow(struct index *index, struct arena *arena)
{
	struct index old = *index;
	size_t i;

	index->size = old.size == 0 ? SMALLEST : old.size * 2;
	index->slots = arena_array(arena, index->size, sizeof(*index->slots));
	for (i = 0; i < old.size; i++)
		if (old.slots[i].entry != NULL)
			*find_free(index, old.slots[i].word) = old.slots[i];
	arena_give_back(arena, old.slots);
}

void
index_expect(struct index *index, size_t count, struct arena *arena)
{
	if (index->size != 0 || count > SIZE_MAX / 4)
		return;
	for (index->size = SMALLEST; room(index->size) < count;)
		index->size *= 2;
	index->slots = arena_array(arena, index->size, sizeof(*index->slots));
}

void **
index_place(struct index *index, struct digest digest, struct arena *arena)
{
	struct index_slot *slot;

	if (index->count >= room(index->size))
		grow(index, arena);
	slot = find(index, digest);
	if (slot->entry == NULL) {
		slot->word = digest.words[0];
		slot->entry = ARENA_NEW(arena, struct index_entry);
		slot->entry->word = digest.words[1];
		index->count++;
	}
	return &slot->entry->value;
}

void *
index_find(const struct index *index, struct digest digest)
{
	const struct index_slot *slot;

	if (index->size == 0)
		return NULL;
	slot = find(index, digest);
	return slot->entry != NULL ? slot->entry->value : NULL;
}

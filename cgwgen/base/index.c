/* SPDX-License-Identifier: ISC */
/* A hash table with open addressing.  Ground floor. */
#include "base/index.h"

struct index_slot {
	struct digest digest;
	void *value; /* NULL: free */
};

static struct index_slot *
find(const struct index *index, struct digest digest)
{
	size_t at = (size_t)digest.words[0] & (index->size - 1);
	struct index_slot *slot;

	for (;; at = (at + 1) & (index->size - 1)) {
		slot = &index->slots[at];
		if (slot->value == NULL ||
		    (slot->digest.words[0] == digest.words[0] &&
			slot->digest.words[1] == digest.words[1]))
			return slot;
	}
}

static void
grow(struct index *index, struct arena *arena)
{
	struct index old = *index;
	size_t i;

	/* There are many small ones. */
	index->size = old.size == 0 ? 16 : old.size * 2;
	index->slots = arena_array(arena, index->size, sizeof(*index->slots));
	index->count = 0;
	for (i = 0; i < old.size; i++)
		if (old.slots[i].value != NULL) {
			*find(index, old.slots[i].digest) = old.slots[i];
			index->count++;
		}
	arena_give_back(arena, old.slots);
}

void **
index_place(struct index *index, struct digest digest, struct arena *arena)
{
	struct index_slot *slot;

	if (index->count * 2 >= index->size)
		grow(index, arena);
	slot = find(index, digest);
	if (slot->value == NULL) {
		slot->digest = digest;
		index->count++;
	}
	return &slot->value;
}

void *
index_find(const struct index *index, struct digest digest)
{
	return index->size != 0 ? find(index, digest)->value : NULL;
}

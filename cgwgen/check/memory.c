/* SPDX-License-Identifier: ISC */
/* What rules remember from one connection to the next.  Floor 5. */
#include "check/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct check_memory *
check_memory_new(void)
{
	struct arena *arena = arena_new();
	struct check_memory *memory = ARENA_NEW(arena, struct check_memory);

	memory->arena = arena;
	digest_key_make(&memory->secret);
	return memory;
}

void
check_memory_free(struct check_memory *memory)
{
	size_t i;

	if (memory == NULL)
		return;
	for (i = 0; i < MEMORY_MESSAGES; i++)
		free(memory->messages[i]);
	arena_free(memory->arena);
}

void **
check_memory_slot(struct check_memory *memory, const void *address)
{
	const uintptr_t word = (uintptr_t)address;

	return index_place(&memory->gateways,
	    digest_make(&memory->secret, &word, sizeof(word)), memory->arena);
}

bool
check_memory_first(struct check_memory *memory, enum rule_id rule,
    const void *what, const char *about)
{
	char key[160];
	int length =
	    snprintf(key, sizeof(key), "%u %p %s", (unsigned)rule, what, about);
	void **slot = index_place(&memory->told,
	    digest_make(&memory->secret, key, (size_t)length), memory->arena);
	bool first = *slot == NULL;

	*slot = memory;
	return first;
}

const char *
check_memory_message(
    const struct check_memory *memory, size_t slot, uint64_t about)
{
	const struct memory_message *message =
	    memory != NULL ? memory->messages[slot] : NULL;

	return message != NULL && message->about == about ? message->text
							  : NULL;
}

void
check_memory_keep(struct check_memory *memory, size_t slot, uint64_t about,
    const char *message)
{
	const size_t size = strlen(message) + 1;
	struct memory_message *kept, *none = NULL;

	if (memory == NULL || memory->messages[slot] != NULL)
		return;
	kept = memory_alloc(sizeof(*kept) + size);
	kept->about = about;
	memcpy(kept->text, message, size);
	/* Another thread may have been quicker. */
	if (!atomic_compare_exchange_strong(
		&memory->messages[slot], &none, kept))
		free(kept);
}

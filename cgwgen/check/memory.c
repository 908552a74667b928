/* SPDX-License-Identifier: ISC */
/* What rules remember from one connection to the next.  Floor 5. */
#include "check/memory.h"

#include <stdint.h>
#include <stdio.h>

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
	if (memory != NULL)
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

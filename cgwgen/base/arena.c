/* SPDX-License-Identifier: ISC */
/* The arena: a chain of blocks, filled front to back.  Ground floor. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"

/* Large enough for one connection's whole life, so that most arenas stay
 * at a single block. */
#define BLOCK_SIZE ((size_t)256 * 1024)

struct block {
	struct block *next;
	size_t size;
	size_t used;
	size_t clean; /* so many bytes were zero when they were unused */
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct block *first;
	struct block *current;
};

void
memory_exhausted(void)
{
	fputs("cgwgen: out of memory\n", stderr);
	fflush(stderr);
	_Exit(2);
}

void *
memory_alloc(size_t size)
{
	void *memory = malloc(size != 0 ? size : 1);

	if (memory == NULL)
		memory_exhausted();
	return memory;
}

static struct block *
block_new(size_t size)
{
	/* Zeroed as far as it is used: of most blocks that is little. */
	struct block *block = memory_alloc(sizeof(*block) + size);

	*block = (struct block){ .size = size };
	return block;
}

struct arena *
arena_new(void)
{
	struct arena *arena = memory_alloc(sizeof(*arena));

	arena->first = arena->current = block_new(BLOCK_SIZE);
	return arena;
}

void
arena_free(struct arena *arena)
{
	struct block *block, *next;

	if (arena == NULL)
		return;
	for (block = arena->first; block != NULL; block = next) {
		next = block->next;
		memory_wipe(block->bytes, block->used);
		free(block);
	}
	free(arena);
}

void
arena_reset(struct arena *arena)
{
	struct block *block, *next;

	for (block = arena->first->next; block != NULL; block = next) {
		next = block->next;
		memory_wipe(block->bytes, block->used);
		free(block);
	}
	memory_wipe(arena->first->bytes, arena->first->used);
	arena->first->used = 0;
	arena->first->next = NULL;
	arena->current = arena->first;
}

static size_t
aligned(size_t size)
{
	const size_t align = alignof(max_align_t);

	return (size + align - 1) & ~(align - 1);
}

/* SIZE bytes, already written, of the unused part, which has room. */
static void
keep(struct block *block, size_t size)
{
	block->used += aligned(size);
	if (block->clean < block->used)
		block->clean = block->used;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	struct block *block = arena->current;
	char *memory;

	if (size > SIZE_MAX / 2)
		memory_exhausted();
	size = aligned(size);
	if (block->size - block->used < size) {
		block = block_new(size > BLOCK_SIZE ? size : BLOCK_SIZE);
		arena->current->next = block;
		arena->current = block;
	}
	memory = block->bytes + block->used;
	block->used += size;
	/* What arena_reset() wiped is zero already. */
	if (block->used > block->clean) {
		memset(
		    block->bytes + block->clean, 0, block->used - block->clean);
		block->clean = block->used;
	}
	return memory;
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / 2 / size)
		memory_exhausted();
	return arena_alloc(arena, count * size);
}

char *
arena_copy(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	if (length != 0)
		memcpy(copy, bytes, length);
	return copy;
}

char *
arena_string(struct arena *arena, const char *text)
{
	return arena_copy(arena, text, strlen(text));
}

char *
arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	struct block *block = arena->current;
	char *text = block->bytes + block->used;
	size_t room = block->size - block->used;
	va_list again;
	int length;

	/* Nearly always it fits where the next piece would lie anyway. */
	va_copy(again, args);
	length = format_text(text, room, format, again);
	va_end(again);
	if (length < 0)
		memory_exhausted();
	if ((size_t)length + 1 + alignof(max_align_t) <= room) {
		keep(block, (size_t)length + 1);
		return text;
	}
	memory_wipe(text, room);
	text = arena_alloc(arena, (size_t)length + 1);
	format_text(text, (size_t)length + 1, format, args);
	return text;
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

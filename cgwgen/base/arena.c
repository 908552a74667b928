/* SPDX-License-Identifier: ISC */
/* The arena: a chain of blocks, filled front to back.  Ground floor. */
/* madvise() */
#define _DEFAULT_SOURCE

#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/format.h"

/* Large enough for one connection's whole life, so that most arenas stay
 * at a single block. */
#define BLOCK_SIZE ((size_t)256 * 1024)

/* An arena of more blocks than these goes on in blocks of large pages: each of
 * the small ones costs a fault when it is first written. */
#define SMALL_BLOCKS 3
#define LARGE_PAGE ((size_t)2 * 1024 * 1024)

/* So much is zeroed at a time, where a block is used for the first time. */
#define CLEAN_SIZE ((size_t)4096)

struct arena_block {
	struct arena_block *next;
	size_t size;
	/* While the block is not the one that is filled: */
	size_t used;
	size_t clean; /* so many bytes were zero when they were unused */
	bool single;  /* all of it is one large piece */
	bool pages;   /* it is none of malloc()'s */
	alignas(max_align_t) char bytes[];
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

/*
 * SIZE zeroed bytes in pages of their own, large ones where the system has
 * such.  Not from malloc(), which keeps what is freed before it: tables that
 * grow leave ever larger holes there.
 */
static void *
pages_new(size_t size)
{
	const size_t whole = size + LARGE_PAGE;
	char *memory = mmap(NULL, whole, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t before;

	if (memory == MAP_FAILED)
		memory_exhausted();
	before = (LARGE_PAGE - ((uintptr_t)memory & (LARGE_PAGE - 1))) &
		 (LARGE_PAGE - 1);
	if (before != 0)
		munmap(memory, before);
	munmap(memory + before + size, whole - before - size);
#ifdef MADV_HUGEPAGE
	madvise(memory + before, size, MADV_HUGEPAGE);
#endif
	return memory + before;
}

/* A block with room for SIZE bytes at least. */
static struct arena_block *
block_new(size_t size)
{
	struct arena_block *block;
	size_t whole = sizeof(*block) + size;

	if (whole < LARGE_PAGE) {
		/* Zeroed as far as it is used: of most that is little. */
		block = memory_alloc(whole);
		*block = (struct arena_block){ .size = size };
		return block;
	}
	whole = (whole + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
	block = pages_new(whole);
	block->size = block->clean = whole - sizeof(*block);
	block->pages = true;
	return block;
}

/* A block with room for SIZE bytes at least, in the chain of ARENA. */
static struct arena_block *
block_add(struct arena *arena, size_t size)
{
	struct arena_block *block = block_new(size);

	block->next = arena->first->next;
	arena->first->next = block;
	arena->count++;
	return block;
}

/* Lets BLOCK be filled from its beginning. */
static void
enter(struct arena *arena, struct arena_block *block)
{
	arena->current = block;
	arena->next = block->bytes;
	arena->clean = block->bytes + block->clean;
	arena->end = block->bytes + block->size;
}

/* Notes how far the current block was filled. */
static void
leave(struct arena *arena)
{
	struct arena_block *block = arena->current;

	block->used = (size_t)(arena->next - block->bytes);
	block->clean = (size_t)(arena->clean - block->bytes);
}

struct arena *
arena_new(void)
{
	struct arena *arena = memory_alloc(sizeof(*arena));

	arena->first = block_new(BLOCK_SIZE);
	arena->count = 1;
	enter(arena, arena->first);
	return arena;
}

/* Wipes and releases BLOCK and those behind it. */
static void
free_blocks(struct arena_block *block)
{
	struct arena_block *next;

	for (; block != NULL; block = next) {
		next = block->next;
		memory_wipe(block->bytes, block->used);
		if (block->pages)
			munmap(block, sizeof(*block) + block->size);
		else
			free(block);
	}
}

void
arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	leave(arena);
	free_blocks(arena->first);
	free(arena);
}

void
arena_reset(struct arena *arena)
{
	struct arena_block *first = arena->first;

	leave(arena);
	free_blocks(first->next);
	first->next = NULL;
	arena->count = 1;
	memory_wipe(first->bytes, first->used);
	enter(arena, first);
}

static size_t
aligned(size_t size)
{
	const size_t align = alignof(max_align_t);

	return (size + align - 1) & ~(align - 1);
}

/* SIZE bytes, already written, of the unused part, which has room. */
static void
keep(struct arena *arena, size_t size)
{
	arena->next += aligned(size);
	if (arena->clean < arena->next)
		arena->clean = arena->next;
}

/* A piece in a block of its own; the one that is filled goes on. */
static void *
large_piece(struct arena *arena, size_t size)
{
	struct arena_block *block = block_add(arena, size);

	if (block->clean < size)
		memset(block->bytes, 0, size);
	block->used = block->clean = size;
	block->single = true;
	return block->bytes;
}

void *
arena_more(struct arena *arena, size_t size)
{
	size_t room = (size_t)(arena->end - arena->next), wanted;

	if (size > SIZE_MAX / 2)
		memory_exhausted();
	size = aligned(size);
	if (size > BLOCK_SIZE)
		return large_piece(arena, size);
	if (room < size) {
		leave(arena);
		enter(
		    arena, block_add(arena,
			       arena->count < SMALL_BLOCKS
				   ? BLOCK_SIZE
				   : LARGE_PAGE - sizeof(struct arena_block)));
		room = (size_t)(arena->end - arena->next);
	}
	/* What arena_reset() wiped is zero already. */
	wanted = size > CLEAN_SIZE ? size : CLEAN_SIZE;
	if (wanted > room)
		wanted = room;
	if (arena->clean < arena->next + wanted) {
		memset(arena->clean, 0,
		    (size_t)(arena->next + wanted - arena->clean));
		arena->clean = arena->next + wanted;
	}
	arena->next += size;
	return arena->next - size;
}

void
arena_give_back(struct arena *arena, void *memory)
{
	struct arena_block *block, **link = &arena->first->next;

	for (; (block = *link) != NULL; link = &block->next) {
		if (!block->single || block->bytes != memory)
			continue;
		*link = block->next;
		block->next = NULL;
		arena->count--;
		free_blocks(block);
		return;
	}
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
	size_t room = (size_t)(arena->end - arena->next);
	char *text = arena->next;
	va_list again;
	int length;

	/* Nearly always it fits where the next piece would lie anyway. */
	va_copy(again, args);
	length = format_text(text, room, format, again);
	va_end(again);
	if (length < 0)
		memory_exhausted();
	if ((size_t)length + 1 + alignof(max_align_t) <= room) {
		keep(arena, (size_t)length + 1);
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

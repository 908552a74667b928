/* SPDX-License-Identifier: ISC */
/*
 * An arena hands out memory that is never freed piece by piece: one owner,
 * one release.  Every arena is wiped before its memory is reused or given
 * back, because any of it may hold a pre-shared key.
 */
#ifndef CGWGEN_BASE_ARENA_H
#define CGWGEN_BASE_ARENA_H

#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

struct arena_block;

/* The members are arena.c's own; they are here for arena_alloc(). */
struct arena {
	char *next;  /* where the next piece will lie */
	char *clean; /* from there to here all bytes are zero */
	char *end;   /* of the block that is filled */
	struct arena_block *first;
	struct arena_block *current;
	size_t count; /* of blocks */
};

/* Makes an empty arena; the caller owns it and ends it with arena_free(). */
struct arena *arena_new(void);

/* Wipes and releases everything; NULL is accepted. */
void arena_free(struct arena *arena);

/*
 * Wipes everything handed out so far and starts again in the same memory.
 * All pointers into the arena become invalid.
 */
void arena_reset(struct arena *arena);

/* What arena_alloc() does when there are not enough clean bytes. */
void *arena_more(struct arena *arena, size_t size);

/*
 * Returns SIZE zeroed bytes, aligned for any type.  Running out of memory
 * ends the program with status 2 (see memory_exhausted()).
 */
static inline void *
arena_alloc(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	char *memory = arena->next;

	/* Both ends are aligned: what fits also does when it is rounded up. */
	if (size > (size_t)(arena->clean - memory))
		return arena_more(arena, size);
	arena->next = memory + ((size + align - 1) & ~(align - 1));
	return memory;
}

/*
 * Wipes and releases MEMORY, which nobody uses any more, before the arena
 * ends: what was handed out as one large piece.  Small ones stay.
 */
void arena_give_back(struct arena *arena, void *memory);

/* Room for COUNT objects of SIZE bytes, zeroed; the product is checked. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* Copies of bytes and strings; the copies are NUL-terminated. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);
char *arena_string(struct arena *arena, const char *text);

/* printf into the arena. */
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* The typed form of arena_alloc(): a zeroed TYPE. */
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

/* Overwrites LENGTH bytes with zeros in a way the compiler must keep. */
static inline void
memory_wipe(void *memory, size_t length)
{
	if (length == 0)
		return;
	memset(memory, 0, length);
	/* The store must not be dropped although nobody reads it again. */
	__asm__ __volatile__("" : : "r"(memory) : "memory");
}

/* malloc() that ends the program with status 2 when there is no memory. */
void *memory_alloc(size_t size);

/* Says that memory ran out and exits with status 2; never returns. */
void memory_exhausted(void) __attribute__((noreturn));

#endif

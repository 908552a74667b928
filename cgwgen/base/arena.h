/* SPDX-License-Identifier: ISC */
/*
 * An arena hands out memory that is never freed piece by piece: one owner,
 * one release.  Every arena is wiped before its memory is reused or given
 * back, because any of it may hold a pre-shared key.
 */
#ifndef CGWGEN_BASE_ARENA_H
#define CGWGEN_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

struct arena;

/* Makes an empty arena; the caller owns it and ends it with arena_free(). */
struct arena *arena_new(void);

/* Wipes and releases everything; NULL is accepted. */
void arena_free(struct arena *arena);

/*
 * Wipes everything handed out so far and starts again in the same memory.
 * All pointers into the arena become invalid.
 */
void arena_reset(struct arena *arena);

/*
 * Returns SIZE zeroed bytes, aligned for any type.  Running out of memory
 * ends the program with status 2 (see memory_exhausted()).
 */
void *arena_alloc(struct arena *arena, size_t size);

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

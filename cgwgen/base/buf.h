/* SPDX-License-Identifier: ISC */
/* Growing bytes with a length: the one way text is built. */
#ifndef CGWGEN_BASE_BUF_H
#define CGWGEN_BASE_BUF_H

#include <stddef.h>
#include <string.h>

/*
 * data is NULL while nothing was added, else NUL-terminated after length
 * bytes.  A zeroed struct buf is a valid empty one.
 */
struct buf {
	char *data;
	size_t length;
	size_t capacity;
};

/* What buf_add() does when there is no room. */
void buf_grow(struct buf *buf, const char *bytes, size_t length);

/* Here, because rendering is mostly this. */
static inline void
buf_add(struct buf *buf, const char *bytes, size_t length)
{
	if (length == 0 || buf->capacity - buf->length <= length) {
		buf_grow(buf, bytes, length);
		return;
	}
	memcpy(buf->data + buf->length, bytes, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

/* What buf_room() does when there is none. */
void buf_reserve(struct buf *buf, size_t length);

/* Room for LENGTH more bytes at the end, which the caller writes: not all of
 * them, perhaps, but buf_end() has to follow. */
static inline char *
buf_room(struct buf *buf, size_t length)
{
	if (buf->capacity - buf->length <= length)
		buf_reserve(buf, length);
	return buf->data + buf->length;
}

/* What it holds ends at END, within the room. */
static inline void
buf_end(struct buf *buf, char *end)
{
	*end = '\0';
	buf->length = (size_t)(end - buf->data);
}

/* Replaces what it holds by LENGTH bytes and returns their place: the caller
 * writes all of them.  What they do not cover is wiped. */
char *buf_renew(struct buf *buf, size_t length);

void buf_char(struct buf *buf, char byte);
void buf_text(struct buf *buf, const char *text);
void buf_printf(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Keeps the memory, wipes what it held. */
void buf_clear(struct buf *buf);

/* Drops what comes after the first LENGTH bytes. */
void buf_cut(struct buf *buf, size_t length);

/* Wipes and releases; the struct is an empty buf again. */
void buf_free(struct buf *buf);

#endif

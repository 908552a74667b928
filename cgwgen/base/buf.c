/* SPDX-License-Identifier: ISC */
/*
 * Growing bytes.  Growth copies into new memory and wipes the old, because
 * realloc() would leave pieces of keys behind.  Ground floor.
 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/format.h"

void
buf_reserve(struct buf *buf, size_t length)
{
	size_t capacity = buf->capacity != 0 ? buf->capacity : 256;
	char *data;

	if (length > SIZE_MAX / 4 || buf->length > SIZE_MAX / 4)
		memory_exhausted();
	if (buf->length + length + 1 <= buf->capacity)
		return;
	while (capacity < buf->length + length + 1)
		capacity *= 2;
	data = memory_alloc(capacity);
	if (buf->data != NULL) {
		memcpy(data, buf->data, buf->length + 1);
		memory_wipe(buf->data, buf->length);
		free(buf->data);
	}
	buf->data = data;
	buf->capacity = capacity;
}

void
buf_grow(struct buf *buf, const char *bytes, size_t length)
{
	buf_reserve(buf, length);
	if (length != 0)
		memcpy(buf->data + buf->length, bytes, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

char *
buf_renew(struct buf *buf, size_t length)
{
	if (length >= buf->capacity) {
		buf_clear(buf);
		buf_reserve(buf, length);
	} else if (length < buf->length) {
		memory_wipe(buf->data + length, buf->length - length);
	}
	buf->length = length;
	buf->data[length] = '\0';
	return buf->data;
}

void
buf_char(struct buf *buf, char byte)
{
	buf_add(buf, &byte, 1);
}

void
buf_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void
buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args, again;
	size_t room;
	int length;

	buf_reserve(buf, 1);
	room = buf->capacity - buf->length;
	va_start(args, format);
	va_copy(again, args);
	length = format_text(buf->data + buf->length, room, format, again);
	va_end(again);
	if (length < 0)
		memory_exhausted();
	if ((size_t)length >= room) {
		memory_wipe(buf->data + buf->length, room);
		buf_reserve(buf, (size_t)length);
		format_text(
		    buf->data + buf->length, (size_t)length + 1, format, args);
	}
	buf->length += (size_t)length;
	va_end(args);
}

void
buf_clear(struct buf *buf)
{
	if (buf->length == 0)
		return;
	memory_wipe(buf->data, buf->length);
	buf->length = 0;
}

void
buf_cut(struct buf *buf, size_t length)
{
	if (length >= buf->length)
		return;
	memory_wipe(buf->data + length, buf->length - length);
	buf->length = length;
}

void
buf_free(struct buf *buf)
{
	if (buf->data != NULL) {
		memory_wipe(buf->data, buf->length);
		free(buf->data);
	}
	*buf = (struct buf){ 0 };
}

/* SPDX-License-Identifier: ISC */
/* JSON strings: writing them, and finding places in them.  Floor 1. */
#include "doc/json_text.h"
#include "doc/json.h"

/* How many bytes of UTF-8 the escape at AT decodes to, and its length. */
static size_t
escape_size(const char *at, size_t *ret_length)
{
	uint32_t code;

	*ret_length = 2;
	if (at[1] != 'u' || !json_hex(at + 2, &code))
		return 1;
	*ret_length = 6;
	if (code >= 0xd800 && code < 0xdc00 && at[6] == '\\') {
		*ret_length = 12;
		return 4;
	}
	return code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
}

size_t
json_place(const struct source *source, size_t start, size_t offset)
{
	const char *text = source_text(source), *at = text + start + 1, *end;
	size_t length, size;

	for (;;) {
		end = json_run_end(at, text + source_length(source));
		if ((size_t)(end - at) > offset ||
		    ((size_t)(end - at) == offset && *end != '\\'))
			return (size_t)(at - text) + offset;
		offset -= (size_t)(end - at);
		/* Control characters only stand in YAML's strings. */
		if (*end == '\0' || *end == '"')
			return (size_t)(end - text);
		size = *end == '\\' ? escape_size(end, &length) : 1;
		if (*end != '\\')
			length = 1;
		if (offset < size)
			return (size_t)(end - text);
		offset -= size;
		at = end + length;
	}
}

void
json_write(struct buf *buf, const char *text)
{
	const char *end, *last = text + strlen(text);

	buf_char(buf, '"');
	for (;; text = end + 1) {
		end = json_run_end(text, last);
		buf_add(buf, text, (size_t)(end - text));
		if (*end == '\0')
			break;
		if (*end == '"' || *end == '\\')
			buf_printf(buf, "\\%c", *end);
		else
			buf_printf(buf, "\\u%04x", (unsigned)*end);
	}
	buf_char(buf, '"');
}

/* SPDX-License-Identifier: ISC */
/* JSON text.  Floor 1. */
#include "doc/json_write.h"

static void
put_string(struct json_out *out, const char *text)
{
	buf_char(out->buf, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			buf_char(out->buf, '\\');
		buf_char(out->buf, *text);
	}
	buf_char(out->buf, '"');
}

/* Begins a member called KEY, or an item where that is NULL. */
static void
member(struct json_out *out, const char *key)
{
	unsigned i;

	if (out->depth != 0)
		buf_text(out->buf, out->some ? ",\n" : "\n");
	for (i = 0; i < out->depth; i++)
		buf_char(out->buf, '\t');
	if (key != NULL) {
		put_string(out, key);
		buf_text(out->buf, ": ");
	}
	out->some = true;
}

void
json_open(struct json_out *out, const char *key, char bracket)
{
	member(out, key);
	buf_char(out->buf, bracket);
	out->depth++;
	out->some = false;
}

void
json_close(struct json_out *out, char bracket)
{
	unsigned i;

	out->depth--;
	buf_char(out->buf, '\n');
	for (i = 0; i < out->depth; i++)
		buf_char(out->buf, '\t');
	buf_char(out->buf, bracket);
	out->some = true;
}

void
json_text(struct json_out *out, const char *key, const char *value)
{
	member(out, key);
	put_string(out, value);
}

void
json_raw(struct json_out *out, const char *key, const char *value)
{
	member(out, key);
	buf_text(out->buf, value);
}

void
json_number(struct json_out *out, const char *key, uint32_t value)
{
	json_raw(out, key, arena_printf(out->arena, "%u", (unsigned)value));
}

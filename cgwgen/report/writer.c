/* SPDX-License-Identifier: ISC */
/* JSON as output.  Floor 6. */
#include "report/writer.h"

static void
new_line(struct writer *writer)
{
	unsigned i;

	if (writer->flat != 0 && writer->depth >= writer->flat)
		return;
	buf_char(&writer->buf, '\n');
	for (i = 0; i < writer->depth; i++)
		buf_text(&writer->buf, "  ");
}

/* What comes before an item of an array or a key of an object. */
static void
separate(struct writer *writer)
{
	if (writer->keyed) {
		writer->keyed = false;
		return;
	}
	if (writer->filled)
		buf_char(&writer->buf, ',');
	if (writer->flat != 0 && writer->depth >= writer->flat) {
		if (writer->filled)
			buf_char(&writer->buf, ' ');
	} else if (writer->depth != 0) {
		new_line(writer);
	}
	writer->filled = true;
}

void
writer_begin(struct writer *writer, char bracket)
{
	separate(writer);
	buf_char(&writer->buf, bracket);
	writer->depth++;
	writer->filled = false;
}

void
writer_end(struct writer *writer, char bracket)
{
	bool flat = writer->flat != 0 && writer->depth >= writer->flat;

	writer->depth--;
	if (writer->filled && !flat)
		new_line(writer);
	buf_char(&writer->buf, bracket);
	writer->filled = true;
	if (writer->depth == 0)
		buf_char(&writer->buf, '\n');
}

/* Reads one character of TEXT, which is UTF-8; a byte that is none counts as
 * the character of its number. */
static const char *
decode(const char *text, unsigned *ret)
{
	const unsigned char *at = (const unsigned char *)text;
	unsigned code = at[0], more, i;

	more = code >= 0xf0 ? 3 : code >= 0xe0 ? 2 : code >= 0xc2 ? 1 : 0;
	*ret = code;
	if (more == 0)
		return text + 1;
	code &= 0x3fu >> more;
	for (i = 1; i <= more; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return text + 1;
		code = code << 6 | (at[i] & 0x3fu);
	}
	*ret = code;
	return text + 1 + more;
}

static void
string(struct buf *buf, const char *text)
{
	unsigned code;

	buf_char(buf, '"');
	while (*text != '\0') {
		text = decode(text, &code);
		if (code >= 0x10000) {
			code -= 0x10000;
			buf_printf(buf, "\\u%04x\\u%04x",
			    0xd800 + (code >> 10 & 0x3ff),
			    0xdc00 + (code & 0x3ff));
		} else if (code < ' ' || code > '~') {
			buf_printf(buf, "\\u%04x", code);
		} else {
			if (code == '"' || code == '\\')
				buf_char(buf, '\\');
			buf_char(buf, (char)code);
		}
	}
	buf_char(buf, '"');
}

void
writer_key(struct writer *writer, const char *key)
{
	separate(writer);
	string(&writer->buf, key);
	buf_text(&writer->buf, ": ");
	writer->keyed = true;
}

void
writer_text(struct writer *writer, const char *text)
{
	separate(writer);
	if (text != NULL)
		string(&writer->buf, text);
	else
		buf_text(&writer->buf, "null");
}

void
writer_number(struct writer *writer, uint32_t number)
{
	separate(writer);
	buf_printf(&writer->buf, "%u", (unsigned)number);
}

void
writer_flag(struct writer *writer, bool flag)
{
	separate(writer);
	buf_text(&writer->buf, flag ? "true" : "false");
}

void
writer_text_at(struct writer *writer, const char *key, const char *text)
{
	writer_key(writer, key);
	writer_text(writer, text);
}

void
writer_count_at(struct writer *writer, const char *key, size_t count)
{
	writer_key(writer, key);
	writer_number(writer, count < INT32_MAX ? (uint32_t)count : INT32_MAX);
}

void
writer_print(struct writer *writer, FILE *out)
{
	fwrite(writer->buf.data, 1, writer->buf.length, out);
	buf_free(&writer->buf);
}

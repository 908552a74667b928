/* SPDX-License-Identifier: ISC */
/* Texts in pictures.  Floor 6. */
#include "graph/text.h"

#include <stdbool.h>
#include <string.h>

#include "report/plain.h"

/* Whether a character would hide or turn others, or is none in XML 1.0. */
static bool
is_unfit(unsigned code)
{
	static const unsigned ranges[][2] = {
		{ 0x00ad, 0x00ad }, /* soft hyphen */
		{ 0x061c, 0x061c }, /* Arabic letter mark */
		{ 0x200b, 0x200f }, /* zero width, direction marks */
		{ 0x2028, 0x202e }, /* separators, embeddings, overrides */
		{ 0x2060, 0x206f }, /* invisible, isolates */
		{ 0xd800, 0xdfff }, { 0xfeff, 0xfeff }, { 0xfff0, 0xffff },
		{ 0xe0000, 0xe0fff }, /* tags */
	};
	size_t i;

	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (code >= ranges[i][0] && code <= ranges[i][1])
			return true;
	/* The last two of every plane are no characters. */
	return plain_is_control(code) || (code & 0xfffe) == 0xfffe;
}

const char *
graph_clean(const char *text, struct arena *arena)
{
	struct buf buf = { NULL, 0, 0 };
	const char *next, *clean;
	unsigned code;

	if (text == NULL)
		return NULL;
	for (; *text != '\0'; text = next) {
		next = plain_next(text, &code);
		if (next == NULL) {
			buf_printf(&buf, "\\x%02x", (unsigned char)*text);
			next = text + 1;
		} else if (is_unfit(code)) {
			buf_printf(&buf, "\\u{%x}", code);
		} else {
			buf_add(&buf, text, (size_t)(next - text));
		}
	}
	clean = arena_string(arena, buf.data != NULL ? buf.data : "");
	buf_free(&buf);
	return clean;
}

/* Reads one character of clean text. */
static const char *
next_of(const char *text, size_t *ret_columns)
{
	unsigned code;

	text = plain_next(text, &code);
	*ret_columns =
	    code >= 0x1100 && !(code >= 0x2000 && code < 0x2e80) ? 2 : 1;
	return text;
}

size_t
graph_columns(const char *text)
{
	size_t columns = 0, each;

	while (*text != '\0') {
		text = next_of(text, &each);
		columns += each;
	}
	return columns;
}

const char *
graph_cut(const char *text, size_t columns, struct arena *arena)
{
	const char *end = text, *next;
	size_t used = 0, each;

	if (graph_columns(text) <= columns)
		return text;
	for (;;) {
		next = next_of(end, &each);
		/* One column is the ellipsis's. */
		if (used + each + 1 > columns)
			break;
		used += each;
		end = next;
	}
	return arena_printf(arena, "%.*s\xe2\x80\xa6", (int)(end - text), text);
}

void
graph_put_xml(struct buf *buf, const char *text)
{
	size_t length;

	for (;;) {
		length = strcspn(text, "&<>\"'");
		buf_add(buf, text, length);
		text += length;
		if (*text == '\0')
			return;
		buf_printf(buf, "&#%d;", *text++);
	}
}

/* Graphviz reads a backslash as the beginning of \n, \N and the like, and an
 * ampersand as that of an HTML entity. */
void
graph_put_dot(struct buf *buf, const char *text)
{
	size_t length;

	for (;;) {
		length = strcspn(text, "\"\\&");
		buf_add(buf, text, length);
		text += length;
		if (*text == '\0')
			return;
		if (*text == '&')
			buf_text(buf, "&amp;");
		else
			buf_printf(buf, "\\%c", *text);
		text++;
	}
}

/* Whatever Mermaid or Markdown could give a meaning becomes #NUMBER;, which is
 * Mermaid's own way to write a character.  It ends a line at \n even so: a
 * space without width keeps the two apart. */
void
graph_put_mermaid(struct buf *buf, const char *text)
{
	const char *next;
	unsigned code;

	for (; *text != '\0'; text = next) {
		next = plain_next(text, &code);
		if (code >= 0x80 || strchr(" .,-/", (int)code) != NULL ||
		    (code >= '0' && code <= '9') ||
		    (code >= 'A' && code <= 'Z') ||
		    (code >= 'a' && code <= 'z'))
			buf_add(buf, text, (size_t)(next - text));
		else
			buf_printf(buf, "#%u;%s", code,
			    code == '\\' && *next == 'n' ? "#8203;" : "");
	}
}

void
graph_put_text(
    struct buf *buf, const char *before, const char *text, const char *after)
{
	buf_text(buf, before);
	graph_put_xml(buf, text != NULL ? text : "");
	buf_text(buf, after);
}

void
graph_put_field(struct buf *buf, const char *name, const char *text)
{
	if (text == NULL)
		return;
	graph_put_text(buf, "<tr><th scope=\"row\">", name, "</th>");
	graph_put_text(buf, "<td>", text, "</td></tr>\n");
}

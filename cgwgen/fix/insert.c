/* SPDX-License-Identifier: ISC */
/* A key that is written into a mapping.  Floor 5. */
#include <string.h>

#include "base/buf.h"
#include "fix/fixer.h"

/* WORDS, joined by ", ", as the items of a list. */
static void
add_items(struct buf *buf, const char *words, const char *quote)
{
	size_t length;

	for (;;) {
		length = strcspn(words, ",");
		/* Numbers are such in JSON, too. */
		if (strspn(words, "0123456789") == length)
			quote = "";
		buf_text(buf, quote);
		buf_add(buf, words, length);
		buf_text(buf, quote);
		if (words[length] == '\0')
			return;
		buf_text(buf, ", ");
		words += length + 2;
	}
}

/* "key: [words]" in FRONT and BEHIND, in the arena of the edits. */
static const char *
entry(const struct fixing *f, const struct node *map, const char *front,
    const char *key, const char *words, const char *behind)
{
	bool quoted = f->file->json || (map->end != 0 && map->first != NULL &&
					   !map->first->name_plain);
	const char *quote = quoted ? "\"" : "";
	struct buf buf = { NULL, 0, 0 };
	const char *text;

	buf_printf(&buf, "%s%s%s%s: [", front, quote, key, quote);
	add_items(&buf, words, quote);
	buf_printf(&buf, "]%s", behind);
	text = arena_string(f->edits->arena, buf.data);
	buf_free(&buf);
	return text;
}

/* ---- in braces -------------------------------------------------------- */

/* Where MAP's '{' is: an anchor may stand before it. */
static size_t
opening(const struct node *map, const char *text)
{
	size_t at = map->pos.offset;

	if (text[at] == '&') {
		at += strcspn(text + at, " \t\r\n");
		at += strspn(text + at, " \t\r\n");
	}
	return at;
}

/* As far from what comes before as the first key is. */
static bool
insert_in_braces(const struct fixing *f, const struct node *map,
    const char *key, const char *words, const char *text)
{
	struct arena *arena = f->edits->arena;
	size_t at = opening(map, text), gap;
	const char *behind = ", ";

	if (text[at] != '{' || text[map->end - 1] != '}')
		return false;
	/* A second entry must not stand beside it: it would need a comma. */
	if (map->first == NULL) {
		if (at + 1 + strspn(text + at + 1, " \t\r\n") != map->end - 1)
			return false;
		edits_add(f->edits, at, map->end,
		    entry(f, map, "{", key, words, "}"));
		return true;
	}
	at++;
	gap = strspn(text + at, " \t\r\n");
	if (at + gap != map->first->name_pos.offset)
		return false;
	if (memchr(text + at, '\n', gap) != NULL)
		behind = arena_printf(
		    arena, ",%s", arena_copy(arena, text + at, gap));
	edits_add(f->edits, at + gap, at + gap,
	    entry(f, map, "", key, words, behind));
	return true;
}

/* ---- line by line ----------------------------------------------------- */

/* Spaces up to the column of AT; NULL when there is more than those and the
 * dashes of lists before it. */
static const char *
indentation(const struct fixing *f, const char *text, size_t at)
{
	size_t start = at, width;
	char *spaces;

	while (start > 0 && (text[start - 1] == ' ' || text[start - 1] == '-'))
		start--;
	if (start > 0 && text[start - 1] != '\n')
		return NULL;
	width = at - start;
	spaces = arena_array(f->edits->arena, width + 1, 1);
	memset(spaces, ' ', width);
	return spaces;
}

/* Where the line behind the first key and its value ends; 0 when the value is
 * not a plain one of one line. */
static size_t
first_end(const struct node *map, const char *text)
{
	const struct node *first = map->first;
	size_t at = first->pos.offset;

	if (first->kind != NODE_SCALAR || at <= first->name_pos.offset ||
	    first->end <= at || strchr("&!*|>", text[at]) != NULL ||
	    memchr(text + first->name_pos.offset, '\n',
		first->end - first->name_pos.offset) != NULL)
		return 0;
	at = first->end + strspn(text + first->end, " \t");
	return strchr("#\r\n", text[at]) != NULL ? at + strcspn(text + at, "\n")
						 : 0;
}

static bool
insert_line(const struct fixing *f, const struct node *map, const char *key,
    const char *words, const char *text)
{
	size_t at = map->first->name_pos.offset, end = first_end(map, text);
	const char *indent = indentation(f, text, at), *line_end;
	size_t line = at + strcspn(text + at, "\n");
	struct arena *arena = f->edits->arena;

	if (indent == NULL)
		return false;
	line_end = line > 0 && text[line] == '\n' && text[line - 1] == '\r'
		       ? "\r\n"
		       : "\n";
	if (end == 0)
		edits_add(f->edits, at, at,
		    entry(f, map, "", key, words,
			arena_printf(arena, "%s%s", line_end, indent)));
	else if (text[end] == '\n')
		edits_add(f->edits, end + 1, end + 1,
		    entry(f, map, indent, key, words, line_end));
	else
		edits_add(f->edits, end, end,
		    entry(f, map, arena_printf(arena, "%s%s", line_end, indent),
			key, words, ""));
	return true;
}

bool
fix_insert(const struct fixing *fixing, const struct node *map, const char *key,
    const char *values)
{
	const char *text = source_text(fixing->file->source);

	if (map->end != 0)
		return insert_in_braces(fixing, map, key, values, text);
	return map->first != NULL &&
	       insert_line(fixing, map, key, values, text);
}

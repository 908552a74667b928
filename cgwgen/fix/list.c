/* SPDX-License-Identifier: ISC */
/* What is cut out of lists, byte by byte.  Floor 5. */
#include "fix/list.h"

#include <string.h>

#include "base/line.h"

/* ---- reading ---------------------------------------------------------- */

static size_t
skip_blanks(const char *text, size_t at)
{
	return at + strspn(text + at, " \t");
}

/* Where the line's end begins behind blanks; else where something is. */
static bool
is_line_end(const char *text, size_t at)
{
	return text[at] == '\0' || text[at] == '\n' ||
	       (text[at] == '\r' && text[at + 1] == '\n');
}

/* Where the blanks before AT begin. */
static size_t
before_blanks(const char *text, size_t at)
{
	while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t'))
		at--;
	return at;
}

static bool
is_line_start(const char *text, size_t at)
{
	return at == 0 || text[at - 1] == '\n';
}

/* Whether the comment at AT is for cgwgen: what it is about must stay. */
static bool
is_directive(const char *text, size_t at)
{
	size_t end = at + strcspn(text + at, "\r\n");

	for (; at < end; at++)
		if (strncmp(text + at, "cgwgen", 6) == 0)
			return true;
	return false;
}

static const struct node *
only_scalar(const struct node *node, const char *member)
{
	if (node->kind == NODE_SCALAR)
		return node;
	if (node->kind != NODE_MAP || member == NULL || node->first == NULL ||
	    node->first->next != NULL || node->first->kind != NODE_SCALAR ||
	    strcmp(node->first->name, member) != 0 ||
	    node->first->pos.offset < node->pos.offset)
		return NULL;
	return node->first;
}

/* Where ITEM ends; one without brackets that holds nothing but a scalar ends
 * with that. */
static size_t
end_of(const struct list_item *item)
{
	if (item->node->end != 0)
		return item->node->end;
	return item->scalar != NULL ? item->scalar->end : item->start;
}

/* Whether it stands in one line, and no alias can be about it. */
static bool
is_simple(const struct list_item *item, const char *text)
{
	const char *written = text + item->start;

	return item->scalar != NULL && strchr("&!*|>", *written) == NULL &&
	       strchr("&!*|>", text[item->scalar->pos.offset]) == NULL &&
	       memchr(written, '\n', item->end - item->start) == NULL;
}

/* Whether its line holds "- " before it and at most a comment behind it. */
static bool
has_line(const struct list_item *item, const char *text)
{
	size_t at = before_blanks(text, item->start);

	if (at == item->start || at == 0 || text[at - 1] != '-')
		return false;
	if (!is_line_start(text, before_blanks(text, at - 1)))
		return false;
	at = skip_blanks(text, item->end);
	return is_line_end(text, at) ||
	       (text[at] == '#' && at != item->end && !is_directive(text, at));
}

/* Finds the comma in [AT, END), where else only white space and comments
 * are, but no comments before it.  *RET stays 0 when there is none. */
static bool
find_comma(const char *text, size_t at, size_t end, size_t *ret)
{
	bool comment = false;

	for (; at < end; at++) {
		if (text[at] == '#') {
			comment = true;
			at += strcspn(text + at, "\n");
		} else if (text[at] == ',') {
			if (*ret != 0 || comment)
				return false;
			*ret = at;
		} else if (strchr(" \t\r\n", text[at]) == NULL) {
			return false;
		}
	}
	return true;
}

static bool
read_commas(struct list *list, const char *text)
{
	struct list_item *item;
	size_t i, end = list->node->end - 1;

	if (text[end] != ']')
		return false;
	for (i = 0; i < list->count; i++) {
		item = &list->items[i];
		if (!find_comma(text, item->end,
			i + 1 < list->count ? item[1].start : end,
			&item->comma) ||
		    (i + 1 < list->count && item->comma == 0))
			return false;
	}
	return true;
}

/* False when an item does not stand behind the one before it: it is an alias
 * then. */
static bool
read_items(struct list *list, const char *member, const char *text)
{
	const struct node *node;
	struct list_item *item;
	size_t behind = list->node->pos.offset;

	for (node = list->node->first; node != NULL; node = node->next) {
		item = &list->items[list->count++];
		item->node = node;
		item->start = node->pos.offset;
		item->scalar = only_scalar(node, member);
		item->end = end_of(item);
		if (item->start <= behind || item->end < item->start)
			return false;
		item->simple = is_simple(item, text) &&
			       (list->bracket || has_line(item, text));
		behind = item->end;
	}
	return true;
}

bool
list_read(const struct fixing *fixing, const struct node *node,
    const char *member, struct list *ret)
{
	const char *text = source_text(fixing->file->source);

	if (node->kind != NODE_SEQUENCE || node->first == NULL ||
	    !own_file_alike(fixing->file, node))
		return false;
	*ret = (struct list){ .node = node, .bracket = node->end != 0 };
	ret->items = arena_array(
	    fixing->edits->arena, node_count(node), sizeof(*ret->items));
	return read_items(ret, member, text) &&
	       (!ret->bracket || read_commas(ret, text));
}

/* ---- cutting ---------------------------------------------------------- */

static void
cut(const struct fixing *f, size_t start, size_t end)
{
	edits_add(f->edits, start, end, "");
}

/* The item's line, but not a comment in it. */
static void
cut_line(const struct fixing *f, const struct list_item *item, const char *text)
{
	size_t dash = before_blanks(text, item->start) - 1;
	size_t start = before_blanks(text, dash);
	size_t at = skip_blanks(text, item->end);

	if (text[at] == '#')
		cut(f, dash, at);
	else
		cut(f, start, line_end(text, at));
}

/* [START, END) in brackets, with the blanks or the lines it leaves over. */
static bool
cut_piece(const struct fixing *f, size_t start, size_t end, const char *text)
{
	size_t before = before_blanks(text, start);
	size_t behind = skip_blanks(text, end);
	bool whole = is_line_start(text, before);

	if (text[behind] == '#') {
		if (is_directive(text, behind))
			return false;
		cut(f, start, whole ? behind : end);
	} else if (!is_line_end(text, behind)) {
		cut(f, start, behind);
	} else if (whole) {
		cut(f, before, line_end(text, behind));
	} else {
		cut(f, before, behind);
	}
	return true;
}

/* Whether the items before and behind LEFT's comma have only white space
 * between them. */
static bool
are_joined(const struct list_item *left, const struct list_item *right,
    const char *text)
{
	size_t at = left->comma + 1;

	return at + strspn(text + at, " \t\r\n") == right->start;
}

/* The last items, from FIRST on, behind one that stays: nothing ends with a
 * comma that did not before. */
static bool
cut_last_comma(const struct fixing *f, const struct list *list, size_t first,
    size_t *ret_start, const char *text)
{
	const struct list_item *left = &list->items[first - 1];

	if (are_joined(left, left + 1, text)) {
		*ret_start = left->comma;
		return true;
	}
	cut(f, left->comma, left->comma + 1);
	return false;
}

/* Items [FIRST, LAST), which are all to be cut. */
static bool
cut_run(const struct fixing *f, const struct list *list, size_t first,
    size_t last, const char *text)
{
	const struct list_item *items = list->items;
	bool open = last == list->count && items[last - 1].comma == 0;
	size_t start = items[first].start, end, i;
	bool joined =
	    open && first > 0 && cut_last_comma(f, list, first, &start, text);

	for (i = first; i < last; i++) {
		end = items[i].comma != 0 ? items[i].comma + 1 : items[i].end;
		if (i + 1 < last && are_joined(&items[i], &items[i + 1], text))
			continue;
		if (joined)
			cut(f, start, end);
		else if (!cut_piece(f, start, end, text))
			return false;
		joined = false;
		if (i + 1 < last)
			start = items[i + 1].start;
	}
	return true;
}

bool
list_cut(const struct fixing *fixing, const struct list *list)
{
	const char *text = source_text(fixing->file->source);
	size_t i, last;

	for (i = 0; i < list->count; i = last) {
		last = i + 1;
		if (!list->items[i].cut)
			continue;
		if (!list->bracket) {
			cut_line(fixing, &list->items[i], text);
			continue;
		}
		while (last < list->count && list->items[last].cut)
			last++;
		if (!cut_run(fixing, list, i, last, text))
			return false;
	}
	return true;
}

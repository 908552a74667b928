/* SPDX-License-Identifier: ISC */
/* What edits do to a text, as a unified difference.  Ground floor. */
#include "base/edit.h"

#include <string.h>

#include "base/line.h"
#include "base/unified.h"

/* Adds bytes [FROM, TO) of the source with edits [FIRST, LAST), which lie
 * in it, secrets as asterisks. */
static void
add_edited(const struct edits *edits, size_t first, size_t last, size_t from,
    size_t to, struct buf *ret)
{
	const struct edit *edit;

	for (; first < last; first++) {
		edit = &edits->list[first];
		unified_text(edits->source, from, edit->start, ret);
		buf_text(ret, edit->text);
		from = edit->end;
	}
	unified_text(edits->source, from, to, ret);
}

/* ---- lines ------------------------------------------------------------ */

/* Whole lines of the source that some edits lie in. */
struct change {
	size_t start;
	size_t end;
	size_t first; /* edit */
	size_t last;  /* the edit behind the last one */
};

/* The change that begins with edit FIRST. */
static struct change
change_at(const struct edits *edits, size_t first)
{
	const char *text = source_text(edits->source);
	const struct edit *edit = &edits->list[first];
	struct change change = { .first = first };
	size_t last; /* byte that is replaced */

	change.start = line_start(text, edit->start);
	change.end = change.start;
	for (; first < edits->count; first++) {
		edit = &edits->list[first];
		/* Long lines are walked through once, not for each edit. */
		if (first != change.first && edit->start > change.end &&
		    line_start(text, edit->start) > change.end)
			break;
		last = edit->end > edit->start ? edit->end - 1 : edit->end;
		if (last >= change.end)
			change.end = line_end(text, last);
	}
	change.last = first;
	return change;
}

static void
print_plain(
    const struct source *source, size_t from, size_t to, char mark, FILE *out)
{
	struct buf buf = { NULL, 0, 0 };

	unified_text(source, from, to, &buf);
	if (buf.length != 0)
		unified_lines(buf.data, buf.length, mark, out);
	buf_free(&buf);
}

static size_t
count_lines(const char *text, size_t length)
{
	size_t count = 0, i;

	for (i = 0; i < length; i++)
		count += text[i] == '\n';
	return count + (length != 0 && text[length - 1] != '\n');
}

/* Where the COUNT lines before AT begin, not before LEAST. */
static size_t
lines_before(const char *text, size_t at, size_t count, size_t least)
{
	while (count-- > 0 && at > least)
		at = line_start(text, at - 1);
	return at;
}

static size_t
lines_behind(const char *text, size_t at, size_t count)
{
	while (count-- > 0 && text[at] != '\0')
		at = line_end(text, at);
	return at;
}

/* One or more changes with so few lines between that these are all shown. */
struct hunk {
	size_t start; /* of the lines before it */
	size_t end;
	size_t first; /* edit */
	size_t last;
};

static struct hunk
hunk_at(const struct edits *edits, size_t first, size_t least)
{
	const char *text = source_text(edits->source);
	struct change change = change_at(edits, first);
	struct hunk hunk = { .first = first };

	hunk.start = lines_before(text, change.start, UNIFIED_CONTEXT, least);
	for (;;) {
		hunk.last = change.last;
		hunk.end = lines_behind(text, change.end, UNIFIED_CONTEXT);
		if (change.last == edits->count)
			break;
		change = change_at(edits, change.last);
		if (change.start >
		    lines_behind(text, hunk.end, UNIFIED_CONTEXT))
			break;
	}
	return hunk;
}

/* Whether the last LENGTH bytes of BUF, HEAD bytes aside, are whole lines. */
static bool
are_lines(const struct buf *buf, size_t head, size_t length)
{
	return length == buf->length - head ||
	       buf->data[buf->length - length - 1] == '\n';
}

/* How many bytes of lines two texts share at the beginning, and at the end. */
static void
trim(const struct buf *old, const struct buf *new, size_t *head, size_t *tail)
{
	size_t least = old->length < new->length ? old->length : new->length;
	size_t i;

	*head = *tail = 0;
	for (i = 0; i < least && old->data[i] == new->data[i]; i++)
		if (old->data[i] == '\n')
			*head = i + 1;
	least -= *head;
	for (i = 1; i <= least &&
		    old->data[old->length - i] == new->data[new->length - i];
	     i++)
		if (are_lines(old, *head, i) && are_lines(new, *head, i))
			*tail = i;
}

static void
print_change(const struct edits *edits, const struct change *change, FILE *out)
{
	struct buf old = { NULL, 0, 0 }, new = { NULL, 0, 0 };
	size_t head, tail;

	unified_text(edits->source, change->start, change->end, &old);
	add_edited(edits, change->first, change->last, change->start,
	    change->end, &new);
	trim(&old, &new, &head, &tail);
	if (head != 0)
		unified_lines(old.data, head, ' ', out);
	if (old.length > head + tail)
		unified_lines(
		    old.data + head, old.length - head - tail, '-', out);
	if (new.length > head + tail)
		unified_lines(
		    new.data + head, new.length - head - tail, '+', out);
	if (tail != 0)
		unified_lines(old.data + old.length - tail, tail, ' ', out);
	buf_free(&old);
	buf_free(&new);
}

/* Prints HUNK, whose first line is number LINE, MORE lines further down in
 * the new text, and returns how many lines it adds. */
static long
print_hunk(const struct edits *edits, const struct hunk *hunk, size_t line,
    long more, FILE *out)
{
	const char *text = source_text(edits->source);
	struct buf new = { NULL, 0, 0 };
	struct change change;
	size_t at = hunk->start, first = hunk->first, before, after;

	before = count_lines(text + hunk->start, hunk->end - hunk->start);
	add_edited(
	    edits, hunk->first, hunk->last, hunk->start, hunk->end, &new);
	after = new.length != 0 ? count_lines(new.data, new.length) : 0;
	buf_free(&new);
	/* An empty side is numbered by the line before it. */
	fprintf(out, "@@ -%zu,%zu +%ld,%zu @@\n", line - (before == 0), before,
	    (long)line + more - (after == 0), after);
	for (; first < hunk->last; first = change.last, at = change.end) {
		change = change_at(edits, first);
		print_plain(edits->source, at, change.start, ' ', out);
		print_change(edits, &change, out);
	}
	print_plain(edits->source, at, hunk->end, ' ', out);
	return (long)after - (long)before;
}

bool
edits_diff(const struct edits *edits, const char *path, FILE *out)
{
	const char *text = source_text(edits->source);
	size_t first = 0, end = 0, line = 1;
	struct hunk hunk;
	long more = 0;

	if (!source_may_quote(edits->source))
		return false;
	fprintf(out, "--- %s\n+++ %s\n", path, path);
	for (; first < edits->count; first = hunk.last) {
		hunk = hunk_at(edits, first, end);
		line += count_lines(text + end, hunk.start - end);
		more += print_hunk(edits, &hunk, line, more, out);
		line += count_lines(text + hunk.start, hunk.end - hunk.start);
		end = hunk.end;
	}
	return true;
}

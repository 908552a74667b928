/* SPDX-License-Identifier: ISC */
/* Unified differences of two texts.  Ground floor. */
#include "base/unified.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/line.h"

/* The most pairs of lines that are compared, two bytes of memory each. */
#define LIMIT_PAIRS ((size_t)8 * 1024 * 1024)
/* So many lines can be counted in two bytes. */
#define LIMIT_LINES ((size_t)UINT16_MAX)

void
unified_text(
    const struct source *source, size_t from, size_t to, struct buf *ret)
{
	const char *text = source_text(source);
	size_t start, end;

	while (from < to && source_next_secret(source, from, &start, &end) &&
	       start < to) {
		if (start > from)
			buf_add(ret, text + from, start - from);
		buf_text(ret, "********");
		from = end < to ? end : to;
	}
	buf_add(ret, text + from, to - from);
}

void
unified_lines(const char *text, size_t length, char mark, FILE *out)
{
	const char *end = text + length, *next;

	for (; text < end; text = next) {
		next = memchr(text, '\n', (size_t)(end - text));
		next = next != NULL ? next + 1 : end;
		fputc(mark, out);
		fwrite(text, 1, (size_t)(next - text), out);
		if (next[-1] != '\n')
			fputs("\n\\ No newline at end of file\n", out);
	}
}

/* ---- which lines differ ----------------------------------------------- */

/* A text by its lines: line I is bytes [starts[I], starts[I + 1]). */
struct lines {
	const struct source *source;
	size_t *starts;
	size_t count;
	bool *changed; /* of each */
};

static struct lines
split(const struct source *source, struct arena *arena)
{
	const char *text = source_text(source);
	const size_t length = source_length(source);
	struct lines lines = { .source = source };
	size_t at;

	for (at = 0; at < length; at = line_end(text, at))
		lines.count++;
	lines.starts =
	    arena_array(arena, lines.count + 1, sizeof(*lines.starts));
	lines.changed = arena_array(arena, lines.count + 1, sizeof(bool));
	lines.count = 0;
	for (at = 0; at < length; at = line_end(text, at))
		lines.starts[lines.count++] = at;
	lines.starts[lines.count] = length;
	return lines;
}

static bool
same(const struct lines *a, size_t i, const struct lines *b, size_t k)
{
	size_t length = a->starts[i + 1] - a->starts[i];

	return length == b->starts[k + 1] - b->starts[k] &&
	       memcmp(source_text(a->source) + a->starts[i],
		   source_text(b->source) + b->starts[k], length) == 0;
}

/* What is left between a common head and a common tail. */
struct middle {
	size_t head;
	size_t old; /* lines */
	size_t new;
};

static struct middle
trim(const struct lines *old, const struct lines *new)
{
	struct middle middle = { 0, old->count, new->count };

	while (middle.old > 0 && middle.new > 0 &&
	       same(old, middle.head, new, middle.head)) {
		middle.head++;
		middle.old--;
		middle.new --;
	}
	while (middle.old > 0 && middle.new > 0 &&
	       same(old, middle.head + middle.old - 1, new,
		   middle.head + middle.new - 1)) {
		middle.old--;
		middle.new --;
	}
	return middle;
}

static void
mark_all(struct lines *lines, size_t from, size_t count)
{
	while (count-- > 0)
		lines->changed[from + count] = true;
}

/* How many lines the longest common rest has, from each pair of lines on. */
static uint16_t *
longest(const struct lines *old, const struct lines *new,
    const struct middle *middle, struct arena *arena)
{
	const size_t width = middle->new + 1;
	uint16_t *rest =
	    arena_array(arena, (middle->old + 1) * width, sizeof(*rest));
	uint16_t *row, down, right;
	size_t i, k;

	for (i = middle->old; i-- > 0;)
		for (k = middle->new; k-- > 0;) {
			row = &rest[i * width + k];
			down = row[width];
			right = row[1];
			if (same(old, middle->head + i, new, middle->head + k))
				*row = (uint16_t)(row[width + 1] + 1);
			else
				*row = down > right ? down : right;
		}
	return rest;
}

/* Marks the lines that are not in both. */
static void
compare(struct lines *old, struct lines *new, struct arena *arena)
{
	const struct middle middle = trim(old, new);
	const size_t width = middle.new + 1;
	const uint16_t *rest;
	size_t i = 0, k = 0;

	if (middle.old >= LIMIT_LINES || middle.new >= LIMIT_LINES ||
	    middle.old * middle.new > LIMIT_PAIRS) {
		mark_all(old, middle.head, middle.old);
		mark_all(new, middle.head, middle.new);
		return;
	}
	rest = longest(old, new, &middle, arena);
	while (i < middle.old && k < middle.new)
		if (same(old, middle.head + i, new, middle.head + k)) {
			i++;
			k++;
		} else if (rest[(i + 1) * width + k] >=
			   rest[i * width + k + 1]) {
			old->changed[middle.head + i++] = true;
		} else {
			new->changed[middle.head + k++] = true;
		}
	mark_all(old, middle.head + i, middle.old - i);
	mark_all(new, middle.head + k, middle.new - k);
}

/* ---- hunks ------------------------------------------------------------ */

/* A place in both texts; what comes before it is the same or was printed. */
struct place {
	size_t old;
	size_t new;
};

static bool
at_change(const struct lines *old, const struct lines *new, struct place at)
{
	return (at.old < old->count && old->changed[at.old]) ||
	       (at.new < new->count &&new->changed[at.new]);
}

static bool
at_end(const struct lines *old, const struct lines *new, struct place at)
{
	return at.old == old->count && at.new == new->count;
}

/* Past what is changed at AT, and then past what is not. */
static struct place
pass_change(const struct lines *old, const struct lines *new, struct place at)
{
	while (at.old < old->count && old->changed[at.old])
		at.old++;
	while (at.new < new->count &&new->changed[at.new])
		at.new ++;
	return at;
}

static struct place
pass_same(const struct lines *old, const struct lines *new, struct place at,
    size_t most)
{
	while (
	    most-- > 0 && !at_end(old, new, at) && !at_change(old, new, at)) {
		at.old++;
		at.new ++;
	}
	return at;
}

static void
print_range(
    const struct lines *lines, size_t from, size_t to, char mark, FILE *out)
{
	const char *text = source_text(lines->source);
	struct buf buf = { NULL, 0, 0 };
	size_t end;
	bool ended;

	for (; from < to; from++) {
		end = lines->starts[from + 1];
		ended = text[end - 1] == '\n';
		buf_clear(&buf);
		/* A secret may go on behind the line. */
		unified_text(
		    lines->source, lines->starts[from], end - ended, &buf);
		if (ended)
			buf_char(&buf, '\n');
		unified_lines(buf.data, buf.length, mark, out);
	}
	buf_free(&buf);
}

/* The end of the hunk whose first change is at AT. */
static struct place
hunk_end(const struct lines *old, const struct lines *new, struct place at)
{
	struct place end;

	for (;;) {
		at = pass_change(old, new, at);
		end = pass_same(old, new, at, 2 * UNIFIED_CONTEXT);
		if (!at_change(old, new, end))
			return pass_same(old, new, at, UNIFIED_CONTEXT);
		at = end;
	}
}

/* Prints the hunk from BEGIN to END. */
static void
print_hunk(const struct lines *old, const struct lines *new, struct place begin,
    struct place end, FILE *out)
{
	size_t before = end.old - begin.old, after = end.new - begin.new;
	struct place next;

	/* An empty side is numbered by the line before it. */
	fprintf(out, "@@ -%zu,%zu +%zu,%zu @@\n", begin.old + (before != 0),
	    before, begin.new + (after != 0), after);
	while (begin.old < end.old || begin.new < end.new) {
		next = pass_same(old, new, begin, end.old - begin.old);
		print_range(old, begin.old, next.old, ' ', out);
		begin = next;
		next = pass_change(old, new, begin);
		print_range(old, begin.old, next.old, '-', out);
		print_range(new, begin.new, next.new, '+', out);
		begin = next;
	}
}

void
unified_diff(const struct source *old_source, const char *old_name,
    const struct source *new_source, const char *new_name, FILE *out)
{
	struct arena *arena = arena_new();
	struct lines old = split(old_source, arena);
	struct lines new = split(new_source, arena);
	struct place at = { 0, 0 }, begin, end;
	size_t context;

	compare(&old, &new, arena);
	at = pass_same(&old, &new, at, SIZE_MAX);
	if (!at_end(&old, &new, at))
		fprintf(out, "--- %s\n+++ %s\n", old_name, new_name);
	for (begin = (struct place){ 0, 0 }; !at_end(&old, &new, at);
	     begin = end, at = pass_same(&old, &new, end, SIZE_MAX)) {
		context = at.old - begin.old;
		if (context > UNIFIED_CONTEXT)
			context = UNIFIED_CONTEXT;
		begin = (struct place){ at.old - context, at.new - context };
		end = hunk_end(&old, &new, at);
		print_hunk(&old, &new, begin, end, out);
	}
	arena_free(arena);
}

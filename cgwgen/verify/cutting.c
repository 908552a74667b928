/* SPDX-License-Identifier: ISC */
/* Some lines of a rendered file, within their blocks.  Floor: verify. */
#include "verify/cutting.h"

#include <string.h>

struct cutting
cutting_new(const struct outline *outline, struct arena *arena)
{
	const size_t count = outline->count + 1;
	struct cutting cutting = { .outline = outline, .arena = arena };

	cutting.wanted = arena_array(arena, count, sizeof(bool));
	cutting.within = arena_array(arena, count, sizeof(bool));
	cutting.before = arena_array(arena, count, sizeof(*cutting.before));
	cutting.behind = arena_array(arena, count, sizeof(*cutting.behind));
	return cutting;
}

/* Whether LINE says the same as the one above, in the same block. */
static bool
is_repeated(const struct outline *outline, size_t line)
{
	const char *text = source_text(outline->source);
	const struct outline_line *own = &outline->lines[line], *above;

	if (line == 0 || own->parent == OUTLINE_NONE)
		return false;
	above = own - 1;
	return above->parent == own->parent &&
	       above->end - above->start == own->end - own->start &&
	       memcmp(text + above->start, text + own->start,
		   own->end - own->start) == 0;
}

void
cutting_want(struct cutting *cutting, size_t line)
{
	const struct outline_line *lines = cutting->outline->lines;
	size_t again;

	cutting->wanted[line] = true;
	cutting->any = true;
	/* What is said several times counts. */
	for (again = line; is_repeated(cutting->outline, again); again--)
		cutting->wanted[again - 1] = true;
	for (line = lines[line].parent; line != OUTLINE_NONE;
	     line = lines[line].parent) {
		cutting->wanted[line] = true;
		cutting->within[line] = true;
	}
}

static void
add_text(struct cutting *cutting, struct cutting_text **list, const char *text)
{
	struct cutting_text *entry =
	    ARENA_NEW(cutting->arena, struct cutting_text);

	cutting->any = true;
	while (*list != NULL)
		list = &(*list)->next;
	*entry = (struct cutting_text){ text, NULL };
	*list = entry;
}

void
cutting_before(struct cutting *cutting, size_t line, const char *text)
{
	add_text(cutting, &cutting->before[line], text);
}

void
cutting_behind(struct cutting *cutting, size_t line, const char *text)
{
	if (line == OUTLINE_NONE) {
		add_text(cutting, &cutting->tail, text);
		return;
	}
	cutting_want(cutting, line);
	cutting->within[line] = true;
	add_text(cutting, &cutting->behind[line], text);
}

bool
cutting_is_header(const struct cutting *cutting, size_t line)
{
	const struct outline *outline = cutting->outline;

	return line + 1 < outline->count &&
	       outline->lines[line + 1].parent == line;
}

static bool
is_printed(const struct cutting *cutting, size_t line)
{
	const struct outline_line *at = &cutting->outline->lines[line];

	if (at->closes != OUTLINE_NONE)
		return cutting->wanted[at->closes] &&
		       (cutting->within[at->closes] ||
			   !cutting_is_header(cutting, at->closes));
	if (at->session)
		return at->parent == OUTLINE_NONE ||
		       cutting->within[at->parent];
	return cutting->wanted[line];
}

/* With the indentation of LINE. */
static void
put_texts(const struct cutting *cutting, const struct cutting_text *texts,
    size_t line, struct buf *ret)
{
	const char *start = source_text(cutting->outline->source) +
			    cutting->outline->lines[line].start;

	for (; texts != NULL; texts = texts->next) {
		buf_add(ret, start, strspn(start, " \t"));
		buf_printf(ret, "%s\n", texts->text);
	}
}

/* The line behind which LINE's block may be added to: what commits it stays
 * behind that. */
static size_t
end_of(const struct outline *outline, size_t line)
{
	size_t last = outline_last(outline, line);

	while (last > line && outline->lines[last].commits)
		last--;
	return last;
}

/* Adds line NUMBER; NEWS is whether something is to be committed. */
static void
put_line(const struct cutting *cutting, const struct swaps *swaps,
    size_t number, bool *news, struct buf *ret)
{
	const struct outline_line *line = &cutting->outline->lines[number];

	if (!is_printed(cutting, number) || (line->commits && !*news))
		return;
	*news = (*news || (!line->session && line->closes == OUTLINE_NONE)) &&
		!line->commits;
	remedy_line(
	    swaps, cutting->outline->source, line->start, line->end, ret);
	buf_char(ret, '\n');
}

void
cutting_put(
    const struct cutting *cutting, const struct swaps *swaps, struct buf *ret)
{
	const struct outline *outline = cutting->outline;
	const struct cutting_text *text;
	size_t *ends =
	    arena_array(cutting->arena, outline->count + 1, sizeof(*ends));
	bool news = cutting->tail != NULL;
	size_t i, k;

	for (i = 0; i < outline->count; i++)
		ends[i] = end_of(outline, i);
	for (i = 0; i < outline->count; i++) {
		news = news || cutting->before[i] != NULL;
		put_texts(cutting, cutting->before[i], i, ret);
		put_line(cutting, swaps, i, &news, ret);
		for (k = i + 1; k-- > 0;) {
			if (ends[k] != i || cutting->behind[k] == NULL)
				continue;
			news = true;
			put_texts(cutting, cutting->behind[k],
			    k < i ? k + 1 : k, ret);
		}
	}
	for (text = cutting->tail; text != NULL; text = text->next)
		buf_printf(ret, "%s\n", text->text);
}

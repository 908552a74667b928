/* SPDX-License-Identifier: ISC */
/* The lines of a rendered file and how they nest.  Floor: verify. */
#include "verify/outline.h"

#include <ctype.h>
#include <string.h>

#include "verify/nesting.h"
#include "verify/scan.h"

struct open_line {
	size_t line;
	size_t indent;
};

struct maker {
	struct outline *outline;
	struct arena *arena;
	size_t capacity;
	struct open_line open[LISTING_DEPTH];
	size_t depth;
	struct nesting *nesting; /* where the profile knows modes */
	bool menus;              /* lines that begin with '/' are menus */
	bool indented;
	bool ended; /* a block was ended by a word */
};

static const char *const closers[] = { "exit", "quit", "end", "next",
	"exit-address-family", "abort", "finish", NULL };

static const char *const sessions[] = { "configure", "commit", "save", "return",
	"write", NULL };

/* These do nothing where there is nothing new. */
static const char *const commits[] = { "commit", "save", NULL };

static bool
is_one(const struct scan_line *line, const char *const *list)
{
	if (line->count != 1)
		return false;
	for (; *list != NULL; list++)
		if (word_is(&line->words[0], *list))
			return true;
	return false;
}

static size_t
parent_of(const struct maker *maker)
{
	if (maker->nesting->running != NULL)
		return nesting_tag(maker->nesting);
	return maker->depth > 0 ? maker->open[maker->depth - 1].line
				: OUTLINE_NONE;
}

static struct outline_line *
add(struct maker *maker, size_t start, size_t end)
{
	struct outline *outline = maker->outline;
	struct outline_line *bigger;

	if (outline->count == maker->capacity) {
		maker->capacity = maker->capacity * 2 + 64;
		bigger =
		    arena_array(maker->arena, maker->capacity, sizeof(*bigger));
		if (outline->count > 0)
			memcpy(bigger, outline->lines,
			    outline->count * sizeof(*bigger));
		outline->lines = bigger;
	}
	outline->lines[outline->count] = (struct outline_line){ .start = start,
		.end = end,
		.parent = parent_of(maker),
		.closes = OUTLINE_NONE };
	return &outline->lines[outline->count++];
}

static void
push(struct maker *maker, size_t indent)
{
	if (maker->depth < LISTING_DEPTH)
		maker->open[maker->depth++] =
		    (struct open_line){ maker->outline->count - 1, indent };
}

static bool
has_children(const struct maker *maker, size_t line)
{
	return line + 1 < maker->outline->count &&
	       maker->outline->lines[line + 1].parent == line;
}

/* A line that ends a block: it stands below the one that opens it, or is
 * indented as what is in the block. */
static void
close_lines(struct maker *maker, size_t indent, size_t start, size_t end)
{
	size_t closes = OUTLINE_NONE;
	struct outline_line *line;

	while (maker->depth > 0 &&
	       maker->open[maker->depth - 1].indent >= indent) {
		maker->depth--;
		closes = maker->open[maker->depth].line;
	}
	if (maker->depth > 0 &&
	    (closes == OUTLINE_NONE || !has_children(maker, closes))) {
		maker->depth--;
		closes = maker->open[maker->depth].line;
	}
	line = add(maker, start, end);
	line->closes = closes;
	line->session = closes == OUTLINE_NONE;
	maker->ended = true;
}

static bool
is_top(const struct scan_line *line, char sign)
{
	const struct word *first = &line->words[0];

	return line->indent == 0 && !first->quoted && first->length > 1 &&
	       first->text[0] == sign;
}

static void
take_indented(
    struct maker *maker, const struct scan_line *line, size_t start, size_t end)
{
	const struct word *last = &line->words[line->count - 1];
	const size_t indent = line->indent + 1;
	const bool menu = maker->menus && is_top(line, '/') &&
			  isalpha((unsigned char)line->words[0].text[1]);
	const bool section =
	    is_top(line, '[') && last->text[last->length - 1] == ']';

	if (is_one(line, closers)) {
		close_lines(maker, indent, start, end);
		return;
	}
	if (menu || section)
		maker->depth = 0;
	while (
	    maker->depth > 0 && maker->open[maker->depth - 1].indent >= indent)
		maker->depth--;
	maker->indented |= line->indent > 0;
	add(maker, start, end);
	maker->outline->lines[maker->outline->count - 1].session =
	    is_one(line, sessions);
	push(maker, menu || section ? 0 : indent);
}

/* As the listing nests lines whose modes the profile knows. */
static void
take_modes(
    struct maker *maker, const struct scan_line *line, size_t start, size_t end)
{
	const size_t number = maker->outline->count;
	struct outline_line *made;
	size_t closes, base;

	if (nesting_close(maker->nesting, line->indent, line, &closes)) {
		made = add(maker, start, end);
		made->closes = closes;
		made->session = closes == OUTLINE_NONE;
		return;
	}
	base = nesting_enter(maker->nesting, line->indent);
	made = add(maker, start, end);
	made->session = is_one(line, sessions);
	made->commits = is_one(line, commits);
	if (!made->session)
		nesting_push(maker->nesting, line->indent, base, line, number);
}

static void
take_edit(
    struct maker *maker, const struct scan_line *line, size_t start, size_t end)
{
	size_t closes = parent_of(maker);

	if (is_one(line, closers)) {
		maker->depth -= maker->depth > 0;
		add(maker, start, end)->closes = closes;
		return;
	}
	add(maker, start, end);
	if (word_is(&line->words[0], "config") ||
	    word_is(&line->words[0], "edit"))
		push(maker, 0);
}

static void
take_braces(
    struct maker *maker, const struct scan_line *line, size_t start, size_t end)
{
	const struct word *last = &line->words[line->count - 1];
	size_t closes = parent_of(maker);

	if (!line->words[0].quoted && line->words[0].length > 0 &&
	    strchr("}]", line->words[0].text[0]) != NULL) {
		maker->depth -= maker->depth > 0;
		add(maker, start, end)->closes = closes;
		return;
	}
	add(maker, start, end);
	if (!last->quoted && last->length > 0 &&
	    strchr("{[", last->text[last->length - 1]) != NULL)
		push(maker, 0);
}

static size_t
line_start(const char *text, size_t offset)
{
	while (offset > 0 && text[offset - 1] != '\n')
		offset--;
	return offset;
}

struct outline
outline_make(const struct source *source, enum listing_form form,
    const struct profile_syntax *syntax, struct arena *arena)
{
	struct outline outline = { .source = source };
	struct maker maker = { .outline = &outline, .arena = arena };
	struct scan scan = scan_begin(source, syntax);
	struct scan_line *line = ARENA_NEW(arena, struct scan_line);
	size_t start, end;

	maker.nesting = ARENA_NEW(arena, struct nesting);
	nesting_begin(maker.nesting, form == LISTING_LINES ? syntax : NULL);
	maker.menus = strncmp(scan.text, "#!", 2) != 0;
	while (scan_line(&scan, line)) {
		start = line_start(scan.text, line->words[0].offset);
		end = scan.at;
		while (end > start && strchr("\r\n", scan.text[end - 1]))
			end--;
		if (form == LISTING_EDIT)
			take_edit(&maker, line, start, end);
		else if (form == LISTING_BRACES)
			take_braces(&maker, line, start, end);
		else if (maker.nesting->running != NULL)
			take_modes(&maker, line, start, end);
		else
			take_indented(&maker, line, start, end);
	}
	outline.flat = form > LISTING_EDIT || (maker.ended && !maker.indented);
	return outline;
}

size_t
outline_at(const struct outline *outline, size_t offset)
{
	size_t low = 0, high = outline->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (outline->lines[middle].end <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low < outline->count && outline->lines[low].start <= offset
		   ? low
		   : OUTLINE_NONE;
}

size_t
outline_last(const struct outline *outline, size_t line)
{
	size_t last = line, i, up;

	for (i = line + 1; i < outline->count; i++) {
		for (up = outline->lines[i].parent;
		     up != OUTLINE_NONE && up > line;)
			up = outline->lines[up].parent;
		if (up != line)
			break;
		last = i;
	}
	return last;
}

/* SPDX-License-Identifier: ISC */
/* Tables for terminals.  Floor 6. */
#include "report/table.h"

#include <string.h>

#define INDENT 2
#define GAP 2
#define LABEL_LIMIT 24
#define ORIGIN_LIMIT 24
#define COLUMN_LEAST 8

struct row {
	const char *label;
	const struct cell *cells; /* NULL: a heading */
	bool wide;                /* one cell for all columns */
	struct cell origin;
	struct row *next;
};

struct table {
	struct arena *arena;
	size_t columns;
	size_t width;
	bool color;
	struct row *first, **last;
};

/* How wide the parts of a table are. */
struct layout {
	size_t label;
	size_t column;
	size_t origin;
};

struct table *
table_new(struct arena *arena, size_t columns, size_t width, bool color)
{
	struct table *table = ARENA_NEW(arena, struct table);

	*table = (struct table){ arena, columns, width, color, NULL, NULL };
	table->last = &table->first;
	return table;
}

struct cell
table_cell(struct arena *arena, const char *text, enum style style)
{
	struct cell cell = { NULL, 0 };
	const char *at;
	size_t count = 1, length;

	for (at = text; *at != '\0'; at++)
		count += *at == ' ';
	cell.words = arena_array(arena, count, sizeof(*cell.words));
	for (at = text; *at != '\0'; at += length + (at[length] == ' ')) {
		length = strcspn(at, " ");
		if (length != 0)
			cell.words[cell.count++] =
			    (struct word){ at, length, style };
	}
	return cell;
}

static struct row *
add(struct table *table, const char *label)
{
	struct row *row = ARENA_NEW(table->arena, struct row);

	row->label = label;
	*table->last = row;
	table->last = &row->next;
	return row;
}

void
table_heading(struct table *table, const char *text)
{
	add(table, text);
}

static bool
same(const struct cell *a, const struct cell *b)
{
	size_t i;

	if (a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (a->words[i].length != b->words[i].length ||
		    memcmp(a->words[i].text, b->words[i].text,
			a->words[i].length) != 0)
			return false;
	return true;
}

void
table_row(struct table *table, const char *label, const struct cell *cells,
    struct cell origin)
{
	struct row *row = add(table, label);
	size_t i;

	row->cells = cells;
	row->origin = origin;
	row->wide = true;
	for (i = 1; i < table->columns; i++)
		row->wide &= same(&cells[0], &cells[i]);
}

void
table_wide(struct table *table, const char *label, struct cell cell,
    struct cell origin)
{
	struct row *row = add(table, label);
	struct cell *cells = ARENA_NEW(table->arena, struct cell);

	*cells = cell;
	row->cells = cells;
	row->origin = origin;
	row->wide = true;
}

/* ---- how wide --------------------------------------------------------- */

static size_t
natural(const struct cell *cell)
{
	size_t width = 0, i;

	for (i = 0; i < cell->count; i++)
		width += cell->words[i].length + (i != 0);
	return width;
}

static void
widen(size_t *width, size_t wanted, size_t limit)
{
	if (wanted > limit)
		wanted = limit;
	if (*width < wanted)
		*width = wanted;
}

static struct layout
lay_out(const struct table *table)
{
	struct layout layout = { 0, COLUMN_LEAST, 0 };
	size_t gaps = (table->columns - 1) * GAP, used, limit, i;
	const struct row *row;

	for (row = table->first; row != NULL; row = row->next) {
		if (row->cells == NULL)
			continue;
		widen(&layout.label, strlen(row->label), LABEL_LIMIT);
		widen(&layout.origin, natural(&row->origin), ORIGIN_LIMIT);
	}
	used = INDENT + layout.label + 2 * GAP + layout.origin + gaps;
	limit =
	    used < table->width ? (table->width - used) / table->columns : 0;
	for (row = table->first; row != NULL; row = row->next) {
		for (i = 0;
		     row->cells != NULL && !row->wide && i < table->columns;
		     i++)
			widen(&layout.column, natural(&row->cells[i]), limit);
		if (row->cells == NULL || !row->wide ||
		    natural(&row->cells[0]) <= gaps)
			continue;
		widen(&layout.column,
		    (natural(&row->cells[0]) - gaps + table->columns - 1) /
			table->columns,
		    limit);
	}
	return layout;
}

/* ---- printing --------------------------------------------------------- */

/* How far a cell has been printed. */
struct flow {
	const struct cell *cell;
	size_t width;
	size_t word;
	size_t byte; /* of a word that is longer than a line */
};

static const char *const styles[] = {
	[STYLE_PLAIN] = "",
	[STYLE_DIM] = "\033[2m",
	[STYLE_BOLD] = "\033[1m",
	[STYLE_WEAK] = "\033[33m",
	[STYLE_BAD] = "\033[31m",
};

static void
put(const struct table *table, enum style style, const char *text,
    size_t length, struct buf *out)
{
	bool styled = table->color && style != STYLE_PLAIN;

	if (styled)
		buf_text(out, styles[style]);
	buf_add(out, text, length);
	if (styled)
		buf_text(out, "\033[0m");
}

/* Adds the next line of a cell; returns how many characters it has. */
static size_t
put_line(const struct table *table, struct flow *flow, struct buf *out)
{
	const struct word *word;
	size_t used = 0, length;

	while (flow->word < flow->cell->count) {
		word = &flow->cell->words[flow->word];
		length = word->length - flow->byte;
		if (used != 0 && used + 1 + length > flow->width)
			break;
		if (used != 0) {
			buf_char(out, ' ');
			used++;
		}
		if (length > flow->width)
			length = flow->width;
		put(table, word->style, word->text + flow->byte, length, out);
		used += length;
		flow->byte += length;
		if (flow->byte < word->length)
			break;
		flow->word++;
		flow->byte = 0;
	}
	return used;
}

static void
pad(struct buf *out, size_t count)
{
	while (count-- != 0)
		buf_char(out, ' ');
}

static bool
more(const struct flow *flows, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (flows[i].word < flows[i].cell->count)
			return true;
	return false;
}

/* Prints the cells, and the origin as the last of them, side by side; PENDING
 * blanks are due before the first of them, INDENT in the lines after it.
 * Blanks are only printed before something. */
static void
put_cells(const struct table *table, size_t indent, size_t pending,
    struct flow *flows, size_t count, struct buf *out)
{
	size_t i;

	do {
		for (i = 0; i < count; i++) {
			if (flows[i].word == flows[i].cell->count) {
				pending += flows[i].width + GAP;
				continue;
			}
			pad(out, pending);
			pending = flows[i].width + GAP -
				  put_line(table, &flows[i], out);
		}
		buf_char(out, '\n');
		pending = indent;
	} while (more(flows, count));
}

static void
put_row(const struct table *table, const struct layout *layout,
    const struct row *row, struct buf *out)
{
	size_t count = row->wide ? 1 : table->columns, used, i;
	struct flow *flows =
	    arena_array(table->arena, count + 1, sizeof(*flows));

	for (i = 0; i < count; i++)
		flows[i] =
		    (struct flow){ &row->cells[i], layout->column, 0, 0 };
	if (row->wide)
		flows[0].width = table->columns * (layout->column + GAP) - GAP;
	flows[count] = (struct flow){ &row->origin, layout->origin, 0, 0 };
	used = strlen(row->label);
	pad(out, INDENT);
	buf_add(out, row->label, used);
	if (used > layout->label) {
		buf_char(out, '\n');
		used = 0;
		pad(out, INDENT);
	}
	put_cells(table, INDENT + layout->label + GAP,
	    layout->label + GAP - used, flows, count + 1, out);
}

void
table_print(const struct table *table, struct buf *out)
{
	struct layout layout = lay_out(table);
	const struct row *row;

	for (row = table->first; row != NULL; row = row->next) {
		if (row->cells != NULL) {
			put_row(table, &layout, row, out);
			continue;
		}
		buf_char(out, '\n');
		put(table, STYLE_BOLD, row->label, strlen(row->label), out);
		buf_char(out, '\n');
	}
}

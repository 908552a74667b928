/* SPDX-License-Identifier: ISC */
/* Route tables in the picture.  Floor 6. */
#include <string.h>

#include "graph/layout.h"
#include "graph/text.h"

#define PAD 10
#define LINE 18
#define COLUMNS 58
#define COLUMNS_SMALL 42
#define COLUMNS_HUB 38
#define GAP 14
#define COLUMN_GAP 54
#define BUS 32
#define TRUNK 16
#define TOP 36
#define BAND_GAP 36
#define WIDE 1600 /* bands stand beside each other up to here */
#define ROUTES 4  /* that a box shows */

/* Where the next line of a box goes. */
struct line {
	struct graph_layout *layout;
	int x, y;
	size_t columns;
};

static void
put(struct line *line, const char *style, const char *text)
{
	layout_text(line->layout, line->x + PAD, line->y, false, line->columns,
	    style, text);
	line->y += LINE;
}

/* "4 associated: a, b", of which the box shows the beginning. */
static const char *
list_text(const char *word, const struct graph_texts *list, struct arena *arena)
{
	const char *text;
	size_t i;

	if (list->count == 0)
		return arena_printf(arena, "%s: none known", word);
	text = arena_printf(
	    arena, "%zu %s: %s", list->count, word, list->items[0]);
	for (i = 1; i < list->count && strlen(text) < 4 * COLUMNS; i++)
		text = arena_printf(arena, "%s, %s", text, list->items[i]);
	return text;
}

static const char *
route_text(const struct graph_route *route, struct arena *arena)
{
	return arena_printf(arena, "%s to %s%s%s%s%s", route->destination,
	    route->target != NULL ? route->target : "nowhere",
	    route->origin != NULL ? ", " : "",
	    route->origin != NULL ? route->origin : "",
	    route->state != NULL && strcmp(route->state, "active") != 0 ? ", "
									: "",
	    route->state != NULL && strcmp(route->state, "active") != 0
		? route->state
		: "");
}

static void
put_all(struct line *line, const struct graph_table *table)
{
	struct arena *arena = line->layout->arena;
	size_t i;

	put(line, "title", graph_table_title(table));
	put(line, "dim",
	    arena_printf(arena, "%s%s%s",
		table->title != NULL ? table->name : "route table",
		table->role != NULL ? ", " : "",
		table->role != NULL ? table->role : ""));
	put(line, "plain",
	    list_text("associated", &table->associations, arena));
	put(line, "plain", list_text("propagate", &table->propagations, arena));
	for (i = 0; i < table->route_count && i < ROUTES; i++)
		put(line, "plain", route_text(&table->routes[i], arena));
	if (table->route_count > ROUTES)
		put(line, "dim",
		    arena_printf(
			arena, "and %zu more routes", table->route_count - i));
	else if (table->route_count == 0)
		put(line, "dim", "no route known");
}

static const char *
counts_text(const struct graph_table *table, struct arena *arena)
{
	return arena_printf(arena, "%zu associated, %zu propagate, %s",
	    table->associations.count, table->propagations.count,
	    layout_counted(table->route_count, "route", arena));
}

static int
table_width(const struct graph_layout *layout)
{
	return layout_width(layout->compact_tables ? COLUMNS_SMALL : COLUMNS) +
	       2 * PAD;
}

static int
table_height(const struct graph_layout *layout, const struct graph_table *table)
{
	int lines = 2;

	if (!layout->compact_tables) {
		lines += 2;
		lines += table->route_count == 0 ? 1
			 : table->route_count <= ROUTES
			     ? (int)table->route_count
			     : ROUTES + 1;
	}
	return lines * LINE + PAD;
}

static void
put_box(
    struct graph_layout *layout, const struct graph_table *table, int x, int y)
{
	struct graph_shape *open =
	    layout_add(layout, SHAPE_OPEN, x, y, 0, 0, "card");
	struct line line = { layout, x, y + PAD / 2 + LINE / 2,
		layout->compact_tables ? COLUMNS_SMALL : COLUMNS };

	open->table = table;
	open->text = arena_printf(layout->arena, "route table %s of %s %s; %s",
	    graph_table_title(table), table->owner->end.kind,
	    table->owner->end.name, counts_text(table, layout->arena));
	layout_add(layout, SHAPE_RECT, x, y, table_width(layout),
	    table_height(layout, table), "site table");
	if (layout->compact_tables) {
		put(&line, "title", graph_table_title(table));
		put(&line, "dim", counts_text(table, layout->arena));
	} else {
		put_all(&line, table);
	}
	layout_add(layout, SHAPE_CLOSE, x, y, 0, 0, "card");
}

/* The box of what has the tables; how high it is. */
static int
put_owner(
    struct graph_layout *layout, const struct graph_owner *owner, int x, int y)
{
	const int height = 4 * LINE + PAD;
	struct graph_shape *open =
	    layout_add(layout, SHAPE_OPEN, x, y, 0, 0, "gateway");
	struct line line = { layout, x, y + PAD / 2 + LINE / 2, COLUMNS_HUB };

	open->text = arena_printf(
	    layout->arena, "%s %s", owner->end.kind, owner->end.name);
	layout_add(layout, SHAPE_RECT, x, y, LAYOUT_HUB_WIDTH, height, "hub");
	put(&line, "title", owner->end.name);
	put(&line, "dim", owner->end.kind);
	if (owner->end.prefixes.count != 0)
		put(&line, "plain",
		    list_text("networks", &owner->end.prefixes, layout->arena));
	put(&line, "plain",
	    layout_counted(owner->table_count, "route table", layout->arena));
	layout_add(layout, SHAPE_CLOSE, x, y, 0, 0, "gateway");
	return height;
}

static void
bus(struct graph_layout *layout, int x, int y, int w, int h)
{
	layout_add(layout, SHAPE_LINE, x, y, w, h, "bus");
}

/* So many boxes stand above each other that a band is no higher than two
 * columns are wide. */
static int
column_height(const struct graph_layout *layout)
{
	return 2 * table_width(layout);
}

/* Whether a box of HEIGHT at Y, the band's cards beginning at TOP, goes to the
 * next column. */
static bool
breaks(const struct graph_layout *layout, int y, int top, int height)
{
	return y > top && y + height > top + column_height(layout);
}

/* How wide the band of OWNER is, without a margin. */
static int
owner_width(const struct graph_layout *layout, const struct graph_owner *owner)
{
	const struct graph_table *table;
	int columns = 1, y = 0, height;

	for (table = owner->tables; table != NULL;
	     table = table->next_of_owner) {
		height = table_height(layout, table);
		if (breaks(layout, y, 0, height)) {
			columns++;
			y = 0;
		}
		y += height + GAP;
	}
	return LAYOUT_HUB_WIDTH + columns * (COLUMN_GAP + table_width(layout));
}

/* The band of OWNER; where it ends. */
static int
put_band(struct graph_layout *layout, const struct graph_owner *owner, int left,
    int top)
{
	const int from = left + LAYOUT_HUB_WIDTH, cards = top + TOP;
	int x = from + COLUMN_GAP, y = cards, last = y, bottom, height;
	const struct graph_table *table;

	bottom = top + put_owner(layout, owner, left, top);
	for (table = owner->tables; table != NULL;
	     table = table->next_of_owner) {
		height = table_height(layout, table);
		if (breaks(layout, y, cards, height)) {
			bus(layout, x - BUS, top + TRUNK, 0,
			    last - top - TRUNK);
			x += table_width(layout) + COLUMN_GAP;
			y = cards;
		}
		put_box(layout, table, x, y);
		last = y + PAD / 2 + LINE / 2;
		bus(layout, x - BUS, last, BUS, 0);
		y += height + GAP;
		if (y - GAP > bottom)
			bottom = y - GAP;
	}
	bus(layout, x - BUS, top + TRUNK, 0, last - top - TRUNK);
	bus(layout, from, top + TRUNK, x - BUS - from, 0);
	return bottom;
}

void
layout_tables(struct graph_layout *layout, const struct graph *graph, int top)
{
	const int most = layout->width > WIDE || !layout->compact_tables
			     ? layout->width
			     : WIDE;
	const struct graph_owner *owner;
	int x = LAYOUT_MARGIN, lowest = top, bottom, width;

	for (owner = graph->owners; owner != NULL; owner = owner->next) {
		width = owner_width(layout, owner);
		if (x > LAYOUT_MARGIN && x + width + LAYOUT_MARGIN > most) {
			x = LAYOUT_MARGIN;
			top = lowest + BAND_GAP;
		}
		bottom = put_band(layout, owner, x, top);
		if (bottom > lowest)
			lowest = bottom;
		x += width + BAND_GAP;
	}
}

/* SPDX-License-Identifier: ISC */
/* The bands of the picture.  Floor 6. */
#include "graph/layout.h"

#include <string.h>

#include "graph/text.h"

#define MARGIN LAYOUT_MARGIN
#define HEAD 66       /* of the picture: its title and its key */
#define BAND_GAP 36   /* between bands */
#define TRUNK 16      /* below a band's top */
#define CARDS 36      /* below a band's top */
#define CARD_GAP 14   /* between cards of a column */
#define COLUMN_GAP 54 /* between columns, for what carries the lines */
#define BUS 32        /* before a column */

/* A picture is so many times as wide as it is high, about. */
#define RATIO_WIDE 16
#define RATIO_HIGH 10

/* ---- shapes ----------------------------------------------------------- */

struct graph_shape *
layout_add(struct graph_layout *layout, enum graph_shape_kind kind, int x,
    int y, int w, int h, const char *style)
{
	struct graph_shape *grown, *shape;

	if (layout->count == layout->capacity) {
		layout->capacity = layout->capacity * 2 + 256;
		grown = arena_array(
		    layout->arena, layout->capacity, sizeof(*grown));
		if (layout->count != 0)
			memcpy(grown, layout->shapes,
			    layout->count * sizeof(*grown));
		layout->shapes = grown;
	}
	shape = &layout->shapes[layout->count++];
	*shape = (struct graph_shape){
		.kind = kind, .x = x, .y = y, .w = w, .h = h, .style = style
	};
	if (kind != SHAPE_RECT)
		return shape;
	if (x + w + MARGIN > layout->width)
		layout->width = x + w + MARGIN;
	if (y + h + MARGIN > layout->height)
		layout->height = y + h + MARGIN;
	return shape;
}

int
layout_width(size_t columns)
{
	return (int)((columns * LAYOUT_COLUMN + 999) / 1000);
}

void
layout_text(struct graph_layout *layout, int x, int y, bool right,
    size_t columns, const char *style, const char *text)
{
	struct graph_shape *shape;

	text = graph_cut(text, columns, layout->arena);
	shape = layout_add(layout, SHAPE_TEXT, x, y,
	    layout_width(graph_columns(text)), LAYOUT_TEXT_HEIGHT, style);
	shape->text = text;
	shape->right = right;
}

/* What is marked: errors and warnings, else that there are notes. */
int
layout_marks(struct graph_layout *layout, int x, int y,
    const struct graph_counts *counts)
{
	static const struct {
		enum severity severity;
		const char *letter, *box, *text;
	} rows[] = {
		{ SEVERITY_NOTE, "N", "mark note", "marktext" },
		{ SEVERITY_WARNING, "W", "mark warning", "marktext" },
		{ SEVERITY_ERROR, "E", "mark error", "marktext" },
	};
	const size_t *found = counts->counts;
	const char *text;
	int width;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (found[rows[i].severity] == 0 ||
		    (rows[i].severity == SEVERITY_NOTE &&
			found[SEVERITY_WARNING] + found[SEVERITY_ERROR] != 0))
			continue;
		text = arena_printf(layout->arena, "%s%zu", rows[i].letter,
		    found[rows[i].severity]);
		width = layout_width(strlen(text)) + 6;
		x -= width;
		layout_add(
		    layout, SHAPE_RECT, x, y - 8, width, 16, rows[i].box);
		layout_text(
		    layout, x + 3, y, false, strlen(text), rows[i].text, text);
		x -= 4;
	}
	return x;
}

const char *
layout_counted(size_t count, const char *one, struct arena *arena)
{
	return arena_printf(
	    arena, "%zu %s%s", count, one, count == 1 ? "" : "s");
}

/* ---- bands ------------------------------------------------------------ */

/* How high the cards of HUB are in COLUMNS columns, one below the other, as
 * many in each. */
static int
columns_height(const struct graph_layout *layout, const struct graph_hub *hub,
    size_t columns)
{
	size_t rows = (hub->card_count + columns - 1) / columns, i;
	int highest = 0, height = 0;

	for (i = 0; i < hub->card_count; i++) {
		if (i % rows == 0)
			height = 0;
		height += layout_card_height(layout, hub->cards[i]) + CARD_GAP;
		if (height > highest)
			highest = height;
	}
	return highest;
}

/* The fewest columns that make the band no higher than it is wide, about. */
static size_t
choose_columns(const struct graph_layout *layout, const struct graph_hub *hub)
{
	int step = layout_card_width(layout) + COLUMN_GAP, width;
	size_t columns;

	for (columns = 1; columns < hub->card_count; columns++) {
		width = LAYOUT_HUB_WIDTH + (int)columns * step;
		if (columns_height(layout, hub, columns) * RATIO_WIDE <=
		    width * RATIO_HIGH)
			break;
	}
	return columns;
}

static void
line(struct graph_layout *layout, int x, int y, int w, int h)
{
	layout_add(layout, SHAPE_LINE, x, y, w, h, "bus");
}

/* A column of cards from FIRST on; the lines come from one that goes down
 * beside it. */
static int
column(struct graph_layout *layout, const struct graph_hub *hub, size_t first,
    size_t end, int x, int top)
{
	int y = top + CARDS, lowest = top + TRUNK;
	size_t i;

	for (i = first; i < end; i++) {
		lowest = layout_card(layout, hub->cards[i], x, y, x - BUS);
		y += layout_card_height(layout, hub->cards[i]) + CARD_GAP;
	}
	line(layout, x - BUS, top + TRUNK, 0, lowest - top - TRUNK);
	return y - CARD_GAP;
}

/* Returns where the band ends. */
static int
band(struct graph_layout *layout, const struct graph_hub *hub, int top)
{
	size_t columns = choose_columns(layout, hub);
	size_t rows = (hub->card_count + columns - 1) / columns, first, end;
	int from = MARGIN + LAYOUT_HUB_WIDTH, x = from + COLUMN_GAP;
	int bottom = top + layout_hub_height(hub), low;

	layout_hub(layout, hub, MARGIN, top);
	for (first = 0; first < hub->card_count; first = end) {
		end = first + rows < hub->card_count ? first + rows
						     : hub->card_count;
		low = column(layout, hub, first, end, x, top);
		if (low > bottom)
			bottom = low;
		if (end == hub->card_count)
			line(layout, from, top + TRUNK, x - BUS - from, 0);
		x += layout_card_width(layout) + COLUMN_GAP;
	}
	return bottom;
}

/* ---- the picture ------------------------------------------------------ */

static const char *
summary(const struct graph *graph, struct arena *arena)
{
	return arena_printf(arena, "%s, %s, %s%s; tunnels: %zu up, %zu down%s",
	    layout_counted(graph->hub_count, "gateway", arena),
	    layout_counted(graph->site_count, "site", arena),
	    layout_counted(graph->link_count, "connection", arena),
	    graph->table_count == 0
		? ""
		: arena_printf(arena, ", %s",
		      layout_counted(graph->table_count, "route table", arena)),
	    graph->tunnels[GRAPH_UP], graph->tunnels[GRAPH_DOWN],
	    graph->tunnels[GRAPH_UNKNOWN] == 0
		? ""
		: arena_printf(
		      arena, ", %zu not known", graph->tunnels[GRAPH_UNKNOWN]));
}

/* What the lines and marks mean; where the next word goes. */
static int
key_word(struct graph_layout *layout, int x, const char *text)
{
	layout_text(layout, x, 50, false, strlen(text), "dim", text);
	return x + layout_width(strlen(text)) + 18;
}

static void
key(struct graph_layout *layout)
{
	static const char *const lines[] = { "tunnel up", "tunnel down",
		"tunnel unknown" };
	static const char *const words[] = { "up", "down", "state not known" };
	int x = MARGIN;
	size_t i;

	for (i = 0; i < 3; i++) {
		layout_add(layout, SHAPE_LINE, x, 50, 26, 0, lines[i]);
		x = key_word(layout, x + 32, words[i]);
	}
	key_word(layout, x, "findings: E errors, W warnings, N notes");
}

void
graph_lay_out(
    const struct graph *graph, struct arena *arena, struct graph_layout *ret)
{
	const struct graph_hub *hub;
	const char *text = summary(graph, arena);
	int y = HEAD;

	*ret = (struct graph_layout){ .arena = arena,
		.compact = graph->card_count >= LAYOUT_COMPACT,
		.compact_tables = graph->table_count >= LAYOUT_COMPACT };
	layout_text(ret, MARGIN, 24, false, strlen(text), "head", text);
	key(ret);
	for (hub = graph->hubs; hub != NULL; hub = hub->next)
		y = band(ret, hub, y) + BAND_GAP;
	layout_tables(ret, graph, y);
	/* What stands above the bands is not cut off. */
	if (ret->width < 760)
		ret->width = 760;
	if (ret->height < HEAD)
		ret->height = HEAD;
}

/* SPDX-License-Identifier: ISC */
/*
 * Where everything stands in the picture: each gateway of AWS at the left of
 * a band of its own, its sites in columns beside it, and the lines between.
 * The same graph has the same picture.
 */
#ifndef CGWGEN_GRAPH_LAYOUT_H
#define CGWGEN_GRAPH_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "graph/graph.h"

enum graph_shape_kind {
	SHAPE_OPEN, /* what follows belongs together, up to its SHAPE_CLOSE */
	SHAPE_CLOSE,
	SHAPE_RECT,
	SHAPE_TEXT,
	SHAPE_LINE /* from x, y by w, h; it is straight down or across */
};

/* Lengths are pixels.  Of a text y is its middle, and x its beginning, or its
 * end where it is RIGHT; w and h are the space it needs. */
struct graph_shape {
	enum graph_shape_kind kind;
	int x, y, w, h;
	const char *style; /* names of classes */
	const char *text;  /* of a text; what an open one is, in words */
	bool right;
	const struct graph_card *card;   /* of an open one: where it leads to */
	const struct graph_table *table; /* alike */
};

struct graph_layout {
	struct graph_shape *shapes;
	size_t count, capacity;
	int width, height;
	bool compact;
	bool compact_tables;
	struct arena *arena;
};

/* From so many cards on each shows less, so that all can be seen at once. */
#define LAYOUT_COMPACT 41

/* What a character of a text takes in the font that the style sheet names,
 * rounded up, in thousandths of a pixel, and how high it is. */
#define LAYOUT_COLUMN 7300
#define LAYOUT_TEXT_HEIGHT 14

/* Lays GRAPH out in ARENA. */
void graph_lay_out(
    const struct graph *graph, struct arena *arena, struct graph_layout *ret);

/* ---- for the files of the layout -------------------------------------- */

struct graph_shape *layout_add(struct graph_layout *layout,
    enum graph_shape_kind kind, int x, int y, int w, int h, const char *style);

/* Adds TEXT, cut to COLUMNS, at X (its end, if RIGHT) with its middle at Y. */
void layout_text(struct graph_layout *layout, int x, int y, bool right,
    size_t columns, const char *style, const char *text);

/* How wide COLUMNS characters are. */
int layout_width(size_t columns);

/* Adds marks for COUNTS that end at X, and returns where they begin. */
int layout_marks(struct graph_layout *layout, int x, int y,
    const struct graph_counts *counts);

/* How wide a card is, and how high. */
int layout_card_width(const struct graph_layout *layout);
int layout_card_height(
    const struct graph_layout *layout, const struct graph_card *card);

/* Adds CARD at X, Y with lines from FROM, the place of what carries them; the
 * lowest of these is returned. */
int layout_card(struct graph_layout *layout, const struct graph_card *card,
    int x, int y, int from);

/* The same for a gateway's box; how high it is. */
#define LAYOUT_HUB_WIDTH 300
#define LAYOUT_MARGIN 20
int layout_hub_height(const struct graph_hub *hub);
void layout_hub(
    struct graph_layout *layout, const struct graph_hub *hub, int x, int y);

/* ---- layout_table.c: route tables, in bands of their own below ---------- */

/* Adds a band for each that has tables, from TOP on; narrow ones stand beside
 * each other. */
void layout_tables(
    struct graph_layout *layout, const struct graph *graph, int top);

/* ---- words ------------------------------------------------------------ */

/* The words for a counted thing: "3 sites", "1 site". */
const char *layout_counted(size_t count, const char *one, struct arena *arena);

#endif

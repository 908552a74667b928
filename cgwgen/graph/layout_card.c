/* SPDX-License-Identifier: ISC */
/* What stands in the boxes of the picture.  Floor 6. */
#include <string.h>

#include "graph/layout.h"
#include "graph/text.h"

#define PAD 10
#define LINE 18    /* from one line of text to the next */
#define COLUMNS 46 /* of text in a card */
#define COLUMNS_SMALL 26
#define COLUMNS_HUB 38

/* Where lines of text are put: in a box from x to x + w, at y. */
struct pen {
	struct graph_layout *layout;
	int x, y, w;
	size_t columns;
};

static void
put(struct pen *pen, const char *style, const char *text)
{
	layout_text(pen->layout, pen->x + PAD, pen->y, false, pen->columns,
	    style, text);
	pen->y += LINE;
}

/* The same with marks, or a word before them, at the end of the line. */
static void
put_marked(struct pen *pen, const char *style, const char *text,
    const char *word, const struct graph_counts *counts)
{
	int end =
	    layout_marks(pen->layout, pen->x + pen->w - PAD, pen->y, counts);
	int room;

	if (word != NULL) {
		layout_text(
		    pen->layout, end, pen->y, true, COLUMNS_SMALL, "dim", word);
		end -= layout_width(graph_columns(word)) + 6;
	}
	room = (end - pen->x - PAD) * 1000 / LAYOUT_COLUMN;
	layout_text(pen->layout, pen->x + PAD, pen->y, false,
	    room > 1 ? (size_t)room : 1, style, text);
	pen->y += LINE;
}

/* "10.0.0.0/16, 10.1.0.0/16 and 3 more", as many as have room. */
static const char *
networks(const struct graph_texts *list, size_t columns, struct arena *arena)
{
	const char *text, *best = NULL;
	size_t used, i;

	if (list->count == 0)
		return "networks not known";
	for (used = 1; used <= list->count && used <= 4; used++) {
		text = list->items[0];
		for (i = 1; i < used; i++)
			text =
			    arena_printf(arena, "%s, %s", text, list->items[i]);
		if (used < list->count)
			text = arena_printf(
			    arena, "%s and %zu more", text, list->count - used);
		if (best != NULL && strlen(text) > columns)
			break;
		best = text;
	}
	return best;
}

static const char *
asn_text(const struct graph_end *end, struct arena *arena)
{
	return end->asn != NULL ? arena_printf(arena, "ASN %s", end->asn)
				: "ASN not known";
}

static const char *
detail_text(const struct graph_end *end, struct arena *arena)
{
	return arena_printf(arena, "%s%s%s", asn_text(end, arena),
	    end->detail != NULL ? ", " : "",
	    end->detail != NULL ? end->detail : "");
}

/* What a tunnel's line looks like. */
static const char *
line_style(enum graph_state state)
{
	static const char *const styles[GRAPH_STATES] = {
		[GRAPH_UNKNOWN] = "tunnel unknown",
		[GRAPH_UP] = "tunnel up",
		[GRAPH_DOWN] = "tunnel down",
	};

	return styles[state];
}

/* The line that ends at the left of PEN's box. */
static void
lead(const struct pen *pen, int from, enum graph_state state)
{
	layout_add(pen->layout, SHAPE_LINE, from, pen->y, pen->x - from, 0,
	    line_style(state));
}

/* ---- a card with everything ------------------------------------------- */

static void
put_tunnel(struct pen *pen, const struct graph_tunnel *tunnel, int from)
{
	static const char *const words[GRAPH_STATES] = {
		[GRAPH_UNKNOWN] = "?", [GRAPH_UP] = "UP", [GRAPH_DOWN] = "DOWN"
	};
	static const char *const styles[GRAPH_STATES] = { [GRAPH_UNKNOWN] =
							      "dim",
		[GRAPH_UP] = "isup",
		[GRAPH_DOWN] = "isdown" };
	const char *text = tunnel->outside;

	lead(pen, from, tunnel->state);
	if (tunnel->inside != NULL)
		text = arena_printf(
		    pen->layout->arena, "%s  %s", text, tunnel->inside);
	layout_text(pen->layout, pen->x + PAD, pen->y, false, 4,
	    styles[tunnel->state], words[tunnel->state]);
	pen->x += layout_width(5);
	pen->w -= layout_width(5);
	put_marked(pen, "plain", text, NULL, &tunnel->counts);
	pen->x -= layout_width(5);
	pen->w += layout_width(5);
}

/* A connection and its tunnels; where the last line came in. */
static int
put_link(struct pen *pen, const struct graph_link *link, int from)
{
	struct graph_counts own = link->counts;
	const char *name = link->name;
	int last = pen->y;
	size_t i, j;

	for (i = 0; i < link->tunnel_count; i++)
		for (j = 0; j < GRAPH_SEVERITIES; j++)
			if (own.counts[j] >= link->tunnels[i].counts.counts[j])
				own.counts[j] -=
				    link->tunnels[i].counts.counts[j];
	pen->y += 6;
	put_marked(pen, "name", name, link->routing, &own);
	for (i = 0; i < link->tunnel_count; i++) {
		last = pen->y;
		put_tunnel(pen, &link->tunnels[i], from);
	}
	if (link->tunnel_count == 0) {
		last = pen->y - LINE;
		layout_add(pen->layout, SHAPE_LINE, from, last, pen->x - from,
		    0, line_style(GRAPH_UNKNOWN));
	}
	return last;
}

static int
put_all(struct pen *pen, const struct graph_card *card, int from)
{
	struct arena *arena = pen->layout->arena;
	const struct graph_end *site = card->site;
	const struct graph_link *link;
	int last = pen->y;

	put_marked(pen, "title", graph_title(site), NULL, &card->counts);
	put(pen, "dim", site->title != NULL ? site->name : site->kind);
	put(pen, "plain", detail_text(site, arena));
	put(pen, "plain", networks(&site->prefixes, pen->columns, arena));
	for (link = card->links; link != NULL; link = link->next_of_card)
		last = put_link(pen, link, from);
	return last;
}

/* ---- a card with little ----------------------------------------------- */

/* "2 up, 1 down, 1 ?", of all tunnels of a card. */
static const char *
states(const size_t *counts, struct arena *arena)
{
	const char *text = "";
	static const struct {
		enum graph_state state;
		const char *word;
	} rows[] = { { GRAPH_UP, "up" }, { GRAPH_DOWN, "down" },
		{ GRAPH_UNKNOWN, "?" } };
	size_t i;

	for (i = 0; i < 3; i++)
		if (counts[rows[i].state] != 0)
			text = arena_printf(arena, "%s%s%zu %s", text,
			    text[0] != '\0' ? ", " : "", counts[rows[i].state],
			    rows[i].word);
	return text[0] != '\0' ? text : "no tunnels";
}

/* The state that is worst: one that is down before one that is not known. */
static enum graph_state
worst_state(const size_t *counts)
{
	if (counts[GRAPH_DOWN] != 0)
		return GRAPH_DOWN;
	return counts[GRAPH_UNKNOWN] != 0 || counts[GRAPH_UP] == 0
		   ? GRAPH_UNKNOWN
		   : GRAPH_UP;
}

static int
put_little(struct pen *pen, const struct graph_card *card, int from)
{
	struct arena *arena = pen->layout->arena;
	const struct graph_link *link;
	size_t counts[GRAPH_STATES] = { 0 }, i;
	int last = pen->y;

	for (link = card->links; link != NULL; link = link->next_of_card)
		for (i = 0; i < link->tunnel_count; i++)
			counts[link->tunnels[i].state]++;
	lead(pen, from, worst_state(counts));
	put_marked(pen, "title", graph_title(card->site), NULL, &card->counts);
	put(pen, "dim",
	    arena_printf(arena, "%s%s%s", card->site->asn != NULL ? "AS" : "",
		card->site->asn != NULL ? card->site->asn : "",
		arena_printf(arena, "%s%s", card->site->asn != NULL ? " " : "",
		    states(counts, arena))));
	return last;
}

/* ---- boxes ------------------------------------------------------------ */

int
layout_card_width(const struct graph_layout *layout)
{
	return layout_width(layout->compact ? COLUMNS_SMALL : COLUMNS) +
	       2 * PAD;
}

int
layout_card_height(
    const struct graph_layout *layout, const struct graph_card *card)
{
	const struct graph_link *link;
	int lines = layout->compact ? 2 : 4, more = 0;

	if (!layout->compact)
		for (link = card->links; link != NULL;
		     link = link->next_of_card) {
			lines += 1 + (int)link->tunnel_count;
			more += 6;
		}
	return lines * LINE + more + PAD;
}

/* What a screen reader says, and what a pointer shows. */
static const char *
words_of(const struct graph_card *card, struct arena *arena)
{
	const struct graph_end *site = card->site;
	const size_t *found = card->counts.counts;

	return arena_printf(arena, "%s (%s), %s, %s at %s; %s, %s, %s",
	    graph_title(site), site->name, detail_text(site, arena),
	    layout_counted(card->link_count, "connection", arena),
	    graph_title(card->hub->end),
	    layout_counted(found[SEVERITY_ERROR], "error", arena),
	    layout_counted(found[SEVERITY_WARNING], "warning", arena),
	    layout_counted(found[SEVERITY_NOTE], "note", arena));
}

/* The style of a box whose findings are COUNTS. */
static const char *
box_style(
    const char *kind, const struct graph_counts *counts, struct arena *arena)
{
	enum severity worst;

	if (!graph_worst(counts, &worst) || worst == SEVERITY_NOTE)
		return kind;
	return arena_printf(arena, "%s has%s", kind, severity_name(worst));
}

int
layout_card(struct graph_layout *layout, const struct graph_card *card, int x,
    int y, int from)
{
	int width = layout_card_width(layout), last;
	struct graph_shape *open =
	    layout_add(layout, SHAPE_OPEN, x, y, 0, 0, "card");
	struct pen pen = { layout, x, y + PAD / 2 + LINE / 2, width,
		layout->compact ? COLUMNS_SMALL : COLUMNS };

	open->card = card;
	open->text = words_of(card, layout->arena);
	layout_add(layout, SHAPE_RECT, x, y, width,
	    layout_card_height(layout, card),
	    box_style("site", &card->counts, layout->arena));
	last = layout->compact ? put_little(&pen, card, from)
			       : put_all(&pen, card, from);
	layout_add(layout, SHAPE_CLOSE, x, y, 0, 0, "card");
	return last;
}

int
layout_hub_height(const struct graph_hub *hub)
{
	(void)hub;
	return 6 * LINE + PAD;
}

void
layout_hub(
    struct graph_layout *layout, const struct graph_hub *hub, int x, int y)
{
	struct arena *arena = layout->arena;
	const struct graph_end *end = hub->end;
	struct graph_shape *open =
	    layout_add(layout, SHAPE_OPEN, x, y, 0, 0, "gateway");
	struct pen pen = { layout, x, y + PAD / 2 + LINE / 2, LAYOUT_HUB_WIDTH,
		COLUMNS_HUB };

	open->text = arena_printf(arena, "%s %s, %s", end->kind,
	    graph_title(end), detail_text(end, arena));
	layout_add(layout, SHAPE_RECT, x, y, LAYOUT_HUB_WIDTH,
	    layout_hub_height(hub), box_style("hub", &hub->counts, arena));
	put_marked(&pen, "title", graph_title(end), NULL, &hub->counts);
	put(&pen, "dim", end->title != NULL ? end->name : end->kind);
	if (end->title != NULL)
		put(&pen, "dim", end->kind);
	put(&pen, "plain", detail_text(end, arena));
	put(&pen, "plain", networks(&end->prefixes, pen.columns, arena));
	put(&pen, "plain", layout_counted(hub->card_count, "site", arena));
	layout_add(layout, SHAPE_CLOSE, x, y, 0, 0, "gateway");
}

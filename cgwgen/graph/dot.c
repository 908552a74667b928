/* SPDX-License-Identifier: ISC */
/* The graph for Graphviz.  Floor 6. */
#include <string.h>

#include "graph/forms.h"
#include "graph/text.h"

/* What severities look like: each differs in width, and in the words. */
static const struct {
	const char *word;
	const char *look;
} looks[GRAPH_SEVERITIES] = {
	[SEVERITY_NOTE] = { "note", "" },
	[SEVERITY_WARNING] = { "warning", ", color=\"#8a5a00\", penwidth=2" },
	[SEVERITY_ERROR] = { "error", ", color=\"#a01313\", penwidth=3" },
};

/* A line of a label; what TEXT is NULL for is left out. */
static void
put_line(struct buf *buf, const char *before, const char *text)
{
	if (text == NULL)
		return;
	buf_text(buf, "\\n");
	buf_text(buf, before);
	graph_put_dot(buf, text);
}

static void
put_networks(struct buf *buf, const struct graph_texts *list)
{
	size_t i;

	for (i = 0; i < list->count && i < 4; i++)
		put_line(buf, "", list->items[i]);
	if (list->count > i)
		buf_printf(buf, "\\nand %zu more", list->count - i);
}

static void
put_counts(struct buf *buf, const struct graph_counts *counts)
{
	int severity;

	for (severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--)
		if (counts->counts[severity] != 0)
			buf_printf(buf, "\\n%zu %s%s", counts->counts[severity],
			    looks[severity].word,
			    counts->counts[severity] == 1 ? "" : "s");
}

static void
put_end(struct buf *buf, const char *letter, size_t number,
    const struct graph_end *end, const struct graph_counts *counts,
    const char *style)
{
	enum severity worst = SEVERITY_NOTE;

	buf_printf(buf, "\t%s%zu [label=\"", letter, number);
	graph_put_dot(buf, graph_title(end));
	put_line(buf, "", end->title != NULL ? end->name : NULL);
	put_line(buf, "ASN ", end->asn);
	put_line(buf, "", end->detail);
	put_networks(buf, &end->prefixes);
	put_counts(buf, counts);
	buf_printf(buf, "\"%s", style);
	if (graph_worst(counts, &worst))
		buf_text(buf, looks[worst].look);
	buf_text(buf, "];\n");
}

static void
put_tunnel(struct buf *buf, const struct graph_card *card,
    const struct graph_link *link, const struct graph_tunnel *tunnel)
{
	static const char *const styles[GRAPH_STATES] = { [GRAPH_UNKNOWN] =
							      "dotted",
		[GRAPH_UP] = "solid",
		[GRAPH_DOWN] = "dashed" };

	buf_printf(
	    buf, "\tg%zu -- s%zu [label=\"", card->hub->number, card->number);
	graph_put_dot(buf, link->name);
	put_line(buf, "", tunnel->outside);
	put_line(buf, "", tunnel->inside);
	buf_printf(buf, "\\n%s", graph_state_word(tunnel->state));
	put_counts(buf, &tunnel->counts);
	buf_printf(buf, "\", style=%s%s];\n", styles[tunnel->state],
	    tunnel->state == GRAPH_DOWN ? ", color=\"#a01313\"" : "");
}

static void
put_card(struct buf *buf, const struct graph_card *card)
{
	const struct graph_link *link;
	size_t i;

	put_end(buf, "s", card->number, card->site, &card->counts, "");
	for (link = card->links; link != NULL; link = link->next_of_card) {
		for (i = 0; i < link->tunnel_count; i++)
			put_tunnel(buf, card, link, &link->tunnels[i]);
		if (link->tunnel_count != 0)
			continue;
		buf_printf(buf, "\tg%zu -- s%zu [label=\"", card->hub->number,
		    card->number);
		graph_put_dot(buf, link->name);
		buf_text(buf, "\\nno tunnels\", style=dotted];\n");
	}
}

static void
put_list(struct buf *buf, const char *word, const struct graph_texts *list)
{
	size_t i;

	for (i = 0; i < list->count && i < 4; i++)
		put_line(buf, word, list->items[i]);
	if (list->count > i)
		buf_printf(buf, "\\n%sand %zu more", word, list->count - i);
}

/* What has route tables, and these. */
static void
put_owner(struct buf *buf, const struct graph_owner *owner)
{
	const struct graph_table *table;

	buf_printf(buf, "\to%zu [label=\"", owner->number);
	graph_put_dot(buf, owner->end.name);
	put_line(buf, "", owner->end.kind);
	put_networks(buf, &owner->end.prefixes);
	buf_text(buf, "\", shape=box3d, style=filled, "
		      "fillcolor=\"#e8eefc\"];\n");
	for (table = owner->tables; table != NULL;
	     table = table->next_of_owner) {
		buf_printf(buf, "\tt%zu [label=\"", table->number);
		graph_put_dot(buf, graph_table_title(table));
		put_line(buf, "", table->title != NULL ? table->name : NULL);
		put_line(buf, "", table->role);
		put_list(buf, "associated: ", &table->associations);
		put_list(buf, "propagated by: ", &table->propagations);
		buf_printf(buf, "\\n%zu route%s\", shape=note];\n",
		    table->route_count, table->route_count == 1 ? "" : "s");
		buf_printf(buf, "\to%zu -- t%zu [style=solid];\n",
		    owner->number, table->number);
	}
}

void
graph_dot(const struct graph *graph, struct arena *arena, struct buf *buf)
{
	const struct graph_owner *owner;
	const struct graph_hub *hub;
	size_t i;

	(void)arena;
	buf_text(buf, "graph \"VPN connections\" {\n"
		      "\trankdir=LR;\n\tranksep=2;\n"
		      "\tnode [shape=box, fontname=\"monospace\", "
		      "fontsize=10];\n"
		      "\tedge [fontname=\"monospace\", fontsize=9];\n");
	for (hub = graph->hubs; hub != NULL; hub = hub->next) {
		put_end(buf, "g", hub->number, hub->end, &hub->counts,
		    ", shape=box3d, style=filled, fillcolor=\"#e8eefc\"");
		for (i = 0; i < hub->card_count; i++)
			put_card(buf, hub->cards[i]);
	}
	for (owner = graph->owners; owner != NULL; owner = owner->next)
		put_owner(buf, owner);
	buf_text(buf, "}\n");
}

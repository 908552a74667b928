/* SPDX-License-Identifier: ISC */
/*
 * The graph for Mermaid, as a flowchart.  Mermaid draws no more than 500
 * edges and reads no more than 50,000 characters unless the page that has it
 * says otherwise, so a connection is one edge, and many say less of each.
 * Floor 6.
 */
#include <string.h>

#include "graph/forms.h"
#include "graph/text.h"

#define FULL 60   /* cards that still say everything */
#define TABLES 40 /* route tables that are drawn */

/* How many tunnels are in each state, and the findings. */
static void
put_state(struct buf *buf, const struct graph_link *link)
{
	static const char *const words[GRAPH_STATES] = { "unknown", "up",
		"down" };
	size_t counts[GRAPH_STATES] = { 0 }, i;
	bool some = false;

	for (i = 0; i < link->tunnel_count; i++)
		counts[link->tunnels[i].state]++;
	for (i = 0; i < GRAPH_STATES; i++) {
		if (counts[i] == 0)
			continue;
		buf_printf(
		    buf, "%s%zu %s", some ? ", " : "", counts[i], words[i]);
		some = true;
	}
	if (!some)
		buf_text(buf, "no tunnels");
	if (link->counts.counts[SEVERITY_ERROR] != 0)
		buf_printf(buf, ", E%zu", link->counts.counts[SEVERITY_ERROR]);
	if (link->counts.counts[SEVERITY_WARNING] != 0)
		buf_printf(
		    buf, ", W%zu", link->counts.counts[SEVERITY_WARNING]);
}

static void
put_part(struct buf *buf, const char *before, const char *text)
{
	if (text == NULL)
		return;
	buf_text(buf, "<br>");
	buf_text(buf, before);
	graph_put_mermaid(buf, text);
}

static void
put_end(struct buf *buf, const struct graph_end *end, bool full)
{
	size_t i;

	graph_put_mermaid(buf, graph_title(end));
	put_part(buf, "ASN ", end->asn);
	if (!full)
		return;
	put_part(buf, "", end->title != NULL ? end->name : NULL);
	put_part(buf, "", end->detail);
	for (i = 0; i < end->prefixes.count && i < 4; i++)
		put_part(buf, "", end->prefixes.items[i]);
	if (end->prefixes.count > i)
		buf_printf(buf, "<br>and %zu more", end->prefixes.count - i);
}

static void
put_link(struct buf *buf, const struct graph_link *link, bool full)
{
	const struct graph_card *card = link->card;
	size_t i;

	buf_printf(buf, "  g%zu %s|\"", card->hub->number, "---");
	if (full) {
		graph_put_mermaid(buf, link->name);
		for (i = 0; i < link->tunnel_count; i++)
			put_part(buf, "", link->tunnels[i].outside);
		buf_text(buf, "<br>");
	}
	put_state(buf, link);
	buf_printf(buf, "\"| s%zu\n", card->number);
}

/* The cards that have findings of SEVERITY and none that is worse. */
static void
put_class(struct buf *buf, const struct graph *graph, enum severity severity)
{
	const struct graph_hub *hub;
	enum severity worst;
	size_t i;

	for (hub = graph->hubs; hub != NULL; hub = hub->next)
		for (i = 0; i < hub->card_count; i++)
			if (graph_worst(&hub->cards[i]->counts, &worst) &&
			    worst == severity)
				buf_printf(buf, "  class s%zu %s\n",
				    hub->cards[i]->number,
				    severity_name(severity));
}

/* Of many tables what fits is drawn; the other forms have all. */
static void
put_tables(struct buf *buf, const struct graph *graph)
{
	const struct graph_owner *owner = NULL;
	const struct graph_table *table;

	for (table = graph->tables; table != NULL && table->number <= TABLES;
	     table = table->next) {
		if (table->owner != owner) {
			owner = table->owner;
			buf_printf(buf, "  o%zu[[\"", owner->number);
			graph_put_mermaid(buf, owner->end.name);
			put_part(buf, "", owner->end.kind);
			buf_text(buf, "\"]]\n");
		}
		buf_printf(buf, "  t%zu[\"", table->number);
		graph_put_mermaid(buf, graph_table_title(table));
		put_part(buf, "", table->role);
		buf_printf(buf,
		    "<br>%zu associated<br>%zu propagate<br>%zu routes\"]\n",
		    table->associations.count, table->propagations.count,
		    table->route_count);
		buf_printf(
		    buf, "  o%zu --- t%zu\n", owner->number, table->number);
	}
	if (table != NULL)
		buf_printf(buf, "  t0[\"and %zu more route tables\"]\n",
		    graph->table_count - TABLES);
}

void
graph_mermaid(const struct graph *graph, struct arena *arena, struct buf *buf)
{
	bool full = graph->card_count < FULL;
	const struct graph_hub *hub;
	const struct graph_link *link;
	size_t i;

	(void)arena;
	buf_text(buf, "flowchart LR\n");
	for (hub = graph->hubs; hub != NULL; hub = hub->next) {
		buf_printf(buf, "  g%zu[[\"", hub->number);
		put_end(buf, hub->end, true);
		buf_text(buf, "\"]]\n");
		for (i = 0; i < hub->card_count; i++) {
			buf_printf(buf, "  s%zu[\"", hub->cards[i]->number);
			put_end(buf, hub->cards[i]->site, full);
			buf_text(buf, "\"]\n");
		}
	}
	for (link = graph->links; link != NULL; link = link->next)
		put_link(buf, link, full);
	put_tables(buf, graph);
	buf_text(buf, "  classDef error stroke:#a01313,stroke-width:4px\n"
		      "  classDef warning stroke:#8a5a00,stroke-width:3px,"
		      "stroke-dasharray:6 3\n");
	put_class(buf, graph, SEVERITY_ERROR);
	put_class(buf, graph, SEVERITY_WARNING);
}

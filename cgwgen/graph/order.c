/* SPDX-License-Identifier: ISC */
/* A graph's sites in order.  Floor 6. */
#include <stdlib.h>
#include <string.h>

#include "graph/collect.h"

/* As people sort names: numbers in them by their value. */
static int
compare_names(const char *a, const char *b)
{
	size_t digits_a, digits_b;
	int order;

	for (;; a++, b++) {
		digits_a = strspn(a, "0123456789");
		digits_b = strspn(b, "0123456789");
		if (digits_a != 0 && digits_b != 0) {
			for (; digits_a > 1 && *a == '0'; a++)
				digits_a--;
			for (; digits_b > 1 && *b == '0'; b++)
				digits_b--;
			if (digits_a != digits_b)
				return digits_a < digits_b ? -1 : 1;
			order = strncmp(a, b, digits_a);
			if (order != 0)
				return order;
			a += digits_a - 1;
			b += digits_b - 1;
			continue;
		}
		if (*a != *b || *a == '\0')
			return (unsigned char)*a - (unsigned char)*b;
	}
}

static int
compare_cards(const void *left, const void *right)
{
	const struct graph_card *a = *(struct graph_card *const *)left;
	const struct graph_card *b = *(struct graph_card *const *)right;
	int order = compare_names(graph_title(a->site), graph_title(b->site));

	if (order == 0)
		order = compare_names(a->site->name, b->site->name);
	if (order == 0)
		order = a->order < b->order ? -1 : a->order > b->order;
	return order;
}

static void
add_counts(struct graph_counts *to, const struct graph_counts *from)
{
	size_t i;

	for (i = 0; i < GRAPH_SEVERITIES; i++)
		to->counts[i] += from->counts[i];
}

const struct graph *
grapher_finish(struct grapher *g)
{
	struct graph_link *link;
	struct graph_table *table;
	struct graph_hub *hub;
	size_t number = 0, i;

	for (link = g->graph.links; link != NULL; link = link->next) {
		add_counts(&link->card->counts, &link->counts);
		add_counts(&link->card->hub->counts, &link->counts);
		add_counts(&g->graph.counts, &link->counts);
	}
	for (hub = g->graph.hubs; hub != NULL; hub = hub->next) {
		qsort(hub->cards, hub->card_count, sizeof(*hub->cards),
		    compare_cards);
		for (i = 0; i < hub->card_count; i++)
			hub->cards[i]->number = ++number;
	}
	for (table = g->graph.tables; table != NULL; table = table->next)
		table->card = ++number;
	return &g->graph;
}

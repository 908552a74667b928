/* SPDX-License-Identifier: ISC */
/* A graph while it is made; others include graph.h. */
#ifndef CGWGEN_GRAPH_COLLECT_H
#define CGWGEN_GRAPH_COLLECT_H

#include "base/digest.h"
#include "base/index.h"
#include "base/source.h"
#include "graph/graph.h"

struct grapher {
	struct arena *arena;
	struct graph graph;
	struct graph_hub **last_hub;
	struct graph_link **last_link;
	struct digest_key secret;
	struct index sites, hubs, cards;
	struct index names; /* of connections, as findings know them */
};

/* "vpn.xml:3:1", or NULL. */
const char *grapher_place(struct grapher *grapher, struct pos at);

/* The text of VALUE, clean, or NULL; a network in its usual spelling. */
const char *grapher_text(struct grapher *grapher, const struct value *value);
const char *grapher_network(struct grapher *grapher, const struct value *value);

/* Adds FINDING to LINK. */
void grapher_mark_link(struct grapher *grapher, struct graph_link *link,
    const struct finding *finding);

#endif

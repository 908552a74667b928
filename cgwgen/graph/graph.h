/* SPDX-License-Identifier: ISC */
/*
 * Connections as a picture needs them: gateways, the sites at them, and what
 * is between.  All texts are UTF-8 without control characters, and none is a
 * key.
 */
#ifndef CGWGEN_GRAPH_GRAPH_H
#define CGWGEN_GRAPH_GRAPH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/connection.h"
#include "model/estate.h"

#define GRAPH_SEVERITIES (SEVERITY_ERROR + 1)

/* A finding. */
struct graph_mark {
	enum severity severity;
	const char *rule; /* "CGW404 weak-integrity" */
	const char *message;
	const char *place; /* "vpn.xml:90:32", or NULL */
	const char *about; /* the tunnel's outside address, or NULL */
	enum rule_id id;
	const struct graph_mark *next;
};

/* How many findings there are of each severity. */
struct graph_counts {
	size_t counts[GRAPH_SEVERITIES];
};

enum graph_state { GRAPH_UNKNOWN, GRAPH_UP, GRAPH_DOWN, GRAPH_STATES };

/* Texts in their order. */
struct graph_texts {
	const char **items;
	size_t count;
};

struct graph_tunnel {
	const char *outside;  /* AWS's address, or "address not known" */
	const char *customer; /* the device's, or NULL */
	const char *inside;   /* "169.254.44.0/30, fd00::/126", or NULL */
	const char *status;   /* what AWS said, with its message, or NULL */
	enum graph_state state;
	struct graph_counts counts;
};

/* A connection. */
struct graph_link {
	const char *name;    /* what messages call it */
	const char *title;   /* its Name tag, or NULL */
	const char *routing; /* "BGP", "static" or "routing not known" */
	const char *state;   /* "available", or NULL */
	const char *place;
	struct graph_texts routes; /* static ones */
	struct graph_tunnel *tunnels;
	size_t tunnel_count;
	const struct graph_mark *marks, **last_mark;
	struct graph_counts counts; /* those of the tunnels, too */
	struct graph_card *card;
	size_t number; /* from 1, in the order of the inputs */
	struct graph_link *next, *next_of_card;
};

/* One end: a gateway of AWS, or a site. */
struct graph_end {
	const char *name;   /* its id, or what stands for it */
	const char *title;  /* its Name tag, or NULL */
	const char *kind;   /* "transit gateway" */
	const char *asn;    /* in decimal, or NULL */
	const char *detail; /* Region or address and device, or NULL */
	struct graph_texts prefixes;
};

/* A site at a gateway; one that is at several has a card at each. */
struct graph_card {
	const struct graph_end *site;
	struct graph_hub *hub;
	struct graph_link *links, **last_link;
	size_t link_count;
	struct graph_counts counts;
	size_t number; /* from 1, over all hubs, in the order of the picture */
	size_t order;  /* in which it came */
};

struct graph_hub {
	const struct graph_end *end;
	struct graph_card **cards; /* by their titles */
	size_t card_count, capacity;
	struct graph_counts counts;
	size_t number;
	struct graph_hub *next;
};

/* A route of a table. */
struct graph_route {
	const char *destination; /* a network, or a prefix list's name */
	const char *target;      /* or NULL */
	const char *origin;      /* "static", "propagated", or NULL */
	const char *state;       /* "active", "blackhole", or NULL */
	const char *place;
};

/* A route table of a VPC or of a transit gateway. */
struct graph_table {
	const char *name;  /* its id, or what stands for it */
	const char *title; /* its Name tag, or NULL */
	const char *role;  /* "main table of the VPC", or NULL */
	const char *place;
	bool transit;
	struct graph_texts associations; /* subnets, or attachments */
	struct graph_texts propagations; /* gateways, or attachments */
	struct graph_route *routes;
	size_t route_count;
	struct graph_owner *owner;
	size_t number; /* from 1 */
	size_t card;   /* goes on where the numbers of cards end */
	struct graph_table *next, *next_of_owner;
};

/* What has route tables. */
struct graph_owner {
	struct graph_end end;
	struct graph_table *tables, **last_table;
	size_t table_count, number;
	struct graph_owner *next;
};

struct graph {
	struct graph_hub *hubs;
	struct graph_link *links;
	size_t hub_count, card_count, link_count, site_count;
	struct graph_owner *owners;
	struct graph_table *tables;
	size_t owner_count, table_count;
	size_t tunnels[GRAPH_STATES];
	struct graph_counts counts;
};

struct grapher;

/* Begins a graph in ARENA. */
struct grapher *grapher_new(struct arena *arena);

/*
 * Adds CONNECTION, which connection_complete() has been called for, and what
 * DIAGS say of it.  Texts are copied.
 */
void grapher_add(struct grapher *grapher, const struct connection *connection,
    const struct diags *diags);

/* Adds a finding about SUBJECT, a connection's name, unless it is there
 * already; what is about no connection is passed over. */
void grapher_mark(struct grapher *grapher, const char *subject,
    enum rule_id rule, enum severity severity, const char *message,
    const char *place);

/* Adds the route tables of ESTATE, with what is associated with them. */
void grapher_tables(struct grapher *grapher, const struct estate *estate);

/* Puts all in order; there is nothing to be added after this. */
const struct graph *grapher_finish(struct grapher *grapher);

/* A site's or gateway's title, or its name. */
const char *graph_title(const struct graph_end *end);

/* The same of a table. */
const char *graph_table_title(const struct graph_table *table);

/* The worst severity there is; false: none. */
bool graph_worst(const struct graph_counts *counts, enum severity *ret);

/* "up", "down", "state not known". */
const char *graph_state_word(enum graph_state state);

#endif

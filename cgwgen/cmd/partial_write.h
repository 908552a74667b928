/* SPDX-License-Identifier: ISC */
/* What the files share that write partial files; others include partial.h. */
#ifndef CGWGEN_CMD_PARTIAL_WRITE_H
#define CGWGEN_CMD_PARTIAL_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "base/source.h"
#include "cmd/outfile.h"
#include "cmd/partial.h"
#include "model/connection.h"
#include "report/writer.h"

/* Places of one line of the file. */
struct places {
	struct pos *list;
	size_t count;
	size_t capacity;
};

struct partial {
	struct session *session;
	struct outfile file;
	struct digest_key key;    /* of pre-shared keys */
	struct digest_key secret; /* of what is compared in this run alone */
	struct buf text;
	struct writer common; /* findings of no connection */
	struct places common_places;
	struct writer line; /* of a connection */
	struct places places;
	bool within;           /* findings are those of the line */
	struct arena *arena;   /* for one line */
	struct index networks; /* lists of gateways' networks: their numbers */
	size_t network_count;
	size_t connections;
	struct buf mended; /* struct fix_answer, in a row */
};

/* ---- partial_place.c -------------------------------------------------- */

/* The number of POS among PLACES, which gets it; -1: it is nowhere. */
long partial_place(struct places *places, struct pos pos);

/* NUMBER, or null where it is negative. */
void partial_put_number(struct writer *writer, long number);

/* Ends the line in WRITER with PLACES. */
void partial_end_line(
    struct partial *partial, struct writer *writer, struct places *places);

/* ---- partial_fact.c --------------------------------------------------- */

/* The number of a gateway's list of networks, which gets a line of its own
 * when it is new; 0 where GATEWAY, which may be NULL, has none. */
size_t partial_networks(struct partial *partial, const struct gateway *gateway);

/* What the rules on fleets look at in CONNECTION; NETWORKS is the number of
 * its customer gateway's list. */
void partial_put_connection(struct partial *partial,
    const struct connection *connection, size_t networks);

#endif

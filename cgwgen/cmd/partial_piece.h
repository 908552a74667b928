/* SPDX-License-Identifier: ISC */
/* What the files share that read partial files; others include
 * partial_read.h.  All functions are false where a line is another. */
#ifndef CGWGEN_CMD_PARTIAL_PIECE_H
#define CGWGEN_CMD_PARTIAL_PIECE_H

#include "cmd/facts.h"
#include "cmd/partial_json.h"
#include "cmd/partial_read.h"
#include "read/inventory.h"

struct piece {
	struct source *source;
	const char *path;
	const char *next; /* line */
	size_t line;
	struct shard shard;
	const char *key;
	struct arena *whole;           /* as long as the part */
	struct arena *arena;           /* of the record at hand */
	struct source_list stubs;      /* of the record at hand */
	struct source_list kept_stubs; /* of the lists of networks */
	struct value **networks;       /* by number, from 1 */
	size_t *network_counts;
	size_t network_count;
	struct part_record record;
	size_t last; /* number of a record; SIZE_MAX: there was none */
	bool ended;
	bool failed;
};

/* ---- partial_read_place.c --------------------------------------------- */

/* The places of the line ROOT; their sources go to STUBS. */
bool piece_places(
    struct piece *part, struct source_list *stubs, const struct node *root);

/* The place that NODE has the number of, or none. */
bool piece_at(
    const struct piece *part, const struct node *node, struct pos *ret);

/* ---- partial_read_fact.c ---------------------------------------------- */

bool piece_value(const struct piece *part, const struct node *node,
    const struct fact *fact, struct value *ret);

/* The connection of the record at hand; MAP may be NULL: it has none. */
bool piece_connection(struct piece *part, const struct node *map);

#endif

/* SPDX-License-Identifier: ISC */
/* Reading the files of lint --partial back.  Nothing in one is believed: what
 * is not as partial.c writes it ends the reading. */
#ifndef CGWGEN_CMD_PARTIAL_READ_H
#define CGWGEN_CMD_PARTIAL_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/rule.h"
#include "base/shard.h"
#include "base/source.h"
#include "model/connection.h"

/* A rule of a comment in the same file. */
struct part_comment {
	enum rule_id rule;
	size_t line;
	size_t column;
};

/* A place in an input of the run. */
struct place {
	struct pos at;    /* in a stub; an embedded one where the input has
			     a document within a string */
	const char *path; /* the way to it in such a document, or NULL */
	size_t line;      /* in such a document */
	size_t column;
	const struct part_comment *silenced; /* on fleets, by comments */
	size_t silenced_count;
};

/* A finding of a part. */
struct part_finding {
	enum rule_id rule;
	enum severity severity;
	const struct place *place; /* or NULL */
	const char *file;          /* or NULL, and so on */
	const char *subject;
	const char *message;
	const char *help;
	bool may_mend; /* it may be among those that are mended */
};

/* A rule at a place. */
struct part_rule {
	enum rule_id rule;
	const struct place *place;
};

/* A network behind a device that lies in the client CIDR block of a Client VPN
 * endpoint (CGW754). */
struct part_site {
	size_t number; /* of its connection among the inputs */
	struct part_finding finding;
};

/* One line of the file; of a list of networks, which comes before the first
 * connection that has it, there are the places alone. */
struct part_record {
	size_t number; /* its place among the inputs; SIZE_MAX: of the end */
	struct connection *connection; /* or NULL */
	struct part_finding *findings;
	size_t finding_count;
	struct place *places;
	size_t place_count;
	/* Of the end: */
	struct part_site *sites;
	size_t site_count;
	size_t silenced;
	size_t hidden;
	const char *inputs;
	bool unchecked;           /* not all of its connections were checked */
	struct part_rule *unused; /* of comments; they silenced nothing */
	size_t unused_count;
	struct part_rule *mended; /* what --fix would mend */
	size_t mended_count;
	const char **operands;
	size_t operand_count;
};

struct piece;

/*
 * Begins to read the file at PATH, of at most LIMIT bytes.  NULL after CGW001,
 * CGW002 or CGW913.  part_close() is due after the last finding about what was
 * read.
 */
struct piece *part_open(const char *path, size_t limit, struct diags *diags);
void part_close(struct piece *part);

struct shard part_shard(const struct piece *part);
const char *part_name(const struct piece *part);
const char *part_key(const struct piece *part); /* that of its head */

/*
 * The next record, which stays until the next call; numbers grow, and that of a
 * list of networks is not above that of what comes before it.  False at
 * the end, or after CGW913, which part_failed() tells.
 */
bool part_next(
    struct piece *part, struct diags *diags, const struct part_record **ret);
bool part_failed(const struct piece *part);

#endif

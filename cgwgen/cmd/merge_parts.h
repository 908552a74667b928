/* SPDX-License-Identifier: ISC */
/* What the files share that merge parts; others include merge.h. */
#ifndef CGWGEN_CMD_MERGE_PARTS_H
#define CGWGEN_CMD_MERGE_PARTS_H

#include "base/index.h"
#include "cmd/partial_read.h"
#include "cmd/session.h"

/* One of the parts. */
struct stream {
	struct piece *part;
	const struct part_record *record; /* NULL: there is no more */
};

/* Comments of one place, and a count of what is there. */
struct at_place {
	struct digest comment; /* its key in USED */
	struct at_place *next; /* of the same rule and place, or NULL */
	size_t count;
};

struct merge {
	struct session *session;
	struct stream *streams;
	const struct part_record **ends; /* of the parts */
	size_t count;
	struct arena *arena; /* of one connection */
	struct digest_key secret;
	struct index told;     /* what is said of no connection, or of files */
	struct index silenced; /* comments, by rules at places */
	struct index used;     /* comments that silenced something here */
	struct index noted;    /* how many findings may be mended at a place */
	const struct part_record *record; /* that is worked on */
	/* What the parts found in the blocks of endpoints, and of each place
	 * that of the first connection. */
	const struct part_site **sites;
	size_t site_count;
	struct index first_sites;
};

/* Takes FINDING, of the record at hand, into the report; false when it says
 * what was said of the same place. */
bool merge_report(struct merge *merge, const struct finding *finding);

/* ---- merge_whole.c ---------------------------------------------------- */

/* Remembers the comments that cover PLACE. */
void merge_comments(struct merge *merge, const struct place *place);

/* Whether such a comment silences FINDING of a rule on fleets, for
 * diags_remove(); HOST is the merge. */
bool merge_silences(void *host, struct finding *finding);

/* Whether FINDING of RECORD may be among those that --fix mends. */
bool merge_may_mend(
    const struct part_record *record, const struct finding *finding);

/* Counts such a finding until the end says what is mended. */
void merge_mending(struct merge *merge, const struct finding *finding);

/* At the end: comments that silenced nothing in any part, nor here. */
void merge_unused(struct merge *merge);

/* At the end: findings at one place are mended together, whoever found
 * them. */
void merge_mended(struct merge *merge);

#endif

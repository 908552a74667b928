/* SPDX-License-Identifier: ISC */
/* Parts of a lint become one. */
#ifndef CGWGEN_CMD_MERGE_H
#define CGWGEN_CMD_MERGE_H

struct session; /* cmd/session.h */

/*
 * Reads the operands, the files of lint --partial of all parts of one run, and
 * reports what one run over all inputs would: the findings of the parts in the
 * order of the inputs, and those of the rules on fleets, which see all
 * connections here.  Memory is needed for one connection of each part, besides
 * the files and what the rules on fleets remember.
 */
void merge(struct session *session);

#endif

/* SPDX-License-Identifier: ISC */
/* Records: lists' members without names, told apart by what is in them.
 * Floor: verify. */
#ifndef CGWGEN_VERIFY_MATCH_RECORD_H
#define CGWGEN_VERIFY_MATCH_RECORD_H

#include "verify/trial.h"

/* What taking one record for another comes to. */
struct kinship {
	bool record;  /* the trial binds a record that was not bound */
	bool shared;  /* to one that is another's already */
	size_t same;  /* statements of the expected record that the other has */
	size_t total; /* all that it has */
};

/* What TRIAL, of the expected LINE, binds; SCRATCH is overwritten. */
struct kinship match_kinship(const struct match *match, size_t line,
    const struct trial *trial, struct trial *scratch);

#endif

/* SPDX-License-Identifier: ISC */
/* Whether what one statement is held to may be it.  Floor: verify. */
#ifndef CGWGEN_VERIFY_MATCH_SUIT_H
#define CGWGEN_VERIFY_MATCH_SUIT_H

#include "verify/trial.h"

/* What a step takes for an answer. */
struct step {
	size_t limit;     /* values that may differ */
	bool anchored;    /* something ties the statement to its tunnel */
	bool owned_known; /* no name of the connection is new in it */
	bool hinted;      /* new names are called as elsewhere */
	bool best;        /* the best one of several will do */
	bool near;        /* its neighbours are the device's neighbours */
	bool whole;       /* all of a record is the same, which is new */
	bool generous;    /* only where nearly nothing is known */
};

/* How many new names of TRIAL are what names with the same text are elsewhere.
 */
size_t match_hints(const struct match *match, const struct trial *trial);

/*
 * Whether FOUND, a trial of the expected LINE and the running PLACE, is an
 * answer for STEP; SCRATCH is overwritten.
 */
bool match_suits(const struct match *match, size_t line, size_t place,
    const struct step *step, const struct trial *found, struct trial *scratch);

#endif

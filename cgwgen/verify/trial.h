/* SPDX-License-Identifier: ISC */
/* Holding one expected statement against one running one.  Floor: verify. */
#ifndef CGWGEN_VERIFY_TRIAL_H
#define CGWGEN_VERIFY_TRIAL_H

#include "verify/match.h"

/* Most differences that a trial may find. */
#define TRIAL_DIFFERENCES 24

/* A name that a trial would bind. */
struct trial_name {
	uint32_t variable;
	uint32_t id;
};

/* What holding two statements against each other comes to. */
struct trial {
	struct trial_name names[LISTING_WORDS];
	size_t name_count;
	struct difference differences[TRIAL_DIFFERENCES];
	size_t cost;    /* differences that are not known of yet */
	size_t count;   /* of differences */
	size_t strange; /* algorithms that the connection does not accept */
	size_t same;    /* free names that are called as they are here */
	bool within;    /* the innermost record is bound */
	bool anchored;  /* a value that identifies the tunnel is the same, or a
			   name that is bound */
};

/*
 * Whether LINE can be the running statement PLACE, with at most LIMIT values
 * that differ (up to TRIAL_DIFFERENCES), and what that would bind.
 */
bool trial(const struct match *match, size_t line, size_t place, size_t limit,
    struct trial *ret);

#endif

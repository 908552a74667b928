/* SPDX-License-Identifier: ISC */
/*
 * Finding the expected statements in a running configuration.  What is
 * certain comes first: a statement that holds an address which only one
 * tunnel has ties the names in it to the device's; these names find further
 * statements, and so on.  What differs in a value is looked for only after
 * that, among statements that the names lead to.  Floor: verify.
 */
#ifndef CGWGEN_VERIFY_MATCH_H
#define CGWGEN_VERIFY_MATCH_H

#include "base/arena.h"
#include "device/profile.h"
#include "model/connection.h"
#include "verify/expected.h"
#include "verify/running.h"
#include "verify/same.h"

/* A value that the device has otherwise. */
struct difference {
	uint32_t variable;
	size_t line;         /* the expected one */
	size_t place;        /* the running one */
	size_t word;         /* of the expected line: where the value begins */
	size_t hole;         /* of that word */
	struct slice device; /* what stands in its place */
	size_t offset;       /* of that in the device's configuration */
};

struct match {
	struct expected *expected;
	struct running *running;
	/* What was rendered, and for which device: of a list of algorithms
	 * one that the connection accepts counts. */
	const struct connection *connection;
	const struct profile *profile;
	struct difference *differences;
	size_t count;
	size_t capacity;
	struct arena *arena;
};

/* Finds what can be found for MATCH, which has no differences yet; these live
 * in its arena.  Expected lines get their match, variables what they are bound
 * to, running lines their use. */
void match_make(struct match *match);

/* Takes note that a value differs. */
void match_differ(struct match *match, const struct difference *difference);

#endif

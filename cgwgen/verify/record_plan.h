/* SPDX-License-Identifier: ISC */
/* Which objects of a rendered file are to be changed, and which are made again.
 * Floor: verify. */
#ifndef CGWGEN_VERIFY_RECORD_PLAN_H
#define CGWGEN_VERIFY_RECORD_PLAN_H

#include "verify/record.h"

/* An object of the rendered file: what one of its lines makes. */
struct object {
	const struct profile_change *how; /* NULL: the profile does not say */
	const struct running_line *there; /* a statement of it on the device */
	size_t first;                     /* its first expected line */
	bool changed;
	bool again; /* it is taken away and made again */
};

struct plan {
	const struct records *records;
	struct object *objects; /* by line of the outline */
	struct buf *out;
};

/* Fills in the objects of PLAN, whose records are given. */
void plan_make(struct plan *plan);

/* The expected line NUMBER, and the line of the outline that it stands in, or
 * OUTLINE_NONE. */
const struct expected_line *plan_line(const struct plan *plan, size_t number);
size_t plan_outline(const struct plan *plan, size_t number);

/* How the object that the running LINE is of is changed, or NULL. */
const struct profile_change *plan_change(
    const struct plan *plan, const struct running_line *line);

#endif

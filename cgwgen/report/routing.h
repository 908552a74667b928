/* SPDX-License-Identifier: ISC */
/* Paths of packets as people look at them, and the same as JSON. */
#ifndef CGWGEN_REPORT_ROUTING_H
#define CGWGEN_REPORT_ROUTING_H

#include <stdio.h>

#include "route/route.h"

/* What there is to print. */
struct routing {
	struct ip_prefix to;
	const char *const *failed; /* what fails all the time */
	size_t failed_count;
	const struct route_path *paths;
	bool each; /* FAILURES are of each thing in turn */
	struct route_failures failures;
	const struct route_part *parts; /* see route_parts() */
	size_t part_count;
	bool more_parts; /* than are listed */
};

/* Lines of at most 80 columns as far as words allow; all printable ASCII.
 * Where an input says something is printed as FILE:LINE. */
void routing_text(
    const struct routing *routing, FILE *out, struct arena *arena);

/* One object; cgwgen-route(1) describes it. */
void routing_json(
    const struct routing *routing, FILE *out, struct arena *arena);

/* "reached", "not reached" or "unknown". */
const char *outcome_name(enum outcome outcome);

/* "FILE:LINE", or NULL where AT is nowhere; in ARENA. */
const char *routing_place(struct pos at, struct arena *arena);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * How many routes an input says that something beside the connections has: a
 * route table of a VPC, a virtual interface of Direct Connect.  AWS limits
 * each, so the numbers are all that is kept of them.
 */
#ifndef CGWGEN_MODEL_TALLY_H
#define CGWGEN_MODEL_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "base/source.h"

enum tally_kind {
	TALLY_ROUTE_TABLE,
	TALLY_PRIVATE_INTERFACE, /* and those to transit gateways */
	TALLY_PUBLIC_INTERFACE
};

/* Of a route table: where its routes come from. */
enum tally_origin {
	TALLY_STATED,     /* written with the table, or announced */
	TALLY_ADDED,      /* written by themselves; the table may list them */
	TALLY_PROPAGATED, /* by a virtual private gateway */
	TALLY_ORIGINS
};

#define TALLY_IPV4 0
#define TALLY_IPV6 1

struct tally {
	enum tally_kind kind;
	const char *name; /* as the input has it */
	struct pos at;
	uint32_t routes[TALLY_ORIGINS][2]; /* by family */
};

#endif

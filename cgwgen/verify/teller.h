/* SPDX-License-Identifier: ISC */
/* What the files that report a verification share.  Floor: verify. */
#ifndef CGWGEN_VERIFY_TELLER_H
#define CGWGEN_VERIFY_TELLER_H

#include "verify/verify.h"

struct teller {
	const struct verification *about;
	struct arena *arena;
	struct diags *diags;
	bool *told;           /* by variable: its difference was reported */
	unsigned *algorithms; /* by tunnel: which were judged */
	bool *absent;         /* by tunnel: the device has nothing of it */
	bool *not_given;      /* by file: no input is like it */
};

/* Adds a finding of RULE about TUNNEL (-1: the connection). */
void teller_tell(const struct teller *teller, enum rule_id rule, struct pos at,
    int tunnel, const char *message);

/* Where the running statement PLACE begins. */
struct pos teller_place(const struct teller *teller, size_t place);

/* Whether algorithms_report() speaks of VARIABLE. */
bool algorithms_know(const struct variable *variable);

/* Adds what there is to say of the device's algorithms. */
void algorithms_report(const struct teller *teller);

/* How many statements the device has of the connection besides. */
size_t extras_count(const struct verification *about, struct arena *arena);

/* Adds what the device has of the connection besides. */
void extras_report(const struct teller *teller);

#endif

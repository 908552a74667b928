/* SPDX-License-Identifier: ISC */
/* What has to be done to a device, statement by statement.  Floor: verify. */
#ifndef CGWGEN_VERIFY_CHANGE_H
#define CGWGEN_VERIFY_CHANGE_H

#include "verify/teller.h"
#include "verify/verify.h"

enum change_kind {
	CHANGE_NONE,
	CHANGE_VALUE, /* the device has it with another value */
	CHANGE_AGAIN, /* it stands in a block that has another value */
	CHANGE_ADD
};

struct change {
	enum change_kind kind;
	/* The differences that have the first and the last place in the
	 * statement; NULL but for CHANGE_VALUE. */
	const struct difference *first;
	const struct difference *last;
};

/* The change for each expected line of ABOUT, in ARENA, but for what nobody is
 * to see, as PROBE was told.  Missing lines learn what the device has
 * instead. */
const struct change *change_list(struct verification *about,
    const struct teller_probe *probe, struct arena *arena);

/*
 * By number of the running statement: whether ABOUT found it, a verification
 * of the connection in another way than TARGET, which has no place for it.
 */
const bool *change_stale(const struct verification *about,
    const struct verification *target, struct arena *arena);

/*
 * CONNECTION of ABOUT as the descriptor has it, with the algorithms that the
 * device has where AWS accepts them, and POLICY (NULL: none) does: nothing is
 * to be changed there.
 */
const struct connection *change_target(const struct verification *about,
    const struct policy *policy, struct arena *arena);

#endif

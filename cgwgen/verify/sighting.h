/* SPDX-License-Identifier: ISC */
/* An algorithm that a device has, held against the run's crypto policy.
 * Floor: verify. */
#ifndef CGWGEN_VERIFY_SIGHTING_H
#define CGWGEN_VERIFY_SIGHTING_H

#include "verify/same.h"
#include "verify/teller.h"

/* An algorithm that the device was seen to have. */
struct sighting {
	const struct variable *variable;
	struct slice text;
	bool rendered; /* it is as it was rendered, maybe in part */
	struct pos at;
};

struct policy_case {
	const struct teller *teller;
	const struct sighting *sighting;
	enum algorithm_kind kind;
	unsigned phase;
	algorithm_set device; /* what AWS accepts of it */
	bool best;            /* the device has nothing better */
};

/*
 * Whether the device's algorithm is outside of the run's policy; a finding
 * with the policy's severity is then added.  What the default policy advises
 * against is not, where the device has nothing better.
 */
bool policy_judge(const struct policy_case *c);

#endif

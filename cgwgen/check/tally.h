/* SPDX-License-Identifier: ISC */
/* The rules on route tables and virtual interfaces (CGW567 to CGW569). */
#ifndef CGWGEN_CHECK_TALLY_H
#define CGWGEN_CHECK_TALLY_H

#include "base/diag.h"
#include "check/quota.h"
#include "model/tally.h"

/* A number that has a quota. */
struct tally_count {
	const char *has; /* "propagated routes" */
	enum quota_id quota;
	enum rule_id rule;
	int family; /* TALLY_IPV4 or TALLY_IPV6 */
	uint32_t count;
};

#define TALLY_COUNTS 4

/* What is counted of TALLY, at most TALLY_COUNTS, those of a quota one behind
 * the other; returns how many there are. */
size_t tally_counts(
    const struct tally *tally, struct tally_count ret[TALLY_COUNTS]);

/* "route table", "virtual interface", ... */
const char *tally_thing(const struct tally *tally);

/* Holds each of COUNT tallies against QUOTAS. */
void tallies_check(struct tally *const *list, size_t count,
    const struct quotas *quotas, struct diags *diags);

#endif

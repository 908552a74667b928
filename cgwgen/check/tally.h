/* SPDX-License-Identifier: ISC */
/* The rules on route tables and virtual interfaces (CGW567 to CGW569). */
#ifndef CGWGEN_CHECK_TALLY_H
#define CGWGEN_CHECK_TALLY_H

#include "base/diag.h"
#include "check/quota.h"
#include "model/tally.h"

/* Holds each of COUNT tallies against QUOTAS. */
void tallies_check(struct tally *const *list, size_t count,
    const struct quotas *quotas, struct diags *diags);

#endif

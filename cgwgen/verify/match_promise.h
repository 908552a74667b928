/* SPDX-License-Identifier: ISC */
/* What a name leads to: of several proposals that a statement lists, the one
 * that is nearest to what is expected.  Floor: verify. */
#ifndef CGWGEN_VERIFY_MATCH_PROMISE_H
#define CGWGEN_VERIFY_MATCH_PROMISE_H

#include "verify/trial.h"

/*
 * How far the statements that hold the new names of FOUND, a trial of the
 * expected LINE, are from those that are still looked for; less is nearer.
 * SCRATCH is overwritten.
 */
size_t match_distance(const struct match *match, size_t line,
    const struct trial *found, struct trial *scratch);

#endif

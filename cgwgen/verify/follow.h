/* SPDX-License-Identifier: ISC */
/* Values of phase 2 that are what phase 1 has.  Floor: verify. */
#ifndef CGWGEN_VERIFY_FOLLOW_H
#define CGWGEN_VERIFY_FOLLOW_H

#include "device/profile.h"
#include "verify/match.h"

/*
 * Adds to MATCH, of a device with PROFILE, the differences of values for which
 * the device says that they are phase 1's: those of which phase 1 has, as it
 * was found, something else.
 */
void follow_phase1(const struct profile *profile, struct match *match);

#endif

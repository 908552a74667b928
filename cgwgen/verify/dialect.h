/* SPDX-License-Identifier: ISC */
/* The ways in which a device prints what it was given.  Floor: verify. */
#ifndef CGWGEN_VERIFY_DIALECT_H
#define CGWGEN_VERIFY_DIALECT_H

#include "device/profile.h"
#include "verify/listing.h"

/*
 * Brings each statement of LISTING that is like the first of two spellings of
 * RUNNING to the second, one pair after the other, and takes note of those
 * that the device leaves out.  Expected and running configurations are
 * treated alike, so that it does not matter which of them has which spelling.
 */
void dialect_apply(
    const struct profile_running *running, struct listing *listing);

#endif

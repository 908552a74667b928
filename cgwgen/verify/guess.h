/* SPDX-License-Identifier: ISC */
/* How much a configuration looks like a kind of device.  Floor: verify. */
#ifndef CGWGEN_VERIFY_GUESS_H
#define CGWGEN_VERIFY_GUESS_H

#include "verify/running.h"
#include "verify/verify.h"

/* What a share is of: all of it. */
#define GUESS_ALL 1000
/* Less than that is no likeness, and so much less is another likeness. */
#define GUESS_LEAST 300
#define GUESS_NEAR 60

/*
 * How much of what DEVICE prints for a connection is in RUNNING, whatever
 * its names and values are: its own words, each counted, for the form of a
 * connection of which most is there.  RUNNING was taken apart with the syntax
 * of DEVICE.
 */
size_t guess_share(const struct verify_device *device, struct running *running);

#endif

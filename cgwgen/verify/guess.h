/* SPDX-License-Identifier: ISC */
/* How much a configuration looks like a kind of device.  Floor: verify. */
#ifndef CGWGEN_VERIFY_GUESS_H
#define CGWGEN_VERIFY_GUESS_H

#include "verify/running.h"
#include "verify/verify.h"

/* What a share is of: all of it. */
#define GUESS_ALL 1000
/* Less than that is no likeness. */
#define GUESS_LEAST 300

/* What a kind of device prints, whatever names and values are. */
struct guess;

/* How much of that is in a configuration. */
struct guess_fit {
	size_t share; /* of GUESS_ALL */
	long words;   /* the device's own that are there, less those that are
			 not: the higher the more is explained */
};

/* Renders a connection of each form for DEVICE.  In ARENA; borrows DEVICE's
 * profile. */
struct guess *guess_new(
    const struct verify_device *device, struct arena *arena);

/* Adds what DEVICE, the same with other parameters, prints besides: it need
 * not be there, and where it is it tells releases from one another. */
void guess_add_demand(struct guess *guess, const struct verify_device *device);

/*
 * How much of what GUESS's device prints is in RUNNING, for the form of a
 * connection that explains most.  An algorithm must be one that the device
 * has.  RUNNING was taken apart with the syntax of that device.
 */
struct guess_fit guess_fit(const struct guess *guess, struct running *running);

/* How much PROFILE's device can do, to be compared with other releases of it:
 * later ones have more IKE versions and algorithms. */
size_t guess_breadth(const struct profile *profile);

#endif

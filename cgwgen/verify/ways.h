/* SPDX-License-Identifier: ISC */
/* The ways to render a connection, held against a device.  Floor: verify. */
#ifndef CGWGEN_VERIFY_WAYS_H
#define CGWGEN_VERIFY_WAYS_H

#include "verify/verify.h"

/*
 * Puts a verification that is nearer to the device in the place of BEST, the
 * one of a connection as it is, if there is one: with another IKE version,
 * with and without AEAD, with the algorithms that the device was seen to have.
 */
void ways_try(const struct verify_device *device, struct running *running,
    struct arena *arena, struct verification *best);

#endif

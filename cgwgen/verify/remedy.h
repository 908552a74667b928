/* SPDX-License-Identifier: ISC */
/*
 * The commands that would bring a device to its descriptor: the lines of the
 * rendered configuration that are not right on the device, within their
 * blocks, with the device's own names, and before them what has to be taken
 * away.  Floor: verify.
 */
#ifndef CGWGEN_VERIFY_REMEDY_H
#define CGWGEN_VERIFY_REMEDY_H

#include "base/buf.h"
#include "verify/verify.h"

/* Findings for which WANTED, called with HOST, does not hold are left as they
 * are. */
struct remedy_choice {
	verification_wanted *wanted;
	void *host;
};

/*
 * Adds a proposal for the connection of ABOUT, which verify_connection()
 * made from RUNNING and which was reported, to RET: comments alone when
 * nothing is to be done.  It holds keys.  False after findings.
 */
bool remedy_write(const struct verify_device *device, struct running *running,
    struct arena *arena, const struct verification *about,
    const struct remedy_choice *choice, struct diags *diags, struct buf *ret);

#endif

/* SPDX-License-Identifier: ISC */
/* Names that lead to another tunnel's object.  Floor: verify. */
#ifndef CGWGEN_VERIFY_CROSS_H
#define CGWGEN_VERIFY_CROSS_H

#include "verify/match.h"

/*
 * What one statement of the device names may be what others show to be the
 * other tunnel's: tunnel 1's interface with tunnel 2's profile.  Such
 * statements of MATCH, which is done, are no longer found unless the device has
 * them with the tunnel's own name, too.
 */
void cross_part(struct match *match);

#endif

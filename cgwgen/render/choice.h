/* SPDX-License-Identifier: ISC */
/* Choosing the one proposal that a device offers for a tunnel. */
#ifndef CGWGEN_RENDER_CHOICE_H
#define CGWGEN_RENDER_CHOICE_H

#include <stdbool.h>

#include "base/diag.h"
#include "device/profile.h"
#include "model/connection.h"

struct phase_choice {
	const struct algorithm *encryption;
	const struct algorithm *integrity; /* NULL: none (phase 2 AEAD) */
	const struct algorithm *dh_group;
	/* The device's spellings; integrity NULL as above. */
	const char *encryption_spelling;
	const char *integrity_spelling;
	const char *dh_group_spelling;
};

struct choice {
	unsigned ike_version; /* 1 or 2 */
	struct phase_choice phase[2];
	unsigned mtu; /* of the tunnel, bytes, from AWS's table */
};

/*
 * Chooses for TUNNEL on the device of PROFILE: the newest IKE version for
 * which every kind of algorithm has a common member, and of each kind the
 * strongest (the order of the algorithm tables).  A single proposal, because
 * AWS picks the weakest of a list.  In phase 1 an AEAD cipher's integrity
 * algorithm names the PRF.  False after CGW606 findings about SUBJECT, at the
 * option's or the tunnel's place; a weak choice is a CGW611 warning.
 */
bool choose(const struct tunnel *tunnel, const struct profile *profile,
    bool nat_traversal, const char *subject, struct diags *diags,
    struct choice *ret);

#endif

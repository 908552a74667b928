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
 * What a crypto policy leaves to choose from, by phase less 1 and kind; the
 * set of IKE versions stands in both phases.  MUST is never left; SHOULD is
 * left, in all kinds at once, when nothing else can be chosen for an IKE
 * version.  SHOULD is part of MUST.
 */
struct choice_limits {
	const char *policy; /* its name, for messages */
	algorithm_set must[2][ALGORITHM_KINDS];
	algorithm_set should[2][ALGORITHM_KINDS];
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

/* The algorithm of KIND that CHOICE has in PHASE, 1 or 2, as a set; empty for
 * none. */
algorithm_set choice_set(
    const struct choice *choice, enum algorithm_kind kind, unsigned phase);

/* Whether LIMITS leave something of each kind that TUNNEL accepts in PHASE, 1
 * or 2. */
bool choice_is_possible(const struct tunnel *tunnel,
    const struct choice_limits *limits, unsigned phase);

/* Whom findings are about: TEXT, or where that is NULL guard_subject() of the
 * others, which is made when there is a finding; all NULL: nobody. */
struct choice_subject {
	const char *text;
	const struct connection *connection;
	const struct tunnel *tunnel;
};

/* As choose(), within LIMITS (NULL: none).  When they leave nothing, the CGW606
 * findings name the policy's set, too. */
bool choose_within(const struct tunnel *tunnel, const struct profile *profile,
    const struct choice_limits *limits, bool nat_traversal,
    const struct choice_subject *subject, struct diags *diags,
    struct choice *ret);

/* Whether a choice for one of two tunnels is the one for the other. */
bool choice_is_alike(const struct tunnel *a, const struct tunnel *b);

/* Whether two choices for one profile are the same, spellings and all. */
bool choice_equal(const struct choice *a, const struct choice *b);

/* Whether CHOICE is one that CGW611 warns of. */
bool choice_is_weak(const struct choice *choice);

#endif

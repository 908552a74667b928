/* SPDX-License-Identifier: ISC */
/* Which device a configuration is from.  Floor: cmd. */
#ifndef CGWGEN_CMD_RECOGNIZE_H
#define CGWGEN_CMD_RECOGNIZE_H

#include "cmd/box.h"

/* What a configuration may be from, and what it should have. */
struct recognition {
	struct session *session;
	const struct targets *targets;
	struct kind **kinds;
	struct connection *const *connections; /* that the device should have */
	size_t connection_count;
};

/*
 * The profile of which most is in BOX; of those that are near it the one
 * with which the connections differ least.  A CGW966 note says which it is
 * and what else it could be.  NULL after a CGW962 finding.
 */
const struct profile *recognize(
    const struct recognition *recognition, struct box *box);

/*
 * PROFILE or, where its device prints something else than what it is given,
 * that of the two forms (profile->printed) which BOX has; what it prints, when
 * it has neither.  Nothing is said.
 */
const struct profile *recognize_form(const struct recognition *recognition,
    struct box *box, const struct profile *profile);

#endif

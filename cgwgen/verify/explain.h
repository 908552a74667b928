/* SPDX-License-Identifier: ISC */
/*
 * What a connection that is rendered with one value changed explains: what the
 * device lacks that this one has not either, and what it has besides that this
 * one has.  Floor: verify.
 */
#ifndef CGWGEN_VERIFY_EXPLAIN_H
#define CGWGEN_VERIFY_EXPLAIN_H

#include "verify/teller.h"

struct explainer {
	const struct verify_device *device;
	struct running *running;
	struct arena *arena;
	struct verification *about;
	bool wanted; /* a statement is missing */
	/* What the device has besides, and the reasons for it so far. */
	const struct extra *extras;
	size_t extra_count;
	struct besides *reasons;
};

/* What was changed. */
struct cause {
	const char *name;
	const struct value *value;               /* of a tunnel, or */
	const struct parameter_value *parameter; /* that was given, or neither
						  */
};

/* Takes OTHER, as it was rendered with CAUSE changed, to the device, notes what
 * it explains, and closes it. */
void explain_other(const struct explainer *explainer,
    struct verification *other, const struct cause *cause);

#endif

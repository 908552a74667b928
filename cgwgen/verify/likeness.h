/* SPDX-License-Identifier: ISC */
/*
 * A connection that is made up, to be held against a configuration and to
 * become like it, value by value.  Floor: verify.
 */
#ifndef CGWGEN_VERIFY_LIKENESS_H
#define CGWGEN_VERIFY_LIKENESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/ip.h"
#include "model/connection.h"
#include "verify/verify.h"

/* What a configuration is shaped by. */
struct likeness_form {
	bool is_static;
	bool six; /* the tunnels carry IPv6 */
	unsigned ike_version;
	bool aead[2]; /* by phase */
};

#define LIKENESS_TUNNELS 2

/* What is done to the connection's routes; nothing: ORIGIN_NONE. */
struct likeness_policy {
	struct value as_path_prepend;
	struct value med;
	struct value local_preference;
};

struct likeness {
	struct likeness_form form;
	struct tunnel tunnels[LIKENESS_TUNNELS]; /* by outside address */
	size_t count;
	struct gateway customer;
	struct gateway aws;
	struct likeness_policy policy;
};

/* Where a value of a likeness stands. */
enum likeness_part {
	LIKENESS_TUNNEL,
	LIKENESS_CUSTOMER,
	LIKENESS_AWS,
	LIKENESS_POLICY
};

/* One of FORM with AWS's defaults, the COUNT outside addresses, which are
 * sorted, other invented addresses and invented keys. */
struct likeness likeness_new(
    const struct likeness_form *form, const struct ip *addresses, size_t count);

/* The value at OFFSET of the part, of tunnel TUNNEL where it is one's. */
struct value *likeness_slot(struct likeness *likeness, enum likeness_part part,
    size_t tunnel, size_t offset);

/* LIKENESS as a connection called ID, which is derived, and completed when
 * COMPLETE, in ARENA. */
struct connection *likeness_connection(const struct likeness *likeness,
    const char *id, bool complete, struct arena *arena);

/* The set of KIND in PHASE. */
struct value *likeness_set(
    struct tunnel *tunnel, enum algorithm_kind kind, unsigned phase);

/*
 * What DEVICE prints of a connection of FORM whose addresses nobody has, for
 * RUNNING, in ARENA; nothing is looked for yet.  False when it cannot be
 * rendered.
 */
bool likeness_expect(const struct verify_device *device,
    const struct likeness_form *form, struct running *running,
    struct arena *arena, struct verification *ret);

#endif

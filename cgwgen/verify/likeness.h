/* SPDX-License-Identifier: ISC */
/*
 * A connection of one tunnel that is made up, to be held against a
 * configuration and to become like it, value by value.  Floor: verify.
 */
#ifndef CGWGEN_VERIFY_LIKENESS_H
#define CGWGEN_VERIFY_LIKENESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/connection.h"

/* What a configuration is shaped by. */
struct likeness_form {
	bool is_static;
	bool six; /* the tunnels carry IPv6 */
	unsigned ike_version;
	bool aead[2]; /* by phase */
};

struct likeness {
	struct likeness_form form;
	struct tunnel tunnel;
	struct gateway customer;
	struct gateway aws;
};

/* Where a value of a likeness stands. */
enum likeness_part { LIKENESS_TUNNEL, LIKENESS_CUSTOMER, LIKENESS_AWS };

/* One of FORM with AWS's defaults and invented addresses and key. */
struct likeness likeness_new(const struct likeness_form *form);

struct value *likeness_slot(
    struct likeness *likeness, enum likeness_part part, size_t offset);

/*
 * The connection of COUNT likenesses, which are of one form; the ends are the
 * first one's.  It is derived and completed when COMPLETE.  ID is what it is
 * called.  In ARENA.
 */
struct connection *likeness_connection(const struct likeness *likenesses,
    size_t count, const char *id, bool complete, struct arena *arena);

/* The algorithms of KIND that there are; of ciphers those that are AEAD, or
 * those that are not. */
algorithm_set likeness_algorithms(enum algorithm_kind kind, bool aead);

/* The set of one IKE version. */
algorithm_set likeness_version(unsigned version);

/* The set of KIND in PHASE. */
struct value *likeness_set(
    struct tunnel *tunnel, enum algorithm_kind kind, unsigned phase);

#endif

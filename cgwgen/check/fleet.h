/* SPDX-License-Identifier: ISC */
/*
 * What can only be seen when many connections are looked at together: the
 * FLEET rows of rules.def.  A fleet remembers of each connection what its
 * rules need, not the connection.
 */
#ifndef CGWGEN_CHECK_FLEET_H
#define CGWGEN_CHECK_FLEET_H

#include "base/diag.h"
#include "base/digest.h"
#include "check/check.h"
#include "model/connection.h"

struct fleet;
struct fleet_ready; /* what fleet_add() looks at, see fleet_prepare() */

/* SETTINGS must outlive the fleet, which fleet_free() releases. */
struct fleet *fleet_new(const struct check_settings *settings);
void fleet_free(struct fleet *fleet);

/* Says how many connections there will be, at most: then memory is made for
 * them at once. */
void fleet_expect(struct fleet *fleet, size_t count);

/*
 * Does what needs no other connection, for CONNECTION, which
 * connection_complete() has been called for; it may be done for several at a
 * time, in any order.  What it returns lives with the connection and in the
 * arena of DIAGS, which gets no finding.
 */
const struct fleet_ready *fleet_prepare(const struct fleet *fleet,
    const struct connection *connection, struct diags *diags);

/*
 * Looks at the next connection, which READY was made for, and adds to DIAGS
 * what it and those before it show.  PASSING is the source that does not
 * outlive the call for the next one, or NULL.
 */
void fleet_add(struct fleet *fleet, const struct fleet_ready *ready,
    const struct source *passing, struct diags *diags);

/* Whether RULE needs all connections of a run: one of those on fleets, or that
 * on sites in the client CIDR block of an endpoint (check/client.h). */
bool fleet_has_rule(enum rule_id rule);

/* What AWS's XML said of CONNECTION, keys included: of two descriptions the
 * same digest under KEY when they are the same; see base/digest_run.h. */
struct digest fleet_content(
    const struct connection *connection, const struct digest_key *key);

/* Adds to DIAGS what only all connections together show. */
void fleet_finish(struct fleet *fleet, struct diags *diags);

#endif

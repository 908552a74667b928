/* SPDX-License-Identifier: ISC */
/* Runs the rules over a connection. */
#ifndef CGWGEN_CHECK_CHECK_H
#define CGWGEN_CHECK_CHECK_H

#include <stdbool.h>

#include "base/diag.h"
#include "check/memory.h"
#include "check/policy.h"
#include "check/quota.h"
#include "model/connection.h"

/* What the rules of a run hold connections against. */
struct check_settings {
	struct quotas quotas;
	const struct policy *policy; /* NULL: none */
	/* The policy narrows what is rendered: what AWS's end accepts besides
	 * is a warning at most. */
	bool policy_narrows;
	/* What is kept of gateways from one connection to the next; NULL:
	 * nothing, each connection is looked at as if it were alone. */
	struct check_memory *memory;
};

/* AWS's own values, and no policy. */
void check_settings_default(struct check_settings *ret);

/*
 * Runs every CHECK of rules.def over CONNECTION, which connection_complete()
 * has been called for, and adds what they find.
 */
void check_connection(const struct connection *connection,
    const struct check_settings *settings, struct diags *diags);

#endif

/* SPDX-License-Identifier: ISC */
/* Runs the rules over a connection. */
#ifndef CGWGEN_CHECK_CHECK_H
#define CGWGEN_CHECK_CHECK_H

#include "base/diag.h"
#include "check/quota.h"
#include "model/connection.h"

/* What the rules of a run hold connections against. */
struct check_settings {
	struct quotas quotas;
	const char *region; /* of the connections, or NULL */
};

/* AWS's own values. */
void check_settings_default(struct check_settings *ret);

/*
 * Runs every CHECK of rules.def over CONNECTION, which connection_complete()
 * has been called for, and adds what they find.
 */
void check_connection(const struct connection *connection,
    const struct check_settings *settings, struct diags *diags);

#endif

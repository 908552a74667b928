/* SPDX-License-Identifier: ISC */
/*
 * The rules on Client VPN endpoints, the ESTATE rows of rules.def: each looks
 * at one endpoint with the networks around it, once in a run.
 */
#ifndef CGWGEN_CHECK_CLIENT_H
#define CGWGEN_CHECK_CLIENT_H

#include "base/diag.h"
#include "check/check.h"
#include "model/estate.h"

struct client_checks;

/* The endpoints of ESTATE, which with SETTINGS must outlive the checks;
 * client_checks_free() releases them. */
struct client_checks *client_checks_new(
    const struct estate *estate, const struct check_settings *settings);
void client_checks_free(struct client_checks *checks);

/* Remembers what of the networks behind the customer's end of CONNECTION lies
 * in an endpoint's client CIDR block; NUMBER is the connection's in the run. */
void client_checks_note(struct client_checks *checks,
    const struct connection *connection, size_t number);

/* From now on the rule on those networks (CGW754), which needs all connections
 * of a run, is left to client_checks_sites(). */
void client_checks_split(struct client_checks *checks);

/* Gets what the rule finds of one endpoint with the NUMBER of the connection,
 * the first in its block. */
typedef void client_site_take(
    void *host, const struct finding *finding, size_t number);

/* Adds to DIAGS what that rule, and no other, finds; TAKE may be NULL. */
void client_checks_sites(const struct client_checks *checks,
    struct diags *diags, client_site_take *take, void *host);

/* Adds to DIAGS what ENDPOINT, an item of the estate, shows. */
void client_checks_one(const struct client_checks *checks,
    const struct estate_item *endpoint, struct diags *diags);

/* The same of every endpoint that an input describes. */
void client_checks_finish(
    const struct client_checks *checks, struct diags *diags);

#endif

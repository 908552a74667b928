/* SPDX-License-Identifier: ISC */
/*
 * The rules on OpenVPN servers, the SERVER rows of rules.def: each looks at
 * one server with its clients and the networks around it, once in a run.
 */
#ifndef CGWGEN_CHECK_OPENVPN_H
#define CGWGEN_CHECK_OPENVPN_H

#include "base/diag.h"
#include "model/connection.h"
#include "model/estate.h"

struct openvpn_checks;

/* The servers of ESTATE, which must outlive the checks;
 * openvpn_checks_free() releases them. */
struct openvpn_checks *openvpn_checks_new(const struct estate *estate);
void openvpn_checks_free(struct openvpn_checks *checks);

/* Remembers what of the networks behind the customer's end of CONNECTION
 * overlaps with those of a server. */
void openvpn_checks_note(
    struct openvpn_checks *checks, const struct connection *connection);

/* Adds to DIAGS what SERVER, an item of the estate, shows. */
void openvpn_checks_one(const struct openvpn_checks *checks,
    const struct estate_item *server, struct diags *diags);

/* The same of all servers. */
void openvpn_checks_finish(struct openvpn_checks *checks, struct diags *diags);

#endif

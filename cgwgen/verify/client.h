/* SPDX-License-Identifier: ISC */
/* A profile of OpenVPN held against the Client VPN endpoint it is for. */
#ifndef CGWGEN_VERIFY_CLIENT_H
#define CGWGEN_VERIFY_CLIENT_H

#include "base/diag.h"
#include "model/client_facts.h"
#include "verify/ovpn.h"

/* Whether OVPN connects to HOST, or to a name below it. */
bool client_is_for(const struct ovpn *ovpn, const char *host);

/*
 * Names in DIAGS what of OVPN differs from what FACTS ask for: CGW790 to
 * CGW796.  HOST is the name to connect to, NULL where it is not known; what
 * else is not known of the endpoint is not judged.
 */
void client_verify(const struct client_facts *facts, const char *host,
    const struct ovpn *ovpn, struct diags *diags);

#endif

/* SPDX-License-Identifier: ISC */
/* A configuration of OpenVPN held against the one that is rendered now. */
#ifndef CGWGEN_VERIFY_OPENVPN_H
#define CGWGEN_VERIFY_OPENVPN_H

#include "base/diag.h"
#include "verify/ovpn.h"

/*
 * Names in DIAGS what RUNNING says otherwise than EXPECTED, or lacks (CGW738),
 * and what it says besides (CGW739, an error where it weakens the tunnel).
 * What OpenVPN takes where nothing is said counts as said; that certificates
 * and keys are there is enough.  SUBJECT is fit for messages.
 */
void openvpn_compare(const struct ovpn *expected, const struct ovpn *running,
    const char *subject, struct diags *diags);

#endif

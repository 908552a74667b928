/* SPDX-License-Identifier: ISC */
/* The last gate before a template: what must not be printed is refused. */
#ifndef CGWGEN_RENDER_GUARD_H
#define CGWGEN_RENDER_GUARD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "device/profile.h"
#include "model/connection.h"
#include "render/context.h"

/* "vpn-… tunnel 203.0.113.17" for findings, in the list's arena. */
const char *guard_subject(const struct connection *connection,
    const struct tunnel *tunnel, struct diags *diags);

/* Whether TEXT is a word that may stand anywhere on any device: letters,
 * digits, '.', '_' and '-', not first. */
bool guard_is_word(const char *text);

/* What CONNECTION makes parameter_complete() ask for. */
unsigned guard_needs(const struct connection *connection);

/* Whether CONNECTION's site has the role hub. */
bool guard_is_hub(const struct connection *connection);

/*
 * All that parameter_complete() and guard_parameters() look at of CONNECTION,
 * as a number, never 0: with the same profile and parameters they say of two
 * connections with the same number the same.
 */
uint64_t guard_question(const struct connection *connection);

/*
 * Whether the device can do what the connection asks for: its routing, its
 * inside and outside IP versions, certificates, its route policy (CGW607), its
 * ASNs (CGW612).
 */
bool guard_device(const struct connection *connection,
    const struct profile *profile, struct diags *diags);

/*
 * Whether parameters fit the connection (CGW605): every required list of
 * networks has one of the IP version that the tunnels carry, without which
 * nothing would be routed, and the numbers of the tunnels, which slot moves,
 * stay within what the parameters that they follow from may be.  VALUES are
 * parameter_resolve()'s.
 */
bool guard_parameters(const struct connection *connection,
    const struct profile *profile, const struct parameter_value *values,
    struct diags *diags);

/*
 * Whether the device does to routes what CONNECTION asks for: as_path_prepend,
 * med, local_preference (CGW607).
 */
bool guard_route_policy(const struct connection *connection,
    const struct profile *profile, struct diags *diags);

/*
 * Whether a parameter pass_on is that of a site whose role is hub (CGW605):
 * nobody becomes a transit network by one parameter alone.
 */
bool guard_pass_on(const struct connection *connection,
    const struct profile *profile, const struct parameter_value *values,
    struct diags *diags);

/*
 * Whether every value that a configuration needs is there (CGW609 unless BASE
 * is keyless, CGW610) and every text keeps to the device's characters
 * (CGW608), whatever rules --force passed over; and whether there is a tunnel
 * that BASE prefers (CGW605).
 */
bool guard_connection(const struct connection *connection,
    const struct profile *profile, const struct context_base *base,
    struct diags *diags);

/* The same for the texts that are there alone: CGW608. */
bool guard_texts(const struct connection *connection,
    const struct profile *profile, struct diags *diags);

#endif

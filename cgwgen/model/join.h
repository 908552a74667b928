/* SPDX-License-Identifier: ISC */
/* Several descriptions of one connection become one. */
#ifndef CGWGEN_MODEL_JOIN_H
#define CGWGEN_MODEL_JOIN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/connection.h"
#include "model/field.h"

/*
 * Takes what FROM says into INTO; both describe one connection.  A value
 * that both know and that differs is CGW115, and the one whose origin stands
 * further down in enum origin wins.  A key that AWS withheld differs from no
 * key.  Tunnels are paired by AWS's outside address; where one side does not
 * know it, by the inside network, by the key, and else, when neither tells,
 * by their order.  One that pairs with none is CGW116 and left out.
 * New memory comes from ARENA; FROM's texts are kept.
 */
void connection_join(struct connection *into, const struct connection *from,
    struct arena *arena, struct diags *diags);

/* Adds copies of COUNT routes whose destinations are new, in ARENA. */
void connection_add_routes(struct connection *into, const struct route *routes,
    size_t count, struct arena *arena);

/* The same for two descriptions of one gateway. */
void gateway_join(
    struct gateway *into, const struct gateway *from, struct diags *diags);

/* The same for the COUNT values of FIELDS of two records; SUBJECT is whom
 * findings are about. */
void join_rows(const char *subject, const struct field *fields, size_t count,
    void *into, const void *from, struct diags *diags);

/* The inside IPv4 network, from its addresses or as such; false while it is
 * not known. */
bool tunnel_network(const struct tunnel *tunnel, struct ip_prefix *ret);

/*
 * Gives every value that nobody stated and that follows from another one:
 * inside addresses from the inside networks, the device's address and the
 * ASNs from the gateways (ORIGIN_DERIVED).  What was stated and contradicts
 * is CGW115.
 */
void connection_derive(
    struct connection *connection, struct arena *arena, struct diags *diags);

#endif

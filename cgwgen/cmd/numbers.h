/* SPDX-License-Identifier: ISC */
/* Numbers of tunnel interfaces and names, which are each device's own. */
#ifndef CGWGEN_CMD_NUMBERS_H
#define CGWGEN_CMD_NUMBERS_H

#include "base/arena.h"
#include "base/diag.h"
#include "device/profile.h"
#include "model/connection.h"

struct numbers;
struct numbers_ready; /* what a connection takes, see numbers_prepare() */

/* Lives in ARENA. */
struct numbers *numbers_new(struct arena *arena);

/* Makes room for COUNT devices, unless there are some already. */
void numbers_expect(struct numbers *numbers, size_t count);

/*
 * Works out what CONNECTION, which is rendered for PROFILE with PARAMETERS,
 * takes, and takes nothing: it may be done for several at a time, in any order.
 * It lives with the connection and in ARENA; NULL: the device is not known.
 */
const struct numbers_ready *numbers_prepare(const struct numbers *numbers,
    const struct profile *profile, const struct parameter_value *parameters,
    const struct connection *connection, struct arena *arena);

/*
 * Takes the numbers of the tunnels of the connection that READY, which may be
 * NULL, is of, and its name on the device; CGW880 or CGW881 where another
 * connection of the same device has one of them, CGW882 where a local network
 * of one is a network behind AWS of another.  Devices are told apart by the
 * address that AWS knows, or by the customer gateway's id; where neither is
 * known nothing is said.
 */
void numbers_take(struct numbers *numbers, const struct numbers_ready *ready,
    struct diags *diags);

/* The same of its networks alone, where the run does not say which numbers it
 * gets: CGW882. */
void numbers_take_networks(struct numbers *numbers,
    const struct profile *profile, const struct parameter_value *parameters,
    const struct connection *connection, struct diags *diags);

#endif

/* SPDX-License-Identifier: ISC */
/* What a connection and its tunnels are called on a device. */
#ifndef CGWGEN_RENDER_NAMES_H
#define CGWGEN_RENDER_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "device/profile.h"
#include "model/connection.h"

/*
 * The connection's id as PROFILE's characters.name has it: with its
 * separator, and no longer than leaves room for a tunnel's number within its
 * max.  Of an id as AWS makes them ("vpn-" and hexadecimal digits) the last
 * digits stay, of any other its beginning and six letters and digits that
 * stand for the whole.  The same id always gives the same name; two ids may
 * give one name (CGW881 says so).  The text is in ARENA.
 */
const char *names_connection(const struct profile *profile,
    const struct connection *connection, struct arena *arena);

/* The name of tunnel INDEX: the connection's, the separator, INDEX + 1. */
const char *names_tunnel(const struct profile *profile,
    const struct connection *connection, size_t index, struct arena *arena);

/*
 * How far the numbers of tunnel INDEX are from the first that the device has
 * for AWS's tunnels: two for each connection before it (SLOT, from 0), or as
 * many as this one has, if more.
 */
int64_t names_offset(
    int64_t slot, const struct connection *connection, size_t index);

#endif

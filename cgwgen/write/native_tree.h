/* SPDX-License-Identifier: ISC */
/* The model's parts as trees of cgwgen's own descriptor; for native.c. */
#ifndef CGWGEN_WRITE_NATIVE_TREE_H
#define CGWGEN_WRITE_NATIVE_TREE_H

#include "base/arena.h"
#include "doc/node.h"
#include "model/connection.h"
#include "write/native.h"

/* The mapping of one end, or NULL when nothing is known of it. */
const struct node *native_gateway(
    const struct gateway *gateway, struct arena *arena);

/* The mapping of one connection; SITE and GATEWAY are its ends' names, or
 * NULL. */
const struct node *native_connection(const struct connection *connection,
    const struct native_style *style, const char *site, const char *gateway,
    struct arena *arena);

#endif

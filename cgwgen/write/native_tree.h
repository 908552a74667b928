/* SPDX-License-Identifier: ISC */
/* The model's parts as trees of cgwgen's own descriptor; for native.c. */
#ifndef CGWGEN_WRITE_NATIVE_TREE_H
#define CGWGEN_WRITE_NATIVE_TREE_H

#include "base/arena.h"
#include "doc/node.h"
#include "model/connection.h"
#include "model/estate.h"
#include "write/native.h"

/* The mapping of one end, with what ITEM (may be NULL), a record of the
 * estate, says of it; or NULL when nothing is known of it. */
struct node *native_gateway(const struct gateway *gateway,
    const struct estate_item *item, struct arena *arena);

/* The mapping of one connection; SITE and GATEWAY are its ends' names, or
 * NULL. */
struct node *native_connection(const struct connection *connection,
    const struct native_style *style, const char *site, const char *gateway,
    struct arena *arena);

/* Adds the known VALUE of FIELD to PARENT under the field's name. */
void native_put(struct arena *arena, struct node *parent,
    const struct field *field, const struct value *value);

/* ---- the networks around the connections; native_estate.c ------------- */

/* What makes these sections. */
struct native_networks {
	const struct estate *estate;
	const struct native_style *style;
	/* The name in the descriptor of the gateway that records know by KEY;
	 * NULL: it has none. */
	const char *(*name)(void *host, const char *key);
	void *host;
	struct arena *arena;
	size_t left_out; /* records that are known only after a deployment */
};

/* A mapping of all sections, which may be empty. */
struct node *native_estate(struct native_networks *networks);

/* Adds what is announced over OWNER to MAP. */
void native_announcements(
    struct native_networks *networks, const char *owner, struct node *map);

#endif

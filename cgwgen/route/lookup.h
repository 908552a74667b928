/* SPDX-License-Identifier: ISC */
/*
 * The links and records of a world by what they are looked for, so that one
 * among many thousands is not looked for in all.  Lists are in the order of
 * the links, or of the estate.
 */
#ifndef CGWGEN_ROUTE_LOOKUP_H
#define CGWGEN_ROUTE_LOOKUP_H

#include <stddef.h>

#include "base/keyed.h"
#include "model/estate.h"

struct link;
struct lookup;
struct world;

/* A link, or a record, under a key. */
struct way {
	struct keyed keyed;
	struct link *link;              /* or NULL */
	const struct estate_item *item; /* or NULL */
};

struct ways {
	struct way *list;
	size_t count;
};

/* In the world's arena; its links and estate are there. */
struct lookup *lookup_new(const struct world *world);

/* Those under a key, which may be NULL: none.  At a gateway are those, too,
 * that link_at() says so of. */
struct ways ways_at(const struct world *world, const char *gateway);
struct ways ways_of_site(const struct world *world, const char *site);
struct ways ways_of_owner(const struct world *world, const char *owner);
struct ways ways_called(const struct world *world, const char *id);

/* Records: attachments of a resource, associations of an attachment. */
struct ways attachments_of(const struct world *world, const char *resource);
struct ways associations_of(const struct world *world, const char *attachment);

/* Whether TABLE is its VPC's main one. */
bool table_is_main(const struct estate_item *table);

/* The table of SUBNET: its own, or else its VPC's main one; NULL where none
 * is known. */
const struct estate_item *table_of_subnet(
    const struct world *world, const struct estate_item *subnet);

#endif

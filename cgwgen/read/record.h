/* SPDX-License-Identifier: ISC */
/* What several readers share that make records of the estate. */
#ifndef CGWGEN_READ_RECORD_H
#define CGWGEN_READ_RECORD_H

#include "model/estate.h"
#include "read/format.h"

/* A new record of KIND at NODE. */
struct estate_item *record_new(const struct reading *reading,
    enum estate_kind kind, const struct node *node);

/*
 * Binds NODE (may be NULL) as the member called NAME of ITEM.  Words that the
 * row has no choice for are kept as they are: AWS may have new ones.
 */
void record_bind(struct reading *reading, struct estate_item *item,
    const char *name, const struct node *node);

/* Gives the member called NAME a TEXT that NODE says in other words. */
void record_set(const struct reading *reading, struct estate_item *item,
    const char *name, const char *text, const struct node *node);

/* Adds the network that NODE (may be NULL) is, after a finding not. */
void record_prefix(
    struct reading *reading, struct estate_item *item, const struct node *node);

/* The same for each item of the list NODE (may be NULL), or what has NAME in
 * each (NULL: the item itself). */
void record_prefixes(struct reading *reading, struct estate_item *item,
    const struct node *node, const char *name);

/* Each item of the list NODE (may be NULL) as the member called NAME of a
 * record of KIND, which is part of the Client VPN endpoint with the key
 * ENDPOINT. */
void record_client_list(struct reading *reading, enum estate_kind kind,
    const char *name, const char *endpoint, const struct node *node);

/* Each Availability Zone of an endpoint of a transit gateway as one of its
 * target networks: by NAMES, or where there are none (NULL, empty) by IDS. */
void record_client_zones(struct reading *reading, const char *endpoint,
    const struct node *names, const struct node *ids);

/* Where a route of a VPC may lead, by the names of AWS's answers and of
 * CloudFormation's properties; an instance is said with its interface. */
extern const char *const record_targets[];

/* Gives a route that has no target one of which only that is known: NODE says
 * it, and it is known only after a deployment. */
void record_target_later(const struct reading *reading,
    struct estate_item *item, const struct node *node);

/* The text of the member called NAME, or NULL while it is not known. */
const char *record_text(const struct estate_item *item, const char *name);

/* Whether its kind has an id of its own. */
bool record_has_id(const struct estate_item *item);

/* Adds ITEM to the inventory, unless AWS says that it is gone. */
void record_add(struct reading *reading, struct estate_item *item);

#endif

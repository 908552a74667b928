/* SPDX-License-Identifier: ISC */
/*
 * Route tables and public virtual interfaces in Terraform: how many routes
 * are written for each.  Floor 3.
 */
#include <string.h>

#include "read/inventory.h"
#include "read/tallies.h"
#include "read/terraform_set.h"

/* The tally under KEY, an address or an id, of this document. */
static struct tally *
tally_at(struct reading *reading, const struct tf_resource *resource,
    enum tally_kind kind, const char *key)
{
	return inventory_tally(reading->inventory, kind,
	    arena_printf(reading->arena, "%s@%s", key,
		source_name(resource->set->document->source)));
}

/* That of RESOURCE itself. */
static struct tally *
tally_of(struct reading *reading, const struct tf_resource *resource,
    enum tally_kind kind)
{
	const char *id = tf_text(resource, "id");
	struct tally *tally = tally_at(
	    reading, resource, kind, id != NULL ? id : resource->address);

	tally->name = resource->address;
	tally->at = resource->node->pos;
	return tally;
}

/* The first item of the attribute NAME, where it is a list that is known. */
static const struct node *
items(struct reading *reading, const struct tf_resource *resource,
    const char *name)
{
	const struct node *list = tf_attribute(resource, name, reading->arena);

	return list != NULL && list->kind == NODE_SEQUENCE ? list->first : NULL;
}

/* A state lists in the table what is written in resources of their own. */
void
tf_give_table(struct reading *reading, struct tf_resource *resource)
{
	struct tally *tally = tally_of(reading, resource, TALLY_ROUTE_TABLE);
	const struct node *route;

	for (route = items(reading, resource, "route"); route != NULL;
	     route = route->next) {
		if (route->kind != NODE_MAP)
			continue;
		tally_route(
		    tally, TALLY_STATED, node_child(route, "cidr_block"));
		tally_route(
		    tally, TALLY_STATED, node_child(route, "ipv6_cidr_block"));
	}
}

void
tf_give_table_route(struct reading *reading, struct tf_resource *resource)
{
	const char *id = tf_text(resource, "route_table_id");
	const struct tf_resource *table = NULL;
	struct arena *arena = reading->arena;
	struct tally *tally;

	if (id == NULL)
		table = tf_refer(resource, "route_table_id", TF_TABLE, arena);
	if (id == NULL && table == NULL)
		return;
	tally = table != NULL
		    ? tally_of(reading, table, TALLY_ROUTE_TABLE)
		    : tally_at(reading, resource, TALLY_ROUTE_TABLE, id);
	if (tally->name == NULL) {
		tally->name = id;
		tally->at = resource->node->pos;
	}
	tally_route(tally, TALLY_ADDED,
	    tf_attribute(resource, "destination_cidr_block", arena));
	tally_route(tally, TALLY_ADDED,
	    tf_attribute(resource, "destination_ipv6_cidr_block", arena));
}

void
tf_give_interface(struct reading *reading, struct tf_resource *resource)
{
	struct tally *tally =
	    tally_of(reading, resource, TALLY_PUBLIC_INTERFACE);
	const struct node *prefix;

	for (prefix = items(reading, resource, "route_filter_prefixes");
	     prefix != NULL; prefix = prefix->next)
		tally_route(tally, TALLY_STATED, prefix);
}

/* SPDX-License-Identifier: ISC */
/*
 * Answers of describe-route-tables (EC2 API Reference 2016-11-15, RouteTable
 * and Route) and describe-virtual-interfaces (Direct Connect API Reference
 * 2012-10-25, VirtualInterface): how many routes they list.  Floor 3.
 */
#include <string.h>

#include "read/aws_cli.h"
#include "read/inventory.h"
#include "read/tallies.h"

/* The tally of the object MAP with its id under NAME; NULL when it was there
 * before, in another answer, or has none. */
static struct tally *
tally_of(struct reading *reading, const struct node *map, const char *name,
    enum tally_kind kind)
{
	const struct node *id = node_child(map, name);
	struct tally *tally;

	if (id == NULL || id->kind != NODE_SCALAR || id->text[0] == '\0')
		return NULL;
	tally = inventory_tally(reading->inventory, kind, id->text);
	if (tally->name != NULL)
		return NULL;
	tally->name = id->text;
	tally->at = id->pos;
	return tally;
}

/* The list under NAME of MAP, or NULL. */
static const struct node *
list_of(struct reading *reading, const struct node *map, const char *name)
{
	const struct node *list = node_child(map, name);

	return aws_cli_expect(reading, list, NODE_SEQUENCE, name) ? list->first
								  : NULL;
}

/* The local routes, which come with the table, are not counted: whether AWS
 * does is not said. */
static void
count_route(struct tally *tally, const struct node *route)
{
	const char *origin = node_text(route, "Origin");
	enum tally_origin row = TALLY_STATED;

	if (origin == NULL)
		return;
	if (strcmp(origin, "EnableVgwRoutePropagation") == 0)
		row = TALLY_PROPAGATED;
	else if (strcmp(origin, "CreateRoute") != 0)
		return;
	tally_route(tally, row, node_child(route, "DestinationCidrBlock"));
	tally_route(tally, row, node_child(route, "DestinationIpv6CidrBlock"));
}

void
aws_cli_route_table(struct reading *reading, const struct node *node)
{
	struct tally *tally =
	    tally_of(reading, node, "RouteTableId", TALLY_ROUTE_TABLE);
	const struct node *route;

	if (tally == NULL)
		return;
	for (route = list_of(reading, node, "Routes"); route != NULL;
	     route = route->next)
		if (route->kind == NODE_MAP)
			count_route(tally, route);
}

void
aws_cli_virtual_interface(struct reading *reading, const struct node *node)
{
	const char *type = node_text(node, "virtualInterfaceType");
	const struct node *prefix;
	struct tally *tally;

	if (type == NULL)
		return;
	tally = tally_of(reading, node, "virtualInterfaceId",
	    strcmp(type, "public") == 0 ? TALLY_PUBLIC_INTERFACE
					: TALLY_PRIVATE_INTERFACE);
	if (tally == NULL)
		return;
	for (prefix = list_of(reading, node, "routeFilterPrefixes");
	     prefix != NULL; prefix = prefix->next)
		if (prefix->kind == NODE_MAP)
			tally_route(
			    tally, TALLY_STATED, node_child(prefix, "cidr"));
}

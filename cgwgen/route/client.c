/* SPDX-License-Identifier: ISC */
/*
 * From a client of a Client VPN endpoint.  Sources, read 2026-11-26: Client
 * VPN Administrator Guide, Routes
 * (docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-routes.html):
 * an endpoint has routes of its own, each of which leads through a subnet, and
 * one for the VPC that comes with the first; an authorization rule must let
 * the client through; EC2 API Reference 2016-11-15, CreateClientVpnRoute.
 * What leaves the subnet has an address of the VPC.  Floor 5.
 */
#include <string.h>

#include "route/lookup.h"
#include "route/world.h"

bool
client_is_called(const struct estate_item *item, const char *name)
{
	const struct estate_client_endpoint *endpoint = (const void *)item;

	return strcmp(item->key, name) == 0 ||
	       (item->label != NULL && strcmp(item->label, name) == 0) ||
	       value_is(&endpoint->name, name);
}

/* ---- who may ---------------------------------------------------------- */

/* Whether a rule lets anybody reach all of TO; *DESCRIBED whether there is
 * any. */
static bool
is_authorized(const struct world *world, const char *key, struct ip_prefix to,
    bool *described)
{
	const struct estate_client_rule *rule;
	struct estate_item *const *list;
	size_t count, i;

	list = estate_children(world->estate, ESTATE_CLIENT_RULE, key, &count);
	*described = count != 0;
	for (i = 0; i < count; i++) {
		rule = (const void *)list[i];
		if (!value_known(&rule->target_network_cidr) ||
		    prefix_covers(rule->target_network_cidr.u.prefix, to))
			return true;
	}
	return false;
}

/* ---- where to --------------------------------------------------------- */

static const char *
vpc_of(const struct world *world, const char *subnet)
{
	const struct estate_subnet *item =
	    (const void *)estate_find(world->estate, ESTATE_SUBNET, subnet);

	return item != NULL && value_known(&item->vpc_id) ? item->vpc_id.text
							  : NULL;
}

static bool
has(const struct candidates *list, const char *id, struct ip_prefix prefix)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (strcmp(list->list[i].id, id) == 0 &&
		    ip_prefix_equal(list->list[i].prefix, prefix))
			return true;
	return false;
}

/* The routes that are written, or listed by AWS. */
static void
add_routes(const struct world *world, const char *key, struct ip_prefix to,
    struct candidates *ret)
{
	const struct estate_client_route *route;
	struct candidate candidate = { .class = CLASS_STATIC };
	const struct value *target;
	struct estate_item *const *list;
	size_t count, i;

	list = estate_children(world->estate, ESTATE_CLIENT_ROUTE, key, &count);
	for (i = 0; i < count; i++) {
		route = (const void *)list[i];
		target = value_known(&route->target_vpc_subnet_id)
			     ? &route->target_vpc_subnet_id
			     : &route->transit_gateway_attachment_id;
		if (!value_known(&route->destination_cidr_block) ||
		    !prefix_covers(route->destination_cidr_block.u.prefix, to))
			continue;
		candidate.id = value_known(target)
				   ? target->text
				   : "a target that is not known";
		candidate.prefix = route->destination_cidr_block.u.prefix;
		candidate.at = route->item.at;
		candidates_add(ret, &candidate, world->arena);
	}
}

/* What comes with each subnet: the networks of its VPC. */
static void
add_local(const struct world *world, const char *key, struct ip_prefix to,
    struct candidates *ret)
{
	const struct estate_client_association *association;
	struct candidates found;
	struct estate_item *const *list;
	const char *vpc;
	size_t count, i, j;

	list = estate_children(
	    world->estate, ESTATE_CLIENT_ASSOCIATION, key, &count);
	for (i = 0; i < count; i++) {
		association = (const void *)list[i];
		if (!value_known(&association->subnet_id))
			continue;
		vpc = vpc_of(world, association->subnet_id.text);
		if (vpc == NULL && value_known(&association->vpc_id))
			vpc = association->vpc_id.text;
		found = (struct candidates){ NULL, 0, 0 };
		vpc_candidates(
		    world, vpc, to, association->subnet_id.text, &found);
		for (j = 0; j < found.count; j++)
			if (!has(ret, found.list[j].id, found.list[j].prefix))
				candidates_add(
				    ret, &found.list[j], world->arena);
	}
}

/* The table of the subnet with the id ID, or NULL. */
static const char *
table_of(const struct world *world, const char *id)
{
	const struct estate_item *subnet =
	    estate_find(world->estate, ESTATE_SUBNET, id);
	const struct estate_item *table =
	    subnet != NULL ? table_of_subnet(world, subnet) : NULL;

	return table != NULL ? table->key : NULL;
}

/* Through SUBNET, as what is in it would send packets. */
static void
leave(struct walk *walk, const char *subnet)
{
	const struct world *world = walk->world;
	const char *vpc = vpc_of(world, subnet), *table;

	table = vpc != NULL ? table_of(world, subnet) : NULL;
	if (table != NULL)
		walk_vpc(walk, vpc, table);
	else
		walk_end(walk, OUTCOME_UNKNOWN,
		    arena_printf(world->arena,
			"through %s; its route table is not described",
			world_title(world, subnet)));
}

/* The gateway of the transit gateway's endpoint, or NULL. */
static const char *
transit_of(const struct world *world, const char *key)
{
	const struct estate_client_endpoint *endpoint =
	    (const void *)estate_find(
		world->estate, ESTATE_CLIENT_ENDPOINT, key);

	return endpoint != NULL && value_known(&endpoint->transit_gateway_id)
		   ? endpoint->transit_gateway_id.text
		   : NULL;
}

/* Whether all that is left of STEP leads through subnets with one table; one
 * of them in *SUBNET. */
static bool
is_one_way(const struct world *world, const struct route_step *step,
    const char **subnet)
{
	const char *first = NULL, *table, *vpc, *id;
	size_t i;

	for (i = 0; i < step->count; i++) {
		if (step->candidates[i].lost != NULL)
			continue;
		id = step->candidates[i].id;
		vpc = vpc_of(world, id);
		table = vpc != NULL ? table_of(world, id) : NULL;
		if (table == NULL ||
		    (first != NULL && strcmp(first, table) != 0))
			return false;
		first = table;
		*subnet = id;
	}
	return first != NULL;
}

void
walk_client(struct walk *walk, const char *key)
{
	const struct world *world = walk->world;
	struct candidates found = { NULL, 0, 0 };
	const char *target, *subnet = NULL;
	struct route_step *step;
	bool described, good;

	good = is_authorized(world, key, walk->to, &described);
	add_routes(world, key, walk->to, &found);
	add_local(world, key, walk->to, &found);
	step =
	    walk_step(walk, "Client VPN endpoint", key, &found, SCHEME_CLIENT);
	if (described && !good) {
		walk_end(walk, OUTCOME_LOST,
		    "no authorization rule lets clients reach all of it");
		return;
	}
	if (!described)
		step->note = "no authorization rule is described; without one "
			     "AWS lets nobody through";
	if (walk_stops(walk, step))
		return;
	target = step_target(step);
	if (target == NULL && is_one_way(world, step, &subnet))
		target = subnet;
	if (target == NULL)
		walk_end(walk, OUTCOME_UNKNOWN,
		    "it depends on the subnet that the client is connected "
		    "through");
	else if (strcmp(target, "local") == 0)
		walk_end(walk, OUTCOME_REACHED, "among the clients");
	else if (transit_of(world, key) != NULL)
		walk_transit(walk, transit_of(world, key), key);
	else
		leave(walk, target);
}

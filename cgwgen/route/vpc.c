/* SPDX-License-Identifier: ISC */
/* A path through a VPC's route tables, and the networks of VPCs.  Floor 5. */
#include <string.h>

#include "route/world.h"

bool
vpc_candidates(const struct world *world, const char *vpc, struct ip_prefix to,
    const char *id, struct candidates *ret)
{
	const struct estate_item *item =
	    estate_find(world->estate, ESTATE_VPC, vpc);
	struct candidate candidate = { .class = CLASS_LOCAL, .id = id };
	size_t i;

	if (item == NULL || item->prefix_count == 0)
		return false;
	for (i = 0; i < item->prefix_count; i++) {
		candidate.prefix = item->prefixes[i].u.prefix;
		candidate.at = item->prefixes[i].at;
		if (prefix_covers(candidate.prefix, to))
			candidates_add(ret, &candidate, world->arena);
	}
	return true;
}

bool
gateway_candidates(const struct world *world, const char *key,
    struct ip_prefix to, struct candidates *ret)
{
	const struct estate_vpn_gateway *item =
	    (const void *)estate_find(world->estate, ESTATE_VPN_GATEWAY, key);
	const struct gateway *gateway = world_gateway(world, key);
	struct candidate candidate = { .class = CLASS_LOCAL };
	size_t i;

	if (item != NULL && value_known(&item->vpc_id) &&
	    vpc_candidates(
		world, item->vpc_id.text, to, item->vpc_id.text, ret))
		return true;
	if (gateway == NULL || gateway->prefix_count == 0)
		return false;
	candidate.id = "the networks behind it";
	for (i = 0; i < gateway->prefix_count; i++) {
		candidate.prefix = gateway->prefixes[i].u.prefix;
		candidate.at = gateway->prefixes[i].at;
		if (prefix_covers(candidate.prefix, to))
			candidates_add(ret, &candidate, world->arena);
	}
	return true;
}

bool
list_covers(const struct world *world, const char *key, struct ip_prefix to,
    struct ip_prefix *ret, bool *unknown)
{
	const struct estate_item *item =
	    estate_find(world->estate, ESTATE_PREFIX_LIST, key);
	bool found = false;
	size_t i;

	*unknown = item == NULL || item->prefix_count == 0;
	for (i = 0; !*unknown && i < item->prefix_count; i++) {
		if (!prefix_covers(item->prefixes[i].u.prefix, to) ||
		    (found && item->prefixes[i].u.prefix.length < ret->length))
			continue;
		*ret = item->prefixes[i].u.prefix;
		found = true;
	}
	return found;
}

/* Whether nothing works any more that leads from the gateway KEY to PREFIX,
 * of what is known to. */
static bool
is_withdrawn(
    const struct world *world, const char *key, struct ip_prefix prefix)
{
	const struct ways ways = ways_at(world, key);
	struct candidates found = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < ways.count; i++)
		link_candidates(world, ways.list[i].link, prefix, &found);
	for (i = 0; i < found.count; i++)
		if (found.list[i].lost == NULL)
			return false;
	return found.count != 0;
}

static void
add_table_route(const struct world *world, const struct estate_vpc_route *route,
    struct ip_prefix to, struct candidates *ret)
{
	struct candidate candidate = { .class = CLASS_STATIC,
		.id = route->target.text,
		.at = route->item.at,
		.blackhole = value_is(&route->state, "blackhole") };

	if (value_is(&route->origin, "propagated") ||
	    value_is(&route->origin, "advertised"))
		candidate.class = CLASS_PROPAGATED;
	else if (value_is(&route->target, "local"))
		candidate.class = CLASS_LOCAL;
	if (value_is(&route->state, "filtered"))
		candidate.lost = "AWS says that it is filtered";
	if (value_known(&route->destination)) {
		candidate.prefix = route->destination.u.prefix;
		if (!prefix_covers(candidate.prefix, to))
			return;
	} else {
		candidate.class = CLASS_LIST;
		candidate.prefix = to;
		if (!value_known(&route->prefix_list_id) ||
		    (!list_covers(world, route->prefix_list_id.text, to,
			 &candidate.prefix, &candidate.doubtful) &&
			!candidate.doubtful))
			return;
	}
	if (candidate.class == CLASS_PROPAGATED && candidate.lost == NULL &&
	    is_withdrawn(world, candidate.id, candidate.prefix))
		candidate.lost = "withdrawn: all that announces it is down";
	candidates_add(ret, &candidate, world->arena);
}

static bool
has(const struct candidates *list, const char *id, struct ip_prefix prefix)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (list->list[i].id != NULL &&
		    strcmp(list->list[i].id, id) == 0 &&
		    ip_prefix_equal(list->list[i].prefix, prefix))
			return true;
	return false;
}

/* What the gateway KEY would put into the table, where the input lists no
 * such routes (SEEN: it does). */
static void
add_propagated(const struct world *world, const char *key, struct ip_prefix to,
    bool seen, struct candidates *ret)
{
	const struct ways ways = ways_at(world, key);
	struct candidates found = { NULL, 0, 0 };
	struct candidate candidate;
	size_t i;

	for (i = 0; i < ways.count; i++)
		link_candidates(world, ways.list[i].link, to, &found);
	for (i = 0; i < found.count; i++) {
		candidate = found.list[i];
		if (candidate.lost != NULL || (seen && candidate.doubtful) ||
		    has(ret, key, candidate.prefix))
			continue;
		candidate.class = CLASS_PROPAGATED;
		candidate.id = key;
		candidate.to = NULL;
		candidates_add(ret, &candidate, world->arena);
	}
}

static void
table_candidates(const struct world *world, const char *table,
    struct ip_prefix to, struct candidates *ret)
{
	struct estate_item *const *list;
	size_t count, i;
	const struct estate_vpc_table *item =
	    (const void *)estate_find(world->estate, ESTATE_VPC_TABLE, table);
	/* An answer of AWS lists what is propagated, too. */
	bool seen =
	    item != NULL && value_known(&item->listed) && item->listed.u.flag;

	list = estate_children(world->estate, ESTATE_VPC_ROUTE, table, &count);
	for (i = 0; i < count; i++) {
		const struct estate_vpc_route *route = (const void *)list[i];

		if (value_known(&route->target) &&
		    !(value_is(&route->target, "local") && ret->count != 0))
			add_table_route(world, route, to, ret);
	}
	list = estate_children(
	    world->estate, ESTATE_VPC_PROPAGATION, table, &count);
	for (i = 0; i < count; i++)
		add_propagated(world,
		    ((const struct estate_vpc_propagation *)list[i])
			->gateway_id.text,
		    to, seen, ret);
}

/* Whether TABLE sends all of PREFIX elsewhere: the target of a local route may
 * be replaced (VPC User Guide, Replace or restore the target for a local
 * route). */
static bool
is_replaced(
    const struct world *world, const char *table, struct ip_prefix prefix)
{
	struct estate_item *const *list;
	const struct estate_vpc_route *route;
	size_t count, i;

	list = estate_children(world->estate, ESTATE_VPC_ROUTE, table, &count);
	for (i = 0; i < count; i++) {
		route = (const void *)list[i];
		if (value_known(&route->destination) &&
		    value_is(&route->origin, "static") &&
		    !value_is(&route->target, "local") &&
		    ip_prefix_equal(route->destination.u.prefix, prefix))
			return true;
	}
	return false;
}

void
vpc_table_candidates(const struct world *world, const char *vpc,
    const char *table, struct ip_prefix to, struct candidates *ret)
{
	struct candidates local = { NULL, 0, 0 };
	size_t i;

	vpc_candidates(world, vpc, to, "local", &local);
	for (i = 0; i < local.count; i++)
		if (!is_replaced(world, table, local.list[i].prefix))
			candidates_add(ret, &local.list[i], world->arena);
	table_candidates(world, table, to, ret);
}

bool
vpc_is_within(const struct world *world, const char *vpc, struct ip_prefix to)
{
	const struct estate_item *item =
	    estate_find(world->estate, ESTATE_VPC, vpc);
	size_t i;

	for (i = 0; item != NULL && i < item->prefix_count; i++)
		if (item->prefixes[i].u.prefix.length > to.length &&
		    ip_prefix_contains(to, item->prefixes[i].u.prefix.address))
			return true;
	return false;
}

const char *
step_target(const struct route_step *step)
{
	const char *target = NULL;
	size_t i;

	for (i = 0; i < step->count; i++) {
		if (step->candidates[i].lost != NULL)
			continue;
		if (target != NULL &&
		    strcmp(target, step->candidates[i].id) != 0)
			return NULL;
		target = step->candidates[i].id;
	}
	return target;
}

void
walk_vpc(struct walk *walk, const char *vpc, const char *table)
{
	struct candidates found = { NULL, 0, 0 };
	struct route_step *step;
	const char *target;

	vpc_table_candidates(walk->world, vpc, table, walk->to, &found);
	step = walk_step(walk, "VPC", vpc, &found, SCHEME_VPC);
	step->table = table;
	if (walk_stops(walk, step))
		return;
	target = step_target(step);
	if (target == NULL)
		walk_end(walk, OUTCOME_UNKNOWN,
		    step->decision.decided == DECIDED_EQUAL
			? "AWS takes one of the prefix lists and does not "
			  "say which"
			: step->decision.why);
	else
		walk_target(walk, target, vpc);
}

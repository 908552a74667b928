/* SPDX-License-Identifier: ISC */
/*
 * Peerings of VPCs, and the tables that gateways use for what comes in.
 * Sources, read 2026-11-26: VPC Peering, How VPC peering connections work
 * (docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html): a peering
 * is between two VPCs, not transitive, and nothing goes through one from or to
 * a VPN connection, Direct Connect or an internet gateway of the other VPC;
 * VPC User Guide, Gateway route tables
 * (docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html): such a
 * table leads to local, to a network interface or a Gateway Load Balancer's
 * endpoint of the same VPC.  Floor 5.
 */
#include <string.h>

#include "route/world.h"

/* ---- peerings --------------------------------------------------------- */

/* The VPC on the other side of PEERING, or NULL. */
static const char *
other_side(const struct estate_peering *peering, const char *vpc)
{
	const struct value *a = &peering->vpc_id, *b = &peering->peer_vpc_id;

	if (vpc == NULL || !value_known(a) || !value_known(b))
		return NULL;
	return value_is(a, vpc) ? b->text : value_is(b, vpc) ? a->text : NULL;
}

/* Whether AWS says that it carries no packets. */
static bool
is_waiting(const struct estate_peering *peering)
{
	return value_known(&peering->status) &&
	       strcmp(peering->status.text, "active") != 0;
}

static void
enter(struct walk *walk, const char *key, const char *vpc)
{
	const struct world *world = walk->world;
	const char *title = world_title(world, vpc);
	struct candidates found = { NULL, 0, 0 };
	struct route_step *step;

	if (!vpc_candidates(world, vpc, walk->to, vpc, &found)) {
		walk_end(walk, OUTCOME_UNKNOWN,
		    arena_printf(world->arena,
			"to %s over %s; its networks are not described", title,
			world_title(world, key)));
		return;
	}
	step = walk_step(walk, "peering", key, &found, SCHEME_PEERING);
	if (step->count != 0)
		walk_end(walk, OUTCOME_REACHED,
		    arena_printf(world->arena, "within %s", title));
	else if (vpc_is_within(world, vpc, walk->to))
		walk_end(walk, OUTCOME_UNKNOWN,
		    arena_printf(
			world->arena, "%s has only a part of it", title));
	else
		walk_end(walk, OUTCOME_LOST,
		    arena_printf(world->arena,
			"a peering leads to the networks of %s and no "
			"further",
			title));
}

void
walk_peering(struct walk *walk, const char *key, const char *vpc)
{
	const struct world *world = walk->world;
	const struct estate_peering *peering =
	    (const void *)estate_find(world->estate, ESTATE_PEERING, key);
	const char *other = peering != NULL ? other_side(peering, vpc) : NULL;

	if (peering == NULL)
		walk_end(walk, OUTCOME_UNKNOWN,
		    arena_printf(world->arena,
			"to %s; what is behind it is not described",
			world_title(world, key)));
	else if (is_waiting(peering))
		walk_end(walk, OUTCOME_LOST,
		    arena_printf(world->arena,
			"%s is %s: only an active peering carries packets",
			world_title(world, key), peering->status.text));
	else if (other == NULL)
		walk_end(walk, OUTCOME_UNKNOWN,
		    arena_printf(world->arena,
			"to %s; which VPC is on its other side is not known",
			world_title(world, key)));
	else
		enter(walk, key, other);
}

/* ---- from an edge ----------------------------------------------------- */

const char *
edge_table(const struct world *world, const char *key, const char *vpc)
{
	struct estate_item *const *tables, *const *list;
	size_t table_count, count, i, j;

	tables =
	    estate_children(world->estate, ESTATE_VPC_TABLE, vpc, &table_count);
	for (i = 0; i < table_count; i++) {
		list = estate_children(world->estate, ESTATE_VPC_ASSOCIATION,
		    tables[i]->key, &count);
		for (j = 0; j < count; j++)
			if (value_is(&((const struct estate_vpc_association *)
					     list[j])
					  ->gateway_id,
				key))
				return tables[i]->key;
	}
	return NULL;
}

bool
is_edge_table(const struct world *world, const char *table)
{
	const struct estate_vpc_table *item =
	    (const void *)estate_find(world->estate, ESTATE_VPC_TABLE, table);
	const struct estate_vpc_association *association;
	struct estate_item *const *list;
	size_t count, i;

	if (item != NULL && value_known(&item->main) && item->main.u.flag)
		return false;
	list = estate_children(
	    world->estate, ESTATE_VPC_ASSOCIATION, table, &count);
	for (i = 0; i < count; i++) {
		association = (const void *)list[i];
		if (!value_known(&association->gateway_id))
			return false;
	}
	return count != 0;
}

void
walk_edge(struct walk *walk, const char *vpc, const char *table)
{
	const struct world *world = walk->world;
	struct candidates found = { NULL, 0, 0 };
	struct route_step *step;
	const char *target;

	vpc_table_candidates(world, vpc, table, walk->to, &found);
	step = walk_step(walk, "VPC", vpc, &found, SCHEME_EDGE);
	step->table = table;
	step->note = "the table that the gateway uses for what comes in";
	if (walk_stops(walk, step))
		return;
	target = step_target(step);
	if (target != NULL && strcmp(target, "local") == 0)
		walk_end(walk, OUTCOME_REACHED,
		    arena_printf(
			world->arena, "within %s", world_title(world, vpc)));
	else if (target != NULL)
		walk_end(walk, OUTCOME_UNKNOWN,
		    arena_printf(world->arena,
			"to %s; where what is behind it sends packets is not "
			"described",
			world_title(world, target)));
	else
		walk_end(walk, OUTCOME_UNKNOWN, step->decision.why);
}

/* ---- what a peering does not do --------------------------------------- */

/* The peering of VPC with one that has all of TO, or NULL. */
static const struct estate_item *
peering_to(const struct world *world, const char *vpc, struct ip_prefix to)
{
	const struct estate_list *list = &world->estate->kinds[ESTATE_PEERING];
	struct candidates found = { NULL, 0, 0 };
	const char *other;
	size_t i;

	for (i = 0; i < list->count; i++) {
		other = other_side((const void *)list->by_key[i], vpc);
		if (other != NULL)
			vpc_candidates(world, other, to, other, &found);
		if (found.count != 0)
			return list->by_key[i];
	}
	return NULL;
}

static const char *
note_of(const struct world *world, const char *key, struct ip_prefix to)
{
	const struct estate_vpn_gateway *gateway =
	    (const void *)estate_find(world->estate, ESTATE_VPN_GATEWAY, key);
	const struct estate_item *peering;

	if (gateway == NULL || !value_known(&gateway->vpc_id))
		return NULL;
	peering = peering_to(world, gateway->vpc_id.text, to);
	if (peering == NULL)
		return NULL;
	return arena_printf(world->arena,
	    "%s of %s leads there, but what comes in over VPN or Direct "
	    "Connect cannot leave by a peering",
	    world_title(world, peering->key),
	    world_title(world, gateway->vpc_id.text));
}

const char *
peering_note(const struct world *world, const char *key, struct ip_prefix to)
{
	struct estate_item *const *list;
	const char *note;
	size_t count, i;

	if (key == NULL)
		return NULL;
	note = note_of(world, key, to);
	list =
	    estate_children(world->estate, ESTATE_DX_ASSOCIATION, key, &count);
	for (i = 0; i < count && note == NULL; i++)
		note = note_of(world,
		    ((const struct estate_dx_association *)list[i])
			->gateway_id.text,
		    to);
	return note;
}

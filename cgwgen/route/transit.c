/* SPDX-License-Identifier: ISC */
/* A path through a transit gateway.  Floor 5. */
#include <string.h>

#include "route/world.h"

/* Whether what is left is spread over: see How transit gateways work, Equal
 * Cost Multipath routing.  NULL in *NOTE when nothing is to be said. */
static bool
is_spread(const struct world *world, const char *key,
    const struct route_step *step, const char **note)
{
	const struct estate_transit_gateway *gateway =
	    (const void *)estate_find(
		world->estate, ESTATE_TRANSIT_GATEWAY, key);
	const struct candidate *c, *first = NULL;
	const struct link *link;

	*note = NULL;
	for (c = step->candidates; c < step->candidates + step->count; c++) {
		if (c->lost != NULL)
			continue;
		link = c->to;
		if (link == NULL || connection_is_static(link->connection)) {
			*note = "AWS takes one of the tunnels: no ECMP with "
				"static routing";
			return false;
		}
		if (first == NULL)
			first = c;
		else if (!c->first_asn.known || !first->first_asn.known ||
			 c->first_asn.number != first->first_asn.number) {
			*note = "no ECMP over different ASNs";
			return false;
		}
	}
	if (gateway == NULL || !value_known(&gateway->vpn_ecmp_support)) {
		*note = "whether VPN ECMP support is enabled is not known";
		return false;
	}
	if (value_is(&gateway->vpn_ecmp_support, "enable"))
		return true;
	*note = "VPN ECMP support is disabled: AWS takes one of them";
	return false;
}

/* Whether KEY is a transit gateway; *DESCRIBED whether an input says what
 * there is at it. */
static bool
is_transit_gateway(const struct world *world, const char *key, bool *described)
{
	const struct gateway *gateway = world_gateway(world, key);
	size_t count;

	estate_children(world->estate, ESTATE_TRANSIT_TABLE, key, &count);
	*described =
	    count != 0 || gateway != NULL ||
	    estate_find(world->estate, ESTATE_TRANSIT_GATEWAY, key) != NULL;
	return count != 0 ||
	       (gateway != NULL && gateway->kind == GATEWAY_TRANSIT) ||
	       estate_find(world->estate, ESTATE_TRANSIT_GATEWAY, key) !=
		   NULL ||
	       (strncmp(key, "tgw-", 4) == 0 &&
		   strncmp(key, "tgw-attach-", 11) != 0);
}

/* At the other gateway of a peering, whose attachment there is of this one. */
static void
go_over_peering(struct walk *walk, const char *key, const char *peer)
{
	struct arena *arena = walk->world->arena;
	bool described;

	is_transit_gateway(walk->world, peer, &described);
	if (described)
		walk_target(walk, peer, key);
	else
		walk_end(walk, OUTCOME_UNKNOWN,
		    arena_printf(arena,
			"to %s over a peering; what is at it is not described",
			world_title(walk->world, peer)));
}

/* Where the one candidate that is no tunnel leads. */
static void
go_on(struct walk *walk, const char *key, const struct candidate *candidate)
{
	struct candidates found = { NULL, 0, 0 };
	struct arena *arena = walk->world->arena;
	struct route_step *step;
	bool described;

	if (is_transit_gateway(walk->world, candidate->id, &described)) {
		go_over_peering(walk, key, candidate->id);
		return;
	}
	if (strncmp(candidate->id, "core-network-", 13) == 0) {
		walk_end(walk, OUTCOME_UNKNOWN,
		    arena_printf(arena,
			"to %s; its policy and what is attached to it are in "
			"no input that is read",
			candidate->id));
		return;
	}
	if (estate_find(walk->world->estate, ESTATE_DX_GATEWAY,
		candidate->id) != NULL ||
	    candidate->class == CLASS_TRANSIT_DX) {
		walk_dx_gateway(walk, candidate->id);
		return;
	}
	if (!vpc_candidates(
		walk->world, candidate->id, walk->to, "local", &found)) {
		walk_end(walk, OUTCOME_UNKNOWN,
		    arena_printf(arena,
			"to %s; what is behind it is not described",
			candidate->id));
		return;
	}
	step = walk_step(walk, "VPC", candidate->id, &found, SCHEME_VPC);
	if (step->count != 0)
		walk_end(walk, OUTCOME_REACHED,
		    arena_printf(arena, "within %s",
			world_title(walk->world, candidate->id)));
	else
		walk_end(walk, OUTCOME_UNKNOWN,
		    arena_printf(arena,
			"to %s, whose own tables decide: it has no such "
			"network",
			candidate->id));
}

/* "over tgw-attach-1 and tgw-attach-2": to appliances behind Connect
 * attachments, whose ECMP nobody needs to enable.  False where something else
 * is left. */
static bool
walk_over_connect(struct walk *walk, struct route_step *step)
{
	struct arena *arena = walk->world->arena;
	const struct candidate *c, *first = NULL;
	const char *words = "over";
	bool spread = true;

	for (c = step->candidates; c < step->candidates + step->count; c++) {
		if (c->lost != NULL)
			continue;
		if (c->class != CLASS_TRANSIT_CONNECT || c->doubtful)
			return false;
		if (first == NULL)
			first = c;
		spread &= c->first_asn.known && first->first_asn.known &&
			  c->first_asn.number == first->first_asn.number;
	}
	step->spread = spread && step->decision.decided == DECIDED_EQUAL;
	for (c = first; c < step->candidates + step->count; c++)
		if (c->lost == NULL)
			words = arena_printf(arena, "%s %s%s", words,
			    c == first     ? ""
			    : step->spread ? "and "
					   : "or ",
			    world_title(walk->world, c->id));
	walk_end(walk, OUTCOME_REACHED,
	    arena_printf(arena, "%s, by Connect", words));
	return true;
}

void
walk_transit(struct walk *walk, const char *key, const char *resource)
{
	struct candidates found = { NULL, 0, 0 };
	const struct candidate *to = NULL;
	struct route_step *step;
	const char *table;
	size_t i, left = 0;

	transit_candidates(
	    walk->world, key, resource, walk->to, walk->from, &table, &found);
	step = walk_step(walk, "transit gateway", key, &found, SCHEME_TRANSIT);
	step->table = table;
	if (table == NULL && transit_has_no_default(walk->world, key))
		step->note = "what comes in is associated with no route table, "
			     "and the gateway has no default one for it";
	else if (table == NULL)
		step->note = "no route table of it is known: all that is "
			     "attached is taken to share one, as AWS's "
			     "defaults have it";
	if (walk_stops(walk, step))
		return;
	if (walk_over_connect(walk, step))
		return;
	for (i = 0; i < step->count; i++)
		if (step->candidates[i].lost == NULL) {
			left++;
			if (step->candidates[i].to == NULL)
				to = &step->candidates[i];
		}
	if (to != NULL && left > 1) {
		walk_end(walk, OUTCOME_UNKNOWN, step->decision.why);
		return;
	}
	if (to != NULL) {
		go_on(walk, key, to);
		return;
	}
	if (left > 1)
		step->spread = is_spread(walk->world, key, step,
		    step->note == NULL ? &step->note : &(const char *){ NULL });
	walk_out(walk, step);
}

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

/* Where the one candidate that is no tunnel leads. */
static void
go_on(struct walk *walk, const struct candidate *candidate)
{
	struct candidates found = { NULL, 0, 0 };
	struct arena *arena = walk->world->arena;
	struct route_step *step;

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
	if (table == NULL)
		step->note = "no route table of it is known: all that is "
			     "attached is taken to share one, as AWS's "
			     "defaults have it";
	if (walk_stops(walk, step))
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
		go_on(walk, to);
		return;
	}
	if (left > 1)
		step->spread = is_spread(walk->world, key, step,
		    step->note == NULL ? &step->note : &(const char *){ NULL });
	walk_out(walk, step);
}

/* SPDX-License-Identifier: ISC */
/* One path through VPCs and virtual private gateways.  Floor 5. */
#include <string.h>

#include "base/buf.h"
#include "route/world.h"

/* Through how many places a path goes at most: a loop of tables ends. */
#define LIMIT_DEPTH 8

/* How many tunnels and interfaces the words of a path name. */
#define LIMIT_WORDS 10

/* ---- steps ------------------------------------------------------------ */

struct route_step *
walk_step(struct walk *walk, const char *kind, const char *id,
    struct candidates *candidates, enum scheme scheme)
{
	struct arena *arena = walk->world->arena;
	struct route_step *step = ARENA_NEW(arena, struct route_step);

	*step = (struct route_step){ .kind = kind,
		.id = id,
		.candidates = candidates->list,
		.count = candidates->count,
		.decision = decide(
		    scheme, candidates->list, candidates->count, arena) };
	*walk->end = step;
	walk->end = &step->next;
	return step;
}

void
walk_end(struct walk *walk, enum outcome outcome, const char *words)
{
	walk->path->outcome = outcome;
	walk->path->end = words;
}

bool
walk_stops(struct walk *walk, const struct route_step *step)
{
	size_t i, dropping = 0, going = 0;

	for (i = 0; i < step->count; i++) {
		if (step->candidates[i].lost != NULL)
			continue;
		if (step->candidates[i].blackhole)
			dropping++;
		else
			going++;
	}
	if (dropping == 0 && going == 0)
		walk_end(walk, OUTCOME_LOST,
		    step->count == 0 ? "no route" : "no route works");
	else if (going == 0)
		walk_end(walk, OUTCOME_LOST, "a blackhole drops the packets");
	else if (dropping != 0)
		walk_end(walk, OUTCOME_UNKNOWN,
		    "one of the routes left is a blackhole");
	else
		return false;
	return true;
}

/* The links that are left in STEP, each once. */
static struct link_list
links_left(struct walk *walk, const struct route_step *step)
{
	struct link_list left = { NULL, 0, 0 };
	size_t mark = world_mark(walk->world), i;
	struct link *link;

	for (i = 0; i < step->count; i++) {
		if (step->candidates[i].lost != NULL ||
		    step->candidates[i].to == NULL)
			continue;
		link = world_link(walk->world, step->candidates[i].to);
		if (link->mark != mark)
			link_list_add(&left, link, walk->world->arena);
		link->mark = mark;
	}
	return left;
}

static void
set_ends(struct walk *walk, const struct link_list *left)
{
	struct route_path *path = walk->path;
	size_t i;

	path->links = left->list;
	path->end_count = left->count;
	path->ends = arena_array(
	    walk->world->arena, left->count + 1, sizeof(*path->ends));
	for (i = 0; i < left->count; i++)
		path->ends[i] = left->list[i]->id;
}

/* "vpn-1 tunnel 203.0.113.1 or 203.0.113.2" */
void
walk_out(struct walk *walk, const struct route_step *step)
{
	struct arena *arena = walk->world->arena;
	struct link_list left = links_left(walk, step);
	const struct candidate *candidate;
	bool known = false, doubt = false;
	const struct link *link;
	struct buf words = { 0 };
	size_t i;

	for (i = 0; i < step->count; i++) {
		candidate = &step->candidates[i];
		if (candidate->lost != NULL || candidate->to == NULL)
			continue;
		known |= !candidate->doubtful;
		doubt |= candidate->doubtful;
	}
	set_ends(walk, &left);
	buf_text(&words, doubt && !known ? "perhaps over " : "over ");
	for (i = 0; i < left.count && i < LIMIT_WORDS; i++) {
		link = left.list[i];
		buf_printf(&words, "%s%s",
		    i == 0         ? ""
		    : step->spread ? " and "
				   : " or ",
		    link->id);
		if (link->connection != NULL &&
		    strncmp(link->id, link->owner, strlen(link->owner)) != 0)
			buf_printf(&words, " of %s", link->owner);
	}
	if (i < left.count)
		buf_printf(&words, " and %zu more", left.count - i);
	walk_end(walk, known ? OUTCOME_REACHED : OUTCOME_UNKNOWN,
	    arena_copy(arena, words.data, words.length));
	buf_free(&words);
}

/* ---- targets ---------------------------------------------------------- */

static bool
is_kind(const struct world *world, const char *key, enum estate_kind kind,
    const char *prefix, enum gateway_kind gateway)
{
	const struct gateway *known = world_gateway(world, key);

	return strncmp(key, prefix, strlen(prefix)) == 0 ||
	       estate_find(world->estate, kind, key) != NULL ||
	       (known != NULL && known->kind == gateway);
}

void
walk_target(struct walk *walk, const char *target, const char *vpc)
{
	struct world *world = walk->world;

	if (++walk->depth > LIMIT_DEPTH)
		walk_end(walk, OUTCOME_UNKNOWN, "the path is too long");
	else if (strcmp(target, "local") == 0)
		walk_end(walk, OUTCOME_REACHED,
		    arena_printf(
			world->arena, "within %s", world_title(world, vpc)));
	else if (is_kind(world, target, ESTATE_PEERING, "pcx-", GATEWAY_KINDS))
		walk_peering(walk, target, vpc);
	else if (strstr(target, "core-network/") != NULL)
		walk_end(walk, OUTCOME_UNKNOWN,
		    arena_printf(world->arena,
			"to %s; its policy and what is attached to it are in "
			"no input that is read",
			target));
	else if (is_kind(
		     world, target, ESTATE_VPN_GATEWAY, "vgw-", GATEWAY_VPN))
		walk_vpn_gateway(walk, target);
	else if (is_kind(world, target, ESTATE_TRANSIT_GATEWAY, "tgw-",
		     GATEWAY_TRANSIT) &&
		 strncmp(target, "tgw-attach-", 11) != 0)
		walk_transit(walk, target, vpc);
	else
		walk_end(walk, OUTCOME_UNKNOWN,
		    arena_printf(world->arena,
			"to %s; what is behind it is not described", target));
}

/* From an interface to a gateway behind the Direct Connect gateway KEY: the
 * one whose networks cover the destination best. */
static void
walk_behind_dx(struct walk *walk, const char *key)
{
	const struct world *world = walk->world;
	const struct estate_dx_association *association;
	struct candidates found = { NULL, 0, 0 };
	struct candidate candidate = { .class = CLASS_DEVICE };
	struct estate_item *const *list;
	struct route_step *step;
	const char *target;
	size_t count, before, i, j;

	list =
	    estate_children(world->estate, ESTATE_DX_ASSOCIATION, key, &count);
	for (i = 0; i < count; i++) {
		association = (const void *)list[i];
		candidate.id = association->gateway_id.text;
		before = found.count;
		if (gateway_candidates(world, candidate.id, walk->to, &found)) {
			for (j = before; j < found.count; j++)
				found.list[j].id = candidate.id;
			continue;
		}
		for (j = 0; j < association->item.prefix_count; j++) {
			candidate.prefix =
			    association->item.prefixes[j].u.prefix;
			candidate.at = association->item.prefixes[j].at;
			if (prefix_covers(candidate.prefix, walk->to))
				candidates_add(
				    &found, &candidate, world->arena);
		}
	}
	step = walk_step(
	    walk, "Direct Connect gateway", key, &found, SCHEME_DEVICE);
	if (walk_stops(walk, step))
		return;
	target = step_target(step);
	if (target == NULL)
		walk_end(walk, OUTCOME_UNKNOWN, step->decision.why);
	else
		walk_target(walk, target, key);
}

void
walk_gateway(struct walk *walk, const char *key)
{
	const char *resource = NULL;

	if (walk->from != NULL && walk->from->connection != NULL &&
	    value_known(&walk->from->connection->id))
		resource = walk->from->connection->id.text;
	if (walk->from != NULL && walk->from->interface != NULL &&
	    value_known(&walk->from->interface->dx_gateway_id))
		walk_behind_dx(walk, key);
	else if (is_kind(
		     walk->world, key, ESTATE_DX_GATEWAY, "?", GATEWAY_KINDS))
		walk_dx_gateway(walk, key);
	else
		walk_target(walk, key, resource);
}

/* Within the VPC, or by the table that the gateway KEY uses there. */
static void
arrive(struct walk *walk, const char *key, const char *vpc)
{
	const char *table = edge_table(walk->world, key, vpc);

	if (table != NULL)
		walk_edge(walk, vpc, table);
	else
		walk_end(walk, OUTCOME_REACHED,
		    arena_printf(walk->world->arena, "within %s",
			world_title(walk->world, vpc)));
}

void
walk_vpn_gateway(struct walk *walk, const char *key)
{
	const struct world *world = walk->world;
	struct candidates found = { NULL, 0, 0 };
	const struct ways ways = ways_at(world, key);
	const struct link *link;
	struct route_step *step;
	size_t i;

	/* From a VPC its own networks were not to be had by this gateway. */
	if (walk->from != NULL || walk->path->steps == NULL)
		gateway_candidates(world, key, walk->to, &found);
	for (i = 0; i < ways.count; i++) {
		link = ways.list[i].link;
		/* Nothing goes back to the site that it came from. */
		if (walk->from == NULL ||
		    strcmp(link->owner, walk->from->owner) != 0)
			link_candidates(world, link, walk->to, &found);
	}
	step = walk_step(
	    walk, "virtual private gateway", key, &found, SCHEME_VPN_GATEWAY);
	if (step->decision.decided == DECIDED_EQUAL)
		step->note = "AWS takes one tunnel for all that leaves and "
			     "may change it";
	if (step->count == 0 && walk->from != NULL)
		step->note = peering_note(world, key, walk->to);
	if (walk_stops(walk, step))
		return;
	for (i = 0; i < step->count; i++)
		if (step->candidates[i].lost == NULL &&
		    step->candidates[i].to == NULL) {
			arrive(walk, key, step->candidates[i].id);
			return;
		}
	walk_out(walk, step);
}

void
walk_dx_gateway(struct walk *walk, const char *key)
{
	const struct world *world = walk->world;
	const struct ways ways = ways_at(world, key);
	struct candidates found = { NULL, 0, 0 };
	struct route_step *step;
	size_t i;

	for (i = 0; i < ways.count; i++)
		if (ways.list[i].link->interface != NULL)
			link_candidates(
			    world, ways.list[i].link, walk->to, &found);
	step = walk_step(
	    walk, "Direct Connect gateway", key, &found, SCHEME_DX_GATEWAY);
	if (!walk_stops(walk, step))
		walk_out(walk, step);
}

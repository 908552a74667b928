/* SPDX-License-Identifier: ISC */
/* What a customer's device may send to AWS, and over what.  Floor 5. */
#include <string.h>

#include "route/world.h"

static bool
is_site(const struct link *link, const char *site)
{
	return link->site != NULL && strcmp(link->site, site) == 0;
}

static void
offer(const struct world *world, const struct link *link,
    struct candidate candidate, struct candidates *ret)
{
	candidate.class = CLASS_DEVICE;
	candidate_over(world, &candidate, link);
	candidates_add(ret, &candidate, world->arena);
}

/* The networks that AWS offers over LINK out of FOUND, each once. */
static void
offer_all(const struct world *world, const struct link *link,
    const struct candidates *found, struct candidates *ret)
{
	size_t i, j;

	for (i = 0; i < found->count; i++) {
		if (found->list[i].lost != NULL || found->list[i].doubtful ||
		    found->list[i].blackhole)
			continue;
		for (j = 0; j < i; j++)
			if (found->list[j].lost == NULL &&
			    ip_prefix_equal(
				found->list[j].prefix, found->list[i].prefix))
				break;
		if (j == i)
			offer(world, link, found->list[i], ret);
	}
}

/* What the gateway of other sites' links has learned, which a virtual private
 * gateway tells every peer (CloudHub). */
static void
add_others(const struct world *world, const struct link *link,
    struct ip_prefix to, struct candidates *found)
{
	const struct ways ways = ways_at(world, link->gateway);
	const struct link *other;
	size_t i;

	for (i = 0; i < ways.count; i++) {
		other = ways.list[i].link;
		if (other->site != NULL && !is_site(other, link->site))
			link_candidates(world, other, to, found);
	}
}

/* The networks behind a Direct Connect gateway. */
static bool
add_behind_dx(const struct world *world, const char *key, struct ip_prefix to,
    struct candidates *found)
{
	struct estate_item *const *list;
	const struct estate_dx_association *association;
	struct candidate candidate = { .class = CLASS_LOCAL };
	size_t count, i, j;
	bool known = false;

	list =
	    estate_children(world->estate, ESTATE_DX_ASSOCIATION, key, &count);
	for (i = 0; i < count; i++) {
		association = (const void *)list[i];
		if (gateway_candidates(
			world, association->gateway_id.text, to, found)) {
			known = true;
			continue;
		}
		known |= association->item.prefix_count != 0;
		for (j = 0; j < association->item.prefix_count; j++) {
			candidate.prefix =
			    association->item.prefixes[j].u.prefix;
			candidate.at = association->item.prefixes[j].at;
			candidate.id = association->gateway_id.text;
			if (prefix_covers(candidate.prefix, to))
				candidates_add(found, &candidate, world->arena);
		}
	}
	return known;
}

static bool
is_transit(const struct world *world, const struct link *link)
{
	const struct gateway *gateway =
	    link->connection != NULL ? link->connection->aws_gateway : NULL;

	return (gateway != NULL && gateway->kind == GATEWAY_TRANSIT) ||
	       (link->connection != NULL &&
		   value_known(&link->connection->transit_gateway_id)) ||
	       estate_find(world->estate, ESTATE_TRANSIT_GATEWAY,
		   link->gateway) != NULL;
}

static void
add_link(const struct world *world, const struct link *link,
    struct ip_prefix to, struct candidates *ret)
{
	struct candidates found = { NULL, 0, 0 };
	struct candidate doubt = { .doubtful = true, .prefix = to };
	const char *table, *resource;
	bool known = true;

	if (link->gateway == NULL)
		return;
	if (is_transit(world, link)) {
		resource = value_known(&link->connection->id)
			       ? link->connection->id.text
			       : NULL;
		transit_candidates(
		    world, link->gateway, resource, to, link, &table, &found);
		/* Networks that a descriptor says are behind it. */
		known = gateway_candidates(world, link->gateway, to, &found) ||
			found.count != 0 || table != NULL;
	} else {
		known = gateway_candidates(world, link->gateway, to, &found);
		if (link->interface != NULL && !known)
			known = add_behind_dx(world, link->gateway, to, &found);
		else if (link->interface == NULL &&
			 !connection_is_static(link->connection))
			add_others(world, link, to, &found);
	}
	offer_all(world, link, &found, ret);
	if (!known)
		offer(world, link, doubt, ret);
}

/* What is said where several are left, or a device with static routing is
 * asked. */
static const char *
note_of(const struct route_step *step)
{
	const struct link *link;
	size_t i;

	for (i = 0; i < step->count; i++) {
		link = step->candidates[i].to;
		if (step->candidates[i].lost == NULL &&
		    link->connection != NULL &&
		    connection_is_static(link->connection))
			return "with static routing the device needs routes "
			       "of its own, and its policy decides";
	}
	if (step->decision.decided != DECIDED_EQUAL)
		return NULL;
	return "the device's own policy decides; AWS marks the tunnel that "
	       "it takes itself with a lower MED";
}

/* The first link that is left; whether others end elsewhere. */
static const struct link *
first_left(const struct route_step *step, bool *ret_elsewhere)
{
	const struct link *first = NULL, *link;
	size_t i;

	*ret_elsewhere = false;
	for (i = 0; i < step->count; i++) {
		if (step->candidates[i].lost != NULL ||
		    step->candidates[i].doubtful)
			continue;
		link = step->candidates[i].to;
		if (first == NULL)
			first = link;
		else if (strcmp(first->gateway, link->gateway) != 0)
			*ret_elsewhere = true;
	}
	return first;
}

/* Where the path goes once it is at AWS; ends and words are kept. */
static void
follow(struct walk *walk, const struct link *link)
{
	const struct route_path before = *walk->path;

	walk->from = link;
	walk_gateway(walk, link->gateway);
	walk->path->ends = before.ends;
	walk->path->end_count = before.end_count;
	walk->path->links = before.links;
	walk->path->end = arena_printf(
	    walk->world->arena, "%s, then %s", before.end, walk->path->end);
}

void
walk_site(struct walk *walk, const char *site)
{
	const struct world *world = walk->world;
	const struct ways ways = ways_of_site(world, site);
	struct candidates found = { NULL, 0, 0 };
	struct route_step *step;
	const struct link *link;
	bool elsewhere;
	size_t i;

	for (i = 0; i < ways.count; i++)
		add_link(world, ways.list[i].link, walk->to, &found);
	step = walk_step(walk, "device", site, &found, SCHEME_DEVICE);
	step->note = note_of(step);
	for (i = 0;
	     i < world->link_count && step->count == 0 && step->note == NULL;
	     i++)
		if (is_site(&world->links[i], site))
			step->note = peering_note(
			    world, world->links[i].gateway, walk->to);
	if (walk_stops(walk, step))
		return;
	walk_out(walk, step);
	link = first_left(step, &elsewhere);
	if (link == NULL)
		return;
	if (elsewhere)
		step->note = "they end at different gateways: the path by the "
			     "first is followed";
	follow(walk, link);
}

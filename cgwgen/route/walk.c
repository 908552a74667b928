/* SPDX-License-Identifier: ISC */
/* One path through VPCs and virtual private gateways.  Floor 5. */
#include <string.h>

#include "base/buf.h"
#include "route/world.h"

/* Through how many places a path goes at most: a loop of tables ends. */
#define LIMIT_DEPTH 8

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

static void
add_end(struct walk *walk, const struct link *link)
{
	struct route_path *path = walk->path;
	size_t i;

	for (i = 0; i < walk->link_count; i++)
		if (walk->links[i] == link)
			return;
	walk->links[walk->link_count++] = link;
	path->ends[path->end_count++] = link->id;
}

/* "vpn-1 tunnel 203.0.113.1 or 203.0.113.2" */
void
walk_out(struct walk *walk, const struct route_step *step)
{
	struct arena *arena = walk->world->arena;
	const struct candidate *candidate;
	bool known = false, doubt = false;
	const struct link *link;
	struct buf words = { 0 };
	size_t i;

	for (i = 0; i < step->count; i++) {
		candidate = &step->candidates[i];
		link = candidate->to;
		if (candidate->lost != NULL || link == NULL)
			continue;
		known |= !candidate->doubtful;
		doubt |= candidate->doubtful;
		add_end(walk, link);
	}
	buf_text(&words, doubt && !known ? "perhaps over " : "over ");
	for (i = 0; i < walk->link_count; i++) {
		link = walk->links[i];
		buf_printf(&words, "%s%s",
		    i == 0         ? ""
		    : step->spread ? " and "
				   : " or ",
		    link->id);
		if (link->connection != NULL)
			buf_printf(&words, " of %s", link->owner);
	}
	walk_end(walk, known ? OUTCOME_REACHED : OUTCOME_UNKNOWN,
	    arena_copy(arena, words.data, words.length));
	buf_free(&words);
}

/* ---- VPCs ------------------------------------------------------------- */

bool
vpc_candidates(const struct world *world, const char *vpc,
    struct ip_prefix to, const char *id, struct candidates *ret)
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

static bool
is_word(const struct value *value, const char *word)
{
	return value_known(value) && strcmp(value->text, word) == 0;
}

/* Whether nothing works any more that leads from the gateway KEY to PREFIX,
 * of what is known to. */
static bool
is_withdrawn(
    const struct world *world, const char *key, struct ip_prefix prefix)
{
	struct candidates found = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < world->link_count; i++)
		if (link_at(world, &world->links[i], key))
			link_candidates(
			    world, &world->links[i], prefix, &found);
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
		.blackhole = is_word(&route->state, "blackhole") };

	if (is_word(&route->origin, "propagated") ||
	    is_word(&route->origin, "advertised"))
		candidate.class = CLASS_PROPAGATED;
	else if (is_word(&route->target, "local"))
		candidate.class = CLASS_LOCAL;
	if (is_word(&route->state, "filtered"))
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
	struct candidates found = { NULL, 0, 0 };
	struct candidate candidate;
	size_t i;

	for (i = 0; i < world->link_count; i++)
		if (link_at(world, &world->links[i], key))
			link_candidates(world, &world->links[i], to, &found);
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
	bool seen = false;

	list = estate_children(
	    world->estate, ESTATE_VPC_ROUTE, table, &count);
	for (i = 0; i < count; i++) {
		const struct estate_vpc_route *route = (const void *)list[i];

		/* An answer of AWS lists what is propagated, too. */
		seen |= route->target.origin == ORIGIN_API;
		if (value_known(&route->target) &&
		    !(is_word(&route->target, "local") && ret->count != 0))
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

/* The one target that is left, or NULL. */
static const char *
target_of(const struct route_step *step)
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

	vpc_candidates(walk->world, vpc, walk->to, "local", &found);
	table_candidates(walk->world, table, walk->to, &found);
	step = walk_step(walk, "VPC", vpc, &found, SCHEME_VPC);
	step->table = table;
	if (walk_stops(walk, step))
		return;
	target = target_of(step);
	if (target == NULL)
		walk_end(walk, OUTCOME_UNKNOWN,
		    step->decision.decided == DECIDED_EQUAL
			? "AWS takes one of the prefix lists and does not "
			  "say which"
			: step->decision.why);
	else
		walk_target(walk, target, vpc);
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
		    arena_printf(world->arena, "within %s", vpc));
	else if (is_kind(world, target, ESTATE_VPN_GATEWAY, "vgw-",
		     GATEWAY_VPN))
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

void
walk_gateway(struct walk *walk, const char *key)
{
	const char *resource = NULL;

	if (walk->from != NULL && walk->from->connection != NULL &&
	    value_known(&walk->from->connection->id))
		resource = walk->from->connection->id.text;
	if (is_kind(walk->world, key, ESTATE_DX_GATEWAY, "?", GATEWAY_KINDS))
		walk_dx_gateway(walk, key);
	else
		walk_target(walk, key, resource);
}

void
walk_vpn_gateway(struct walk *walk, const char *key)
{
	const struct world *world = walk->world;
	struct candidates found = { NULL, 0, 0 };
	const struct link *link;
	struct route_step *step;
	size_t i;

	if (walk->from != NULL)
		gateway_candidates(world, key, walk->to, &found);
	for (i = 0; i < world->link_count; i++) {
		link = &world->links[i];
		/* Nothing goes back to the site that it came from. */
		if (link_at(world, link, key) &&
		    (walk->from == NULL ||
			strcmp(link->owner, walk->from->owner) != 0))
			link_candidates(world, link, walk->to, &found);
	}
	step = walk_step(walk, "virtual private gateway", key, &found,
	    SCHEME_VPN_GATEWAY);
	if (step->decision.decided == DECIDED_EQUAL)
		step->note = "AWS takes one tunnel for all that leaves and "
			     "may change it";
	if (walk_stops(walk, step))
		return;
	for (i = 0; i < step->count; i++)
		if (step->candidates[i].lost == NULL &&
		    step->candidates[i].to == NULL) {
			walk_end(walk, OUTCOME_REACHED,
			    arena_printf(world->arena, "within %s",
				step->candidates[i].id));
			return;
		}
	walk_out(walk, step);
}

void
walk_dx_gateway(struct walk *walk, const char *key)
{
	const struct world *world = walk->world;
	struct candidates found = { NULL, 0, 0 };
	struct route_step *step;
	size_t i;

	for (i = 0; i < world->link_count; i++)
		if (world->links[i].interface != NULL &&
		    link_at(world, &world->links[i], key))
			link_candidates(
			    world, &world->links[i], walk->to, &found);
	step = walk_step(
	    walk, "Direct Connect gateway", key, &found, SCHEME_DX_GATEWAY);
	if (!walk_stops(walk, step))
		walk_out(walk, step);
}

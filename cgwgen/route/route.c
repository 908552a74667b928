/* SPDX-License-Identifier: ISC */
/* All paths to a destination.  Floor 5. */
#include "route/route.h"

#include <string.h>

#include "route/world.h"

static void
add_start(const struct world *world, struct starts *starts, const char *kind,
    const char *id, const char *table)
{
	struct start *grown;
	size_t i;

	for (i = 0; i < starts->count; i++)
		if (strcmp(starts->list[i].id, id) == 0 &&
		    strcmp(starts->list[i].kind, kind) == 0 &&
		    (table == NULL ||
			strcmp(starts->list[i].table, table) == 0))
			return;
	if (starts->count == starts->capacity) {
		starts->capacity = starts->capacity * 2 + 8;
		grown =
		    arena_array(world->arena, starts->capacity, sizeof(*grown));
		if (starts->count != 0)
			memcpy(grown, starts->list,
			    starts->count * sizeof(*grown));
		starts->list = grown;
	}
	starts->list[starts->count++] = (struct start){ kind, id, table };
}

/* ---- starts ----------------------------------------------------------- */

static bool
is_called(const char *wanted, const char *id, const struct value *name)
{
	return wanted == NULL || strcmp(wanted, id) == 0 ||
	       (name != NULL && value_known(name) &&
		   strcmp(name->text, wanted) == 0);
}

static bool
holds(const struct estate_item *item, struct ip_prefix to)
{
	size_t i;

	for (i = 0; i < item->prefix_count; i++)
		if (prefix_covers(item->prefixes[i].u.prefix, to))
			return true;
	return false;
}

/* A path for each table, since each subnet's may differ. */
static void
add_vpcs(const struct world *world, const char *wanted, struct ip_prefix to,
    struct starts *starts)
{
	const struct estate_list *list = &world->estate->kinds[ESTATE_VPC];
	struct estate_item *const *tables;
	const struct estate_vpc *vpc;
	size_t count, i, j;

	for (i = 0; i < list->count; i++) {
		vpc = (const void *)list->by_key[i];
		if ((!is_called(wanted, vpc->item.key, &vpc->name) &&
			(vpc->item.label == NULL ||
			    strcmp(vpc->item.label, wanted) != 0)) ||
		    (wanted == NULL && holds(&vpc->item, to)))
			continue;
		tables = estate_children(
		    world->estate, ESTATE_VPC_TABLE, vpc->item.key, &count);
		for (j = 0; j < count; j++)
			if (!is_edge_table(world, tables[j]->key))
				add_start(world, starts, "VPC", vpc->item.key,
				    tables[j]->key);
	}
}

/* The gateways themselves, where nothing is known of the VPCs. */
static void
add_gateways(
    const struct world *world, const char *wanted, struct starts *starts)
{
	const struct gateway *gateway;
	const struct link *link;
	size_t i;

	for (i = 0; i < world->link_count; i++) {
		link = &world->links[i];
		gateway = link->connection != NULL
			      ? link->connection->aws_gateway
			      : NULL;
		if (link->gateway != NULL &&
		    (is_called(wanted, link->gateway, NULL) ||
			(gateway != NULL &&
			    gateway_is_called(gateway, wanted))))
			add_start(
			    world, starts, "gateway", link->gateway, NULL);
	}
}

/* Whether the networks of LINK's site are known to cover TO. */
static bool
has_network(
    const struct world *world, const struct link *link, struct ip_prefix to)
{
	struct candidates found = { NULL, 0, 0 };
	size_t i;

	link_candidates(world, link, to, &found);
	for (i = 0; i < found.count; i++)
		if (!found.list[i].doubtful)
			return true;
	return false;
}

static bool
site_has_network(
    const struct world *world, const char *site, struct ip_prefix to)
{
	size_t i;

	for (i = 0; i < world->link_count; i++)
		if (world->links[i].site != NULL &&
		    strcmp(world->links[i].site, site) == 0 &&
		    has_network(world, &world->links[i], to))
			return true;
	return false;
}

static void
add_sites(const struct world *world, const char *wanted, struct ip_prefix to,
    struct starts *starts)
{
	const struct link *link;
	const struct gateway *site;
	size_t i;

	for (i = 0; i < world->link_count; i++) {
		link = &world->links[i];
		site = link->connection != NULL
			   ? link->connection->customer_gateway
			   : NULL;
		if (link->site == NULL)
			continue;
		if (!is_called(wanted, link->site, NULL) &&
		    strcmp(wanted, link->owner) != 0 &&
		    !(site != NULL && gateway_is_called(site, wanted)))
			continue;
		if (wanted != NULL || !site_has_network(world, link->site, to))
			add_start(world, starts, "site", link->site, NULL);
	}
}

/* Clients of a Client VPN endpoint, where one is asked for. */
static void
add_endpoints(
    const struct world *world, const char *wanted, struct starts *starts)
{
	const struct estate_list *list =
	    &world->estate->kinds[ESTATE_CLIENT_ENDPOINT];
	size_t i;

	for (i = 0; i < list->count; i++)
		if (client_is_called(list->by_key[i], wanted))
			add_start(world, starts, "Client VPN endpoint",
			    list->by_key[i]->key, NULL);
}

struct starts
route_starts(const struct world *world, const char *from, struct ip_prefix to)
{
	struct starts starts = { NULL, 0, 0 };
	size_t before;

	add_vpcs(world, from, to, &starts);
	before = starts.count;
	if (from != NULL ? before == 0
			 : world->estate->kinds[ESTATE_VPC].count == 0)
		add_gateways(world, from, &starts);
	add_sites(world, from, to, &starts);
	if (from != NULL)
		add_endpoints(world, from, &starts);
	return starts;
}

bool
route_start_known(const struct world *world, const char *name)
{
	struct ip_prefix any = { .length = 0 };

	return route_starts(world, name, any).count != 0;
}

/* ---- paths ------------------------------------------------------------ */

static struct route_path *
new_path(
    const struct world *world, const struct start *start, struct ip_prefix to)
{
	struct route_path *path = ARENA_NEW(world->arena, struct route_path);

	*path = (struct route_path){
		.kind = start->kind, .from = start->id, .to = to
	};
	path->ends = arena_array(
	    world->arena, world->link_count + 1, sizeof(*path->ends));
	return path;
}

static void
name_steps(const struct world *world, const struct route_path *path)
{
	struct route_step *step;
	size_t i;

	for (step = path->steps; step != NULL; step = step->next) {
		step->id = world_title(world, step->id);
		step->table = world_title(world, step->table);
		for (i = 0; i < step->count; i++)
			step->candidates[i].id =
			    world_title(world, step->candidates[i].id);
	}
}

struct route_path *
route_walk(struct world *world, const struct start *start, struct ip_prefix to)
{
	struct route_path *path = new_path(world, start, to);
	struct walk walk = {
		.world = world, .path = path, .to = to, .end = &path->steps
	};

	walk.links = arena_array(
	    world->arena, world->link_count + 1, sizeof(*walk.links));
	if (strcmp(start->kind, "VPC") == 0)
		walk_vpc(&walk, start->id, start->table);
	else if (strcmp(start->kind, "site") == 0)
		walk_site(&walk, start->id);
	else if (strcmp(start->kind, "Client VPN endpoint") == 0)
		walk_client(&walk, start->id);
	else
		walk_gateway(&walk, start->id);
	name_steps(world, path);
	path->from = world_title(world, path->from);
	return path;
}

/* ---- the way back ----------------------------------------------------- */

static const struct link *
link_called(const struct world *world, const char *id)
{
	size_t i;

	for (i = 0; i < world->link_count; i++)
		if (world->links[i].id == id)
			return &world->links[i];
	return NULL;
}

static bool
is_among(const struct route_path *path, const char *id)
{
	size_t i;

	for (i = 0; i < path->end_count; i++)
		if (path->ends[i] == id)
			return true;
	return false;
}

static const char *
compare(const struct route_path *path, const struct route_path *back)
{
	size_t i, common = 0;

	for (i = 0; i < back->end_count; i++)
		common += is_among(path, back->ends[i]);
	if (back->end_count == 0)
		return NULL;
	if (common == 0)
		return "asymmetric: no tunnel or interface carries both ways";
	if (common == 1 && path->end_count == 1 && back->end_count == 1)
		return "symmetric: both ways go over the same one";
	return "may be asymmetric: the two ends choose by themselves";
}

/* One way back for each site that the path may lead to; where packets to the
 * VPC are for its first network. */
static const struct route_path **
add_ways_back(struct world *world, struct route_path *path, const char *key,
    const struct route_path **end)
{
	const struct estate_item *vpc =
	    estate_find(world->estate, ESTATE_VPC, key);
	struct start start = { "site", NULL, NULL };
	struct route_path *back;
	const struct link *link;
	size_t i, j;

	if (vpc == NULL || vpc->prefix_count == 0)
		return end;
	for (i = 0; i < world->link_count; i++) {
		link = &world->links[i];
		/* Each site once that packets may have gone to. */
		if (link->site == NULL || !link_is_first(world, i))
			continue;
		for (j = 0; j < path->end_count; j++)
			if (strcmp(link_called(world, path->ends[j])->site,
				link->site) == 0)
				break;
		if (j == path->end_count &&
		    !site_has_network(world, link->site, path->to))
			continue;
		start.id = link->site;
		back = route_walk(world, &start, vpc->prefixes[0].u.prefix);
		back->back = true;
		if (back->outcome == OUTCOME_REACHED)
			back->symmetry = compare(path, back);
		*end = back;
		end = &back->next;
	}
	return end;
}

const struct route_path *
route_paths(struct world *world, struct ip_prefix to, const char *from)
{
	struct starts starts = route_starts(world, from, to);
	const struct route_path *first = NULL, **end = &first;
	struct route_path *path;
	size_t i;

	for (i = 0; i < starts.count; i++) {
		path = route_walk(world, &starts.list[i], to);
		*end = path;
		end = &path->next;
		if (path->outcome == OUTCOME_REACHED && path->end_count != 0 &&
		    strcmp(path->kind, "VPC") == 0)
			end =
			    add_ways_back(world, path, starts.list[i].id, end);
	}
	return first;
}

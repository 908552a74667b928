/* SPDX-License-Identifier: ISC */
/* All paths to a destination.  Floor 5. */
#include "route/route.h"

#include <stdlib.h>
#include <string.h>

#include "route/world.h"

static int
by_place(const void *a, const void *b)
{
	const struct link *const *x = a, *const *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* ---- paths ------------------------------------------------------------ */

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
	struct route_path *path = ARENA_NEW(world->arena, struct route_path);
	struct walk walk = {
		.world = world, .path = path, .to = to, .end = &path->steps
	};

	*path = (struct route_path){
		.kind = start->kind, .from = start->id, .to = to
	};
	if (start->vpc != NULL && start->table == NULL)
		walk_end(&walk, OUTCOME_UNKNOWN,
		    "no input says which route table it has");
	else if (start->vpc != NULL)
		walk_vpc(&walk, start->vpc, start->table);
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

static const char *
compare(struct world *world, const struct route_path *path,
    const struct route_path *back)
{
	size_t i, common = 0, mark = world_mark(world);

	for (i = 0; i < path->end_count; i++)
		world_link(world, path->links[i])->mark = mark;
	for (i = 0; i < back->end_count; i++)
		common += back->links[i]->mark == mark;
	if (back->end_count == 0)
		return NULL;
	if (common == 0)
		return "asymmetric: no tunnel or interface carries both ways";
	if (common == 1 && path->end_count == 1 && back->end_count == 1)
		return "symmetric: both ways go over the same one";
	return "may be asymmetric: the two ends choose by themselves";
}

/* The first links of the sites that packets may have gone to, and of those
 * that have PATH's destination, in the order of the links. */
static struct link_list
sites_of(struct world *world, const struct route_path *path,
    const struct link_list *holders)
{
	struct link_list sites = { NULL, 0, 0 };
	size_t mark = world_mark(world), i;
	const struct link_list ends = { path->links, path->end_count, 0 };
	const struct link_list *lists[] = { &ends, holders };
	struct link *link;
	size_t k;

	for (k = 0; k < sizeof(lists) / sizeof(lists[0]); k++)
		for (i = 0; i < lists[k]->count; i++) {
			link = world_link(world, lists[k]->list[i]->first);
			if (link->site == NULL || link->mark == mark)
				continue;
			link->mark = mark;
			link_list_add(&sites, link, world->arena);
		}
	if (sites.count > 1)
		qsort(sites.list, sites.count, sizeof(*sites.list), by_place);
	return sites;
}

/* One way back for each site that the path may lead to; where packets to the
 * VPC are for its first network. */
static struct route_path **
add_ways_back(struct world *world, struct route_path *path, const char *key,
    const struct link_list *holders, struct route_path **end)
{
	const struct estate_item *vpc =
	    estate_find(world->estate, ESTATE_VPC, key);
	struct start start = { .kind = "site" };
	struct link_list sites;
	struct route_path *back;
	size_t i;

	if (vpc == NULL || vpc->prefix_count == 0)
		return end;
	sites = sites_of(world, path, holders);
	for (i = 0; i < sites.count; i++) {
		start.id = sites.list[i]->site;
		back = route_walk(world, &start, vpc->prefixes[0].u.prefix);
		back->back = true;
		if (back->outcome == OUTCOME_REACHED)
			back->symmetry = compare(world, path, back);
		*end = back;
		end = &back->next;
	}
	return end;
}

/* ---- all -------------------------------------------------------------- */

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool
same_maybe(struct maybe a, struct maybe b)
{
	return a.known == b.known && (!a.known || a.number == b.number);
}

/* But for the places in the inputs. */
static bool
same_candidate(const struct candidate *a, const struct candidate *b)
{
	return same_text(a->id, b->id) && a->to == b->to &&
	       ip_prefix_equal(a->prefix, b->prefix) && a->class == b->class &&
	       same_maybe(a->as_path_length, b->as_path_length) &&
	       same_maybe(a->first_asn, b->first_asn) &&
	       same_maybe(a->med, b->med) && a->blackhole == b->blackhole &&
	       a->doubtful == b->doubtful && same_text(a->lost, b->lost);
}

static bool
same_step(const struct route_step *a, const struct route_step *b)
{
	size_t i;

	if (!same_text(a->id, b->id) || a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (!same_candidate(&a->candidates[i], &b->candidates[i]))
			return false;
	return true;
}

/* Whether two tables of a VPC say the same. */
static bool
same_path(const struct route_path *a, const struct route_path *b)
{
	const struct route_step *x, *y;

	if (a->outcome != b->outcome || !same_text(a->end, b->end))
		return false;
	for (x = a->steps, y = b->steps; x != NULL && y != NULL;
	     x = x->next, y = y->next)
		if (!same_step(x, y))
			return false;
	return x == y;
}

static void
add_table(const struct world *world, struct route_path *path,
    const struct start *start)
{
	struct route_table *table;

	if (start->vpc == NULL || start->table == NULL)
		return;
	table = ARENA_NEW(world->arena, struct route_table);
	*table = (struct route_table){ .id = world_title(world, start->table),
		.main = start->main,
		.several = start->several,
		.subnets = start->subnets,
		.subnet_count = start->subnet_count,
		.next = NULL };
	if (path->tables == NULL)
		path->tables = table;
	else
		path->last_table->next = table;
	path->last_table = table;
}

/* The path of another table of the same VPC that says what PATH says, among
 * those from FIRST on, or NULL. */
static struct route_path *
find_same(struct route_path *first, const struct route_path *path)
{
	for (; first != NULL; first = first->next)
		if (!first->back && same_path(first, path))
			return first;
	return NULL;
}

const struct route_path *
route_paths(struct world *world, struct ip_prefix to, const char *from)
{
	struct starts starts = route_starts(world, from, to);
	const struct link_list holders = route_holders(world, to);
	struct route_path *first = NULL, **end = &first, **vpc = &first;
	struct route_path *path, *same;
	const struct start *start;

	for (start = starts.list; start < starts.list + starts.count; start++) {
		path = route_walk(world, start, to);
		/* Tables of a VPC follow each other. */
		if (start == starts.list ||
		    !same_text(start->vpc, start[-1].vpc))
			vpc = end;
		same = start->vpc != NULL && start->table != NULL
			   ? find_same(*vpc, path)
			   : NULL;
		add_table(world, same != NULL ? same : path, start);
		if (same != NULL)
			continue;
		*end = path;
		end = &path->next;
		if (path->outcome == OUTCOME_REACHED && path->end_count != 0 &&
		    start->vpc != NULL)
			end = add_ways_back(
			    world, path, start->vpc, &holders, end);
	}
	return first;
}

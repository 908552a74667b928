/* SPDX-License-Identifier: ISC */
/* What becomes of paths while one thing fails.  Floor 5. */
#include <string.h>

#include "route/world.h"

struct failing {
	struct world *world;
	struct ip_prefix to;
	struct starts starts;
	enum outcome *before;
	const struct route_failure **end;
};

static void
try(struct failing *f, const char *kind, const char *id)
{
	struct world *world = f->world;
	const char **down =
	    arena_array(world->arena, world->link_count + 1, sizeof(*down));
	struct route_failure *failure;
	struct route_path *path;
	size_t i;

	for (i = 0; i < world->link_count; i++)
		down[i] = world->links[i].down;
	world_fail(world, id);
	for (i = 0; i < f->starts.count; i++) {
		path = route_walk(world, &f->starts.list[i], f->to);
		failure = ARENA_NEW(world->arena, struct route_failure);
		*failure = (struct route_failure){ .kind = kind,
			.id = id,
			.from = path->from,
			.table = world_title(world, f->starts.list[i].table),
			.before = f->before[i],
			.outcome = path->outcome,
			.end = path->end };
		*f->end = failure;
		f->end = &failure->next;
	}
	for (i = 0; i < world->link_count; i++)
		world->links[i].down = down[i];
}

const struct route_failure *
route_failures(struct world *world, struct ip_prefix to, const char *from)
{
	const struct route_failure *first = NULL;
	struct failing f = { .world = world, .to = to, .end = &first };
	const struct link *link;
	size_t i;

	f.starts = route_starts(world, from, to);
	f.before =
	    arena_array(world->arena, f.starts.count + 1, sizeof(*f.before));
	for (i = 0; i < f.starts.count; i++)
		f.before[i] = route_walk(world, &f.starts.list[i], to)->outcome;
	for (i = 0; i < world->link_count; i++) {
		link = &world->links[i];
		try(&f,
		    link->interface != NULL ? "virtual interface" : "tunnel",
		    link->id);
	}
	for (i = 0; i < world->link_count; i++) {
		link = &world->links[i];
		if (link->site != NULL && link->connection != NULL &&
		    link_is_first(world, i))
			try(&f, "customer gateway", link->site);
	}
	return first;
}

/* SPDX-License-Identifier: ISC */
/*
 * What becomes of paths while one thing fails.  A path changes only when a
 * link fails that was asked on the way whether it works; only such paths are
 * looked for again.  Floor 5.
 */
#include <stdlib.h>
#include <string.h>

#include "route/world.h"

/* A start whose path asked a link. */
struct asking {
	size_t start;
	struct asking *next; /* a later start, or NULL */
};

struct failing {
	struct world *world;
	struct ip_prefix to;
	struct starts starts;
	const struct route_path **before; /* by start */
	struct asking **first;            /* by link, or NULL */
	size_t *touched;                  /* starts of the thing at hand */
	size_t touched_count;
	bool *is_touched;      /* by start */
	struct arena *arena;   /* of what is found */
	struct arena *scratch; /* of one thing's failing */
	struct route_failures result;
	const struct route_failure **end;
};

/* ---- as it is --------------------------------------------------------- */

/* The paths as they are, and what they depend on. */
static void
look_first(struct failing *f)
{
	struct world *world = f->world;
	struct asking *asking;
	struct link_list asked;
	size_t i, j, number;

	/* From the last to the first, so that lists begin with the first. */
	for (i = f->starts.count; i-- > 0;) {
		asked = (struct link_list){ NULL, 0, 0 };
		memo_watch(world, &asked);
		f->before[i] = route_walk(world, &f->starts.list[i], f->to);
		memo_watch(world, NULL);
		for (j = 0; j < asked.count; j++) {
			number = (size_t)(asked.list[j] - world->links);
			if (f->first[number] != NULL &&
			    f->first[number]->start == i)
				continue;
			asking = ARENA_NEW(world->arena, struct asking);
			*asking = (struct asking){ i, f->first[number] };
			f->first[number] = asking;
		}
	}
}

/* ---- one thing fails -------------------------------------------------- */

static int
by_number(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The starts that depend on WAYS, in their order. */
static void
find_touched(struct failing *f, struct ways ways)
{
	const struct asking *asking;
	size_t i;

	f->touched_count = 0;
	for (i = 0; i < ways.count; i++)
		for (asking = f->first[ways.list[i].link - f->world->links];
		     asking != NULL; asking = asking->next) {
			if (f->is_touched[asking->start])
				continue;
			f->is_touched[asking->start] = true;
			f->touched[f->touched_count++] = asking->start;
		}
	for (i = 0; i < f->touched_count; i++)
		f->is_touched[f->touched[i]] = false;
	if (f->touched_count > 1)
		qsort(f->touched, f->touched_count, sizeof(*f->touched),
		    by_number);
}

/* Whether a start's path is another one now. */
static bool
look_again(struct failing *f, const struct route_element *element, size_t i)
{
	const struct route_path *before = f->before[i];
	const struct route_path *path =
	    route_walk(f->world, &f->starts.list[i], f->to);
	struct route_failure *failure;

	/* What is unknown and stays so tells nothing. */
	if (path->outcome == before->outcome &&
	    (path->outcome == OUTCOME_UNKNOWN ||
		strcmp(path->end, before->end) == 0))
		return false;
	failure = ARENA_NEW(f->arena, struct route_failure);
	*failure = (struct route_failure){ .kind = element->kind,
		.id = element->id,
		.from = path->from,
		.table = world_title(f->world, f->starts.list[i].table),
		.before = before->outcome,
		.outcome = path->outcome,
		.end = arena_string(f->arena, path->end) };
	*f->end = failure;
	f->end = &failure->next;
	return true;
}

/* Whether what is remembered of tables depends on WAYS: of tunnels only
 * whether they work, and that is asked anew. */
static bool
is_remembered(struct ways ways)
{
	size_t i;

	for (i = 0; i < ways.count; i++)
		if (ways.list[i].link->interface != NULL)
			return true;
	return false;
}

static void
try(struct failing *f, const char *kind, const char *id, struct ways ways)
{
	const struct route_element element = { kind, id };
	const bool forget = is_remembered(ways);
	const char **down;
	bool changed = false;
	size_t i;

	find_touched(f, ways);
	if (f->touched_count != 0) {
		memo_suspend(f->world, f->scratch, forget);
		down = arena_array(f->scratch, ways.count, sizeof(*down));
		for (i = 0; i < ways.count; i++) {
			down[i] = ways.list[i].link->down;
			ways.list[i].link->down = "it fails, by --fail";
		}
		for (i = 0; i < f->touched_count; i++)
			changed |= look_again(f, &element, f->touched[i]);
		for (i = 0; i < ways.count; i++)
			ways.list[i].link->down = down[i];
		memo_resume(f->world);
		arena_reset(f->scratch);
	}
	if (!changed)
		f->result.idle[f->result.idle_count++] = element;
}

struct route_failures
route_failures(struct world *world, struct ip_prefix to, const char *from)
{
	struct failing f = { .world = world,
		.to = to,
		.arena = world->arena,
		.scratch = arena_new() };
	const struct link *link;
	struct ways ways;
	size_t i;

	f.end = &f.result.changes;
	f.starts = route_starts(world, from, to);
	f.before =
	    arena_array(world->arena, f.starts.count + 1, sizeof(*f.before));
	f.touched =
	    arena_array(world->arena, f.starts.count + 1, sizeof(*f.touched));
	f.is_touched = arena_array(
	    world->arena, f.starts.count + 1, sizeof(*f.is_touched));
	f.first =
	    arena_array(world->arena, world->link_count + 1, sizeof(*f.first));
	f.result.idle = arena_array(
	    world->arena, world->link_count * 2 + 1, sizeof(*f.result.idle));
	look_first(&f);
	for (i = 0; i < world->link_count; i++) {
		link = &world->links[i];
		ways = ways_called(world, link->id);
		if (ways.list[0].link == link)
			try(&f,
			    link->interface != NULL ? "virtual interface"
						    : "tunnel",
			    link->id, ways);
	}
	for (i = 0; i < world->link_count; i++) {
		link = &world->links[i];
		if (link->site != NULL && link->connection != NULL &&
		    link->first == link)
			try(&f, "customer gateway", link->site,
			    ways_of_site(world, link->site));
	}
	arena_free(f.scratch);
	return f.result;
}

/* SPDX-License-Identifier: ISC */
/* The routes of a table, and which can be fewer.  Floor 5. */
#include <stdlib.h>
#include <string.h>

#include "base/aggregate.h"
#include "check/census_table.h"
#include "model/estate.h"

/* ---- lists of routes -------------------------------------------------- */

static int
compare(const void *left, const void *right)
{
	const struct table_route *a = left, *b = right;
	int order = ip_compare(a->prefix.address, b->prefix.address);

	if (order == 0)
		order = a->prefix.length - b->prefix.length;
	/* Of two to one network the one that was written. */
	return order != 0 ? order : a->propagated - b->propagated;
}

/* Adds a route; one through a prefix list is as many as the list may have,
 * which is not known. */
static void
add_route(struct table *table, const struct value *destination,
    const struct value *target, const struct value *origin)
{
	struct table_route *route = &table->routes[table->count];

	if (!value_known(destination))
		return;
	route->prefix = destination->u.prefix;
	route->prefix.address = ip_first(route->prefix);
	route->target = value_known(target) ? target->text : NULL;
	route->propagated =
	    value_known(origin) && strcmp(origin->text, "propagated") == 0;
	table->count++;
}

static bool
leads_to(const struct table_route *route, const char *target)
{
	return route->target != NULL && target != NULL &&
	       strcmp(route->target, target) == 0;
}

/* Leaves each network once: the route that counts. */
static void
put_in_order(struct table *table)
{
	struct table_route *routes = table->routes;
	size_t used = 0, i;

	if (table->count > 1)
		qsort(routes, table->count, sizeof(*routes), compare);
	for (i = 0; i < table->count; i++)
		if (used == 0 ||
		    !ip_prefix_equal(routes[i].prefix, routes[used - 1].prefix))
			routes[used++] = routes[i];
		else if (!leads_to(&routes[i], routes[used - 1].target))
			routes[used - 1].pinned = true;
	table->count = used;
}

size_t
census_count_routes(const struct table *table, int family, bool propagated)
{
	size_t count = 0, i;

	for (i = 0; i < table->count; i++)
		count += table->routes[i].prefix.address.family == family &&
			 table->routes[i].propagated == propagated &&
			 !leads_to(&table->routes[i], "local");
	return count;
}

/* The networks of the VPCs that are attached and put them into the table KEY;
 * an answer that lists what is in the table has them already. */
static size_t
add_propagated(struct census *census, const char *key, struct table *ret)
{
	size_t count, found = 0, i, j;
	struct estate_item *const *items = estate_children(
	    census->estate, ESTATE_TRANSIT_PROPAGATION, key, &count);
	const struct estate_attachment *attachment;
	const struct estate_item *vpc;
	struct table_route *route;

	for (i = 0; i < count; i++) {
		attachment = (const struct estate_attachment *)estate_find(
		    census->estate, ESTATE_ATTACHMENT,
		    ((const struct estate_transit_propagation *)items[i])
			->attachment_id.text);
		vpc =
		    attachment != NULL && value_known(&attachment->resource_id)
			? estate_find(census->estate, ESTATE_VPC,
			      attachment->resource_id.text)
			: NULL;
		for (j = 0; vpc != NULL && j < vpc->prefix_count; j++) {
			found++;
			if (ret == NULL)
				continue;
			route = &ret->routes[ret->count++];
			route->prefix = vpc->prefixes[j].u.prefix;
			route->prefix.address = ip_first(route->prefix);
			route->target = attachment->item.key;
			route->propagated = true;
		}
	}
	return found;
}

static void
read_transit(struct census *census, const char *key, struct table *ret)
{
	size_t count, i;
	struct estate_item *const *items =
	    estate_children(census->estate, ESTATE_TRANSIT_ROUTE, key, &count);
	const struct estate_transit_table *table =
	    (const struct estate_transit_table *)estate_find(
		census->estate, ESTATE_TRANSIT_TABLE, key);
	const struct estate_transit_route *route;

	ret->routes = arena_array(census->arena,
	    count + add_propagated(census, key, NULL), sizeof(*ret->routes));
	for (i = 0; i < count; i++) {
		route = (const struct estate_transit_route *)items[i];
		add_route(ret, &route->destination, &route->attachment_id,
		    &route->origin);
	}
	if (table == NULL || !value_known(&table->listed) ||
	    !table->listed.u.flag)
		add_propagated(census, key, ret);
	put_in_order(ret);
}

/* Every connection at a table asks for it. */
struct table
census_transit_routes(struct census *census, const char *key)
{
	void **slot = index_place(
	    &census->tables, census_digest(census, key), census->arena);
	struct table *table;

	if (*slot == NULL) {
		*slot = table = ARENA_NEW(census->arena, struct table);
		read_transit(census, key, table);
	}
	return *(const struct table *)*slot;
}

struct table
census_vpc_routes(struct census *census, const char *key)
{
	size_t count, i;
	struct estate_item *const *items =
	    estate_children(census->estate, ESTATE_VPC_ROUTE, key, &count);
	const struct estate_vpc_route *route;
	struct table table = { .count = 0 };

	table.routes = arena_array(census->arena, count, sizeof(*table.routes));
	for (i = 0; i < count; i++) {
		route = (const struct estate_vpc_route *)items[i];
		add_route(&table, &route->destination, &route->target,
		    &route->origin);
	}
	put_in_order(&table);
	return table;
}

/* ---- routes to one target ---------------------------------------------- */

/* Finds for each route the narrowest around it that leads elsewhere than to
 * TARGET: its place, and one more; 0: there is none. */
static void
find_elsewhere(const struct table *table, const char *target, size_t *around)
{
	size_t depth = 0, i;
	size_t stack[130];
	struct table_route *route;

	for (i = 0; i < table->count; i++) {
		route = &table->routes[i];
		while (depth > 0 && !ip_prefix_contains(
					table->routes[stack[depth - 1]].prefix,
					route->prefix.address))
			depth--;
		around[i] = depth > 0 ? stack[depth - 1] + 1 : 0;
		if (!leads_to(route, target) || route->pinned)
			stack[depth++] = i;
	}
}

/* A route to the target, and what is around it. */
struct grouped {
	size_t around;
	struct ip_prefix prefix;
};

static int
compare_groups(const void *left, const void *right)
{
	const struct grouped *a = left, *b = right;
	int order = (a->around > b->around) - (a->around < b->around);

	if (order == 0)
		order = ip_compare(a->prefix.address, b->prefix.address);
	return order != 0 ? order : a->prefix.length - b->prefix.length;
}

/* Puts COUNT networks together, but not to OTHER, which a table has once: then
 * they are its two halves.  Returns how many are left. */
static size_t
put_together(
    struct ip_prefix *list, size_t count, const struct ip_prefix *other)
{
	count = ip_aggregate(list, count);
	if (other == NULL || count != 1 || !ip_prefix_equal(list[0], *other))
		return count;
	list[0].length++;
	list[1] = list[0];
	list[1].address = ip_add(ip_last(list[0]), 1);
	return 2;
}

/*
 * The written routes to TARGET, and fewer that lead every packet to where it
 * went before: put together is only what has the same narrowest route around
 * it that leads elsewhere.
 */
static void
summarise_target(struct census *census, const struct table *table,
    const char *target, struct census_list *ret_before,
    struct census_list *ret_after)
{
	struct arena *arena = census->arena;
	size_t *around = arena_array(arena, table->count, sizeof(*around));
	struct grouped *group =
	    arena_array(arena, table->count, sizeof(*group));
	struct ip_prefix *before =
	    arena_array(arena, table->count, sizeof(*before));
	struct ip_prefix *after =
	    arena_array(arena, table->count, sizeof(*after));
	size_t count = 0, groups = 0, used = 0, first, i;
	const struct table_route *route;

	find_elsewhere(table, target, around);
	for (i = 0; i < table->count; i++) {
		route = &table->routes[i];
		if (!leads_to(route, target) || route->propagated)
			continue;
		before[count++] = route->prefix;
		if (route->pinned)
			after[used++] = route->prefix;
		else
			group[groups++] =
			    (struct grouped){ around[i], route->prefix };
	}
	if (count > 1)
		qsort(group, count, sizeof(*group), compare_groups);
	for (first = 0; first < count; first = i) {
		for (i = first;
		     i < count && group[i].around == group[first].around; i++)
			after[used + i - first] = group[i].prefix;
		used += put_together(&after[used], i - first,
		    group[first].around == 0
			? NULL
			: &table->routes[group[first].around - 1].prefix);
	}
	*ret_before = (struct census_list){ before, count };
	*ret_after = (struct census_list){ after, used };
}

/* Those of FAMILY, by address. */
static struct census_list
of_family(struct census *census, struct census_list list, int family)
{
	struct ip_prefix *part =
	    arena_array(census->arena, list.count, sizeof(*part));
	size_t count = 0, i;

	for (i = 0; i < list.count; i++)
		if (list.prefixes[i].address.family == family)
			part[count++] = list.prefixes[i];
	if (count > 1)
		qsort(part, count, sizeof(*part), census_compare);
	return (struct census_list){ part, count };
}

/* The row of the routes to TARGET, when they can be fewer; returns by how
 * many. */
static size_t
put_target(struct census *census, const char *target, struct census_list before,
    struct census_list after, int family)
{
	struct census_summary *summary =
	    ARENA_NEW(census->arena, struct census_summary);
	struct census_row *row;
	struct ip_prefix *all;

	summary->before = of_family(census, before, family);
	summary->exact = of_family(census, after, family);
	if (summary->exact.count >= summary->before.count)
		return 0;
	/* Some may lie in others, with another target's between. */
	all = arena_array(census->arena, summary->exact.count, sizeof(*all));
	memcpy(
	    all, summary->exact.prefixes, summary->exact.count * sizeof(*all));
	summary->size =
	    cover_size(all, ip_aggregate(all, summary->exact.count));
	row = census_put(census,
	    arena_printf(census->arena, "static routes to %s", target), family,
	    summary->before.count, QUOTA_COUNT);
	row->summary = summary;
	row->after = summary->exact.count;
	return summary->before.count - summary->exact.count;
}

/* A table with more routes than AWS takes at all is not looked at. */
#define MOST_ROUTES 2000

static int
compare_targets(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The rows of each target; RET gets how many routes fewer there can be. */
static void
put_targets(struct census *census, const struct table *table, size_t ret[2])
{
	const char **targets =
	    arena_array(census->arena, table->count, sizeof(*targets));
	struct census_list before, after;
	size_t count = 0, i;

	if (table->count > MOST_ROUTES)
		return;
	for (i = 0; i < table->count; i++)
		if (table->routes[i].target != NULL &&
		    !leads_to(&table->routes[i], "local") &&
		    !table->routes[i].propagated)
			targets[count++] = table->routes[i].target;
	if (count > 1)
		qsort(targets, count, sizeof(*targets), compare_targets);
	for (i = 0; i < count; i++) {
		if ((i != 0 && strcmp(targets[i], targets[i - 1]) == 0) ||
		    i + 1 == count || strcmp(targets[i], targets[i + 1]) != 0)
			continue;
		summarise_target(census, table, targets[i], &before, &after);
		ret[0] += put_target(census, targets[i], before, after, 4);
		ret[1] += put_target(census, targets[i], before, after, 6);
	}
}

void
census_count_targets(
    struct census *census, const char *key, struct census_row *rows[2])
{
	struct table table;
	size_t fewer[2] = { 0, 0 }, i;

	if (census->estate == NULL)
		return;
	table = census_vpc_routes(census, key);
	put_targets(census, &table, fewer);
	for (i = 0; i < 2; i++)
		if (rows[i] != NULL && rows[i]->after > fewer[i])
			rows[i]->after -= fewer[i];
}

void
census_put_table(struct census *census, const char *key)
{
	struct table table = census_vpc_routes(census, key);
	struct census_row *rows[2];
	size_t count;
	int family;

	for (family = 4; family <= 6; family += 2)
		rows[family == 6] =
		    census_put(census, "routes that are not propagated", family,
			census_count_routes(&table, family, false),
			QUOTA_ROUTE_TABLE_STATIC);
	for (family = 4; family <= 6; family += 2) {
		count = census_count_routes(&table, family, true);
		census_put(census, "propagated routes", family,
		    count != 0 ? count : census_propagated(census, key, family),
		    QUOTA_ROUTE_TABLE_PROPAGATED);
	}
	census_count_targets(census, key, rows);
}

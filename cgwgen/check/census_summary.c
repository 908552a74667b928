/* SPDX-License-Identifier: ISC */
/* What a site's networks can become.  Floor 5. */
#include <stdlib.h>
#include <string.h>

#include "base/aggregate.h"
#include "check/census_parts.h"

int
census_compare(const void *left, const void *right)
{
	const struct ip_prefix *a = left, *b = right;
	int order = ip_compare(a->address, b->address);

	return order != 0 ? order : a->length - b->length;
}

/* What is counted or listed; the list is NULL while it is counted. */
struct listing {
	struct ip_prefix *list;
	size_t count;
};

static void
take(struct listing *all, struct ip_prefix prefix)
{
	/* A default route has no neighbours that it could be kept from. */
	if (prefix.length == 0)
		return;
	prefix.address = ip_first(prefix);
	if (all->list != NULL)
		all->list[all->count] = prefix;
	all->count++;
}

static void
take_address(struct listing *all, const struct value *value)
{
	if (value_known(value))
		take(all,
		    (struct ip_prefix){ value->u.ip, ip_bits(value->u.ip) });
}

static void
take_gateway(struct listing *all, const struct gateway *gateway)
{
	size_t i;

	if (gateway == NULL)
		return;
	take_address(all, &gateway->ip_address);
	for (i = 0; i < gateway->prefix_count; i++)
		if (value_known(&gateway->prefixes[i]))
			take(all, gateway->prefixes[i].u.prefix);
}

/* A gateway comes once for each run of connections that have it. */
static void
take_connection(struct listing *all, const struct connection *connection,
    const struct connection *before)
{
	const struct tunnel *t = connection->tunnels;
	struct ip_prefix inside;
	size_t i;

	if (before == NULL ||
	    before->customer_gateway != connection->customer_gateway)
		take_gateway(all, connection->customer_gateway);
	if (before == NULL || before->aws_gateway != connection->aws_gateway)
		take_gateway(all, connection->aws_gateway);
	for (i = 0; i < connection->route_count; i++)
		if (value_known(&connection->routes[i].destination))
			take(all, connection->routes[i].destination.u.prefix);
	for (i = 0; i < connection->tunnel_count; i++, t++) {
		take_address(all, &t->outside_address);
		take_address(all, &t->customer_outside_address);
		if (tunnel_inside_cidr(t, &inside))
			take(all, inside);
		if (tunnel_inside_ipv6_cidr(t, &inside))
			take(all, inside);
	}
}

static void
take_everything(const struct census *census, struct listing *all)
{
	const struct connection *before = NULL;
	const struct census_member *member;
	const struct ip_prefix *range;
	size_t i;

	for (i = 0; (range = special_range(i)) != NULL; i++)
		take(all, *range);
	for (member = census->members; member != NULL; member = member->next) {
		take_connection(all, member->connection, before);
		before = member->connection;
	}
}

static void
find_everything(struct census *census)
{
	struct listing all = { NULL, 0 };

	take_everything(census, &all);
	all.list = arena_array(census->arena, all.count, sizeof(*all.list));
	all.count = 0;
	take_everything(census, &all);
	if (all.count > 1)
		qsort(all.list, all.count, sizeof(*all.list), census_compare);
	census->everything = (struct census_list){ all.list, all.count };
	census->everything_known = true;
}

/* What must not be added to SET: what any input has, and SET has not. */
static struct census_list
blocked_for(struct census *census, struct census_list set)
{
	const struct ip_prefix *found;
	struct ip_prefix *list;
	size_t count = 0, i;

	if (!census->everything_known)
		find_everything(census);
	list =
	    arena_array(census->arena, census->everything.count, sizeof(*list));
	for (i = 0; i < census->everything.count; i++) {
		found = ip_set_overlap(
		    set.prefixes, set.count, census->everything.prefixes[i]);
		if (found == NULL ||
		    found->length > census->everything.prefixes[i].length)
			list[count++] = census->everything.prefixes[i];
	}
	return (struct census_list){ list, ip_aggregate(list, count) };
}

/* Addresses that may be added in FAMILY. */
static struct wide
allowance(const struct census *census, int family)
{
	struct wide count =
	    wide_add(wide_left(wide_of((int64_t)(census->allowed >> 32)), 32),
		wide_of((int64_t)(census->allowed & UINT32_MAX)));

	return family == 6 ? wide_left(count, 64) : count;
}

/* Looks for what adds the fewest addresses. */
static void
widen(struct census *census, struct census_summary *summary, int family,
    uint32_t limit)
{
	struct census_list set = summary->exact;
	struct census_list blocked = blocked_for(census, set);
	struct cover_task task = { set.prefixes, set.count, blocked.prefixes,
		blocked.count, limit, COVER_STEPS };

	summary->fit = CENSUS_CANNOT;
	if (!cover_find(&task, census->arena, &summary->cover))
		return;
	summary->fit =
	    wide_compare(summary->cover.added, allowance(census, family)) <= 0
		? CENSUS_ADDING
		: CENSUS_REFUSED;
	summary->added.prefixes =
	    cover_added(summary->cover.prefixes, summary->cover.count,
		set.prefixes, set.count, census->arena, &summary->added.count);
}

/* The networks of FAMILY in LIST, each once, by address. */
static struct ip_prefix *
sort_out(struct census *census, const struct census_list *list, int family,
    size_t *ret_count)
{
	struct ip_prefix *all =
	    arena_array(census->arena, list->count, sizeof(*all));
	size_t count = 0, used = 0, i;

	for (i = 0; i < list->count; i++)
		if (list->prefixes[i].address.family == family)
			all[count++] = list->prefixes[i];
	if (count > 1)
		qsort(all, count, sizeof(*all), census_compare);
	for (i = 0; i < count; i++)
		if (used == 0 || !ip_prefix_equal(all[i], all[used - 1]))
			all[used++] = all[i];
	*ret_count = used;
	return all;
}

/* ---- what others have in between -------------------------------------- */

/* Where LIST has the first that is not before PREFIX. */
static size_t
find(struct census_list list, struct ip_prefix prefix)
{
	size_t low = 0, high = list.count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (census_compare(&list.prefixes[middle], &prefix) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
has(struct census_list list, struct ip_prefix prefix)
{
	size_t at = find(list, prefix);

	return at < list.count && ip_prefix_equal(list.prefixes[at], prefix);
}

/* Whether something that is in BEFORE, but not in AFTER, lies in PREFIX. */
static bool
has_gone(struct census_list before, struct census_list after,
    struct ip_prefix prefix)
{
	size_t i = find(before, prefix);

	for (; i < before.count &&
	       ip_prefix_contains(prefix, before.prefixes[i].address);
	     i++)
		if (!has(after, before.prefixes[i]))
			return true;
	return false;
}

/* What SUMMARY proposes: the prefixes that are new or hold what goes. */
static void
find_between(struct census *census, struct census_summary *summary)
{
	struct census_list after = summary->exact, all;
	struct ip_prefix other;
	size_t i, j;

	if (summary->fit == CENSUS_ADDING)
		after = (struct census_list){ summary->cover.prefixes,
			summary->cover.count };
	if (after.count >= summary->before.count)
		return;
	if (!census->everything_known)
		find_everything(census);
	all = census->everything;
	for (i = 0; i < after.count; i++)
		for (j = find(all, after.prefixes[i]);
		     j < all.count && ip_prefix_contains(after.prefixes[i],
					  all.prefixes[j].address);
		     j++) {
			other = all.prefixes[j];
			if (has(summary->before, other) ||
			    !has_gone(summary->before, after, other))
				continue;
			summary->between = other;
			return;
		}
}

const struct census_summary *
census_summarise(struct census *census, const struct census_list *list,
    int family, uint32_t limit)
{
	struct census_summary *summary =
	    ARENA_NEW(census->arena, struct census_summary);
	struct ip_prefix *exact;

	summary->before.prefixes =
	    sort_out(census, list, family, &summary->before.count);
	exact =
	    arena_array(census->arena, summary->before.count, sizeof(*exact));
	if (summary->before.count != 0)
		memcpy(exact, summary->before.prefixes,
		    summary->before.count * sizeof(*exact));
	summary->exact.prefixes = exact;
	summary->exact.count = ip_aggregate(exact, summary->before.count);
	summary->size = cover_size(exact, summary->exact.count);
	if (limit != 0 && summary->exact.count > limit)
		widen(census, summary, family, limit);
	else if (limit != 0 && summary->before.count > limit)
		summary->fit = CENSUS_EXACT;
	find_between(census, summary);
	return summary;
}

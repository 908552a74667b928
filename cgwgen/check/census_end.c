/* SPDX-License-Identifier: ISC */
/* Counting the routes of gateways.  Floor 5. */
#include <stdlib.h>
#include <string.h>

#include "check/census_parts.h"

/* By network, and what is AWS's first. */
static int
compare(const void *left, const void *right)
{
	const struct census_network *a = left, *b = right;
	int order = ip_compare(a->prefix.address, b->prefix.address);

	if (order == 0)
		order = a->prefix.length - b->prefix.length;
	if (order == 0)
		order = ((uintptr_t)a->owner > (uintptr_t)b->owner) -
			((uintptr_t)a->owner < (uintptr_t)b->owner);
	return order;
}

static bool
same(const struct census_network *a, const struct census_network *b)
{
	return ip_prefix_equal(a->prefix, b->prefix);
}

/* ---- what its devices are told ---------------------------------------- */

/* What is counted or listed; the list is NULL while it is counted. */
struct gathering {
	struct census_network *list;
	size_t count;
};

static void
gather(
    struct gathering *all, const struct value *values, size_t count, bool own)
{
	struct census_network *at;
	size_t i;

	for (i = 0; i < count; i++) {
		if (!value_known(&values[i]))
			continue;
		if (all->list != NULL) {
			at = &all->list[all->count];
			at->prefix = values[i].u.prefix;
			at->prefix.address = ip_first(at->prefix);
			at->owner = own ? values : NULL;
		}
		all->count++;
	}
}

/* The networks of AWS's side, and of a virtual private gateway's other sites:
 * it announces what it learned from one to all (Site-to-Site VPN User Guide,
 * AWS VPN CloudHub).
 * A site with several devices counts once: its networks are one list. */
static void
gather_all(const struct census *census, const struct census_end *end,
    struct gathering *all)
{
	const struct census_member *member;
	const struct gateway *gateway = end->gateway;
	const void *before = NULL;
	struct check c;

	if (gateway != NULL)
		gather(all, gateway->prefixes, gateway->prefix_count, false);
	if (end->kind != CENSUS_VPN_GATEWAY)
		return;
	for (member = end->members; member != NULL;
	     member = member->next_of_end) {
		gateway = member->connection->customer_gateway;
		c = census_check(census, member->connection);
		if (gateway == NULL || gateway->prefixes == before ||
		    !uses_bgp(&c))
			continue;
		before = gateway->prefixes;
		gather(all, gateway->prefixes, gateway->prefix_count, true);
	}
}

/* What only the list of OWNER has, of both families. */
static size_t *
own_slot(struct census *census, struct census_end *end, const void *owner)
{
	const uintptr_t word = (uintptr_t)owner;
	void **slot = index_place(&end->own,
	    digest_make(&census->secret, &word, sizeof(word)), census->arena);

	if (*slot == NULL)
		*slot = arena_array(census->arena, 2, sizeof(size_t));
	return *slot;
}

static void
find_announced(struct census *census, struct census_end *end)
{
	struct gathering all = { NULL, 0 };
	const struct census_network *list;
	size_t i, next;
	bool is_ipv6;

	gather_all(census, end, &all);
	all.list = arena_array(census->arena, all.count, sizeof(*all.list));
	all.count = 0;
	gather_all(census, end, &all);
	if (all.count > 1)
		qsort(all.list, all.count, sizeof(*all.list), compare);
	list = all.list;
	for (i = 0; i < all.count; i = next) {
		next = i + 1;
		while (next < all.count && same(&list[i], &list[next]))
			next++;
		is_ipv6 = list[i].prefix.address.family == 6;
		end->announced[is_ipv6]++;
		/* Sorted by owners: the first is the last is the only one. */
		if (list[i].owner != NULL &&
		    list[i].owner == list[next - 1].owner)
			own_slot(census, end, list[i].owner)[is_ipv6]++;
	}
	end->announced_known = true;
}

size_t
census_announced(
    struct census *census, const struct census_member *member, int family)
{
	struct census_end *end = member->end;
	const struct gateway *gateway = member->connection->customer_gateway;
	const struct value *id = &member->connection->id;
	size_t own = 0, count;

	if (end == NULL)
		return 0;
	count = end->kind == CENSUS_VPN_GATEWAY
		    ? 0
		    : census_transit_announced(
			  census, value_known(id) ? id->text : NULL, family);
	if (count != 0)
		return count;
	if (!end->announced_known)
		find_announced(census, end);
	if (gateway != NULL && gateway->prefixes != NULL)
		own = own_slot(census, end, gateway->prefixes)[family == 6];
	return end->announced[family == 6] - own;
}

/* ---- what it learns --------------------------------------------------- */

static void
take(struct gathering *all, struct ip_prefix prefix)
{
	if (all->list != NULL)
		all->list[all->count].prefix = prefix;
	all->count++;
}

/* The networks of FAMILY of all members, or what they are summarised to. */
static void
gather_sites(const struct census_end *end, int family, bool summarised,
    struct gathering *all)
{
	const struct census_member *member;
	const struct census_summary *summary;
	const struct census_list *list;
	size_t i;

	for (member = end->members; member != NULL;
	     member = member->next_of_end) {
		summary = member->networks[family == 6];
		if (summary == NULL)
			continue;
		list = summarised ? &summary->exact : &summary->before;
		for (i = 0; i < list->count; i++)
			take(all, list->prefixes[i]);
	}
}

static size_t
count_sites(struct census *census, const struct census_end *end, int family,
    bool summarised)
{
	struct gathering all = { NULL, 0 };
	size_t count = 0, i;

	gather_sites(end, family, summarised, &all);
	all.list = arena_array(census->arena, all.count, sizeof(*all.list));
	all.count = 0;
	gather_sites(end, family, summarised, &all);
	if (all.count > 1)
		qsort(all.list, all.count, sizeof(*all.list), compare);
	for (i = 0; i < all.count; i++)
		count += i == 0 || !same(&all.list[i], &all.list[i - 1]);
	return count;
}

/* Whether records know END by KEY. */
static bool
is_known_by(
    const struct census *census, const struct census_end *end, const char *key)
{
	const char *own = end->gateway != NULL
			      ? estate_gateway_key(census->estate, end->gateway)
			      : NULL;

	return strcmp(end->name, key) == 0 ||
	       (own != NULL && strcmp(own, key) == 0);
}

size_t
census_propagated(struct census *census, const char *table, int family)
{
	const struct estate_vpc_propagation *propagation;
	struct estate_item *const *items;
	const struct census_end *end;
	size_t count, total = 0, i;

	items = estate_children(
	    census->estate, ESTATE_VPC_PROPAGATION, table, &count);
	for (i = 0; i < count; i++) {
		propagation = (const struct estate_vpc_propagation *)items[i];
		for (end = census->ends; end != NULL; end = end->next)
			if (end->kind == CENSUS_VPN_GATEWAY &&
			    is_known_by(
				census, end, propagation->gateway_id.text))
				total +=
				    count_sites(census, end, family, false);
	}
	return total;
}

void
census_count_end(struct census *census, const struct census_end *end)
{
	bool is_vpn = end->kind == CENSUS_VPN_GATEWAY;
	struct census_row *row;
	size_t count;
	int family;

	census_put(census, "connections", 0, end->count,
	    is_vpn ? QUOTA_CONNECTIONS_VPN_GATEWAY : QUOTA_COUNT);
	count = is_vpn ? 0 : census_transit_total(census, end->name);
	if (count != 0)
		census_put(census, "routes of its route tables", 0, count,
		    QUOTA_TRANSIT_ROUTES);
	for (family = 4; family <= 6; family += 2) {
		count = count_sites(census, end, family, false);
		if (count == 0)
			continue;
		row = census_put(census,
		    is_vpn ? "networks of its sites, which it propagates"
			   : "networks of its sites",
		    family, count,
		    is_vpn ? QUOTA_ROUTE_TABLE_PROPAGATED : QUOTA_COUNT);
		row->after = count_sites(census, end, family, true);
	}
}

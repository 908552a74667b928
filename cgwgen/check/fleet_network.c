/* SPDX-License-Identifier: ISC */
/* The networks behind the devices of a fleet.  Floor 5. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest_run.h"
#include "check/fleet_rules.h"
#include "check/networks.h"

static int
compare(const void *left, const void *right)
{
	const struct fleet_network *a = left, *b = right;
	int order = ip_compare(a->prefix.address, b->prefix.address);

	if (order == 0)
		order = a->prefix.length - b->prefix.length;
	/* qsort() is not stable. */
	if (order == 0)
		order = (a->at > b->at) - (a->at < b->at);
	return order;
}

static void
add(struct fleet_network *list, size_t *count, const struct value *value)
{
	struct fleet_network *network = &list[*count];

	if (!value_known(value) || value->origin >= ORIGIN_DEFAULT)
		return;
	network->prefix = value->u.prefix;
	network->prefix.address = ip_first(network->prefix);
	network->at = value;
	(*count)++;
}

/* The default route, which AWS has for the ranges that nobody narrowed, says
 * nothing about a site. */
static void
add_range(struct fleet_network *list, size_t *count, const struct value *value)
{
	if (value_known(value) && value->u.prefix.length != 0)
		add(list, count, value);
}

static bool
is_route(const struct route *route)
{
	return !value_known(&route->state) || route->state.text == NULL ||
	       strncmp(route->state.text, "delet", 5) != 0;
}

static struct digest
digest(const struct fleet *fleet, const struct fleet_network *list,
    size_t count, struct arena *arena)
{
	struct ip_prefix *prefixes =
	    arena_array(arena, count, sizeof(*prefixes));
	size_t i;

	for (i = 0; i < count; i++)
		prefixes[i] = list[i].prefix;
	return digest_make(&fleet->secret, prefixes, count * sizeof(*prefixes));
}

/* Sorts LIST and leaves each network once; returns how many there are. */
static size_t
put_in_order(struct fleet_network *list, size_t count)
{
	size_t used = 0, i;

	if (count > 1)
		qsort(list, count, sizeof(*list), compare);
	for (i = 0; i < count; i++)
		if (i == 0 ||
		    !ip_prefix_equal(list[i].prefix, list[used - 1].prefix))
			list[used++] = list[i];
	return used;
}

static struct fleet_site *
new_site(const struct fleet_check *f, const struct networks *networks)
{
	struct arena *arena = f->fleet->arena;
	struct fleet_site *site = ARENA_NEW(arena, struct fleet_site);
	size_t i;

	site->networks =
	    arena_array(arena, networks->count, sizeof(*site->networks));
	for (i = 0; i < networks->count; i++)
		add(site->networks, &site->count, networks->sorted[i].value);
	site->count = put_in_order(site->networks, site->count);
	site->prefixes = digest(
	    f->fleet, site->networks, site->count, diags_arena(f->check.diags));
	return site;
}

/* What a site says is behind its device, worked out once for all of its
 * connections; NULL: nothing. */
static struct fleet_site *
find_site(const struct fleet_check *f)
{
	const struct gateway *gateway = f->check.connection->customer_gateway;
	uint64_t word;
	void **slot;

	if (gateway == NULL || gateway->prefix_count == 0)
		return NULL;
	word = (uintptr_t)gateway->prefixes;
	slot = index_place(&f->fleet->sites,
	    digest_of_words(&f->fleet->secret, &word, 1), f->fleet->arena);
	if (*slot == NULL)
		*slot = new_site(f, networks_of(&f->check, NETWORK_SITE));
	return *slot;
}

/*
 * Static routes are what AWS sends to the device; without any it is what the
 * site announces, and where that is not known, either, the range that the
 * connection is for.
 */

void
fleet_networks_prepare(
    const struct fleet *fleet, struct fleet_ready *ready, struct arena *arena)
{
	const struct connection *connection = ready->connection;
	struct fleet_network *list =
	    arena_array(arena, connection->route_count + 2, sizeof(*list));
	size_t count = 0, i;

	for (i = 0; i < connection->route_count; i++)
		if (is_route(&connection->routes[i]))
			add(list, &count, &connection->routes[i].destination);
	ready->routed = count != 0;
	if (count == 0) {
		add_range(list, &count, &connection->local_ipv4_network_cidr);
		add_range(list, &count, &connection->local_ipv6_network_cidr);
	}
	ready->networks = list;
	ready->network_count = put_in_order(list, count);
	if (ready->network_count != 0)
		ready->prefixes =
		    digest(fleet, list, ready->network_count, arena);
}

void
fleet_networks_find(struct fleet_check *f, struct fleet_member *self)
{
	const struct fleet_ready *ready = f->ready;

	f->site = ready->routed ? NULL : find_site(f);
	if (f->site != NULL && f->site->count != 0) {
		f->networks = f->site->networks;
		f->network_count = f->site->count;
		self->prefixes = f->site->prefixes;
	} else {
		f->networks = ready->networks;
		f->network_count = ready->network_count;
		self->prefixes = ready->prefixes;
	}
	self->networks = f->network_count != 0;
}

static void
find(struct fleet_check *f, const struct fleet_network *network,
    struct prefix_tree *tree)
{
	struct prefix_entry entry =
	    prefix_tree_add(tree, network->prefix, f->self, f->fleet->arena);
	const struct fleet_member *other = entry.owner;
	struct fleet_overlap *overlap;

	if (other == NULL || other->customer == f->self->customer)
		return;
	overlap =
	    entry.prefix.length == network->prefix.length ? &f->same : &f->part;
	if (overlap->other == NULL)
		*overlap =
		    (struct fleet_overlap){ other, network, entry.prefix };
}

/* Whether no connection before joined the site to END: what overlaps is
 * found with the first one. */
static bool
is_first(const struct fleet_check *f, const struct fleet_end *end)
{
	const uint64_t words[] = { (uintptr_t)f->site, (uintptr_t)end };
	void **slot = index_place(&f->fleet->sites,
	    digest_of_words(&f->fleet->secret, words, 2), f->fleet->arena);
	bool first = *slot == NULL;

	*slot = f->site;
	return first;
}

void
fleet_overlap_find(struct fleet_check *f)
{
	struct fleet_end *end = f->concentrator;
	size_t i;

	if (end == NULL)
		end = f->self->vpn_gateway;
	if (end == NULL || f->self->customer == NULL)
		return;
	if (f->site != NULL && !is_first(f, end))
		return;
	for (i = 0; i < f->network_count; i++)
		/* A site that announces a default route has no other's
		 * networks behind it. */
		if (f->site == NULL || f->networks[i].prefix.length != 0)
			find(f, &f->networks[i], &end->aws->behind);
}

/* "10.0.0.0/8" */
static const char *
text_of(const struct fleet_check *f, struct ip_prefix prefix)
{
	char text[IP_TEXT_SIZE];

	return arena_string(
	    diags_arena(f->check.diags), ip_prefix_format(prefix, text));
}

/* ---- the rules -------------------------------------------------------- */

static bool
same_networks(const struct fleet_member *a, const struct fleet_member *b)
{
	return memcmp(&a->prefixes, &b->prefixes, sizeof(a->prefixes)) == 0;
}

/* Of a virtual private gateway: which of two sites gets the traffic? */
void
fleet_network_overlap(const struct fleet_check *f)
{
	const struct fleet_overlap *part = &f->part;
	bool within;

	if (f->self == NULL || f->concentrator != NULL || part->other == NULL)
		return;
	within = part->theirs.length < part->own->prefix.length;
	complain(&f->check, NULL, part->own->at,
	    "%s %s %s of %s (%s): the longer prefix gets the traffic, also "
	    "where that was not meant",
	    text_of(f, part->own->prefix), within ? "lies within" : "holds",
	    text_of(f, part->theirs), part->other->name,
	    fleet_where(f, part->other));
}

void
fleet_pair_networks(const struct fleet_check *f)
{
	const struct fleet_overlap *same = &f->same;

	if (f->self == NULL || f->concentrator != NULL || same->other == NULL ||
	    same_networks(f->self, same->other))
		return;
	complain(&f->check, NULL, same->own->at,
	    "%s leads to %s, too (%s), but not all their networks are the same",
	    text_of(f, same->own->prefix), same->other->name,
	    fleet_where(f, same->other));
}

void
fleet_concentrator_network(const struct fleet_check *f)
{
	const struct fleet_overlap *overlap =
	    f->same.other != NULL ? &f->same : &f->part;

	if (f->self == NULL || f->concentrator == NULL ||
	    overlap->other == NULL)
		return;
	complain(&f->check, NULL, overlap->own->at,
	    "%s overlaps with %s of %s (%s) on %s",
	    text_of(f, overlap->own->prefix), text_of(f, overlap->theirs),
	    overlap->other->name, fleet_where(f, overlap->other),
	    f->concentrator->name);
}

/* SPDX-License-Identifier: ISC */
/* Rules on what the networks of both ends are to each other and to the
 * connection's options (CGW559 to CGW561, CGW564).  Floor 5. */
#include "check/networks.h"

/* ---- the VPC's local route -------------------------------------------- */

static void
check_local(const struct check *c, enum network_kind kind,
    const struct network_set *vpc)
{
	struct networks list = networks_of(c, kind);
	char text[IP_TEXT_SIZE], local[IP_TEXT_SIZE];
	struct ip_prefix prefix;
	size_t i;

	for (i = 0; i < list.count; i++) {
		prefix = list.values[i]->u.prefix;
		if (!ip_set_covers(vpc->prefixes, vpc->count, prefix))
			continue;
		complain(c, NULL, list.values[i],
		    "%s %s lies in the VPC's %s, whose local route goes before",
		    network_word(kind), ip_prefix_format(prefix, text),
		    ip_prefix_format(
			*ip_set_overlap(vpc->prefixes, vpc->count, prefix),
			local));
	}
}

void
check_route_local(const struct check *c)
{
	struct networks list = networks_of(c, NETWORK_VPC);
	struct network_set vpc;

	if (list.count == 0)
		return;
	vpc = networks_set(c, &list);
	check_local(c, NETWORK_ROUTE, &vpc);
	check_local(c, NETWORK_SITE, &vpc);
}

/* ---- LocalIpv4NetworkCidr and its like -------------------------------- */

/* The two ends' options for one family. */
static const struct {
	int family;
	size_t local, remote; /* in struct connection */
	const char *local_option, *remote_option;
} options[] = {
	{ 4, offsetof(struct connection, local_ipv4_network_cidr),
	    offsetof(struct connection, remote_ipv4_network_cidr),
	    "LocalIpv4NetworkCidr", "RemoteIpv4NetworkCidr" },
	{ 6, offsetof(struct connection, local_ipv6_network_cidr),
	    offsetof(struct connection, remote_ipv6_network_cidr),
	    "LocalIpv6NetworkCidr", "RemoteIpv6NetworkCidr" },
};

#define OPTIONS (sizeof(options) / sizeof(options[0]))

/* The value of an option that leaves something out, or NULL. */
static const struct value *
selector(const struct check *c, size_t offset)
{
	const void *slot = (const char *)c->connection + offset;
	const struct value *value = slot;

	return value_known(value) && value->u.prefix.length != 0 ? value : NULL;
}

/* Static routes, and what is behind the device. */
static struct network_set
customer_set(const struct check *c)
{
	struct networks routes = networks_of(c, NETWORK_ROUTE);
	struct networks site = networks_of(c, NETWORK_SITE), all;
	size_t i;

	all.count = 0;
	all.values = arena_array(diags_arena(c->diags),
	    routes.count + site.count, sizeof(*all.values));
	for (i = 0; i < routes.count; i++)
		all.values[all.count++] = routes.values[i];
	for (i = 0; i < site.count; i++)
		all.values[all.count++] = site.values[i];
	return networks_set(c, &all);
}

static bool
meets(const struct network_set *set, const struct value *option)
{
	return option != NULL && ip_set_overlap(set->prefixes, set->count,
				     option->u.prefix) != NULL;
}

/*
 * Whether the options of row I are the wrong way round: at least one of them
 * meets the other end's networks, and none meets those of its own end.
 */
static bool
is_swapped(const struct check *c, size_t i)
{
	const struct value *local = selector(c, options[i].local);
	const struct value *remote = selector(c, options[i].remote);
	struct networks list;
	struct network_set vpc, customer;

	if (local == NULL && remote == NULL)
		return false;
	list = networks_of(c, NETWORK_VPC);
	vpc = networks_set(c, &list);
	customer = customer_set(c);
	return (meets(&vpc, local) || meets(&customer, remote)) &&
	       !meets(&customer, local) && !meets(&vpc, remote);
}

void
check_selectors_swapped(const struct check *c)
{
	const struct value *local, *remote;
	char text[IP_TEXT_SIZE];
	size_t i;

	for (i = 0; i < OPTIONS; i++) {
		if (!is_swapped(c, i))
			continue;
		local = selector(c, options[i].local);
		remote = selector(c, options[i].remote);
		if (local != NULL)
			complain(c, NULL, local,
			    "%s is %s, which is AWS's side of the connection",
			    options[i].local_option,
			    ip_prefix_format(local->u.prefix, text));
		else
			complain(c, NULL, remote,
			    "%s is %s, which is the device's side of the "
			    "connection",
			    options[i].remote_option,
			    ip_prefix_format(remote->u.prefix, text));
	}
}

/* Whether no address of a network of KIND can pass OPTION. */
static void
check_selector(const struct check *c, enum network_kind kind,
    const struct value *option, int family, const char *name)
{
	struct networks list;
	struct ip_prefix prefix;
	char text[IP_TEXT_SIZE], range[IP_TEXT_SIZE];
	size_t i;

	if (option == NULL)
		return;
	list = networks_of(c, kind);
	for (i = 0; i < list.count; i++) {
		prefix = list.values[i]->u.prefix;
		if (prefix.address.family != family || prefix.length == 0 ||
		    (prefix.length >= option->u.prefix.length &&
			ip_prefix_overlaps(option->u.prefix, prefix)))
			continue;
		complain(c, NULL, list.values[i], "%s %s is not in %s %s",
		    network_word(kind), ip_prefix_format(prefix, text), name,
		    ip_prefix_format(option->u.prefix, range));
	}
}

void
check_network_selector(const struct check *c)
{
	const struct value *local;
	size_t i;

	for (i = 0; i < OPTIONS; i++) {
		if (is_swapped(c, i))
			continue;
		local = selector(c, options[i].local);
		check_selector(c, NETWORK_ROUTE, local, options[i].family,
		    options[i].local_option);
		check_selector(c, NETWORK_SITE, local, options[i].family,
		    options[i].local_option);
		check_selector(c, NETWORK_VPC, selector(c, options[i].remote),
		    options[i].family, options[i].remote_option);
	}
}

/* ---- networks without a route ----------------------------------------- */

void
check_network_unrouted(const struct check *c)
{
	struct networks routes = networks_of(c, NETWORK_ROUTE);
	struct networks site = networks_of(c, NETWORK_SITE);
	int family = inside_family(c);
	struct network_set set;
	char text[IP_TEXT_SIZE];
	size_t i;

	/* The routes of a transit gateway are in its own tables, and an input
	 * without any may not be the one that has them. */
	if (routes.count == 0 || site.count == 0 ||
	    !connection_has_vgw(c->connection))
		return;
	set = networks_set(c, &routes);
	for (i = 0; i < site.count; i++)
		if (site.values[i]->u.prefix.address.family == family &&
		    !ip_set_covers(
			set.prefixes, set.count, site.values[i]->u.prefix))
			complain(c, NULL, site.values[i],
			    "site's network %s has no static route",
			    ip_prefix_format(site.values[i]->u.prefix, text));
}

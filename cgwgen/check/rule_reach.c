/* SPDX-License-Identifier: ISC */
/* Rules on what the networks of both ends are to each other and to the
 * connection's options (CGW559 to CGW561, CGW564).  Floor 5. */
#include "check/networks.h"

/* Of one rule and connection, so many networks without a route are told. */
#define TOLD 100

/* ---- the VPC's local route -------------------------------------------- */

static void
tell_local(const struct check *c, const struct finding *more,
    const struct networks *list, const struct network *network,
    struct ip_prefix vpc)
{
	char text[IP_TEXT_SIZE], local[IP_TEXT_SIZE];

	complain_full(c, more, NULL, network->value,
	    "%s %s lies in the VPC's %s, whose local route goes before",
	    network_word(list->kind),
	    ip_prefix_format(network->value->u.prefix, text),
	    ip_prefix_format(vpc, local));
}

/* From the side that has fewer networks. */
static void
find_local(const struct check *c, const struct finding *more,
    const struct networks *list, const struct network_set *vpc)
{
	const struct ip_prefix *found;
	struct network_range range;
	size_t i, j;

	for (i = 0; list->count <= vpc->count && i < list->count; i++) {
		found = ip_set_overlap(
		    vpc->prefixes, vpc->count, list->sorted[i].prefix);
		if (found != NULL &&
		    found->length <= list->sorted[i].prefix.length)
			tell_local(c, more, list, &list->sorted[i], *found);
	}
	for (i = 0; list->count > vpc->count && i < vpc->count; i++) {
		range = networks_within(list, vpc->prefixes[i]);
		for (j = range.first; j < range.end; j++)
			tell_local(
			    c, more, list, &list->sorted[j], vpc->prefixes[i]);
	}
}

static void
check_local(
    const struct check *c, enum network_kind kind, const struct networks *vpc)
{
	const struct networks *list = networks_of(c, kind);
	struct finding more;
	const char *pair;

	if (list->count == 0)
		return;
	pair = arena_printf(diags_arena(c->diags), "%p", (const void *)vpc);
	if (networks_tell(c, list, pair, SEVERITY_WARNING, &more))
		find_local(c, &more, list, &vpc->set);
}

void
check_route_local(const struct check *c)
{
	const struct networks *vpc = networks_of(c, NETWORK_VPC);

	if (vpc->count == 0)
		return;
	check_local(c, NETWORK_ROUTE, vpc);
	check_local(c, NETWORK_SITE, vpc);
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

static bool
meets(const struct networks *list, const struct value *option)
{
	return option != NULL && ip_set_overlap(list->set.prefixes,
				     list->set.count, option->u.prefix) != NULL;
}

/* Whether OPTION meets a static route, or what is behind the device. */
static bool
meets_customer(const struct check *c, const struct value *option)
{
	return meets(networks_of(c, NETWORK_ROUTE), option) ||
	       meets(networks_of(c, NETWORK_SITE), option);
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
	const struct networks *vpc;

	if (local == NULL && remote == NULL)
		return false;
	vpc = networks_of(c, NETWORK_VPC);
	return (meets(vpc, local) || meets_customer(c, remote)) &&
	       !meets_customer(c, local) && !meets(vpc, remote);
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

/* What the networks of one end are held against. */
struct option {
	const struct value *value;
	int family;
	const char *name;
};

static void
tell_outside(const struct check *c, const struct finding *more,
    const struct networks *list, struct network_range range,
    const struct option *option)
{
	char text[IP_TEXT_SIZE], allowed[IP_TEXT_SIZE];
	const struct value *value;

	for (; range.first < range.end; range.first++) {
		value = list->sorted[range.first].value;
		if (value->u.prefix.length != 0)
			complain_full(c, more, NULL, value,
			    "%s %s is not in %s %s", network_word(list->kind),
			    ip_prefix_format(value->u.prefix, text),
			    option->name,
			    ip_prefix_format(option->value->u.prefix, allowed));
	}
}

/* Whether no address of a network of KIND can pass OPTION. */
static void
check_selector(
    const struct check *c, enum network_kind kind, const struct option *option)
{
	const struct networks *list;
	struct network_range all, inner;
	struct finding more;
	char range[IP_TEXT_SIZE];

	if (option->value == NULL)
		return;
	list = networks_of(c, kind);
	if (list->count == 0 ||
	    !networks_tell(c, list,
		ip_prefix_format(option->value->u.prefix, range),
		SEVERITY_WARNING, &more))
		return;
	all = networks_family(list, option->family);
	inner = networks_within(list, option->value->u.prefix);
	tell_outside(c, &more, list,
	    (struct network_range){ all.first, inner.first }, option);
	tell_outside(c, &more, list,
	    (struct network_range){ inner.end, all.end }, option);
}

void
check_network_selector(const struct check *c)
{
	struct option local, remote;
	size_t i;

	for (i = 0; i < OPTIONS; i++) {
		local = (struct option){ selector(c, options[i].local),
			options[i].family, options[i].local_option };
		remote = (struct option){ selector(c, options[i].remote),
			options[i].family, options[i].remote_option };
		if ((local.value == NULL && remote.value == NULL) ||
		    is_swapped(c, i))
			continue;
		check_selector(c, NETWORK_ROUTE, &local);
		check_selector(c, NETWORK_SITE, &local);
		check_selector(c, NETWORK_VPC, &remote);
	}
}

/* ---- networks without a route ----------------------------------------- */

/* Those of RANGE, as long as fewer than TOLD were told. */
static void
tell_unrouted(const struct check *c, const struct networks *site,
    struct network_range range, size_t *count)
{
	const struct value *value;
	char text[IP_TEXT_SIZE];

	for (; range.first < range.end && *count < TOLD; range.first++) {
		value = site->sorted[range.first].value;
		complain(c, NULL, value,
		    "site's network %s has no static route",
		    ip_prefix_format(value->u.prefix, text));
		++*count;
	}
	if (range.first < range.end)
		*count += range.end - range.first;
}

void
check_network_unrouted(const struct check *c)
{
	const struct networks *routes = networks_of(c, NETWORK_ROUTE);
	const struct networks *site = networks_of(c, NETWORK_SITE);
	struct network_range all, set, routed;
	size_t count = 0;

	/* The routes of a transit gateway are in its own tables, and an input
	 * without any may not be the one that has them. */
	if (routes->count == 0 || site->count == 0 ||
	    !connection_has_vgw(c->connection))
		return;
	all = networks_family(site, inside_family(c));
	set = networks_set_family(routes, inside_family(c));
	for (; set.first < set.end; set.first++) {
		routed = networks_within(site, routes->set.prefixes[set.first]);
		tell_unrouted(c, site,
		    (struct network_range){ all.first, routed.first }, &count);
		all.first = routed.end;
	}
	tell_unrouted(c, site, all, &count);
	if (count > TOLD)
		complain(c, NULL, NULL,
		    "%zu more of the site's networks have no static route",
		    count - TOLD);
}

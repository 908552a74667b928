/* SPDX-License-Identifier: ISC */
/* Rules on each network that is routed (CGW551 to CGW558).  Floor 5. */

#include "check/networks.h"

/* ---- the same twice, one in another ----------------------------------- */

static void
check_repeated(const struct check *c, enum network_kind kind)
{
	const struct networks *list = networks_of(c, kind);
	const struct network *sorted = list->sorted;
	char text[IP_TEXT_SIZE];
	struct finding more;
	size_t i;

	if (list->count == 0 ||
	    !networks_tell(c, list, "", SEVERITY_WARNING, &more))
		return;
	for (i = 1; i < list->count; i++)
		if (network_same(&sorted[i], &sorted[i - 1]))
			complain_full(c, &more, NULL, sorted[i].value,
			    "%s %s is there more than once", network_word(kind),
			    ip_prefix_format(sorted[i].prefix, text));
}

void
check_route_repeated(const struct check *c)
{
	unsigned kind;

	for (kind = 0; kind < NETWORK_KINDS; kind++)
		check_repeated(c, (enum network_kind)kind);
}

void
check_route_nested(const struct check *c)
{
	const struct networks *list = networks_of(c, NETWORK_ROUTE);
	const struct network *wide, *next;
	char text[IP_TEXT_SIZE], outer[IP_TEXT_SIZE];

	for (next = list->sorted; next < list->sorted + list->count; next++) {
		/* What lies in a default route is meant to be an exception. */
		for (wide = next; wide->around != 0 &&
				  list->sorted[wide->around - 1].prefix.length;)
			wide = &list->sorted[wide->around - 1];
		if (wide != next)
			complain(c, NULL, next->value,
			    "static route %s lies in static route %s",
			    ip_prefix_format(next->prefix, text),
			    ip_prefix_format(wide->prefix, outer));
	}
}

/* ---- how they are written --------------------------------------------- */

static void
check_bits(const struct check *c, enum network_kind kind)
{
	const struct networks *list = networks_of(c, kind);
	char text[IP_TEXT_SIZE], network[IP_TEXT_SIZE];
	const struct value *value;
	struct finding more;
	size_t i;

	if (list->count == 0 ||
	    !networks_tell(c, list, "", SEVERITY_WARNING, &more))
		return;
	for (i = 0; i < list->count; i++) {
		value = list->written[i]->value;
		if (!ip_prefix_is_network(value->u.prefix))
			complain_full(c, &more, NULL, value,
			    "%s %s is not the beginning of %s",
			    network_word(kind),
			    ip_prefix_format(value->u.prefix, text),
			    ip_prefix_format(
				list->written[i]->prefix, network));
	}
}

void
check_network_bits(const struct check *c)
{
	unsigned kind;

	for (kind = 0; kind < NETWORK_KINDS; kind++)
		check_bits(c, (enum network_kind)kind);
}

/* ---- what they mean --------------------------------------------------- */

void
check_route_default(const struct check *c)
{
	const struct networks *list = networks_of(c, NETWORK_ROUTE);
	const struct value *value;
	char text[IP_TEXT_SIZE];
	size_t i;

	for (i = 0; i < list->count; i++) {
		value = list->written[i]->value;
		if (value->u.prefix.length == 0)
			complain(c, NULL, value,
			    "static route %s sends everything that no other "
			    "route has through the tunnels",
			    ip_prefix_format(value->u.prefix, text));
	}
}

/* RFC 6890 and the IANA special-purpose registries; Amazon VPC User Guide,
 * Subnet route tables, for AWS's own.  The first row that holds counts. */
static const struct special {
	struct ip_prefix prefix;
	enum severity severity;
	const char *what;
} specials[] = {
	{ { IP_V4(0, 0, 0, 0), 8 }, SEVERITY_ERROR, "\"this network\"" },
	{ { IP_V4(127, 0, 0, 0), 8 }, SEVERITY_ERROR, "loopback" },
	{ { IP_V4(169, 254, 168, 0), 22 }, SEVERITY_ERROR,
	    "AWS's own (metadata, DNS and time), which no route of a VPC "
	    "reaches" },
	{ { IP_V4(169, 254, 0, 0), 16 }, SEVERITY_WARNING,
	    "link-local, which routers do not forward" },
	{ { IP_V4(224, 0, 0, 0), 4 }, SEVERITY_ERROR,
	    "multicast, which a VPN connection does not carry" },
	{ { IP_V4(255, 255, 255, 255), 32 }, SEVERITY_ERROR, "broadcast" },
	{ { IP_V4(240, 0, 0, 0), 4 }, SEVERITY_WARNING,
	    "reserved, which many devices drop" },
	{ { { 6, { 0 } }, 127 }, SEVERITY_ERROR, "unspecified or loopback" },
	{ { { 6, { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff } }, 96 },
	    SEVERITY_ERROR, "IPv4-mapped" },
	{ { { 6, { 0xfd, 0x00, 0x0e, 0xc2 } }, 32 }, SEVERITY_ERROR,
	    "AWS's own (metadata, DNS and time), which no route of a VPC "
	    "reaches" },
	{ { { 6, { 0xfe, 0x80 } }, 10 }, SEVERITY_WARNING,
	    "link-local, which routers do not forward" },
	{ { { 6, { 0xff } }, 8 }, SEVERITY_ERROR,
	    "multicast, which a VPN connection does not carry" },
};

const struct ip_prefix *
special_range(size_t index)
{
	return index < sizeof(specials) / sizeof(specials[0])
		   ? &specials[index].prefix
		   : NULL;
}

/* The row whose range PREFIX lies in, or NULL. */
static const struct special *
find_special(struct ip_prefix prefix)
{
	size_t i;

	for (i = 0; i < sizeof(specials) / sizeof(specials[0]); i++)
		if (prefix.length >= specials[i].prefix.length &&
		    ip_prefix_contains(specials[i].prefix, prefix.address))
			return &specials[i];
	return NULL;
}

static void
find_specials(struct networks *list)
{
	const struct special *special;
	size_t i;

	list->specials_known = true;
	for (i = 0; i < list->count; i++) {
		special = find_special(list->written[i]->value->u.prefix);
		if (special == NULL)
			continue;
		if (list->specials == NULL)
			list->specials = arena_array(list->arena,
			    list->count - i, sizeof(*list->specials));
		list->specials[list->special_count++] =
		    (struct network_special){ list->written[i]->value, special,
			    false };
	}
}

/* Whether the network is to be looked at again with the next connection. */
static bool
check_one_special(const struct check *c, const struct networks *list,
    struct network_special *special)
{
	const struct check_memory *memory = c->settings->memory;
	struct finding more = { .severity = special->what->severity,
		.subject = list->subject,
		.again = special->told };
	struct ip_prefix prefix = special->value->u.prefix, inside;
	const struct tunnel *t;
	char text[IP_TEXT_SIZE];

	/* route-inside says more of those at a tunnel. */
	if (more.severity == SEVERITY_WARNING &&
	    overlaps_inside(c, prefix, &t, &inside))
		return true;
	special->told = true;
	complain_full(c, &more, NULL, special->value, "%s %s is %s",
	    network_word(list->kind), ip_prefix_format(prefix, text),
	    special->what->what);
	return more.severity == SEVERITY_ERROR && memory != NULL &&
	       memory->repeats;
}

static void
check_special(const struct check *c, enum network_kind kind)
{
	struct networks *list = networks_of(c, kind);
	size_t left = 0, i;

	if (!list->specials_known)
		find_specials(list);
	for (i = 0; i < list->special_count; i++)
		if (check_one_special(c, list, &list->specials[i]))
			list->specials[left++] = list->specials[i];
	list->special_count = left;
}

void
check_route_special(const struct check *c)
{
	check_special(c, NETWORK_ROUTE);
	check_special(c, NETWORK_SITE);
}

/* A tunnel's inside network. */
struct inside {
	const struct tunnel *tunnel;
	struct ip_prefix prefix;
};

static void
visit_inside(const struct check *c, const struct networks *list,
    const struct network *network, void *host)
{
	const struct inside *inside = host;
	const struct value *value = network->value;
	char text[IP_TEXT_SIZE], own[IP_TEXT_SIZE];
	const struct tunnel *first;
	struct ip_prefix prefix;

	/* Once for each network. */
	if (overlaps_inside(c, value->u.prefix, &first, &prefix) &&
	    first == inside->tunnel)
		complain(c, NULL, value,
		    "%s %s overlaps %s, the inside network of tunnel %s",
		    network_word(list->kind),
		    ip_prefix_format(value->u.prefix, text),
		    ip_prefix_format(prefix, own), tunnel_label(c, first));
}

static void
check_inside(const struct check *c, enum network_kind kind)
{
	const struct networks *list = networks_of(c, kind);
	struct inside inside;
	const struct tunnel *t;

	if (list->count == 0)
		return;
	EACH_TUNNEL (c, t) {
		inside.tunnel = t;
		if (tunnel_inside_cidr(t, &inside.prefix))
			networks_overlapping(
			    c, list, inside.prefix, visit_inside, &inside);
		if (tunnel_inside_ipv6_cidr(t, &inside.prefix))
			networks_overlapping(
			    c, list, inside.prefix, visit_inside, &inside);
	}
}

void
check_route_inside(const struct check *c)
{
	unsigned kind;

	for (kind = 0; kind < NETWORK_KINDS; kind++)
		check_inside(c, (enum network_kind)kind);
}

void
check_route_family(const struct check *c)
{
	const struct networks *list = networks_of(c, NETWORK_ROUTE);
	int family = list->count != 0 ? inside_family(c) : 0;
	const struct value *value;
	char text[IP_TEXT_SIZE];
	size_t i;

	for (i = 0; family != 0 && i < list->count; i++) {
		value = list->written[i]->value;
		if (value->u.prefix.address.family != family)
			complain(c, NULL, value,
			    "static route %s is IPv%d, but the tunnels carry "
			    "IPv%d",
			    ip_prefix_format(value->u.prefix, text),
			    family == 4 ? 6 : 4, family);
	}
}

/* ---- the tunnel in itself --------------------------------------------- */

/* An outside address. */
struct outside {
	struct ip ip;
	const char *whose;
};

static void
visit_outside(const struct check *c, const struct networks *list,
    const struct network *network, void *host)
{
	const struct outside *outside = host;
	char text[IP_TEXT_SIZE], ip[IP_TEXT_SIZE];

	complain(c, NULL, network->value, "%s %s holds %s outside address %s",
	    network_word(list->kind),
	    ip_prefix_format(network->value->u.prefix, text), outside->whose,
	    ip_format(outside->ip, ip));
}

/* A default route leaves the outside addresses to narrower ones. */
static void
check_contains(const struct check *c, const struct networks *list,
    const struct value *address, const char *whose)
{
	struct outside outside = { .whose = whose };
	struct ip_prefix prefix;

	if (!value_known(address))
		return;
	outside.ip = address->u.ip;
	prefix = (struct ip_prefix){ outside.ip, ip_bits(outside.ip) };
	networks_overlapping(c, list, prefix, visit_outside, &outside);
}

static void
check_outside(const struct check *c, enum network_kind kind)
{
	const struct networks *list = networks_of(c, kind);
	const struct tunnel *t;

	if (list->count == 0)
		return;
	EACH_TUNNEL (c, t) {
		check_contains(c, list, &t->outside_address, "AWS's");
		if (kind != NETWORK_VPC &&
		    earlier_tunnel(c, t, same_customer) == NULL)
			check_contains(c, list, &t->customer_outside_address,
			    "the device's");
	}
}

void
check_route_outside(const struct check *c)
{
	unsigned kind;

	for (kind = 0; kind < NETWORK_KINDS; kind++)
		check_outside(c, (enum network_kind)kind);
}

/* SPDX-License-Identifier: ISC */
/* Rules on each network that is routed (CGW551 to CGW558).  Floor 5. */

#include "check/networks.h"

static bool
same_prefix(struct ip_prefix a, struct ip_prefix b)
{
	return a.length == b.length && ip_equal(a.address, b.address);
}

/* ---- the same twice, one in another ----------------------------------- */

static void
check_repeated(const struct check *c, enum network_kind kind)
{
	struct networks list = networks_of(c, kind);
	const struct network *sorted = networks_sorted(c, &list);
	char text[IP_TEXT_SIZE];
	size_t i;

	for (i = 1; i < list.count; i++)
		if (same_prefix(sorted[i].prefix, sorted[i - 1].prefix))
			complain(c, NULL, sorted[i].value,
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
	struct networks list = networks_of(c, NETWORK_ROUTE);
	const struct network *sorted = networks_sorted(c, &list);
	const struct network *wide = NULL, *next;
	char text[IP_TEXT_SIZE], outer[IP_TEXT_SIZE];

	for (next = sorted; next < sorted + list.count; next++) {
		/* What lies in a default route is meant to be an exception. */
		if (next->prefix.length == 0)
			continue;
		if (wide == NULL ||
		    !ip_prefix_contains(wide->prefix, next->prefix.address)) {
			wide = next;
			continue;
		}
		if (!same_prefix(wide->prefix, next->prefix))
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
	struct networks list = networks_of(c, kind);
	char text[IP_TEXT_SIZE], network[IP_TEXT_SIZE];
	struct ip_prefix prefix;
	size_t i;

	for (i = 0; i < list.count; i++) {
		prefix = list.values[i]->u.prefix;
		if (ip_prefix_is_network(prefix))
			continue;
		ip_prefix_format(prefix, text);
		prefix.address = ip_first(prefix);
		complain(c, NULL, list.values[i],
		    "%s %s is not the beginning of %s", network_word(kind),
		    text, ip_prefix_format(prefix, network));
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
	struct networks list = networks_of(c, NETWORK_ROUTE);
	char text[IP_TEXT_SIZE];
	size_t i;

	for (i = 0; i < list.count; i++)
		if (list.values[i]->u.prefix.length == 0)
			complain(c, NULL, list.values[i],
			    "static route %s sends everything that no other "
			    "route has through the tunnels",
			    ip_prefix_format(list.values[i]->u.prefix, text));
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
check_special(const struct check *c, enum network_kind kind)
{
	struct networks list = networks_of(c, kind);
	const struct special *special;
	const struct tunnel *t;
	struct ip_prefix prefix, inside;
	char text[IP_TEXT_SIZE];
	size_t i;

	for (i = 0; i < list.count; i++) {
		prefix = list.values[i]->u.prefix;
		special = find_special(prefix);
		/* route-inside says more of those at a tunnel. */
		if (special == NULL ||
		    (special->severity == SEVERITY_WARNING &&
			overlaps_inside(c, prefix, &t, &inside)))
			continue;
		complain_as(c, special->severity, NULL, list.values[i],
		    "%s %s is %s", network_word(kind),
		    ip_prefix_format(prefix, text), special->what);
	}
}

void
check_route_special(const struct check *c)
{
	check_special(c, NETWORK_ROUTE);
	check_special(c, NETWORK_SITE);
}

static void
check_inside(const struct check *c, enum network_kind kind)
{
	struct networks list = networks_of(c, kind);
	char text[IP_TEXT_SIZE], network[IP_TEXT_SIZE];
	struct ip_prefix prefix, inside;
	const struct tunnel *t;
	size_t i;

	for (i = 0; i < list.count; i++) {
		prefix = list.values[i]->u.prefix;
		if (prefix.length != 0 &&
		    overlaps_inside(c, prefix, &t, &inside))
			complain(c, NULL, list.values[i],
			    "%s %s overlaps %s, the inside network of tunnel "
			    "%s",
			    network_word(kind), ip_prefix_format(prefix, text),
			    ip_prefix_format(inside, network),
			    tunnel_label(c, t));
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
	struct networks list = networks_of(c, NETWORK_ROUTE);
	int family = inside_family(c);
	char text[IP_TEXT_SIZE];
	size_t i;

	for (i = 0; family != 0 && i < list.count; i++)
		if (list.values[i]->u.prefix.address.family != family)
			complain(c, NULL, list.values[i],
			    "static route %s is IPv%d, but the tunnels carry "
			    "IPv%d",
			    ip_prefix_format(list.values[i]->u.prefix, text),
			    family == 4 ? 6 : 4, family);
}

/* ---- the tunnel in itself --------------------------------------------- */

static void
check_contains(const struct check *c, enum network_kind kind,
    const struct value *network, const struct value *address, const char *whose)
{
	struct ip_prefix prefix = network->u.prefix;
	char text[IP_TEXT_SIZE], ip[IP_TEXT_SIZE];

	/* A default route leaves the outside addresses to narrower ones. */
	if (!value_known(address) || prefix.length == 0 ||
	    !ip_prefix_contains(prefix, address->u.ip))
		return;
	complain(c, NULL, network, "%s %s holds %s outside address %s",
	    network_word(kind), ip_prefix_format(prefix, text), whose,
	    ip_format(address->u.ip, ip));
}

static void
check_outside(const struct check *c, enum network_kind kind)
{
	struct networks list = networks_of(c, kind);
	const struct tunnel *t;
	size_t i;

	for (i = 0; i < list.count; i++)
		EACH_TUNNEL (c, t) {
			check_contains(c, kind, list.values[i],
			    &t->outside_address, "AWS's");
			if (kind != NETWORK_VPC &&
			    earlier_tunnel(c, t, same_customer) == NULL)
				check_contains(c, kind, list.values[i],
				    &t->customer_outside_address,
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

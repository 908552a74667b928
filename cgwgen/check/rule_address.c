/* SPDX-License-Identifier: ISC */
/* Rules on inside and outside addresses (CGW3xx).  Floor 5. */
#include "base/byte_set.h"
#include "check/inside.h"
#include "check/rules.h"

/* RFC 6890 and the IANA special-purpose registries: never a host that can
 * be reached from elsewhere. */
static const struct {
	struct ip_prefix prefix;
	const char *what;
} unusable[] = {
	{ { IP_V4(0, 0, 0, 0), 8 }, "in this network" },
	{ { IP_V4(127, 0, 0, 0), 8 }, "a loopback address" },
	{ { IP_V4(169, 254, 0, 0), 16 }, "a link-local address" },
	{ { IP_V4(224, 0, 0, 0), 4 }, "a multicast address" },
	{ { IP_V4(240, 0, 0, 0), 4 }, "in a reserved range" },
	{ { { 6, { 0 } }, 127 }, "unspecified or loopback" },
	{ { { 6, { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff } }, 96 },
	    "an IPv4-mapped address" },
	{ { { 6, { 0xfe, 0x80 } }, 10 }, "a link-local address" },
	{ { { 6, { 0xff } }, 8 }, "a multicast address" },
};

/* What those of IPv4 begin with: 0, 127, 169 and 224 to 255. */
static const struct byte_set unusable_first = { { UINT64_C(1),
    UINT64_C(1) << (127 - 64), UINT64_C(1) << (169 - 128),
    UINT64_C(0xffffffff00000000) } };

/* RFC 1918, RFC 6598: what a private IP VPN uses. */
static const struct ip_prefix private_ranges[] = {
	{ IP_V4(10, 0, 0, 0), 8 },
	{ IP_V4(172, 16, 0, 0), 12 },
	{ IP_V4(192, 168, 0, 0), 16 },
	{ IP_V4(100, 64, 0, 0), 10 },
};

/* What they begin with: 10, 100, 172 and 192. */
static const struct byte_set private_first = { { UINT64_C(1) << 10,
    UINT64_C(1) << (100 - 64), UINT64_C(1) << (172 - 128), UINT64_C(1) } };

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Mask, prefix length and /30 at one end of a tunnel. */
static void
check_size(const struct check *c, const struct tunnel *t,
    const struct value *length, const struct value *mask)
{
	if (value_known(length) && length->u.number != 30)
		complain(c, t, length, "inside network is a /%u, not a /30",
		    (unsigned)length->u.number);
	if (value_known(mask) && value_known(length) &&
	    ip_mask_length(mask->u.ip) != (int)length->u.number)
		complain(c, t, mask,
		    "inside mask %s does not agree with prefix length %u",
		    mask->text, (unsigned)length->u.number);
}

/* An inside network that was given as one, for which the ends follow. */
static void
check_network(const struct check *c, const struct tunnel *t)
{
	const struct value *network = &t->inside_cidr;
	struct ip_prefix prefix = network->u.prefix;
	char text[IP_TEXT_SIZE];

	if (!value_known(network) || network->origin == ORIGIN_DERIVED)
		return;
	if (prefix.address.family != 4 || prefix.length != 30)
		complain(c, t, network, "inside network %s is not an IPv4 /30",
		    network->text);
	else if (!ip_prefix_is_network(prefix))
		/* What AWS's own answer says, it has not refused. */
		complain_as(c,
		    network->origin == ORIGIN_API ? SEVERITY_WARNING
						  : SEVERITY_ERROR,
		    t, network,
		    "inside network %s does not begin where a /30 does",
		    ip_prefix_format(prefix, text));
}

void
check_inside_size(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		check_network(c, t);
		check_size(c, t, &t->inside_prefix_length, &t->inside_netmask);
		check_size(
		    c, t, &t->aws_inside_prefix_length, &t->aws_inside_netmask);
	}
}

/* Of an address that follows from the network AWS's end speaks for both. */
static bool
is_stated(const struct tunnel *t, const struct value *address)
{
	return value_known(address) && (address->origin != ORIGIN_DERIVED ||
					   address == &t->aws_inside_address);
}

static void
check_range(
    const struct check *c, const struct tunnel *t, const struct value *address)
{
	if (is_stated(t, address) &&
	    !ip_prefix_contains(inside_ipv4_range, address->u.ip))
		complain(c, t, address,
		    "inside address %s is not in 169.254.0.0/16",
		    address->text);
}

void
check_inside_range(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		check_range(c, t, &t->inside_address);
		check_range(c, t, &t->aws_inside_address);
	}
}

static void
check_reserved(
    const struct check *c, const struct tunnel *t, const struct value *address)
{
	const struct ip_prefix *reserved;
	char text[IP_TEXT_SIZE];

	if (!is_stated(t, address))
		return;
	reserved = inside_reserved_around(&address->u.ip);
	if (reserved != NULL)
		complain(c, t, address,
		    "inside address %s is in %s, which AWS reserves",
		    address->text, ip_prefix_format(*reserved, text));
}

void
check_inside_reserved(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		check_reserved(c, t, &t->inside_address);
		check_reserved(c, t, &t->aws_inside_address);
	}
}

/* Whether the ends are the two hosts of a /30, AWS's first, as most are: the
 * next two rules have nothing to say of them. */
static bool
is_usual(const struct tunnel *t)
{
	const struct value *aws = &t->aws_inside_address;
	const struct value *customer = &t->inside_address;
	const struct value *length = &t->aws_inside_prefix_length;

	return value_known(aws) && value_known(customer) &&
	       value_known(length) && length->u.number == 30 &&
	       aws->u.ip.family == 4 && customer->u.ip.family == 4 &&
	       aws->u.ip.bytes[3] % 4 == 1 &&
	       ip_load_v4(&customer->u.ip) == ip_load_v4(&aws->u.ip) + 1;
}

static void
check_host(const struct check *c, const struct tunnel *t,
    const struct value *address, struct ip_prefix prefix)
{
	char text[IP_TEXT_SIZE];

	if (value_known(address) && !ip_prefix_is_host(prefix, address->u.ip))
		complain(c, t, address, "inside address %s is no host of %s",
		    address->text, ip_prefix_format(prefix, text));
}

void
check_inside_host(const struct check *c)
{
	const struct tunnel *t;
	struct ip_prefix prefix;

	EACH_TUNNEL (c, t) {
		if (is_usual(t) || !tunnel_inside_cidr(t, &prefix))
			continue;
		check_host(c, t, &t->aws_inside_address, prefix);
		check_host(c, t, &t->inside_address, prefix);
	}
}

void
check_inside_ends(const struct check *c)
{
	const struct tunnel *t;
	struct ip_prefix prefix;

	EACH_TUNNEL (c, t) {
		if (is_usual(t) || !value_known(&t->inside_address) ||
		    !tunnel_inside_cidr(t, &prefix) || prefix.length != 30)
			continue;
		if (!ip_prefix_is_host(prefix, t->aws_inside_address.u.ip) ||
		    !ip_prefix_is_host(prefix, t->inside_address.u.ip))
			continue; /* inside-host says so */
		/* The prefix begins with its first address. */
		if (!ip_equal(
			t->aws_inside_address.u.ip, ip_add(prefix.address, 1)))
			complain(c, t, &t->aws_inside_address,
			    "AWS's inside address %s is not the first host",
			    t->aws_inside_address.text);
		if (!ip_equal(
			t->inside_address.u.ip, ip_add(prefix.address, 2)))
			complain(c, t, &t->inside_address,
			    "customer's inside address %s is not the second "
			    "host",
			    t->inside_address.text);
	}
}

static bool
same_inside(const struct tunnel *a, const struct tunnel *b)
{
	struct ip_prefix first, second;

	return tunnel_inside_cidr(a, &first) &&
	       tunnel_inside_cidr(b, &second) &&
	       ip_prefix_overlaps(first, second);
}

void
check_inside_overlap(const struct check *c)
{
	const struct tunnel *t, *other;
	struct ip_prefix prefix;
	char text[IP_TEXT_SIZE];

	EACH_TUNNEL (c, t) {
		other = earlier_tunnel(c, t, same_inside);
		if (other == NULL || !tunnel_inside_cidr(t, &prefix))
			continue;
		complain(c, t, &t->aws_inside_address,
		    "inside network %s overlaps that of tunnel %s",
		    ip_prefix_format(prefix, text), tunnel_label(c, other));
	}
}

/* Whether IP can be in a table whose rows of IPv4 begin with FIRST. */
static bool
may_be(const struct ip *ip, const struct byte_set *first)
{
	return ip->family != 4 || byte_set_has(first, ip->bytes[0]);
}

/* What makes IP unusable, or NULL. */
static const char *
fault(const struct ip *ip)
{
	size_t i;

	if (!may_be(ip, &unusable_first))
		return NULL;
	for (i = 0; i < COUNT(unusable); i++)
		if (ip_prefix_has(&unusable[i].prefix, ip))
			return unusable[i].what;
	return NULL;
}

bool
is_unusable_ip(struct ip ip)
{
	return fault(&ip) != NULL;
}

static void
check_usable(const struct check *c, const struct tunnel *t,
    const struct value *address, const char *whose)
{
	const char *what = value_known(address) ? fault(&address->u.ip) : NULL;

	if (what != NULL)
		complain(c, t, address, "%s outside address %s is %s", whose,
		    address->text, what);
}

void
check_outside_unusable(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		check_usable(c, t, &t->outside_address, "AWS's");
		check_usable(c, t, &t->customer_outside_address, "customer's");
	}
}

static bool
ends_known(const struct tunnel *t)
{
	return value_known(&t->outside_address) &&
	       value_known(&t->customer_outside_address);
}

void
check_outside_equal(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		if (earlier_tunnel(c, t, tunnel_same_outside) != NULL)
			complain(c, t, &t->outside_address,
			    "another tunnel has the same outside address %s",
			    t->outside_address.text);
		if (ends_known(t) && ip_equal(t->outside_address.u.ip,
					 t->customer_outside_address.u.ip))
			complain(c, t, &t->customer_outside_address,
			    "both ends have the outside address %s",
			    t->outside_address.text);
	}
}

void
check_outside_family(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t)
		if (ends_known(t) &&
		    t->outside_address.u.ip.family !=
			t->customer_outside_address.u.ip.family)
			complain(c, t, &t->customer_outside_address,
			    "one end has an IPv4, the other an IPv6 outside "
			    "address");
}

bool
is_private_ip(struct ip ip)
{
	size_t i;

	if (!may_be(&ip, &private_first))
		return false;
	for (i = 0; i < COUNT(private_ranges); i++)
		if (ip_prefix_has(&private_ranges[i], &ip))
			return true;
	return false;
}

void
check_outside_private(const struct check *c)
{
	const struct tunnel *t;
	bool aws, customer;

	EACH_TUNNEL (c, t) {
		if (!ends_known(t))
			continue;
		aws = is_private_ip(t->outside_address.u.ip);
		customer = is_private_ip(t->customer_outside_address.u.ip);
		if (aws != customer)
			complain(c, t,
			    aws ? &t->outside_address
				: &t->customer_outside_address,
			    "%s outside address is private, the other end's "
			    "is not",
			    aws ? "AWS's" : "customer's");
	}
}

/* One end's inside IPv6 address: host COUNT of the /126. */
static void
check_ipv6_end(const struct check *c, const struct tunnel *t,
    const struct value *address, struct ip_prefix prefix, uint32_t count,
    const char *whose)
{
	struct ip expected = ip_add(ip_first(prefix), count);
	char text[IP_TEXT_SIZE], network[IP_TEXT_SIZE];

	if (!value_known(address)) {
		if (address->text == NULL && value_missing(address) &&
		    c->connection->has_xml)
			complain(c, t, NULL,
			    "%s inside IPv6 address is "
			    "missing",
			    whose);
		return;
	}
	if (!ip_prefix_contains(inside_ipv6_range, address->u.ip))
		complain(c, t, address,
		    "%s inside IPv6 address %s is not in fd00::/8", whose,
		    address->text);
	else if (!ip_equal(address->u.ip, expected))
		complain(c, t, address,
		    "%s inside IPv6 address %s is not %s, host %u of %s", whose,
		    address->text, ip_format(expected, text), (unsigned)count,
		    ip_prefix_format(prefix, network));
}

static void
check_ipv6_network(const struct check *c, const struct tunnel *t)
{
	const struct value *network = &t->inside_ipv6_cidr;
	struct ip_prefix prefix = network->u.prefix;

	if (!value_known(network) || network->origin == ORIGIN_DERIVED)
		return;
	if (prefix.address.family != 6 || prefix.length != 126 ||
	    !ip_prefix_is_network(prefix))
		complain(c, t, network, "inside network %s is not an IPv6 /126",
		    network->text);
}

void
check_inside_ipv6(const struct check *c)
{
	const struct tunnel *t;
	struct ip_prefix prefix;

	if (!connection_is_ipv6(c->connection))
		return;
	EACH_TUNNEL (c, t) {
		check_ipv6_network(c, t);
		if (!tunnel_inside_ipv6_cidr(t, &prefix))
			prefix =
			    (struct ip_prefix){ t->inside_ipv6_address.u.ip,
				    126 };
		check_ipv6_end(
		    c, t, &t->aws_inside_ipv6_address, prefix, 1, "AWS's");
		check_ipv6_end(
		    c, t, &t->inside_ipv6_address, prefix, 2, "customer's");
	}
}

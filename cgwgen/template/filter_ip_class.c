/* SPDX-License-Identifier: ISC */
/*
 * Queries about the kind of an address.  The ranges are facts from the IANA
 * registries and the RFCs named; which of them count as private or public is
 * netaddr's choice.
 */
#include <string.h>

#include "template/filter_ip.h"

#define IPV4(a, b, c, length)                                                  \
	{                                                                      \
		{ 4, { a, b, c } }, length                                     \
	}
#define IPV6(a, b, length)                                                     \
	{                                                                      \
		{ 6, { a, b } }, length                                        \
	}

static const struct ip_prefix link_local[] = {
	IPV4(169, 254, 0, 16), /* RFC 3927 */
	IPV6(0xfe, 0x80, 10),  /* RFC 4291 */
};

static const struct ip_prefix multicast[] = {
	IPV4(224, 0, 0, 4), /* RFC 5771 */
	IPV6(0xff, 0, 8),   /* RFC 4291 */
};

static const struct ip_prefix private[] = {
	IPV4(10, 0, 0, 8),     /* RFC 1918 */
	IPV4(100, 64, 0, 10),  /* RFC 6598: carrier-grade NAT */
	IPV4(172, 16, 0, 12),  /* RFC 1918 */
	IPV4(192, 0, 0, 24),   /* RFC 6890: protocol assignments */
	IPV4(192, 168, 0, 16), /* RFC 1918 */
	IPV4(198, 18, 0, 15),  /* RFC 2544: benchmarks */
	IPV4(239, 0, 0, 8),    /* RFC 2365: administrative scope */
	IPV6(0xfc, 0, 7),      /* RFC 4193 */
	IPV6(0xfe, 0xc0, 10),  /* RFC 3879: site-local */
};

static const struct ip_prefix six_to_four = IPV6(0x20, 0x02, 16);

/* Whether all of NET is in one of the ranges. */
static bool
within(const struct ip_prefix *ranges, size_t count, struct ip_prefix net)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (ranges[i].length <= net.length &&
		    ip_prefix_contains(ranges[i], net.address))
			return true;
	return false;
}

#define WITHIN(ranges, net) within(ranges, LENGTH_OF(ranges), net)

/* The address alone, whatever length it was given with. */
static struct ip_prefix
alone(const struct ip_call *c)
{
	struct ip_prefix net = c->net;

	net.length = ip_bits(net.address);
	return net;
}

static bool
is_private(struct ip_prefix net)
{
	return WITHIN(private, net) || WITHIN(link_local, net);
}

static bool
is_loopback(struct ip ip)
{
	static const struct ip one = { 6, { [15] = 1 } };

	return ip.family == 4 ? ip.bytes[0] == 127 : ip_equal(ip, one);
}

static bool
is_public(struct ip_prefix host)
{
	return !WITHIN(multicast, host) && !is_private(host) &&
	       !is_loopback(host.address) && ip_mask_length(host.address) < 0 &&
	       ip_mask_length(ip_invert(host.address)) < 0;
}

static bool
keep_if(struct ip_call *c, bool truth, struct tvalue *ret)
{
	if (truth)
		*ret = c->input->value;
	return true;
}

bool
ip_link_local(struct ip_call *c, struct tvalue *ret)
{
	return keep_if(c, WITHIN(link_local, alone(c)), ret);
}

bool
ip_loopback(struct ip_call *c, struct tvalue *ret)
{
	return keep_if(c, is_loopback(c->net.address), ret);
}

bool
ip_multicast(struct ip_call *c, struct tvalue *ret)
{
	return keep_if(c, WITHIN(multicast, c->net), ret);
}

bool
ip_private(struct ip_call *c, struct tvalue *ret)
{
	return keep_if(c, is_private(c->net), ret);
}

bool
ip_public(struct ip_call *c, struct tvalue *ret)
{
	return keep_if(c, is_public(alone(c)), ret);
}

bool
ip_unicast(struct ip_call *c, struct tvalue *ret)
{
	return keep_if(c, !WITHIN(multicast, c->net), ret);
}

/* 2002:V4ADDR::1/48, RFC 3056 section 2. */
static struct tvalue
to_6to4(struct run *r, const uint8_t bytes[4])
{
	return tv_text(arena_printf(r->arena, "2002:%02x%02x:%02x%02x::1/48",
	    bytes[0], bytes[1], bytes[2], bytes[3]));
}

bool
ip_6to4(struct ip_call *c, struct tvalue *ret)
{
	struct ip_prefix host = alone(c);
	bool is_host = c->host_bits == 0 || !ip_prefix_is_network(c->net);

	*ret = tv_bool(false);
	if (c->net.address.family == 4) {
		if (is_host && (is_public(host) || is_private(host)))
			*ret = to_6to4(c->r, host.address.bytes);
	} else if (c->input->network ? !ip_prefix_is_network(c->net) : true) {
		if (within(&six_to_four, 1, host))
			*ret = c->input->value;
	}
	return true;
}

/* SPDX-License-Identifier: ISC */
/*
 * What the queries of ipaddr answer.  Where one does not apply, Ansible's
 * answer is none or false, query by query; so is ours.
 */
#include <string.h>

#include "template/filter_ip.h"

static struct tvalue
pair_value(struct run *r, struct ip a, char between, struct ip b)
{
	char first[IP_TEXT_SIZE], second[IP_TEXT_SIZE];

	return tv_text(arena_printf(r->arena, "%s%c%s", ip_format(a, first),
	    between, ip_format(b, second)));
}

static bool
is_alone(const struct ip_call *c)
{
	return c->host_bits == 0;
}

static bool
is_first(const struct ip_call *c)
{
	return ip_prefix_is_network(c->net);
}

/* netaddr knows no broadcast address of the two smallest IPv4 networks. */
static bool
has_broadcast(const struct ip_call *c)
{
	return c->net.address.family == 6 || c->host_bits > 1;
}

static bool
wants_network(const struct ip_call *c)
{
	return c->input->network || fail_value(c->r, "not a network address");
}

static struct ip
netmask_of(const struct ip_call *c)
{
	return ip_mask(c->net.address.family, c->net.length);
}

static bool
give(struct tvalue *ret, struct tvalue value)
{
	*ret = value;
	return true;
}

bool
ip_with_length(struct ip_call *c, struct tvalue *ret)
{
	return give(ret, prefix_value(c->r, c->net.address, c->net.length));
}

bool
ip_whole(struct ip_call *c, struct tvalue *ret)
{
	return c->input->network ? ip_with_length(c, ret)
				 : give(ret, ip_value(c->r, c->net.address));
}

bool
ip_address(struct ip_call *c, struct tvalue *ret)
{
	if (is_alone(c) || !is_first(c) || !has_broadcast(c) ||
	    c->net.address.family == 6)
		*ret = ip_value(c->r, c->net.address);
	return true;
}

bool
ip_gateway(struct ip_call *c, struct tvalue *ret)
{
	if (c->host_bits > 1 &&
	    (is_first(c) || ip_equal(c->net.address, ip_last(c->net))))
		return give(ret, tv_bool(false));
	return ip_with_length(c, ret);
}

bool
ip_bool(struct ip_call *c, struct tvalue *ret)
{
	(void)c;
	return give(ret, tv_bool(true));
}

bool
ip_broadcast(struct ip_call *c, struct tvalue *ret)
{
	if (c->host_bits > 1)
		*ret = ip_value(c->r, ip_last(c->net));
	return true;
}

bool
ip_first_usable(struct ip_call *c, struct tvalue *ret)
{
	struct wide first, last;

	if (!wants_network(c) || is_alone(c))
		return !c->r->failed;
	usable_range(c->net, &first, &last);
	return bare_number_value(c->r, first, ret);
}

bool
ip_last_usable(struct ip_call *c, struct tvalue *ret)
{
	struct wide first, last;

	if (!wants_network(c) || is_alone(c))
		return !c->r->failed;
	usable_range(c->net, &first, &last);
	return bare_number_value(c->r, last, ret);
}

bool
ip_host(struct ip_call *c, struct tvalue *ret)
{
	if (is_alone(c) || !is_first(c) || !has_broadcast(c))
		return ip_with_length(c, ret);
	return true;
}

bool
ip_hostmask(struct ip_call *c, struct tvalue *ret)
{
	return give(ret, ip_value(c->r, ip_invert(netmask_of(c))));
}

bool
ip_int(struct ip_call *c, struct tvalue *ret)
{
	struct wide number = ip_number(c->net.address);
	char text[WIDE_TEXT_SIZE];

	if (!c->input->network)
		return wide_integer(c->r, number, ret);
	return give(ret, tv_text(arena_printf(c->r->arena, "%s/%u",
			     wide_format(number, text), c->net.length)));
}

/* A host's address, not its network's; both addresses of two are hosts. */
static bool
names_host(const struct ip_call *c)
{
	return c->host_bits == 1 || !is_first(c);
}

bool
ip_host_prefix(struct ip_call *c, struct tvalue *ret)
{
	return names_host(c) ? ip_with_length(c, ret) : true;
}

bool
ip_host_netmask(struct ip_call *c, struct tvalue *ret)
{
	if (names_host(c))
		*ret = pair_value(c->r, c->net.address, ' ', netmask_of(c));
	return true;
}

/* "::192.0.2.1" or "::ffff:192.0.2.1", at least 96 bits long. */
bool
ip_to_ipv4(struct ip_call *c, struct tvalue *ret)
{
	static const uint8_t zeros[10];
	const uint8_t *bytes = c->net.address.bytes;
	struct ip ip = { .family = 4 };
	bool plain = bytes[10] == 0 && bytes[11] == 0;
	bool mapped = bytes[10] == 0xff && bytes[11] == 0xff;

	if (c->net.address.family == 4)
		return give(ret, c->input->value);
	if (memcmp(bytes, zeros, sizeof(zeros)) != 0 || (!plain && !mapped) ||
	    c->net.length < 96)
		return give(ret, tv_bool(false));
	memcpy(ip.bytes, bytes + 12, 4);
	return give(ret, prefix_value(c->r, ip, c->net.length - 96u));
}

bool
ip_to_ipv6(struct ip_call *c, struct tvalue *ret)
{
	struct ip ip = { .family = 6 };

	if (c->net.address.family == 6)
		return give(ret, c->input->value);
	ip.bytes[10] = ip.bytes[11] = 0xff;
	memcpy(ip.bytes + 12, c->net.address.bytes, 4);
	return give(ret, prefix_value(c->r, ip, c->net.length + 96u));
}

bool
ip_net(struct ip_call *c, struct tvalue *ret)
{
	return !is_alone(c) && is_first(c) ? ip_with_length(c, ret) : true;
}

bool
ip_netmask(struct ip_call *c, struct tvalue *ret)
{
	return give(ret, ip_value(c->r, netmask_of(c)));
}

bool
ip_network(struct ip_call *c, struct tvalue *ret)
{
	return give(ret, ip_value(c->r, ip_first(c->net)));
}

bool
ip_network_netmask(struct ip_call *c, struct tvalue *ret)
{
	return give(
	    ret, pair_value(c->r, ip_first(c->net), ' ', netmask_of(c)));
}

bool
ip_network_wildcard(struct ip_call *c, struct tvalue *ret)
{
	return give(ret,
	    pair_value(c->r, ip_first(c->net), ' ', ip_invert(netmask_of(c))));
}

/* The usable address that is OFFSET further, or none. */
static bool
neighbour(struct ip_call *c, int64_t offset, struct tvalue *ret)
{
	struct wide first, last, number;
	struct tvalue value;

	if (!wants_network(c) || is_alone(c))
		return !c->r->failed;
	usable_range(c->net, &first, &last);
	number = wide_add(ip_number(c->net.address), wide_of(offset));
	if (!bare_number_value(c->r, number, &value))
		return false;
	if (wide_compare(first, number) <= 0 && wide_compare(number, last) <= 0)
		*ret = value;
	return true;
}

bool
ip_next_usable(struct ip_call *c, struct tvalue *ret)
{
	return neighbour(c, 1, ret);
}

bool
ip_previous_usable(struct ip_call *c, struct tvalue *ret)
{
	return neighbour(c, -1, ret);
}

bool
ip_peer(struct ip_call *c, struct tvalue *ret)
{
	unsigned last = ip_bits(c->net.address) / 8u - 1;
	struct ip peer = c->net.address;

	if (!wants_network(c))
		return false;
	if (c->host_bits < 1 || c->host_bits > 2)
		return fail_value(c->r, "not a point-to-point network");
	if (c->host_bits == 2 && is_first(c))
		return fail_value(
		    c->r, "the network address of four has no peer");
	if (c->host_bits == 2 && ip_equal(peer, ip_last(c->net)))
		return fail_value(
		    c->r, "the broadcast address of four has no peer");
	peer.bytes[last] ^= c->host_bits == 1 ? 1 : 3;
	return bare_number_value(c->r, ip_number(peer), ret);
}

bool
ip_length(struct ip_call *c, struct tvalue *ret)
{
	return give(ret, tv_int(c->net.length));
}

bool
ip_range_usable(struct ip_call *c, struct tvalue *ret)
{
	struct tvalue from = tv_none(), to = tv_none();

	if (!ip_first_usable(c, &from) || !ip_last_usable(c, &to))
		return false;
	if (!is_alone(c))
		*ret = tv_text(
		    arena_printf(c->r->arena, "%.*s-%.*s", (int)from.length,
			from.as.text, (int)to.length, to.as.text));
	return true;
}

bool
ip_revdns(struct ip_call *c, struct tvalue *ret)
{
	const uint8_t *bytes = c->net.address.bytes;
	char text[80], *at = text;
	unsigned i;

	if (c->net.address.family == 4)
		return give(ret, tv_text(arena_printf(c->r->arena,
				     "%u.%u.%u.%u.in-addr.arpa.", bytes[3],
				     bytes[2], bytes[1], bytes[0])));
	for (i = 16; i-- > 0;) {
		*at++ = "0123456789abcdef"[bytes[i] & 15];
		*at++ = '.';
		*at++ = "0123456789abcdef"[bytes[i] >> 4];
		*at++ = '.';
	}
	*at = '\0';
	return give(
	    ret, tv_text(arena_printf(c->r->arena, "%sip6.arpa.", text)));
}

bool
ip_size(struct ip_call *c, struct tvalue *ret)
{
	struct wide size = wide_left(wide_of(1), c->host_bits);

	return wide_integer(c->r, size, ret);
}

bool
ip_size_usable(struct ip_call *c, struct tvalue *ret)
{
	struct wide size = wide_left(wide_of(1), c->host_bits);

	if (c->host_bits < 2)
		return give(ret, tv_int(c->host_bits * 2));
	return wide_integer(c->r, wide_subtract(size, wide_of(2)), ret);
}

bool
ip_subnet(struct ip_call *c, struct tvalue *ret)
{
	return give(ret, prefix_value(c->r, ip_first(c->net), c->net.length));
}

bool
ip_type(struct ip_call *c, struct tvalue *ret)
{
	return give(
	    ret, tv_text(is_alone(c) || !is_first(c) ? "address" : "network"));
}

bool
ip_version(struct ip_call *c, struct tvalue *ret)
{
	return give(ret, tv_int(c->net.address.family));
}

bool
ip_wrap(struct ip_call *c, struct tvalue *ret)
{
	char text[IP_TEXT_SIZE];

	if (c->net.address.family == 4)
		return give(ret, c->input->value);
	ip_format(c->net.address, text);
	return give(ret,
	    tv_text(
		c->input->network
		    ? arena_printf(c->r->arena, "[%s]/%u", text, c->net.length)
		    : arena_printf(c->r->arena, "[%s]", text)));
}

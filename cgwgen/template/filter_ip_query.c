/* SPDX-License-Identifier: ISC */
/*
 * The queries of ipaddr, ipv4 and ipv6: their table, and how one is found.
 * A query that is no name in it may be a network to be in, or an index.
 */
#include <string.h>

#include "template/filter_ip.h"

struct ip_query {
	const char *name;
	ip_query_function *function;
	const char *text;
};

/* In the order of strcmp(). */
static const struct ip_query queries[] = {
	{ "", ip_whole, "the address, with its length if it was given" },
	{ "6to4", ip_6to4, "the 6to4 address of an IPv4 address" },
	{ "address", ip_address, "the address, none for an IPv4 network" },
	{ "address/prefix", ip_gateway, "as host/prefix" },
	{ "bool", ip_bool, "true" },
	{ "broadcast", ip_broadcast,
	    "the last address, none if there are fewer than four" },
	{ "cidr", ip_with_length, "the address with its length" },
	{ "first_usable", ip_first_usable, "the first address of a host" },
	{ "gateway", ip_gateway, "as host/prefix" },
	{ "gw", ip_gateway, "as host/prefix" },
	{ "host", ip_host,
	    "the address with its length, none for an IPv4 network" },
	{ "host/prefix", ip_gateway,
	    "a host's address with its length, false for the network's and "
	    "the broadcast address" },
	{ "hostmask", ip_hostmask, "the mask of the host's bits" },
	{ "hostnet", ip_gateway, "as host/prefix" },
	{ "int", ip_int, "the address as a number, with its length if given" },
	{ "ip", ip_address, "as address" },
	{ "ip/prefix", ip_host_prefix,
	    "the address with its length, none for a network" },
	{ "ip_netmask", ip_host_netmask,
	    "the address and the netmask, none for a network" },
	{ "ipv4", ip_to_ipv4, "as IPv4, false if it is no such address" },
	{ "ipv6", ip_to_ipv6, "as IPv6, mapped if it is IPv4" },
	{ "last_usable", ip_last_usable, "the last address of a host" },
	{ "link-local", ip_link_local, "the input, none if not link-local" },
	{ "lo", ip_loopback, "as loopback" },
	{ "loopback", ip_loopback, "the input, none if no loopback address" },
	{ "multicast", ip_multicast, "the input, none if not multicast" },
	{ "net", ip_net, "the input, none if it is no network" },
	{ "netmask", ip_netmask, "the mask of the network's bits" },
	{ "network", ip_network, "the network's address" },
	{ "network/prefix", ip_subnet, "as subnet" },
	{ "network_id", ip_network, "as network" },
	{ "network_netmask", ip_network_netmask,
	    "the network's address and its netmask" },
	{ "network_wildcard", ip_network_wildcard,
	    "the network's address and its hostmask" },
	{ "next_usable", ip_next_usable, "the next address of a host" },
	{ "peer", ip_peer, "the other end of a point-to-point network" },
	{ "prefix", ip_length, "the length in bits" },
	{ "previous_usable", ip_previous_usable,
	    "the previous address of a host" },
	{ "private", ip_private, "the input, none if not private" },
	{ "public", ip_public, "the input, none if not public" },
	{ "range_usable", ip_range_usable,
	    "the first and the last address of a host" },
	{ "revdns", ip_revdns, "the name in the DNS" },
	{ "router", ip_gateway, "as host/prefix" },
	{ "size", ip_size, "the number of addresses" },
	{ "size_usable", ip_size_usable, "the number of addresses for hosts" },
	{ "subnet", ip_subnet, "the network's address with its length" },
	{ "type", ip_type, "address or network" },
	{ "unicast", ip_unicast, "the input, none if multicast" },
	{ "version", ip_version, "4 or 6" },
	{ "wildcard", ip_hostmask, "as hostmask" },
	{ "wrap", ip_wrap, "IPv6 addresses in brackets" },
};

bool
template_address_query(size_t index, const char **name, const char **text)
{
	if (index >= LENGTH_OF(queries))
		return false;
	*name = queries[index].name;
	*text = queries[index].text;
	return true;
}

/* ---- pieces -------------------------------------------------------------- */

struct tvalue
ip_value(struct run *r, struct ip ip)
{
	char text[IP_TEXT_SIZE];
	size_t length = strlen(ip_format(ip, text));

	return string_of(arena_copy(r->arena, text, length), length);
}

struct tvalue
prefix_value(struct run *r, struct ip ip, unsigned length)
{
	char text[IP_TEXT_SIZE];

	return tv_text(
	    arena_printf(r->arena, "%s/%u", ip_format(ip, text), length));
}

struct tvalue
wide_value(struct run *r, struct wide number)
{
	char text[WIDE_TEXT_SIZE];

	return tv_text(arena_string(r->arena, wide_format(number, text)));
}

bool
wide_integer(struct run *r, struct wide number, struct tvalue *ret)
{
	int64_t small;

	if (!wide_small(number, &small))
		return fail_value(
		    r, "the result does not fit in a 64-bit integer");
	*ret = tv_int(small);
	return true;
}

struct ip_prefix
net_of(struct ip_prefix net)
{
	net.address = ip_first(net);
	return net;
}

void
usable_range(struct ip_prefix net, struct wide *first, struct wide *last)
{
	*first = ip_number(ip_first(net));
	*last = ip_number(ip_last(net));
	if (net.length + 1 == ip_bits(net.address))
		return;
	*first = wide_add(*first, wide_of(1));
	*last = wide_subtract(*last, wide_of(1));
}

bool
bare_number_value(struct run *r, struct wide number, struct tvalue *ret)
{
	struct ip ip;

	if (!ip_from_number(4, number, &ip) && !ip_from_number(6, number, &ip))
		return fail_value(r,
		    "the result is before the first or after the last "
		    "address");
	*ret = ip_value(r, ip);
	return true;
}

struct tvalue
derived(const struct tvalue *from, struct tvalue value)
{
	const struct tparts *parts = from->extra;

	if (value.origin != NULL || value.extra != NULL)
		return value;
	value.origin = from->origin;
	/* Put together from several: the first of them stands for all. */
	if (value.origin == NULL && from->kind == TV_STRING && parts != NULL)
		value.origin = parts->items[0].origin;
	return value;
}

/* ---- finding the query ---------------------------------------------------
 */

static const struct ip_query *
find_query(const char *name)
{
	size_t low = 0, high = LENGTH_OF(queries), middle;
	int order;

	while (name != NULL && low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(name, queries[middle].name);
		if (order == 0)
			return &queries[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static bool
unknown_query(struct run *r, const char *query)
{
	const char *names[LENGTH_OF(queries)], *near = NULL;
	size_t i;

	for (i = 0; i < LENGTH_OF(queries); i++)
		names[i] = queries[i].name;
	if (query != NULL)
		near = diag_nearest(query, names, LENGTH_OF(queries));
	return fail_value(r, "does not know this query%s%s%s",
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

/* The address with that index, a negative one from the end; else false. */
static void
answer_index(struct ip_call *c, const char *query, struct tvalue *ret)
{
	struct wide size = wide_left(wide_of(1), c->host_bits), index;
	struct ip ip;

	*ret = tv_bool(false);
	if (!read_wide(query, strlen(query), &index))
		return;
	if (wide_negative(index))
		index = wide_add(index, size);
	if (wide_negative(index) || wide_compare(index, size) >= 0)
		return;
	index = wide_add(ip_number(ip_first(c->net)), index);
	if (ip_from_number(c->net.address.family, index, &ip))
		*ret = prefix_value(c->r, ip, c->net.length);
}

static bool
is_index(const char *query)
{
	double real;

	return query != NULL && parse_real(query, strlen(query), &real);
}

/* Whether QUERY is a network to look the address up in. */
static bool
is_lookup(struct run *r, const char *query, struct ip_prefix *ret)
{
	struct ip_input input;
	size_t length = query != NULL ? strlen(query) : 0;

	/* Digits alone are an index. */
	return query != NULL && strspn(query, "0123456789") != length &&
	       read_ip_text(r, query, length, &input) &&
	       read_prefix(query, length, ret);
}

static bool
answer_one(struct ip_call *c, const char *query, struct tvalue *ret)
{
	const struct ip_query *row = find_query(query);
	struct ip_prefix within;

	if (row != NULL)
		return row->function(c, ret);
	if (is_lookup(c->r, query, &within)) {
		if (within.length <= c->net.length &&
		    ip_prefix_contains(within, c->net.address))
			*ret = c->input->value;
		return true;
	}
	if (!is_index(query))
		return unknown_query(c->r, query);
	if (c->host_bits == 0)
		return ip_whole(c, ret);
	answer_index(c, query, ret);
	return true;
}

static bool
answer_list(struct run *r, const struct tvalue *value, const char *query,
    int version, struct tvalue *ret)
{
	struct tlist *items, *answers = list_new(r->arena, 0);
	struct tvalue answer;
	bool kept;
	size_t i;

	if (!enter(r, r->at) || !value_list(r, value, &items))
		return false;
	for (i = 0; i < items->count; i++) {
		if (items->items[i].kind == TV_UNDEFINED &&
		    is_strict(r, &items->items[i]))
			return fail_undefined(r, &items->items[i]);
		if (!charge(r, 1) ||
		    !ip_answer(r, &items->items[i], query, version, &answer) ||
		    !value_truth(r, &answer, &kept))
			return false;
		if (kept)
			list_add(r->arena, answers, answer);
	}
	leave(r);
	*ret = list_value(answers);
	return true;
}

bool
ip_answer(struct run *r, const struct tvalue *value, const char *query,
    int version, struct tvalue *ret)
{
	struct ip_input input;
	struct ip_call c = { .r = r, .input = &input };

	if (is_sequence(value) || value->kind == TV_ITERATOR)
		return answer_list(r, value, query, version, ret);
	*ret = tv_bool(false);
	if (!read_ip(r, value, version, &input) ||
	    (version != 0 && input.net.address.family != version))
		return true;
	*ret = tv_none();
	c.net = input.net;
	c.host_bits = ip_bits(c.net.address) - c.net.length;
	if (!answer_one(&c, query, ret))
		return false;
	*ret = derived(value, *ret);
	return true;
}

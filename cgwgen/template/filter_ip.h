/* SPDX-License-Identifier: ISC */
/*
 * What the network filters share: addresses read as netaddr reads them, and
 * the queries of ipaddr.  Names and answers are those of Ansible's collection
 * ansible.utils.
 */
#ifndef CGWGEN_TEMPLATE_FILTER_IP_H
#define CGWGEN_TEMPLATE_FILTER_IP_H

#include "base/ip.h"
#include "template/filters.h"

/* ---- filter_ip_read.c: values into addresses ------------------------- */

/* A value that was read. */
struct ip_input {
	struct ip_prefix net;
	bool network;        /* it was written with a length */
	struct tvalue value; /* as given; numbers as addresses */
};

/* Python's int(text): blanks around, a sign, single underscores. */
bool read_wide(const char *text, size_t length, struct wide *ret);

/* "192.0.2.1/24", "192.0.2.1", "2001:db8::/255…", "10.1/16": true if it is one.
 */
bool read_prefix(const char *text, size_t length, struct ip_prefix *ret);

/*
 * Reads what ipaddr takes for one address or network: also numbers, with or
 * without a length.  VERSION (0: any) only says what small numbers are.
 * False when VALUE is none; nothing is reported.
 */
bool read_ip(struct run *r, const struct tvalue *value, int version,
    struct ip_input *ret);
bool read_ip_text(
    struct run *r, const char *text, size_t length, struct ip_input *ret);

/* The call's input or argument as str() has it, read by read_ip_text(). */
bool input_ip(struct tcall *call, struct ip_input *ret, bool *found);
bool arg_ip(
    struct tcall *call, size_t index, struct ip_input *ret, bool *found);

/* An argument that Ansible declares as int: integers and strings of digits;
 * *GIVEN is false when it is absent or none. */
bool arg_wide(struct tcall *call, size_t index, struct wide *ret, bool *given);

/* ---- filter_ip_query.c ----------------------------------------------- */

/* All that a query needs. */
struct ip_call {
	struct run *r;
	const struct ip_input *input;
	struct ip_prefix net;
	unsigned host_bits;
};

/* Answers one query in *RET, which is none before. */
typedef bool ip_query_function(struct ip_call *call, struct tvalue *ret);

/* The answer of ipaddr(VALUE, QUERY); a NULL query is one that no name is. */
bool ip_answer(struct run *r, const struct tvalue *value, const char *query,
    int version, struct tvalue *ret);

/* What is made from FROM, with its origin. */
struct tvalue derived(const struct tvalue *from, struct tvalue value);

/* Strings in the run's arena. */
struct tvalue ip_value(struct run *r, struct ip ip);
struct tvalue prefix_value(struct run *r, struct ip ip, unsigned length);
struct tvalue wide_value(struct run *r, struct wide number);
/* An int; an error when it does not fit in 64 bits. */
bool wide_integer(struct run *r, struct wide number, struct tvalue *ret);

/* The network address of NET, with the same length. */
struct ip_prefix net_of(struct ip_prefix net);

/* Of a network of two addresses or more: the numbers of the first and the
 * last address that hosts may have. */
void usable_range(struct ip_prefix net, struct wide *first, struct wide *last);

/*
 * The text of an address that is known by its number only: one that fits in
 * 32 bits is taken for IPv4, as Ansible does.  An error beyond 128 bits.
 */
bool bare_number_value(struct run *r, struct wide number, struct tvalue *ret);

/* ---- filter_ip_shape.c ------------------------------------------------ */

ip_query_function ip_address, ip_bool, ip_broadcast, ip_first_usable,
    ip_gateway, ip_host, ip_host_netmask, ip_host_prefix, ip_hostmask, ip_int,
    ip_last_usable, ip_length, ip_net, ip_netmask, ip_network,
    ip_network_netmask, ip_network_wildcard, ip_next_usable, ip_peer,
    ip_previous_usable, ip_range_usable, ip_revdns, ip_size, ip_size_usable,
    ip_subnet, ip_to_ipv4, ip_to_ipv6, ip_type, ip_version, ip_whole,
    ip_with_length, ip_wrap;

/* ---- filter_ip_class.c ------------------------------------------------ */

ip_query_function ip_6to4, ip_link_local, ip_loopback, ip_multicast, ip_private,
    ip_public, ip_unicast;

/* ---- filter_hwaddr.c --------------------------------------------------- */

/* The modified EUI-64 (RFC 4291, 2.5.1) of a hardware address; false when
 * TEXT is none. */
bool interface_identifier(const char *text, size_t length, struct wide *ret);

/* ---- the filters ------------------------------------------------------- */

/* filter_net.c */
template_function filter_ipaddr, filter_ipv4, filter_ipv6, filter_ipwrap;
/* filter_ip_subnet.c */
template_function filter_ip4_hex, filter_ipmath, filter_ipsubnet,
    filter_next_nth_usable, filter_nthhost, filter_previous_nth_usable,
    filter_slaac;
/* filter_ip_range.c */
template_function filter_cidr_merge, filter_network_in_network,
    filter_network_in_usable, filter_reduce_on_network;
/* filter_hwaddr.c */
template_function filter_hwaddr;

#endif

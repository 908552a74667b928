/* SPDX-License-Identifier: ISC */
/*
 * Filters for addresses and networks, with the names, parameters and answers
 * of Ansible's collection ansible.utils.
 */
#include <string.h>

#include "template/filter_ip.h"

/* ---- ipaddr, ipv4, ipv6 ---------------------------------------------------
 */

static bool
wants_address(struct tcall *call, bool integers)
{
	switch (call->input.kind) {
	case TV_INT:
		if (integers)
			return true;
		break;
	case TV_STRING:
	case TV_BOOL:
	case TV_LIST:
	case TV_ITERATOR:
		return true;
	case TV_UNDEFINED:
		return fail_undefined(call->run, &call->input);
	default:
		break;
	}
	return template_fail(call, "wants a string%s or a list, not %s",
	    integers ? ", an integer" : "", tv_type_name(&call->input));
}

/* str(argument) in *RET; NULL for none, which is no query at all. */
static bool
read_query(struct tcall *call, const char **ret)
{
	struct tvalue text;

	*ret = "";
	if (!has_arg(call, 0))
		return true;
	*ret = NULL;
	if (call->args[0].kind == TV_NONE)
		return true;
	if (!value_to_string(call->run, &call->args[0], &text))
		return false;
	*ret = arena_copy(call->arena, text.as.text, text.length);
	return true;
}

static bool
read_version(struct tcall *call, int *ret)
{
	struct wide number;
	int64_t version = 0;
	bool given;

	*ret = 0;
	if (!arg_wide(call, 1, &number, &given))
		return false;
	if (!given)
		return true;
	if (!wide_small(number, &version) ||
	    (version != 0 && version != 4 && version != 6))
		return template_fail(call, "the version must be 4 or 6");
	*ret = (int)version;
	return true;
}

static bool
answer(struct tcall *call, int version, struct tvalue *ret)
{
	const char *query;

	return wants_address(call, true) && read_query(call, &query) &&
	       ip_answer(call->run, &call->input, query, version, ret);
}

bool
filter_ipaddr(struct tcall *call, struct tvalue *ret)
{
	int version;

	return read_version(call, &version) && answer(call, version, ret);
}

bool
filter_ipv4(struct tcall *call, struct tvalue *ret)
{
	return answer(call, 4, ret);
}

bool
filter_ipv6(struct tcall *call, struct tvalue *ret)
{
	return answer(call, 6, ret);
}

/* ---- ipwrap ---------------------------------------------------------------
 */

/* VALUE wrapped, or as it is when it is no address. */
static bool
wrap(struct run *r, const struct tvalue *value, struct tvalue *ret)
{
	struct tvalue found;
	bool truth;

	*ret = *value;
	if (!ip_answer(r, value, "", 0, &found) ||
	    !value_truth(r, &found, &truth))
		return false;
	return !truth || ip_answer(r, value, "wrap", 0, ret);
}

bool
filter_ipwrap(struct tcall *call, struct tvalue *ret)
{
	struct tlist *items, *wrapped;
	struct tvalue found, item;
	size_t i;

	if (!wants_address(call, false))
		return false;
	if (call->input.kind == TV_STRING) {
		/* IPv4 comes out in netaddr's form, not as it was given. */
		if (!ip_answer(call->run, &call->input, "", 0, &found))
			return false;
		if (found.kind == TV_STRING)
			return wrap(call->run, &found, ret);
	}
	*ret = call->input;
	if (call->input.kind == TV_STRING || call->input.kind == TV_BOOL)
		return true;
	if (!value_list(call->run, &call->input, &items))
		return false;
	wrapped = list_new(call->arena, items->count);
	for (i = 0; i < items->count; i++) {
		if (!wrap(call->run, &items->items[i], &item))
			return false;
		list_add(call->arena, wrapped, item);
	}
	*ret = list_value(wrapped);
	return true;
}

/* ---- the table ------------------------------------------------------------
 */

/* In the order of strcmp(), for table_find(). */
const struct builtin network_filter_table[] = {
	BUILTIN("cidr_merge", "action='merge'", 0, filter_cidr_merge,
	    "the fewest networks that cover the same addresses, or with "
	    "'span' the one that covers all of them",
	    "{{ ['192.0.2.0/25', '192.0.2.128/25']|cidr_merge }}",
	    "['192.0.2.0/24']"),
	BUILTIN("hwaddr", "query='', alias=none", 0, filter_hwaddr,
	    "a hardware address, in the form of the query: bare, bool, cisco, "
	    "eui48, int, linux, pgsql, unix, win",
	    "{{ '02:00:5e:00:53:01'|hwaddr('cisco') }}", "0200.5e00.5301"),
	BUILTIN("ip4_hex", "delimiter=''", 0, filter_ip4_hex,
	    "an IPv4 address in hexadecimal digits",
	    "{{ '192.0.2.1'|ip4_hex(':') }}", "c0:00:02:01"),
	BUILTIN("ipaddr", "query='', version=none, alias=none", 0,
	    filter_ipaddr,
	    "the answer to a query about an address or a network, or about "
	    "each of a list; false if it is none",
	    "{{ '192.0.2.1/24'|ipaddr('network') }}", "192.0.2.0"),
	BUILTIN("ipmath", "amount=none", 0, filter_ipmath,
	    "the address that is so many further",
	    "{{ '192.0.2.5'|ipmath(10) }}", "192.0.2.15"),
	BUILTIN("ipsubnet", "query='', index=none", 0, filter_ipsubnet,
	    "the network; how many networks of a length fit into it, or the "
	    "one with that index; its number within a larger network",
	    "{{ '192.0.2.0/24'|ipsubnet(26, 1) }}", "192.0.2.64/26"),
	BUILTIN("ipv4", "query=''", 0, filter_ipv4,
	    "ipaddr, and false for what is not IPv4",
	    "{{ ['192.0.2.1', '2001:db8::1']|ipv4 }}", "['192.0.2.1']"),
	BUILTIN("ipv6", "query=''", 0, filter_ipv6,
	    "ipaddr, and false for what is not IPv6",
	    "{{ '2001:db8::1/64'|ipv6('subnet') }}", "2001:db8::/64"),
	BUILTIN("ipwrap", "", 0, filter_ipwrap,
	    "IPv6 addresses in brackets, everything else as it is",
	    "{{ '2001:db8::1'|ipwrap }}", "[2001:db8::1]"),
	BUILTIN("macaddr", "query=''", 0, filter_hwaddr, "as hwaddr",
	    "{{ '0200.5e00.5301'|macaddr('unix') }}", "2:0:5e:0:53:1"),
	BUILTIN("network_in_network", "test=none", 0, filter_network_in_network,
	    "whether the argument, an address or a network, is in the network",
	    "{{ '192.0.2.0/24'|network_in_network('192.0.2.64/26') }}", "True"),
	BUILTIN("network_in_usable", "test=none", 0, filter_network_in_usable,
	    "whether the argument is among the network's addresses for hosts",
	    "{{ '192.0.2.0/24'|network_in_usable('192.0.2.255') }}", "False"),
	BUILTIN("next_nth_usable", "offset=none", 0, filter_next_nth_usable,
	    "the address of a host that is so many further, none beyond the "
	    "last",
	    "{{ '192.0.2.1/24'|next_nth_usable(2) }}", "192.0.2.3"),
	BUILTIN("nthhost", "query=none", 0, filter_nthhost,
	    "the network's address with that index; false if there is none",
	    "{{ '192.0.2.0/24'|nthhost(5) }}", "192.0.2.5"),
	BUILTIN("previous_nth_usable", "offset=none", 0,
	    filter_previous_nth_usable,
	    "the address of a host that is so many before, none before the "
	    "first",
	    "{{ '192.0.2.9/24'|previous_nth_usable(2) }}", "192.0.2.7"),
	BUILTIN("reduce_on_network", "network=none", 0,
	    filter_reduce_on_network,
	    "the addresses and networks of a list that are in the network",
	    "{{ ['192.0.2.7', '203.0.113.7']|reduce_on_network('192.0.2.0/24') "
	    "}}",
	    "['192.0.2.7']"),
	BUILTIN("slaac", "query=none", 0, filter_slaac,
	    "the address that a host with that hardware address gives itself "
	    "in an IPv6 network",
	    "{{ '2001:db8::/64'|slaac('02:00:5e:00:53:01') }}",
	    "2001:db8::5eff:fe00:5301"),
};
const size_t network_filter_count = LENGTH_OF(network_filter_table);

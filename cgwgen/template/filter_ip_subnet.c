/* SPDX-License-Identifier: ISC */
/* Filters that count: subnets of a network, its hosts, steps from one. */
#include <string.h>

#include "template/filter_ip.h"

/* ---- ipsubnet -------------------------------------------------------------
 */

static bool
give_false(struct tvalue *ret)
{
	*ret = tv_bool(false);
	return true;
}

/* How many networks of LENGTH are in NET, as text; or what NET is in. */
static bool
count_subnets(struct tcall *call, struct ip_prefix net, unsigned length,
    struct tvalue *ret)
{
	unsigned bits = ip_bits(net.address);

	if (net.length == bits) {
		if (length == bits)
			return template_fail(call,
			    "an address is in no network of its own length");
		net.length = (uint8_t)length;
		*ret = prefix_value(call->run, ip_first(net), length);
		return true;
	}
	if (length < net.length)
		return template_fail(
		    call, "the network is smaller than the length asked for");
	*ret =
	    wide_value(call->run, wide_left(wide_of(1), length - net.length));
	return true;
}

/* The networks around an address, from LENGTH to the smallest. */
static bool
index_supernet(struct tcall *call, struct ip_prefix net, int64_t length,
    int64_t index, struct tvalue *ret)
{
	int64_t bits = ip_bits(net.address), count = bits - length;

	if (index > bits + 1 - index || index < length - bits)
		return give_false(ret);
	if (index >= count)
		return template_fail(call, "there is no network of that index");
	net.length = (uint8_t)(length + (index < 0 ? index + count : index));
	*ret = prefix_value(call->run, ip_first(net), net.length);
	return true;
}

/* Ansible forgets the version here: small numbers are IPv4 addresses. */
static bool
give_subnet(
    struct tcall *call, struct wide number, unsigned length, struct tvalue *ret)
{
	struct ip ip = { .family = 0 };

	if (ip_from_number(4, number, &ip) && length > 32)
		return template_fail(
		    call, "the network would be IPv4 and longer than 32 bits");
	if (ip.family == 0 && !ip_from_number(6, number, &ip))
		return template_fail(call, "there is no such network");
	*ret = prefix_value(call->run, ip, length);
	return true;
}

static bool
index_subnet(struct tcall *call, struct ip_prefix net, unsigned length,
    struct wide index, struct tvalue *ret)
{
	struct wide number = ip_number(net.address), count;

	/* A larger network: only itself, as netaddr's arithmetic has it. */
	if (length < net.length) {
		if (wide_compare(index, wide_of(0)) != 0)
			return give_false(ret);
		return give_subnet(call, number, length, ret);
	}
	count = wide_left(wide_of(1), length - net.length);
	if (wide_negative(index))
		index = wide_add(index, count);
	if (wide_negative(index) || wide_compare(index, count) >= 0)
		return give_false(ret);
	index = wide_left(index, ip_bits(net.address) - length);
	return give_subnet(call, wide_add(number, index), length, ret);
}

/* The number of NET among the networks of its length in AROUND, from 1. */
static bool
number_within(struct tcall *call, struct ip_prefix net, struct ip_prefix around,
    struct tvalue *ret)
{
	unsigned bits = ip_bits(net.address), shift = bits - around.length;
	struct wide number = ip_number(net.address);
	struct wide mask;

	if (around.length > bits || around.length > net.length ||
	    wide_compare(wide_right(number, shift),
		wide_right(ip_number(around.address), shift)) != 0)
		return template_fail(call, "is not in that network");
	mask = wide_ones(net.length - around.length);
	number = wide_and(wide_right(number, bits - net.length), mask);
	*ret = wide_value(call->run, wide_add(number, wide_of(1)));
	return true;
}

static bool
subnet_by_length(struct tcall *call, struct ip_prefix net, struct wide length,
    const struct wide *index, struct tvalue *ret)
{
	unsigned bits = ip_bits(net.address);
	int64_t small, wanted;

	if (!wide_small(length, &wanted) || wanted > bits)
		return give_false(ret);
	if (index == NULL)
		return count_subnets(call, net, (unsigned)wanted, ret);
	if (net.length < bits)
		return index_subnet(call, net, (unsigned)wanted, *index, ret);
	if (!wide_small(*index, &small) || small > bits || small < -(int)bits)
		return give_false(ret);
	return index_supernet(call, net, wanted, small, ret);
}

static bool
is_digits(const struct tvalue *text)
{
	size_t i;

	for (i = 0; i < text->length; i++)
		if (text->as.text[i] < '0' || text->as.text[i] > '9')
			return false;
	return true;
}

bool
filter_ipsubnet(struct tcall *call, struct tvalue *ret)
{
	struct ip_input input, around;
	struct tvalue query = string_of("", 0);
	struct ip_prefix net;
	struct wide length, index;
	bool found, given;

	if (!input_ip(call, &input, &found) ||
	    !arg_wide(call, 1, &index, &given))
		return false;
	if (!found)
		return give_false(ret);
	net = net_of(input.net);
	if (has_arg(call, 0) && call->args[0].kind != TV_NONE &&
	    !value_to_string(call->run, &call->args[0], &query))
		return false;
	if (query.length == 0) {
		*ret = prefix_value(call->run, net.address, net.length);
	} else if (is_digits(&query)) {
		wide_parse(query.as.text, query.length, &length);
		if (!subnet_by_length(
			call, net, length, given ? &index : NULL, ret))
			return false;
	} else {
		if (!read_ip(call->run, &query, 0, &around))
			return template_fail(call,
			    "the argument is no length, address or network");
		if (!number_within(call, net, around.net, ret))
			return false;
	}
	*ret = derived(&call->input, *ret);
	return true;
}

/* ---- nthhost, ipmath, next_nth_usable, previous_nth_usable ----------------
 */

bool
filter_nthhost(struct tcall *call, struct tvalue *ret)
{
	struct ip_input input;
	struct tvalue query;
	struct wide index, size;
	struct ip ip;
	bool found;

	if (!input_ip(call, &input, &found))
		return false;
	give_false(ret);
	if (!found || !has_arg(call, 0) || call->args[0].kind == TV_NONE)
		return true;
	if (!value_to_string(call->run, &call->args[0], &query))
		return false;
	size = wide_left(
	    wide_of(1), ip_bits(input.net.address) - input.net.length);
	if (!read_wide(query.as.text, query.length, &index) ||
	    wide_compare(index, size) >= 0)
		return true;
	if (wide_negative(index))
		index = wide_add(index, size);
	if (wide_negative(index))
		return template_fail(call, "there are not so many hosts");
	index = wide_add(ip_number(ip_first(input.net)), index);
	if (ip_from_number(input.net.address.family, index, &ip))
		*ret = derived(&call->input, ip_value(call->run, ip));
	return true;
}

/* The input of ipmath: an address, with a length or not, or a number. */
static bool
read_start(const struct tvalue *text, struct ip *ret)
{
	struct ip_prefix prefix;
	struct wide number;

	if (is_digits(text))
		return text->length > 0 &&
		       (text->length == 1 || text->as.text[0] != '0') &&
		       wide_parse(text->as.text, text->length, &number) &&
		       ip_from_number(4, number, ret);
	if (!read_prefix(text->as.text, text->length, &prefix))
		return false;
	*ret = prefix.address;
	return true;
}

/* netaddr reads an address without a length more strictly, or by C's rules
 * for octal and hexadecimal octets: those are refused here. */
static bool
is_strict_address(struct tcall *call, const struct tvalue *text)
{
	struct ip ip;

	return memchr(text->as.text, '/', text->length) != NULL ||
	       is_digits(text) ||
	       ip_parse(
		   arena_copy(call->arena, text->as.text, text->length), &ip);
}

bool
filter_ipmath(struct tcall *call, struct tvalue *ret)
{
	struct tvalue text;
	struct wide amount;
	struct ip ip;
	bool given;

	if (!input_string(call, &text) || !arg_wide(call, 0, &amount, &given))
		return false;
	if (!read_start(&text, &ip) || !is_strict_address(call, &text))
		return template_fail(call, "wants an IP address");
	if (!given)
		return template_fail(call, "wants an amount, an integer");
	if (!ip_from_number(ip.family, wide_add(ip_number(ip), amount), &ip))
		return template_fail(call,
		    "the result is before the first or after the last "
		    "address");
	*ret = derived(&call->input, ip_value(call->run, ip));
	return true;
}

static bool
nth_usable(struct tcall *call, bool forward, struct tvalue *ret)
{
	struct wide offset, first, last, number;
	struct ip_input input;
	struct tvalue value;
	bool found, given;

	if (!input_ip(call, &input, &found) ||
	    !arg_wide(call, 0, &offset, &given))
		return false;
	if (!found)
		return give_false(ret);
	if (!given || call->args[0].kind == TV_BOOL)
		return template_fail(call, "wants an integer");
	if (input.net.length == ip_bits(input.net.address))
		return true;
	number = ip_number(input.net.address);
	/* A network counts from its own address. */
	usable_range(input.net, &first, &last);
	number =
	    forward ? wide_add(number, offset) : wide_subtract(number, offset);
	if (!bare_number_value(call->run, number, &value))
		return false;
	if (wide_compare(first, number) <= 0 && wide_compare(number, last) <= 0)
		*ret = derived(&call->input, value);
	return true;
}

bool
filter_next_nth_usable(struct tcall *call, struct tvalue *ret)
{
	return nth_usable(call, true, ret);
}

bool
filter_previous_nth_usable(struct tcall *call, struct tvalue *ret)
{
	return nth_usable(call, false, ret);
}

/* ---- slaac, ip4_hex -------------------------------------------------------
 */

bool
filter_slaac(struct tcall *call, struct tvalue *ret)
{
	struct ip_input input;
	struct tvalue query;
	struct wide identifier;
	struct ip ip;
	bool found;

	if (!input_ip(call, &input, &found))
		return false;
	give_false(ret);
	if (!found || input.net.address.family != 6 || !has_arg(call, 0) ||
	    call->args[0].kind == TV_NONE)
		return true;
	if (!value_to_string(call->run, &call->args[0], &query))
		return false;
	if (!interface_identifier(query.as.text, query.length, &identifier))
		return true;
	ip = ip_first(input.net);
	if (!ip_from_number(6, wide_add(ip_number(ip), identifier), &ip))
		return template_fail(
		    call, "the result is after the last address");
	*ret = derived(&call->input, ip_value(call->run, ip));
	return true;
}

bool
filter_ip4_hex(struct tcall *call, struct tvalue *ret)
{
	struct tvalue text, delimiter = string_of("", 0);
	struct ip_prefix prefix;
	const char *between;
	const uint8_t *b = prefix.address.bytes;
	size_t dots = 0, i;

	if (!input_string(call, &text) ||
	    (has_arg(call, 0) && call->args[0].kind != TV_NONE &&
		!value_to_string(call->run, &call->args[0], &delimiter)))
		return false;
	for (i = 0; i < text.length; i++)
		dots += text.as.text[i] == '.';
	if (dots != 3 || memchr(text.as.text, '/', text.length) != NULL ||
	    !read_prefix(text.as.text, text.length, &prefix) ||
	    prefix.address.family != 4)
		return template_fail(call, "wants an IPv4 address");
	between = arena_copy(call->arena, delimiter.as.text, delimiter.length);
	*ret = derived(&call->input,
	    tv_text(arena_printf(call->arena, "%02x%s%02x%s%02x%s%02x", b[0],
		between, b[1], between, b[2], between, b[3])));
	return true;
}

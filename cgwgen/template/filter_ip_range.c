/* SPDX-License-Identifier: ISC */
/* Filters that compare ranges of addresses, and join them. */
#include <stdlib.h>
#include <string.h>

#include "template/filter_ip.h"

/* ---- network_in_network and its like --------------------------------------
 */

struct bounds {
	struct wide first, last;
};

/* Ansible compares what is no network as the number 0. */
static const struct bounds nothing;

/* A network of two addresses has no broadcast address if you ask ipaddr, so
 * that only its first address counts. */
static struct bounds
bounds_of(struct ip_prefix net, bool usable)
{
	unsigned host_bits = ip_bits(net.address) - net.length;
	struct bounds ret = { ip_number(ip_first(net)),
		ip_number(ip_last(net)) };

	if (usable && host_bits > 0)
		usable_range(net, &ret.first, &ret.last);
	else if (host_bits == 1)
		ret.last = ret.first;
	return ret;
}

static bool
is_within(struct bounds inner, struct bounds outer)
{
	return wide_compare(outer.first, inner.first) <= 0 &&
	       wide_compare(inner.first, outer.last) <= 0 &&
	       wide_compare(outer.first, inner.last) <= 0 &&
	       wide_compare(inner.last, outer.last) <= 0;
}

static bool
network_in(struct tcall *call, bool usable, struct tvalue *ret)
{
	struct ip_input outer, inner;
	bool outer_found, inner_found;

	if (!input_ip(call, &outer, &outer_found) ||
	    !arg_ip(call, 0, &inner, &inner_found))
		return false;
	*ret = tv_bool(
	    is_within(inner_found ? bounds_of(inner.net, false) : nothing,
		outer_found ? bounds_of(outer.net, usable) : nothing));
	return true;
}

bool
filter_network_in_network(struct tcall *call, struct tvalue *ret)
{
	return network_in(call, false, ret);
}

bool
filter_network_in_usable(struct tcall *call, struct tvalue *ret)
{
	return network_in(call, true, ret);
}

/* The input as Ansible's lists of strings are given: a list, or one string
 * with commas, or one number. */
static bool
input_strings(struct tcall *call, struct tlist **ret)
{
	struct tvalue text;
	struct tlist *items;
	size_t i, start, end;

	*ret = list_new(call->arena, 0);
	if (call->input.kind == TV_LIST || call->input.kind == TV_ITERATOR) {
		if (!value_list(call->run, &call->input, &items))
			return false;
		for (i = 0; i < items->count; i++) {
			if (!charge(call->run, 1) ||
			    !value_to_string(
				call->run, &items->items[i], &text))
				return false;
			list_add(call->arena, *ret, text);
		}
		return true;
	}
	if (call->input.kind != TV_STRING && !is_number(&call->input))
		return template_fail(
		    call, "wants a list, not %s", tv_type_name(&call->input));
	if (!input_string(call, &text) || !charge_bytes(call->run, text.length))
		return false;
	for (start = 0; start <= text.length; start = end + 1) {
		for (end = start;
		     end < text.length && text.as.text[end] != ',';)
			end++;
		list_add(call->arena, *ret,
		    substring(call->run, &text, start, end - start));
	}
	return true;
}

bool
filter_reduce_on_network(struct tcall *call, struct tvalue *ret)
{
	struct bounds outer = nothing, inner;
	struct ip_input input;
	struct tlist *items, *kept = list_new(call->arena, 0);
	bool found;
	size_t i;

	if (call->input.kind == TV_UNDEFINED)
		return fail_undefined(call->run, &call->input);
	if (!input_strings(call, &items) || !arg_ip(call, 0, &input, &found))
		return false;
	if (found)
		outer = bounds_of(input.net, false);
	for (i = 0; i < items->count; i++) {
		if (!charge(call->run, 1))
			return false;
		inner = read_ip(call->run, &items->items[i], 0, &input)
			    ? bounds_of(input.net, false)
			    : nothing;
		if (is_within(inner, outer))
			list_add(call->arena, kept, items->items[i]);
	}
	*ret = list_value(kept);
	return true;
}

/* ---- cidr_merge ------------------------------------------------------------
 */

/* From FIRST to LAST; the network it came from while it is only that one. */
struct range {
	uint8_t family;
	struct wide first, last;
	struct ip_prefix net;
	bool merged;
	struct tvalue from;
};

static int
range_order(const void *a, const void *b)
{
	const struct range *x = a, *y = b;
	int order;

	if (x->family != y->family)
		return x->family < y->family ? -1 : 1;
	order = wide_compare(x->last, y->last);
	return order != 0 ? order : wide_compare(x->first, y->first);
}

static bool
read_ranges(struct tcall *call, const struct tlist *items, struct range **ret)
{
	struct range *range;
	size_t i;

	*ret = arena_array(call->arena, items->count + 1, sizeof(**ret));
	for (i = 0; i < items->count; i++) {
		range = &(*ret)[i];
		range->from = items->items[i];
		if (!charge(call->run, 8))
			return false;
		if (!read_prefix(
			range->from.as.text, range->from.length, &range->net))
			return template_fail(
			    call, "item %zu is no address or network", i + 1);
		range->family = range->net.address.family;
		range->first = ip_number(ip_first(range->net));
		range->last = ip_number(ip_last(range->net));
	}
	return true;
}

static void
add_range_net(struct tcall *call, struct tlist *list, const struct range *range,
    struct ip ip, unsigned length)
{
	list_add(call->arena, list,
	    derived(&range->from, prefix_value(call->run, ip, length)));
}

/* The fewest networks from the first to the last address of RANGE. */
static bool
add_range(struct tcall *call, struct tlist *list, const struct range *range)
{
	unsigned bits = range->family == 4 ? 32 : 128, host;
	struct wide at = range->first, ones;
	struct ip ip;

	if (!range->merged) {
		add_range_net(
		    call, list, range, range->net.address, range->net.length);
		return true;
	}
	while (wide_compare(at, range->last) <= 0) {
		if (!charge(call->run, 1))
			return false;
		/* As large as the start allows, and the end. */
		for (host = 0; host < bits; host++) {
			ones = wide_ones(host + 1);
			if (wide_compare(wide_and(at, ones), wide_of(0)) != 0 ||
			    wide_compare(wide_add(at, ones), range->last) > 0)
				break;
		}
		if (!ip_from_number(range->family, at, &ip))
			return true;
		add_range_net(call, list, range, ip, bits - host);
		at = wide_add(at, wide_left(wide_of(1), host));
	}
	return true;
}

/* From the end: a range joins the one before that touches it. */
static size_t
join_ranges(struct range *ranges, size_t count)
{
	struct range *last, *before;
	size_t used = count, i;

	for (i = count; i-- > 1;) {
		last = &ranges[i];
		before = &ranges[i - 1];
		if (last->family != before->family ||
		    wide_compare(wide_subtract(last->first, wide_of(1)),
			before->last) > 0)
			continue;
		if (wide_compare(last->first, before->first) < 0)
			before->first = last->first;
		before->last = last->last;
		before->merged = true;
		memmove(last, last + 1, (used - i - 1) * sizeof(*last));
		used--;
	}
	return used;
}

static bool
merge(struct tcall *call, const struct tlist *items, struct tvalue *ret)
{
	struct tlist *list = list_new(call->arena, 0);
	struct range *ranges;
	size_t count, i;

	if (!read_ranges(call, items, &ranges))
		return false;
	if (items->count > 1)
		qsort(ranges, items->count, sizeof(*ranges), range_order);
	count = join_ranges(ranges, items->count);
	for (i = 0; i < count; i++)
		if (!add_range(call, list, &ranges[i]))
			return false;
	*ret = list_value(list);
	return true;
}

/* By family, address, length, bits of the host. */
static int
network_order(const struct range *a, const struct range *b)
{
	int order;

	if (a->family != b->family)
		return a->family < b->family ? -1 : 1;
	order = wide_compare(a->first, b->first);
	if (order == 0)
		order = a->net.length - b->net.length;
	return order != 0 ? order : ip_compare(a->net.address, b->net.address);
}

/* The network from the least to the greatest of all; as netaddr counts, the
 * greatest is the one that begins last. */
static bool
span(struct tcall *call, const struct tlist *items, struct tvalue *ret)
{
	struct range *ranges, *least, *greatest;
	struct ip_prefix net;
	size_t i;

	if (!read_ranges(call, items, &ranges))
		return false;
	if (items->count == 0)
		return true;
	least = greatest = ranges;
	for (i = 1; i < items->count; i++) {
		if (network_order(&ranges[i], least) < 0)
			least = &ranges[i];
		if (network_order(&ranges[i], greatest) > 0)
			greatest = &ranges[i];
	}
	if (least->family != greatest->family)
		return template_fail(call, "one network cannot hold both IPv4 "
					   "and IPv6 addresses");
	net = greatest->net;
	if (items->count > 1)
		net.address = ip_last(net);
	while (items->count > 1 && net.length > 0 &&
	       wide_compare(ip_number(net.address), least->first) > 0) {
		net.length--;
		net.address = ip_first(net);
	}
	*ret = derived(
	    &least->from, prefix_value(call->run, net.address, net.length));
	return true;
}

bool
filter_cidr_merge(struct tcall *call, struct tvalue *ret)
{
	struct tvalue action = string_of("merge", 5);
	struct tlist *items;

	if (call->input.kind == TV_UNDEFINED)
		return fail_undefined(call->run, &call->input);
	if (!input_strings(call, &items) || !arg_string(call, 0, &action))
		return false;
	if (action.length == 5 && memcmp(action.as.text, "merge", 5) == 0)
		return merge(call, items, ret);
	if (action.length == 4 && memcmp(action.as.text, "span", 4) == 0)
		return span(call, items, ret);
	return template_fail(call, "the action must be 'merge' or 'span'");
}

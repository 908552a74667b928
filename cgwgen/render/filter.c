/* SPDX-License-Identifier: ISC */
/* Address filters; names and answers follow ansible.utils.  Floor 5. */
#include "render/filter.h"

#include <string.h>

#include "base/ip.h"

static struct tvalue
ip_value(struct arena *arena, struct ip ip)
{
	char text[IP_TEXT_SIZE];

	return tv_text(arena_string(arena, ip_format(ip, text)));
}

static struct tvalue
prefix_value(struct arena *arena, struct ip_prefix prefix)
{
	char text[IP_TEXT_SIZE];

	return tv_text(arena_string(arena, ip_prefix_format(prefix, text)));
}

static struct tvalue
get_address(struct arena *arena, struct ip_prefix prefix)
{
	return ip_value(arena, prefix.address);
}

static struct tvalue
get_network(struct arena *arena, struct ip_prefix prefix)
{
	return ip_value(arena, ip_first(prefix));
}

static struct tvalue
get_netmask(struct arena *arena, struct ip_prefix prefix)
{
	return ip_value(arena, ip_mask(prefix.address.family, prefix.length));
}

static struct tvalue
get_hostmask(struct arena *arena, struct ip_prefix prefix)
{
	struct ip mask = ip_mask(prefix.address.family, prefix.length);
	unsigned i;

	for (i = 0; i < ip_bits(mask) / 8u; i++)
		mask.bytes[i] = (uint8_t)~mask.bytes[i];
	return ip_value(arena, mask);
}

static struct tvalue
get_length(struct arena *arena, struct ip_prefix prefix)
{
	(void)arena;
	return tv_int(prefix.length);
}

static struct tvalue
get_host(struct arena *arena, struct ip_prefix prefix)
{
	return prefix_value(arena, prefix);
}

static struct tvalue
get_subnet(struct arena *arena, struct ip_prefix prefix)
{
	prefix.address = ip_first(prefix);
	return prefix_value(arena, prefix);
}

static struct tvalue
get_broadcast(struct arena *arena, struct ip_prefix prefix)
{
	return ip_value(arena, ip_last(prefix));
}

static struct tvalue
get_version(struct arena *arena, struct ip_prefix prefix)
{
	(void)arena;
	return tv_int(prefix.address.family);
}

static const struct {
	const char *name;
	struct tvalue (*get)(struct arena *arena, struct ip_prefix prefix);
} queries[] = {
	{ "address", get_address },
	{ "ip", get_address },
	{ "network", get_network },
	{ "netmask", get_netmask },
	{ "hostmask", get_hostmask },
	{ "wildcard", get_hostmask },
	{ "prefix", get_length },
	{ "host", get_host },
	{ "net", get_subnet },
	{ "subnet", get_subnet },
	{ "broadcast", get_broadcast },
	{ "version", get_version },
};

/* Reads the filter's input; an address alone is a host prefix. */
static bool
read_input(const struct tcall *call, struct ip_prefix *ret)
{
	const char *text;

	if (call->input.kind != TV_STRING)
		return false;
	text = arena_copy(call->arena, call->input.as.text, call->input.length);
	if (ip_prefix_parse(text, ret))
		return true;
	if (!ip_parse(text, &ret->address))
		return false;
	ret->length = ip_bits(ret->address);
	return true;
}

/* The query, "" when there is none; NULL when it is no string. */
static const char *
read_query(const struct tcall *call)
{
	if (call->count == 0)
		return "";
	if (call->count > 1 || call->args[0].kind != TV_STRING)
		return NULL;
	return arena_copy(
	    call->arena, call->args[0].as.text, call->args[0].length);
}

static bool
ipaddr(struct tcall *call, uint8_t family, struct tvalue *ret)
{
	const char *query = read_query(call);
	struct ip_prefix prefix;
	size_t i;

	if (query == NULL || call->keyword_count != 0)
		return template_fail(call, "takes one query, a string");
	*ret = tv_bool(false);
	if (!read_input(call, &prefix) ||
	    (family != 0 && prefix.address.family != family))
		return true;
	*ret = call->input;
	if (query[0] == '\0')
		return true;
	for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		if (strcmp(queries[i].name, query) != 0)
			continue;
		*ret = tv_origin(
		    queries[i].get(call->arena, prefix), call->input.origin);
		return true;
	}
	return template_fail(call, "does not know this query");
}

static bool
filter_ipaddr(struct tcall *call, struct tvalue *ret)
{
	return ipaddr(call, 0, ret);
}

static bool
filter_ipv4(struct tcall *call, struct tvalue *ret)
{
	return ipaddr(call, 4, ret);
}

static bool
filter_ipv6(struct tcall *call, struct tvalue *ret)
{
	return ipaddr(call, 6, ret);
}

void
filters_register(struct template_set *set)
{
	template_set_add_filter(set, "ipaddr", filter_ipaddr, NULL);
	template_set_add_filter(
	    set, "ansible.utils.ipaddr", filter_ipaddr, NULL);
	template_set_add_filter(set, "ipv4", filter_ipv4, NULL);
	template_set_add_filter(set, "ipv6", filter_ipv6, NULL);
}

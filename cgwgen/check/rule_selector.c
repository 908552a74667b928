/* SPDX-License-Identifier: ISC */
/* Rules on the networks that become phase 2's selectors (CGW416, CGW417).
 * Floor 5. */
#include "check/rules.h"

static const struct {
	size_t offset; /* in struct connection */
	const char *option;
} selectors[] = {
	{ offsetof(struct connection, local_ipv4_network_cidr),
	    "LocalIpv4NetworkCidr" },
	{ offsetof(struct connection, remote_ipv4_network_cidr),
	    "RemoteIpv4NetworkCidr" },
	{ offsetof(struct connection, local_ipv6_network_cidr),
	    "LocalIpv6NetworkCidr" },
	{ offsetof(struct connection, remote_ipv6_network_cidr),
	    "RemoteIpv6NetworkCidr" },
};

#define SELECTORS (sizeof(selectors) / sizeof(selectors[0]))

static const struct value *
selector(const struct check *c, size_t i)
{
	return (
	    const void *)((const char *)c->connection + selectors[i].offset);
}

void
check_selectors(const struct check *c)
{
	const struct value *value;
	char text[IP_TEXT_SIZE];
	size_t i;

	for (i = 0; i < SELECTORS; i++) {
		value = selector(c, i);
		if (value_known(value) && value->u.prefix.length != 0)
			complain(c, NULL, value, "%s is %s, not %s",
			    selectors[i].option,
			    ip_prefix_format(value->u.prefix, text),
			    value->u.prefix.address.family == 4 ? "0.0.0.0/0"
								: "::/0");
	}
}

void
check_selector_bits(const struct check *c)
{
	const struct value *value;
	char text[IP_TEXT_SIZE], network[IP_TEXT_SIZE];
	struct ip_prefix prefix;
	size_t i;

	for (i = 0; i < SELECTORS; i++) {
		value = selector(c, i);
		if (!value_known(value) ||
		    ip_prefix_is_network(value->u.prefix))
			continue;
		prefix = value->u.prefix;
		prefix.address = ip_first(prefix);
		complain(c, NULL, value,
		    "%s is %s, which is not the beginning of %s",
		    selectors[i].option,
		    ip_prefix_format(value->u.prefix, text),
		    ip_prefix_format(prefix, network));
	}
}

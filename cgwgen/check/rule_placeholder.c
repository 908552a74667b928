/* SPDX-License-Identifier: ISC */
/* The rule on outside addresses that are kept for documentation (CGW322).
 * Floor 5. */
#include "check/rules.h"

static const struct {
	struct ip_prefix prefix;
	const char *rfc;
} documentation[] = {
	{ { IP_V4(192, 0, 2, 0), 24 }, "RFC 5737" },
	{ { IP_V4(198, 51, 100, 0), 24 }, "RFC 5737" },
	{ { IP_V4(203, 0, 113, 0), 24 }, "RFC 5737" },
	{ { { 6, { 0x20, 0x01, 0x0d, 0xb8 } }, 32 }, "RFC 3849" },
	{ { { 6, { 0x3f, 0xff } }, 20 }, "RFC 9637" },
};

/* Beside those of rule outside-unusable and the private ones: what nobody
 * has on the Internet (IANA special-purpose registries). */
static const struct ip_prefix special[] = {
	{ IP_V4(192, 0, 0, 0), 24 },
	{ IP_V4(198, 18, 0, 0), 15 },
};
static const struct ip_prefix global_ipv6 = { { 6, { 0x20 } }, 3 };

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* The text that keeps IP for documentation, or NULL. */
static const char *
kept_by(struct ip ip)
{
	size_t i;

	for (i = 0; i < COUNT(documentation); i++)
		if (ip_prefix_has(&documentation[i].prefix, &ip))
			return documentation[i].rfc;
	return NULL;
}

/* Whether somebody can have IP on the Internet. */
static bool
is_public(struct ip ip)
{
	size_t i;

	if (kept_by(ip) != NULL || is_private_ip(ip) || is_unusable_ip(ip))
		return false;
	for (i = 0; i < COUNT(special); i++)
		if (ip_prefix_contains(special[i], ip))
			return false;
	return ip.family == 4 || ip_prefix_contains(global_ipv6, ip);
}

/* The first outside address that is a real one: with none the descriptor
 * may be an example as a whole. */
static const struct value *
real_address(const struct check *c)
{
	const struct value *address;
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		address = &t->outside_address;
		if (value_known(address) && is_public(address->u.ip))
			return address;
		address = &t->customer_outside_address;
		if (value_known(address) && is_public(address->u.ip))
			return address;
	}
	return NULL;
}

static void
check_address(const struct check *c, const struct tunnel *t,
    const struct value *address, const char *whose, const struct value *real)
{
	const char *rfc = value_known(address) ? kept_by(address->u.ip) : NULL;
	char text[IP_TEXT_SIZE], other[IP_TEXT_SIZE];

	if (rfc != NULL)
		complain(c, t, address,
		    "%s outside address %s is kept for documentation (%s), but "
		    "%s is not",
		    whose, ip_format(address->u.ip, text), rfc,
		    ip_format(real->u.ip, other));
}

void
check_outside_documentation(const struct check *c)
{
	const struct value *real = real_address(c);
	const struct tunnel *t;

	if (real == NULL)
		return;
	EACH_TUNNEL (c, t) {
		check_address(c, t, &t->outside_address, "AWS's", real);
		if (earlier_tunnel(c, t, same_customer) == NULL)
			check_address(c, NULL, &t->customer_outside_address,
			    "customer's", real);
	}
}

/* SPDX-License-Identifier: ISC */
/* The tables of inside networks.  Floor 5. */
#include "check/inside.h"

const struct ip_prefix inside_ipv4_range = { IP_V4(169, 254, 0, 0), 16 };
const struct ip_prefix inside_ipv6_range = { { 6, { 0xfd } }, 8 };

static const struct ip_prefix reserved[] = {
	{ IP_V4(169, 254, 0, 0), 30 },
	{ IP_V4(169, 254, 1, 0), 30 },
	{ IP_V4(169, 254, 2, 0), 30 },
	{ IP_V4(169, 254, 3, 0), 30 },
	{ IP_V4(169, 254, 4, 0), 30 },
	{ IP_V4(169, 254, 5, 0), 30 },
	{ IP_V4(169, 254, 169, 252), 30 },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

const struct ip_prefix *
inside_reserved(size_t *ret_count)
{
	*ret_count = COUNT(reserved);
	return reserved;
}

const struct ip_prefix *
inside_reserved_around(const struct ip *ip)
{
	const uint32_t host = (1u << (32 - INSIDE_IPV4_LENGTH)) - 1;
	const uint32_t first = ip_load_v4(ip) & ~host;
	size_t i;

	for (i = 0; ip->family == 4 && i < COUNT(reserved); i++)
		if (ip_load_v4(&reserved[i].address) == first)
			return &reserved[i];
	return NULL;
}

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

const struct ip_prefix *
inside_reserved(size_t *ret_count)
{
	*ret_count = sizeof(reserved) / sizeof(reserved[0]);
	return reserved;
}

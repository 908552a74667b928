/* SPDX-License-Identifier: ISC */
/* The tables of inside networks.  Floor 5. */
#include "check/inside.h"

#define IPV4(a, b, c, d)                                                       \
	{                                                                      \
		4,                                                             \
		{                                                              \
			a, b, c, d                                             \
		}                                                              \
	}

const struct ip_prefix inside_ipv4_range = { IPV4(169, 254, 0, 0), 16 };
const struct ip_prefix inside_ipv6_range = { { 6, { 0xfd } }, 8 };

static const struct ip_prefix reserved[] = {
	{ IPV4(169, 254, 0, 0), 30 },
	{ IPV4(169, 254, 1, 0), 30 },
	{ IPV4(169, 254, 2, 0), 30 },
	{ IPV4(169, 254, 3, 0), 30 },
	{ IPV4(169, 254, 4, 0), 30 },
	{ IPV4(169, 254, 5, 0), 30 },
	{ IPV4(169, 254, 169, 252), 30 },
};

const struct ip_prefix *
inside_reserved(size_t *ret_count)
{
	*ret_count = sizeof(reserved) / sizeof(reserved[0]);
	return reserved;
}

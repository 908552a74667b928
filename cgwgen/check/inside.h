/* SPDX-License-Identifier: ISC */
/* The networks that AWS takes inside tunnels. */
#ifndef CGWGEN_CHECK_INSIDE_H
#define CGWGEN_CHECK_INSIDE_H

#include <stddef.h>

#include "base/ip.h"

/* Length of an inside network. */
#define INSIDE_IPV4_LENGTH 30
#define INSIDE_IPV6_LENGTH 126

/* EC2 API Reference 2016-11-15, VpnTunnelOptionsSpecification,
 * TunnelInsideCidr and TunnelInsideIpv6Cidr. */
extern const struct ip_prefix inside_ipv4_range;
extern const struct ip_prefix inside_ipv6_range;

/* Those of the IPv4 range that AWS keeps for itself, by address; all are of
 * INSIDE_IPV4_LENGTH. */
const struct ip_prefix *inside_reserved(size_t *ret_count);

/* The one of them that has IP, or NULL. */
const struct ip_prefix *inside_reserved_around(const struct ip *ip);

#endif

/* SPDX-License-Identifier: ISC */
/* The networks at both ends of a connection, as the rules on routes look at
 * them. */
#ifndef CGWGEN_CHECK_NETWORKS_H
#define CGWGEN_CHECK_NETWORKS_H

#include "base/aggregate.h"
#include "check/rules.h"

enum network_kind {
	NETWORK_ROUTE, /* the connection's static routes */
	NETWORK_SITE,  /* what is behind the device */
	NETWORK_VPC,   /* what is behind AWS's gateway */
	NETWORK_KINDS
};

/* Networks that are known, in the order of the input. */
struct networks {
	const struct value **values;
	size_t count;
};

/* A sorted list: by address, and the wider one first; of two that are the
 * same, the one that was written first. */
struct network {
	struct ip_prefix prefix; /* without the bits behind the length */
	const struct value *value;
	size_t index; /* in the order of the input */
};

/* A set for ip_set_covers() and its like. */
struct network_set {
	struct ip_prefix *prefixes;
	size_t count;
};

/* What messages call one of KIND: "static route". */
const char *network_word(enum network_kind kind);

/* The networks of KIND.  A route that AWS still shows, but that is deleted or
 * being deleted, is none. */
struct networks networks_of(const struct check *c, enum network_kind kind);

/* The same, sorted. */
struct network *networks_sorted(
    const struct check *c, const struct networks *networks);

/* The addresses in them. */
struct network_set networks_set(
    const struct check *c, const struct networks *networks);

/* How many different networks a sorted list of COUNT has. */
size_t networks_different(const struct network *sorted, size_t count);

/* Whether the connection is known to use BGP: StaticRoutesOnly is false, or
 * absent, which is AWS's default, and nothing else says otherwise. */
bool uses_bgp(const struct check *c);

/* Whether AWS's end is known to be a transit gateway. */
bool has_tgw(const struct check *c);

/* What AWS's end is, for messages: "transit gateway". */
const char *aws_end(const struct check *c);

/* How many routes AWS takes from a device; 0: not known. */
uint32_t limit_announced(const struct check *c);

/* Whether it is known which of IPv4 and IPv6 the tunnels carry: 4, 6, or 0. */
int inside_family(const struct check *c);

/* Whether PREFIX overlaps the inside network of a tunnel, which *RET is. */
bool overlaps_inside(const struct check *c, struct ip_prefix prefix,
    const struct tunnel **ret_tunnel, struct ip_prefix *ret);

#endif

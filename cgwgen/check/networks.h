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

/* One of a list: by address, and the wider one first; of two that are the
 * same, the one that was written first. */
struct network {
	struct ip_prefix prefix; /* without the bits behind the length */
	const struct value *value;
	size_t index; /* in the order of the input */
	/* One more than the place of the narrowest one around it (of several
	 * that are the same, the last); 0: none. */
	size_t around;
};

/* A set for ip_set_covers() and its like. */
struct network_set {
	struct ip_prefix *prefixes;
	size_t count;
};

/* What networks become when they are summarised. */
struct network_summary {
	const struct value *first;    /* of the networks, in the input */
	size_t before;                /* different networks */
	size_t after;                 /* that hold the same addresses */
	size_t replaced;              /* of those before */
	const struct value *replaces; /* the first of these */
	const char *text; /* the new ones, cut; NULL: there are none */
};

/* A network that packets are never sent to, see check_route_special(). */
struct network_special {
	const struct value *value;
	const struct special *what;
	bool told;
};

/* The known networks of one end, which are worked out once for all its
 * connections, or the routes of one connection. */
struct networks {
	enum network_kind kind;
	struct arena *arena; /* where it lives */
	const char *subject; /* of findings; NULL: the connection */
	struct network *sorted;
	const struct network **written; /* in the order of the input */
	size_t count;
	struct network_set set; /* the addresses in them */
	/* What rules found out, or NULL: without regard to the IP version, of
	 * IPv4, of IPv6. */
	struct network_summary *summaries[3];
	struct network_special *specials;
	size_t special_count;
	bool specials_known;
};

/* Places in a sorted list or a set: from first, before end. */
struct network_range {
	size_t first, end;
};

/* What messages call one of KIND: "static route". */
const char *network_word(enum network_kind kind);

/* What networks_of() does the first time. */
struct networks *networks_make(const struct check *c, enum network_kind kind);

/* The networks of KIND.  A route that AWS still shows, but that is deleted or
 * being deleted, is none. */
static inline struct networks *
networks_of(const struct check *c, enum network_kind kind)
{
	struct networks *kept = c->networks != NULL ? c->networks[kind] : NULL;

	return kept != NULL ? kept : networks_make(c, kind);
}

/* Whether two are the same network. */
bool network_same(const struct network *a, const struct network *b);

/* Where the sorted list has those of FAMILY, 0: all. */
struct network_range networks_family(const struct networks *list, int family);

/* The same for its set. */
struct network_range networks_set_family(
    const struct networks *list, int family);

/* Where the sorted list has those that lie in PREFIX.  O(log n). */
struct network_range networks_within(
    const struct networks *list, struct ip_prefix prefix);

/* Is called for a network, with HOST. */
typedef void network_visitor(const struct check *c, const struct networks *list,
    const struct network *network, void *host);

/* Visits the networks that share an address with PREFIX, but no default
 * routes.  O(log n), and what there is to visit. */
void networks_overlapping(const struct check *c, const struct networks *list,
    struct ip_prefix prefix, network_visitor *visit, void *host);

/*
 * Whether the rule has yet to report what it finds about the networks and
 * ABOUT (a short text, "" for the networks alone); *RET then has SEVERITY and
 * the subject, for complain_full().  What is wrong with a gateway's networks
 * is said once, with its first connection; an error may come again, see
 * check_memory.repeats.
 */
bool networks_tell(const struct check *c, const struct networks *list,
    const char *about, enum severity severity, struct finding *ret);

/* Whether the connection is known to use BGP: StaticRoutesOnly is false, or
 * absent, which is AWS's default, and nothing else says otherwise. */
bool uses_bgp(const struct check *c);

/* Whether AWS's end is known to be a transit gateway. */
bool has_tgw(const struct check *c);

/* What AWS's end is, for messages: "transit gateway". */
const char *aws_end(const struct check *c);

/* How many routes AWS takes from a device; 0: not known. */
uint32_t limit_announced(const struct check *c);

/* The same for what AWS announces to the device. */
uint32_t limit_received(const struct check *c);

/* How many static routes the connection may have; 0: no known number. */
uint32_t limit_static(const struct check *c);

/* The ranges that packets are never sent to: the one at INDEX, or NULL behind
 * the last one. */
const struct ip_prefix *special_range(size_t index);

/* Whether it is known which of IPv4 and IPv6 the tunnels carry: 4, 6, or 0. */
int inside_family(const struct check *c);

/* Whether PREFIX overlaps the inside network of a tunnel, which *RET is. */
bool overlaps_inside(const struct check *c, struct ip_prefix prefix,
    const struct tunnel **ret_tunnel, struct ip_prefix *ret);

#endif

/* SPDX-License-Identifier: ISC */
/* Rules on MTU and MSS (CGW650 to CGW653).  Floor 5. */
#include "check/rules.h"

/* Most of a segment that fits, IPv4 inside, over all that the tunnel accepts
 * for phase 2: no choice of AWS's leaves more room. */
static unsigned
largest_mss(const struct tunnel *t, bool nat_traversal)
{
	algorithm_set ciphers = t->phase2_encryption_algorithms.u.set;
	algorithm_set hashes = t->phase2_integrity_algorithms.u.set;
	bool is_ipv6 = value_known(&t->outside_address) &&
		       t->outside_address.u.ip.family == 6;
	unsigned largest = 0, mtu, i, k;

	for (i = 0; i < algorithm_count(ALGORITHM_ENCRYPTION); i++)
		for (k = 0; k < algorithm_count(ALGORITHM_INTEGRITY); k++) {
			if ((ciphers >> i & 1) == 0 || (hashes >> k & 1) == 0)
				continue;
			mtu =
			    algorithm_tunnel_mtu(i, k, nat_traversal, is_ipv6);
			if (mtu > largest)
				largest = mtu;
		}
	return largest < 40 ? 0 : largest - 40;
}

/* What is assumed of a tunnel says nothing about its MSS. */
static bool
is_stated(const struct value *set)
{
	return value_known(set) && set->origin != ORIGIN_ASSUMED;
}

void
check_mss_fits(const struct check *c)
{
	const struct value *mss;
	const struct tunnel *t;
	unsigned most, most_nat;
	bool nat = uses_nat_traversal(c);

	EACH_TUNNEL (c, t) {
		mss = &t->tcp_mss_adjustment;
		if (!value_known(mss) || mss->u.number > 1406 ||
		    !is_stated(&t->phase2_encryption_algorithms) ||
		    !is_stated(&t->phase2_integrity_algorithms))
			continue;
		most = largest_mss(t, nat);
		most_nat = largest_mss(t, true);
		if (most != 0 && mss->u.number > most)
			complain(c, t, mss,
			    "TCP MSS is %u; with the tunnel's phase 2 "
			    "algorithms%s at most %u fit",
			    (unsigned)mss->u.number,
			    nat ? " and NAT traversal" : "", most);
		else if (most_nat != 0 && mss->u.number > most_nat)
			complain_as(c, SEVERITY_NOTE, t, mss,
			    "TCP MSS is %u; behind NAT at most %u fit with the "
			    "tunnel's phase 2 algorithms",
			    (unsigned)mss->u.number, most_nat);
	}
}

void
check_mtu_ipv6(const struct check *c)
{
	const struct tunnel *t = c->connection->tunnels;

	if (c->connection->tunnel_count == 0 ||
	    !value_known(&t->outside_address) ||
	    t->outside_address.u.ip.family != 6)
		return;
	complain(c, NULL, &t->outside_address,
	    "outside addresses are IPv6: the tunnels carry 1426 bytes at most, "
	    "not 1446");
}

static void
check_stated_false(const struct check *c, size_t offset, const char *what)
{
	const struct value *value;
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		value = (const void *)((const char *)t + offset);
		if (value_known(value) && !value->u.flag)
			complain(c, t, value, "%s is false", what);
	}
}

void
check_clear_df(const struct check *c)
{
	check_stated_false(
	    c, offsetof(struct tunnel, clear_df_bit), "clear_df_bit");
}

void
check_fragment_first(const struct check *c)
{
	check_stated_false(c,
	    offsetof(struct tunnel, fragmentation_before_encryption),
	    "fragmentation_before_encryption");
}

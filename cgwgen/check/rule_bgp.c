/* SPDX-License-Identifier: ISC */
/* Rules on ASNs and BGP (CGW5xx).  Floor 5. */
#include <stdint.h>
#include <string.h>

#include "check/rules.h"

/* RFC 6996 section 5, and AWS's texts; RFC 6996 ends the 32-bit range at
 * 4294967294. */
static bool
is_private_asn(uint32_t asn)
{
	return (asn >= 64512 && asn <= 65534) ||
	       (asn >= 4200000000u && asn <= 4294967294u);
}

void
check_customer_asn(const struct check *c)
{
	/* RFC 7607 (0), RFC 6793 (23456), RFC 7300 (last ones). */
	static const uint32_t reserved[] = { 0, 23456, 65535, 4294967295u };
	const struct tunnel *t;
	size_t i;

	EACH_TUNNEL (c, t)
		for (i = 0; i < sizeof(reserved) / sizeof(*reserved); i++)
			if (value_known(&t->customer_asn) &&
			    t->customer_asn.u.number == reserved[i])
				complain(c, t, &t->customer_asn,
				    "customer ASN %u is reserved by IANA",
				    (unsigned)reserved[i]);
}

/* AWS's own numbers; region is NULL for one that is reserved everywhere.
 * 17493 is in older texts only, and may be what 17943 should be. */
static const struct {
	uint32_t asn;
	const char *region;
	enum severity severity; /* there */
} aws_asns[] = {
	{ 7224, NULL, SEVERITY_ERROR },
	{ 9059, "eu-west-1", SEVERITY_ERROR },
	{ 10124, "ap-northeast-1", SEVERITY_ERROR },
	{ 17943, "ap-southeast-1", SEVERITY_ERROR },
	{ 17493, "ap-southeast-1", SEVERITY_WARNING },
};

#define AWS_ASNS (sizeof(aws_asns) / sizeof(aws_asns[0]))

/* Whether the connection is known to be where the number is free. */
static bool
is_elsewhere(const struct check *c, size_t i)
{
	const struct value *region = &c->connection->region;

	return aws_asns[i].region != NULL && value_known(region) &&
	       !is_text(region, aws_asns[i].region);
}

static enum severity
reserved_severity(const struct check *c, size_t i)
{
	if (aws_asns[i].region == NULL ||
	    is_text(&c->connection->region, aws_asns[i].region))
		return aws_asns[i].severity;
	return SEVERITY_NOTE;
}

void
check_asn_aws_reserved(const struct check *c)
{
	const struct value *asn;
	const struct tunnel *t;
	size_t i;

	EACH_TUNNEL (c, t)
		for (i = 0; i < AWS_ASNS; i++) {
			asn = &t->customer_asn;
			if (!value_known(asn) ||
			    asn->u.number != aws_asns[i].asn ||
			    is_elsewhere(c, i))
				continue;
			complain_as(c, reserved_severity(c, i), t, asn,
			    "AWS reserves customer ASN %u in %s%s",
			    (unsigned)aws_asns[i].asn,
			    aws_asns[i].region == NULL ? "all Regions"
						       : aws_asns[i].region,
			    asn->u.number == 17493 ? ", by older texts" : "");
		}
}

static bool
is_aws_asn(uint32_t asn)
{
	size_t i;

	for (i = 0; i < AWS_ASNS; i++)
		if (aws_asns[i].asn == asn)
			return true;
	return false;
}

/* Of gateways made before 2018-06-30.  17943 is reserved on the customer's
 * side only: no gateway of AWS ever had it. */
static bool
is_old_gateway_asn(uint32_t asn)
{
	return asn != 17943 && is_aws_asn(asn);
}

/* Such a gateway may also be one of those with old algorithms. */
void
check_amazon_asn_old(const struct check *c)
{
	const struct tunnel *t = c->connection->tunnels;

	if (c->connection->tunnel_count != 0 && value_known(&t->aws_asn) &&
	    is_old_gateway_asn(t->aws_asn.u.number))
		complain(c, NULL, &t->aws_asn,
		    "AWS's ASN %u is of a gateway made before 2018-06-30",
		    (unsigned)t->aws_asn.u.number);
}

void
check_customer_asn_public(const struct check *c)
{
	const struct tunnel *t;
	uint32_t asn;

	EACH_TUNNEL (c, t) {
		asn = t->customer_asn.u.number;
		if (value_known(&t->customer_asn) && !is_private_asn(asn) &&
		    !is_aws_asn(asn) && asn != 0 && asn != 23456 &&
		    asn != 65535 && asn != 4294967295u)
			complain(c, t, &t->customer_asn,
			    "customer ASN %u is public", (unsigned)asn);
	}
}

void
check_amazon_asn(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t)
		if (value_known(&t->aws_asn) &&
		    !is_private_asn(t->aws_asn.u.number) &&
		    !is_old_gateway_asn(t->aws_asn.u.number))
			complain(c, t, &t->aws_asn,
			    "AWS's ASN %u is neither private nor AWS's own",
			    (unsigned)t->aws_asn.u.number);
}

/* AWS refuses it on a virtual private gateway; on a transit gateway it is
 * possible and nearly always a mistake. */
void
check_asn_equal(const struct check *c)
{
	enum severity severity = connection_has_vgw(c->connection)
				     ? SEVERITY_ERROR
				     : SEVERITY_WARNING;
	const struct tunnel *t;

	EACH_TUNNEL (c, t)
		if (value_known(&t->aws_asn) && value_known(&t->customer_asn) &&
		    t->aws_asn.u.number == t->customer_asn.u.number)
			complain_as(c, severity, t, &t->customer_asn,
			    "both ends have ASN %u",
			    (unsigned)t->aws_asn.u.number);
}

static bool
differs(const struct value *a, const struct value *b)
{
	return value_known(a) && value_known(b) && a->u.number != b->u.number;
}

static bool
other_asn(const struct tunnel *a, const struct tunnel *b)
{
	return differs(&a->customer_asn, &b->customer_asn) ||
	       differs(&a->aws_asn, &b->aws_asn);
}

void
check_asn_differs(const struct check *c)
{
	const struct tunnel *t, *other;
	const struct value *value;

	EACH_TUNNEL (c, t) {
		other = earlier_tunnel(c, t, other_asn);
		if (other == NULL)
			continue;
		value = differs(&t->aws_asn, &other->aws_asn)
			    ? &t->aws_asn
			    : &t->customer_asn;
		complain(c, t, value, "%s ASN differs from that of tunnel %s",
		    value == &t->aws_asn ? "AWS's" : "customer",
		    tunnel_label(c, other));
	}
}

static void
check_hold(
    const struct check *c, const struct tunnel *t, const struct value *hold)
{
	if (value_known(hold) && (hold->u.number < 3 || hold->u.number > 65535))
		complain(c, t, hold,
		    "BGP hold time of %u seconds is not 3 to 65535",
		    (unsigned)hold->u.number);
}

void
check_bgp_hold_time(const struct check *c)
{
	const struct tunnel *t;

	EACH_TUNNEL (c, t) {
		check_hold(c, t, &t->customer_bgp_hold_time);
		check_hold(c, t, &t->bgp_hold_time);
	}
}

void
check_bgp_log(const struct check *c)
{
	const struct tunnel *t;

	if (!connection_is_static(c->connection))
		return;
	EACH_TUNNEL (c, t)
		if (value_known(&t->bgp_log_enabled) &&
		    t->bgp_log_enabled.u.flag)
			complain(c, t, &t->bgp_log_enabled,
			    "BgpLogEnabled is true, but the connection's "
			    "routing is static");
}

/* BgpAsn is a signed number of 32 bits.  A gateway that has an id was made
 * when AWS took it there. */
void
check_asn_extended(const struct check *c)
{
	const struct gateway *customer = c->connection->customer_gateway;

	if (customer == NULL || !customer->asn_is_short ||
	    !value_known(&customer->asn) || customer->asn.u.number <= INT32_MAX)
		return;
	complain_as(c,
	    value_known(&customer->id) ? SEVERITY_NOTE : SEVERITY_ERROR, NULL,
	    &customer->asn, "ASN %u does not fit into BgpAsn",
	    (unsigned)customer->asn.u.number);
}

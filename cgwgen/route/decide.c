/* SPDX-License-Identifier: ISC */
/*
 * AWS's orders of routes.
 * Sources, read 2026-11-26: VPC User Guide, How route priority works
 * (docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html);
 * Site-to-Site VPN User Guide, Route tables and VPN route priority
 * (docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html); Transit
 * Gateways, How transit gateways work, Route evaluation order
 * (docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html); VPC
 * Peering, How VPC peering connections work
 * (docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html); VPC User
 * Guide, Gateway route tables
 * (docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html); Client
 * VPN Administrator Guide, Routes
 * (docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-routes.html).
 * Floor 5.
 */
#include "route/decide.h"

#define DOCS "https://docs.aws.amazon.com/"
#define VPC_ORDER DOCS "vpc/latest/userguide/route-tables-priority.html"
#define VPN_ORDER DOCS "vpn/latest/s2svpn/vpn-route-priority.html"
#define TRANSIT_ORDER DOCS "vpc/latest/tgw/how-transit-gateways-work.html"
#define PEERING DOCS "vpc/latest/peering/vpc-peering-basics.html"
#define EDGE DOCS "vpc/latest/userguide/gateway-route-tables.html"
#define CLIENT DOCS "vpn/latest/clientvpn-admin/cvpn-working-routes.html"
#define DX_ORDER DOCS "directconnect/latest/UserGuide/routing-and-bgp.html"

static const char *const names[ROUTE_CLASSES] = {
	[CLASS_LOCAL] = "local",
	[CLASS_STATIC] = "static",
	[CLASS_LIST] = "prefix list",
	[CLASS_PROPAGATED] = "propagated",
	[CLASS_DX] = "Direct Connect BGP",
	[CLASS_VPN_STATIC] = "VPN static",
	[CLASS_VPN_BGP] = "VPN BGP",
	[CLASS_TRANSIT_STATIC] = "static",
	[CLASS_TRANSIT_LIST] = "prefix list",
	[CLASS_TRANSIT_VPC] = "VPC",
	[CLASS_TRANSIT_DX] = "Direct Connect gateway",
	[CLASS_TRANSIT_CONNECT] = "Connect",
	[CLASS_TRANSIT_VPN_OVER_DX] = "VPN over Direct Connect",
	[CLASS_TRANSIT_VPN] = "VPN",
	[CLASS_TRANSIT_CONCENTRATOR] = "VPN Concentrator",
	[CLASS_TRANSIT_CLIENT] = "Client VPN",
	[CLASS_TRANSIT_PEERING] = "peering",
	[CLASS_TRANSIT_UNKNOWN] = "unknown",
	[CLASS_DEVICE] = "device",
};

const char *route_class_name(enum route_class class)
{
	return names[class];
}

/* What a criterion works with. */
struct deciding {
	struct candidate *candidates;
	size_t count;
	struct arena *arena;
	const char *missing; /* what is not known and would decide */
};

#define EACH(d, c)                                                             \
	for ((c) = (d)->candidates; (c) < (d)->candidates + (d)->count; (c)++) \
		if ((c)->lost == NULL)

static size_t
left(const struct deciding *d)
{
	const struct candidate *c;
	size_t count = 0;

	EACH(d, c) count++;
	return count;
}

/* ---- the criteria ----------------------------------------------------- */

/* Of what the gateway propagates, nothing that overlaps with the VPC. */
static void
local_first(struct deciding *d)
{
	struct candidate *c;
	bool local = false;

	EACH(d, c) local |= c->class == CLASS_LOCAL;
	EACH(d, c)
	if (local && c->class == CLASS_PROPAGATED)
		c->lost = "the VPC's local route goes before propagated "
			  "routes, also before longer ones";
}

static void
longest_prefix(struct deciding *d)
{
	const struct candidate *best = NULL;
	struct candidate *c;

	EACH(d, c)
	if (!c->doubtful &&
	    (best == NULL || c->prefix.length > best->prefix.length))
		best = c;
	EACH(d, c)
	if (best != NULL && !c->doubtful &&
	    c->prefix.length < best->prefix.length)
		c->lost = arena_printf(d->arena,
		    "a longer prefix matches: /%u, not /%u",
		    best->prefix.length, c->prefix.length);
}

static void
best_class(struct deciding *d)
{
	enum route_class best = ROUTE_CLASSES;
	struct candidate *c;

	EACH(d, c)
	if (!c->doubtful && c->class < best)
		best = c->class;
	EACH(d, c)
	if (best != ROUTE_CLASSES && c->class > best) {
		if (c->class == CLASS_TRANSIT_UNKNOWN) {
			d->missing = "the kinds of attachments";
			continue;
		}
		c->lost = arena_printf(d->arena, "%s goes before %s",
		    names[best], names[c->class]);
	}
}

static bool
is_bgp(const struct candidate *c)
{
	return c->class == CLASS_DX || c->class == CLASS_VPN_BGP ||
	       (c->class >= CLASS_TRANSIT_DX &&
		   c->class <= CLASS_TRANSIT_CONCENTRATOR);
}

/* Communities set it, which no input says; it comes before AS paths
 * (Direct Connect User Guide, Routing policies and BGP communities). */
static void
local_preference(struct deciding *d)
{
	const struct candidate *c;

	EACH(d, c)
	if (c->class != CLASS_DX)
		return;
	d->missing = "local preferences of Direct Connect";
}

static void
shortest_path(struct deciding *d)
{
	const struct candidate *best = NULL;
	struct candidate *c;
	bool unknown = false;

	EACH(d, c)
	{
		if (!is_bgp(c))
			return;
		unknown |= !c->as_path_length.known;
		if (c->as_path_length.known &&
		    (best == NULL ||
			c->as_path_length.number < best->as_path_length.number))
			best = c;
	}
	EACH(d, c)
	if (best != NULL && c->as_path_length.known &&
	    c->as_path_length.number > best->as_path_length.number)
		c->lost =
		    arena_printf(d->arena, "its AS path is longer: %u, not %u",
			c->as_path_length.number, best->as_path_length.number);
	if (unknown && left(d) > 1)
		d->missing = "AS path lengths";
}

/* Whether B has a lower MED than A and both are compared. */
static bool
has_lower_med(const struct candidate *a, const struct candidate *b)
{
	return a->first_asn.known && b->first_asn.known &&
	       a->first_asn.number == b->first_asn.number && a->med.known &&
	       b->med.known && b->med.number < a->med.number;
}

static void
lowest_med(struct deciding *d)
{
	struct candidate *c, *other;
	bool unknown = false;

	EACH(d, c)
	{
		if (!is_bgp(c))
			return;
		unknown |= !c->med.known || !c->first_asn.known;
	}
	/* Those that lost by it are compared with, too: lower is lower. */
	EACH(d, c)
	for (other = d->candidates; other < d->candidates + d->count; other++)
		if (other->lost == NULL && has_lower_med(c, other)) {
			c->lost = arena_printf(d->arena,
			    "its MED is higher: %u, not %u", c->med.number,
			    other->med.number);
			break;
		}
	if (unknown && left(d) > 1)
		d->missing = "MEDs or first ASNs";
}

/* ---- the orders ------------------------------------------------------- */

struct criterion {
	void (*apply)(struct deciding *d);
	const char *name;
	const char *source;
};

static const struct criterion vpc[] = {
	{ local_first, "local route first", VPN_ORDER },
	{ longest_prefix, "longest prefix", VPC_ORDER },
	{ best_class, "static over prefix list over propagated", VPC_ORDER },
	{ NULL, NULL, VPC_ORDER },
};
static const struct criterion vpn_gateway[] = {
	{ longest_prefix, "longest prefix", VPN_ORDER },
	{ best_class, "Direct Connect over VPN static over VPN BGP",
	    VPN_ORDER },
	{ local_preference, "local preference", DX_ORDER },
	{ shortest_path, "shortest AS path", VPN_ORDER },
	{ lowest_med, "lowest MED of one first ASN", VPN_ORDER },
	{ NULL, NULL, VPN_ORDER },
};
static const struct criterion transit[] = {
	{ longest_prefix, "longest prefix", TRANSIT_ORDER },
	{ best_class, "order of attachment types", TRANSIT_ORDER },
	{ shortest_path, "shortest AS path", TRANSIT_ORDER },
	{ lowest_med, "lowest MED of one first ASN", TRANSIT_ORDER },
	{ NULL, NULL, TRANSIT_ORDER },
};
static const struct criterion dx_gateway[] = {
	{ longest_prefix, "longest prefix", DX_ORDER },
	{ local_preference, "local preference", DX_ORDER },
	{ NULL, NULL, DX_ORDER },
};
static const struct criterion device[] = {
	{ longest_prefix, "longest prefix", NULL },
	{ NULL, NULL, NULL },
};

static const struct criterion peering[] = {
	{ longest_prefix, "longest prefix", PEERING },
	{ NULL, NULL, PEERING },
};
/* Gateways put nothing into these tables. */
static const struct criterion edge[] = {
	{ longest_prefix, "longest prefix", EDGE },
	{ NULL, NULL, EDGE },
};
static const struct criterion client[] = {
	{ longest_prefix, "longest prefix", CLIENT },
	{ NULL, NULL, CLIENT },
};

static const struct criterion *const schemes[] = {
	[SCHEME_VPC] = vpc,
	[SCHEME_VPN_GATEWAY] = vpn_gateway,
	[SCHEME_TRANSIT] = transit,
	[SCHEME_DX_GATEWAY] = dx_gateway,
	[SCHEME_DEVICE] = device,
	[SCHEME_PEERING] = peering,
	[SCHEME_EDGE] = edge,
	[SCHEME_CLIENT] = client,
};

static bool
any_doubtful(const struct deciding *d)
{
	const struct candidate *c;

	EACH(d, c)
	if (c->doubtful)
		return true;
	return false;
}

/* What there is to say where no criterion is left or needed. */
static struct decision
conclude(const struct deciding *d, enum scheme scheme, const char *why,
    const char *source)
{
	struct decision decision = { DECIDED_ONE, why, source };
	size_t count = left(d);

	if (count == 0)
		decision.decided = DECIDED_NONE;
	else if (any_doubtful(d))
		decision = (struct decision){ DECIDED_UNKNOWN,
			scheme == SCHEME_DEVICE
			    ? "what AWS's side offers is not known"
			    : "what the customer's side announces is not "
			      "known",
			source };
	else if (d->missing != NULL)
		decision = (struct decision){ DECIDED_UNKNOWN,
			arena_printf(d->arena,
			    "%s would decide and are not known", d->missing),
			source };
	else if (count > 1)
		decision = (struct decision){ DECIDED_EQUAL,
			"nothing tells them apart", source };
	return decision;
}

struct decision
decide(enum scheme scheme, struct candidate *candidates, size_t count,
    struct arena *arena)
{
	struct deciding d = { candidates, count, arena, NULL };
	const struct criterion *criterion = schemes[scheme];
	const char *why, *source = NULL;
	size_t before;

	why =
	    left(&d) == count ? "the only route" : "the only route that works";

	for (; criterion->apply != NULL && left(&d) > 1 && d.missing == NULL;
	     criterion++) {
		before = left(&d);
		criterion->apply(&d);
		if (left(&d) == before)
			continue;
		why = criterion->name;
		source = criterion->source;
	}
	if (source == NULL)
		source = criterion->source;
	return conclude(&d, scheme, why, source);
}

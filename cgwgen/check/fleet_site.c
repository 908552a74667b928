/* SPDX-License-Identifier: ISC */
/* Sites, their devices and how their connections are routed.  Floor 5. */
#include <string.h>

#include "check/fleet_rules.h"

/* So many connections must be read before they are taken for all there are:
 * that a gateway has no other one can be said of a snapshot, not of a file. */
#define LEAST_FLEET 3

struct fleet_end *
fleet_aws_end(const struct fleet_member *member)
{
	return member->vpn_gateway != NULL ? member->vpn_gateway
					   : member->transit_gateway;
}

void
fleet_repeated(const struct fleet_check *f)
{
	const struct fleet_member *self = f->self;

	if (self == NULL || f->earlier == NULL ||
	    memcmp(&self->content, &f->earlier->content,
		sizeof(self->content)) == 0)
		return;
	complain(&f->check, NULL, NULL,
	    "described before (%s), with other values",
	    fleet_where(f, f->earlier));
}

/* ---- devices ---------------------------------------------------------- */

/* What is known of an AWS gateway's connections. */
struct fleet_lone {
	const struct fleet_member *first;
	struct pos at;
	bool several; /* devices */
	struct fleet_lone *next;
};

struct lones {
	struct fleet_lone *first, **end;
};

static struct lones *
lones(const struct fleet_check *f)
{
	void **slot = &f->fleet->lists[f->check.rule];
	struct lones *list;

	if (*slot == NULL) {
		*slot = list = ARENA_NEW(f->fleet->arena, struct lones);
		list->end = &list->first;
	}
	return *slot;
}

static void
single_device_finish(const struct fleet_check *f)
{
	const struct fleet_lone *lone;

	if (f->fleet->count < LEAST_FLEET)
		return;
	for (lone = lones(f)->first; lone != NULL; lone = lone->next)
		if (!lone->several)
			fleet_complain(f, SEVERITY_NOTE, lone->first, lone->at,
			    "all connections of %s that were read end on one "
			    "device, %s",
			    fleet_aws_end(lone->first)->name,
			    lone->first->device->name);
}

void
fleet_single_device(const struct fleet_check *f)
{
	const struct fleet_member *self = f->self;
	struct fleet_end *end;
	struct lones *list;
	struct fleet_lone *lone;

	if (self == NULL) {
		single_device_finish(f);
		return;
	}
	end = fleet_aws_end(self);
	if (end == NULL || self->device == NULL)
		return;
	lone = end->aws->lone;
	if (lone == NULL) {
		end->aws->lone = lone =
		    ARENA_NEW(f->fleet->arena, struct fleet_lone);
		lone->first = self;
		lone->at = fleet_place(f);
		list = lones(f);
		*list->end = lone;
		list->end = &lone->next;
	}
	lone->several |= lone->first->device != self->device;
}

/* What *FIRST is; it becomes this connection when it was none. */
static const struct fleet_member *
first_of(const struct fleet_check *f, const struct fleet_member **first)
{
	const struct fleet_member *before = *first;

	if (before == NULL)
		*first = f->self;
	return before;
}

/* What the rules on pairs look at. */

static bool
is_doubled(const struct fleet_member *member)
{
	return member->vpn_gateway != NULL;
}

static bool
is_routed(const struct fleet_member *member)
{
	return member->routing != ROUTING_UNKNOWN;
}

static bool
is_balanced(const struct fleet_member *member)
{
	return member->transit_gateway != NULL &&
	       member->routing == ROUTING_BGP && member->asn != 0;
}

static bool
is_balanced_statically(const struct fleet_member *member)
{
	return member->transit_gateway != NULL &&
	       member->routing == ROUTING_STATIC;
}

void
fleet_pair_begin(struct fleet_pair *pair, const struct fleet_member *member)
{
	*pair = (struct fleet_pair){ .gateway = fleet_aws_end(member),
		.same_device = is_doubled(member) ? member : NULL,
		.routing = is_routed(member) ? member : NULL,
		.ecmp_asn = is_balanced(member) ? member : NULL,
		.ecmp_static = is_balanced_statically(member) ? member : NULL };
}

void
fleet_same_device(const struct fleet_check *f)
{
	const struct fleet_member *other;

	if (f->self == NULL || f->pair == NULL || !is_doubled(f->self))
		return;
	other = first_of(f, &f->pair->same_device);
	if (other != NULL)
		complain(&f->check, NULL, NULL,
		    "%s (%s) joins the same gateway to the same device %s",
		    other->name, fleet_where(f, other), f->self->device->name);
}

/* ---- routing ---------------------------------------------------------- */

void
fleet_routing_mixed(const struct fleet_check *f)
{
	const struct fleet_member *self = f->self, *other;

	if (self == NULL || f->pair == NULL || !is_routed(self))
		return;
	other = first_of(f, &f->pair->routing);
	if (other != NULL && other->routing != self->routing)
		complain(&f->check, NULL,
		    &f->check.connection->static_routes_only,
		    "routes %s, while %s (%s), between the same gateway and "
		    "the same device, routes %s",
		    self->routing == ROUTING_BGP ? "with BGP" : "statically",
		    other->name, fleet_where(f, other),
		    other->routing == ROUTING_BGP ? "with BGP" : "statically");
}

void
fleet_ecmp_asn(const struct fleet_check *f)
{
	const struct fleet_member *self = f->self, *other;

	if (self == NULL || f->pair == NULL || !is_balanced(self))
		return;
	other = first_of(f, &f->pair->ecmp_asn);
	if (other != NULL && other->asn != self->asn)
		complain(&f->check, NULL, NULL,
		    "the device has ASN %u here and ASN %u in %s (%s)",
		    self->asn, other->asn, other->name, fleet_where(f, other));
}

void
fleet_ecmp_static(const struct fleet_check *f)
{
	const struct fleet_member *self = f->self, *other;

	if (self == NULL || f->pair == NULL || !is_balanced_statically(self))
		return;
	other = first_of(f, &f->pair->ecmp_static);
	if (other != NULL)
		complain(&f->check, NULL,
		    &f->check.connection->static_routes_only,
		    "%s (%s) joins the same transit gateway to the same "
		    "device statically, too",
		    other->name, fleet_where(f, other));
}

/* ---- ASNs of the sites of a virtual private gateway -------------------- */

struct fleet_asn {
	uint32_t asn;
	const struct fleet_member *first;
	size_t customers;
};

static void
complain_asn(const struct fleet_check *f, const struct fleet_asn *use)
{
	const struct fleet_member *self = f->self, *other = use->first;
	bool known = self->networks && other->networks;
	bool same = memcmp(&self->prefixes, &other->prefixes,
			sizeof(self->prefixes)) == 0;

	if (known && same)
		return;
	if (known)
		complain(&f->check, NULL, NULL,
		    "ASN %u is also that of %s (%s) on %s, which leads to "
		    "other networks",
		    self->asn, other->name, fleet_where(f, other),
		    self->vpn_gateway->name);
	else if (use->customers > 2)
		complain(&f->check, NULL, NULL,
		    "ASN %u is that of %zu customer gateways of %s by now, "
		    "first in %s (%s)",
		    self->asn, use->customers, self->vpn_gateway->name,
		    other->name, fleet_where(f, other));
	else
		complain_as(&f->check, SEVERITY_NOTE, NULL, NULL,
		    "ASN %u is also that of %s (%s) on %s: right for two "
		    "devices of one site, wrong for two sites",
		    self->asn, other->name, fleet_where(f, other),
		    self->vpn_gateway->name);
}

static struct fleet_asn *
new_use(const struct fleet_check *f)
{
	struct fleet_asn *use = ARENA_NEW(f->fleet->arena, struct fleet_asn);

	use->asn = f->self->asn;
	use->first = f->self;
	return use;
}

/* The use of the connection's ASN on GATEWAY, which has the first there was
 * at hand. */
static struct fleet_asn *
use_of(const struct fleet_check *f, struct fleet_end *gateway)
{
	void **slot;

	if (gateway->asn == NULL)
		gateway->asn = new_use(f);
	if (gateway->asn->asn == f->self->asn)
		return gateway->asn;
	slot = fleet_slot(f, gateway, NULL, f->self->asn);
	if (*slot == NULL)
		*slot = new_use(f);
	return *slot;
}

/* Whether the gateway's customer was counted in USE before; if not, it is from
 * now on.  Nearly every one has one ASN on one gateway, which it knows. */
static bool
is_counted(const struct fleet_check *f, struct fleet_asn *use)
{
	struct fleet_end *customer = f->self->customer;

	if (customer->asn == NULL) {
		customer->asn = use;
		return false;
	}
	return customer->asn == use || fleet_first(f, use, customer, 0) != NULL;
}

void
fleet_site_asn(const struct fleet_check *f)
{
	const struct fleet_member *self = f->self;
	struct fleet_asn *use;

	if (self == NULL || self->vpn_gateway == NULL || self->asn == 0 ||
	    self->routing != ROUTING_BGP || self->customer == NULL)
		return;
	use = use_of(f, self->vpn_gateway);
	if (!is_counted(f, use) && ++use->customers > 1)
		complain_asn(f, use);
}

/* SPDX-License-Identifier: ISC */
/* Sites, their devices and how their connections are routed.  Floor 5. */
#include <string.h>

#include "check/fleet_rules.h"

/* So many connections must be read before they are taken for all there are:
 * that a gateway has no other one can be said of a snapshot, not of a file. */
#define LEAST_FLEET 3

static struct fleet_end *
aws_end(const struct fleet_member *member)
{
	return member->vpn_gateway != NULL ? member->vpn_gateway
					   : member->transit_gateway;
}

void
fleet_repeated(const struct fleet_check *f)
{
	const struct fleet_member *self = f->self;

	if (self == NULL || self->earlier == NULL ||
	    memcmp(&self->content, &self->earlier->content,
		sizeof(self->content)) == 0)
		return;
	complain(&f->check, NULL, NULL,
	    "described before (%s), with other values",
	    fleet_where(f, self->earlier));
}

/* ---- devices ---------------------------------------------------------- */

/* What is known of an AWS gateway's connections. */
struct lone {
	const struct fleet_member *first;
	struct pos at;
	bool several; /* devices */
	struct lone *next;
};

struct lones {
	struct lone *first, **end;
};

static struct lones *
lones(const struct fleet_check *f)
{
	void **slot = fleet_slot(f, NULL, NULL, 0);
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
	const struct lone *lone;

	if (f->fleet->count < LEAST_FLEET)
		return;
	for (lone = lones(f)->first; lone != NULL; lone = lone->next)
		if (!lone->several)
			fleet_complain(f, SEVERITY_NOTE, lone->first, lone->at,
			    "all connections of %s that were read end on one "
			    "device, %s",
			    aws_end(lone->first)->name,
			    lone->first->device->name);
}

void
fleet_single_device(const struct fleet_check *f)
{
	const struct fleet_member *self = f->self;
	struct lones *list;
	struct lone *lone;
	void **slot;

	if (self == NULL) {
		single_device_finish(f);
		return;
	}
	if (aws_end(self) == NULL || self->device == NULL)
		return;
	list = lones(f);
	slot = fleet_slot(f, aws_end(self), NULL, 0);
	if (*slot == NULL) {
		*slot = lone = ARENA_NEW(f->fleet->arena, struct lone);
		lone->first = self;
		lone->at = fleet_place(f);
		*list->end = lone;
		list->end = &lone->next;
	}
	lone = *slot;
	lone->several |= lone->first->device != self->device;
}

/* The first connection of GATEWAY that ends on the same device. */
static const struct fleet_member *
first_on_device(const struct fleet_check *f, const struct fleet_end *gateway)
{
	if (gateway == NULL || f->self->device == NULL ||
	    f->self->concentrator != NULL)
		return NULL;
	return fleet_first(f, gateway, f->self->device, 0);
}

void
fleet_same_device(const struct fleet_check *f)
{
	const struct fleet_member *other;

	if (f->self == NULL)
		return;
	other = first_on_device(f, f->self->vpn_gateway);
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

	if (self == NULL || self->routing == ROUTING_UNKNOWN)
		return;
	other = first_on_device(f, aws_end(self));
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

	if (self == NULL || self->routing != ROUTING_BGP || self->asn == 0)
		return;
	other = first_on_device(f, self->transit_gateway);
	if (other != NULL && other->asn != self->asn)
		complain(&f->check, NULL, NULL,
		    "the device has ASN %u here and ASN %u in %s (%s)",
		    self->asn, other->asn, other->name, fleet_where(f, other));
}

void
fleet_ecmp_static(const struct fleet_check *f)
{
	const struct fleet_member *self = f->self, *other;

	if (self == NULL || self->routing != ROUTING_STATIC)
		return;
	other = first_on_device(f, self->transit_gateway);
	if (other != NULL)
		complain(&f->check, NULL,
		    &f->check.connection->static_routes_only,
		    "%s (%s) joins the same transit gateway to the same "
		    "device statically, too",
		    other->name, fleet_where(f, other));
}

/* ---- ASNs of the sites of a virtual private gateway -------------------- */

struct asn_use {
	const struct fleet_member *first;
	size_t customers;
};

static void
complain_asn(const struct fleet_check *f, const struct asn_use *use)
{
	const struct fleet_member *self = f->self, *other = use->first;
	bool known = self->prefix_count != 0 && other->prefix_count != 0;
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

void
fleet_site_asn(const struct fleet_check *f)
{
	const struct fleet_member *self = f->self;
	struct asn_use *use;
	void **slot;

	if (self == NULL || self->vpn_gateway == NULL || self->asn == 0 ||
	    self->routing != ROUTING_BGP || self->customer == NULL ||
	    fleet_first(f, self->vpn_gateway, self->customer, self->asn) !=
		NULL)
		return;
	slot = fleet_slot(f, self->vpn_gateway, NULL, self->asn);
	if (*slot == NULL) {
		*slot = use = ARENA_NEW(f->fleet->arena, struct asn_use);
		use->first = self;
	}
	use = *slot;
	if (++use->customers > 1)
		complain_asn(f, use);
}

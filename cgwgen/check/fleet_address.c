/* SPDX-License-Identifier: ISC */
/* Addresses that only one connection may have.  Floor 5. */
#include <string.h>

#include "check/fleet_rules.h"
#include "model/join.h"

/* Who else has a network in TREE that overlaps with PREFIX; NULL for none. */
static const struct fleet_member *
other_owner(const struct fleet_check *f, struct prefix_tree *tree,
    struct ip_prefix prefix, struct ip_prefix *ret)
{
	struct prefix_entry entry =
	    prefix_tree_add(tree, prefix, f->self, f->fleet->arena);

	*ret = entry.prefix;
	/* Both tunnels of one connection: rules on connections. */
	return entry.owner == f->self ? NULL : entry.owner;
}

/* The same among the tunnels that end on GATEWAY, which may be NULL. */
static const struct fleet_member *
other_inside(const struct fleet_check *f, const struct fleet_end *gateway,
    struct ip_prefix prefix, struct ip_prefix *ret)
{
	return gateway == NULL
		   ? NULL
		   : other_owner(f, &gateway->aws->inside, prefix, ret);
}

/* The value that says where T's inside network stands. */
static const struct value *
inside_at(const struct tunnel *t)
{
	return t->inside_cidr.at.source != NULL ? &t->inside_cidr
						: &t->aws_inside_address;
}

/* "equals that" or "overlaps with 169.254.10.0/29" */
static const char *
relation(
    const struct fleet_check *f, struct ip_prefix own, struct ip_prefix theirs)
{
	char text[IP_TEXT_SIZE];

	if (own.length == theirs.length)
		return "is that";
	return arena_printf(diags_arena(f->check.diags), "overlaps with %s",
	    ip_prefix_format(theirs, text));
}

void
fleet_inside_gateway(const struct fleet_check *f)
{
	const struct fleet_member *other;
	struct ip_prefix own, theirs;
	const struct tunnel *t;
	char text[IP_TEXT_SIZE];

	if (f->self == NULL)
		return;
	EACH_TUNNEL (&f->check, t) {
		if (!fleet_tunnel(f, t)->has_network)
			continue;
		own = fleet_tunnel(f, t)->network;
		other = other_inside(f, f->self->vpn_gateway, own, &theirs);
		if (other != NULL)
			complain(&f->check, t, inside_at(t),
			    "inside CIDR %s %s of %s (%s) on the same gateway",
			    ip_prefix_format(own, text),
			    relation(f, own, theirs), other->name,
			    fleet_where(f, other));
	}
}

static void
complain_device(const struct fleet_check *f, const struct tunnel *t,
    struct ip_prefix own, struct ip_prefix theirs,
    const struct fleet_member *other)
{
	char text[IP_TEXT_SIZE];
	bool device = other->device == f->self->device;

	complain_as(&f->check, device ? SEVERITY_WARNING : SEVERITY_NOTE, t,
	    inside_at(t), "inside CIDR %s %s of %s (%s), %s",
	    ip_prefix_format(own, text), relation(f, own, theirs), other->name,
	    fleet_where(f, other),
	    device ? "which ends on the same device"
		   : "on the same transit gateway");
}

void
fleet_inside_device(const struct fleet_check *f)
{
	const struct fleet_member *self = f->self, *other, *on_transit;
	struct fleet_several *several;
	struct ip_prefix own, theirs;
	const struct tunnel *t;

	if (self == NULL)
		return;
	several = self->device != NULL ? self->device->several : NULL;
	if (several == NULL && self->transit_gateway == NULL)
		return;
	EACH_TUNNEL (&f->check, t) {
		if (!fleet_tunnel(f, t)->has_network)
			continue;
		own = fleet_tunnel(f, t)->network;
		on_transit =
		    other_inside(f, self->transit_gateway, own, &theirs);
		if (on_transit != NULL && self->device != NULL &&
		    on_transit->device != NULL)
			complain_device(f, t, own, theirs, on_transit);
		if (several == NULL)
			continue;
		other = other_owner(f, &several->inside, own, &theirs);
		/* On one virtual private gateway: CGW851. */
		if (other != NULL && other != on_transit &&
		    (other->vpn_gateway == NULL ||
			other->vpn_gateway != self->vpn_gateway))
			complain_device(f, t, own, theirs, other);
	}
}

void
fleet_inside_ipv6(const struct fleet_check *f)
{
	const struct fleet_member *other;
	struct ip_prefix own, theirs;
	const struct tunnel *t;
	char text[IP_TEXT_SIZE];

	if (f->self == NULL || f->self->transit_gateway == NULL)
		return;
	EACH_TUNNEL (&f->check, t) {
		if (!tunnel_inside_ipv6_cidr(t, &own))
			continue;
		other = other_owner(f,
		    &f->self->transit_gateway->aws->inside_ipv6, own, &theirs);
		if (other != NULL)
			complain(&f->check, t,
			    t->inside_ipv6_cidr.at.source != NULL
				? &t->inside_ipv6_cidr
				: &t->aws_inside_ipv6_address,
			    "inside IPv6 CIDR %s is that of %s (%s) on the "
			    "same transit gateway",
			    ip_prefix_format(own, text), other->name,
			    fleet_where(f, other));
	}
}

/* ---- outside addresses ------------------------------------------------ */

/* Where the connection says which device it ends on. */
static const struct value *
device_at(const struct fleet_check *f)
{
	const struct connection *connection = f->check.connection;
	const struct tunnel *t;

	if (connection->customer_gateway != NULL &&
	    value_known(&connection->customer_gateway->ip_address))
		return &connection->customer_gateway->ip_address;
	EACH_TUNNEL (&f->check, t)
		if (value_known(&t->customer_outside_address))
			return &t->customer_outside_address;
	return NULL;
}

static bool
have_names(const struct fleet_member *a, const struct fleet_member *b)
{
	return a->device_name != NULL && b->device_name != NULL &&
	       strcmp(a->device_name, b->device_name) != 0;
}

void
fleet_device_address(const struct fleet_check *f)
{
	const struct fleet_member *self = f->self, *other;
	bool refused;

	if (self == NULL || f->address == NULL || self->customer == NULL)
		return;
	other = f->address->first;
	if (other == NULL) {
		f->address->first = self;
		return;
	}
	/* Once for each customer gateway. */
	if (other->customer == self->customer ||
	    fleet_first(f, f->address, self->customer, 1) != NULL ||
	    have_names(self, other))
		return;
	refused = self->asn != 0 && self->asn == other->asn &&
		  !(self->exists && other->exists);
	complain_as(&f->check, refused ? SEVERITY_WARNING : SEVERITY_NOTE, NULL,
	    device_at(f),
	    refused ? "%s, the customer gateway of %s (%s), has the same "
		      "address %s and ASN: AWS makes only one of the two"
		    : "%s, the customer gateway of %s (%s), has the same "
		      "address %s",
	    other->customer->name, other->name, fleet_where(f, other),
	    f->address->name);
}

void
fleet_concentrator_address(const struct fleet_check *f)
{
	const struct fleet_member *other;

	if (f->self == NULL || f->concentrator == NULL || f->address == NULL)
		return;
	other = fleet_first(f, f->concentrator, f->address, 0);
	if (other != NULL)
		complain(&f->check, NULL, device_at(f),
		    "%s (%s) has the same address %s on %s", other->name,
		    fleet_where(f, other), f->address->name,
		    f->concentrator->name);
}

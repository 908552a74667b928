/* SPDX-License-Identifier: ISC */
/* Sites that pass on what one connection announces to others.  Floor 5. */
#include "check/fleet_rules.h"

/* AWS's ASN; 0 while it is not known. */
static uint32_t
aws_asn(const struct connection *connection)
{
	const struct gateway *gateway = connection->aws_gateway;
	size_t i;

	for (i = 0; i < connection->tunnel_count; i++)
		if (value_known(&connection->tunnels[i].aws_asn))
			return connection->tunnels[i].aws_asn.u.number;
	return gateway != NULL && value_known(&gateway->asn)
		   ? gateway->asn.u.number
		   : 0;
}

void
fleet_hub_asn(const struct fleet_check *f)
{
	const struct connection *connection = f->check.connection;
	const struct fleet_member *self = f->self, *other;
	const struct gateway *site;
	uint32_t asn;
	void **slot;

	if (self == NULL || self->device == NULL || fleet_aws_end(self) == NULL)
		return;
	site = connection->customer_gateway;
	asn = aws_asn(connection);
	if (asn == 0 || site == NULL || !is_text(&site->role, "hub"))
		return;
	slot = fleet_slot(f, self->device, NULL, asn);
	if (*slot == NULL)
		*slot = (void *)self;
	other = *slot;
	if (fleet_aws_end(other) != fleet_aws_end(self))
		complain(&f->check, NULL, NULL,
		    "ASN %u of %s is also that of %s in %s (%s): the hub "
		    "passes nothing on between the two",
		    asn, fleet_aws_end(self)->name, fleet_aws_end(other)->name,
		    other->name, fleet_where(f, other));
}

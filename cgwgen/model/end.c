/* SPDX-License-Identifier: ISC */
/* Which gateway it is.  Floor 2. */
#include "model/end.h"

bool
end_of(const char *kind, const struct value *id, const struct gateway *gateway,
    struct arena *arena, struct end *ret)
{
	if (!value_known(id) && gateway != NULL && value_known(&gateway->id))
		id = &gateway->id;
	if (value_known(id) && id->text != NULL && id->text[0] != '\0') {
		*ret = (struct end){ id->text, id->text };
		return true;
	}
	if (gateway == NULL || gateway->at.source == NULL)
		return false;
	ret->name = gateway->label != NULL ? gateway->label : kind;
	ret->key = arena_printf(arena, "%s %zu %s", ret->name,
	    gateway->at.offset, source_name(gateway->at.source));
	return true;
}

bool
end_customer(
    const struct connection *connection, struct arena *arena, struct end *ret)
{
	return end_of("customer gateway", &connection->customer_gateway_id,
	    connection->customer_gateway, arena, ret);
}

bool
end_aws(
    const struct connection *connection, struct arena *arena, struct end *ret)
{
	if (connection_has_vgw(connection))
		return end_of("virtual private gateway",
		    &connection->vpn_gateway_id, connection->aws_gateway, arena,
		    ret);
	return end_of("transit gateway", &connection->transit_gateway_id,
	    connection->aws_gateway, arena, ret);
}

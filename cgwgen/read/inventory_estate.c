/* SPDX-License-Identifier: ISC */
/* The estate of an inventory: all records of all inputs.  Floor 3. */
#include "model/estate.h"

#include "read/inventory_lists.h"

bool
inventory_add_record(struct inventory *inventory, struct estate_item *item)
{
	struct estate_item **slot;

	if (!estate_identify(item, inventory->arena))
		return false;
	slot = inventory_list_add(&inventory->records, sizeof(*slot));
	*slot = item;
	return true;
}

static void
take_gateways(const struct inventory *inventory, struct estate *estate)
{
	const struct keyed_gateway *list = inventory->gateways.items;
	size_t i;

	estate->gateways = arena_array(inventory->arena,
	    inventory->gateways.count + 1, sizeof(*estate->gateways));
	/* Others of one key were joined into the first. */
	for (i = 0; i < inventory->gateways.count; i++)
		if (inventory_gateway(inventory, list[i].gateway->kind,
			list[i].key) == list[i].gateway)
			estate->gateways[estate->gateway_count++] =
			    (struct estate_gateway){ list[i].key,
				    list[i].gateway };
}

const struct estate *
inventory_estate(struct inventory *inventory, struct diags *diags)
{
	if (inventory->estate != NULL)
		return inventory->estate;
	inventory_seal(inventory, diags);
	inventory->estate = estate_build(inventory->records.items,
	    inventory->records.count, inventory->arena, diags);
	take_gateways(inventory, inventory->estate);
	return inventory->estate;
}

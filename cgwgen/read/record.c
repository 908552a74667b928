/* SPDX-License-Identifier: ISC */
/* Nodes become records of the estate.  Floor 3. */
#include "read/record.h"

#include <string.h>

#include "read/bind.h"
#include "read/inventory.h"

struct estate_item *
record_new(const struct reading *reading, enum estate_kind kind,
    const struct node *node)
{
	return estate_new(kind, node->pos, reading->arena);
}

void
record_bind(struct reading *reading, struct estate_item *item, const char *name,
    const struct node *node)
{
	struct field field = *estate_field(item->kind, name);

	field.choices = NULL;
	bind_field(reading, &field, node, item);
}

void
record_set(const struct reading *reading, struct estate_item *item,
    const char *name, const char *text, const struct node *node)
{
	const struct field *field = estate_field(item->kind, name);
	struct value *value = field_slot(field, item);

	*value = (struct value){ .at = node != NULL ? node->pos : item->at,
		.text = text };
	if (field_parse(field, text, value))
		value->origin = reading->origin;
}

void
record_prefix(
    struct reading *reading, struct estate_item *item, const struct node *node)
{
	struct value value = { .origin = ORIGIN_NONE };

	bind_field(reading, estate_prefix_field(item->kind), node, &value);
	if (value_known(&value))
		estate_add_prefix(item, &value, reading->arena);
}

void
record_prefixes(struct reading *reading, struct estate_item *item,
    const struct node *node, const char *name)
{
	const struct node *child;

	if (node == NULL || node->kind != NODE_SEQUENCE)
		return;
	for (child = node->first; child != NULL; child = child->next)
		record_prefix(reading, item,
		    name == NULL              ? child
		    : child->kind == NODE_MAP ? node_child(child, name)
					      : NULL);
}

void
record_client_list(struct reading *reading, enum estate_kind kind,
    const char *name, const char *endpoint, const struct node *node)
{
	const struct node *child;
	struct estate_item *item;

	if (node == NULL || node->kind != NODE_SEQUENCE)
		return;
	for (child = node->first; child != NULL; child = child->next) {
		item = record_new(reading, kind, child);
		record_bind(reading, item, name, child);
		record_set(reading, item, "endpoint_id", endpoint, child);
		record_add(reading, item);
	}
}

void
record_client_zones(struct reading *reading, const char *endpoint,
    const struct node *names, const struct node *ids)
{
	const bool named = names != NULL && names->kind == NODE_SEQUENCE &&
			   names->first != NULL;

	record_client_list(reading, ESTATE_CLIENT_ASSOCIATION,
	    "availability_zone", endpoint, named ? names : ids);
}

const char *const record_targets[] = { "GatewayId", "TransitGatewayId",
	"NatGatewayId", "VpcPeeringConnectionId", "NetworkInterfaceId",
	"InstanceId", "EgressOnlyInternetGatewayId", "LocalGatewayId",
	"CarrierGatewayId", "CoreNetworkArn", "OdbNetworkArn", "VpcEndpointId",
	NULL };

void
record_target_later(const struct reading *reading, struct estate_item *item,
    const struct node *node)
{
	if (record_text(item, "target") == NULL && node != NULL &&
	    node->kind == NODE_LATER)
		record_set(reading, item, "target",
		    "what is known only after a deployment", node);
}

const char *
record_text(const struct estate_item *item, const char *name)
{
	const struct value *value =
	    field_get(estate_field(item->kind, name), item);

	return value_known(value) ? value->text : NULL;
}

bool
record_has_id(const struct estate_item *item)
{
	size_t count;

	return strcmp(estate_fields(item->kind, &count)->name, "id") == 0;
}

/* "deleted", "disassociating", "detached" and so on, of any of AWS's services.
 */
static bool
is_gone(const struct estate_item *item)
{
	static const char *const words[] = { "delet", "disassociat", "detach",
		"reject", "fail", "association-failed", "revok", "expired" };
	size_t count, i, j;
	const struct field *fields = estate_fields(item->kind, &count);
	const struct value *value;

	for (i = 0; i < count; i++) {
		if (strcmp(fields[i].name, "state") != 0 &&
		    strcmp(fields[i].name, "status") != 0)
			continue;
		value = field_get(&fields[i], item);
		for (j = 0; j < sizeof(words) / sizeof(words[0]); j++)
			if (value_known(value) && strncmp(value->text, words[j],
						      strlen(words[j])) == 0)
				return true;
	}
	return false;
}

void
record_add(struct reading *reading, struct estate_item *item)
{
	if (!is_gone(item))
		inventory_add_record(reading->inventory, item);
}

/* SPDX-License-Identifier: ISC */
/*
 * Client VPN in Terraform: what is not one argument.  Blocks as in the
 * provider for AWS, aws_ec2_client_vpn_endpoint.  Floor 3.
 */
#include <string.h>

#include "read/record.h"
#include "read/terraform_set.h"

/* The item of the list of marks LIST (may be NULL) that is as far on as NODE
 * is in its own. */
static const struct node *
beside(const struct node *list, const struct node *node)
{
	const struct node *mark, *each;

	if (list == NULL || list->kind != NODE_SEQUENCE)
		return NULL;
	mark = list->first;
	for (each = node->parent->first; each != node && mark != NULL;
	     each = each->next)
		mark = mark->next;
	return mark;
}

static const struct node *
later(struct reading *reading, struct pos at)
{
	struct node *node = node_add(reading->arena, NODE_LATER, NULL);

	node->pos = node->name_pos = at;
	return node;
}

/* One block of authentication_options; MARKS say what comes later of it. */
static void
give_authentication(struct reading *reading, const struct node *block,
    const struct node *marks, const char *key)
{
	struct estate_item *item =
	    record_new(reading, ESTATE_CLIENT_AUTHENTICATION, block);
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	const struct node *node, *mark;

	for (i = 0; i < count; i++) {
		node = node_child(block, fields[i].name);
		mark = marks != NULL && marks->kind == NODE_MAP
			   ? node_child(marks, fields[i].name)
			   : NULL;
		if (mark != NULL && mark->kind == NODE_SCALAR &&
		    strcmp(mark->text, "true") == 0)
			node = later(reading, block->pos);
		record_bind(reading, item, fields[i].name, node);
	}
	record_set(reading, item, "endpoint_id", key, block);
	record_add(reading, item);
}

static void
give_authentications(struct reading *reading,
    const struct tf_resource *resource, const char *key)
{
	const struct node *marks =
	    resource->unknown != NULL
		? node_child(resource->unknown, "authentication_options")
		: NULL;
	const struct node *list =
	    resource->values != NULL
		? node_child(resource->values, "authentication_options")
		: NULL;
	const struct node *block;
	struct estate_item *item;

	if (list != NULL && list->kind == NODE_SEQUENCE) {
		for (block = list->first; block != NULL; block = block->next)
			if (block->kind == NODE_MAP)
				give_authentication(
				    reading, block, beside(marks, block), key);
	} else if (marks != NULL || resource->values == NULL) {
		/* There is one, and nobody knows which. */
		item = record_new(
		    reading, ESTATE_CLIENT_AUTHENTICATION, resource->node);
		item->key = key;
		record_set(reading, item, "endpoint_id", key, resource->node);
		record_bind(
		    reading, item, "type", later(reading, resource->node->pos));
		record_add(reading, item);
	}
}

void
tf_give_client(struct reading *reading, const struct tf_resource *resource,
    struct estate_item *item, const char *key)
{
	const char *subnet =
	    item->kind == ESTATE_CLIENT_ASSOCIATION ? "subnet_id"
	    : item->kind == ESTATE_CLIENT_ROUTE     ? "target_vpc_subnet_id"
						    : NULL;

	if (subnet != NULL && record_text(item, subnet) == NULL)
		item->key = key;
	if (item->kind != ESTATE_CLIENT_ENDPOINT)
		return;
	record_client_list(reading, ESTATE_CLIENT_DNS, "address", key,
	    tf_attribute(resource, "dns_servers", reading->arena));
	record_client_list(reading, ESTATE_CLIENT_GROUP, "security_group_id",
	    key, tf_attribute(resource, "security_group_ids", reading->arena));
	record_client_zones(reading, key,
	    tf_attribute(resource,
		"transit_gateway_configuration/availability_zones",
		reading->arena),
	    tf_attribute(resource,
		"transit_gateway_configuration/availability_zone_ids",
		reading->arena));
	give_authentications(reading, resource, key);
}

/* SPDX-License-Identifier: ISC */
/*
 * What decides where packets go, in Terraform, as records of the estate.
 * Arguments as in the provider for AWS (hashicorp/terraform-provider-aws,
 * website/docs/r).  Floor 3.
 */
#include <string.h>

#include "read/inventory.h"
#include "read/record.h"
#include "read/terraform_set.h"

#define LIMIT_PREFIXES 2

/* A type of resource that is one record. */
struct type {
	const char *type;
	enum estate_kind kind;
	/* Arguments that are members under another name, and a member that
	 * the type alone says. */
	const char *arguments[3][2]; /* member, argument */
	const char *said[2];         /* member, text */
	/* Arguments that are a network, or a list of them. */
	const char *prefixes[LIMIT_PREFIXES];
	const char *list; /* a list of blocks, each with a cidr */
};

static const struct type types[] = {
	{ "aws_vpc", ESTATE_VPC, { { NULL, NULL } }, { NULL, NULL },
	    { "cidr_block", "ipv6_cidr_block" }, NULL },
	{ "aws_vpc_ipv4_cidr_block_association", ESTATE_VPC,
	    { { "id", "vpc_id" } }, { NULL, NULL }, { "cidr_block" }, NULL },
	{ "aws_vpc_ipv6_cidr_block_association", ESTATE_VPC,
	    { { "id", "vpc_id" } }, { NULL, NULL }, { "ipv6_cidr_block" },
	    NULL },
	{ "aws_subnet", ESTATE_SUBNET, { { NULL, NULL } }, { NULL, NULL },
	    { "cidr_block", "ipv6_cidr_block" }, NULL },
	{ "aws_main_route_table_association", ESTATE_VPC_TABLE,
	    { { "id", "route_table_id" } }, { "main", "true" }, { NULL },
	    NULL },
	{ "aws_route_table_association", ESTATE_VPC_ASSOCIATION,
	    { { NULL, NULL } }, { NULL, NULL }, { NULL }, NULL },
	{ "aws_vpn_gateway_route_propagation", ESTATE_VPC_PROPAGATION,
	    { { NULL, NULL } }, { NULL, NULL }, { NULL }, NULL },
	{ "aws_vpn_gateway_attachment", ESTATE_VPN_GATEWAY,
	    { { "id", "vpn_gateway_id" } }, { NULL, NULL }, { NULL }, NULL },
	{ "aws_ec2_transit_gateway_vpc_attachment", ESTATE_ATTACHMENT,
	    { { "resource_id", "vpc_id" } }, { "resource_type", "vpc" },
	    { NULL }, NULL },
	{ "aws_ec2_transit_gateway_peering_attachment", ESTATE_ATTACHMENT,
	    { { "resource_id", "peer_transit_gateway_id" } },
	    { "resource_type", "peering" }, { NULL }, NULL },
	{ "aws_ec2_transit_gateway_connect", ESTATE_ATTACHMENT,
	    { { NULL, NULL } }, { "resource_type", "connect" }, { NULL },
	    NULL },
	{ "aws_vpc_peering_connection", ESTATE_PEERING, { { NULL, NULL } },
	    { NULL, NULL }, { NULL }, NULL },
	{ "aws_vpc_peering_connection_accepter", ESTATE_PEERING,
	    { { "id", "vpc_peering_connection_id" }, { "vpc_id", "" },
		{ "peer_vpc_id", "" } },
	    { NULL, NULL }, { NULL }, NULL },
	{ "aws_ec2_transit_gateway_route_table", ESTATE_TRANSIT_TABLE,
	    { { NULL, NULL } }, { NULL, NULL }, { NULL }, NULL },
	{ "aws_ec2_transit_gateway_route_table_association",
	    ESTATE_TRANSIT_ASSOCIATION, { { NULL, NULL } }, { NULL, NULL },
	    { NULL }, NULL },
	{ "aws_ec2_transit_gateway_route_table_propagation",
	    ESTATE_TRANSIT_PROPAGATION, { { NULL, NULL } }, { NULL, NULL },
	    { NULL }, NULL },
	{ "aws_ec2_transit_gateway_route", ESTATE_TRANSIT_ROUTE,
	    { { NULL, NULL } }, { "origin", "static" }, { NULL }, NULL },
	{ "aws_ec2_transit_gateway_prefix_list_reference", ESTATE_TRANSIT_ROUTE,
	    { { NULL, NULL } }, { "origin", "static" }, { NULL }, NULL },
	{ "aws_dx_gateway", ESTATE_DX_GATEWAY, { { NULL, NULL } },
	    { NULL, NULL }, { NULL }, NULL },
	{ "aws_dx_gateway_association", ESTATE_DX_ASSOCIATION,
	    { { NULL, NULL } }, { NULL, NULL }, { "allowed_prefixes" }, NULL },
	{ "aws_dx_private_virtual_interface", ESTATE_INTERFACE,
	    { { NULL, NULL } }, { "type", "private" }, { NULL }, NULL },
	{ "aws_dx_transit_virtual_interface", ESTATE_INTERFACE,
	    { { NULL, NULL } }, { "type", "transit" }, { NULL }, NULL },
	{ "aws_ec2_managed_prefix_list", ESTATE_PREFIX_LIST, { { NULL, NULL } },
	    { NULL, NULL }, { NULL }, "entry" },
	{ "aws_ec2_managed_prefix_list_entry", ESTATE_PREFIX_LIST,
	    { { "id", "prefix_list_id" } }, { NULL, NULL }, { "cidr" }, NULL },
	{ "aws_ec2_client_vpn_endpoint", ESTATE_CLIENT_ENDPOINT,
	    { { NULL, NULL } }, { NULL, NULL }, { NULL }, NULL },
	{ "aws_ec2_client_vpn_network_association", ESTATE_CLIENT_ASSOCIATION,
	    { { NULL, NULL } }, { NULL, NULL }, { NULL }, NULL },
	{ "aws_ec2_client_vpn_route", ESTATE_CLIENT_ROUTE, { { NULL, NULL } },
	    { NULL, NULL }, { NULL }, NULL },
	{ "aws_ec2_client_vpn_authorization_rule", ESTATE_CLIENT_RULE,
	    { { NULL, NULL } }, { NULL, NULL }, { NULL }, NULL },
};

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* ---- members ---------------------------------------------------------- */

/* What records know the resource by. */
static const char *
key_of(struct reading *reading, const struct tf_resource *resource)
{
	const char *id = tf_text(resource, "id");

	return id != NULL
		   ? id
		   : arena_printf(reading->arena, "%s@%s", resource->address,
			 source_name(resource->set->document->source));
}

/* What the argument NAME refers to, by its id or key; or NULL. */
static const char *
reference(struct reading *reading, const struct tf_resource *resource,
    const char *name)
{
	static const enum tf_kind kinds[] = { TF_RECORD, TF_VPN, TF_TRANSIT,
		TF_TABLE, TF_CONNECTION };
	const char *text = tf_text(resource, name);
	const struct tf_resource *found;
	size_t i;

	for (i = 0; text == NULL && i < COUNT(kinds); i++) {
		found = tf_refer(resource, name, kinds[i], reading->arena);
		if (found != NULL)
			return key_of(reading, found);
	}
	return text;
}

static bool
is_reference(const char *name)
{
	size_t length = strlen(name);

	return length > 3 && strcmp(name + length - 3, "_id") == 0;
}

/* Binds the member NAME from ARGUMENT. */
static void
bind(struct reading *reading, const struct tf_resource *resource,
    struct estate_item *item, const char *name, const char *argument)
{
	const struct node *node;
	const char *text;

	if (!is_reference(argument)) {
		record_bind(reading, item, name,
		    tf_attribute(resource, argument, reading->arena));
		return;
	}
	text = reference(reading, resource, argument);
	if (text != NULL) {
		record_set(reading, item, name, text, resource->node);
		return;
	}
	/* The rules on Client VPN ask whether nobody said it. */
	node = tf_attribute(resource, argument, reading->arena);
	if (item->kind >= ESTATE_CLIENT_ENDPOINT && node != NULL &&
	    node->kind == NODE_LATER)
		record_bind(reading, item, name, node);
}

static const char *
argument_of(const struct type *type, const struct field *field)
{
	size_t i;

	for (i = 0; i < COUNT(type->arguments); i++)
		if (type->arguments[i][0] != NULL &&
		    strcmp(type->arguments[i][0], field->name) == 0)
			return type->arguments[i][1];
	return field_terraform(field);
}

static void
bind_rows(struct reading *reading, const struct tf_resource *resource,
    struct estate_item *item, const struct type *type)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	const char *argument;

	for (i = 0; i < count; i++) {
		argument = type != NULL ? argument_of(type, &fields[i])
					: field_terraform(&fields[i]);
		if (argument[0] != '\0')
			bind(reading, resource, item, fields[i].name, argument);
	}
}

static struct estate_item *
new_item(struct reading *reading, const struct tf_resource *resource,
    enum estate_kind kind)
{
	struct estate_item *item = record_new(reading, kind, resource->node);

	item->label = resource->address;
	return item;
}

/* ---- resources -------------------------------------------------------- */

static void
add_prefixes(struct reading *reading, const struct tf_resource *resource,
    struct estate_item *item, const struct type *type)
{
	const struct node *node;
	size_t i;

	for (i = 0; i < LIMIT_PREFIXES && type->prefixes[i] != NULL; i++) {
		node =
		    tf_attribute(resource, type->prefixes[i], reading->arena);
		if (node != NULL && node->kind == NODE_SEQUENCE)
			record_prefixes(reading, item, node, NULL);
		else
			record_prefix(reading, item, node);
	}
	if (type->list != NULL)
		record_prefixes(reading, item,
		    tf_attribute(resource, type->list, reading->arena), "cidr");
}

/* A route says in a flag whether it drops packets. */
static void
bind_blackhole(struct reading *reading, const struct tf_resource *resource,
    struct estate_item *item)
{
	const struct node *blackhole =
	    tf_attribute(resource, "blackhole", reading->arena);

	record_set(reading, item, "state",
	    blackhole != NULL && blackhole->kind == NODE_SCALAR &&
		    strcmp(blackhole->text, "true") == 0
		? "blackhole"
		: "active",
	    resource->node);
}

/* Both ends of a peering have its id. */
static void
give_other_end(struct reading *reading, const struct tf_resource *resource,
    const struct estate_item *item)
{
	struct estate_item *end = new_item(reading, resource, item->kind);
	const char *own;

	record_set(reading, end, "resource_type", "peering", resource->node);
	bind(reading, resource, end, "transit_gateway_id",
	    "peer_transit_gateway_id");
	bind(reading, resource, end, "resource_id", "transit_gateway_id");
	own = record_text(end, "transit_gateway_id");
	if (own == NULL)
		return;
	if (record_text(item, "id") != NULL)
		record_set(reading, end, "id", record_text(item, "id"),
		    resource->node);
	else
		end->key = arena_printf(
		    reading->arena, "%s at %s", key_of(reading, resource), own);
	record_add(reading, end);
}

static bool
renames_id(const struct type *type)
{
	return type->arguments[0][0] != NULL &&
	       strcmp(type->arguments[0][0], "id") == 0;
}

static const struct type *
type_of(const struct tf_resource *resource)
{
	const char *local = resource->local;
	size_t length, i;

	if (strncmp(local, "data.", 5) == 0)
		local += 5;
	length = strcspn(local, ".");
	for (i = 0; i < COUNT(types); i++)
		if (strlen(types[i].type) == length &&
		    strncmp(types[i].type, local, length) == 0)
			return &types[i];
	return NULL;
}

bool
tf_is_record(const char *type)
{
	size_t i;

	for (i = 0; i < COUNT(types); i++)
		if (strcmp(types[i].type, type) == 0)
			return true;
	return false;
}

void
tf_give_record(struct reading *reading, struct tf_resource *resource)
{
	const struct type *type = type_of(resource);
	struct estate_item *item;

	if (type == NULL)
		return;
	reading->origin = ORIGIN_TERRAFORM;
	item = new_item(reading, resource, type->kind);
	bind_rows(reading, resource, item, type);
	if (type->said[0] != NULL)
		record_set(reading, item, type->said[0], type->said[1],
		    resource->node);
	if (type->kind == ESTATE_TRANSIT_ROUTE)
		bind_blackhole(reading, resource, item);
	add_prefixes(reading, resource, item, type);
	/* What Terraform makes itself is known by its address until then. */
	if (!renames_id(type) && record_has_id(item) &&
	    record_text(item, "id") == NULL)
		item->key = key_of(reading, resource);
	if (type->said[1] != NULL && strcmp(type->said[1], "peering") == 0)
		give_other_end(reading, resource, item);
	if (type->kind >= ESTATE_CLIENT_ENDPOINT)
		tf_give_client(
		    reading, resource, item, key_of(reading, resource));
	record_add(reading, item);
}

void
tf_give_aws_gateway(struct reading *reading, struct tf_resource *resource)
{
	struct estate_item *item;

	reading->origin = ORIGIN_TERRAFORM;
	item = new_item(reading, resource,
	    resource->kind == TF_VPN ? ESTATE_VPN_GATEWAY
				     : ESTATE_TRANSIT_GATEWAY);
	item->key = resource->gateway_key;
	bind_rows(reading, resource, item, NULL);
	record_add(reading, item);
}

void
tf_give_attachment(struct reading *reading, struct tf_resource *resource)
{
	struct estate_item *item;
	const char *id = tf_text(resource, "transit_gateway_attachment_id");

	if (id == NULL)
		return;
	reading->origin = ORIGIN_TERRAFORM;
	item = new_item(reading, resource, ESTATE_ATTACHMENT);
	record_set(reading, item, "id", id, resource->node);
	bind(reading, resource, item, "transit_gateway_id",
	    "transit_gateway_id");
	record_set(reading, item, "resource_type", "vpn", resource->node);
	record_set(reading, item, "resource_id", key_of(reading, resource),
	    resource->node);
	record_add(reading, item);
}

/* ---- route tables of VPCs --------------------------------------------- */

static const char *const targets[] = { "gateway_id", "transit_gateway_id",
	"nat_gateway_id", "vpc_peering_connection_id", "network_interface_id",
	"instance_id", "egress_only_gateway_id", "local_gateway_id",
	"carrier_gateway_id", "core_network_arn", "vpc_endpoint_id" };

/* A route in a block of its table. */
static void
give_block(struct reading *reading, const char *table, const struct node *node)
{
	struct estate_item *item;
	size_t i;

	if (node->kind != NODE_MAP)
		return;
	item = record_new(reading, ESTATE_VPC_ROUTE, node);
	record_set(reading, item, "route_table_id", table, node);
	record_set(reading, item, "origin", "static", node);
	record_bind(
	    reading, item, "destination", node_child(node, "cidr_block"));
	record_bind(
	    reading, item, "destination", node_child(node, "ipv6_cidr_block"));
	record_bind(reading, item, "prefix_list_id",
	    node_child(node, "destination_prefix_list_id"));
	for (i = 0; i < COUNT(targets) && record_text(item, "target") == NULL;
	     i++)
		record_bind(
		    reading, item, "target", node_child(node, targets[i]));
	record_add(reading, item);
}

void
tf_give_vpc_table(struct reading *reading, struct tf_resource *resource)
{
	const char *key = key_of(reading, resource);
	struct estate_item *item;
	const struct node *list, *node;

	reading->origin = ORIGIN_TERRAFORM;
	item = new_item(reading, resource, ESTATE_VPC_TABLE);
	item->key = key;
	bind_rows(reading, resource, item, NULL);
	if (strncmp(resource->local, "aws_default_", 12) == 0)
		record_set(reading, item, "main", "true", resource->node);
	record_add(reading, item);
	list = tf_attribute(resource, "route", reading->arena);
	for (node = list != NULL && list->kind == NODE_SEQUENCE ? list->first
								: NULL;
	     node != NULL; node = node->next)
		give_block(reading, key, node);
	list = tf_attribute(resource, "propagating_vgws", reading->arena);
	for (node = list != NULL && list->kind == NODE_SEQUENCE ? list->first
								: NULL;
	     node != NULL; node = node->next) {
		item = record_new(reading, ESTATE_VPC_PROPAGATION, node);
		record_set(reading, item, "route_table_id", key, node);
		record_bind(reading, item, "gateway_id", node);
		record_add(reading, item);
	}
}

void
tf_give_vpc_route(struct reading *reading, struct tf_resource *resource)
{
	struct estate_item *item;
	size_t i;

	reading->origin = ORIGIN_TERRAFORM;
	item = new_item(reading, resource, ESTATE_VPC_ROUTE);
	bind_rows(reading, resource, item, NULL);
	record_bind(reading, item, "destination",
	    tf_attribute(resource, "destination_cidr_block", reading->arena));
	record_bind(reading, item, "destination",
	    tf_attribute(
		resource, "destination_ipv6_cidr_block", reading->arena));
	for (i = 0; i < COUNT(targets) && record_text(item, "target") == NULL;
	     i++) {
		bind(reading, resource, item, "target", targets[i]);
		record_target_later(reading, item,
		    tf_attribute(resource, targets[i], reading->arena));
	}
	record_set(reading, item, "origin", "static", resource->node);
	record_add(reading, item);
}

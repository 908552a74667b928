/* SPDX-License-Identifier: ISC */
/*
 * Attributes of a resource as values.  The provider writes "", 0, null or an
 * empty list for what is not set (internal/service/ec2/vpnsite_connection.go
 * of terraform-provider-aws: what it reads from AWS as absent it sets to the
 * type's zero, and a zero it never sends).  Floor 3.
 */
#include <string.h>

#include "read/bind.h"
#include "read/inventory.h"
#include "read/terraform_set.h"

/* What the provider works out where nobody gives it; of tunnels without
 * "tunnel1_".  A plan that says nothing of these knows them later. */
static const char *const computed[] = { "address", "amazon_side_asn", "bgp_asn",
	"bgp_holdtime", "cgw_inside_address", "customer_gateway_configuration",
	"customer_gateway_id", "enable_acceleration", "id", "inside_cidr",
	"inside_ipv6_cidr", "local_ipv4_network_cidr",
	"local_ipv6_network_cidr", "outside_ip_address_type", "preshared_key",
	"remote_ipv4_network_cidr", "remote_ipv6_network_cidr",
	"static_routes_only", "tunnel_inside_ip_version",
	"vgw_inside_address" };

static bool
is_computed(const char *name)
{
	size_t i;

	if (strncmp(name, "tunnel1_", 8) == 0 ||
	    strncmp(name, "tunnel2_", 8) == 0)
		name += 8;
	for (i = 0; i < sizeof(computed) / sizeof(computed[0]); i++)
		if (strcmp(computed[i], name) == 0)
			return true;
	return false;
}

static bool
is_word(const struct node *node, const char *word)
{
	return node->kind == NODE_SCALAR && node->plain &&
	       strcmp(node->text, word) == 0;
}

static const struct node *
child_called(const struct node *map, const char *name, size_t length)
{
	const struct node *child;

	for (child = map->first; child != NULL; child = child->next)
		if (strncmp(child->name, name, length) == 0 &&
		    child->name[length] == '\0')
			return child;
	return NULL;
}

/* The node at PATH below NODE; a list on the way stands for its first item.
 * Stops at a scalar, which is where a mark says true of all below it. */
static const struct node *
walk(const struct node *node, const char *path)
{
	size_t length;

	while (node != NULL && *path != '\0') {
		if (node->kind == NODE_SEQUENCE)
			node = node->first;
		if (node == NULL || node->kind != NODE_MAP)
			return node;
		length = strcspn(path, "/");
		node = child_called(node, path, length);
		path += length + (path[length] == '/');
	}
	return node;
}

/* Whether the marks at and below NODE say that something comes later. */
static bool
is_marked(const struct node *node)
{
	const struct node *child;

	if (is_word(node, "true"))
		return true;
	for (child = node->first; child != NULL; child = child->next)
		if (is_marked(child))
			return true;
	return false;
}

static const struct node *
later(struct arena *arena, struct pos pos)
{
	struct node *node = node_add(arena, NODE_LATER, NULL);

	node->pos = node->name_pos = pos;
	return node;
}

const struct node *
tf_attribute(
    const struct tf_resource *resource, const char *name, struct arena *arena)
{
	const struct node *mark = walk(resource->unknown, name);
	const struct node *node;

	if (mark != NULL && is_marked(mark))
		return later(arena, mark->pos);
	node = walk(resource->values, name);
	if (node == NULL && resource->planned && resource->unknown == NULL &&
	    is_computed(name))
		return later(arena, resource->node->pos);
	return node;
}

const char *
tf_text(const struct tf_resource *resource, const char *name)
{
	const struct node *mark = walk(resource->unknown, name);
	const struct node *node = walk(resource->values, name);

	if ((mark != NULL && is_marked(mark)) || node == NULL ||
	    node->kind != NODE_SCALAR || node->plain || node->text[0] == '\0')
		return NULL;
	return node->text;
}

/* Whether NODE stands where a block or a map should and is none. */
static bool
is_misshapen(const struct tf_resource *resource, const char *name,
    const struct node *node)
{
	const struct node *block;
	const char *slash = strchr(name, '/');
	size_t length = strcspn(name, "/");

	if (slash == NULL || node->kind == NODE_LATER ||
	    is_word(node, "null") || resource->values == NULL)
		return false;
	block = child_called(resource->values, name, length);
	for (; block != NULL && slash != NULL; slash = strchr(slash + 1, '/')) {
		if (block->kind == NODE_SEQUENCE)
			block = block->first;
		if (block == NULL || block->kind != NODE_MAP)
			return true;
		length = strcspn(slash + 1, "/");
		block = child_called(block, slash + 1, length);
	}
	return false;
}

/* No number that AWS knows here is 0, but for a fuzz, whose 0 the provider
 * neither sends nor tells from absent.  A device's ASN in quotes is what
 * somebody wrote. */
static bool
is_unset(const struct tf_resource *resource, const struct field *field,
    const struct node *node)
{
	return field->type == FIELD_NUMBER && node->kind == NODE_SCALAR &&
	       strcmp(node->text, "0") == 0 &&
	       (resource->kind != TF_CUSTOMER || node->plain);
}

struct tf_visit
tf_visit(struct reading *reading, const struct tf_resource *resource)
{
	struct tf_visit visit = { *reading, resource, NULL };

	visit.reading.origin = ORIGIN_TERRAFORM;
	visit.reading.subject = diag_quote(reading->diags, resource->address);
	return visit;
}

void
tf_odd(struct tf_visit *visit, const char *name, const struct node *node)
{
	/* A block is asked for each of its attributes. */
	if (visit->odd != node)
		bind_complain(&visit->reading, RULE_TERRAFORM_SHAPE, node,
		    "%.*s is not what Terraform writes",
		    (int)strcspn(name, "/"), name);
	visit->odd = node;
}

void
tf_bind(struct tf_visit *visit, const struct field *field, const char *name,
    void *owner)
{
	const struct tf_resource *resource = visit->resource;
	const struct node *node =
	    tf_attribute(resource, name, visit->reading.arena);

	if (node == NULL || is_unset(resource, field, node))
		return;
	if (is_misshapen(resource, name, node))
		tf_odd(visit, name, node);
	else
		bind_field(&visit->reading, field, node, owner);
}

/* ---- gateways --------------------------------------------------------- */

struct gateway *
tf_gateway(struct reading *reading, const struct tf_resource *resource)
{
	struct gateway *gateway = ARENA_NEW(reading->arena, struct gateway);
	struct tf_visit visit = tf_visit(reading, resource);
	const struct field *fields;
	size_t count, i;

	gateway->kind = GATEWAY_CUSTOMER +
			(enum gateway_kind)(resource->kind - TF_CUSTOMER);
	gateway->at = resource->node->pos;
	gateway->label = resource->address;
	fields = gateway_fields(gateway->kind, &count);
	for (i = 0; i < count; i++) {
		if (field_terraform(&fields[i])[0] == '\0')
			continue;
		tf_bind(
		    &visit, &fields[i], field_terraform(&fields[i]), gateway);
		if (strcmp(field_terraform(&fields[i]), "bgp_asn") != 0)
			continue;
		gateway->asn_is_short = value_known(&gateway->asn);
		/* ASNs above 2147483647 stand apart. */
		if (!value_known(&gateway->asn) && gateway->asn.text == NULL)
			tf_bind(
			    &visit, &fields[i], "bgp_asn_extended", gateway);
	}
	return gateway;
}

/* ---- routes ----------------------------------------------------------- */

bool
tf_route(struct reading *reading, const struct node *destination,
    const struct node *state, struct route *ret)
{
	static const struct field fields[] = {
		{ .name = "destination_cidr_block",
		    .type = FIELD_PREFIX,
		    .offset = offsetof(struct route, destination) },
		{ .name = "state", .offset = offsetof(struct route, state) },
	};

	*ret = (struct route){ 0 };
	bind_field(reading, &fields[0], destination, ret);
	bind_field(reading, &fields[1], state, ret);
	if (!value_known(&ret->destination))
		return false;
	return !value_known(&ret->state) ||
	       strncmp(ret->state.text, "delet", 5) != 0;
}

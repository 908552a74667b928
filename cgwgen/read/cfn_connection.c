/* SPDX-License-Identifier: ISC */
/*
 * A VPNConnection and its tunnels as a connection.  Ids, outside addresses
 * and what else AWS chooses are known only after the deployment.  Floor 3.
 */
#include "read/cfn_connection.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "read/bind.h"
#include "read/cfn_value.h"
#include "read/inventory.h"

/* AWS makes two tunnels, whatever is specified. */
#define TUNNELS 2
#define LIMIT_TUNNELS 64
/* So many unknown properties of a template are told. */
#define LIMIT_UNKNOWN 20
#define SPECIFICATIONS "VpnTunnelOptionsSpecifications"

/* ---- properties ------------------------------------------------------- */

/* Whether the condition NAME, which was asked for already, holds. */
static bool
is_met(const struct cfn_template *template, const char *name)
{
	size_t index = cfn_find(template, CFN_CONDITIONS, name);

	return index != SIZE_MAX && template->truths[index] == CFN_TRUE;
}

struct node *
cfn_properties(struct reading *reading, struct cfn_template *template,
    const struct node *resource)
{
	struct cfn_run run = { .template = template, .reading = reading };
	const struct node *properties = node_child(resource, "Properties");
	const struct node *condition = node_child(resource, "Condition");
	struct node *value;

	run.perhaps = condition != NULL && condition->kind == NODE_SCALAR &&
		      !is_met(template, condition->text);
	value = properties != NULL ? cfn_value(&run, properties) : NULL;
	if (value != NULL &&
	    (value->kind == NODE_MAP || value->kind == NODE_LATER))
		return value;
	if (properties != NULL)
		bind_complain(reading, RULE_VALUE_MALFORMED, properties,
		    "Properties is not a mapping");
	value = node_add(reading->arena, NODE_MAP, NULL);
	value->pos = resource->pos;
	return value;
}

/* The path of the property below a resource's properties, or NULL. */
static const char *
property_path(const struct field *field)
{
	/* What AWS gives and a template does not say. */
	static const char *const given[] = { "id", "state", "outside_address",
		"core_network_arn", "core_network_attachment_arn",
		"pre_shared_key_arn" };
	const char *path = field_api(field);
	size_t i;

	if (path == NULL)
		return NULL;
	for (i = 0; i < sizeof(given) / sizeof(given[0]); i++)
		if (strcmp(field->name, given[i]) == 0)
			return NULL;
	return strncmp(path, "Options/", 8) == 0 ? path + 8 : path;
}

/* CloudFormation takes "True" for a flag, too. */
static void
bind(struct reading *reading, const struct field *field,
    const struct node *node, void *owner)
{
	struct node flag;

	if (node != NULL && node->kind == NODE_SCALAR &&
	    field->type == FIELD_FLAG) {
		flag = *node;
		if (strcasecmp(node->text, "true") == 0)
			flag.text = "true";
		else if (strcasecmp(node->text, "false") == 0)
			flag.text = "false";
		bind_field(reading, field, &flag, owner);
		return;
	}
	bind_field(reading, field, node, owner);
}

void
cfn_later_value(struct value *value, struct pos at)
{
	if (!value_missing(value) || value->text != NULL)
		return;
	value->origin = ORIGIN_LATER;
	value->at = at;
}

static bool
may_have_more(const struct node *values)
{
	return values->kind == NODE_LATER ||
	       node_child(values, CFN_MORE) != NULL;
}

void
cfn_bind(struct reading *reading, const struct field *fields, size_t count,
    const struct node *values, void *owner)
{
	const bool more = may_have_more(values);
	const char *path;
	size_t i;

	for (i = 0; i < count; i++) {
		path = property_path(&fields[i]);
		if (path != NULL)
			bind(reading, &fields[i], bind_path(values, path),
			    owner);
		else if (strcmp(fields[i].name, "name") == 0)
			bind(reading, &fields[i],
			    bind_tag(bind_path(values, "Tags"), "Name"), owner);
		if (path != NULL && more)
			cfn_later_value(
			    field_slot(&fields[i], owner), values->pos);
	}
}

void
cfn_bind_as(struct reading *reading, const struct field *fields, size_t count,
    const char *property, const struct node *node, void *owner)
{
	const char *path;
	size_t i;

	for (i = 0; i < count; i++) {
		path = property_path(&fields[i]);
		if (path != NULL && strcmp(path, property) == 0)
			bind(reading, &fields[i], node, owner);
	}
}

/* ---- properties that are not there, or not known ---------------------- */

/* Whether NAME is the first part of a field's path. */
static bool
is_property(const struct field *fields, size_t count, const char *name,
    const char **names, size_t *used)
{
	const char *path;
	size_t i, length;

	*used = 0;
	for (i = 0; i < count; i++) {
		if ((path = property_path(&fields[i])) == NULL)
			continue;
		length = strcspn(path, "/");
		if (strncmp(path, name, length) == 0 && name[length] == '\0')
			return true;
		if (path[length] == '\0')
			names[(*used)++] = path;
	}
	return false;
}

/* The rest of the line, which may be a key under a misspelt name. */
static void
hide_behind(struct source *source, const struct node *node)
{
	size_t start = node->name_pos.offset + strlen(node->name);
	const char *text = source_text(source), *end;

	end = memchr(text + start, '\n', source_length(source) - start);
	source_secret(source, start,
	    end != NULL ? (size_t)(end - text) : source_length(source));
}

static void
refuse_name(struct reading *reading, struct cfn_template *template,
    const struct node *node, const char *nearest)
{
	struct node at = *node;

	hide_behind(template->document->source, node);
	at.pos = node->name_pos;
	bind_complain(reading, RULE_ELEMENT_UNKNOWN, &at,
	    "unknown property '%s'%s%s%s",
	    diag_quote(reading->diags, node->name),
	    nearest != NULL ? "; did you mean " : "",
	    nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
}

/* CloudFormation refuses a property that it does not know, and tells capital
 * letters from small ones. */
static void
check_names(struct reading *reading, struct cfn_template *template,
    const struct field *fields, size_t count, const struct node *values,
    const char *const *others)
{
	const struct node *child;
	const char *names[128];
	size_t used, i;

	if (values->kind != NODE_MAP)
		return;
	for (child = values->first; child != NULL; child = child->next) {
		for (i = 0; others[i] != NULL; i++)
			if (strcmp(others[i], child->name) == 0)
				break;
		if (others[i] != NULL ||
		    is_property(fields, count, child->name, names, &used))
			continue;
		/* More of them are no mistakes in spelling. */
		if (template->unknown++ == LIMIT_UNKNOWN)
			source_never_quote(template->document->source);
		if (template->unknown > LIMIT_UNKNOWN)
			return;
		refuse_name(reading, template, child,
		    diag_nearest(child->name, names, used));
	}
}

static void
check_required(struct reading *reading, const struct node *values,
    struct pos at, const char *name)
{
	struct node place = { .pos = at };

	if (!may_have_more(values) && node_child(values, name) == NULL)
		bind_complain(reading, RULE_ELEMENT_MISSING, &place,
		    "%s is missing", name);
}

/* ---- the ends --------------------------------------------------------- */

const char *
cfn_gateway_key(
    const struct cfn_template *template, const char *name, struct arena *arena)
{
	return arena_printf(
	    arena, "%s@%s", name, source_name(template->document->source));
}

bool
cfn_check_type(struct reading *reading, const struct cfn_template *template,
    const struct node *id, const char *type)
{
	const struct node *resource =
	    cfn_member(template, CFN_RESOURCES, id->text);
	const char *found = cfn_resource_type(resource);

	if (strcmp(found, type) == 0)
		return true;
	bind_complain(reading, RULE_CFN_REFERENCE, id, "'%s' is %s%s, not %s",
	    diag_quote(reading->diags, id->text),
	    found[0] != '\0' ? "an " : "without a type",
	    diag_quote(reading->diags, found), type);
	return false;
}

static const struct gateway *
find_end(struct reading *reading, const struct cfn_template *template,
    const struct node *values, enum gateway_kind kind)
{
	static const struct {
		const char *property, *type;
	} rows[GATEWAY_KINDS] = {
		[GATEWAY_CUSTOMER] = { "CustomerGatewayId",
		    "AWS::EC2::CustomerGateway" },
		[GATEWAY_VPN] = { "VpnGatewayId", "AWS::EC2::VPNGateway" },
		[GATEWAY_TRANSIT] = { "TransitGatewayId",
		    "AWS::EC2::TransitGateway" },
	};
	const struct node *id = bind_path(values, rows[kind].property);

	if (id == NULL || id->text == NULL)
		return NULL;
	if (id->kind == NODE_SCALAR)
		return inventory_gateway(reading->inventory, kind, id->text);
	if (id->kind != NODE_LATER ||
	    !cfn_check_type(reading, template, id, rows[kind].type))
		return NULL;
	return inventory_gateway(reading->inventory, kind,
	    cfn_gateway_key(template, id->text, reading->arena));
}

/* A tunnel's value that follows from END of a gateway: later where there is
 * no gateway, unreadable where the gateway's is. */
static void
expect_end(struct value *value, const struct value *end, struct pos at)
{
	if (end == NULL)
		cfn_later_value(value, at);
	else if (value_missing(end) && end->text != NULL)
		*value = *end;
}

static void
expect_ends(struct connection *connection, struct tunnel *tunnel)
{
	const struct gateway *customer = connection->customer_gateway;
	const struct gateway *aws = connection->aws_gateway;

	expect_end(&tunnel->customer_outside_address,
	    customer != NULL ? &customer->ip_address : NULL, tunnel->at);
	if (connection_is_static(connection))
		return;
	expect_end(&tunnel->customer_asn,
	    customer != NULL ? &customer->asn : NULL, tunnel->at);
	expect_end(
	    &tunnel->aws_asn, aws != NULL ? &aws->asn : NULL, tunnel->at);
}

/* ---- tunnels ---------------------------------------------------------- */

/* What AWS chooses where the template does not. */
static void
expect_inside(struct connection *connection, struct tunnel *t)
{
	struct value *const ipv4[] = { &t->inside_address, &t->inside_netmask,
		&t->inside_prefix_length, &t->aws_inside_address,
		&t->aws_inside_netmask, &t->aws_inside_prefix_length };
	size_t i;

	cfn_later_value(&t->inside_cidr, t->at);
	if (t->inside_cidr.origin == ORIGIN_LATER)
		for (i = 0; i < sizeof(ipv4) / sizeof(ipv4[0]); i++)
			cfn_later_value(ipv4[i], t->inside_cidr.at);
	if (connection->tunnel_inside_ip_version.origin != ORIGIN_LATER &&
	    !connection_is_ipv6(connection))
		return;
	cfn_later_value(&t->inside_ipv6_cidr, t->at);
	if (t->inside_ipv6_cidr.origin != ORIGIN_LATER)
		return;
	cfn_later_value(&t->inside_ipv6_address, t->at);
	cfn_later_value(&t->aws_inside_ipv6_address, t->at);
}

/* SPECIFICATION is what the template says of the tunnel, or NULL. */
static void
read_tunnel(struct reading *reading, struct cfn_template *template,
    struct connection *connection, const struct node *specification,
    struct tunnel *tunnel)
{
	static const char *const others[] = { CFN_MORE, NULL };
	size_t count;
	const struct field *fields = tunnel_fields(&count);

	tunnel->at = connection->at;
	if (specification != NULL)
		tunnel->at = specification->pos;
	if (specification != NULL && specification->kind != NODE_MAP &&
	    specification->kind != NODE_LATER) {
		bind_complain(reading, RULE_VALUE_MALFORMED, specification,
		    "an item of " SPECIFICATIONS " is not a mapping");
		specification = NULL;
	}
	if (specification != NULL) {
		check_names(
		    reading, template, fields, count, specification, others);
		cfn_bind(reading, fields, count, specification, tunnel);
	}
	cfn_later_value(&tunnel->outside_address, tunnel->at);
	cfn_later_value(&tunnel->pre_shared_key, tunnel->at);
	expect_inside(connection, tunnel);
	expect_ends(connection, tunnel);
}

static void
read_tunnels(struct reading *reading, struct cfn_template *template,
    struct connection *connection, const struct node *values)
{
	const struct node *list = bind_path(values, SPECIFICATIONS);
	const struct node *item = NULL, *every = NULL;
	size_t i;

	connection->tunnel_count = TUNNELS;
	if (list == NULL && may_have_more(values))
		list = node_child(values, CFN_MORE);
	if (list != NULL && list->kind == NODE_LATER) {
		every = list;
	} else if (list != NULL && list->kind == NODE_SEQUENCE) {
		item = list->first;
		/* More than two are a rule's to refuse. */
		if (node_count(list) > TUNNELS)
			connection->tunnel_count = node_count(list);
	} else if (list != NULL) {
		bind_complain(reading, RULE_VALUE_MALFORMED, list,
		    SPECIFICATIONS " is not a list");
	}
	if (connection->tunnel_count > LIMIT_TUNNELS)
		connection->tunnel_count = LIMIT_TUNNELS;
	connection->tunnels = arena_array(
	    reading->arena, connection->tunnel_count, sizeof(struct tunnel));
	for (i = 0; i < connection->tunnel_count; i++) {
		read_tunnel(reading, template, connection,
		    every != NULL ? every : item, &connection->tunnels[i]);
		if (item != NULL)
			item = item->next;
	}
}

/* ---- the connection --------------------------------------------------- */

static void
take_routes(struct reading *reading, const struct cfn_connection *host,
    struct connection *connection)
{
	const struct cfn_route *item;

	connection->routes = arena_array(
	    reading->arena, host->route_count + 1, sizeof(struct route));
	for (item = host->routes; item != NULL; item = item->next)
		connection->routes[connection->route_count++] = item->route;
}

bool
cfn_read_connection(
    struct reading *reading, const struct part *part, struct connection *ret)
{
	static const char *const others[] = { CFN_MORE, "Tags", SPECIFICATIONS,
		NULL };
	const struct cfn_connection *host = part->host;
	struct reading named = *reading;
	const struct node *values;
	size_t count;
	const struct field *fields = connection_fields(&count);

	named.subject = diag_quote(reading->diags, part->node->name);
	named.origin = ORIGIN_CLOUDFORMATION;
	values = cfn_properties(&named, host->template, part->node);
	ret->at = part->node->name_pos;
	ret->label = part->node->name;
	ret->has_options = true;
	check_names(&named, host->template, fields, count, values, others);
	check_required(&named, values, ret->at, "Type");
	check_required(&named, values, ret->at, "CustomerGatewayId");
	cfn_bind(&named, fields, count, values, ret);
	cfn_later_value(&ret->id, ret->at);
	ret->customer_gateway =
	    find_end(&named, host->template, values, GATEWAY_CUSTOMER);
	ret->aws_gateway =
	    find_end(&named, host->template, values, GATEWAY_VPN);
	if (ret->aws_gateway == NULL)
		ret->aws_gateway =
		    find_end(&named, host->template, values, GATEWAY_TRANSIT);
	read_tunnels(&named, host->template, ret, values);
	take_routes(&named, host, ret);
	return true;
}

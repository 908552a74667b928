/* SPDX-License-Identifier: ISC */
/*
 * The resources of CloudFormation templates that make up VPN connections
 * (CloudFormation Template Reference, AWS::EC2::VPNConnection and its
 * neighbours).  Gateways, routes and the networks around connections are
 * worked out at once, a connection when its turn comes.  Floor 3.
 */
#include "read/cloudformation.h"

#include <stdint.h>
#include <string.h>

#include "read/bind.h"
#include "read/cfn_client.h"
#include "read/cfn_connection.h"
#include "read/cfn_estate.h"
#include "read/cfn_value.h"
#include "read/inventory.h"
#include "read/tallies.h"

#define VPN_CONNECTION "AWS::EC2::VPNConnection"

const char *const cloudformation_words[] = { "AWS::EC2::VPNConnection",
	"AWS::EC2::CustomerGateway", "AWS::EC2::VPNGateway",
	"AWS::EC2::TransitGateway", "AWS::EC2::VPC", "AWS::EC2::RouteTable",
	"AWS::EC2::Route", "AWS::EC2::Subnet", "AWS::EC2::PrefixList",
	"AWS::EC2::ClientVpn", "AWS::DirectConnect::", NULL };

bool
cloudformation_matches(const struct document *document)
{
	const struct node *resources, *resource;

	if (document->root->kind != NODE_MAP)
		return false;
	if (node_child(document->root, "AWSTemplateFormatVersion") != NULL)
		return true;
	resources = node_child(document->root, "Resources");
	if (resources == NULL || resources->kind != NODE_MAP)
		return false;
	for (resource = resources->first; resource != NULL;
	     resource = resource->next)
		if (strncmp(cfn_resource_type(resource), "AWS::", 5) == 0)
			return true;
	return false;
}

/* What is taken from one template. */
struct taking {
	struct reading reading;
	struct cfn_template *template;
	struct cfn_connection **connections; /* beside the resources */
};

static struct node *
properties(struct taking *t, const struct node *resource)
{
	t->reading.subject = diag_quote(t->reading.diags, resource->name);
	return cfn_properties(&t->reading, t->template, resource);
}

/* ---- gateways --------------------------------------------------------- */

static void
take_gateway(
    struct taking *t, const struct node *resource, enum gateway_kind kind)
{
	struct gateway *gateway = ARENA_NEW(t->reading.arena, struct gateway);
	const struct node *values = properties(t, resource);
	size_t count;
	const struct field *fields = gateway_fields(kind, &count);

	gateway->kind = kind;
	gateway->at = resource->name_pos;
	gateway->label = resource->name;
	cfn_bind(&t->reading, fields, count, values, gateway);
	gateway->asn_is_short =
	    kind == GATEWAY_CUSTOMER && value_known(&gateway->asn);
	/* The other property for numbers that need 32 bits. */
	if (kind == GATEWAY_CUSTOMER && value_missing(&gateway->asn))
		cfn_bind_as(&t->reading, fields, count, "BgpAsn",
		    bind_path(values, "BgpAsnExtended"), gateway);
	cfn_later_value(&gateway->id, gateway->at);
	cfn_later_value(&gateway->asn, gateway->at);
	cfn_later_value(&gateway->ip_address, gateway->at);
	inventory_add_gateway(t->reading.inventory, gateway,
	    cfn_gateway_key(t->template, resource->name, t->reading.arena));
	if (kind != GATEWAY_CUSTOMER)
		cfn_take_estate(&t->reading, t->template, resource, values);
}

static void
take_customer_gateway(struct taking *t, const struct node *resource)
{
	take_gateway(t, resource, GATEWAY_CUSTOMER);
}

static void
take_vpn_gateway(struct taking *t, const struct node *resource)
{
	take_gateway(t, resource, GATEWAY_VPN);
}

static void
take_transit_gateway(struct taking *t, const struct node *resource)
{
	take_gateway(t, resource, GATEWAY_TRANSIT);
}

/* ---- connections and routes ------------------------------------------- */

static void
take_connection(struct taking *t, const struct node *resource)
{
	struct cfn_connection *connection =
	    ARENA_NEW(t->reading.arena, struct cfn_connection);
	struct part part = { .document = t->template->document,
		.node = resource,
		.read = cfn_read_connection,
		.host = connection };

	connection->template = t->template;
	connection->end = &connection->routes;
	t->connections[cfn_find(t->template, CFN_RESOURCES, resource->name)] =
	    connection;
	inventory_add_part(t->reading.inventory, &part);
}

/* The route of a connection in this template. */
static void
add_route(struct taking *t, const struct node *id, const struct route *route)
{
	size_t index = cfn_find(t->template, CFN_RESOURCES, id->text);
	struct cfn_connection *connection = t->connections[index];
	struct cfn_route *item;

	/* A connection that its condition leaves out was told already. */
	if (connection == NULL) {
		cfn_check_type(&t->reading, t->template, id, VPN_CONNECTION);
		return;
	}
	item = ARENA_NEW(t->reading.arena, struct cfn_route);
	item->route = *route;
	*connection->end = item;
	connection->end = &item->next;
	connection->route_count++;
}

static void
take_route(struct taking *t, const struct node *resource)
{
	static const struct field destination = { .name = "destination",
		.offset = offsetof(struct route, destination),
		.type = FIELD_PREFIX };
	const struct node *values = properties(t, resource);
	const struct node *id = bind_path(values, "VpnConnectionId");
	struct route route = { .state = { .origin = ORIGIN_NONE } };

	bind_field(&t->reading, &destination,
	    bind_path(values, "DestinationCidrBlock"), &route);
	if (id == NULL)
		bind_complain(&t->reading, RULE_ELEMENT_MISSING, values,
		    "VpnConnectionId is missing");
	else if (id->kind == NODE_LATER && id->text != NULL)
		add_route(t, id, &route);
	else if (id->kind == NODE_SCALAR)
		inventory_add_route(t->reading.inventory, id->text, &route);
}

/* ---- route tables ----------------------------------------------------- */

/* The tally of the table whose id is the node ID; NULL when that cannot be
 * told. */
static struct tally *
table_of(struct taking *t, const struct node *id)
{
	bool known = id != NULL && id->kind == NODE_SCALAR;
	const struct node *table = NULL;
	struct tally *tally;

	if (id == NULL || id->text == NULL || id->text[0] == '\0' ||
	    (!known && id->kind != NODE_LATER))
		return NULL;
	if (!known)
		table = cfn_member(t->template, CFN_RESOURCES, id->text);
	tally = inventory_tally(t->reading.inventory, TALLY_ROUTE_TABLE,
	    cfn_gateway_key(t->template, id->text, t->reading.arena));
	if (tally->name == NULL) {
		tally->name = id->text;
		tally->at = table != NULL ? table->name_pos : id->pos;
	}
	return tally;
}

static void
take_table_route(struct taking *t, const struct node *resource)
{
	const struct node *values = properties(t, resource);
	struct tally *tally = table_of(t, bind_path(values, "RouteTableId"));

	cfn_take_estate(&t->reading, t->template, resource, values);
	if (tally == NULL)
		return;
	tally_route(
	    tally, TALLY_ADDED, bind_path(values, "DestinationCidrBlock"));
	tally_route(
	    tally, TALLY_ADDED, bind_path(values, "DestinationIpv6CidrBlock"));
}

/* ---- Client VPN ------------------------------------------------------- */

static void
take_client(
    struct taking *t, const struct node *resource, enum estate_kind kind)
{
	const struct node *values = properties(t, resource);

	cfn_take_client(&t->reading, t->template, resource, values, kind);
}

static void
take_client_endpoint(struct taking *t, const struct node *resource)
{
	take_client(t, resource, ESTATE_CLIENT_ENDPOINT);
}

static void
take_client_association(struct taking *t, const struct node *resource)
{
	take_client(t, resource, ESTATE_CLIENT_ASSOCIATION);
}

static void
take_client_route(struct taking *t, const struct node *resource)
{
	take_client(t, resource, ESTATE_CLIENT_ROUTE);
}

static void
take_client_rule(struct taking *t, const struct node *resource)
{
	take_client(t, resource, ESTATE_CLIENT_RULE);
}

/* ---- the template ----------------------------------------------------- */

/* Routes come last: they look for their connections. */
static const struct {
	const char *type;
	void (*take)(struct taking *t, const struct node *resource);
	bool late;
} types[] = {
	{ VPN_CONNECTION, take_connection, false },
	{ "AWS::EC2::CustomerGateway", take_customer_gateway, false },
	{ "AWS::EC2::VPNGateway", take_vpn_gateway, false },
	{ "AWS::EC2::TransitGateway", take_transit_gateway, false },
	{ "AWS::EC2::VPNConnectionRoute", take_route, true },
	{ "AWS::EC2::Route", take_table_route, true },
	{ "AWS::EC2::ClientVpnEndpoint", take_client_endpoint, false },
	{ "AWS::EC2::ClientVpnTargetNetworkAssociation",
	    take_client_association, false },
	{ "AWS::EC2::ClientVpnRoute", take_client_route, false },
	{ "AWS::EC2::ClientVpnAuthorizationRule", take_client_rule, false },
};

#define TYPES (sizeof(types) / sizeof(types[0]))

static bool
is_left_out(struct taking *t, const struct node *resource)
{
	struct cfn_run run = { .template = t->template,
		.reading = &t->reading };
	const struct node *condition = node_child(resource, "Condition");

	t->reading.subject = diag_quote(t->reading.diags, resource->name);
	return condition != NULL && condition->kind == NODE_SCALAR &&
	       cfn_condition(&run, condition->text, condition) == CFN_FALSE;
}

static void
take_all(struct taking *t, const struct node *resources, bool late)
{
	const struct node *resource;
	const char *type;
	size_t i;

	for (resource = resources->first; resource != NULL;
	     resource = resource->next) {
		type = cfn_resource_type(resource);
		for (i = 0; i < TYPES; i++)
			if (strcmp(types[i].type, type) == 0)
				break;
		if (i < TYPES ? types[i].late != late
			      : !late || !cfn_estate_has(type))
			continue;
		if (is_left_out(t, resource))
			continue;
		if (i < TYPES)
			types[i].take(t, resource);
		else
			cfn_take_estate(&t->reading, t->template, resource,
			    properties(t, resource));
	}
}

void
cloudformation_collect(struct reading *reading, const struct document *document)
{
	const struct node *resources = node_child(document->root, "Resources");
	struct taking t = { .reading = *reading };

	t.reading.origin = ORIGIN_CLOUDFORMATION;
	t.reading.arena = document->arena;
	t.template = cfn_template_new(&t.reading, document);
	if (resources == NULL || resources->kind != NODE_MAP)
		return;
	t.connections = arena_array(document->arena,
	    t.template->sections[CFN_RESOURCES].count + 1,
	    sizeof(struct cfn_connection *));
	take_all(&t, resources, false);
	take_all(&t, resources, true);
}

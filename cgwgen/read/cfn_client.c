/* SPDX-License-Identifier: ISC */
/*
 * Client VPN in CloudFormation.  Properties as in the CloudFormation
 * Template Reference, AWS::EC2::ClientVpnEndpoint,
 * ClientVpnTargetNetworkAssociation, ClientVpnRoute and
 * ClientVpnAuthorizationRule.  Floor 3.
 */
#include "read/cfn_client.h"

#include <string.h>

#include "read/bind.h"
#include "read/cfn_connection.h"
#include "read/record.h"

/* Properties that have another name than in AWS's answers. */
static const struct {
	const char *name; /* of the member */
	const char *property;
} properties[] = {
	{ "endpoint_id", "ClientVpnEndpointId" },
	{ "root_certificate_chain_arn",
	    "MutualAuthentication/ClientRootCertificateChainArn" },
	{ "subnet_id", "SubnetId" },
	{ "destination_cidr_block", "DestinationCidrBlock" },
	{ "target_vpc_subnet_id", "TargetVpcSubnetId" },
	{ "target_network_cidr", "TargetNetworkCidr" },
	{ "access_group_id", "AccessGroupId" },
	{ "authorize_all_groups", "AuthorizeAllGroups" },
};

/* Members that may be another resource of the template. */
static const char *const references[] = { "endpoint_id", "subnet_id",
	"target_vpc_subnet_id", "vpc_id", "transit_gateway_id" };

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

static const char *
property_of(const struct field *field)
{
	size_t i;

	for (i = 0; i < COUNT(properties); i++)
		if (strcmp(properties[i].name, field->name) == 0)
			return properties[i].property;
	return field_api(field);
}

static bool
is_reference(const struct field *field, const struct node *node)
{
	size_t i;

	if (node == NULL || node->kind != NODE_LATER || node->text == NULL)
		return false;
	for (i = 0; i < COUNT(references); i++)
		if (strcmp(references[i], field->name) == 0)
			return true;
	return false;
}

static void
bind_rows(struct reading *reading, const struct cfn_template *template,
    const struct node *values, struct estate_item *item)
{
	size_t count, i;
	const struct field *fields = estate_fields(item->kind, &count);
	const struct node *node;
	const char *property;

	for (i = 0; i < count; i++) {
		property = property_of(&fields[i]);
		/* The id is what AWS gives. */
		if (property == NULL || strcmp(fields[i].name, "id") == 0)
			continue;
		node = bind_path(values, property);
		if (is_reference(&fields[i], node))
			record_set(reading, item, fields[i].name,
			    cfn_gateway_key(
				template, node->text, reading->arena),
			    node);
		else
			record_bind(reading, item, fields[i].name, node);
	}
}

static void
take_parts(struct reading *reading, const struct cfn_template *template,
    const struct node *values, const char *key)
{
	const struct node *list = bind_path(values, "AuthenticationOptions");
	const struct node *child;
	struct estate_item *item;

	record_client_list(reading, ESTATE_CLIENT_DNS, "address", key,
	    bind_path(values, "DnsServers"));
	record_client_list(reading, ESTATE_CLIENT_GROUP, "security_group_id",
	    key, bind_path(values, "SecurityGroupIds"));
	record_client_zones(reading, key,
	    bind_path(values, "TransitGatewayConfiguration/AvailabilityZones"),
	    bind_path(
		values, "TransitGatewayConfiguration/AvailabilityZoneIds"));
	if (list != NULL && list->kind == NODE_LATER) {
		/* There is one, and nobody knows which. */
		item = record_new(reading, ESTATE_CLIENT_AUTHENTICATION, list);
		item->key = key;
		record_set(reading, item, "endpoint_id", key, list);
		record_bind(reading, item, "type", list);
		record_add(reading, item);
	}
	if (list == NULL || list->kind != NODE_SEQUENCE)
		return;
	for (child = list->first; child != NULL; child = child->next) {
		if (child->kind != NODE_MAP)
			continue;
		item = record_new(reading, ESTATE_CLIENT_AUTHENTICATION, child);
		bind_rows(reading, template, child, item);
		record_set(reading, item, "endpoint_id", key, child);
		record_add(reading, item);
	}
}

void
cfn_take_client(struct reading *reading, const struct cfn_template *template,
    const struct node *resource, const struct node *values,
    enum estate_kind kind)
{
	struct estate_item *item;
	const char *key;

	if (values == NULL || values->kind != NODE_MAP)
		return;
	key = cfn_gateway_key(template, resource->name, reading->arena);
	item = record_new(reading, kind, resource);
	item->at = resource->name_pos;
	item->label = resource->name;
	bind_rows(reading, template, values, item);
	/* What is known later is one for each resource. */
	item->key = key;
	if (kind == ESTATE_CLIENT_ENDPOINT) {
		record_bind(reading, item, "name",
		    bind_tag(
			bind_path(values, "TagSpecifications/Tags"), "Name"));
		take_parts(reading, template, values, key);
	}
	record_add(reading, item);
}

/* SPDX-License-Identifier: ISC */
/* Ref, Fn::GetAtt and Fn::FindInMap.  Floor 3. */
#include <stdint.h>
#include <string.h>

#include "read/cfn_function.h"
#include "read/inventory.h"

/* ---- parameters ------------------------------------------------------- */

/* The items between the commas of TEXT, without blanks around them. */
static struct node *
split_list(struct cfn_run *run, const struct node *value)
{
	struct node *list = cfn_new(run, NODE_SEQUENCE, value);
	const char *text = value->text;
	size_t length, start, end;

	while (!run->spent) {
		length = strcspn(text, ",");
		start = strspn(text, " \t\r\n");
		if (start > length)
			start = length;
		for (end = length;
		     end > start && strchr(" \t\r\n", text[end - 1]) != NULL;)
			end--;
		cfn_attach(
		    list, cfn_text(run, text + start, end - start, value));
		if (text[length] == '\0')
			break;
		text += length + 1;
	}
	return list;
}

static struct node *
value_of_parameter(struct cfn_run *run, const struct node *node, size_t index)
{
	const struct cfn_parameter *parameter =
	    &run->template->parameters[index];

	if (parameter->value == NULL)
		return cfn_later(run, node);
	/* Findings quote what is no key; this must not be. */
	if (parameter->no_echo && !run->keys && !run->judging)
		return cfn_later(run, node);
	if (parameter->list)
		return split_list(run, parameter->value);
	return cfn_scalar(run, parameter->value);
}

/* ---- pseudo parameters ------------------------------------------------ */

static struct node *
pseudo(struct cfn_run *run, const struct node *node, const char *name)
{
	const struct cfn_given *given;
	const char *nearest;
	size_t i = 0;

	if (strcmp(name, "AWS::NoValue") == 0)
		return NULL;
	while (i < CFN_PSEUDOS && strcmp(cfn_pseudos[i], name) != 0)
		i++;
	if (i == CFN_PSEUDOS) {
		nearest = diag_nearest(name, cfn_pseudos, CFN_PSEUDOS);
		return cfn_refuse(run, RULE_CFN_REFERENCE, node,
		    "there is no pseudo parameter%s%s%s%s",
		    cfn_quote(run, name),
		    nearest != NULL ? "; did you mean " : "",
		    nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
	}
	given = cfn_givens_find(
	    inventory_parameters(run->reading->inventory), cfn_pseudos[i]);
	return given != NULL ? cfn_scalar(run, given->value)
			     : cfn_later(run, node);
}

/* ---- resources -------------------------------------------------------- */

/* Attributes that are the resource's id, as Ref is for the types at hand, but
 * for Direct Connect's interfaces.  Those of one type are of others what these
 * are part of: the VpcId of a subnet. */
static bool
is_id(const char *type, const char *attribute)
{
	static const struct {
		const char *type; /* behind "AWS::", or NULL */
		const char *attribute;
	} rows[] = {
		{ NULL, "CustomerGatewayId" },
		{ NULL, "VPNGatewayId" },
		{ NULL, "VpnConnectionId" },
		{ NULL, "Id" },
		{ "EC2::VPC", "VpcId" },
		{ "EC2::Subnet", "SubnetId" },
		{ "EC2::RouteTable", "RouteTableId" },
		{ "EC2::InternetGateway", "InternetGatewayId" },
		{ "EC2::NatGateway", "NatGatewayId" },
		{ "EC2::PrefixList", "PrefixListId" },
		{ "EC2::TransitGatewayRouteTable",
		    "TransitGatewayRouteTableId" },
		{ "EC2::TransitGatewayConnect", "TransitGatewayAttachmentId" },
		{ "EC2::TransitGatewayPeeringAttachment",
		    "TransitGatewayAttachmentId" },
		{ "DirectConnect::DirectConnectGateway",
		    "DirectConnectGatewayId" },
		{ "DirectConnect::PrivateVirtualInterface",
		    "VirtualInterfaceId" },
		{ "DirectConnect::TransitVirtualInterface",
		    "VirtualInterfaceId" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].attribute, attribute) == 0 &&
		    (rows[i].type == NULL ||
			(strncmp(type, "AWS::", 5) == 0 &&
			    strcmp(rows[i].type, type + 5) == 0)))
			return true;
	return false;
}

static struct node *
value_of_resource(struct cfn_run *run, const struct node *node,
    const struct node *resource, const char *attribute)
{
	const struct node *condition = resource->kind == NODE_MAP
					   ? node_child(resource, "Condition")
					   : NULL;
	struct node *value;

	if (condition != NULL && condition->kind == NODE_SCALAR &&
	    cfn_condition(run, condition->text, condition) == CFN_FALSE &&
	    !run->perhaps)
		return cfn_refuse(run, RULE_CFN_REFERENCE, node,
		    "resource%s is left out by its condition '%s'",
		    cfn_quote(run, resource->name),
		    diag_quote(run->reading->diags, condition->text));
	value = cfn_later(run, node);
	if (attribute == NULL || is_id(cfn_resource_type(resource), attribute))
		value->text = resource->name;
	return value;
}

static struct node *
refuse_name(struct cfn_run *run, const struct node *node,
    enum cfn_section section, const char *what, const char *name)
{
	const char *nearest;

	/* A macro may add it. */
	if (run->template->open)
		return cfn_later(run, node);
	nearest = run->keys ? NULL : cfn_nearest(run->template, section, name);
	return cfn_refuse(run, RULE_CFN_REFERENCE, node,
	    "the template has no %s%s%s%s%s", what, cfn_quote(run, name),
	    nearest != NULL ? "; did you mean " : "",
	    nearest != NULL ? diag_quote(run->reading->diags, nearest) : "",
	    nearest != NULL ? "?" : "");
}

static struct node *
refer(struct cfn_run *run, const struct node *node, const char *name)
{
	const struct node *resource;
	size_t index;

	if (strncmp(name, "AWS::", 5) == 0)
		return pseudo(run, node, name);
	index = cfn_find(run->template, CFN_PARAMETERS, name);
	if (index != SIZE_MAX)
		return value_of_parameter(run, node, index);
	resource = cfn_member(run->template, CFN_RESOURCES, name);
	if (resource != NULL)
		return value_of_resource(run, node, resource, NULL);
	return refuse_name(
	    run, node, CFN_PARAMETERS, "parameter or resource", name);
}

/* "RESOURCE.ATTRIBUTE" */
static struct node *
attribute_of(struct cfn_run *run, const struct node *node, const char *name,
    const char *attribute)
{
	const struct node *resource =
	    cfn_member(run->template, CFN_RESOURCES, name);

	if (resource == NULL)
		return refuse_name(run, node, CFN_RESOURCES, "resource", name);
	return value_of_resource(run, node, resource, attribute);
}

struct node *
cfn_variable(struct cfn_run *run, const struct node *node, const char *name,
    size_t length)
{
	char *copy = arena_copy(run->reading->arena, name, length);
	char *dot = strchr(copy, '.');

	if (dot == NULL)
		return refer(run, node, copy);
	*dot = '\0';
	return attribute_of(run, node, copy, dot + 1);
}

struct node *
cfn_ref(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	struct node *unknown;
	const char *name;

	if (argument->kind == NODE_SCALAR)
		return refer(run, node, argument->text);
	name = cfn_text_argument(run, argument, "the name in Ref", &unknown);
	return name != NULL ? refer(run, node, name) : unknown;
}

struct node *
cfn_getatt(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	struct node *unknown;
	const char *name, *attribute;

	if (argument->kind == NODE_SCALAR &&
	    strchr(argument->text, '.') != NULL)
		return cfn_variable(
		    run, node, argument->text, strlen(argument->text));
	if (argument->kind != NODE_SEQUENCE || node_count(argument) != 2)
		return cfn_refuse(run, RULE_CFN_FUNCTION, node,
		    "Fn::GetAtt takes RESOURCE.ATTRIBUTE or a list of both");
	name = cfn_text_argument(
	    run, argument->first, "the resource in Fn::GetAtt", &unknown);
	if (name == NULL)
		return unknown;
	attribute = cfn_text_argument(
	    run, argument->last, "the attribute in Fn::GetAtt", &unknown);
	if (attribute == NULL)
		return unknown;
	return attribute_of(run, node, name, attribute);
}

/* ---- mappings --------------------------------------------------------- */

/* {DefaultValue: VALUE}, the fourth argument. */
static struct node *
default_value(struct cfn_run *run, const struct node *argument)
{
	const struct node *value = argument->kind == NODE_MAP
				       ? node_child(argument, "DefaultValue")
				       : NULL;

	if (value == NULL)
		return cfn_refuse(run, RULE_CFN_FUNCTION, argument,
		    "the fourth value of Fn::FindInMap is {DefaultValue: "
		    "VALUE}");
	return cfn_value(run, value);
}

static struct node *
refuse_key(struct cfn_run *run, const struct node *at, const char *name,
    const char *key)
{
	return cfn_refuse(run, RULE_CFN_FUNCTION, at,
	    "mapping%s has no key%s here", cfn_quote(run, name),
	    cfn_quote(run, key));
}

struct node *
cfn_find_in_map(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	static const char *const what[] = { "the mapping in Fn::FindInMap",
		"the first key in Fn::FindInMap",
		"the second key in Fn::FindInMap" };
	const struct node *item = argument->first, *map;
	const char *texts[3];
	struct node *unknown;
	size_t i;

	for (i = 0; i < 3; i++, item = item->next) {
		texts[i] = cfn_text_argument(run, item, what[i], &unknown);
		if (texts[i] == NULL)
			return unknown;
	}
	map = cfn_member(run->template, CFN_MAPPINGS, texts[0]);
	for (i = 1; i < 3 && map != NULL; i++) {
		cfn_work(run, node_count(map));
		map = map->kind == NODE_MAP ? node_child(map, texts[i]) : NULL;
		if (map == NULL && item == NULL && !run->template->open)
			return refuse_key(run, node, texts[0], texts[i]);
	}
	if (map != NULL)
		return cfn_copy(run, map);
	if (item != NULL)
		return default_value(run, item);
	return refuse_name(run, node, CFN_MAPPINGS, "mapping", texts[0]);
}

/* SPDX-License-Identifier: ISC */
/* The table of functions and how one is called.  Floor 3. */
#include "read/cfn_function.h"

#include <string.h>

#include "doc/yaml_tag.h"

/* Known to a deployment alone. */
static struct node *
value_later(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	(void)argument;
	return cfn_later(run, node);
}

struct node *
cfn_transform(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	const char *name = node_text(argument, "Name");

	return cfn_refuse(run, RULE_CFN_TRANSFORM, node,
	    "the macro%s is not expanded here; what it would make is not seen",
	    name != NULL ? cfn_quote(run, name) : "");
}

static struct node *
value_misplaced(
    struct cfn_run *run, const struct node *node, const struct node *argument)
{
	(void)argument;
	return cfn_refuse(run, RULE_CFN_FUNCTION, node,
	    "this function stands in the section Conditions only");
}

static const struct cfn_function functions[] = {
	{ "Ref", 0, 0, cfn_ref },
	{ "Fn::GetAtt", 0, 0, cfn_getatt },
	{ "Fn::Sub", 0, 0, cfn_sub },
	{ "Fn::Join", 2, 2, cfn_join },
	{ "Fn::Split", 2, 2, cfn_split },
	{ "Fn::Select", 2, 2, cfn_select },
	{ "Fn::FindInMap", 3, 4, cfn_find_in_map },
	{ "Fn::If", 3, 3, cfn_if },
	{ "Fn::Base64", 0, 0, cfn_base64 },
	{ "Fn::Cidr", 2, 3, cfn_cidr },
	{ "Fn::Length", 0, 0, cfn_length },
	{ "Fn::GetAZs", 0, 0, value_later },
	{ "Fn::ImportValue", 0, 0, value_later },
	{ "Fn::GetStackOutput", 0, 0, value_later },
	{ "Fn::ToJsonString", 0, 0, value_later },
	{ "Fn::Transform", 0, 0, cfn_transform },
	{ "Fn::Equals", 0, 0, value_misplaced },
	{ "Fn::And", 0, 0, value_misplaced },
	{ "Fn::Or", 0, 0, value_misplaced },
	{ "Fn::Not", 0, 0, value_misplaced },
	{ "Condition", 0, 0, value_misplaced },
};

#define FUNCTIONS (sizeof(functions) / sizeof(functions[0]))

/* The name without "Fn::". */
static const char *
short_name(const char *name)
{
	return strncmp(name, "Fn::", 4) == 0 ? name + 4 : name;
}

bool
cfn_call(const struct node *node, const char **ret_name,
    const struct node **ret_argument)
{
	const struct node *first = node->first;
	const char *tag;

	if (node->kind != NODE_MAP || first == NULL || first->next != NULL)
		return false;
	*ret_argument = first;
	tag = yaml_tag(node);
	if (tag != NULL) {
		*ret_name = tag + 1;
		return true;
	}
	*ret_name = short_name(first->name);
	if (*ret_name == first->name)
		return strcmp(first->name, "Ref") == 0;
	/* Neither has a name with "Fn::". */
	if (strcmp(*ret_name, "Ref") == 0 ||
	    strcmp(*ret_name, "Condition") == 0)
		*ret_name = first->name;
	return true;
}

static struct node *
refuse_function(struct cfn_run *run, const struct node *node, const char *name)
{
	const char *names[FUNCTIONS], *nearest;
	size_t i;

	for (i = 0; i < FUNCTIONS; i++)
		names[i] = short_name(functions[i].name);
	nearest = diag_nearest(name, names, FUNCTIONS);
	return cfn_refuse(run, RULE_CFN_FUNCTION, node,
	    "there is no function '%s'%s%s%s",
	    diag_quote(run->reading->diags, name),
	    nearest != NULL ? "; did you mean " : "",
	    nearest != NULL ? nearest : "", nearest != NULL ? "?" : "");
}

static struct node *
refuse_count(struct cfn_run *run, const struct node *node,
    const struct cfn_function *function)
{
	if (function->least == function->most)
		return cfn_refuse(run, RULE_CFN_FUNCTION, node,
		    "%s takes a list of %u values", function->name,
		    function->least);
	return cfn_refuse(run, RULE_CFN_FUNCTION, node,
	    "%s takes a list of %u or %u values", function->name,
	    function->least, function->most);
}

struct node *
cfn_call_value(struct cfn_run *run, const struct node *node, const char *name,
    const struct node *argument)
{
	const struct cfn_function *function = functions;
	size_t count;

	while (function < functions + FUNCTIONS &&
	       strcmp(short_name(function->name), name) != 0)
		function++;
	if (function == functions + FUNCTIONS)
		return refuse_function(run, node, name);
	if (function->least != 0) {
		count =
		    argument->kind == NODE_SEQUENCE ? node_count(argument) : 0;
		if (count < function->least || count > function->most)
			return refuse_count(run, node, function);
	}
	return function->value(run, node, argument);
}

/* SPDX-License-Identifier: ISC */
/* The sections of a CloudFormation template.  Floor 3. */
#include "read/cfn_template.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "read/bind.h"
#include "read/inventory.h"

/* So many names are looked at for a "did you mean", so often. */
#define LIMIT_NAMES 1000
#define LIMIT_SUGGESTIONS 20

/* ---- names ------------------------------------------------------------ */

static int
compare(const void *left, const void *right)
{
	const struct node *a = *(const struct node *const *)left;
	const struct node *b = *(const struct node *const *)right;

	return strcmp(a->name, b->name);
}

static void
index_section(
    struct cfn_template *template, enum cfn_section section, const char *name)
{
	const struct node *map = node_child(template->document->root, name);
	const struct node *child;
	const struct node **members;
	size_t count = 0;

	if (map == NULL || map->kind != NODE_MAP)
		return;
	members = arena_array(template->document->arena, node_count(map) + 1,
	    sizeof(struct node *));
	for (child = map->first; child != NULL; child = child->next)
		members[count++] = child;
	if (count > 1)
		qsort(members, count, sizeof(*members), compare);
	template->sections[section].members = members;
	template->sections[section].count = count;
}

size_t
cfn_find(const struct cfn_template *template, enum cfn_section section,
    const char *name)
{
	const struct node **members = template->sections[section].members;
	size_t low = 0, high = template->sections[section].count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(members[middle]->name, name);
		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SIZE_MAX;
}

const struct node *
cfn_member(const struct cfn_template *template, enum cfn_section section,
    const char *name)
{
	size_t at = cfn_find(template, section, name);

	return at == SIZE_MAX ? NULL : template->sections[section].members[at];
}

const char *
cfn_resource_type(const struct node *resource)
{
	const struct node *type =
	    resource->kind == NODE_MAP ? node_child(resource, "Type") : NULL;

	return type != NULL && type->kind == NODE_SCALAR ? type->text : "";
}

const char *
cfn_nearest(
    struct cfn_template *template, enum cfn_section section, const char *name)
{
	const char *names[LIMIT_NAMES];
	size_t count = 0, i;

	if (template->suggestions++ >= LIMIT_SUGGESTIONS)
		return NULL;
	for (;;) {
		for (i = 0; i < template->sections[section].count &&
			    count < LIMIT_NAMES;
		     i++)
			names[count++] =
			    template->sections[section].members[i]->name;
		if (section != CFN_PARAMETERS)
			break;
		section = CFN_RESOURCES;
	}
	return diag_nearest(name, names, count);
}

/* ---- parameters ------------------------------------------------------- */

static bool
is_true(const struct node *node)
{
	return node != NULL && node->kind == NODE_SCALAR &&
	       strcasecmp(node->text, "true") == 0;
}

/* A list type splits its value; what Systems Manager holds is not known here,
 * only its name there. */
static void
read_type(struct cfn_parameter *parameter, const char *type)
{
	parameter->list = strcmp(type, "CommaDelimitedList") == 0 ||
			  strncmp(type, "List<", 5) == 0;
	if (strncmp(type, "AWS::SSM::Parameter::Value<", 27) == 0)
		parameter->value = NULL;
}

static void
check_allowed(struct reading *reading, const struct cfn_parameter *parameter,
    const struct node *declaration)
{
	const struct node *allowed = node_child(declaration, "AllowedValues");
	const struct node *item;

	if (parameter->value == NULL || parameter->list || allowed == NULL ||
	    allowed->kind != NODE_SEQUENCE)
		return;
	for (item = allowed->first; item != NULL; item = item->next)
		if (item->kind == NODE_SCALAR &&
		    strcmp(item->text, parameter->value->text) == 0)
			return;
	/* The value may be a key: it is not told. */
	bind_complain(reading, RULE_CFN_FUNCTION, parameter->value,
	    "the value of parameter '%s' is not among its AllowedValues",
	    diag_quote(reading->diags, declaration->name));
}

static void
read_parameter(struct reading *reading, const struct node *declaration,
    struct cfn_parameter *parameter)
{
	const struct node *value = node_child(declaration, "Default");
	const char *type;

	parameter->given = cfn_givens_find(
	    inventory_parameters(reading->inventory), declaration->name);
	if (declaration->kind != NODE_MAP)
		return;
	parameter->no_echo = is_true(node_child(declaration, "NoEcho"));
	if (parameter->given != NULL)
		value = parameter->given->value;
	else if (value != NULL && value->kind != NODE_SCALAR)
		bind_complain(reading, RULE_CFN_FUNCTION, value,
		    "the default of parameter '%s' is not a text",
		    diag_quote(reading->diags, declaration->name));
	if (value != NULL && value->kind == NODE_SCALAR)
		parameter->value = value;
	type = node_text(declaration, "Type");
	if (type != NULL)
		read_type(parameter, type);
}

static void
read_parameters(struct reading *reading, struct cfn_template *template)
{
	size_t count = template->sections[CFN_PARAMETERS].count, i;

	template->parameters = arena_array(
	    reading->arena, count + 1, sizeof(*template->parameters));
	for (i = 0; i < count; i++)
		read_parameter(reading,
		    template->sections[CFN_PARAMETERS].members[i],
		    &template->parameters[i]);
}

/* An argument is visible to everyone on the machine: it is not used. */
static void
refuse_keys(struct reading *reading, struct cfn_template *template)
{
	struct cfn_parameter *parameter;
	struct finding finding = { .rule = RULE_OPTION_VALUE,
		.severity = SEVERITY_ERROR };
	size_t i;

	for (i = 0; i < template->sections[CFN_PARAMETERS].count; i++) {
		parameter = &template->parameters[i];
		if (parameter->given == NULL || !parameter->given->argument ||
		    (!parameter->no_echo && !parameter->key))
			continue;
		cfn_given_hide(parameter->given);
		parameter->value = NULL;
		finding.at = parameter->given->at;
		finding.message = arena_printf(reading->arena,
		    "parameter '%s' %s; an argument is visible to everyone "
		    "on the machine",
		    diag_quote(reading->diags, parameter->given->name),
		    parameter->key ? "carries a pre-shared key"
				   : "is not to be echoed (NoEcho)");
		finding.help = "give it in a file with --parameter-file";
		diag_full(reading->diags, &finding);
	}
}

/* ---- what is not expanded --------------------------------------------- */

static void
note_transform(struct reading *reading, struct cfn_template *template,
    const struct node *node, const char *name)
{
	/* It only adds functions; its loops are told where they are. */
	if (strcmp(name, "AWS::LanguageExtensions") == 0)
		return;
	template->open = true;
	bind_complain(reading, RULE_CFN_TRANSFORM, node,
	    "the template has the transform %s, which is not expanded here; "
	    "resources that it would make are not seen",
	    diag_quote(reading->diags, name));
}

static void
find_transforms(struct reading *reading, struct cfn_template *template)
{
	const struct node *transform =
	    node_child(template->document->root, "Transform");
	const struct node *item;
	const char *name;

	if (transform == NULL)
		return;
	item = transform->kind == NODE_SEQUENCE ? transform->first : transform;
	for (; item != NULL; item = item == transform ? NULL : item->next) {
		name = item->kind == NODE_SCALAR ? item->text
						 : node_text(item, "Name");
		note_transform(
		    reading, template, item, name != NULL ? name : "?");
	}
}

static void
note_loop(struct reading *reading, struct cfn_template *template,
    const struct node *member)
{
	struct node at = *member;

	template->open = true;
	at.pos = member->name_pos;
	bind_complain(reading, RULE_CFN_TRANSFORM, &at,
	    "the template has %s, which is not expanded here; what it would "
	    "make is not seen",
	    diag_quote(reading->diags, member->name));
}

/* Loops and macros among the members of sections. */
static void
find_loops(struct reading *reading, struct cfn_template *template)
{
	const struct node *member;
	size_t section, i;

	for (section = 0; section < CFN_SECTIONS; section++)
		for (i = 0; i < template->sections[section].count; i++) {
			member = template->sections[section].members[i];
			if (strncmp(member->name, "Fn::", 4) == 0)
				note_loop(reading, template, member);
		}
}

struct cfn_template *
cfn_template_new(struct reading *reading, const struct document *document)
{
	static const char *const names[CFN_SECTIONS] = { [CFN_PARAMETERS] =
							     "Parameters",
		[CFN_CONDITIONS] = "Conditions",
		[CFN_MAPPINGS] = "Mappings",
		[CFN_RESOURCES] = "Resources" };
	struct cfn_template *template =
	    ARENA_NEW(document->arena, struct cfn_template);
	size_t i;

	template->document = document;
	for (i = 0; i < CFN_SECTIONS; i++)
		index_section(template, (enum cfn_section)i, names[i]);
	template->truths = arena_array(document->arena,
	    template->sections[CFN_CONDITIONS].count + 1,
	    sizeof(*template->truths));
	for (i = 0; i < CFN_PSEUDOS; i++)
		cfn_givens_find(
		    inventory_parameters(reading->inventory), cfn_pseudos[i]);
	read_parameters(reading, template);
	cfn_hide_keys(reading, template);
	refuse_keys(reading, template);
	for (i = 0; i < template->sections[CFN_PARAMETERS].count; i++)
		check_allowed(reading, &template->parameters[i],
		    template->sections[CFN_PARAMETERS].members[i]);
	find_transforms(reading, template);
	find_loops(reading, template);
	return template;
}

/* SPDX-License-Identifier: ISC */
/*
 * Where a template's keys may stand.  This walks over what is written, not
 * over what it comes to: every branch of an Fn::If is hidden, and every
 * mapping and parameter whose name occurs in what makes a key.  Floor 3.
 */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "read/cfn_template.h"
#include "read/intake.h"

struct walk {
	struct reading *reading;
	struct cfn_template *template;
	bool *mapping_hidden; /* of each mapping */
};

static void
hide(struct walk *walk, const struct node *node)
{
	if (node->kind == NODE_SCALAR)
		source_secret(walk->template->document->source,
		    node->pos.offset, node->end);
}

static void
hide_below(struct walk *walk, const struct node *node)
{
	const struct node *child;

	hide(walk, node);
	for (child = node->first; child != NULL; child = child->next)
		hide_below(walk, child);
}

static void
hide_parameter(struct walk *walk, size_t index)
{
	const struct node *declaration =
	    walk->template->sections[CFN_PARAMETERS].members[index];
	const struct node *child;

	for (child = declaration->first; child != NULL; child = child->next)
		if (strcmp(child->name, "Default") == 0 ||
		    strcmp(child->name, "AllowedValues") == 0)
			hide_below(walk, child);
	if (walk->template->parameters[index].given != NULL)
		cfn_given_hide(walk->template->parameters[index].given);
}

/* NAME occurs in what makes a key: what it names is hidden. */
static void
hide_named(struct walk *walk, const char *name)
{
	size_t index = cfn_find(walk->template, CFN_PARAMETERS, name);

	if (index != SIZE_MAX && !walk->template->parameters[index].key) {
		walk->template->parameters[index].key = true;
		hide_parameter(walk, index);
	}
	index = cfn_find(walk->template, CFN_MAPPINGS, name);
	if (index != SIZE_MAX && !walk->mapping_hidden[index]) {
		walk->mapping_hidden[index] = true;
		hide_below(walk,
		    walk->template->sections[CFN_MAPPINGS].members[index]);
	}
}

/* The names between "${" and "}" of a text for Fn::Sub. */
static void
hide_variables(struct walk *walk, const char *text)
{
	size_t length;

	for (; (text = strstr(text, "${")) != NULL; text += length) {
		text += 2;
		length = strcspn(text, "}");
		hide_named(
		    walk, arena_copy(walk->reading->arena, text, length));
	}
}

/* All mappings, where the name of one is worked out. */
static void
hide_mappings(struct walk *walk)
{
	size_t i;

	for (i = 0; i < walk->template->sections[CFN_MAPPINGS].count; i++)
		hide_named(walk,
		    walk->template->sections[CFN_MAPPINGS].members[i]->name);
}

static bool
is_find_in_map(const struct node *node)
{
	return node->name != NULL &&
	       (strcmp(node->name, "Fn::FindInMap") == 0 ||
		   strcmp(node->name, "!FindInMap") == 0);
}

/* What makes a key, at NODE and below. */
static void
hide_key(struct walk *walk, const struct node *node)
{
	const struct node *child;

	hide(walk, node);
	if (node->kind == NODE_SCALAR) {
		hide_named(walk, node->text);
		hide_variables(walk, node->text);
	}
	if (is_find_in_map(node) && node->first != NULL &&
	    node->first->kind != NODE_SCALAR)
		hide_mappings(walk);
	for (child = node->first; child != NULL; child = child->next)
		hide_key(walk, child);
}

static void
find_keys(struct walk *walk, const struct node *node)
{
	const struct node *child;

	if (node->name != NULL && strcasecmp(node->name, "PreSharedKey") == 0) {
		hide_key(walk, node);
		return;
	}
	if (node->name != NULL && intake_is_secret_name(node->name))
		hide_below(walk, node);
	for (child = node->first; child != NULL; child = child->next)
		find_keys(walk, child);
}

void
cfn_hide_keys(struct reading *reading, struct cfn_template *template)
{
	struct walk walk = { reading, template,
		arena_array(reading->arena,
		    template->sections[CFN_MAPPINGS].count + 1, sizeof(bool)) };
	size_t i;

	for (i = 0; i < template->sections[CFN_PARAMETERS].count; i++)
		if (template->parameters[i].no_echo ||
		    intake_is_secret_name(
			template->sections[CFN_PARAMETERS].members[i]->name))
			hide_parameter(&walk, i);
	for (i = 0; i < template->sections[CFN_RESOURCES].count; i++)
		find_keys(&walk, template->sections[CFN_RESOURCES].members[i]);
}

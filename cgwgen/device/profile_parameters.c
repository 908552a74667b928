/* SPDX-License-Identifier: ISC */
/* The part of a profile that says what its user may choose.  Floor 4. */
#include <string.h>

#include "device/profile_read.h"
#include "doc/scalar.h"

/* More connections than any device has, and few enough to count with. */
#define LIMIT_SLOT 1000000

static bool
is_textual(enum parameter_type type)
{
	return type == PARAMETER_NAME || type == PARAMETER_TEXT;
}

/* Keys that go with some types only, and those types. */
static void
check_keys(struct profile_reader *reader, const struct node *node,
    const struct parameter *parameter)
{
	const struct {
		const char *key;
		bool allowed;
		bool needed;
	} rows[] = {
		{ "pattern", is_textual(parameter->type),
		    is_textual(parameter->type) },
		{ "choices", parameter->type == PARAMETER_CHOICE,
		    parameter->type == PARAMETER_CHOICE },
		{ "minimum", parameter->type == PARAMETER_INTEGER, false },
		{ "maximum", parameter->type == PARAMETER_INTEGER, false },
		{ "step", parameter->type == PARAMETER_INTEGER, false },
	};
	const struct node *child;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		child = node_child(node, rows[i].key);
		if (child != NULL && !rows[i].allowed)
			profile_refuse(reader, child->name_pos,
			    "a parameter of type %s has no '%s'",
			    parameter_type_name(parameter->type), rows[i].key);
		if (child == NULL && rows[i].needed)
			profile_refuse(reader, node->name_pos,
			    "parameter '%s' must have '%s', being of type %s",
			    parameter->name, rows[i].key,
			    parameter_type_name(parameter->type));
	}
}

static void
read_range(struct profile_reader *reader, const struct node *node,
    struct parameter *ret)
{
	const struct node *minimum = node_child(node, "minimum");
	const struct node *maximum = node_child(node, "maximum");
	const struct node *step = node_child(node, "step");

	ret->minimum = INT64_MIN;
	ret->maximum = INT64_MAX;
	/* The schema has seen that they are integers. */
	if (minimum != NULL)
		(void)scalar_integer(minimum->text, &ret->minimum);
	if (maximum != NULL)
		(void)scalar_integer(maximum->text, &ret->maximum);
	if (step != NULL)
		(void)scalar_integer(step->text, &ret->step);
	if (strcmp(ret->name, "slot") == 0) {
		if (ret->minimum < 0)
			ret->minimum = 0;
		if (ret->maximum > LIMIT_SLOT)
			ret->maximum = LIMIT_SLOT;
	}
	if (maximum != NULL && ret->minimum > ret->maximum)
		profile_refuse(
		    reader, maximum->pos, "maximum must not be below minimum");
}

static void
read_pattern(struct profile_reader *reader, const struct node *node,
    struct parameter *ret)
{
	const struct node *pattern = node_child(node, "pattern");

	if (pattern == NULL || !is_textual(ret->type))
		return;
	ret->pattern = profile_pattern(reader, pattern);
	if (ret->pattern != NULL && ret->type == PARAMETER_NAME &&
	    pattern_match(ret->pattern, ""))
		profile_refuse(reader, pattern->pos,
		    "pattern of a name must not fit the empty text");
}

static void
read_choices(struct profile_reader *reader, const struct node *node,
    struct parameter *ret)
{
	const struct node *list = node_child(node, "choices"), *item;
	const char **choices;

	if (list == NULL)
		return;
	choices = arena_array(
	    reader->profile->arena, node_count(list), sizeof(*choices));
	for (item = list->first; item != NULL; item = item->next)
		choices[ret->choice_count++] = item->text;
	ret->choices = choices;
}

static void
read_default(struct profile_reader *reader, const struct node *node,
    struct parameter *ret)
{
	const struct node *value = node_child(node, "default");

	if (value == NULL)
		return;
	if (ret->required != PARAMETER_NEVER)
		profile_refuse(reader, value->name_pos,
		    "a parameter with a default is never missing: leave out "
		    "either 'default' or 'required'");
	/* Without these the default cannot be judged, and that was said. */
	if ((is_textual(ret->type) && ret->pattern == NULL) ||
	    (ret->type == PARAMETER_CHOICE && ret->choices == NULL))
		return;
	if (!parameter_parse_node(ret, value, RULE_PROFILE,
		reader->profile->arena, reader->diags, &ret->preset))
		reader->good = false;
	ret->preset.origin = PARAMETER_DEFAULT;
}

static enum parameter_required
read_routing(const struct node *node, const char *name)
{
	const char *text = node_text(node, name);
	unsigned i = PARAMETER_NEVER;

	if (text == NULL)
		return PARAMETER_NEVER;
	/* The schema has the same names. */
	while (i < PARAMETER_CERTIFICATE &&
	       strcmp(parameter_required_name((enum parameter_required)i),
		   text) != 0)
		i++;
	return (enum parameter_required)i;
}

/* Names that mean the same on every device: what type they have, and the step
 * where the profile says none. */
static void
read_common(struct profile_reader *reader, struct parameter *ret)
{
	static const struct {
		const char *name;
		enum parameter_type type;
		int64_t step;
	} common[] = {
		{ "aws_networks", PARAMETER_PREFIXES, 0 },
		{ "ca_certificate", PARAMETER_NAME, 0 },
		{ "certificate", PARAMETER_NAME, 0 },
		{ "local_id", PARAMETER_NAME, 0 },
		{ "local_networks", PARAMETER_PREFIXES, 0 },
		{ "pass_on", PARAMETER_PREFIXES, 0 },
		{ "max_prefixes", PARAMETER_INTEGER, 0 },
		{ "nat_traversal", PARAMETER_BOOLEAN, 0 },
		{ "outside_interface", PARAMETER_NAME, 0 },
		{ "outside_vrf", PARAMETER_NAME, 0 },
		{ "preferred_tunnel", PARAMETER_INTEGER, 0 },
		{ "remote_id_1", PARAMETER_NAME, 0 },
		{ "remote_id_2", PARAMETER_NAME, 0 },
		{ "slot", PARAMETER_INTEGER, 0 },
		{ "tunnel_base", PARAMETER_INTEGER, 1 },
		{ "vrf", PARAMETER_NAME, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(common) / sizeof(common[0]); i++) {
		if (strcmp(common[i].name, ret->name) != 0)
			continue;
		ret->step = common[i].step;
		if (common[i].type != ret->type)
			profile_refuse(reader, ret->at,
			    "parameter '%s' must be of type %s, as on every "
			    "device",
			    ret->name, parameter_type_name(common[i].type));
	}
}

static void
read_parameter(struct profile_reader *reader, const struct node *node,
    struct parameter *ret)
{
	ret->name = node->name;
	ret->at = node->name_pos;
	ret->text = node_text(node, "text");
	ret->type = parameter_type_find(node_text(node, "type"));
	check_keys(reader, node, ret);
	read_common(reader, ret);
	ret->required = read_routing(node, "required");
	ret->used = read_routing(node, "used");
	read_range(reader, node, ret);
	read_pattern(reader, node, ret);
	read_choices(reader, node, ret);
	read_default(reader, node, ret);
}

void
profile_read_parameters(struct profile_reader *reader, const struct node *node)
{
	struct profile *profile = reader->profile;
	struct parameter *list =
	    arena_array(profile->arena, node_count(node), sizeof(*list));
	const struct node *child;

	for (child = node->first; child != NULL; child = child->next)
		read_parameter(
		    reader, child, &list[profile->parameter_count++]);
	profile->parameters = list;
	profile->nat_traversal = profile_parameter(profile, "nat_traversal");
	profile->mtu = profile_parameter(profile, "mtu");
}

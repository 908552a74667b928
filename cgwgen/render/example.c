/* SPDX-License-Identifier: ISC */
/* True examples: what a template really gets.  Floor 5. */
#include "render/example.h"

#include <string.h>

#include "base/embedded.h"
#include "doc/yaml.h"
#include "read/inventory.h"
#include "render/choice.h"
#include "render/context.h"
#include "render/guard.h"

#define FOLDER "examples/"
#define PARAMETERS FOLDER "parameters.yaml"

static bool
is_descriptor(const char *path)
{
	const char *dot = strrchr(path, '.');

	return strncmp(path, FOLDER, strlen(FOLDER)) == 0 && dot != NULL &&
	       strcmp(dot, ".xml") == 0;
}

/* The example's parameters as far as they fit this device. */
static const struct parameter_value *
parameters(const struct profile *profile, struct arena *arena)
{
	struct parameter_value *values =
	    arena_array(arena, profile->parameter_count, sizeof(*values));
	struct diags *ignored = diags_new(arena, 1);
	const struct node *root = NULL, *node;
	struct parameter_value value;
	const struct embedded *file = embedded_find(PARAMETERS);
	struct source *source = NULL;
	size_t i;

	if (file != NULL) {
		source = source_new(PARAMETERS, file->bytes, file->length);
		root = yaml_read(source, arena, ignored);
	}
	for (i = 0; i < profile->parameter_count; i++) {
		values[i] = profile->parameters[i].preset;
		node = node_child(root, profile->parameters[i].name);
		if (node != NULL &&
		    parameter_parse_node(&profile->parameters[i], node,
			RULE_PARAMETER_INVALID, arena, ignored, &value))
			values[i] = value;
	}
	source_free(source);
	return values;
}

/* Any value that PARAMETER takes; false when none of these is. */
static bool
stand_in(const struct parameter *parameter, struct arena *arena,
    struct parameter_value *ret)
{
	static const char *const texts[] = { "eth0", "wan", "ethernet1/1",
		"ge-0/0/0.0", "GigabitEthernet0/0/0", "0", "1", "10",
		"192.0.2.254", "192.0.2.0/24", "true", "00000000", "A",
		/* Google's regions, Oracle's ids. */
		"us-east1", "ocid1.compartment.oc1..a", "ocid1.drg.oc1.iad.a",
		NULL };
	const char *low =
	    arena_printf(arena, "%lld", (long long)parameter->minimum);
	size_t i;

	if (parameter->choice_count > 0 &&
	    parameter_parse(parameter, parameter->choices[0], NOWHERE,
		RULE_PARAMETER_INVALID, arena, diags_new(arena, 1), ret))
		return true;
	for (i = 0; texts[i] != NULL; i++)
		if (parameter_parse(parameter, texts[i], NOWHERE,
			RULE_PARAMETER_INVALID, arena, diags_new(arena, 1),
			ret))
			return true;
	return parameter_parse(parameter, low, NOWHERE, RULE_PARAMETER_INVALID,
	    arena, diags_new(arena, 1), ret);
}

/* The other one of the two values that PARAMETER takes. */
static bool
stand_in_flag(const struct parameter *parameter, bool value,
    struct arena *arena, struct parameter_value *ret)
{
	return parameter_parse(parameter, value ? "false" : "true", NOWHERE,
	    RULE_PARAMETER_INVALID, arena, diags_new(arena, 1), ret);
}

const struct parameter_value *
example_options(const struct profile *profile,
    const struct parameter_value *given, struct arena *arena)
{
	struct parameter_value *values =
	    arena_array(arena, profile->parameter_count, sizeof(*values));
	const struct parameter *parameter;
	struct parameter_value value;
	size_t i;

	for (i = 0; i < profile->parameter_count; i++) {
		parameter = &profile->parameters[i];
		values[i] = given[i];
		if (given[i].origin == PARAMETER_UNSET
			? !stand_in(parameter, arena, &value)
			: given[i].origin != PARAMETER_DEFAULT ||
			      parameter->type != PARAMETER_BOOLEAN ||
			      !stand_in_flag(
				  parameter, given[i].boolean, arena, &value))
			continue;
		values[i] = value;
		values[i].origin = PARAMETER_DEFAULT;
		values[i].at = parameter->at;
	}
	return values;
}

const struct parameter_value *
example_parameters(const struct profile *profile,
    const struct parameter_value *given, bool is_static, struct arena *arena)
{
	const struct parameter_value *examples = parameters(profile, arena);
	struct parameter_value *values =
	    arena_array(arena, profile->parameter_count, sizeof(*values));
	const struct parameter *parameter;
	size_t i;

	for (i = 0; i < profile->parameter_count; i++) {
		parameter = &profile->parameters[i];
		values[i] = given[i];
		if (given[i].origin != PARAMETER_UNSET ||
		    parameter->required == PARAMETER_NEVER ||
		    parameter->required ==
			(is_static ? PARAMETER_BGP : PARAMETER_STATIC))
			continue;
		values[i] = examples[i];
		if (values[i].shape == PARAMETER_IS_NONE &&
		    !stand_in(parameter, arena, &values[i]))
			values[i] = given[i];
		values[i].origin = PARAMETER_DEFAULT;
		/* The file of examples is not kept. */
		values[i].at = parameter->at;
	}
	return values;
}

/* The context of one example; false when the device cannot do it. */
static bool
build(const struct profile *profile, const struct embedded *embedded,
    const struct context_base *base, struct arena *arena, struct tvalue *ret)
{
	struct inventory *reader = inventory_new(NULL);
	struct source *source =
	    source_new(embedded->path, embedded->bytes, embedded->length);
	struct diags *ignored = diags_new(arena, 1);
	struct connection *connection;
	struct choice *choices;
	bool good;
	size_t i;

	connection = inventory_xml(reader, source, arena, ignored);
	good = connection != NULL;
	if (good) {
		connection_complete(connection, false);
		good = guard_device(connection, profile, ignored);
		choices = arena_array(
		    arena, connection->tunnel_count, sizeof(*choices));
		for (i = 0; good && i < connection->tunnel_count; i++)
			good = choose(&connection->tunnels[i], profile, false,
			    "", ignored, &choices[i]);
		good = good && context_build(connection, choices, profile, base,
				   arena, ignored, ret);
		if (good)
			tv_make_all(ret);
	}
	source_free(source);
	inventory_free(reader);
	return good;
}

size_t
example_contexts(
    const struct profile *profile, struct arena *arena, struct tvalue *ret)
{
	const struct context_base base =
	    context_base(profile, parameters(profile, arena), arena);
	struct context_base keyless = base;
	size_t i, count = 0;

	/* The examples' keys are not for every device. */
	keyless.keyless = true;
	for (i = 0; i < embedded_count && count < EXAMPLE_LIMIT; i++)
		if (is_descriptor(embedded_files[i].path) &&
		    (build(profile, &embedded_files[i], &base, arena,
			 &ret[count]) ||
			build(profile, &embedded_files[i], &keyless, arena,
			    &ret[count])))
			count++;
	return count;
}

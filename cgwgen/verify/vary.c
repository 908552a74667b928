/* SPDX-License-Identifier: ISC */
/* What statements depend on.  Floor: verify. */
#include "verify/vary.h"

#include <string.h>

#include "model/field.h"
#include "verify/explain.h"
#include "verify/lines.h"
#include "verify/shared.h"
#include "verify/teller.h"
#include "verify/vocabulary.h"

/* ---- algorithms ------------------------------------------------------- */

const struct connection *
vary_algorithms(const struct verification *about, struct arena *arena)
{
	struct connection *copy = connection_copy(about->connection, arena);
	const struct difference *difference;
	const struct variable *variable;
	enum algorithm_kind kind;
	algorithm_set seen;
	unsigned phase;
	bool any = false;
	size_t i;

	for (i = 0; i < about->match.count; i++) {
		difference = &about->match.differences[i];
		variable = &about->expected.variables[difference->variable];
		if (variable->tunnel < 0 ||
		    !vocabulary_kind(variable->what, &kind, &phase))
			continue;
		seen = vocabulary_find(
		    about->profile, phase, kind, difference->device);
		if (seen == 0)
			continue;
		tunnel_set_slot(&copy->tunnels[variable->tunnel], kind, phase)
		    ->u.set = seen;
		any = true;
	}
	return any ? copy : NULL;
}

/* ---- values ----------------------------------------------------------- */

/* One value of a tunnel with another content. */
struct variation {
	const char *field;
	uint32_t number; /* of a number; flags are turned round */
};

static const struct variation variations[] = {
	{ "clear_df_bit", 0 },
	{ "fragmentation_before_encryption", 0 },
	{ "replay_window_size", 64 },
	{ "replay_window_size", 128 },
	{ "replay_window_size", 256 },
	{ "replay_window_size", 512 },
	{ "replay_window_size", 1024 },
	{ "replay_window_size", 2048 },
	{ "dpd_interval", 20 },
	{ "dpd_retries", 5 },
	{ "bgp_hold_time", 60 },
	{ "phase1_lifetime_seconds", 3600 },
	{ "phase2_lifetime_seconds", 1800 },
};

/* CONNECTION with VARIATION in all of its tunnels; NULL when that is what it
 * has. */
static const struct connection *
varied(const struct connection *connection, const struct variation *variation,
    struct arena *arena)
{
	const struct field *field = field_tunnel(variation->field);
	struct connection *copy = connection_copy(connection, arena);
	struct value *value;
	bool changes = false;
	size_t i;

	for (i = 0; i < copy->tunnel_count && field != NULL; i++) {
		value = field_slot(field, &copy->tunnels[i]);
		if (!value_known(value))
			continue;
		if (field->type == FIELD_FLAG) {
			value->u.flag = !value->u.flag;
			changes = true;
		} else if (value->u.number != variation->number) {
			value->u.number = variation->number;
			changes = true;
		}
	}
	return changes ? copy : NULL;
}

/* ---- other renderings --------------------------------------------------- */

/* Renders CONNECTION for DEVICE, if that can say why a statement is missing or
 * there besides. */
static bool
expect_other(const struct explainer *explainer,
    const struct verify_device *device, const struct connection *connection,
    struct diags *diags, struct verification *ret)
{
	struct arena *arena = explainer->arena;

	return verify_render(device, connection, arena, diags, ret) &&
	       (explainer->extra_count > 0 || lines_may_lack(explainer->about,
						  device->rendering, arena)) &&
	       verify_take(device, explainer->running, arena, diags, ret);
}

static const struct value *
reason_value(const struct explainer *explainer, const char *name)
{
	const struct field *field = field_tunnel(name);

	return field_get(field, &explainer->about->original->tunnels[0]);
}

static void
try_variation(
    const struct explainer *explainer, const struct variation *variation)
{
	const struct connection *copy =
	    varied(explainer->about->connection, variation, explainer->arena);
	const struct cause cause = { .name = variation->field,
		.value = reason_value(explainer, variation->field) };
	struct verification other;

	if (copy != NULL && expect_other(explainer, explainer->device, copy,
				diags_new(explainer->arena, 0), &other))
		explain_other(explainer, &other, &cause);
}

/* ---- parameters ------------------------------------------------------- */

static bool
is_given(const struct parameter_value *value)
{
	return value->origin == PARAMETER_SET ||
	       value->origin == PARAMETER_FILE;
}

/* A switch the other way round. */
static void
try_parameter(const struct explainer *explainer, size_t number)
{
	const struct verify_device *device = explainer->device;
	const struct profile *profile = device->profile;
	struct parameter_value *values = arena_array(
	    explainer->arena, profile->parameter_count, sizeof(*values));
	const struct cause cause = { .name = profile->parameters[number].name,
		.parameter = is_given(&device->parameters[number])
				 ? &device->parameters[number]
				 : NULL };
	struct verify_device other = *device;
	struct verification verification;
	struct diags *quiet = diags_new(explainer->arena, 0);
	struct renderer *renderer;

	memcpy(values, device->parameters,
	    profile->parameter_count * sizeof(*values));
	values[number].boolean = !values[number].boolean;
	values[number].text = values[number].boolean ? "true" : "false";
	renderer = renderer_with(device->renderer, values);
	other.parameters = values;
	other.renderer = renderer;
	if (renderer_ready(renderer) &&
	    expect_other(explainer, &other, explainer->about->connection, quiet,
		&verification))
		explain_other(explainer, &verification, &cause);
	renderer_free(renderer);
}

static bool
is_switch(const struct verify_device *device, size_t number)
{
	return device->profile->parameters[number].type == PARAMETER_BOOLEAN &&
	       (device->parameters[number].origin == PARAMETER_DEFAULT ||
		   is_given(&device->parameters[number]));
}

/* Whether a statement is missing. */
static bool
is_wanted(const struct verification *about)
{
	const struct expected_line *line;
	size_t i;

	for (i = 0; i < about->expected.count; i++) {
		line = &about->expected.lines[i];
		if (line->match == NO_MATCH && !line->negative &&
		    !line->statement->unshown)
			return true;
	}
	return false;
}

void
vary_explain(const struct verify_device *device, struct running *running,
    struct arena *arena, struct verification *about)
{
	struct explainer explainer = { .device = device,
		.running = running,
		.arena = arena,
		.about = about,
		.wanted = is_wanted(about) };
	size_t i;

	explainer.extras = extras_find(about, arena, &explainer.extra_count);
	explainer.reasons = arena_array(
	    arena, explainer.extra_count + 1, sizeof(*explainer.reasons));
	about->reasons = explainer.reasons;
	about->reason_count = explainer.extra_count;
	about->shared_count =
	    shared_find(device, running, arena, about, about->shared);
	if (!explainer.wanted && explainer.extra_count == 0)
		return;
	for (i = 0; i < sizeof(variations) / sizeof(variations[0]); i++)
		try_variation(&explainer, &variations[i]);
	for (i = 0; i < device->profile->parameter_count; i++)
		if (is_switch(device, i))
			try_parameter(&explainer, i);
	shared_replace(about, running);
}

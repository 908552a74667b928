/* SPDX-License-Identifier: ISC */
/* What statements depend on.  Floor: verify. */
#include "verify/vary.h"

#include <string.h>

#include "model/field.h"
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
		field_slot(
		    field_set(kind, phase), &copy->tunnels[variable->tunnel])
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

/* ---- comparing -------------------------------------------------------- */

struct explainer {
	const struct verify_device *device;
	struct running *running;
	struct arena *arena;
	struct verification *about;
	bool wanted; /* a statement is missing */
	/* What the device has besides, and the reasons for it so far. */
	const struct extra *extras;
	size_t extra_count;
	struct besides *reasons;
};

/* Whether A and B say the same up to their last words: "window-size 64". */
static bool
alike(const struct expected_line *a, const struct expected_line *b)
{
	size_t i;

	if (a->count != b->count || a->own != b->own || a->count < 2)
		return false;
	for (i = 0; i + 1 < a->count; i++)
		if (a->words[i].id != b->words[i].id)
			return false;
	return true;
}

/* Whether the running statement PLACE is an expected one already. */
static bool
is_matched(const struct expected *expected, size_t place)
{
	size_t i;

	for (i = 0; i < expected->count; i++)
		if (expected->lines[i].match == place)
			return true;
	return false;
}

/* What the device has in place of LINE, if THERE, of OTHER, the varied one,
 * was found with it; OWN are those of the one that is varied. */
static size_t
instead(const struct lines *own, const struct expected_line *line,
    const struct lines *there)
{
	const struct expected *expected = there->expected;
	const struct expected_line *candidate;
	size_t i, found = NO_MATCH;

	for (i = 0; i < expected->count; i++) {
		candidate = &expected->lines[i];
		if (candidate->match == NO_MATCH ||
		    candidate->file != line->file ||
		    lines_have(own, there, candidate) ||
		    is_matched(own->expected, candidate->match))
			continue;
		if (alike(candidate, line))
			return candidate->match;
		if (found == NO_MATCH && candidate->tunnel == line->tunnel)
			found = candidate->match;
	}
	return found;
}

/* Whether OTHER has LINE with another value in it: then it is no line that
 * comes and goes. */
static bool
only_value_changes(
    const struct expected_line *line, const struct expected *other)
{
	const struct expected_line *same;
	bool valued;
	size_t i, k;

	for (i = 0; i < other->count; i++) {
		same = &other->lines[i];
		if (same->count != line->count || same->own != line->own)
			continue;
		valued = false;
		for (k = 0; k < line->count; k++) {
			if (line->words[k].id == same->words[k].id)
				continue;
			if (line->words[k].kind != EXPECTED_VALUE ||
			    same->words[k].kind != EXPECTED_VALUE)
				break;
			valued = true;
		}
		if (k == line->count && valued)
			return true;
	}
	return false;
}

/* What was changed. */
struct cause {
	const char *name;
	const struct value *value;               /* of a tunnel, or */
	const struct parameter_value *parameter; /* that was given, or neither
						  */
};

/* Whether the device has a statement that OTHER, rendered without a parameter
 * that nobody gave, has not: then the device does have what it is for. */
static bool
is_in_use(const struct lines *own, const struct lines *there)
{
	const struct expected *expected = own->expected;
	size_t i;

	for (i = 0; i < expected->count; i++)
		if (expected->lines[i].match != NO_MATCH &&
		    !lines_have(there, own, &expected->lines[i]))
			return true;
	return false;
}

/* Takes CAUSE for the reason of the missing lines that OTHER has not. */
static void
explain(const struct explainer *explainer, const struct verification *other,
    const struct cause *cause)
{
	struct expected *expected = &explainer->about->expected;
	const struct lines there = lines_of(&other->expected, explainer->arena);
	const struct lines own = lines_of(expected, explainer->arena);
	struct expected_line *line;
	size_t i, place;

	if (cause->value == NULL && cause->parameter == NULL &&
	    is_in_use(&own, &there))
		return;
	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		if (line->match != NO_MATCH || lines_have(&there, &own, line))
			continue;
		if (cause->value == NULL && cause->parameter == NULL &&
		    only_value_changes(line, &other->expected))
			continue;
		place = instead(&own, line, &there);
		/* The first reason stays unless this one shows what the
		 * device has. */
		if (line->reason != NULL &&
		    (place == NO_MATCH || line->instead != NO_MATCH))
			continue;
		line->reason = cause->name;
		line->reason_value = cause->value;
		line->reason_parameter = cause->parameter;
		line->instead = place;
		line->excused =
		    cause->value == NULL && cause->parameter == NULL;
	}
}

/* ---- what the device has besides --------------------------------------- */

/* Whether LINE may be the running statement: all of the device's own words are
 * the same. */
static bool
resembles(const struct expected_line *line, const struct running_line *other)
{
	size_t i;

	if (line->count != other->count || line->own != other->own)
		return false;
	for (i = 0; i < line->count; i++)
		if (line->words[i].kind == EXPECTED_LITERAL &&
		    line->words[i].id != other->ids[i])
			return false;
	return true;
}

/* Whether OTHER, as it was rendered, has something that the device has besides
 * and that is not expected. */
static bool
lines_gain(const struct explainer *explainer, const struct verification *other)
{
	const struct expected *expected = &other->expected;
	const struct running_line *lines = explainer->running->lines;
	const struct lines own =
	    lines_of(&explainer->about->expected, explainer->arena);
	const struct lines there = lines_of(expected, explainer->arena);
	size_t i, k;

	for (i = 0; i < expected->count; i++) {
		if (lines_have(&own, &there, &expected->lines[i]))
			continue;
		for (k = 0; k < explainer->extra_count; k++)
			if (resembles(&expected->lines[i],
				&lines[explainer->extras[k].place]))
				return true;
	}
	return false;
}

/* Takes CAUSE for the reason of what OTHER explains of it. */
static void
explain_extras(const struct explainer *explainer,
    const struct verification *other, const struct cause *cause)
{
	const struct expected *expected = &other->expected;
	const struct lines own =
	    lines_of(&explainer->about->expected, explainer->arena);
	const struct lines there = lines_of(expected, explainer->arena);
	const struct expected_line *line;
	size_t i, k;

	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		if (line->match == NO_MATCH || lines_have(&own, &there, line))
			continue;
		for (k = 0; k < explainer->extra_count; k++)
			if (explainer->extras[k].place == line->match &&
			    !explainer->extras[k].off &&
			    explainer->reasons[k].name == NULL)
				explainer->reasons[k] =
				    (struct besides){ line->match, cause->name,
					    cause->parameter };
	}
}

/* Takes OTHER, as it was rendered, to the device and closes it. */
static void
try_other(const struct explainer *explainer, struct verification *other,
    const struct cause *cause)
{
	const bool lacks = explainer->wanted && lines_lack(explainer->about,
						    other, explainer->arena);
	const bool gains = (cause->value != NULL || cause->parameter != NULL) &&
			   explainer->extra_count > 0 &&
			   lines_gain(explainer, other);

	if (lacks || gains)
		verify_match(other, explainer->running, explainer->arena);
	if (lacks)
		explain(explainer, other, cause);
	if (gains)
		explain_extras(explainer, other, cause);
	verification_close(other);
}

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
		try_other(explainer, &other, &cause);
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
		try_other(explainer, &verification, &cause);
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

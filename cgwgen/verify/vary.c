/* SPDX-License-Identifier: ISC */
/* What statements depend on.  Floor: verify. */
#include "verify/vary.h"

#include <string.h>

#include "base/digest.h"
#include "model/field.h"
#include "verify/vocabulary.h"

/* ---- algorithms ------------------------------------------------------- */

static struct value *
set_of(struct tunnel *tunnel, enum algorithm_kind kind, unsigned phase)
{
	switch (kind) {
	case ALGORITHM_IKE_VERSION:
		return &tunnel->ike_versions;
	case ALGORITHM_ENCRYPTION:
		return phase == 1 ? &tunnel->phase1_encryption_algorithms
				  : &tunnel->phase2_encryption_algorithms;
	case ALGORITHM_INTEGRITY:
		return phase == 1 ? &tunnel->phase1_integrity_algorithms
				  : &tunnel->phase2_integrity_algorithms;
	default:
		return phase == 1 ? &tunnel->phase1_dh_group_numbers
				  : &tunnel->phase2_dh_group_numbers;
	}
}

static struct connection *
copy_of(const struct connection *connection, struct arena *arena)
{
	struct connection *copy = ARENA_NEW(arena, struct connection);

	*copy = *connection;
	copy->tunnels =
	    arena_array(arena, copy->tunnel_count, sizeof(*copy->tunnels));
	memcpy(copy->tunnels, connection->tunnels,
	    copy->tunnel_count * sizeof(*copy->tunnels));
	return copy;
}

const struct connection *
vary_algorithms(const struct verification *about, struct arena *arena)
{
	struct connection *copy = copy_of(about->connection, arena);
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
		set_of(&copy->tunnels[variable->tunnel], kind, phase)->u.set =
		    seen;
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

static const struct field *
field_called(const char *name)
{
	size_t count, i;
	const struct field *fields = tunnel_fields(&count);

	for (i = 0; i < count; i++)
		if (strcmp(fields[i].name, name) == 0)
			return &fields[i];
	return NULL;
}

/* CONNECTION with VARIATION in all of its tunnels; NULL when that is what it
 * has. */
static const struct connection *
varied(const struct connection *connection, const struct variation *variation,
    struct arena *arena)
{
	const struct field *field = field_called(variation->field);
	struct connection *copy = copy_of(connection, arena);
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
};

/* The statements of a rendering, by what they say. */
struct lines {
	const struct expected *expected;
	uint64_t *records; /* what each record says, by its number */
	size_t record_count;
	struct index index;
};

static struct digest
line_digest(const struct lines *lines, const struct expected_line *line)
{
	uint64_t ids[LISTING_WORDS];
	uint32_t id;
	size_t i;

	for (i = 0; i < line->count; i++) {
		id = line->words[i].id;
		/* A record's number only says which one of all it is. */
		ids[i] = id <= LEXICON_RECORDS ? id
			 : id - LEXICON_RECORDS < lines->record_count
			     ? lines->records[id - LEXICON_RECORDS]
			     : 0;
	}
	return digest_make(
	    &lines->expected->lexicon->key, ids, line->count * sizeof(*ids));
}

/* What each record says is the sum of its statements, in any order. */
static void
sum_records(struct lines *lines, struct arena *arena)
{
	const struct expected *expected = lines->expected;
	const size_t count =
	    expected->file_count > 0
		? expected->listings[expected->file_count - 1].records + 1
		: 1;
	uint64_t *sums = arena_array(arena, count, sizeof(*sums));
	const struct expected_line *line;
	struct digest digest;
	uint64_t part;
	uint32_t id;
	size_t i, k;

	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		digest = line_digest(lines, line);
		part = digest.words[0];
		for (k = 0; k < line->count; k++) {
			id = line->words[k].id;
			if (id > LEXICON_RECORDS &&
			    id - LEXICON_RECORDS < count)
				sums[id - LEXICON_RECORDS] += part;
		}
	}
	lines->records = sums;
	lines->record_count = count;
}

static struct lines
lines_of(const struct expected *expected, struct arena *arena)
{
	struct lines lines = { .expected = expected };
	size_t i;

	sum_records(&lines, arena);
	for (i = 0; i < expected->count; i++)
		*index_place(&lines.index,
		    line_digest(&lines, &expected->lines[i]), arena) =
		    &expected->lines[i];
	return lines;
}

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
		    index_find(&own->index, line_digest(there, candidate)) !=
			NULL)
			continue;
		if (alike(candidate, line))
			return candidate->match;
		if (found == NO_MATCH && candidate->tunnel == line->tunnel)
			found = candidate->match;
	}
	return found;
}

/* What was changed. */
struct cause {
	const char *name;
	const struct value *value;               /* of a tunnel, or */
	const struct parameter_value *parameter; /* that was given, or neither
						  */
};

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

	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		if (line->match != NO_MATCH ||
		    index_find(&there.index, line_digest(&own, line)) != NULL)
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

static const struct value *
reason_value(const struct explainer *explainer, const char *name)
{
	const struct field *field = field_called(name);

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

	if (copy == NULL ||
	    !verify_try(explainer->device, copy, explainer->running,
		explainer->arena, diags_new(explainer->arena, 0), &other))
		return;
	explain(explainer, &other, &cause);
	verification_close(&other);
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
	renderer = renderer_new(
	    device->catalog, profile, values, RENDER_CONFIGURATION, quiet);
	other.parameters = values;
	other.renderer = renderer;
	if (renderer_ready(renderer) &&
	    verify_try(&other, explainer->about->connection, explainer->running,
		explainer->arena, quiet, &verification)) {
		explain(explainer, &verification, &cause);
		verification_close(&verification);
	}
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
	const struct explainer explainer = { .device = device,
		.running = running,
		.arena = arena,
		.about = about };
	size_t i;

	if (!is_wanted(about))
		return;
	for (i = 0; i < sizeof(variations) / sizeof(variations[0]); i++)
		try_variation(&explainer, &variations[i]);
	for (i = 0; i < device->profile->parameter_count; i++)
		if (is_switch(device, i))
			try_parameter(&explainer, i);
}

/* SPDX-License-Identifier: ISC */
/* Devices' configurations, and what they are held against.  Floor 7. */
#include "cmd/box.h"

#include "base/file.h"
#include "read/silence.h"
#include "render/example.h"
#include "verify/dialect.h"

bool
box_open(struct session *session, struct box *box, struct diags *diags)
{
	size_t i;

	box->sources = arena_array(
	    session->arena, box->path_count + 1, sizeof(struct source *));
	for (i = 0; i < box->path_count; i++) {
		box->sources[i] = file_read(
		    box->paths[i], session->settings->max_input, diags);
		if (box->sources[i] == NULL)
			return false;
		session_keep(session, box->sources[i]);
	}
	return true;
}

bool
box_read(struct session *session, struct box *box,
    const struct profile_syntax *syntax, struct diags *diags)
{
	struct arena *arena = box->arena != NULL ? box->arena : session->arena;
	unsigned records = 0;
	size_t i;

	box->running = NULL;
	if (box->sources == NULL && !box_open(session, box, diags))
		return false;
	box->lexicon = lexicon_new(arena);
	box->listings =
	    arena_array(arena, box->path_count + 1, sizeof(*box->listings));
	for (i = 0; i < box->path_count; i++) {
		silences_read_lines(inventory_silences(session->inventory),
		    box->sources[i], diags);
		if (!listing_read(box->sources[i], syntax, records, arena,
			diags, &box->listings[i]))
			return false;
		dialect_complete(syntax, &box->listings[i]);
		records = box->listings[i].records;
	}
	box->count = box->path_count;
	box->running =
	    running_new(box->listings, box->count, &box->lexicon, arena);
	return true;
}

/* Adds the kind for TARGET, which has its parameters. */
static struct kind *
add_kind(struct session *session, const struct targets *targets,
    struct kind **list, const struct target *target, struct diags *diags)
{
	struct kind *kind = ARENA_NEW(session->arena, struct kind);
	size_t i;

	kind->target = *target;
	kind->renderer = renderer_new(targets->catalog, target->profile,
	    target->parameters, RENDER_CONFIGURATION, diags);
	kind->next = *list;
	*list = kind;
	if (!renderer_ready(kind->renderer))
		return NULL;
	kind->device = (struct verify_device){ .profile = target->profile,
		.parameters = target->parameters,
		.renderer = kind->renderer,
		.rendering = rendering_new(kind->renderer),
		.catalog = targets->catalog,
		.policy = session->checks.policy };
	for (i = 0; i < kind->device.rendering->count; i++)
		kind->device.rendering->files[i].output.want_spans = true;
	return kind;
}

/* The kind whose parameters are made up where they must be. */
static struct kind *
add_example(struct session *session, const struct targets *targets,
    struct kind **list, const struct target *target, struct diags *diags)
{
	struct target own = *target;
	struct kind *with_static, *kind;

	own.parameters = example_parameters(
	    target->profile, target->parameters, true, session->arena);
	with_static = add_kind(session, targets, list, &own, diags);
	own.parameters = example_parameters(
	    target->profile, target->parameters, false, session->arena);
	kind = add_kind(session, targets, list, &own, diags);
	if (with_static == NULL || kind == NULL)
		return NULL;
	/* It is found by no one else. */
	with_static->target.profile = NULL;
	kind->device.for_static = &with_static->device;
	kind->examples = true;
	return kind;
}

const struct verify_device *
kind_with_options(struct session *session, const struct targets *targets,
    struct kind **list, struct kind *kind, struct diags *diags)
{
	struct target own = kind->target;
	struct kind *with_options;

	if (kind->demand != NULL)
		return kind->demand;
	own.parameters =
	    example_options(own.profile, own.parameters, session->arena);
	with_options = add_kind(session, targets, list, &own, diags);
	if (with_options == NULL)
		return NULL;
	/* It is found by no one else. */
	with_options->target.profile = NULL;
	kind->demand = &with_options->device;
	return kind->demand;
}

static struct kind *
kind_new(struct session *session, const struct targets *targets,
    struct kind **list, const struct target *target, bool examples,
    struct diags *diags)
{
	struct target own = *target;

	if (!target_resolve(session, targets, &own, session->arena, diags))
		return NULL;
	return (examples ? add_example : add_kind)(
	    session, targets, list, &own, diags);
}

struct kind *
kind_find(struct session *session, const struct targets *targets,
    struct kind **list, const struct target *target, bool examples,
    struct diags *diags)
{
	struct kind *kind;

	for (kind = *list; kind != NULL; kind = kind->next)
		if (kind->target.profile == target->profile &&
		    kind->target.site == target->site &&
		    kind->target.connection == target->connection &&
		    kind->examples == examples &&
		    kind->device.rendering != NULL)
			return kind;
	return kind_new(session, targets, list, target, examples, diags);
}

void
kinds_free(struct kind *list)
{
	for (; list != NULL; list = list->next) {
		rendering_free(list->device.rendering);
		renderer_free(list->renderer);
	}
}

/* SPDX-License-Identifier: ISC */
/* Rendering: choose, guard, publish, run the templates.  Floor 5. */
#include "render/render.h"

#include <stdlib.h>
#include <string.h>

#include "render/context.h"
#include "render/guard.h"
#include "render/rehearse.h"

struct renderer {
	struct arena *arena;
	struct catalog *catalog;
	const struct profile *profile;
	const struct parameter_value *parameters;
	struct template_set *templates;
	const struct template **programs; /* one per file of the profile */
	struct context_base base;
	const struct choice_limits *limits; /* or NULL */
	bool ready;
};

/* The engine reports what cannot be found, with the place that asked. */
static bool
load(void *host, const char *name, struct source **ret)
{
	*ret = catalog_template_copy(host, name);
	return *ret != NULL;
}

static bool
compile(struct renderer *renderer, struct diags *diags)
{
	const struct template_options options = { .trim_blocks = true,
		.lstrip_blocks = true,
		.keep_trailing_newline = true,
		.load = load,
		.host = renderer->catalog };
	const struct profile *profile = renderer->profile;
	size_t i;

	renderer->templates = template_set_new(&options);
	renderer->programs = arena_array(
	    renderer->arena, profile->file_count, sizeof(struct template *));
	for (i = 0; i < profile->file_count; i++) {
		renderer->programs[i] = template_set_get(
		    renderer->templates, profile->files[i].template, diags);
		if (renderer->programs[i] == NULL)
			return false;
	}
	return true;
}

struct renderer *
renderer_new(struct catalog *catalog, const struct profile *profile,
    const struct parameter_value *parameters, struct diags *diags)
{
	struct renderer *renderer = memory_alloc(sizeof(*renderer));

	*renderer = (struct renderer){ .arena = arena_new(),
		.catalog = catalog,
		.profile = profile,
		.parameters = parameters };
	renderer->ready = compile(renderer, diags);
	renderer->base = context_base(profile, parameters, renderer->arena);
	return renderer;
}

void
renderer_limit(struct renderer *renderer, const struct choice_limits *limits)
{
	renderer->limits = limits;
}

bool
renderer_ready(const struct renderer *renderer)
{
	return renderer->ready;
}

void
renderer_free(struct renderer *renderer)
{
	if (renderer == NULL)
		return;
	template_set_free(renderer->templates);
	arena_free(renderer->arena);
	free(renderer);
}

struct rendering *
rendering_new(const struct renderer *renderer)
{
	struct rendering *rendering = memory_alloc(sizeof(*rendering));
	size_t i;

	rendering->count = renderer->profile->file_count;
	rendering->files =
	    memory_alloc(rendering->count * sizeof(*rendering->files));
	for (i = 0; i < rendering->count; i++)
		rendering->files[i] = (struct rendered_file){
			.mode =
			    renderer->profile->files[i].executable ? 0700 : 0600
		};
	return rendering;
}

void
rendering_free(struct rendering *rendering)
{
	size_t i;

	if (rendering == NULL)
		return;
	for (i = 0; i < rendering->count; i++)
		buf_free(&rendering->files[i].output.text);
	free(rendering->files);
	free(rendering);
}

/* The files' names, refused when they could leave the output directory. */
static bool
name_files(const struct renderer *renderer, const struct connection *connection,
    struct arena *arena, struct diags *diags, struct rendering *ret)
{
	const struct profile *profile = renderer->profile;
	size_t i;

	for (i = 0; i < ret->count; i++) {
		ret->files[i].name = profile_file_name(
		    &profile->files[i], connection->id.text, arena);
		if (ret->files[i].name == NULL) {
			diag(diags, RULE_OUTPUT_NAME, connection->id.at,
			    "'%s' cannot be part of a file name",
			    diag_quote(diags, connection->id.text));
			return false;
		}
	}
	return true;
}

bool
render_connection(const struct renderer *renderer,
    const struct connection *connection, struct arena *arena,
    struct diags *diags, struct rendering *ret)
{
	const struct profile *profile = renderer->profile;
	const struct choice *choices;
	struct tvalue context;
	size_t i;

	if (!guard_device(connection, profile, diags) ||
	    !parameter_complete(profile->parameters, profile->parameter_count,
		renderer->parameters, connection_is_static(connection),
		guard_subject(connection, NULL, diags), diags) ||
	    !guard_networks(connection, profile, renderer->parameters, diags))
		return false;
	choices = rehearse_choices(connection, profile, renderer->parameters,
	    renderer->limits, arena, diags);
	if (choices == NULL ||
	    !context_build(connection, choices, profile, &renderer->base, arena,
		diags, &context) ||
	    !name_files(renderer, connection, arena, diags, ret))
		return false;
	for (i = 0; i < ret->count; i++) {
		buf_clear(&ret->files[i].output.text);
		ret->files[i].output.span_count = 0;
		ret->files[i].output.span_capacity = 0;
		if (!template_render(renderer->programs[i], arena, &context,
			&ret->files[i].output, diags))
			return false;
	}
	return true;
}

/* SPDX-License-Identifier: ISC */
/* Rendering: choose, guard, publish, run the templates.  Floor 5. */
#include "render/render.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "render/context.h"
#include "render/guard.h"
#include "render/recipe.h"
#include "render/rehearse.h"

struct renderer {
	struct arena *arena;
	struct catalog *catalog;
	const struct profile *profile;
	const struct profile_file *files; /* of the profile, or its removal */
	size_t file_count;
	const struct parameter_value *parameters;
	struct template_set *templates;
	bool borrows; /* the templates are another renderer's */
	const struct template **programs; /* one per file */
	struct context_base base;
	const struct choice_limits *limits; /* or NULL */
	struct recipe_book *book;
	struct memo *memo;
	bool ready;
};

/* What is known of the connections before; several threads may share it. */
struct memo {
	_Atomic uint64_t suited; /* guard_question(), of the last; 0: none */
};

static struct memo *
memo_new(void)
{
	struct memo *memo = memory_alloc(sizeof(*memo));

	atomic_init(&memo->suited, 0);
	return memo;
}

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
		.refuse_none = true,
		.load = load,
		.host = renderer->catalog };
	size_t i;

	renderer->templates = template_set_new(&options);
	renderer->programs = arena_array(
	    renderer->arena, renderer->file_count, sizeof(struct template *));
	for (i = 0; i < renderer->file_count; i++) {
		renderer->programs[i] = template_set_get(
		    renderer->templates, renderer->files[i].template, diags);
		if (renderer->programs[i] == NULL)
			return false;
	}
	return true;
}

/* Which files are made; false after a finding when there are none. */
static bool
choose_files(
    struct renderer *renderer, enum render_what what, struct diags *diags)
{
	const struct profile *profile = renderer->profile;

	renderer->files = profile->files;
	renderer->file_count = profile->file_count;
	if (what == RENDER_CONFIGURATION)
		return true;
	renderer->base.keyless = true;
	renderer->file_count = 0;
	if (what == RENDER_COMMANDS)
		return true;
	renderer->files = profile->removal;
	renderer->file_count = profile->removal_count;
	if (renderer->file_count == 0)
		diag(diags, RULE_DEVICE_CANNOT, NOWHERE,
		    "the profile of %s has no files for --remove", profile->id);
	return renderer->file_count != 0;
}

struct renderer *
renderer_new(struct catalog *catalog, const struct profile *profile,
    const struct parameter_value *parameters, enum render_what what,
    struct diags *diags)
{
	struct renderer *renderer = memory_alloc(sizeof(*renderer));

	*renderer = (struct renderer){ .arena = arena_new(),
		.catalog = catalog,
		.profile = profile,
		.parameters = parameters };
	renderer->base = context_base(profile, parameters, renderer->arena);
	renderer->book = recipe_book_new(RENDER_REPEAT);
	renderer->memo = memo_new();
	renderer->ready =
	    choose_files(renderer, what, diags) && compile(renderer, diags);
	return renderer;
}

struct renderer *
renderer_with(
    const struct renderer *renderer, const struct parameter_value *parameters)
{
	struct renderer *other = memory_alloc(sizeof(*other));

	*other = *renderer;
	other->arena = arena_new();
	other->parameters = parameters;
	other->base = context_base(other->profile, parameters, other->arena);
	other->base.keyless = renderer->base.keyless;
	other->limits = NULL;
	other->book = recipe_book_new(RENDER_REPEAT);
	other->memo = memo_new();
	other->borrows = true;
	return other;
}

void
renderer_limit(struct renderer *renderer, const struct choice_limits *limits)
{
	renderer->limits = limits;
}

void
renderer_repeat(struct renderer *renderer, enum render_repeat repeat)
{
	recipe_book_free(renderer->book);
	renderer->book = recipe_book_new(repeat);
}

size_t
renderer_repeated(const struct renderer *renderer)
{
	return recipe_book_uses(renderer->book);
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
	if (!renderer->borrows)
		template_set_free(renderer->templates);
	recipe_book_free(renderer->book);
	free(renderer->memo);
	arena_free(renderer->arena);
	free(renderer);
}

struct rendering *
rendering_new(const struct renderer *renderer)
{
	struct rendering *rendering = memory_alloc(sizeof(*rendering));
	size_t i;

	rendering->count = renderer->file_count;
	rendering->files =
	    memory_alloc(rendering->count * sizeof(*rendering->files));
	for (i = 0; i < rendering->count; i++)
		rendering->files[i] = (struct rendered_file){
			.mode =
			    (renderer->files[i].executable ? 0755u : 0644u) &
			    (renderer->base.keyless ? 0777u : 0700u),
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

/* The files' names for ID, refused when they could leave the output
 * directory. */
static bool
name_files(const struct renderer *renderer, const char *id, struct pos at,
    struct arena *arena, struct diags *diags, struct rendering *ret)
{
	size_t i;

	for (i = 0; i < ret->count; i++) {
		ret->files[i].name =
		    profile_file_name(&renderer->files[i], id, arena);
		if (ret->files[i].name == NULL) {
			diag(diags, RULE_OUTPUT_NAME, at,
			    "'%s' cannot be part of a file name",
			    diag_quote(diags, id));
			return false;
		}
	}
	return true;
}

/* Whether there are all parameters that CONNECTION needs, and they fit it; most
 * connections ask what the one before did. */
static bool
parameters_suit(const struct renderer *renderer,
    const struct connection *connection, struct diags *diags)
{
	const struct profile *profile = renderer->profile;
	const uint64_t question = guard_question(connection);
	_Atomic uint64_t *suited = &renderer->memo->suited;

	if (atomic_load_explicit(suited, memory_order_relaxed) == question)
		return true;
	if (!parameter_complete(profile->parameters, profile->parameter_count,
		renderer->parameters, guard_needs(connection),
		guard_subject(connection, NULL, diags), diags) ||
	    !guard_parameters(connection, profile, renderer->parameters, diags))
		return false;
	atomic_store_explicit(suited, question, memory_order_relaxed);
	return true;
}

/* All that is asked before a connection is rendered, and what is chosen for
 * it; NULL after findings. */
static const struct choice *
admit(const struct renderer *renderer, const struct connection *connection,
    struct arena *arena, struct diags *diags)
{
	const struct profile *profile = renderer->profile;
	const struct choice *choices;

	if (!guard_device(connection, profile, diags) ||
	    !parameters_suit(renderer, connection, diags))
		return NULL;
	choices = rehearse_choices(connection, profile, renderer->parameters,
	    renderer->limits, arena, diags);
	if (choices == NULL ||
	    !guard_connection(connection, profile, &renderer->base, diags))
		return NULL;
	return choices;
}

bool
render_context(const struct renderer *renderer,
    const struct connection *connection, struct arena *arena,
    struct diags *diags, struct tvalue *ret)
{
	const struct choice *choices =
	    admit(renderer, connection, arena, diags);

	if (choices == NULL)
		return false;
	*ret = context_make(connection, choices, renderer->profile,
	    &renderer->base, NULL, arena);
	return true;
}

static bool
run(const struct renderer *renderer, const struct tvalue *context,
    struct arena *arena, struct diags *diags, struct rendering *ret)
{
	size_t i;

	for (i = 0; i < ret->count; i++) {
		buf_clear(&ret->files[i].output.text);
		ret->files[i].output.span_count = 0;
		ret->files[i].output.span_capacity = 0;
		if (!template_render(renderer->programs[i], arena, context,
			&ret->files[i].output, diags))
			return false;
	}
	return true;
}

bool
render_connection(const struct renderer *renderer,
    const struct connection *connection, struct arena *arena,
    struct diags *diags, struct rendering *ret)
{
	const struct recipe_scope scope = { renderer->profile, &renderer->base,
		renderer->programs, renderer->file_count };
	const struct choice *choices =
	    admit(renderer, connection, arena, diags);
	struct tvalue context;

	if (choices == NULL || !name_files(renderer, connection->id.text,
				   connection->id.at, arena, diags, ret))
		return false;
	if (recipe_book_apply(
		renderer->book, &scope, connection, choices, arena, ret))
		return true;
	context = context_make(connection, choices, renderer->profile,
	    &renderer->base, NULL, arena);
	if (!run(renderer, &context, arena, diags, ret))
		return false;
	recipe_book_learn(
	    renderer->book, &scope, connection, choices, ret, arena);
	return true;
}

bool
render_client(const struct renderer *renderer, const struct client *client,
    struct arena *arena, struct diags *diags, struct rendering *ret)
{
	const struct value *id = &client->facts->endpoint->id;
	const char *user = client->user->name;
	struct tvalue context =
	    client_context(client, renderer->profile, &renderer->base, arena);
	size_t i;

	for (i = 0; i < ret->count; i++)
		ret->files[i].mode = client->user->key != NULL ? 0600 : 0644;
	return name_files(renderer,
		   user == NULL ? id->text
				: arena_printf(arena, "%s-%s", id->text, user),
		   id->at, arena, diags, ret) &&
	       run(renderer, &context, arena, diags, ret);
}

static bool
render_one(const struct renderer *renderer, size_t index,
    const struct openvpn_file *file, const struct tvalue *context,
    struct arena *arena, struct diags *diags, struct rendered_file *ret)
{
	const struct profile_file *of = &renderer->files[index];
	const char *id = file->facts->server->id.text;
	const bool secret =
	    file->keys->key != NULL || file->keys->tls_crypt != NULL;

	ret->mode = secret ? 0600 : 0644;
	ret->name = profile_file_path(of, id,
	    file->peer == NULL ? NULL : file->peer->client->name.text, arena,
	    &ret->directory);
	if (ret->name == NULL) {
		diag(diags, RULE_OUTPUT_NAME, file->facts->server->id.at,
		    "'%s' cannot be part of a file name",
		    diag_quote(diags, id));
		return false;
	}
	buf_clear(&ret->output.text);
	ret->output.span_count = 0;
	ret->output.span_capacity = 0;
	return template_render(
	    renderer->programs[index], arena, context, &ret->output, diags);
}

bool
render_openvpn(const struct renderer *renderer, const struct openvpn_file *file,
    struct arena *arena, struct diags *diags, struct rendering *rendering,
    struct rendering *ret)
{
	const struct tvalue context =
	    openvpn_context(file, renderer->profile, &renderer->base, arena);
	struct rendered_file *next;
	size_t i;

	*ret = (struct rendering){ rendering->files, 0 };
	for (i = 0; i < renderer->file_count; i++) {
		if (renderer->files[i].each_client != (file->peer != NULL))
			continue;
		next = &ret->files[ret->count];
		if (!render_one(
			renderer, i, file, &context, arena, diags, next))
			return false;
		/* What a role has no need of is no file. */
		if (next->output.text.length != 0)
			ret->count++;
	}
	return true;
}

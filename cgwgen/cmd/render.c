/* SPDX-License-Identifier: ISC */
/* cgwgen render: from descriptors to configuration files.  Floor 7. */
#include "render/render.h"
#include "base/file.h"
#include "cmd/commands.h"
#include "cmd/inputs.h"
#include "cmd/output.h"
#include "cmd/session.h"
#include "device/catalog.h"
#include "doc/yaml.h"

/* All that is made once for a run. */
struct job {
	struct catalog *catalog;
	const struct profile *profile;
	const struct parameter_value *parameters;
	struct renderer *renderer;
	struct rendering *rendering;
	struct output *output;
};

/* The root of the parameter file; NULL without one.  False after findings. */
static bool
read_params(
    struct session *session, const struct job *job, const struct node **ret)
{
	const char *path = session->settings->params;
	struct source *source;

	*ret = NULL;
	if (path == NULL)
		return true;
	source = file_read(path, session->settings->max_input, session->diags);
	if (source == NULL)
		return false;
	session_keep(session, source);
	*ret = yaml_read(source, session->arena, session->diags);
	return *ret != NULL &&
	       schema_check(catalog_schema(job->catalog, "parameters"), *ret,
		   session->diags);
}

static bool
read_parameters(struct session *session, struct job *job)
{
	const struct text_list *list = &session->settings->set;
	const struct source **sets =
	    arena_array(session->arena, list->count, sizeof(*sets));
	struct parameter_input input = { sets, list->count, NULL };
	size_t i;

	for (i = 0; i < list->count; i++)
		sets[i] = session_source(session, "--set", list->items[i]);
	if (!read_params(session, job, &input.file))
		return false;
	job->parameters = parameter_resolve(job->profile->parameters,
	    job->profile->parameter_count, &input, session->arena,
	    session->diags);
	return job->parameters != NULL;
}

static bool
prepare(struct session *session, struct job *job)
{
	const struct settings *settings = session->settings;

	job->catalog = catalog_open(settings->device_paths.items,
	    settings->device_paths.count, session->diags);
	if (job->catalog == NULL)
		return false;
	job->profile =
	    catalog_profile(job->catalog, settings->device, session->diags);
	if (job->profile == NULL || !read_parameters(session, job))
		return false;
	job->renderer = renderer_new(
	    job->catalog, job->profile, job->parameters, session->diags);
	if (!renderer_ready(job->renderer))
		return false;
	job->rendering = rendering_new(job->renderer);
	job->output = output_open(settings->output, job->profile->file_count,
	    inputs_are_several(settings) ? 2 : 1, session->diags);
	return job->output != NULL;
}

static void
render_one(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	struct job *job = host;

	(void)session;
	if (render_connection(
		job->renderer, connection, arena, diags, job->rendering))
		output_write(
		    job->output, job->rendering, connection->id.at, diags);
}

int
cmd_render(const struct settings *settings)
{
	struct session session;
	struct job job = { .catalog = NULL };
	int status;

	if (settings->device == NULL)
		return usage_error(
		    "render", "no device; 'cgwgen devices' lists them");
	if (settings->operand_count == 0)
		return usage_error(
		    "render", "no descriptor; use - for standard input");
	if (session_open(&session, settings, stderr) && prepare(&session, &job))
		session_run(&session, render_one, &job);
	status = session_close(&session);
	output_close(job.output);
	rendering_free(job.rendering);
	renderer_free(job.renderer);
	catalog_free(job.catalog);
	return status;
}

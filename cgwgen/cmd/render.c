/* SPDX-License-Identifier: ISC */
/* cgwgen render: from descriptors to configuration files.  Floor 7. */
#include "render/render.h"

#include <string.h>

#include "base/file.h"
#include "cmd/commands.h"
#include "cmd/inputs.h"
#include "cmd/numbers.h"
#include "cmd/output.h"
#include "cmd/session.h"
#include "device/catalog.h"
#include "doc/yaml.h"

/* A device with parameters, ready to be rendered for. */
struct target {
	const struct profile *profile;
	const struct node *site; /* the descriptor's parameters, or NULL */
	const struct parameter_value *parameters;
	struct renderer *renderer;
	struct rendering *rendering;
	struct target *next;
};

/* All that is made once for a run. */
struct job {
	struct catalog *catalog;
	const struct source **sets;
	const struct node *params; /* the file of --params, or NULL */
	struct target *targets;    /* the one used last first */
	struct output *output;
	struct numbers *numbers;
};

/* Whether a mapping of parameters has the shape of one. */
static bool
is_mapping(const struct job *job, const struct node *node, struct diags *diags)
{
	return schema_check(
	    catalog_schema(job->catalog, "parameters"), node, diags);
}

static bool
read_params(struct session *session, struct job *job)
{
	const char *path = session->settings->params;
	struct source *source;

	if (path == NULL)
		return true;
	source = file_read(path, session->settings->max_input, session->diags);
	if (source == NULL)
		return false;
	session_keep(session, source);
	job->params = yaml_read(source, session->arena, session->diags);
	return job->params != NULL &&
	       is_mapping(job, job->params, session->diags);
}

static void
read_sets(struct session *session, struct job *job)
{
	const struct text_list *list = &session->settings->set;
	size_t i;

	job->sets =
	    arena_array(session->arena, list->count, sizeof(*job->sets));
	for (i = 0; i < list->count; i++)
		job->sets[i] = session_source(session, "--set", list->items[i]);
}

static const struct parameter_value *
resolve(struct session *session, const struct job *job,
    const struct target *target, struct diags *diags)
{
	struct parameter_input input = { job->sets,
		session->settings->set.count, job->params, target->site };

	if (target->site != NULL && !is_mapping(job, target->site, diags))
		return NULL;
	return parameter_resolve(target->profile->parameters,
	    target->profile->parameter_count, &input, session->arena, diags);
}

/* Makes a target and puts it first; NULL after findings. */
static struct target *
target_new(struct session *session, struct job *job, const char *device,
    const struct node *site, struct diags *diags)
{
	struct target *target = ARENA_NEW(session->arena, struct target);

	target->site = site;
	target->profile = catalog_profile(job->catalog, device, diags);
	if (target->profile == NULL)
		return NULL;
	target->parameters = resolve(session, job, target, diags);
	if (target->parameters == NULL)
		return NULL;
	/* Findings point into its templates: it lives to the end even when
	 * it is of no use. */
	target->renderer = renderer_new(
	    job->catalog, target->profile, target->parameters, diags);
	target->next = job->targets;
	job->targets = target;
	if (!renderer_ready(target->renderer))
		return NULL;
	target->rendering = rendering_new(target->renderer);
	return target;
}

static struct target *
target_find(struct job *job, const char *device, const struct node *site)
{
	struct target **link, *target;

	for (link = &job->targets; *link != NULL; link = &(*link)->next) {
		target = *link;
		if (target->site != site || target->rendering == NULL ||
		    strcmp(target->profile->id, device) != 0)
			continue;
		*link = target->next;
		target->next = job->targets;
		return job->targets = target;
	}
	return NULL;
}

/* The device for CONNECTION: --device, else the one its site names, whose
 * parameters are for that device only. */
static struct target *
target_for(struct session *session, struct job *job,
    const struct connection *connection, struct diags *diags)
{
	const struct gateway *gateway = connection->customer_gateway;
	const char *device = session->settings->device, *own = NULL;
	const struct node *site = NULL;
	struct target *target;

	if (gateway != NULL && value_known(&gateway->device))
		own = gateway->device.text;
	if (device == NULL)
		device = own;
	if (device == NULL) {
		diag(diags, RULE_DEVICE_UNKNOWN, connection->at,
		    "no device: neither --device nor a site of the descriptor "
		    "names one");
		return NULL;
	}
	if (gateway != NULL && (own == NULL || strcmp(own, device) == 0))
		site = gateway->parameters;
	target = target_find(job, device, site);
	if (target == NULL)
		target = target_new(session, job, device, site, diags);
	return target;
}

static bool
prepare(struct session *session, struct job *job)
{
	const struct settings *settings = session->settings;

	job->catalog = catalog_open(settings->device_paths.items,
	    settings->device_paths.count, session->diags);
	if (job->catalog == NULL)
		return false;
	job->numbers = numbers_new(session->arena);
	read_sets(session, job);
	if (!read_params(session, job))
		return false;
	/* What is wrong with it is said once, before anything is read. */
	return settings->device == NULL ||
	       target_new(session, job, settings->device, NULL,
		   session->diags) != NULL;
}

static void
render_one(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	struct job *job = host;
	struct target *target = target_for(session, job, connection, diags);

	if (target == NULL || !render_connection(target->renderer, connection,
				  arena, diags, target->rendering))
		return;
	numbers_take(job->numbers, target->profile, target->parameters,
	    connection, diags);
	/* Opened late: how many connections there are is known only now.  A
	 * directory may always have more of them the next time. */
	if (job->output == NULL && inputs_are_several(session->settings) &&
	    session->expected == 1)
		session->expected++;
	if (job->output == NULL)
		job->output = output_open(session->settings->output,
		    target->rendering->count, session->expected, diags);
	if (job->output != NULL)
		output_write(
		    job->output, target->rendering, connection->id.at, diags);
}

int
cmd_render(const struct settings *settings)
{
	struct session session;
	struct job job = { .catalog = NULL };
	struct target *target;
	int status;

	if (settings->operand_count == 0)
		return usage_error(
		    "render", "no descriptor; use - for standard input");
	if (session_open(&session, settings, stderr) &&
	    prepare(&session, &job)) {
		session_fleet(&session);
		session_run(&session, render_one, &job);
	}
	/* The session's arena holds the targets. */
	session_flush(&session);
	output_close(job.output);
	for (target = job.targets; target != NULL; target = target->next) {
		rendering_free(target->rendering);
		renderer_free(target->renderer);
	}
	status = session_close(&session);
	catalog_free(job.catalog);
	return status;
}

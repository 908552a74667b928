/* SPDX-License-Identifier: ISC */
/* cgwgen render: from descriptors to configuration files.  Floor 7. */
#include "render/render.h"

#include "cmd/commands.h"
#include "cmd/inputs.h"
#include "cmd/numbers.h"
#include "cmd/output.h"
#include "cmd/site_files.h"
#include "cmd/target.h"

/* A device with parameters, ready to be rendered for. */
struct printer {
	struct target target;
	struct renderer *renderer;
	struct rendering *rendering;
	struct printer *next;
};

/* All that is made once for a run. */
struct job {
	struct targets targets;
	struct printer *printers; /* the one used last first */
	struct output *output;
	struct numbers *numbers;
	struct site_files *sites; /* of --by-site, or NULL */
	struct session *session;
};

/* Makes a printer and puts it first; NULL after findings. */
static struct printer *
printer_new(struct session *session, struct job *job,
    const struct target *target, struct diags *diags)
{
	struct printer *printer = ARENA_NEW(session->arena, struct printer);

	printer->target = *target;
	if (!target_resolve(session, &job->targets, &printer->target,
		session->arena, diags))
		return NULL;
	/* Findings point into its templates: it lives to the end even when
	 * it is of no use. */
	printer->renderer = renderer_new(job->targets.catalog, target->profile,
	    printer->target.parameters,
	    session->settings->remove ? RENDER_REMOVAL : RENDER_CONFIGURATION,
	    diags);
	printer->next = job->printers;
	job->printers = printer;
	renderer_limit(printer->renderer, &job->targets.limits);
	if (!renderer_ready(printer->renderer))
		return NULL;
	printer->rendering = rendering_new(printer->renderer);
	return printer;
}

static struct printer *
printer_find(struct job *job, const struct target *target)
{
	struct printer **link, *printer;

	for (link = &job->printers; *link != NULL; link = &(*link)->next) {
		printer = *link;
		if (printer->rendering == NULL ||
		    !target_same(&printer->target, target))
			continue;
		*link = printer->next;
		printer->next = job->printers;
		return job->printers = printer;
	}
	return NULL;
}

/* The printer for CONNECTION; NULL: for --device. */
static struct printer *
printer_for(struct session *session, struct job *job,
    const struct connection *connection, struct diags *diags)
{
	struct printer *printer;
	struct target target;

	if (!target_for(session, &job->targets, connection, diags, &target))
		return NULL;
	printer = printer_find(job, &target);
	if (printer == NULL)
		printer = printer_new(session, job, &target, diags);
	return printer;
}

static void
expect_one(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	struct job *job = host;

	(void)session;
	(void)arena;
	(void)diags;
	site_files_expect(job->sites, connection);
}

static bool
prepare(struct session *session, struct job *job)
{
	session->checks.policy_narrows = true;
	job->numbers = numbers_new(session->arena);
	if (session->settings->by_site) {
		job->sites = site_files_new(session->arena);
		session->judge = expect_one;
		session->judge_host = job;
	}
	if (!targets_open(session, &job->targets))
		return false;
	/* What is wrong with it is said once, before anything is read. */
	return session->settings->device == NULL ||
	       printer_for(session, job, NULL, session->diags) != NULL;
}

/* Opened late: how many connections there are is known only then.  A directory
 * may always have more of them the next time. */
static struct output *
open_output(void *host, size_t files)
{
	struct job *job = host;
	struct session *session = job->session;

	if (job->output != NULL)
		return job->output;
	if (inputs_are_several(session->settings) && session->expected == 1)
		session->expected++;
	return job->output = output_open(session->settings->output, files,
		   session->expected, session->diags);
}

static void
render_one(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	struct job *job = host;
	struct printer *printer = printer_for(session, job, connection, diags);
	const struct target *target;

	if (printer == NULL || !render_connection(printer->renderer, connection,
				   arena, diags, printer->rendering))
		return;
	target = &printer->target;
	numbers_take(job->numbers, target->profile, target->parameters,
	    connection, diags);
	if (job->sites != NULL)
		site_files_take(job->sites, target->profile, connection,
		    profile_integer(
			target->profile, target->parameters, "slot"),
		    printer->rendering);
	else if (open_output(job, printer->rendering->count) != NULL)
		output_write(
		    job->output, printer->rendering, connection->id.at, diags);
}

int
cmd_render(const struct settings *settings)
{
	struct session session;
	struct job job = { .printers = NULL };
	struct printer *printer;
	int status;

	if (settings->operand_count == 0)
		return usage_error(
		    "render", "no descriptor; use - for standard input");
	if (settings->by_site && settings->remove)
		return usage_error("render",
		    "--remove is for single connections: leave out --by-site");
	job.session = &session;
	if (session_open(&session, settings, stderr) &&
	    prepare(&session, &job)) {
		session_fleet(&session);
		session_run(&session, render_one, &job);
		if (job.sites != NULL)
			site_files_write(
			    job.sites, open_output, &job, session.diags);
	}
	/* The session's arena holds the printers. */
	session_flush(&session);
	output_close(job.output);
	site_files_free(job.sites);
	for (printer = job.printers; printer != NULL; printer = printer->next) {
		rendering_free(printer->rendering);
		renderer_free(printer->renderer);
	}
	status = session_close(&session);
	catalog_free(job.targets.catalog);
	return status;
}

/* SPDX-License-Identifier: ISC */
/* cgwgen render for Client VPN endpoints: a profile for each user.  Floor 7. */
#include "check/client.h"
#include "cmd/clients.h"
#include "cmd/output.h"
#include "read/silence.h"
#include "render/render.h"

struct job {
	struct session *session;
	struct target target;
	struct renderer *renderer;
	struct rendering *rendering;
	struct client_users users;
	struct output *output;
};

static bool
render_one(struct job *job, const struct client *client)
{
	struct diags *diags = job->session->diags;
	struct arena *arena = arena_new();
	/* The file's name lives in ARENA. */
	const bool good = render_client(job->renderer, client, arena, diags,
			      job->rendering) &&
			  output_write(job->output, job->rendering,
			      client->facts->endpoint->id.at, diags);

	arena_free(arena);
	return good;
}

/* False after what makes others pointless, too. */
static bool
render_endpoint(struct job *job, const struct client_facts *facts)
{
	struct client client = { .facts = facts };
	size_t i;

	if (!client_guard(facts, job->target.profile, job->target.parameters,
		job->session->diags))
		return true;
	client.host =
	    client_host(facts, job->target.profile, job->target.parameters);
	for (i = 0; i < job->users.count; i++) {
		client.user = &job->users.list[i];
		if (!render_one(job, &client))
			return false;
	}
	return true;
}

static void
render_all(struct job *job, const struct clients *clients)
{
	size_t i;

	job->output =
	    output_open(job->session->settings->output, job->rendering->count,
		clients->count * job->users.count, NULL, job->session->diags);
	for (i = 0; job->output != NULL && i < clients->count; i++)
		if (!render_endpoint(job, &clients->endpoints[i]))
			return;
}

/* Whether the rules on endpoints find no error but such that --force passes
 * over. */
static bool
check(struct session *session)
{
	struct diags *diags = diags_new(session->arena, 0);
	struct client_checks *checks = client_checks_new(
	    inventory_estate(session->inventory, session->diags),
	    &session->checks);
	bool good;
	size_t i;

	client_checks_finish(checks, diags);
	client_checks_free(checks);
	session->report.silenced +=
	    silences_apply(inventory_silences(session->inventory), diags);
	for (i = 0; i < session->forced_count; i++)
		diags_pass_over(diags, session->forced[i]);
	good = diags_count(diags, SEVERITY_ERROR) == 0;
	session_report(session, diags);
	return good;
}

/* Makes what is the same for all; false after findings. */
static bool
prepare(struct job *job, const struct targets *targets)
{
	struct session *session = job->session;

	job->target.profile = catalog_profile(targets->catalog,
	    session->settings->device, NOWHERE, session->diags);
	if (job->target.profile == NULL ||
	    !target_resolve(
		session, targets, &job->target, session->arena, session->diags))
		return false;
	job->renderer = renderer_new(targets->catalog, job->target.profile,
	    job->target.parameters,
	    session->settings->remove ? RENDER_REMOVAL : RENDER_CONFIGURATION,
	    session->diags);
	if (!renderer_ready(job->renderer))
		return false;
	job->rendering = rendering_new(job->renderer);
	return clients_users(session, targets, &job->target, &job->users);
}

void
clients_render(struct session *session, const struct targets *targets)
{
	struct job job = { .session = session };
	struct clients clients;

	if (prepare(&job, targets) && clients_read(session, &clients) &&
	    check(session))
		render_all(&job, &clients);
	session_flush(session);
	output_close(job.output);
	rendering_free(job.rendering);
	renderer_free(job.renderer);
}

/* SPDX-License-Identifier: ISC */
/* cgwgen render for Client VPN endpoints: a profile for each user.  Floor 7. */
#include <stdio.h>

#include "check/client.h"
#include "cmd/clients.h"
#include "cmd/output.h"
#include "render/render.h"

struct job {
	struct session *session;
	struct target target;
	struct renderer *renderer;
	struct rendering *rendering;
	struct client_users users;
	const struct estate *estate;
	struct client_checks *checks;
	size_t expected; /* profiles */
	struct output *output;
	bool refused; /* there is no output */
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

/* Whether the rules on endpoints find no error but such that --force passes
 * over; with an error this endpoint is left out, and no other. */
static bool
check(struct job *job, const struct client_facts *facts)
{
	struct session *session = job->session;
	struct diags *diags = session_diags(session, session->arena);

	client_checks_one(job->checks, &facts->endpoint->item, diags);
	return session_allows(session, diags);
}

/* Opened late: what is not rendered makes no directory.  It is one wherever
 * several profiles are meant, even when there is one in the end. */
static bool
open_output(struct job *job)
{
	if (job->output == NULL && !job->refused)
		job->output = output_open(job->session->settings->output,
		    job->rendering->count, job->expected, NULL,
		    job->session->diags);
	job->refused = job->output == NULL;
	return !job->refused;
}

/* Whether there is a profile for each user. */
static bool
render_endpoint(struct job *job, const struct client_facts *facts)
{
	struct client client = { .facts = facts };
	size_t i;

	if (!check(job, facts) ||
	    !client_guard(job->estate, facts, job->target.profile,
		job->target.parameters, job->session->diags) ||
	    !open_output(job))
		return false;
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
	struct session *session = job->session;
	size_t rendered = 0, i;

	job->estate = inventory_estate(session->inventory, session->diags);
	job->expected = clients->count * job->users.count;
	job->checks = client_checks_new(job->estate, &session->checks);
	for (i = 0; !job->refused && i < clients->count; i++) {
		rendered += render_endpoint(job, &clients->endpoints[i]);
		session_flush(session);
	}
	client_checks_free(job->checks);
	if (clients->count > 1 && rendered < clients->count &&
	    !session->settings->quiet)
		fprintf(stderr, "%zu of %zu endpoints were rendered\n",
		    rendered, clients->count);
}

/* Makes what is the same for all; false after findings. */
static bool
prepare(struct job *job, const struct targets *targets)
{
	struct session *session = job->session;

	return target_press(session, targets, &job->target, &job->renderer,
		   &job->rendering) &&
	       clients_users(session, targets, &job->target, &job->users);
}

void
clients_render(struct session *session, const struct targets *targets)
{
	struct job job = { .session = session };
	struct clients clients;

	if (prepare(&job, targets) && clients_read(session, &clients))
		render_all(&job, &clients);
	session_flush(session);
	output_close(job.output);
	rendering_free(job.rendering);
	renderer_free(job.renderer);
}

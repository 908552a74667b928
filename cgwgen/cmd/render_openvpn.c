/* SPDX-License-Identifier: ISC */
/* cgwgen render for OpenVPN servers and their clients.  Floor 7. */
#include <stdio.h>
#include <string.h>

#include "check/openvpn.h"
#include "cmd/openvpn.h"
#include "cmd/output.h"
#include "render/render.h"

struct job {
	struct session *session;
	struct target target;
	struct renderer *renderer;
	struct rendering *rendering;
	struct openvpn_inline given;
	const struct openvpn_servers *servers;
	struct openvpn_checks *checks;
	struct output *output;
	bool refused; /* there is no output */
};

/* The files of the server, or with PEER of that client. */
static bool
render_one(struct job *job, const struct openvpn_facts *facts,
    const struct openvpn_peer *peer, struct openvpn_common *common)
{
	struct diags *diags = job->session->diags;
	struct arena *arena = arena_new();
	struct openvpn_keys keys;
	struct rendering part;
	const struct openvpn_file file = { facts, peer, &keys, common };
	/* The files' names live in ARENA. */
	const bool good =
	    openvpn_keys(job->session, &job->given, facts, peer, &keys) &&
	    render_openvpn(
		job->renderer, &file, arena, diags, job->rendering, &part) &&
	    output_write(job->output, &part, facts->server->id.at, diags);

	arena_free(arena);
	return good;
}

/* Whether the rules on servers find no error but such that --force passes
 * over; with an error this server is left out, and no other. */
static bool
check(struct job *job, const struct openvpn_facts *facts)
{
	struct session *session = job->session;
	struct diags *diags = session_diags(session, session->arena);

	openvpn_checks_one(job->checks, &facts->server->item, diags);
	return session_allows(session, diags);
}

static size_t
count_files(const struct job *job)
{
	const struct openvpn_servers *servers = job->servers;
	const struct profile *profile = job->target.profile;
	size_t count = 0, i, j;

	for (i = 0; i < profile->file_count; i++)
		for (j = 0; j < servers->count; j++)
			count += profile->files[i].each_client
				     ? servers->list[j].peer_count
				     : 1;
	return count;
}

/* Opened late: what is not rendered makes no directory. */
static bool
open_output(struct job *job)
{
	struct session *session = job->session;

	if (job->output == NULL && !job->refused)
		job->output = output_open(session->settings->output,
		    count_files(job), 1, NULL, session->diags);
	job->refused = job->output == NULL;
	return !job->refused;
}

static bool
render_server(struct job *job, const struct openvpn_facts *facts)
{
	struct openvpn_common common = { .arena = job->session->arena };
	bool good;
	size_t i;

	if (!check(job, facts) || !openvpn_guard(facts, job->session->diags) ||
	    !open_output(job))
		return false;
	good = render_one(job, facts, NULL, &common);
	for (i = 0; good && i < facts->peer_count; i++)
		good = render_one(job, facts, &facts->peers[i], &common);
	return good;
}

/* Everybody of the list is somebody's client. */
static bool
knows_users(struct job *job, const struct openvpn_servers *servers)
{
	const struct client_users *users = &job->given.users;
	bool good = true, found;
	size_t i, j, k;

	for (i = 0; i < users->count; i++) {
		found = users->list[i].name == NULL;
		for (j = 0; j < servers->count; j++)
			for (k = 0; k < servers->list[j].peer_count; k++)
				found = found || strcmp(servers->list[j]
							    .peers[k]
							    .client->name.text,
						     users->list[i].name) == 0;
		if (found)
			continue;
		diag(job->session->diags, RULE_PARAMETER_INVALID, NOWHERE,
		    "users_file: no server has a client %s",
		    diag_quote(job->session->diags, users->list[i].name));
		good = false;
	}
	return good;
}

static void
render_all(struct job *job, const struct openvpn_servers *servers)
{
	struct session *session = job->session;
	size_t rendered = 0, i;

	if (!knows_users(job, servers))
		return;
	job->servers = servers;
	job->checks = openvpn_checks_new(
	    inventory_estate(session->inventory, session->diags));
	for (i = 0; !job->refused && i < servers->count; i++) {
		rendered += render_server(job, &servers->list[i]);
		session_flush(session);
	}
	openvpn_checks_free(job->checks);
	if (servers->count > 1 && rendered < servers->count &&
	    !session->settings->quiet)
		fprintf(stderr, "%zu of %zu servers were rendered\n", rendered,
		    servers->count);
}

/* Makes what is the same for all; false after findings. */
static bool
prepare(struct job *job, const struct targets *targets)
{
	struct session *session = job->session;

	return target_press(session, targets, &job->target, &job->renderer,
		   &job->rendering) &&
	       openvpn_inline(session, targets, &job->target, &job->given);
}

void
openvpn_render(struct session *session, const struct targets *targets)
{
	struct job job = { .session = session };
	struct openvpn_servers servers;

	if (prepare(&job, targets) &&
	    openvpn_read(session, job.target.profile, &servers))
		render_all(&job, &servers);
	session_flush(session);
	output_close(job.output);
	rendering_free(job.rendering);
	renderer_free(job.renderer);
}

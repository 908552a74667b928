/* SPDX-License-Identifier: ISC */
/* cgwgen render for OpenVPN servers and their clients.  Floor 7. */
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
	struct output *output;
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

/* False after what makes others pointless, too. */
static bool
render_server(struct job *job, const struct openvpn_facts *facts)
{
	struct openvpn_common common = { .arena = job->session->arena };
	bool good;
	size_t i;

	if (!openvpn_guard(facts, job->session->diags))
		return true;
	good = render_one(job, facts, NULL, &common);
	for (i = 0; good && i < facts->peer_count; i++)
		good = render_one(job, facts, &facts->peers[i], &common);
	return good;
}

static size_t
count_files(const struct job *job, const struct openvpn_servers *servers)
{
	const struct profile *profile = job->target.profile;
	size_t count = 0, i, j;

	for (i = 0; i < profile->file_count; i++)
		for (j = 0; j < servers->count; j++)
			count += profile->files[i].each_client
				     ? servers->list[j].peer_count
				     : 1;
	return count;
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
	size_t i;

	if (!knows_users(job, servers))
		return;
	job->output = output_open(job->session->settings->output,
	    count_files(job, servers), 1, NULL, job->session->diags);
	for (i = 0; job->output != NULL && i < servers->count; i++)
		if (!render_server(job, &servers->list[i]))
			return;
}

/* Whether the rules on servers find no error but such that --force passes
 * over. */
static bool
check(struct session *session)
{
	struct diags *diags = diags_new(session->arena, 0);
	struct openvpn_checks *checks = openvpn_checks_new(
	    inventory_estate(session->inventory, session->diags));

	openvpn_checks_finish(checks, diags);
	openvpn_checks_free(checks);
	return session_allows(session, diags);
}

/* Makes what is the same for all; false after findings. */
static bool
prepare(struct job *job, const struct targets *targets)
{
	struct session *session = job->session;

	if (!target_press(session, targets, &job->target, &job->renderer,
		&job->rendering))
		return false;
	return openvpn_inline(session, targets, &job->target, &job->given);
}

void
openvpn_render(struct session *session, const struct targets *targets)
{
	struct job job = { .session = session };
	struct openvpn_servers servers;

	if (prepare(&job, targets) &&
	    openvpn_read(session, job.target.profile, &servers) &&
	    check(session))
		render_all(&job, &servers);
	session_flush(session);
	output_close(job.output);
	rendering_free(job.rendering);
	renderer_free(job.renderer);
}

/* SPDX-License-Identifier: ISC */
/* cgwgen verify for configurations of OpenVPN.  Floor 7. */
#include <string.h>

#include "base/file.h"
#include "cmd/openvpn.h"
#include "read/silence.h"
#include "render/render.h"
#include "verify/openvpn.h"

struct job {
	struct session *session;
	struct target target;
	struct renderer *renderer;
	struct rendering *rendering;
	struct openvpn_servers servers;
};

/* A file that is rendered for a server, or with a peer for that client. */
struct candidate {
	const struct openvpn_facts *facts;
	const struct openvpn_peer *peer;
};

/* ---- which one a file is ---------------------------------------------- */

/* Whether PATH ends in NAME, which may have a directory. */
static bool
ends_in(const char *path, const char *name)
{
	size_t length = strlen(path), end = strlen(name);

	return length >= end && strcmp(path + length - end, name) == 0 &&
	       (length == end || path[length - end - 1] == '/');
}

static bool
is_named(
    const struct job *job, const struct candidate *candidate, const char *path)
{
	const struct profile *profile = job->target.profile;
	const char *directory, *name;
	size_t i;

	for (i = 0; i < profile->file_count; i++) {
		if (profile->files[i].each_client != (candidate->peer != NULL))
			continue;
		name = profile_file_path(&profile->files[i],
		    candidate->facts->server->id.text,
		    candidate->peer == NULL
			? NULL
			: candidate->peer->client->name.text,
		    job->session->arena, &directory);
		if (name != NULL && ends_in(path, name))
			return true;
	}
	return false;
}

static bool
find_named(const struct job *job, const char *path, struct candidate *ret)
{
	size_t i, j;

	for (i = 0; i < job->servers.count; i++) {
		*ret = (struct candidate){ &job->servers.list[i], NULL };
		if (is_named(job, ret, path))
			return true;
		for (j = 0; j < ret->facts->peer_count; j++) {
			ret->peer = &ret->facts->peers[j];
			if (is_named(job, ret, path))
				return true;
		}
	}
	return false;
}

/* Whether PATH lies where a server of the descriptor has a file for each
 * client. */
static bool
is_among_clients(const struct job *job, const char *path)
{
	const struct profile *profile = job->target.profile;
	const char *directory, *end = strrchr(path, '/');
	const char *place;
	size_t i, j;

	if (end == NULL)
		return false;
	place = arena_copy(job->session->arena, path, (size_t)(end - path));
	for (i = 0; i < job->servers.count; i++)
		for (j = 0; j < profile->file_count; j++) {
			(void)profile_file_path(&profile->files[j],
			    job->servers.list[i].server->id.text, "client",
			    job->session->arena, &directory);
			if (directory != NULL && ends_in(place, directory))
				return true;
		}
	return false;
}

/* ---- comparing -------------------------------------------------------- */

/* Renders CANDIDATE without keys and reads it back; false after findings. */
static bool
expect(struct job *job, const struct candidate *candidate, struct ovpn *ret)
{
	const struct openvpn_keys none = { .ca = NULL };
	struct openvpn_common common = { .arena = job->session->arena };
	const struct openvpn_file file = { candidate->facts, candidate->peer,
		&none, &common };
	struct session *session = job->session;
	const struct buf *text;
	struct rendering part;
	struct source *source;

	if (!openvpn_guard(candidate->facts, session->diags) ||
	    !render_openvpn(job->renderer, &file, session->arena,
		session->diags, job->rendering, &part) ||
	    part.count == 0)
		return false;
	text = &part.files[0].output.text;
	source = session_source(session, part.files[0].name,
	    arena_copy(session->arena, text->data, text->length));
	return ovpn_read(source, session->arena, session->diags, ret);
}

static void
compare(struct job *job, const struct candidate *candidate,
    const struct ovpn *running, struct diags *diags)
{
	struct ovpn expected;

	if (expect(job, candidate, &expected))
		openvpn_compare(&expected, running,
		    arena_printf(diags_arena(diags), "OpenVPN server %s",
			diag_quote(diags, candidate->facts->name)),
		    diags);
}

/* The server that RUNNING has the least against; its first client will do, for
 * what they have is the same but for their keys. */
static void
find_likely(struct job *job, const struct ovpn *running, struct candidate *ret)
{
	const bool each = job->target.profile->files[0].each_client;
	struct candidate candidate;
	struct diags *diags;
	size_t i, count, least = SIZE_MAX;

	*ret = (struct candidate){ NULL, NULL };
	for (i = 0; i < job->servers.count; i++) {
		candidate.facts = &job->servers.list[i];
		candidate.peer = NULL;
		if (each && candidate.facts->peer_count == 0)
			continue;
		if (each)
			candidate.peer = &candidate.facts->peers[0];
		diags = diags_new(job->session->arena, 0);
		compare(job, &candidate, running, diags);
		(void)diags_list(diags, &count);
		if (count >= least)
			continue;
		least = count;
		*ret = candidate;
	}
}

static void
verify_one(struct job *job, const char *path)
{
	struct session *session = job->session;
	struct source *source = file_read(path, OVPN_LIMIT, session->diags);
	struct candidate candidate;
	struct ovpn running;

	if (source == NULL)
		return;
	session_keep(session, source);
	silences_read_lines(
	    inventory_silences(session->inventory), source, session->diags);
	if (!ovpn_read(source, session->arena, session->diags, &running))
		return;
	if (find_named(job, path, &candidate))
		;
	else if (is_among_clients(job, path)) {
		diag(session->diags, RULE_OPENVPN_MORE,
		    (struct pos){ source, 0 },
		    "no client of the descriptor has this name, and who has "
		    "it may connect");
		return;
	} else
		find_likely(job, &running, &candidate);
	if (candidate.facts != NULL)
		compare(job, &candidate, &running, session->diags);
	else
		diag(session->diags, RULE_OPENVPN_DIFFERS,
		    (struct pos){ source, 0 },
		    "no server of the descriptor has a file like this");
}

void
openvpn_verify(struct session *session, const struct targets *targets,
    const char *const *paths, size_t count)
{
	struct job job = { .session = session };
	size_t i;

	if (target_press(
		session, targets, &job.target, &job.renderer, &job.rendering) &&
	    openvpn_read(session, job.target.profile, &job.servers))
		for (i = 0; i < count; i++)
			verify_one(&job, paths[i]);
	session_silence(session, session->diags);
	session_flush(session);
	rendering_free(job.rendering);
	renderer_free(job.renderer);
}

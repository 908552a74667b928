/* SPDX-License-Identifier: ISC */
/* cgwgen verify for profiles of OpenVPN.  Floor 7. */
#include "base/file.h"
#include "base/reach.h"
#include "cmd/clients.h"
#include "read/silence.h"
#include "verify/client.h"

struct job {
	struct session *session;
	struct target target;
	struct clients clients;
};

/* The endpoint that OVPN is for: the only one, or the one it names. */
static const struct client_facts *
find(const struct job *job, const struct ovpn *ovpn)
{
	size_t i;

	if (job->clients.count == 1)
		return &job->clients.endpoints[0];
	for (i = 0; i < job->clients.count; i++)
		if (client_is_for(ovpn, job->clients.endpoints[i].host))
			return &job->clients.endpoints[i];
	return NULL;
}

/* Whoever reads a key connects as its user. */
static void
check_reach(struct session *session, const struct ovpn *ovpn)
{
	const struct ovpn_statement *secret = ovpn_secret(ovpn);
	const char *path = source_path(ovpn->source);
	struct arena *arena = diags_arena(session->diags);
	enum reader reader;
	unsigned mode;
	struct finding finding = { .rule = RULE_OVPN_FILE_MODE };

	if (secret == NULL || path == NULL ||
	    !reach_of_file(path, arena, &reader, &mode) ||
	    reader == READER_OWNER)
		return;
	finding.at = secret->at;
	finding.severity = reader == READER_OTHERS
			       ? rule_get(finding.rule)->severity
			       : SEVERITY_NOTE;
	finding.message = arena_printf(arena,
	    "<%s> is in this file, and %s can read it (mode %04o)",
	    secret->name,
	    reader == READER_OTHERS ? "every user of the machine" : "its group",
	    mode);
	diag_full(session->diags, &finding);
}

static void
verify_one(struct job *job, const char *path)
{
	struct session *session = job->session;
	struct source *source = file_read(path, OVPN_LIMIT, session->diags);
	const struct client_facts *facts;
	struct ovpn ovpn;

	if (source == NULL)
		return;
	session_keep(session, source);
	silences_read_lines(
	    inventory_silences(session->inventory), source, session->diags);
	if (!ovpn_read(source, session->arena, session->diags, &ovpn))
		return;
	check_reach(session, &ovpn);
	facts = find(job, &ovpn);
	if (facts == NULL) {
		diag(session->diags, RULE_OVPN_REMOTE,
		    (struct pos){ source, 0 },
		    "no remote is the name of one of the %zu endpoints",
		    job->clients.count);
		return;
	}
	client_verify(facts,
	    client_host(facts, job->target.profile, job->target.parameters),
	    &ovpn, session->diags);
}

void
clients_verify(struct session *session, const struct targets *targets,
    const char *const *paths, size_t count)
{
	struct job job = { .session = session };
	size_t i;

	/* A profile that is held against nothing must not pass. */
	session->needed = true;
	job.target.profile = catalog_profile(targets->catalog,
	    session->settings->device, NOWHERE, session->diags);
	if (job.target.profile == NULL ||
	    !target_resolve(session, targets, &job.target, session->arena,
		session->diags) ||
	    !clients_read(session, &job.clients))
		return;
	for (i = 0; i < count; i++)
		verify_one(&job, paths[i]);
	session_silence(session, session->diags);
}

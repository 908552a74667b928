/* SPDX-License-Identifier: ISC */
/* cgwgen extract: the descriptor that a configuration implies.  Floor 7. */
#include "verify/extract.h"

#include <string.h>

#include "cmd/box.h"
#include "cmd/commands.h"
#include "cmd/output.h"
#include "cmd/recognize.h"
#include "write/native.h"

struct job {
	struct targets targets;
	struct kind *kinds;
	const struct profile *profile;
	struct box box;
	struct output *output;
	bool json;
};

/* ---- what is said ----------------------------------------------------- */

static void
tell_unlike(const struct extract_peer *peer, const struct profile *profile,
    struct arena *arena, struct diags *diags)
{
	char text[IP_TEXT_SIZE];

	diag_about(diags, RULE_EXTRACT_PEER, peer->at, NULL,
	    arena_printf(arena,
		"peer %s is left out: of what %s has for a connection %zu "
		"statements are there and %zu are not",
		ip_format(peer->peer.address, text), profile->id, peer->found,
		peer->missing));
}

/* ---- the descriptor --------------------------------------------------- */

/* What a reader of the descriptor must know, as comments. */
static void
put_comments(struct buf *out, const char *id, const char *unknown)
{
	const char *end;
	size_t column;

	if (*unknown == '\0')
		return;
	buf_printf(out, "# %s: the configuration does not tell", id);
	column = 80;
	for (; *unknown != '\0'; unknown = *end == '\0' ? end : end + 2) {
		end = strstr(unknown, ", ");
		if (end == NULL)
			end = unknown + strlen(unknown);
		if (column + (size_t)(end - unknown) + 2 > 78) {
			buf_text(out, "\n#   ");
			column = 4;
		} else {
			buf_text(out, " ");
			column++;
		}
		buf_add(out, unknown, (size_t)(end - unknown));
		column += (size_t)(end - unknown) + 1;
		if (*end != '\0')
			buf_text(out, ",");
	}
	buf_text(out, "\n");
}

static void
add_connection(struct session *session, const struct job *job,
    const struct extracted *found, struct native_writer *writer,
    struct buf *comments)
{
	struct arena *arena = session->arena;
	struct connection *connection = extract_connection(found, arena);
	struct gateway *site = ARENA_NEW(arena, struct gateway);
	const char *unknown = extract_unknown(found, arena);
	const char *id = connection->id.text;

	*site = *connection->customer_gateway;
	site->device = (struct value){ .origin = ORIGIN_DESCRIPTOR,
		.text = job->profile->id };
	connection->customer_gateway = site;
	connection->id.at = connection->at;
	put_comments(comments, id, unknown);
	if (*unknown != '\0')
		diag_about(session->diags, RULE_EXTRACT_UNKNOWN, connection->at,
		    id,
		    arena_printf(
			arena, "the configuration does not tell %s", unknown));
	native_writer_add(writer, connection, arena, session->diags);
}

static const char preface[] =
    "# From a device's configuration.  Two tunnels are one connection when "
    "both ends\n# and the routing agree; of several, those whose names count "
    "on from one another\n# or that stand next to each other.  Of algorithms "
    "there is the one in use, not\n# all that AWS accepts.\n";

static void
write_descriptor(
    struct session *session, struct job *job, const struct extraction *found)
{
	const struct native_style style = { .json = job->json,
		.secrets = session->settings->show_secrets };
	struct native_writer *writer = native_writer_new(&style);
	struct rendered_file file = { .name = job->json ? "connections.json"
							: "connections.yaml",
		.mode = 0600 };
	struct rendering rendering = { &file, 1 };
	struct buf *text = &file.output.text;
	struct buf ignored = { NULL, 0, 0 };
	size_t i;

	if (!job->json)
		buf_text(text, preface);
	for (i = 0; i < found->peer_count; i++)
		if (!found->peers[i].done)
			tell_unlike(&found->peers[i], job->profile,
			    session->arena, session->diags);
	for (i = 0; i < found->count; i++)
		add_connection(session, job, &found->connections[i], writer,
		    job->json ? &ignored : text);
	if (found->count > 0) {
		native_writer_end(writer, text);
		output_write(job->output, &rendering, NOWHERE, session->diags);
	} else {
		diag(session->diags, RULE_EXTRACT_NOTHING, NOWHERE,
		    "no connection was found");
	}
	buf_free(text);
	buf_free(&ignored);
	native_writer_free(writer);
}

/* ---- the command ------------------------------------------------------ */

static void
run(struct session *session, struct job *job)
{
	struct target target;
	struct kind *kind;
	struct extraction found;
	const struct recognition recognition = { session, &job->targets,
		&job->kinds, NULL, 0 };

	if (!target_for(session, &job->targets, NULL, session->diags, &target))
		return;
	target.profile =
	    recognize_form(&recognition, &job->box, target.profile);
	job->profile = target.profile;
	kind = kind_find(
	    session, &job->targets, &job->kinds, &target, true, session->diags);
	if (kind == NULL || !box_read(session, &job->box,
				&target.profile->syntax, session->diags))
		return;
	extract(&kind->device, job->box.running, session->arena, &found);
	write_descriptor(session, job, &found);
}

int
cmd_extract(const struct settings *settings)
{
	struct job job = { .box = {
			       .paths = (const char *const *)settings->operands,
			       .path_count = settings->operand_count } };
	struct settings own = *settings;
	struct session session;
	const char *format = settings->format;
	int status;

	if (format != NULL && strcmp(format, "yaml") != 0 &&
	    strcmp(format, "json") != 0)
		return usage_error("extract", "--format is yaml or json");
	if (settings->device == NULL)
		return usage_error("extract", "no device: use -d DEVICE");
	if (settings->operand_count == 0)
		return usage_error("extract",
		    "no configuration of a device; use - for standard input");
	job.json = format != NULL && strcmp(format, "json") == 0;
	own.format = NULL;
	if (session_open(&session, &own, stderr) &&
	    targets_open(&session, &job.targets)) {
		job.output =
		    output_open(settings->output, 1, 1, NULL, session.diags);
		if (job.output != NULL)
			run(&session, &job);
	}
	session_flush(&session);
	kinds_free(job.kinds);
	status = session_close(&session);
	output_close(job.output);
	catalog_free(job.targets.catalog);
	return status;
}

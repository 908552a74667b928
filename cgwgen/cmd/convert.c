/* SPDX-License-Identifier: ISC */
/* cgwgen convert: descriptors in another format.  Floor 7. */
#include <string.h>

#include "cmd/commands.h"
#include "cmd/output.h"
#include "cmd/session.h"
#include "write/native.h"
#include "write/xml.h"

/* One run. */
struct job {
	struct output *output;
	struct native_writer *writer;
	/* AWS's XML for standard output or one file, until it is certain that
	 * there is no other. */
	struct rendered_file held;
	size_t count;
	bool estate; /* the writer has it */
};

static bool
write_file(struct job *job, struct rendered_file *file, struct pos at,
    struct diags *diags)
{
	struct rendering rendering = { file, 1 };

	return output_write(job->output, &rendering, at, diags);
}

/* ---- yaml, json ------------------------------------------------------- */

static void
add_native(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	struct job *job = host;

	/* All inputs but XML were read: it has no networks. */
	if (!job->estate) {
		job->estate = true;
		native_writer_estate(job->writer,
		    inventory_estate(session->inventory, session->diags));
	}
	if (native_writer_add(job->writer, connection, arena, diags))
		job->count++;
}

static void
convert_native(struct session *session, struct job *job, bool json)
{
	const struct settings *settings = session->settings;
	const struct native_style style = { .json = json,
		.secrets = settings->show_secrets,
		.complete = settings->complete };
	struct rendered_file file = { .name = json ? "connections.json"
						   : "connections.yaml",
		.mode = 0600 };

	job->writer = native_writer_new(&style);
	session_run(session, add_native, job);
	/* Of nothing but errors nothing is written. */
	if (job->count != 0 || session->report.counts[SEVERITY_ERROR] == 0) {
		if (session->inventory != NULL) {
			native_writer_estate(
			    job->writer, inventory_estate(session->inventory,
					     session->diags));
			native_writer_networks(
			    job->writer, session->arena, session->diags);
		}
		native_writer_end(job->writer, &file.output.text);
		write_file(job, &file, NOWHERE, session->diags);
	}
	buf_free(&file.output.text);
	native_writer_free(job->writer);
}

static void
convert_yaml(struct session *session, struct job *job)
{
	convert_native(session, job, false);
}

static void
convert_json(struct session *session, struct job *job)
{
	convert_native(session, job, true);
}

/* ---- xml -------------------------------------------------------------- */

/* A document on its way. */
struct page {
	struct rendered_file file;
};

/* Keeps the first document; a second one is an error, once. */
static void
hold(struct session *session, struct job *job, struct rendered_file *file,
    const struct connection *connection, struct diags *diags)
{
	if (++job->count == 1) {
		job->held = *file;
		job->held.name = arena_string(session->arena, file->name);
		file->output.text = (struct buf){ .data = NULL };
	} else if (job->count == 2) {
		diag(diags, RULE_DOCUMENT_ONE, connection->id.at,
		    "this is the second connection, and %s takes one XML "
		    "document; nothing is written",
		    session->settings->output != NULL
			? diag_quote(diags, session->settings->output)
			: "standard output");
	}
}

static void
make(struct session *session, struct session_item *item, void *host)
{
	struct page *page = item->state;
	struct rendered_file *file = &page->file;

	(void)host;
	buf_clear(&file->output.text);
	file->mode = 0600;
	item->over =
	    !xml_write(item->connection, session->settings->show_secrets,
		item->arena, item->diags, &file->output.text);
	if (!item->over)
		file->name = arena_printf(
		    item->arena, "%s.xml", item->connection->id.text);
}

static void
claim(struct session *session, struct session_item *item, void *host)
{
	struct page *page = item->state;
	const struct rendering rendering = { &page->file, 1 };
	struct job *job = host;

	if (output_is_directory(job->output)) {
		item->over = !output_claim(job->output, &rendering,
		    item->connection->id.at, item->diags);
		return;
	}
	hold(session, job, &page->file, item->connection, item->diags);
	item->over = true;
}

static void
store(struct session *session, struct session_item *item, void *host)
{
	struct page *page = item->state;
	struct rendering rendering = { &page->file, 1 };
	const struct job *job = host;

	(void)session;
	output_store(job->output, &rendering, item->diags);
}

static void
release(void *state)
{
	struct page *page = state;

	buf_free(&page->file.output.text);
}

static const struct session_steps steps_to_xml = { .make = make,
	.claim = claim,
	.store = store,
	.size = sizeof(struct page),
	.release = release };

static void
convert_xml(struct session *session, struct job *job)
{
	session_run_steps(session, &steps_to_xml, job);
	if (job->count == 1)
		write_file(job, &job->held, NOWHERE, session->diags);
	buf_free(&job->held.output.text);
}

/* ---- the command ------------------------------------------------------ */

static const struct target {
	const char *name;
	void (*convert)(struct session *session, struct job *job);
} targets[] = {
	{ "yaml", convert_yaml },
	{ "json", convert_json },
	{ "xml", convert_xml },
};

static const struct target *
find_target(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
		if (strcmp(targets[i].name, name) == 0)
			return &targets[i];
	return NULL;
}

int
cmd_convert(const struct settings *settings)
{
	const struct target *target;
	struct job job = { .output = NULL };
	struct session session;
	int status;

	if (settings->to == NULL)
		return usage_error(
		    "convert", "no format: --to is yaml, json or xml");
	target = find_target(settings->to);
	if (target == NULL)
		return usage_error("convert", "--to is yaml, json or xml");
	if (settings->complete && target->convert == convert_xml)
		return usage_error("convert",
		    "--complete is for yaml and json: the XML is complete");
	if (settings->operand_count == 0)
		return usage_error(
		    "convert", "no descriptor; use - for standard input");
	if (session_open(&session, settings, stderr)) {
		session.parallel = true;
		job.output =
		    output_open(settings->output, 1, 1, NULL, session.diags);
		if (job.output != NULL)
			target->convert(&session, &job);
	}
	status = session_close(&session);
	output_close(job.output);
	return status;
}

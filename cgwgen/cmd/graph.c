/* SPDX-License-Identifier: ISC */
/* cgwgen graph: a picture of connections.  Floor 7. */
#include "graph/graph.h"

#include <string.h>

#include "cmd/commands.h"
#include "cmd/config.h"
#include "cmd/outfile.h"
#include "cmd/session.h"
#include "graph/forms.h"
#include "report/entry.h"

static void
add(struct session *session, struct connection *connection, struct arena *arena,
    struct diags *diags, void *host)
{
	(void)session;
	(void)arena;
	grapher_add(host, connection, diags);
}

/* A form that prints nothing: the entries are kept for grapher_mark(). */
static void
keep(const struct report *report, FILE *out)
{
	(void)report;
	(void)out;
}

static const struct form kept = { .name = "graph", .all = keep };

/* What all connections together show was found after the last of them. */
static void
add_marks(
    struct grapher *grapher, const struct report *report, struct arena *arena)
{
	const struct entry *entry;
	const char *place;
	size_t i;

	for (i = 0; i < report->entry_count; i++) {
		entry = report->entries[i];
		place =
		    entry->place->file == NULL
			? NULL
			: arena_printf(arena, "%s:%zu:%zu", entry->place->file,
			      entry->line, entry->column);
		grapher_mark(grapher, entry->subject, entry->rule,
		    entry->severity, entry->message, place);
	}
}

static void
write_out(struct session *session, struct outfile *file, const struct buf *buf)
{
	if (file == NULL)
		fwrite(buf->data, 1, buf->length, stdout);
	else
		outfile_write(file, buf->data, buf->length, session->diags);
}

static void
draw(struct session *session, struct outfile *file, graph_writer *writer)
{
	struct grapher *grapher = grapher_new(session->arena);
	struct buf buf = { NULL, 0, 0 };
	const struct graph *graph;

	session->broken = true;
	session_hold(session);
	session_fleet(session);
	inventory_spare_keys(session->inventory);
	session_run(session, add, grapher);
	report_end(&session->report);
	add_marks(grapher, &session->report, session->arena);
	grapher_tables(
	    grapher, inventory_estate(session->inventory, session->diags));
	graph = grapher_finish(grapher);
	if (graph->link_count != 0) {
		writer(graph, session->arena, &buf);
		write_out(session, file, &buf);
	}
	buf_free(&buf);
}

/* Opens FILE before anything is read; false after a finding. */
static bool
open_file(struct session *session, struct outfile *file)
{
	const char *path = session->settings->output;

	return path == NULL ||
	       outfile_open(file, path, session->arena, session->diags);
}

static int
run(const struct config *config, const struct settings *settings,
    graph_writer *writer)
{
	const char *path = settings->output;
	struct outfile file = { .directory = -1 };
	struct session session;
	bool good = session_open(&session, settings, stderr);

	report_add(&session.report, &kept, stderr);
	session_report(&session, config->diags);
	if (good && config->good) {
		config_apply(config, &session);
		if (open_file(&session, &file)) {
			draw(&session, path != NULL ? &file : NULL, writer);
			if (path != NULL)
				outfile_close(&file);
		}
		config_finish(config, &session);
	}
	return session_close(&session);
}

int
cmd_graph(const struct settings *settings)
{
	graph_writer *writer =
	    graph_form(settings->format != NULL ? settings->format : "svg");
	struct config config;
	const char *fault;
	int status;

	if (settings->operand_count == 0)
		return usage_error(
		    "graph", "no descriptor; use - for standard input");
	if (writer == NULL)
		return usage_error("graph", "--format is one of " GRAPH_FORMS);
	fault = config_open(&config, settings);
	status = fault != NULL ? usage_error("graph", fault)
			       : run(&config, settings, writer);
	config_close(&config);
	return status;
}

/* SPDX-License-Identifier: ISC */
/* cgwgen render: from descriptors to configuration files.  Floor 7. */
#include "render/render.h"

#include "cmd/clients.h"
#include "cmd/commands.h"
#include "cmd/inputs.h"
#include "cmd/manifest.h"
#include "cmd/numbers.h"
#include "cmd/openvpn.h"
#include "cmd/output.h"
#include "cmd/preview.h"
#include "cmd/site_files.h"
#include "cmd/target.h"

/* A device with parameters, ready to be rendered for. */
struct printer {
	struct target target;
	struct renderer *renderer;
	bool ready;
	struct printer *next;
};

/* What is made for one connection; memory is used again for the next one. */
struct page {
	const struct printer *printer;
	struct rendering *rendering;
	const struct printer *of; /* the printer that RENDERING is for */
	const struct numbers_ready *numbers; /* that it takes */
	bool stored;
};

/* All that is made once for a run. */
struct job {
	struct targets targets;
	struct printer *printers; /* the one used last first */
	struct output *output;
	struct output_ways ways;
	struct numbers *numbers;
	struct site_files *sites; /* of --by-site, or NULL */
	struct session *session;
	size_t rendered;                       /* connections */
	bool refused;                          /* there is no output */
	const struct connection *connection;   /* is written, for show() */
	const struct profile *refused_removal; /* of --by-site, or NULL */
};

/* Whether a file of several connections is in FILES. */
static bool
joins(const struct profile_file *files, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (files[i].joins)
			return true;
	return false;
}

/* Where a script takes one connection off, nothing takes off what a site has in
 * one file.  False after a finding. */
static bool
takes_sites(const struct session *session, struct job *job,
    const struct profile *profile, struct diags *diags)
{
	if (!session->settings->by_site || !session->settings->remove ||
	    !joins(profile->files, profile->file_count) ||
	    joins(profile->removal, profile->removal_count))
		return true;
	/* Once, not for each connection. */
	if (job->refused_removal == profile)
		return false;
	job->refused_removal = profile;
	diag(diags, RULE_OPTION_VALUE, NOWHERE,
	    "--remove with --by-site: %s is taken off by a script for each "
	    "connection: leave out --by-site, run all of the site's, then "
	    "delete the files that have the site's name",
	    profile->id);
	return false;
}

/* Makes a printer and puts it first; NULL after findings. */
static struct printer *
printer_new(struct session *session, struct job *job,
    const struct target *target, struct diags *diags)
{
	struct printer *printer = ARENA_NEW(session->arena, struct printer);

	printer->target = *target;
	if (!takes_sites(session, job, target->profile, diags) ||
	    !target_resolve(session, &job->targets, &printer->target,
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
	printer->ready = true;
	return printer;
}

static struct printer *
printer_find(struct job *job, const struct target *target)
{
	struct printer **link, *printer;

	for (link = &job->printers; *link != NULL; link = &(*link)->next) {
		printer = *link;
		if (!printer->ready || !target_same(&printer->target, target))
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
	job->numbers = numbers_new(session->arena);
	job->session = session;
	if (session->settings->by_site) {
		job->sites = site_files_new(session->arena);
		session->judge = expect_one;
		session->judge_host = job;
	}
	if (session->shard.count != 0)
		job->ways.manifest =
		    arena_printf(session->arena, MANIFEST_NAME "-%zu-of-%zu",
			session->shard.index, session->shard.count);
	/* What is wrong with it is said once, before anything is read. */
	return session->settings->device == NULL ||
	       printer_for(session, job, NULL, session->diags) != NULL;
}

/* ---- the steps ---------------------------------------------------------- */

static void
choose_printer(struct session *session, struct session_item *item, void *host)
{
	struct page *page = item->state;

	page->printer =
	    printer_for(session, host, item->connection, item->diags);
	item->over = page->printer == NULL;
}

static void
make(struct session *session, struct session_item *item, void *host)
{
	struct page *page = item->state;
	const struct target *target = &page->printer->target;
	const struct job *job = host;

	(void)session;
	if (page->of != page->printer) {
		rendering_free(page->rendering);
		page->rendering = rendering_new(page->printer->renderer);
		page->of = page->printer;
	}
	item->over = !render_connection(page->printer->renderer,
	    item->connection, item->arena, item->diags, page->rendering);
	if (!item->over)
		page->numbers = numbers_prepare(job->numbers, target->profile,
		    target->parameters, item->connection, item->arena);
}

/* Opened late: how many connections there are is known only now.  A directory
 * may always have more of them the next time, and another part of the run. */
static void
open_output(
    struct session *session, struct job *job, size_t files, struct diags *diags)
{
	if (job->output != NULL || job->refused)
		return;
	if ((inputs_are_several(session->settings) ||
		session->shard.count != 0) &&
	    session->expected == 1)
		session->expected++;
	job->output = output_open(session->settings->output, files,
	    session->expected, &job->ways, diags);
	job->refused = job->output == NULL;
	if (!job->refused)
		output_expect(job->output, files * session_share(session));
}

/* What is written when all connections of a site are there. */
static struct output *
late_output(void *host, size_t files)
{
	struct job *job = host;

	open_output(job->session, job, files, job->session->diags);
	return job->output;
}

static void
keep_for_site(struct job *job, const struct page *page,
    const struct connection *connection)
{
	const struct target *target = &page->printer->target;

	site_files_take(job->sites,
	    job->session->settings->remove ? target->profile->removal
					   : target->profile->files,
	    connection,
	    profile_integer(target->profile, target->parameters, "slot"),
	    page->rendering);
	job->rendered++;
}

static void
claim(struct session *session, struct session_item *item, void *host)
{
	const struct page *page = item->state;
	struct job *job = host;

	numbers_expect(job->numbers, session_share(session));
	numbers_take(job->numbers, page->numbers, item->diags);
	if (job->sites != NULL) {
		keep_for_site(job, page, item->connection);
		item->over = true;
		return;
	}
	open_output(session, job, page->rendering->count, item->diags);
	item->over = job->refused || !output_claim(job->output, page->rendering,
					 item->connection->id.at, item->diags);
}

static void
store(struct session *session, struct session_item *item, void *host)
{
	struct page *page = item->state;
	const struct job *job = host;

	(void)session;
	page->stored = output_store(job->output, page->rendering, item->diags);
}

static void
settle(struct session *session, struct session_item *item, void *host)
{
	const struct page *page = item->state;
	struct job *job = host;

	(void)session;
	job->connection = item->connection;
	if (output_tell(job->output, page->rendering, item->diags) &&
	    page->stored)
		job->rendered++;
}

static void
release(void *state)
{
	struct page *page = state;

	rendering_free(page->rendering);
}

static const struct session_steps steps = { .choose = choose_printer,
	.make = make,
	.claim = claim,
	.store = store,
	.settle = settle,
	.size = sizeof(struct page),
	.release = release };

/* ---- what changes ----------------------------------------------------- */

static void
show(void *host, const struct rendered_file *file, const struct source *was)
{
	const struct job *job = host;

	preview(file, was, job->connection, stdout);
}

/* How files are written; NULL or what is wrong with the options. */
static const char *
read_ways(const struct settings *settings, struct job *job)
{
	job->ways = (struct output_ways){ .told = settings->if_changed ||
						  settings->check,
		.dry = settings->check,
		.prune = settings->prune,
		.manifest = MANIFEST_NAME,
		.show = settings->diff ? show : NULL,
		.host = job };
	if (settings->diff && !settings->check)
		return "--diff goes with --check";
	if (settings->prune && settings->remove)
		return "--prune would remove what --remove is for: the "
		       "configurations";
	if ((job->ways.told || settings->prune) && settings->output == NULL)
		return "--if-changed, --check and --prune are for files: say "
		       "-o FILE or -o DIR/";
	return NULL;
}

/* Removes what is left of earlier runs, when all of this one is known. */
static void
prune(struct session *session, const struct job *job)
{
	bool whole =
	    session->report.counts[SEVERITY_ERROR] == 0 && !session->trouble;

	if (job->output != NULL)
		output_prune(job->output, whole, session->diags);
}

/* Says how many of SEEN connections were rendered, and how many files changed;
 * whether some would. */
static bool
summarise(const struct settings *settings, const struct job *job, size_t seen)
{
	struct output_counts counts = { .removed = 0 };

	if (job->output != NULL)
		counts = output_counts(job->output);
	if (seen > 1 && job->rendered < seen && !settings->quiet)
		fprintf(stderr, "%zu of %zu connections were rendered\n",
		    job->rendered, seen);
	if (job->ways.told && !settings->quiet)
		fprintf(stderr,
		    "files: %zu new, %zu changed, %zu removed, %zu as before\n",
		    counts.files[FILE_NEW], counts.files[FILE_CHANGED],
		    counts.removed, counts.files[FILE_SAME]);
	return job->ways.dry && counts.files[FILE_NEW] +
					counts.files[FILE_CHANGED] +
					counts.removed !=
				    0;
}

static void
render_connections(struct session *session, struct job *job)
{
	if (!prepare(session, job))
		return;
	session_fleet(session);
	session->parallel = true;
	session_run_steps(session, &steps, job);
	if (job->sites != NULL)
		site_files_write(job->sites, late_output, job, session->diags);
}

/* Endpoints and servers, WHAT, are few: what is for many connections is
 * refused. */
static bool
is_for_few(struct session *session, const struct job *job, const char *what)
{
	const struct settings *settings = session->settings;

	if (!settings->by_site && settings->lock == NULL &&
	    settings->shard == NULL && !settings->prune && !job->ways.told)
		return true;
	diag(session->diags, RULE_OPTION_VALUE, NOWHERE,
	    "--by-site, --lock, --shard, --if-changed, --check and --prune "
	    "are for connections, and the device renders %s",
	    what);
	return false;
}

static void
render_endpoints(struct session *session, const struct job *job)
{
	if (is_for_few(session, job, "Client VPN endpoints"))
		clients_render(session, &job->targets);
}

static void
render_servers(struct session *session, const struct job *job)
{
	if (is_for_few(session, job, "OpenVPN servers"))
		openvpn_render(session, &job->targets);
}

int
cmd_render(const struct settings *settings)
{
	struct session session;
	struct job job = { .printers = NULL };
	struct printer *printer;
	const char *fault = read_ways(settings, &job);
	bool opened;
	int status;

	if (settings->operand_count == 0)
		fault = "no descriptor; use - for standard input";
	if (fault != NULL)
		return usage_error("render", fault);
	opened = session_open(&session, settings, stderr);
	session.checks.policy_narrows = true;
	if (opened && targets_open(&session, &job.targets)) {
		if (target_is_for_clients(&session, &job.targets))
			render_endpoints(&session, &job);
		else if (target_is_for_openvpn(&session, &job.targets))
			render_servers(&session, &job);
		else
			render_connections(&session, &job);
	}
	/* The session's arena holds the printers. */
	session_flush(&session);
	prune(&session, &job);
	session_flush(&session);
	for (printer = job.printers; printer != NULL; printer = printer->next)
		renderer_free(printer->renderer);
	site_files_free(job.sites);
	status = session_close(&session);
	catalog_free(job.targets.catalog);
	if (summarise(settings, &job, session.seen) && status == STATUS_CLEAN)
		status = STATUS_FINDINGS;
	output_close(job.output);
	return status;
}

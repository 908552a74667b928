/* SPDX-License-Identifier: ISC */
/* cgwgen verify: does a device match its descriptor?  Floor 7. */
#include "verify/verify.h"

#include "base/file.h"
#include "cmd/commands.h"
#include "cmd/config.h"
#include "cmd/session.h"
#include "cmd/target.h"
#include "verify/dialect.h"

/* A kind of device with parameters, ready to be rendered for. */
struct kind {
	struct target target;
	struct renderer *renderer;
	struct verify_device device;
	struct kind *next;
};

/* The configuration of one device. */
struct device {
	struct listing *listings;
	size_t count;
	struct lexicon lexicon;
	struct running *running;
};

struct job {
	struct targets targets;
	struct kind *kinds;
	const char *const *paths; /* of configurations */
	size_t path_count;
	struct device device;
	bool read;
};

static struct kind *
kind_new(struct session *session, struct job *job, const struct target *target,
    struct diags *diags)
{
	struct kind *kind = ARENA_NEW(session->arena, struct kind);
	size_t i;

	kind->target = *target;
	if (!target_resolve(
		session, &job->targets, &kind->target, session->arena, diags))
		return NULL;
	kind->renderer = renderer_new(job->targets.catalog, target->profile,
	    kind->target.parameters, RENDER_CONFIGURATION, diags);
	kind->next = job->kinds;
	job->kinds = kind;
	if (!renderer_ready(kind->renderer))
		return NULL;
	kind->device = (struct verify_device){ .profile = target->profile,
		.parameters = kind->target.parameters,
		.renderer = kind->renderer,
		.rendering = rendering_new(kind->renderer),
		.catalog = job->targets.catalog };
	for (i = 0; i < kind->device.rendering->count; i++)
		kind->device.rendering->files[i].output.want_spans = true;
	return kind;
}

static struct kind *
kind_for(struct session *session, struct job *job,
    const struct connection *connection, struct diags *diags)
{
	struct target target;
	struct kind *kind;

	if (!target_for(session, &job->targets, connection, diags, &target))
		return NULL;
	for (kind = job->kinds; kind != NULL; kind = kind->next)
		if (kind->target.profile == target.profile &&
		    kind->target.site == target.site &&
		    kind->target.connection == target.connection &&
		    kind->device.rendering != NULL)
			return kind;
	return kind_new(session, job, &target, diags);
}

/* Reads all configurations, whose nesting SYNTAX tells. */
static bool
read_device(struct session *session, struct job *job,
    const struct profile_syntax *syntax, struct diags *diags)
{
	struct device *device = &job->device;
	struct source *source;
	unsigned records = 0;
	size_t i;

	device->lexicon = lexicon_new(session->arena);
	device->listings = arena_array(
	    session->arena, job->path_count, sizeof(*device->listings));
	for (i = 0; i < job->path_count; i++) {
		source = file_read(
		    job->paths[i], session->settings->max_input, diags);
		if (source == NULL)
			return false;
		session_keep(session, source);
		if (!listing_read(source, syntax, records, session->arena,
			diags, &device->listings[i]))
			return false;
		dialect_complete(syntax, &device->listings[i]);
		records = device->listings[i].records;
	}
	device->count = job->path_count;
	device->running = running_new(
	    device->listings, device->count, &device->lexicon, session->arena);
	return true;
}

static void
verify_one(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	struct job *job = host;
	struct kind *kind = kind_for(session, job, connection, diags);
	struct verification verification;

	if (kind == NULL)
		return;
	if (!job->read) {
		job->read = true;
		if (!read_device(session, job, &kind->device.profile->syntax,
			session->diags))
			return;
	}
	if (job->device.running == NULL)
		return;
	if (!verify_connection(&kind->device, connection, job->device.running,
		arena, diags, &verification))
		return;
	verification_report(&verification, diags);
	verification_close(&verification);
}

static void
job_free(struct job *job)
{
	struct kind *kind;

	for (kind = job->kinds; kind != NULL; kind = kind->next) {
		rendering_free(kind->device.rendering);
		renderer_free(kind->renderer);
	}
}

static int
run(const struct config *config, const struct form *form, struct job *job)
{
	struct session session;
	bool good =
	    session_open_form(&session, &config->settings, stdout, form);
	int status;

	session_report(&session, config->diags);
	if (good && config->good) {
		config_apply(config, &session);
		session.unjudged = true;
		if (targets_open(&session, &job->targets))
			session_run(&session, verify_one, job);
		config_finish(config, &session);
	}
	session_flush(&session);
	job_free(job);
	status = session_close(&session);
	catalog_free(job->targets.catalog);
	return status;
}

static int
verify(const struct config *config, struct job *job)
{
	const char *name = config->settings.format;
	const struct form *form = form_find(name != NULL ? name : "text");

	if (form == NULL)
		return usage_error("verify", FORM_USAGE);
	return run(config, form, job);
}

int
cmd_verify(const struct settings *settings)
{
	struct settings own = *settings;
	struct job job = { .paths = (const char *const *)settings->operands,
		.path_count = settings->operand_count };
	struct config config;
	const char *fault;
	int status;

	if (settings->operand_count == 0)
		return usage_error("verify",
		    "no configuration of a device; use - for standard input");
	if (settings->against.count == 0)
		return usage_error(
		    "verify", "no descriptor: use --against DESCRIPTOR");
	own.operands = (const char **)settings->against.items;
	own.operand_count = settings->against.count;
	fault = config_open(&config, &own);
	status = fault != NULL ? usage_error("verify", fault)
			       : verify(&config, &job);
	config_close(&config);
	return status;
}

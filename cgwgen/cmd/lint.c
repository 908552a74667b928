/* SPDX-License-Identifier: ISC */
/* cgwgen lint: check descriptors and say what is wrong.  Floor 7. */
#include "cmd/commands.h"
#include "cmd/config.h"
#include "cmd/fix.h"
#include "cmd/merge.h"
#include "cmd/numbers.h"
#include "cmd/partial.h"
#include "cmd/session.h"
#include "cmd/target.h"
#include "render/rehearse.h"

/* What connections are held against. */
struct judging {
	struct targets targets;
	struct numbers *numbers;
};

/* Holds a connection against the device that is meant to get it. */
static void
judge(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	const struct judging *judging = host;
	const struct targets *targets = &judging->targets;
	struct target target;

	if (!target_is_named(session, connection) ||
	    !target_for(session, targets, connection, diags, &target) ||
	    !target_resolve(session, targets, &target, arena, diags))
		return;
	rehearse(connection, target.profile, target.parameters,
	    target.site != NULL || target.connection != NULL ||
		targets->params != NULL || session->settings->set.count != 0,
	    &targets->limits, arena, diags);
	numbers_take_networks(judging->numbers, target.profile,
	    target.parameters, connection, diags);
}

/* What is wrong with the device itself is said once. */
static bool
open_targets(struct session *session, struct judging *judging)
{
	struct targets *targets = &judging->targets;
	struct target target;

	session->judge = judge;
	session->judge_host = judging;
	judging->numbers = numbers_new(session->arena);
	return targets_open(session, targets) &&
	       (session->settings->device == NULL ||
		   (target_for(
			session, targets, NULL, session->diags, &target) &&
		       target_resolve(session, targets, &target, session->arena,
			   session->diags)));
}

static void
count_fixable(void *host, const struct fix_file *file)
{
	struct session *session = host;

	session->fixable += file->mended;
	if (session->partial != NULL)
		partial_mended(session->partial, file);
}

/* Only where a line for people says so, also one of the merge. */
static bool
counts_fixable(const struct session *session)
{
	return session->partial != NULL ||
	       sink_has_summary(session->report.sinks);
}

/* What is wrong with options that do not go together, or NULL. */
static const char *
find_fault(const struct settings *settings)
{
	const bool part = settings->partial != NULL;

	if (settings->operand_count == 0)
		return settings->merge
			   ? "no file of --partial"
			   : "no descriptor; use - for standard input";
	if (settings->merge &&
	    (part || settings->shard != NULL || settings->device != NULL ||
		settings->fix || settings->diff))
		return "--merge goes with none of --partial, --shard, "
		       "--device, --fix and --diff: parts do their work";
	if (part &&
	    (settings->baseline != NULL || settings->write_baseline != NULL))
		return "--partial goes with no baseline: give it to --merge";
	if (part && settings->shard == NULL)
		return "--partial is for a part of the run: say --shard K/N";
	if (part != (settings->shard_key != NULL))
		return "--partial and --shard-key go together";
	if (part && (settings->fix || settings->diff))
		return "--partial goes neither with --fix nor with --diff";
	return NULL;
}

static int
run_merge(const struct config *config, const struct form *form)
{
	struct session session;
	bool good =
	    session_open_form(&session, &config->settings, stdout, form);

	session_report(&session, config->diags);
	if (good && config->good) {
		config_apply(config, &session);
		merge(&session);
		config_finish(config, &session);
	}
	return session_close(&session);
}

static int
run(const struct config *config, const struct form *form)
{
	struct judging judging = { .numbers = NULL };
	struct session session;
	bool good =
	    session_open_form(&session, &config->settings, stdout, form);
	int status;

	session_report(&session, config->diags);
	if (good && config->good) {
		config_apply(config, &session);
		if ((config->settings.partial == NULL ||
			partial_open(&session)) &&
		    open_targets(&session, &judging)) {
			session_fleet(&session);
			session.endpoints = true;
			session_key_files(&session);
			inventory_spare_keys(session.inventory);
			if (counts_fixable(&session))
				session.fixes = fixes_new(&session.checks,
				    inventory_silences(session.inventory));
			session.parallel = true;
			session_run(&session, NULL, NULL);
			if (session.fixes != NULL)
				fixes_each(
				    session.fixes, count_fixable, &session);
		}
		config_finish(config, &session);
	}
	status = session_close(&session);
	catalog_free(judging.targets.catalog);
	return status;
}

static int
lint(const struct config *config)
{
	const char *name = config->settings.format;
	const struct form *form = form_find(name != NULL ? name : "text");
	int status = STATUS_CLEAN;

	if (form == NULL)
		return usage_error("lint", FORM_USAGE);
	if (config->good && (config->settings.fix || config->settings.diff)) {
		status = lint_fix(config);
		if (config->settings.diff || status == STATUS_TROUBLE)
			return status;
	}
	return config->settings.merge ? run_merge(config, form)
				      : run(config, form);
}

int
cmd_lint(const struct settings *settings)
{
	struct config config;
	const char *fault;
	int status;

	fault = find_fault(settings);
	if (fault != NULL)
		return usage_error("lint", fault);
	fault = config_open(&config, settings);
	status = fault != NULL ? usage_error("lint", fault) : lint(&config);
	config_close(&config);
	return status;
}

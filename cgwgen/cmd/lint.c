/* SPDX-License-Identifier: ISC */
/* cgwgen lint: check descriptors and say what is wrong.  Floor 7. */
#include "cmd/commands.h"
#include "cmd/config.h"
#include "cmd/fix.h"
#include "cmd/session.h"

static int
run(const struct config *config, const struct form *form)
{
	struct session session;
	bool good =
	    session_open_form(&session, &config->settings, stdout, form);

	session_report(&session, config->diags);
	if (good && config->good) {
		config_apply(config, &session);
		session_fleet(&session);
		session_run(&session, NULL, NULL);
		config_finish(config, &session);
	}
	return session_close(&session);
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
	return run(config, form);
}

int
cmd_lint(const struct settings *settings)
{
	struct config config;
	const char *fault;
	int status;

	if (settings->operand_count == 0)
		return usage_error(
		    "lint", "no descriptor; use - for standard input");
	fault = config_open(&config, settings);
	status = fault != NULL ? usage_error("lint", fault) : lint(&config);
	config_close(&config);
	return status;
}

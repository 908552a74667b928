/* SPDX-License-Identifier: ISC */
/* cgwgen lint: check descriptors and say what is wrong.  Floor 7. */
#include "cmd/commands.h"
#include "cmd/config.h"
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

int
cmd_lint(const struct settings *settings)
{
	const struct form *form;
	struct config config;
	const char *fault;
	int status;

	if (settings->operand_count == 0)
		return usage_error(
		    "lint", "no descriptor; use - for standard input");
	fault = config_open(&config, settings);
	form = form_find(
	    config.settings.format != NULL ? config.settings.format : "text");
	if (fault != NULL)
		status = usage_error("lint", fault);
	else if (form == NULL)
		status = usage_error("lint", FORM_USAGE);
	else
		status = run(&config, form);
	config_close(&config);
	return status;
}

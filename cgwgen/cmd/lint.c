/* SPDX-License-Identifier: ISC */
/* cgwgen lint: check descriptors and say what is wrong.  Floor 7. */
#include "cmd/commands.h"
#include "cmd/target.h"
#include "render/rehearse.h"

/* Holds a connection against the device that is meant to get it. */
static void
judge(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	const struct targets *targets = host;
	struct target target;

	if (!target_is_named(session, connection) ||
	    !target_for(session, targets, connection, diags, &target) ||
	    !target_resolve(session, targets, &target, arena, diags))
		return;
	rehearse(connection, target.profile, target.parameters,
	    target.site != NULL || targets->params != NULL ||
		session->settings->set.count != 0,
	    arena, diags);
}

/* What is wrong with the device itself is said once. */
static bool
open_targets(struct session *session, struct targets *targets)
{
	struct target target;

	session->judge = judge;
	session->judge_host = targets;
	return targets_open(session, targets) &&
	       (session->settings->device == NULL ||
		   (target_for(
			session, targets, NULL, session->diags, &target) &&
		       target_resolve(session, targets, &target, session->arena,
			   session->diags)));
}

int
cmd_lint(const struct settings *settings)
{
	const struct form *form =
	    form_find(settings->format != NULL ? settings->format : "text");
	struct targets targets = { .catalog = NULL };
	struct session session;
	int status;

	if (settings->operand_count == 0)
		return usage_error(
		    "lint", "no descriptor; use - for standard input");
	if (form == NULL)
		return usage_error("lint", FORM_USAGE);
	if (session_open_form(&session, settings, stdout, form) &&
	    open_targets(&session, &targets)) {
		session_fleet(&session);
		session_run(&session, NULL, NULL);
	}
	status = session_close(&session);
	catalog_free(targets.catalog);
	return status;
}

/* SPDX-License-Identifier: ISC */
/* cgwgen lint: check descriptors and say what is wrong.  Floor 7. */
#include "cmd/commands.h"
#include "cmd/session.h"

int
cmd_lint(const struct settings *settings)
{
	const struct form *form =
	    form_find(settings->format != NULL ? settings->format : "text");
	struct session session;

	if (settings->operand_count == 0)
		return usage_error(
		    "lint", "no descriptor; use - for standard input");
	if (form == NULL)
		return usage_error("lint", FORM_USAGE);
	if (session_open_form(&session, settings, stdout, form)) {
		session_fleet(&session);
		session_key_files(&session);
		session_run(&session, NULL, NULL);
	}
	return session_close(&session);
}

/* SPDX-License-Identifier: ISC */
/* cgwgen lint: check descriptors and say what is wrong.  Floor 7. */
#include "cmd/commands.h"
#include "cmd/session.h"

int
cmd_lint(const struct settings *settings)
{
	struct session session;

	if (settings->operand_count == 0)
		return usage_error(
		    "lint", "no descriptor; use - for standard input");
	if (session_open(&session, settings, stdout))
		session_run(&session, NULL, NULL);
	return session_close(&session);
}

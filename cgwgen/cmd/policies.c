/* SPDX-License-Identifier: ISC */
/* cgwgen policies: what can be checked against, and the text of a policy to
 * start one's own from.  Floor 7. */
#include <string.h>

#include "cmd/commands.h"
#include "cmd/session.h"

static void
list_policies(struct session *session)
{
	const struct policy *policy;
	const char *const *names;
	size_t count, i;

	names = policies_names(session->policies, &count);
	for (i = 0; i < count; i++) {
		policy =
		    policies_get(session->policies, names[i], session->diags);
		if (policy != NULL)
			printf("%-16s  %s\n", policy->id, policy->title);
	}
}

/* A file is checked on the way: it is printed only when it can be used. */
static void
show(struct session *session)
{
	const struct settings *settings = session->settings;
	const struct policy *policy;
	size_t i;

	for (i = 1; i < settings->operand_count; i++) {
		policy = policies_get(
		    session->policies, settings->operands[i], session->diags);
		if (policy != NULL)
			fwrite(source_text(policy->source), 1,
			    source_length(policy->source), stdout);
	}
}

int
cmd_policies(const struct settings *settings)
{
	const char *verb =
	    settings->operand_count != 0 ? settings->operands[0] : "list";
	bool is_list = strcmp(verb, "list") == 0;
	struct session session;

	if (!is_list && strcmp(verb, "show") != 0)
		return usage_error("policies", "use list, or show POLICY");
	if (is_list ? settings->operand_count > 1 : settings->operand_count < 2)
		return usage_error("policies", "use list, or show POLICY");
	if (session_open(&session, settings, stderr)) {
		if (is_list)
			list_policies(&session);
		else
			show(&session);
	}
	return session_close(&session);
}

/* SPDX-License-Identifier: ISC */
/* cgwgen template: one function for each verb.  Floor 7. */
#include "cmd/template.h"

#include <string.h>

#include "cmd/commands.h"

static const struct verb {
	const char *name;
	const char *options; /* letters of its rows in the option table */
	int (*run)(const struct settings *settings);
} verbs[] = {
	{ "render", "oAMCNPqh", template_render_main },
	{ "check", "dADLMCNPqh", template_check_main },
	{ "vars", "dDCmqh", template_vars_main },
};

#define VERBS (sizeof(verbs) / sizeof(verbs[0]))

int
cmd_template(const struct settings *settings)
{
	const char *stray;
	char message[128];
	size_t i;

	for (i = 0; i < VERBS; i++) {
		if (settings->operand_count == 0 ||
		    strcmp(settings->operands[0], verbs[i].name) != 0)
			continue;
		stray = settings_stray(settings, verbs[i].options);
		if (stray == NULL)
			return verbs[i].run(settings);
		snprintf(message, sizeof(message), "%s has no option --%s",
		    verbs[i].name, stray);
		return usage_error("template", message);
	}
	return usage_error("template", "use render, check or vars");
}

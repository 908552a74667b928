/* SPDX-License-Identifier: ISC */
/* The table of forms.  Floor 6. */
#include "report/form.h"

#include <string.h>

static const struct form forms[] = {
	{ "text", true, false, NULL, NULL },
	{ "concise", true, true, NULL, NULL },
	{ "json", false, false, NULL, form_json },
	{ "jsonl", false, false, form_jsonl, NULL },
	{ "sarif", false, false, NULL, form_sarif },
	{ "junit", false, false, NULL, form_junit },
	{ "checkstyle", false, false, NULL, form_checkstyle },
	{ "github", false, false, form_github, NULL },
	{ "gitlab", false, false, NULL, form_gitlab },
};

size_t
form_count(void)
{
	return sizeof(forms) / sizeof(forms[0]);
}

const struct form *
form_find(const char *name)
{
	size_t i;

	for (i = 0; i < form_count(); i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	return NULL;
}

/* SPDX-License-Identifier: ISC */
/* cgwgen help: the manual pages, which are part of the program.  Floor 7. */
#include <stdio.h>
#include <string.h>

#include "base/embedded.h"
#include "cmd/commands.h"

/* The pages are embedded as MAN_PREFIX "cgwgen-TOPIC.SECTION.txt". */
#define MAN_PREFIX "build/man/cgwgen"
#define MAN_SUFFIX ".txt"

/* Topics that go by another name. */
static const struct {
	const char *topic;
	const char *page;
} aliases[] = {
	{ "language", "template.7" },
};

/* Whether PATH is the page of the LENGTH bytes of TOPIC (0: cgwgen(1) itself)
 * in SECTION (0: any). */
static bool
is_page(const char *path, const char *topic, size_t length, char section)
{
	if (strncmp(path, MAN_PREFIX, strlen(MAN_PREFIX)) != 0)
		return false;
	path += strlen(MAN_PREFIX);
	if (length != 0 && *path++ != '-')
		return false;
	return strncmp(path, topic, length) == 0 && path[length] == '.' &&
	       (section == 0 || path[length + 1] == section) &&
	       strcmp(path + length + 2, MAN_SUFFIX) == 0;
}

/* The section at the end of TOPIC, "x.7" or "x(7)", or 0; *LENGTH is then
 * what comes before it. */
static char
section_of(const char *topic, size_t *length)
{
	size_t all = strlen(topic);

	*length = all;
	if (all >= 2 && topic[all - 2] == '.') {
		*length = all - 2;
		return topic[all - 1];
	}
	if (all >= 3 && topic[all - 3] == '(' && topic[all - 1] == ')') {
		*length = all - 3;
		return topic[all - 2];
	}
	return 0;
}

const char *
help_page(const char *topic)
{
	char section;
	size_t i, length;

	for (i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (strcmp(topic, aliases[i].topic) == 0)
			topic = aliases[i].page;
	if (strncmp(topic, "cgwgen", 6) == 0)
		topic += topic[6] == '-' ? 7 : 6;
	section = section_of(topic, &length);
	/* The pages are in the order of their sections. */
	for (i = 0; i < embedded_count; i++)
		if (is_page(embedded_files[i].path, topic, length, section))
			return embedded_files[i].bytes;
	return NULL;
}

int
cmd_help(const struct settings *settings)
{
	const char *topic =
	    settings->operand_count != 0 ? settings->operands[0] : "";
	const char *page = help_page(topic);

	if (settings->operand_count > 1)
		return usage_error("help", "one topic at a time");
	if (page == NULL)
		return usage_error("help",
		    "no such page; 'cgwgen help' names them under SEE ALSO");
	fputs(page, stdout);
	return 0;
}

/* SPDX-License-Identifier: ISC */
/* cgwgen help: the manual pages, which are part of the program.  Floor 7. */
#include <stdio.h>
#include <string.h>

#include "base/embedded.h"
#include "cmd/commands.h"

/* The pages are embedded as MAN_PREFIX "cgwgen-TOPIC.SECTION.txt". */
#define MAN_PREFIX "build/man/cgwgen"
#define MAN_SUFFIX ".txt"

/* Whether PATH is the page of TOPIC ("" for cgwgen(1) itself). */
static bool
is_page(const char *path, const char *topic)
{
	size_t length = strlen(topic);

	if (strncmp(path, MAN_PREFIX, strlen(MAN_PREFIX)) != 0)
		return false;
	path += strlen(MAN_PREFIX);
	if (length != 0 && *path++ != '-')
		return false;
	return strncmp(path, topic, length) == 0 && path[length] == '.' &&
	       strcmp(path + length + 2, MAN_SUFFIX) == 0;
}

const char *
help_page(const char *topic)
{
	size_t i;

	if (strncmp(topic, "cgwgen", 6) == 0)
		topic += topic[6] == '-' ? 7 : 6;
	for (i = 0; i < embedded_count; i++)
		if (is_page(embedded_files[i].path, topic))
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

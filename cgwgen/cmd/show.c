/* SPDX-License-Identifier: ISC */
/* cgwgen show: print what descriptors say.  Floor 7. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cmd/commands.h"
#include "cmd/session.h"
#include "report/show.h"

#define WIDTH_DEFAULT 100
#define WIDTH_LEAST 40
#define WIDTH_MOST 1000

static bool
is_width(long width)
{
	return width >= WIDTH_LEAST && width <= WIDTH_MOST;
}

/* How wide OUT is: what COLUMNS says, else what the terminal says. */
static size_t
output_width(FILE *out)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long width;
	char *end;

	if (columns != NULL) {
		width = strtol(columns, &end, 10);
		if (*end == '\0' && is_width(width))
			return (size_t)width;
	}
	if (isatty(fileno(out)) && ioctl(fileno(out), TIOCGWINSZ, &size) == 0 &&
	    is_width(size.ws_col))
		return size.ws_col;
	return WIDTH_DEFAULT;
}

static void
show(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	(void)session;
	(void)diags;
	show_connection(host, connection, arena);
}

int
cmd_show(const struct settings *settings)
{
	struct show options = { .out = stdout,
		.width = output_width(stdout),
		.color = settings_color(settings, stdout),
		.secrets = settings->show_secrets };
	const struct estate *estate;
	struct session session;

	if (settings->operand_count == 0)
		return usage_error(
		    "show", "no descriptor; use - for standard input");
	if (!settings_json(settings, &options.json))
		return usage_error("show", "--format is text or json");
	if (session_open(&session, settings, stderr)) {
		session.broken = true;
		show_begin(&options);
		session.endpoints = true;
		session_run(&session, show, &options);
		if (session.inventory != NULL) {
			estate =
			    inventory_estate(session.inventory, session.diags);
			show_estate(&options, estate, session.arena);
			show_networks(&options, estate, session.arena);
		}
		show_end(&options);
	}
	return session_close(&session);
}

/* SPDX-License-Identifier: ISC */
/* The commands of a device with the values of connections.  Floor 7. */
#include "cmd/device_commands.h"

#include <string.h>

#include "cmd/commands.h"
#include "cmd/session.h"
#include "cmd/target.h"
#include "render/commands.h"
#include "render/example.h"
#include "render/render.h"
#include "report/writer.h"

struct asking {
	struct targets targets;
	const struct profile *profile;
	struct commands *commands;
	struct writer *writer; /* NULL: text */
	size_t printed;        /* connections */
};

static void
print_text(const char *name, const struct command_line *lines, size_t count)
{
	size_t i;

	printf("# %s\n", name);
	for (i = 0; i < count; i++) {
		if (lines[i].outside_address != NULL)
			printf("\n# %s (tunnel %s)\n", lines[i].text,
			    lines[i].outside_address);
		else
			printf("\n# %s\n", lines[i].text);
		printf("%s\n", lines[i].command);
	}
}

static void
print_json(struct writer *writer, const char *name,
    const struct command_line *lines, size_t count)
{
	size_t i;

	writer_begin(writer, '{');
	writer_text_at(writer, "connection", name);
	writer_key(writer, "commands");
	writer_begin(writer, '[');
	for (i = 0; i < count; i++) {
		writer_begin(writer, '{');
		writer_text_at(writer, "command", lines[i].command);
		writer_text_at(writer, "text", lines[i].text);
		writer_text_at(
		    writer, "outside_address", lines[i].outside_address);
		writer_end(writer, '}');
	}
	writer_end(writer, ']');
	writer_end(writer, '}');
}

static void
print(struct asking *asking, const char *name, const struct tvalue *context,
    struct arena *arena, struct diags *diags)
{
	const struct command_line *lines;
	size_t count;

	lines = commands_fill(asking->commands, context, arena, diags, &count);
	if (lines == NULL)
		return;
	if (asking->writer != NULL)
		print_json(asking->writer, name, lines, count);
	else {
		if (asking->printed != 0)
			puts("");
		print_text(name, lines, count);
	}
	asking->printed++;
}

/* A renderer for CONNECTION's own parameters; NULL after findings. */
static struct renderer *
renderer_for(struct session *session, struct asking *asking,
    const struct connection *connection, struct diags *diags)
{
	struct renderer *renderer;
	struct target target;

	if (!target_for(
		session, &asking->targets, connection, diags, &target) ||
	    !target_resolve(
		session, &asking->targets, &target, session->arena, diags))
		return NULL;
	renderer = renderer_new(asking->targets.catalog, target.profile,
	    target.parameters, RENDER_COMMANDS, diags);
	renderer_limit(renderer, &asking->targets.limits);
	return renderer;
}

static void
show_one(struct session *session, struct connection *connection,
    struct arena *arena, struct diags *diags, void *host)
{
	struct asking *asking = host;
	struct renderer *renderer =
	    renderer_for(session, asking, connection, diags);
	struct tvalue context;

	if (renderer != NULL &&
	    render_context(renderer, connection, arena, diags, &context))
		print(asking, connection_name(connection), &context, arena,
		    diags);
	/* It has no templates that findings could point into. */
	renderer_free(renderer);
}

/* Without a descriptor: the examples that the device can do. */
static void
show_examples(struct session *session, struct asking *asking)
{
	struct tvalue contexts[EXAMPLE_LIMIT];
	size_t count, i;

	count = example_contexts(asking->profile, session->arena, contexts);
	for (i = 0; i < count; i++)
		print(asking,
		    "an example's values; name a descriptor for yours",
		    &contexts[i], session->arena, session->diags);
	if (count == 0)
		diag(session->diags, RULE_DEVICE_CANNOT, NOWHERE,
		    "%s can do none of the examples; name a descriptor",
		    asking->profile->id);
}

static void
run(struct session *session, struct asking *asking)
{
	asking->profile = catalog_profile(asking->targets.catalog,
	    session->settings->device, NOWHERE, session->diags);
	if (asking->profile == NULL)
		return;
	if (asking->profile->renders != PROFILE_RENDERS_CONNECTION) {
		diag(session->diags, RULE_DEVICE_CANNOT, NOWHERE,
		    "%s is for %s and has no commands", asking->profile->id,
		    asking->profile->renders == PROFILE_RENDERS_CLIENTS
			? "Client VPN endpoints"
			: "OpenVPN servers");
		return;
	}
	asking->commands = commands_new(asking->profile, session->diags);
	if (asking->commands == NULL)
		return;
	if (session->settings->operand_count != 0)
		session_run(session, show_one, asking);
	else
		show_examples(session, asking);
}

int
device_commands(const struct settings *settings)
{
	struct settings own = *settings;
	struct writer writer = { .flat = 0 };
	struct asking asking = { .commands = NULL };
	struct session session;
	bool json;
	int status;

	own.device = settings->operands[1];
	own.operands += 2;
	own.operand_count -= 2;
	settings_json(settings, &json);
	if (json) {
		asking.writer = &writer;
		writer_begin(&writer, '[');
	}
	if (session_open(&session, &own, stderr) &&
	    targets_open(&session, &asking.targets))
		run(&session, &asking);
	if (asking.writer != NULL) {
		writer_end(&writer, ']');
		writer_print(&writer, stdout);
	}
	session_flush(&session);
	status = session_close(&session);
	commands_free(asking.commands);
	catalog_free(asking.targets.catalog);
	return status;
}

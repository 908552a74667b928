/* SPDX-License-Identifier: ISC */
/* Commands with values in them: small templates of the profile, run in the
 * context of a connection.  Floor 5. */
#include "render/commands.h"

#include <stdlib.h>
#include <string.h>

#include "template/template.h"

/* What a command's template is called: this and its place in the list. */
#define FOLDER "commands/"

struct commands {
	const struct profile *profile;
	struct arena *arena;
	struct template_set *templates;
	const struct template **programs;
};

/* What one run works on. */
struct filling {
	const struct commands *commands;
	const struct tvalue *context;
	struct arena *arena;
	struct diags *diags;
	struct command_line *lines;
	size_t count;
};

static bool
load(void *host, const char *name, struct source **ret)
{
	const struct commands *commands = host;
	const struct profile *profile = commands->profile;
	const char *text;
	unsigned long index;

	if (strncmp(name, FOLDER, strlen(FOLDER)) != 0)
		return false;
	index = strtoul(name + strlen(FOLDER), NULL, 10);
	if (index >= profile->command_count)
		return false;
	text = profile->commands[index].command;
	*ret = source_new(arena_printf(commands->arena, "command %lu of %s",
			      index + 1, source_name(profile->source)),
	    text, strlen(text));
	return true;
}

struct commands *
commands_new(const struct profile *profile, struct diags *diags)
{
	struct arena *arena = arena_new();
	struct commands *commands = ARENA_NEW(arena, struct commands);
	const struct template_options options = {
		.refuse_none = true, .load = load, .host = commands
	};
	bool good = true;
	size_t i;

	commands->profile = profile;
	commands->arena = arena;
	commands->templates = template_set_new(&options);
	commands->programs = arena_array(
	    arena, profile->command_count, sizeof(struct template *));
	for (i = 0; i < profile->command_count; i++) {
		commands->programs[i] = template_set_get(commands->templates,
		    arena_printf(arena, FOLDER "%zu", i), diags);
		good = good && commands->programs[i] != NULL;
	}
	if (good)
		return commands;
	commands_free(commands);
	return NULL;
}

void
commands_free(struct commands *commands)
{
	if (commands == NULL)
		return;
	template_set_free(commands->templates);
	arena_free(commands->arena);
}

static const struct tvalue *
get(const struct tvalue *dict, const char *name)
{
	return tv_dict_get(dict, name, strlen(name));
}

/* What holds of the tunnel at PLACE in a list of tunnels. */
static unsigned
holding(const struct filling *filling, const struct tvalue *tunnel)
{
	const struct tvalue *connection = get(filling->context, "connection");
	const struct tvalue *routing = get(connection, "routing");
	const struct tvalue *version = get(connection, "inside_ip_version");
	const struct tvalue *ike = get(tunnel, "ike_version");

	return (routing->as.text[0] == 'b' ? PROFILE_WHEN_BGP
					   : PROFILE_WHEN_STATIC) |
	       (version->as.text[version->length - 1] == '6'
		       ? PROFILE_WHEN_IPV6
		       : PROFILE_WHEN_IPV4) |
	       (ike->as.integer == 1 ? PROFILE_WHEN_IKEV1 : PROFILE_WHEN_IKEV2);
}

/* The context of a command for TUNNEL, or for all when it is NULL. */
static struct tvalue
scope(const struct filling *filling, const struct tvalue *tunnel)
{
	static const char *const names[] = { "connection", "tunnels", "device",
		"param" };
	const size_t count = sizeof(names) / sizeof(names[0]);
	struct tvalue dict = tv_dict(filling->arena, count + 1);
	size_t i;

	for (i = 0; i < count; i++)
		tv_dict_put(filling->arena, &dict, names[i],
		    *get(filling->context, names[i]));
	if (tunnel != NULL)
		tv_dict_put(filling->arena, &dict, "tunnel", *tunnel);
	return dict;
}

static bool
add(struct filling *filling, size_t index, const struct tvalue *tunnel)
{
	const struct profile_command *command =
	    &filling->commands->profile->commands[index];
	struct tvalue context = scope(filling, tunnel);
	struct template_output output = { .want_spans = false };
	struct command_line *line = &filling->lines[filling->count];
	bool good = template_render(filling->commands->programs[index],
	    filling->arena, &context, &output, filling->diags);

	if (good) {
		line->command = arena_copy(
		    filling->arena, output.text.data, output.text.length);
		line->text = command->text;
		line->outside_address =
		    tunnel != NULL ? get(tunnel, "outside_address")->as.text
				   : NULL;
		filling->count++;
	}
	buf_free(&output.text);
	return good;
}

/* Once, or for each tunnel, wherever its conditions hold. */
static bool
fill(struct filling *filling, size_t index)
{
	const struct profile_command *command =
	    &filling->commands->profile->commands[index];
	const struct tvalue *tunnels = get(filling->context, "tunnels");
	const struct tvalue *tunnel;
	size_t i;

	for (i = 0; i < tunnels->as.list->count; i++) {
		tunnel = &tunnels->as.list->items[i];
		if ((command->when & ~holding(filling, tunnel)) != 0)
			continue;
		if (!add(filling, index, command->each_tunnel ? tunnel : NULL))
			return false;
		if (!command->each_tunnel)
			break;
	}
	return true;
}

const struct command_line *
commands_fill(const struct commands *commands, const struct tvalue *context,
    struct arena *arena, struct diags *diags, size_t *ret_count)
{
	struct filling filling = { .commands = commands,
		.context = context,
		.arena = arena,
		.diags = diags };
	size_t tunnels = get(context, "tunnels")->as.list->count, i;

	filling.lines =
	    arena_array(arena, commands->profile->command_count * (tunnels + 1),
		sizeof(*filling.lines));
	for (i = 0; i < commands->profile->command_count; i++)
		if (!fill(&filling, i))
			return NULL;
	*ret_count = filling.count;
	return filling.lines;
}

/* SPDX-License-Identifier: ISC */
/* The configuration of a run.  Floor 7. */
#include "cmd/config.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/path.h"
#include "check/selector.h"
#include "cmd/config_read.h"
#include "cmd/session.h"

/* What is wrong with the words of an option, or NULL. */
static const char *
word_fault(
    const char *option, const struct text_list *list, struct arena *arena)
{
	const char *fault = NULL;
	size_t i;

	for (i = 0; i < list->count && fault == NULL; i++)
		fault = selector_fault(list->items[i], arena);
	return fault == NULL ? NULL
			     : arena_printf(arena, "%s: %s", option, fault);
}

/* Reads the file, which may be anything when it was not named. */
static struct source *
open_file(struct config *config, bool named)
{
	struct stat status;

	if (!named &&
	    (stat(config->path, &status) != 0 || !S_ISREG(status.st_mode))) {
		diag_file(config->diags, RULE_INPUT_UNREADABLE, config->path,
		    "is not a regular file");
		return NULL;
	}
	return file_read(config->path, CONFIG_LIMIT_SIZE, config->diags);
}

/* What the command line selects goes before the file. */
static void
add_command_line(struct config *config)
{
	const struct settings *settings = &config->settings;
	size_t i;

	selection_layer(config->selection, false);
	for (i = 0; i < settings->select.count; i++)
		selection_select(config->selection, settings->select.items[i]);
	for (i = 0; i < settings->ignore.count; i++)
		selection_ignore(config->selection, settings->ignore.items[i]);
}

static bool
read_file(struct config *config, bool named)
{
	config->source = open_file(config, named);
	return config->source != NULL && config_read(config);
}

const char *
config_open(struct config *ret, const struct settings *settings)
{
	struct arena *arena = arena_new();
	const char *fault;

	*ret = (struct config){ .settings = *settings,
		.arena = arena,
		.diags = diags_new(arena, 0),
		.good = true };
	quotas_default(&ret->quotas);
	if (settings->config != NULL && settings->no_config)
		return "--config and --no-config exclude each other";
	fault = word_fault("--select", &settings->select, arena);
	if (fault == NULL)
		fault = word_fault("--ignore", &settings->ignore, arena);
	if (fault != NULL)
		return fault;
	if (!settings->no_config)
		ret->path = settings->config != NULL ? settings->config
						     : config_find(arena);
	ret->selection = selection_new(
	    ret->path != NULL
		? path_resolve(path_directory(ret->path, arena), arena)
		: NULL,
	    settings->stdin_name, arena);
	if (ret->path != NULL)
		ret->good = read_file(ret, settings->config != NULL);
	add_command_line(ret);
	return NULL;
}

void
config_close(struct config *config)
{
	source_free(config->source);
	arena_free(config->arena);
}

void
config_apply(const struct config *config, struct session *session)
{
	session->checks.quotas = config->quotas;
	if (config->path != NULL)
		session->config = arena_string(
		    session->arena, diag_path(session->diags, config->path));
	session_select(session, config->selection);
}

void
config_finish(const struct config *config, struct session *session)
{
	if (!selection_gave_up(config->selection))
		return;
	diag_file(session->diags, RULE_INPUT_LIMIT, config->path,
	    "the overrides have too many patterns for so many files");
}

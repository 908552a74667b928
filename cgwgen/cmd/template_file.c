/* SPDX-License-Identifier: ISC */
/*
 * Templates named on the command line, and where those that they include
 * come from.  Floor 7.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "cmd/template.h"
#include "device/roots.h"
#include "render/data.h"

/* No template can include this name: it is no path. */
#define MAIN_NAME "<main>"

/* A name that was found and passed over. */
struct passed {
	const char *name;
	struct passed *next;
};

struct template_file {
	struct arena *arena;
	struct diags *diags;
	struct source *source; /* until the set has it */
	struct roots *roots;
	struct catalog *catalog;
	struct passed *passed;
	struct template_set *set;
	const struct template *program;
};

/* What is there and is not read is worth a word: the engine only says that
 * there is no such template. */
static void
passed_over(struct template_file *file, const char *name, const char *why)
{
	struct finding finding = { .rule = RULE_TEMPLATE_MISSING,
		.severity = SEVERITY_NOTE };
	struct passed *passed;

	for (passed = file->passed; passed != NULL; passed = passed->next)
		if (strcmp(passed->name, name) == 0)
			return;
	passed = ARENA_NEW(file->arena, struct passed);
	passed->name = arena_string(file->arena, name);
	passed->next = file->passed;
	file->passed = passed;
	finding.message = arena_printf(diags_arena(file->diags),
	    "%s %s: it is not read", diag_quote(file->diags, name), why);
	diag_full(file->diags, &finding);
}

static bool
load(void *host, const char *name, struct source **ret)
{
	struct template_file *file = host;
	const char *why;

	if (file->source != NULL && strcmp(name, MAIN_NAME) == 0) {
		*ret = file->source;
		file->source = NULL;
		return true;
	}
	if (file->roots != NULL) {
		*ret = roots_read(file->roots, name, &why);
		if (*ret != NULL)
			return true;
		if (why != NULL && catalog_name_is_safe(name)) {
			passed_over(file, name, why);
			return false;
		}
	}
	*ret = file->catalog != NULL
		   ? catalog_template_copy(file->catalog, name)
		   : NULL;
	return *ret != NULL;
}

/* The directories of --path, or PATH's own. */
static bool
open_roots(struct template_file *file, const struct settings *settings,
    const char *path, bool only_catalog)
{
	const struct text_list *paths = &settings->paths;
	const char *own = path_directory(path, file->arena);

	if (paths->count == 0 && only_catalog)
		return true;
	file->roots = paths->count != 0
			  ? roots_open(paths->items, paths->count, file->arena,
				file->diags)
			  : roots_open(&own, 1, file->arena, file->diags);
	return file->roots != NULL;
}

struct template_file *
template_file_open(struct session *session, const char *path,
    const struct template_options *options, struct catalog *catalog,
    bool only_catalog, struct diags *diags)
{
	struct arena *arena = arena_new();
	struct template_file *file = ARENA_NEW(arena, struct template_file);
	struct template_options own = *options;

	file->arena = arena;
	file->diags = diags;
	file->catalog = catalog;
	own.load = load;
	own.host = file;
	file->set = template_set_new(&own);
	file->source = file_read(path, session->settings->max_input, diags);
	if (file->source != NULL &&
	    open_roots(file, session->settings, path, only_catalog))
		file->program = template_set_get(file->set, MAIN_NAME, diags);
	return file;
}

void
template_file_close(struct template_file *file)
{
	template_set_free(file->set);
	roots_close(file->roots);
	source_free(file->source);
	arena_free(file->arena);
}

const struct template *
template_file_program(const struct template_file *file)
{
	return file->program;
}

bool
template_stdin_twice(const struct settings *settings)
{
	size_t count = 0, i;

	for (i = 1; i < settings->operand_count; i++)
		count += strcmp(settings->operands[i], "-") == 0;
	for (i = 0; i < settings->data.count; i++)
		count += strcmp(settings->data.items[i], "-") == 0;
	if (count > 1)
		usage_error("template", "only one input can be standard input");
	return count > 1;
}

bool
template_data(struct session *session, const struct tvalue *context)
{
	const struct text_list *list = &session->settings->data;
	struct source *source;
	bool good = true;
	size_t i;

	for (i = 0; i < list->count; i++) {
		source = file_read(list->items[i], session->settings->max_input,
		    session->diags);
		if (source == NULL) {
			good = false;
			continue;
		}
		session_keep(session, source);
		good = data_read(source, list->items[i], session->arena,
			   context, session->diags) &&
		       good;
	}
	return good;
}

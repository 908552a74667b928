/* SPDX-License-Identifier: ISC */
/*
 * Sets: options, the registered functions, and the templates that were
 * compiled.  A set owns the sources of its templates and one arena with
 * everything that their programs are made of.
 */
#include <stdlib.h>
#include <string.h>

#include "template/compile.h"
#include "template/engine.h"

#define DEFAULT_STEPS 10000000
#define DEFAULT_DEPTH 100
#define DEFAULT_OUTPUT ((size_t)64 * 1024 * 1024)
/* Lengths of strings are kept in 32 bits. */
#define LARGEST_OUTPUT ((size_t)1024 * 1024 * 1024)
/* How many templates may be in the middle of compiling one another. */
#define MAX_CHAIN 50
/* Bytes of a template's name, with the NUL. */
#define MAX_NAME 1024

struct owned_source {
	struct source *source;
	struct owned_source *next;
};

struct template_set *
template_set_new(const struct template_options *options)
{
	struct arena *arena = arena_new();
	struct template_set *set = ARENA_NEW(arena, struct template_set);

	set->arena = arena;
	set->options = *options;
	if (set->options.max_steps == 0)
		set->options.max_steps = DEFAULT_STEPS;
	if (set->options.max_depth == 0 ||
	    set->options.max_depth > DEFAULT_DEPTH)
		set->options.max_depth = DEFAULT_DEPTH;
	if (set->options.max_output == 0)
		set->options.max_output = DEFAULT_OUTPUT;
	if (set->options.max_output > LARGEST_OUTPUT)
		set->options.max_output = LARGEST_OUTPUT;
	set->globals = tv_dict(arena, 0);
	pthread_mutex_init(&set->lock, NULL);
	return set;
}

void
template_set_free(struct template_set *set)
{
	struct owned_source *owned;

	if (set == NULL)
		return;
	for (owned = set->sources; owned != NULL; owned = owned->next)
		source_free(owned->source);
	pthread_mutex_destroy(&set->lock);
	arena_free(set->arena);
}

static struct registered *
registered_new(struct template_set *set, const char *name,
    template_function *function, void *host)
{
	struct registered *new = ARENA_NEW(set->arena, struct registered);

	new->row.name = arena_string(set->arena, name);
	new->row.function = function;
	new->row.host = host;
	return new;
}

void
template_set_add_filter(struct template_set *set, const char *name,
    template_function *function, void *host)
{
	struct registered *new = registered_new(set, name, function, host);

	new->next = set->filters;
	set->filters = new;
}

void
template_set_add_test(struct template_set *set, const char *name,
    template_function *function, void *host)
{
	struct registered *new = registered_new(set, name, function, host);

	new->next = set->tests;
	set->tests = new;
}

void
template_set_add_global(
    struct template_set *set, const char *name, struct tvalue value)
{
	tv_dict_set(
	    set->arena, &set->globals, arena_string(set->arena, name), value);
}

void
template_set_add_function(struct template_set *set, const char *name,
    template_function *function, void *host)
{
	struct registered *new = registered_new(set, name, function, host);

	template_set_add_global(set, name, value_of(TV_FUNCTION, &new->row));
}

size_t
template_max_output(const struct template *template)
{
	return template->set->options.max_output;
}

/* ---- loading and compiling --------------------------------------------- */

/*
 * NAME without the parts that mean nothing ("./x", "a//x"), so that one
 * template has one name; false when it leaves the template path, is none or
 * is too long to be one.
 */
static bool
clean_name(const char *name, char clean[MAX_NAME])
{
	const char *part = name, *end;
	size_t length, used = 0;

	if (name[0] == '/' || strchr(name, '\\') != NULL ||
	    strlen(name) >= MAX_NAME)
		return false;
	for (;; part = end + 1) {
		length = strcspn(part, "/");
		end = part + length;
		if (length == 2 && memcmp(part, "..", 2) == 0)
			return false;
		if (length > 1 || (length == 1 && part[0] != '.')) {
			if (used != 0)
				clean[used++] = '/';
			memcpy(clean + used, part, length);
			used += length;
		} else if (*end == '\0') {
			return false;
		}
		if (*end == '\0')
			break;
	}
	clean[used] = '\0';
	return true;
}

static struct template *
set_find(struct template_set *set, const char *name)
{
	struct template *found;

	for (found = set->templates; found != NULL; found = found->next)
		if (strcmp(found->name, name) == 0)
			return found;
	return NULL;
}

static void
set_forget(struct template_set *set, const struct template *template)
{
	struct template **at = &set->templates;

	while (*at != template)
		at = &(*at)->next;
	*at = template->next;
}

static struct template *
load_template(struct template_set *set, const char *name)
{
	struct owned_source *owned;
	struct template *template;
	struct source *source = NULL;

	if (set->options.load == NULL ||
	    !set->options.load(set->options.host, name, &source))
		return NULL;
	owned = ARENA_NEW(set->arena, struct owned_source);
	owned->source = source;
	owned->next = set->sources;
	set->sources = owned;
	template = ARENA_NEW(set->arena, struct template);
	template->set = set;
	template->name = arena_string(set->arena, name);
	template->source = source;
	template->next = set->templates;
	set->templates = template;
	return template;
}

static void
compile(
    struct template_set *set, struct template *template, struct diags *diags)
{
	struct compiler c = { .set = set,
		.template = template,
		.arena = set->arena,
		.diags = diags };

	template->compiling = true;
	template->chain = set->depth++;
	if (!lex(&c) || !parse_template(&c) || !name_blocks(&c) ||
	    !resolve_template(&c))
		template->failed = true;
	template->silent = template->failed && set->silent;
	set->depth--;
	template->compiling = false;
}

struct template *
set_compile(struct template_set *set, const char *name, struct diags *diags,
    struct pos at)
{
	struct template *template;
	char clean[MAX_NAME];

	if (!clean_name(name, clean))
		return NULL;
	name = clean;
	template = set_find(set, name);
	if (template != NULL && template->silent && !set->silent) {
		set_forget(set, template);
		template = NULL;
	}
	if (template != NULL) {
		if (template->failed)
			diag(diags, RULE_TEMPLATE_SYNTAX, at,
			    "the template '%s' has an error",
			    diag_quote(diags, name));
		return template;
	}
	/* Beyond this depth templates are compiled when they are reached. */
	if (set->depth == MAX_CHAIN)
		return NULL;
	template = load_template(set, name);
	if (template == NULL)
		return NULL;
	compile(set, template, diags);
	return template;
}

bool
set_load(struct template_set *set, const char *name, struct diags *diags,
    struct pos at, const struct template **ret)
{
	const struct template *template;

	pthread_mutex_lock(&set->lock);
	template = set_compile(set, name, diags, at);
	pthread_mutex_unlock(&set->lock);
	*ret = template != NULL && !template->failed ? template : NULL;
	return template == NULL || !template->failed;
}

const struct template *
template_set_get(
    struct template_set *set, const char *name, struct diags *diags)
{
	const struct template *template;

	if (set_load(set, name, diags, NOWHERE, &template) && template == NULL)
		diag(diags, RULE_TEMPLATE_MISSING, NOWHERE,
		    "there is no template named '%s'", diag_quote(diags, name));
	return template;
}

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

const struct builtin *
table_find(const struct builtin *table, size_t count, const char *name)
{
	size_t low = 0, high = count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(name, table[middle].name);
		if (order == 0)
			return &table[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static const struct builtin *
registered_find(const struct registered *list, const char *name)
{
	for (; list != NULL; list = list->next)
		if (strcmp(list->row.name, name) == 0)
			return &list->row;
	return NULL;
}

const struct builtin *
find_filter(const struct template_set *set, const char *name)
{
	const struct builtin *row = registered_find(set->filters, name);

	return row != NULL ? row : table_find(filter_table, filter_count, name);
}

const struct builtin *
find_test(const struct template_set *set, const char *name)
{
	const struct builtin *row = registered_find(set->tests, name);

	return row != NULL ? row : table_find(test_table, test_count, name);
}

const char *
nearest_filter(const struct template_set *set, struct arena *arena,
    const char *name, bool tests)
{
	const struct builtin *table = tests ? test_table : filter_table;
	size_t count = tests ? test_count : filter_count, used = 0, i;
	const struct registered *list = tests ? set->tests : set->filters, *at;
	const char **known;

	for (at = list; at != NULL; at = at->next)
		count++;
	known = arena_array(arena, count, sizeof(char *));
	for (at = list; at != NULL; at = at->next)
		known[used++] = at->row.name;
	for (i = 0; used < count; i++)
		known[used++] = table[i].name;
	return diag_nearest(name, known, count);
}

/* ---- loading and compiling --------------------------------------------- */

bool
template_name_allowed(const char *name)
{
	const char *part = name, *slash;
	size_t length;

	if (name[0] == '\0' || strchr(name, '\\') != NULL)
		return false;
	for (;; part = slash + 1) {
		slash = strchr(part, '/');
		length = slash != NULL ? (size_t)(slash - part) : strlen(part);
		if (length == 0 || (length == 1 && part[0] == '.') ||
		    (length == 2 && memcmp(part, "..", 2) == 0))
			return false;
		if (slash == NULL)
			return true;
	}
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

	if (!template_name_allowed(name) || set->options.load == NULL ||
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
	struct template *template = set_find(set, name);

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

const struct source *
template_source(const struct template *template)
{
	return template->source;
}

static bool
builtin_info(const struct builtin *table, size_t count, size_t index,
    struct template_builtin *ret)
{
	if (index >= count)
		return false;
	ret->name = table[index].name;
	ret->parameters =
	    table[index].parameters != NULL ? table[index].parameters : "…";
	ret->text = table[index].text;
	return true;
}

bool
template_filter_info(size_t index, struct template_builtin *ret)
{
	return builtin_info(filter_table, filter_count, index, ret);
}

bool
template_test_info(size_t index, struct template_builtin *ret)
{
	return builtin_info(test_table, test_count, index, ret);
}

/* SPDX-License-Identifier: ISC */
/*
 * Reading a configuration file.  The schema gives its form; what it cannot
 * say is checked here.  Floor 7.
 */
#include "cmd/config_read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/path.h"
#include "check/policies.h"
#include "check/selector.h"
#include "doc/scalar.h"
#include "doc/schema.h"
#include "doc/yaml.h"

#define SCHEMA "schemas/config.schema.json"

struct reader {
	struct config *config;
	struct arena *arena;
	struct diags *diags;
	bool good;
};

static void refuse(struct reader *reader, enum rule_id rule, struct pos at,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

static void
refuse(struct reader *reader, enum rule_id rule, struct pos at,
    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	diag(reader->diags, rule, at, "%s",
	    arena_vprintf(reader->arena, format, args));
	va_end(args);
	reader->good = false;
}

/* ---- form -------------------------------------------------------------- */

/* The checker's findings under the rule that speaks of configuration. */
static void
take_over(struct reader *reader, const struct diags *faults)
{
	const struct finding *list;
	struct finding finding;
	size_t count, i;

	list = diags_list(faults, &count);
	for (i = 0; i < count; i++) {
		finding = list[i];
		if (finding.rule == RULE_SCHEMA)
			finding.rule = RULE_CONFIG_SHAPE;
		diag_full(reader->diags, &finding);
	}
	reader->good &= count == 0;
}

static struct source *
schema_source(void)
{
	const struct embedded *file = embedded_find(SCHEMA);

	if (file != NULL)
		return source_new(SCHEMA, file->bytes, file->length);
	return source_new(SCHEMA, "false", strlen("false"));
}

static void
check_form(struct reader *reader, const struct node *root)
{
	struct source *source = schema_source();
	struct diags *faults = diags_new(reader->arena, 0);
	const struct node *tree = yaml_read(source, reader->arena, faults);
	struct schema *schema = NULL;

	if (tree != NULL)
		schema = schema_compile(tree, reader->arena, faults);
	if (schema == NULL)
		refuse(reader, RULE_CONFIG_SHAPE, NOWHERE,
		    "%s, which is part of the program, cannot be used", SCHEMA);
	else if (!schema_check(schema, root, faults))
		take_over(reader, faults);
	schema_free(schema);
	source_free(source);
}

/* ---- rules ------------------------------------------------------------- */

static bool
check_word(struct reader *reader, const char *word, struct pos at)
{
	const char *fault = selector_fault(word, reader->arena);

	if (fault != NULL)
		refuse(reader, RULE_CONFIG_RULE, at, "%s", fault);
	return fault == NULL;
}

static void
read_words(struct reader *reader, const struct node *list,
    void (*add)(struct selection *selection, const char *word))
{
	const struct node *item;

	if (list == NULL)
		return;
	for (item = list->first; item != NULL; item = item->next)
		if (check_word(reader, item->text, item->pos))
			add(reader->config->selection, item->text);
}

/* Whether the rule called NAME has to be taken as it is; then it has been
 * found that SEVERITY is no less. */
static bool
is_fixed(struct reader *reader, const struct node *node)
{
	enum rule_id rule = rule_find(node->name);
	enum severity severity = SEVERITY_NOTE;

	if (rule == RULE_COUNT || rule_is_check(rule))
		return false;
	if (severity_parse(node->text, &severity) != 0 ||
	    severity < rule_get(rule)->severity)
		refuse(reader, RULE_CONFIG_RULE, node->pos,
		    "rule '%s' cannot be passed over: its severity, %s, can be "
		    "raised only",
		    rule_get(rule)->name,
		    severity_name(rule_get(rule)->severity));
	return true;
}

static void
read_severities(struct reader *reader, const struct node *map)
{
	struct selection *selection = reader->config->selection;
	enum severity severity;
	const struct node *node;

	if (map == NULL)
		return;
	for (node = map->first; node != NULL; node = node->next) {
		if (!is_fixed(reader, node) &&
		    !check_word(reader, node->name, node->name_pos))
			continue;
		if (severity_parse(node->text, &severity) == 0)
			selection_severity(selection, node->name, severity);
		else
			selection_off(selection, node->name);
	}
}

static void
read_layer(struct reader *reader, const struct node *map)
{
	struct selection *selection = reader->config->selection;
	const struct node *paths = node_child(map, "paths"), *path;

	if (!selection_layer(selection, paths != NULL)) {
		refuse(reader, RULE_CONFIG_SHAPE, map->pos,
		    "there are more than %d overrides",
		    SELECTION_LIMIT_OVERRIDES);
		return;
	}
	for (path = paths != NULL ? paths->first : NULL; path != NULL;
	     path = path->next)
		if (!selection_path(selection, path->text))
			refuse(reader, RULE_CONFIG_VALUE, path->pos,
			    "this pattern fits nothing: a bracket is not "
			    "closed, its class is unknown, or it ends with a "
			    "backslash");
	read_words(reader, node_child(map, "select"), selection_select);
	read_words(reader, node_child(map, "ignore"), selection_ignore);
	read_severities(reader, node_child(map, "severities"));
}

/* ---- quotas ------------------------------------------------------------ */

static void
refuse_quota(struct reader *reader, const struct node *node)
{
	const char *known[QUOTA_COUNT], *near;
	unsigned i;

	for (i = 0; i < QUOTA_COUNT; i++)
		known[i] = quota_get((enum quota_id)i)->name;
	near = diag_nearest(node->name, known, QUOTA_COUNT);
	refuse(reader, RULE_CONFIG_QUOTA, node->name_pos,
	    "'%s' is no quota%s%s%s", diag_quote(reader->diags, node->name),
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

static void
read_quota(struct reader *reader, const struct node *node)
{
	enum quota_id id = quota_find(node->name);
	const struct quota *quota;
	int64_t value;

	if (id == QUOTA_COUNT) {
		refuse_quota(reader, node);
		return;
	}
	quota = quota_get(id);
	if (!scalar_integer(node->text, &value) || value < 1 ||
	    value > UINT32_MAX)
		refuse(reader, RULE_CONFIG_QUOTA, node->pos,
		    "'%s' must be a positive number of 32 bits", quota->name);
	else if (quota->most != 0 && value > quota->most)
		refuse(reader, RULE_CONFIG_QUOTA, node->pos,
		    quota->most == quota->value
			? "AWS's quota '%s' is %u and cannot be raised"
			: "AWS raises its quota '%s' to %u at most",
		    quota->name, (unsigned)quota->most);
	else
		reader->config->quotas.values[id] = (uint32_t)value;
}

/* ---- the rest ---------------------------------------------------------- */

/* PATH, which is seen from the file's directory, as seen from here. */
static const char *
relocate(struct reader *reader, const char *path)
{
	const char *file = reader->config->path;

	return path_beside(
	    strchr(file, '/') != NULL ? file : "./", path, reader->arena);
}

/* A policy's name, or the path of its file. */
static const char *
locate_policy(struct reader *reader, const char *text)
{
	return text != NULL && policies_is_file(text) ? relocate(reader, text)
						      : text;
}

static void
set_text(const char **slot, const char *text)
{
	if (*slot == NULL)
		*slot = text;
}

/* What the command line has said stays. */
static void
read_settings(struct reader *reader, const struct node *root)
{
	struct settings *settings = &reader->config->settings;
	const char *text = node_text(root, "baseline");
	int64_t number;

	if (text != NULL)
		set_text(&settings->baseline, relocate(reader, text));
	set_text(&settings->policy,
	    locate_policy(reader, node_text(root, "policy")));
	set_text(&settings->device, node_text(root, "device"));
	set_text(&settings->region, node_text(root, "region"));
	set_text(&settings->format, node_text(root, "format"));
	text = node_text(root, "fail_on");
	if (text != NULL && strchr(settings->used, 'L') == NULL)
		severity_parse(text, &settings->fail_on);
	text = node_text(root, "max_findings");
	if (text != NULL && strchr(settings->used, 'X') == NULL &&
	    scalar_integer(text, &number))
		settings->max_findings = (size_t)number;
}

/* The file's tree; NULL after findings, or when nothing is in it. */
static const struct node *
read_tree(struct reader *reader)
{
	struct diags *faults = diags_new(reader->arena, 0);
	const struct node *root =
	    yaml_read(reader->config->source, reader->arena, faults);
	const struct finding *list;
	size_t count;

	list = diags_list(faults, &count);
	if (root == NULL && count == 1 && list[0].rule == RULE_INPUT_EMPTY)
		return NULL;
	take_over(reader, faults);
	return root;
}

bool
config_read(struct config *config)
{
	struct reader reader = { config, config->arena, config->diags, true };
	const struct node *root = read_tree(&reader), *node;

	if (root == NULL)
		return reader.good;
	check_form(&reader, root);
	if (!reader.good)
		return false;
	read_layer(&reader, root);
	if ((node = node_child(root, "overrides")) != NULL)
		for (node = node->first; node != NULL; node = node->next)
			read_layer(&reader, node);
	if ((node = node_child(root, "quotas")) != NULL)
		for (node = node->first; node != NULL; node = node->next)
			read_quota(&reader, node);
	read_settings(&reader, root);
	return reader.good;
}

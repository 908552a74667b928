/* SPDX-License-Identifier: ISC */
/*
 * What must not be quoted in a message beyond what intake.c knows by name:
 * everything that Terraform calls sensitive, and the values of variables and
 * constants, under whose names nobody can tell keys.  Trees are at most 64
 * deep.  Floor 3.
 */
#include <string.h>

#include "read/terraform_set.h"

/* In larger objects everything is hidden: no resource has as many attributes
 * and looking each up would take too long. */
#define LIMIT_ATTRIBUTES 256

static void
hide_all(struct source *source, const struct node *node)
{
	const struct node *child;

	if (node->kind == NODE_SCALAR)
		source_secret(source, node->pos.offset, node->end);
	for (child = node->first; child != NULL; child = child->next)
		hide_all(source, child);
}

static bool
is_true(const struct node *node)
{
	return node->kind == NODE_SCALAR && node->plain &&
	       strcmp(node->text, "true") == 0;
}

static bool
is_large(const struct node *node)
{
	const struct node *child = node->first;
	size_t count;

	for (count = 0; child != NULL && count < LIMIT_ATTRIBUTES; count++)
		child = child->next;
	return child != NULL;
}

/* MARKS has the shape of NODE, with true in place of what is sensitive. */
static void
hide_marked(
    struct source *source, const struct node *node, const struct node *marks)
{
	const struct node *mark, *child;

	if (node == NULL)
		return;
	if (is_true(marks) ||
	    (marks->first != NULL && (is_large(node) || is_large(marks)))) {
		hide_all(source, node);
		return;
	}
	if (marks->kind == NODE_MAP) {
		for (mark = marks->first; mark != NULL; mark = mark->next)
			hide_marked(source, node_child(node, mark->name), mark);
		return;
	}
	child = node->first;
	for (mark = marks->first; mark != NULL && child != NULL;
	     mark = mark->next, child = child->next)
		hide_marked(source, child, mark);
}

/* PATHS are those of a state file: [[{"type":"get_attr","value":NAME}..]..].
 * The first step is enough: what lies below is hidden with it. */
static void
hide_paths(
    struct source *source, const struct node *node, const struct node *paths)
{
	const struct node *path, *name, *attribute;

	if (is_large(node) || is_large(paths)) {
		if (paths->first != NULL)
			hide_all(source, node);
		return;
	}
	for (path = paths->first; path != NULL; path = path->next) {
		name = path->first != NULL ? node_child(path->first, "value")
					   : NULL;
		if (name == NULL || name->kind != NODE_SCALAR)
			continue;
		attribute = node_child(node, name->text);
		if (attribute != NULL)
			hide_all(source, attribute);
	}
}

/* Pairs of a value and of what marks its parts. */
static const struct {
	const char *value;
	const char *marks;
} pairs[] = { { "values", "sensitive_values" },
	{ "before", "before_sensitive" }, { "after", "after_sensitive" },
	{ "value", "sensitive" }, { "attributes", "sensitive_attributes" } };

#define PAIRS (sizeof(pairs) / sizeof(pairs[0]))

static void
hide_pairs(struct source *source, const struct node *map)
{
	const struct node *values[PAIRS] = { NULL }, *marks[PAIRS] = { NULL };
	const struct node *child;
	size_t i;

	for (child = map->first; child != NULL; child = child->next)
		for (i = 0; i < PAIRS; i++)
			if (strcmp(child->name, pairs[i].value) == 0)
				values[i] = child;
			else if (strcmp(child->name, pairs[i].marks) == 0)
				marks[i] = child;
	for (i = 0; i < PAIRS; i++) {
		if (values[i] == NULL || marks[i] == NULL)
			continue;
		if (strcmp(pairs[i].value, "attributes") == 0)
			hide_paths(source, values[i], marks[i]);
		else
			hide_marked(source, values[i], marks[i]);
	}
}

static void
hide(struct source *source, const struct node *node)
{
	const struct node *child;

	if (node->kind == NODE_MAP)
		hide_pairs(source, node);
	for (child = node->first; child != NULL; child = child->next) {
		if (child->name != NULL &&
		    (strcmp(child->name, "constant_value") == 0 ||
			strcmp(child->name, "default") == 0))
			hide_all(source, child);
		hide(source, child);
	}
}

void
tf_hide(const struct document *document)
{
	const struct node *variables = node_child(document->root, "variables");

	if (variables != NULL)
		hide_all(document->source, variables);
	hide(document->source, document->root);
}

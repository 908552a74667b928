/* SPDX-License-Identifier: ISC */
/* Baselines as JSON.  Floor 6. */
#include "report/baseline_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "doc/json.h"

#define MARK "cgwgen-baseline"
#define VERSION "1"
/* Of findings and of all that they are made of. */
#define LIMIT_NODES ((size_t)BASELINE_LIMIT * 7)
#define LIMIT_COUNT 1000000

/* ---- reading ----------------------------------------------------------- */

static bool
complain(struct baseline_file *file, struct pos at, const char *what)
{
	diag(file->diags, RULE_BASELINE, at, "%s", what);
	file->good = false;
	return false;
}

static bool
is_text(const struct node *node)
{
	return node != NULL && node->kind == NODE_SCALAR && !node->plain;
}

static bool
is_plain(const struct node *node, const char *text)
{
	return node != NULL && node->kind == NODE_SCALAR && node->plain &&
	       strcmp(node->text, text) == 0;
}

static bool
knows(const struct node *map, const char *const *names, struct pos *ret_at)
{
	const struct node *child;
	size_t i;

	for (child = map->first; child != NULL; child = child->next) {
		for (i = 0; names[i] != NULL; i++)
			if (strcmp(names[i], child->name) == 0)
				break;
		*ret_at = child->name_pos;
		if (names[i] == NULL)
			return false;
	}
	return true;
}

static bool
check_root(struct baseline_file *file, const struct node *root)
{
	static const char *const names[] = { MARK, "findings", NULL };
	const struct node *version, *findings;
	struct pos at;

	if (root->kind != NODE_MAP ||
	    (version = node_child(root, MARK)) == NULL)
		return complain(file, root->pos,
		    "this is no baseline: it has no key \"" MARK "\"");
	if (!is_plain(version, VERSION))
		return complain(file, version->pos,
		    "the baseline is not of version " VERSION
		    ", the only one this program knows");
	if (!knows(root, names, &at))
		return complain(file, at, "a baseline has no such key");
	findings = node_child(root, "findings");
	if (findings == NULL || findings->kind != NODE_SEQUENCE)
		return complain(file,
		    findings != NULL ? findings->pos : root->pos,
		    "\"findings\" is not a list");
	file->next = findings->first;
	return true;
}

bool
baseline_file_open(struct baseline_file *file, const struct source *source,
    const char *directory, struct arena *arena, struct diags *diags)
{
	const struct node *root;

	*file = (struct baseline_file){ directory, arena, diags, NULL, true };
	root = json_read(source, LIMIT_NODES, arena, diags);
	if (root == NULL)
		return file->good = false;
	return check_root(file, root);
}

static bool
is_rule(const char *text)
{
	return strncmp(text, "CGW", 3) == 0 && text[3] != '\0' &&
	       strspn(text + 3, "0123456789") == strlen(text + 3) &&
	       strlen(text) <= 8;
}

static bool
is_print(const char *text)
{
	return strlen(text) == 16 && strspn(text, "0123456789abcdef") == 16;
}

/* How many findings ROW is, which says so when they are several. */
static bool
read_count(const struct node *node, size_t *ret)
{
	unsigned long number;

	*ret = 1;
	if (node == NULL)
		return true;
	if (node->kind != NODE_SCALAR || !node->plain ||
	    strspn(node->text, "0123456789") != strlen(node->text) ||
	    strlen(node->text) > 7)
		return false;
	number = strtoul(node->text, NULL, 10);
	*ret = number;
	return number >= 1 && number <= LIMIT_COUNT;
}

/* "<stdin>" and its like are no paths. */
static bool
is_path(const char *file)
{
	return file != NULL && file[0] != '<';
}

static bool
read_texts(struct baseline_file *file, const struct node *node,
    struct baseline_row *row)
{
	const struct node *rule = node_child(node, "rule");
	const struct node *path = node_child(node, "file");
	const struct node *print = node_child(node, "fingerprint");
	const struct node *message = node_child(node, "message");

	if (!is_text(rule) || !is_rule(rule->text))
		return complain(file, rule != NULL ? rule->pos : node->pos,
		    "a finding's \"rule\" is CGW and a number");
	if (!is_text(print) || !is_print(print->text))
		return complain(file, print != NULL ? print->pos : node->pos,
		    "a finding's \"fingerprint\" is of 16 hexadecimal digits");
	if (!is_text(message))
		return complain(file,
		    message != NULL ? message->pos : node->pos,
		    "a finding's \"message\" is a string");
	if (!is_text(path) && !is_plain(path, "null"))
		return complain(file, path != NULL ? path->pos : node->pos,
		    "a finding's \"file\" is a string or null");
	row->rule = rule->text;
	row->print = print->text;
	row->message = message->text;
	row->file = path->plain ? NULL : path->text;
	if (is_path(row->file))
		row->file = path_join(file->directory, row->file, file->arena);
	return true;
}

bool
baseline_file_next(struct baseline_file *file, struct baseline_row *ret)
{
	static const char *const names[] = { "rule", "file", "fingerprint",
		"message", "count", NULL };
	const struct node *node = file->next, *count;
	struct pos at;

	if (node == NULL || !file->good)
		return false;
	file->next = node->next;
	*ret = (struct baseline_row){ .at = node->pos };
	if (node->kind != NODE_MAP)
		return complain(file, node->pos, "a finding is an object");
	if (!knows(node, names, &at))
		return complain(file, at, "a finding has no such key");
	count = node_child(node, "count");
	if (!read_count(count, &ret->known))
		return complain(file, count->pos,
		    "a finding's \"count\" is a number from 1 to 1000000");
	return read_texts(file, node, ret);
}

/* ---- writing ----------------------------------------------------------- */

void
baseline_file_begin(struct writer *writer)
{
	writer->flat = 3; /* one line for each finding */
	writer_begin(writer, '{');
	writer_key(writer, MARK);
	writer_number(writer, 1);
	writer_key(writer, "findings");
	writer_begin(writer, '[');
}

/* FILE seen from DIRECTORY, and never like a name that is no path. */
static const char *
shown(const char *file, const char *directory, struct arena *arena)
{
	if (!is_path(file))
		return file;
	file = path_relative(directory, file, arena);
	return is_path(file) ? file : arena_printf(arena, "./%s", file);
}

void
baseline_file_row(struct writer *writer, const struct baseline_row *row,
    const char *directory, struct arena *arena)
{
	writer_begin(writer, '{');
	writer_text_at(writer, "rule", row->rule);
	writer_text_at(writer, "file", shown(row->file, directory, arena));
	writer_text_at(writer, "fingerprint", row->print);
	if (row->known > 1) {
		writer_key(writer, "count");
		writer_number(writer, row->known < LIMIT_COUNT
					  ? (uint32_t)row->known
					  : LIMIT_COUNT);
	}
	writer_text_at(writer, "message", row->message);
	writer_end(writer, '}');
}

void
baseline_file_end(struct writer *writer)
{
	writer_end(writer, ']');
	writer_end(writer, '}');
}

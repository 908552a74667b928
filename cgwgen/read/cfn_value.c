/* SPDX-License-Identifier: ISC */
/*
 * Working out a template's nodes.  The recursion goes down what was written,
 * which is at most 64 levels deep: what a parameter, mapping or function
 * gives is not looked into again.  Floor 3.
 */
#include "read/cfn_value.h"

#include <stdarg.h>
#include <string.h>

#include "read/bind.h"
#include "read/cfn_function.h"

/* ---- nodes ------------------------------------------------------------ */

static void
spend(struct cfn_run *run, const struct node *at, const char *what)
{
	if (!run->spent)
		bind_complain(run->reading, RULE_INPUT_LIMIT, at,
		    "what the template's functions make is more than %s", what);
	run->spent = true;
}

struct node *
cfn_new(struct cfn_run *run, enum node_kind kind, const struct node *at)
{
	struct node *node = node_add(run->reading->arena, kind, NULL);

	if (run->nodes++ >= CFN_LIMIT_NODES)
		spend(run, at, "100000 values");
	if (run->template->nodes++ >= CFN_LIMIT_ALL_NODES)
		spend(run, at, "4000000 values");
	node->pos = at->pos;
	node->end = at->end;
	return node;
}

void
cfn_work(struct cfn_run *run, size_t count)
{
	run->template->nodes += count / 4;
}

struct node *
cfn_later(struct cfn_run *run, const struct node *at)
{
	return cfn_new(run, NODE_LATER, at);
}

struct node *
cfn_refuse(struct cfn_run *run, enum rule_id rule, const struct node *at,
    const char *format, ...)
{
	va_list args;
	const char *message;

	va_start(args, format);
	message = arena_vprintf(run->reading->arena, format, args);
	va_end(args);
	bind_complain(run->reading, rule, at, "%s", message);
	return cfn_later(run, at);
}

void
cfn_attach(struct node *parent, struct node *child)
{
	if (child != NULL)
		node_attach(parent, child);
}

const char *
cfn_quote(struct cfn_run *run, const char *text)
{
	return run->keys ? ""
			 : arena_printf(run->reading->arena, " '%s'",
			       diag_quote(run->reading->diags, text));
}

/* ---- texts ------------------------------------------------------------ */

bool
cfn_room(struct cfn_run *run, size_t length, const struct node *at)
{
	if (length > CFN_LIMIT_TEXT)
		spend(run, at, "65536 bytes in one text");
	else if (length > CFN_LIMIT_BYTES - run->bytes)
		spend(run, at, "16 MiB");
	else if (length > CFN_LIMIT_ALL_BYTES - run->template->bytes)
		spend(run, at, "256 MiB");
	return !run->spent;
}

/* {{resolve:ssm:...}} and the like, anywhere in a text, are replaced at
 * deployment (CloudFormation User Guide, dynamic references). */
static bool
is_dynamic(const char *text)
{
	return strstr(text, "{{resolve:") != NULL;
}

struct node *
cfn_text(struct cfn_run *run, const char *bytes, size_t length,
    const struct node *at)
{
	struct node *node;

	if (!cfn_room(run, length, at))
		return cfn_later(run, at);
	run->bytes += length;
	run->template->bytes += length;
	node = cfn_new(run, NODE_SCALAR, at);
	node->text = arena_copy(run->reading->arena, bytes, length);
	if (is_dynamic(node->text)) {
		node->kind = NODE_LATER;
		node->text = NULL;
	}
	return node;
}

struct node *
cfn_text_of(struct cfn_run *run, struct buf *buf, const struct node *at)
{
	struct node *node =
	    cfn_text(run, buf->data != NULL ? buf->data : "", buf->length, at);

	buf_free(buf);
	return node;
}

/* CloudFormation reads YAML 1.1, in which these are true and false. */
static const char *
plain_text(const struct node *node)
{
	static const struct {
		const char *text, *means;
	} words[] = { { "True", "true" }, { "TRUE", "true" }, { "yes", "true" },
		{ "Yes", "true" }, { "YES", "true" }, { "on", "true" },
		{ "On", "true" }, { "ON", "true" }, { "False", "false" },
		{ "FALSE", "false" }, { "no", "false" }, { "No", "false" },
		{ "NO", "false" }, { "off", "false" }, { "Off", "false" },
		{ "OFF", "false" } };
	size_t i;

	for (i = 0; node->plain && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].text, node->text) == 0)
			return words[i].means;
	return node->text;
}

struct node *
cfn_scalar(struct cfn_run *run, const struct node *from)
{
	struct node *node;

	if (is_dynamic(from->text))
		return cfn_later(run, from);
	node = cfn_new(run, NODE_SCALAR, from);
	node->text = plain_text(from);
	node->plain = from->plain;
	return node;
}

static void
name_after(struct node *node, const struct node *from)
{
	if (node == NULL)
		return;
	node->name = from->name;
	node->name_plain = from->name_plain;
	node->name_pos = from->name_pos;
}

struct node *
cfn_copy(struct cfn_run *run, const struct node *from)
{
	const struct node *child;
	struct node *node, *copy;

	if (from->kind == NODE_SCALAR)
		return cfn_scalar(run, from);
	node = cfn_new(run, from->kind, from);
	for (child = from->first; child != NULL && !run->spent;
	     child = child->next) {
		copy = cfn_copy(run, child);
		name_after(copy, child);
		cfn_attach(node, copy);
	}
	return node;
}

/* ---- arguments -------------------------------------------------------- */

const char *
cfn_text_argument(struct cfn_run *run, const struct node *node,
    const char *what, struct node **ret)
{
	struct node *value = cfn_value(run, node);

	if (value != NULL && value->kind == NODE_SCALAR)
		return value->text;
	if (value != NULL && value->kind == NODE_LATER)
		*ret = value;
	else
		*ret = cfn_refuse(
		    run, RULE_CFN_FUNCTION, node, "%s is not a text", what);
	return NULL;
}

const struct node *
cfn_list_argument(struct cfn_run *run, const struct node *node,
    const char *what, struct node **ret)
{
	struct node *value = cfn_value(run, node);

	if (value != NULL && value->kind == NODE_SEQUENCE)
		return value;
	if (value != NULL && value->kind == NODE_LATER)
		*ret = value;
	else
		*ret = cfn_refuse(
		    run, RULE_CFN_FUNCTION, node, "%s is not a list", what);
	return NULL;
}

bool
cfn_number(const char *text, unsigned most, unsigned *ret)
{
	unsigned number = 0;

	*ret = 0;
	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9')
			return false;
		number = number * 10 + (unsigned)(*text - '0');
		if (number > most)
			return false;
	}
	*ret = number;
	return true;
}

/* ---- everything else -------------------------------------------------- */

/* A function among other keys: macros and loops add keys, others must be
 * alone. */
static struct node *
beside_others(struct cfn_run *run, const struct node *child)
{
	struct node at = *child, *node;

	at.pos = child->name_pos;
	if (strcmp(child->name, CFN_MORE) == 0) {
		node = cfn_transform(run, &at, child);
	} else if (strncmp(child->name, "Fn::ForEach::", 13) == 0) {
		node = cfn_refuse(run, RULE_CFN_TRANSFORM, &at,
		    "%s is not expanded here; what it would make is not seen",
		    diag_quote(run->reading->diags, child->name));
	} else {
		return cfn_refuse(run, RULE_CFN_FUNCTION, &at,
		    "%s stands beside other keys",
		    diag_quote(run->reading->diags, child->name));
	}
	node->name = CFN_MORE;
	node->name_pos = child->name_pos;
	return node;
}

static struct node *
value_of_map(struct cfn_run *run, const struct node *node)
{
	struct node *map = cfn_new(run, NODE_MAP, node), *value;
	const struct node *child;
	bool keys;

	for (child = node->first; child != NULL && !run->spent;
	     child = child->next) {
		if (strncmp(child->name, "Fn::", 4) == 0) {
			value = beside_others(run, child);
			if (value->name == NULL)
				return value;
			cfn_attach(map, value);
			continue;
		}
		keys = run->keys;
		run->keys = keys || strcmp(child->name, "PreSharedKey") == 0;
		value = cfn_value(run, child);
		run->keys = keys;
		name_after(value, child);
		cfn_attach(map, value);
	}
	return map;
}

struct node *
cfn_value(struct cfn_run *run, const struct node *node)
{
	const struct node *argument, *child;
	const char *name;
	struct node *list;

	if (run->spent || node->kind == NODE_LATER)
		return cfn_later(run, node);
	if (node->kind == NODE_SCALAR)
		return cfn_scalar(run, node);
	if (node->kind == NODE_MAP) {
		if (cfn_call(node, &name, &argument) &&
		    strncmp(name, "ForEach::", 9) != 0)
			return cfn_call_value(run, node, name, argument);
		return value_of_map(run, node);
	}
	list = cfn_new(run, NODE_SEQUENCE, node);
	for (child = node->first; child != NULL && !run->spent;
	     child = child->next)
		cfn_attach(list, cfn_value(run, child));
	return list;
}

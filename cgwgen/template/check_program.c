/* SPDX-License-Identifier: ISC */
/*
 * The programs that a program includes, imports or extends: which names they
 * set, whether they are there, and which blocks they have.
 */
#include <string.h>

#include "template/check.h"

/* How deep programs may nest. */
#define MAX_DEPTH 50

/* ---- gathering names -------------------------------------------------- */

static bool
seen_before(
    struct checker *c, struct seen **list, const struct template *template)
{
	struct seen *seen;

	for (seen = *list; seen != NULL; seen = seen->next)
		if (seen->template == template)
			return true;
	seen = ARENA_NEW(c->arena, struct seen);
	*seen = (struct seen){ template, *list };
	*list = seen;
	return false;
}

static void
gather_target(struct checker *c, const struct node *target)
{
	struct stored *stored;
	uint32_t i;

	if (target->kind == N_TUPLE)
		for (i = 0; i < target->as.list.count; i++)
			gather_target(c, target->as.list.items[i]);
	if (target->kind != N_NAME)
		return;
	stored = stored_find(c, target->as.name.name);
	if (stored == NULL) {
		stored = ARENA_NEW(c->arena, struct stored);
		dict_set_name(c->arena, c->stored, target->as.name.name,
		    value_of(TV_MISSING, stored));
	}
	stored->times++;
}

/* "name" is filter: such a filter is asked for before it is used. */
static void
gather_asked(struct checker *c, const struct node *node)
{
	const char *name = node->as.call.name->text;
	const struct node *subject = node->as.call.subject;
	uint32_t hash;

	if ((strcmp(name, "filter") != 0 && strcmp(name, "test") != 0) ||
	    subject->kind != N_CONST ||
	    subject->as.constant.kind != TV_STRING ||
	    !hash_value(&subject->as.constant, &hash))
		return;
	dict_set(c->arena, c->asked, subject->as.constant, hash, tv_none());
}

/* Methods that change what the context holds. */
static bool
is_change(const struct node *method)
{
	static const char *const names[] = { "append", "extend", "insert",
		"setdefault", "update" };
	size_t i;

	for (i = 0; method->kind == N_ATTR && i < LENGTH_OF(names); i++)
		if (strcmp(names[i], method->as.access.name->text) == 0)
			return true;
	return false;
}

static void
gather(struct checker *c, const struct node *node)
{
	uint32_t i;

	switch (node->kind) {
	case N_TEST:
		gather_asked(c, node);
		break;
	case N_CALL:
		c->changes = c->changes || is_change(node->as.call.subject);
		break;
	case S_SET:
	case S_SETBLOCK:
		gather_target(c, node->as.set->target);
		break;
	case S_MACRO:
		gather_target(c, node->as.macro.target);
		break;
	case S_INCLUDE:
	case S_IMPORT:
	case S_FROM:
	case S_EXTENDS:
		if (node->kind == S_IMPORT)
			gather_target(c, node->as.import->target);
		for (i = 0; i < node->as.import->name_count; i++)
			gather_target(c, node->as.import->aliases[i]);
		if (node->as.import->program != NULL)
			gather_program(c, node->as.import->program);
		break;
	default:
		break;
	}
	check_children(c, node, gather);
}

void
gather_program(struct checker *c, const struct template *program)
{
	if (c->depth == MAX_DEPTH || seen_before(c, &c->gathered, program))
		return;
	c->depth++;
	check_list(c, &program->body, gather);
	c->depth--;
}

/* ---- other programs --------------------------------------------------- */

/* Whether there is a template of this constant name.  *RET is its program, or
 * NULL after its errors have been reported. */
static bool
is_there(
    struct checker *c, const struct node *name, const struct template **ret)
{
	struct pos at = { c->template->source, name->at };
	const struct tvalue *text = &name->as.constant;
	bool good = set_load(c->set,
	    arena_copy(c->set->arena, text->as.text, text->length), c->diags,
	    at, ret);

	return !good || *ret != NULL;
}

static bool
is_text(const struct node *node)
{
	return node->kind == N_CONST && node->as.constant.kind == TV_STRING;
}

static void
missing(struct checker *c, const struct node *name)
{
	check_report(c, RULE_TEMPLATE_MISSING, SEVERITY_ERROR, name->at,
	    is_text(name) ? "there is no template named '%s'"
			  : "there is none of these templates%s",
	    is_text(name) ? diag_quote(c->diags,
				arena_copy(c->arena, name->as.constant.as.text,
				    name->as.constant.length))
			  : "");
}

/* include ['a', 'b']: one must be there. */
static void
check_choices(struct checker *c, const struct node *list)
{
	const struct template *found;
	uint32_t i;

	for (i = 0; i < list->as.list.count; i++)
		if (!is_text(list->as.list.items[i]) ||
		    is_there(c, list->as.list.items[i], &found))
			return;
	missing(c, list);
}

void
check_import(struct checker *c, const struct node *node)
{
	const struct import_node *import = node->as.import;
	const struct node *name = import->template;
	const struct template *program = import->program;
	bool imported = c->imported;

	check_expression(c, name);
	if (name->kind == N_LIST || name->kind == N_TUPLE) {
		if (!import->ignore_missing)
			check_choices(c, name);
		return;
	}
	if (!is_text(name))
		return;
	if (program == NULL && !is_there(c, name, &program) &&
	    !import->ignore_missing)
		missing(c, name);
	if (program == NULL)
		return;
	if (node->kind != S_EXTENDS && !import->with_context)
		c->imported = true;
	check_program(c, program);
	c->imported = imported;
}

/* The program that TEMPLATE surely extends; NULL when there is none, or its
 * name is computed (*KNOWN is false then). */
static const struct template *
parent_of(const struct template *template, bool *known)
{
	const struct node *node;
	uint32_t i;

	for (i = 0; i < template->body.count; i++) {
		node = template->body.items[i];
		if (node->kind != S_EXTENDS)
			continue;
		*known = node->as.import->program != NULL;
		return node->as.import->program;
	}
	return NULL;
}

static bool
has_block(const struct template *template, const char *name, bool *self)
{
	const struct block *block;
	bool found = false;

	*self = *self || template->wants_self;
	for (block = template->blocks; block != NULL; block = block->next) {
		*self = *self || block->wants_self;
		found = found || strcmp(block->name->text, name) == 0;
	}
	return found;
}

/* A block at the top of a template that extends another must be one of the
 * parents', or be called by way of "self". */
void
check_dropped_block(struct checker *c, const struct block *block)
{
	const struct template *parent = c->template;
	bool known = true, self = false;
	unsigned depth = 0;

	has_block(parent, block->name->text, &self);
	while (known && depth++ < MAX_DEPTH &&
	       (parent = parent_of(parent, &known)) != NULL)
		if (has_block(parent, block->name->text, &self))
			return;
	if (known && !self && parent == NULL)
		check_unreachable(c, block->at,
		    "no template that this one extends has a block of this "
		    "name");
}

void
check_program(struct checker *c, const struct template *program)
{
	const struct template *outer = c->template;

	if (c->depth == MAX_DEPTH || seen_before(c, &c->seen, program))
		return;
	c->depth++;
	c->template = program;
	check_body(c, &program->body);
	c->template = outer;
	c->depth--;
}

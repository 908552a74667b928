/* SPDX-License-Identifier: ISC */
/*
 * Failing while rendering: one finding, at the template's place, with the
 * macros and includes it happened in.  Messages name types, variables and
 * template text, never the values of strings, which may be secret.
 */
#include <string.h>

#include "template/engine.h"

/* How many callers a message names. */
#define MAX_SITES 4

/* "; in macro 'x' called at file:line" for every site, innermost first. */
static const char *
site_text(struct run *r)
{
	struct arena *arena = diags_arena(r->diags);
	const struct site *site;
	const char *text = "";
	size_t line, column, count = 0;

	for (site = r->site; site != NULL; site = site->outer) {
		struct pos at = { site->template->source, site->at };

		if (count++ == MAX_SITES)
			return arena_printf(arena, "%s, …", text);
		source_line_column(at, &line, &column);
		text = arena_printf(arena, "%s; in %s '%s' called at %s:%zu",
		    text, site->what, diag_quote(r->diags, site->name),
		    source_name(site->template->source), line);
	}
	return text;
}

static bool
report(struct run *r, enum rule_id rule, struct pos at, const char *message)
{
	if (r->failed)
		return false;
	r->failed = true;
	diag(r->diags, rule, at, "%s%s", message, site_text(r));
	return false;
}

bool
fail_at(struct run *r, enum rule_id rule, uint32_t at, const char *format, ...)
{
	struct pos pos = { r->template->source, at };
	va_list args;
	const char *message;

	if (r->failed)
		return false;
	va_start(args, format);
	message = arena_vprintf(diags_arena(r->diags), format, args);
	va_end(args);
	return report(r, rule, pos, message);
}

bool
fail_value(struct run *r, const char *format, ...)
{
	struct pos pos = { r->template->source, r->at };
	va_list args;
	const char *message;

	if (r->failed)
		return false;
	va_start(args, format);
	message = arena_vprintf(diags_arena(r->diags), format, args);
	va_end(args);
	if (r->callee != NULL)
		message = arena_printf(diags_arena(r->diags), "%s '%s': %s",
		    r->callee_kind, r->callee->name, message);
	return report(r, RULE_TEMPLATE_VALUE, pos, message);
}

bool
template_fail(struct tcall *call, const char *format, ...)
{
	va_list args;
	const char *message;

	va_start(args, format);
	message = arena_vprintf(diags_arena(call->run->diags), format, args);
	va_end(args);
	return fail_value(call->run, "%s", message);
}

/* ---- undefined --------------------------------------------------------- */

void
know(struct known *known, const char *name)
{
	if (known->count < LENGTH_OF(known->names))
		known->names[known->count++] = name;
}

void
know_keys(struct arena *arena, struct known *known, const struct tdict *dict,
    bool only_names)
{
	size_t i;

	for (i = 0; dict != NULL && i < dict->count; i++) {
		const struct tvalue *key = &dict_entry(dict, i)->key;

		if (key->kind == TV_STRING &&
		    (!only_names || (key->flags & TV_FLAG_NAME) != 0))
			know(known,
			    arena_copy(arena, key->as.text, key->length));
	}
}

/* Names that were published or written in a template; keys that a template
 * computed may be secret and are left out. */
static void
know_dict(struct run *r, struct known *known, const struct tdict *dict)
{
	know_keys(diags_arena(r->diags), known, dict, true);
}

static void
know_context(struct run *r, struct known *known)
{
	const struct context *context;
	size_t i;

	for (context = r->context; context != NULL; context = context->outer) {
		know_dict(r, known, context->vars);
		know_dict(r, known, context->locals);
		know_dict(r, known, context->host);
	}
	know_dict(r, known, r->set->globals.as.dict);
	for (i = 0; i < function_count; i++)
		know(known, function_table[i].name);
}

static void
know_object(struct run *r, struct known *known, const struct tvalue *object)
{
	static const char *const loop[] = { "index", "index0", "revindex",
		"revindex0", "first", "last", "length", "cycle", "depth",
		"depth0", "previtem", "nextitem", "changed" };
	size_t i;

	switch (object->kind) {
	case TV_DICT:
	case TV_NAMESPACE:
		know_dict(r, known, object->as.dict);
		break;
	case TV_SELF:
		know_dict(r, known,
		    ((const struct context *)object->as.object)->blocks);
		break;
	case TV_MODULE:
		know_dict(r, known,
		    ((const struct module *)object->as.object)->exports);
		break;
	case TV_LOOP:
		for (i = 0; i < LENGTH_OF(loop); i++)
			know(known, loop[i]);
		break;
	default:
		break;
	}
}

/* The node's text in the template: what the reader wrote. */
static const char *
written(struct run *r, const struct tundefined *u)
{
	const char *text = source_text(u->template->source);

	return diag_quote(
	    r->diags, arena_copy(diags_arena(r->diags), text + u->node->start,
			  u->node->end - u->node->start));
}

static const char *
nearest(struct run *r, const struct tundefined *u)
{
	struct known known = { .count = 0 };
	const char *name = u->attribute;

	if (u->node == NULL && name == NULL)
		return NULL;
	if (name == NULL && u->node->kind == N_NAME) {
		name = u->node->as.name.name->text;
		know_context(r, &known);
	} else {
		if (name == NULL && u->node->kind == N_ATTR)
			name = u->node->as.access.name->text;
		if (name == NULL && u->node->kind == N_ITEM &&
		    u->node->as.access.key->kind == N_CONST &&
		    u->node->as.access.key->as.constant.kind == TV_STRING)
			name = arena_copy(diags_arena(r->diags),
			    u->node->as.access.key->as.constant.as.text,
			    u->node->as.access.key->as.constant.length);
		know_object(r, &known, &u->object);
	}
	/* Any name of one letter is near to any other: that is no help. */
	if (name == NULL || strlen(name) < 3)
		return NULL;
	return diag_nearest(name, known.names, known.count);
}

static const char *
undefined_message(struct run *r, const struct tundefined *u)
{
	struct arena *arena = diags_arena(r->diags);
	const char *near, *message;

	if (u->hint != NULL)
		return u->hint;
	near = nearest(r, u);
	if (u->attribute != NULL)
		message = arena_printf(arena, "%s has no attribute '%s'",
		    tv_type_name(&u->object),
		    diag_quote(r->diags, u->attribute));
	else if (u->node == NULL)
		message = arena_printf(
		    arena, "%s has no such element", tv_type_name(&u->object));
	else if (u->node->kind == N_NAME)
		message =
		    arena_printf(arena, "'%s' is undefined", written(r, u));
	else if (u->node->kind == N_ATTR)
		message = arena_printf(arena,
		    "'%s' is undefined: the %s has no attribute '%s'",
		    written(r, u), tv_type_name(&u->object),
		    diag_quote(r->diags, u->node->as.access.name->text));
	else
		message = arena_printf(arena,
		    "'%s' is undefined: the %s has no such element",
		    written(r, u), tv_type_name(&u->object));
	if (near == NULL)
		return message;
	return arena_printf(arena, "%s; did you mean '%s'?", message,
	    diag_quote(r->diags, near));
}

bool
fail_undefined(struct run *r, const struct tvalue *value)
{
	const struct tundefined *u = value->as.object;
	struct pos at;

	if (r->failed)
		return false;
	if (u == NULL)
		return fail_at(r, RULE_TEMPLATE_UNDEFINED, r->at,
		    "the value is undefined");
	at.source =
	    u->template != NULL ? u->template->source : r->template->source;
	at.offset = u->template != NULL ? u->at : r->at;
	return report(r, RULE_TEMPLATE_UNDEFINED, at, undefined_message(r, u));
}

/* ---- limits -------------------------------------------------------------- */

bool
too_many_steps(struct run *r)
{
	r->steps = 0;
	return fail_at(r, RULE_TEMPLATE_LIMIT, r->at,
	    "the template takes more than %zu steps",
	    r->set->options.max_steps);
}

bool
too_deep(struct run *r, uint32_t at)
{
	return fail_at(r, RULE_TEMPLATE_LIMIT, at,
	    "the template nests or recurses too deeply");
}

/* SPDX-License-Identifier: ISC */
/*
 * Statements that reach across: include, import, from, macro and call.
 */
#include <string.h>

#include "template/compile.h"

/* "with context" or "without context", if it is next. */
static bool
parse_context(struct compiler *c, bool *ret)
{
	const struct token *second = peek_second(c);

	if (!at_word(c, "with") && !at_word(c, "without"))
		return false;
	if (second->type != T_NAME ||
	    strcmp(second->name->text, "context") != 0)
		return false;
	*ret = strcmp(take(c)->name->text, "with") == 0;
	take(c);
	return true;
}

static struct node *
import_node(struct compiler *c, enum node_kind kind)
{
	struct node *node = node_new(c, kind, take(c)->at);
	struct import_node *import = ARENA_NEW(c->arena, struct import_node);

	node->as.import = import;
	import->template = parse_expression(c);
	return import->template != NULL ? node : NULL;
}

struct node *
parse_include(struct compiler *c)
{
	struct node *node = import_node(c, S_INCLUDE);
	const struct token *second;

	if (node == NULL)
		return NULL;
	second = peek_second(c);
	if (at_word(c, "ignore") && second->type == T_NAME &&
	    strcmp(second->name->text, "missing") == 0) {
		take(c);
		take(c);
		node->as.import->ignore_missing = true;
	}
	node->as.import->with_context = true;
	parse_context(c, &node->as.import->with_context);
	return node;
}

struct node *
parse_import(struct compiler *c)
{
	struct node *node = import_node(c, S_IMPORT);

	if (node == NULL || !expect_word(c, "as"))
		return NULL;
	node->as.import->target = parse_target(c, true, false);
	if (node->as.import->target == NULL)
		return NULL;
	parse_context(c, &node->as.import->with_context);
	return node;
}

static bool
from_grow(struct compiler *c, struct import_node *import)
{
	uint32_t count = import->name_count;
	struct name **names;
	struct node **aliases;

	if ((count & (count - 1)) != 0)
		return true;
	names = arena_array(
	    c->arena, count != 0 ? count * 2 : 1, sizeof(struct name *));
	aliases = arena_array(
	    c->arena, count != 0 ? count * 2 : 1, sizeof(struct node *));
	if (count != 0) {
		memcpy(names, import->names, count * sizeof(struct name *));
		memcpy(aliases, import->aliases, count * sizeof(struct node *));
	}
	import->names = names;
	import->aliases = aliases;
	return true;
}

static bool
from_name(struct compiler *c, struct import_node *import)
{
	struct node *name = parse_target(c, true, false), *alias = name;

	if (name == NULL)
		return false;
	if (name->as.name.name->text[0] == '_')
		return syntax_error(c, name->at,
		    "names that begin with an underscore cannot be imported");
	if (take_word(c, "as")) {
		alias = parse_target(c, true, false);
		if (alias == NULL)
			return false;
	}
	from_grow(c, import);
	import->names[import->name_count] = name->as.name.name;
	import->aliases[import->name_count++] = alias;
	return true;
}

struct node *
parse_from(struct compiler *c)
{
	struct node *node = import_node(c, S_FROM);
	struct import_node *import;

	if (node == NULL || !expect_word(c, "import"))
		return NULL;
	import = node->as.import;
	for (;;) {
		if (import->name_count != 0 && expect(c, T_COMMA) == NULL)
			return NULL;
		if (peek(c)->type != T_NAME) {
			expect(c, T_NAME);
			return NULL;
		}
		if (parse_context(c, &import->with_context))
			return node;
		if (!from_name(c, import))
			return NULL;
		if (parse_context(c, &import->with_context) ||
		    peek(c)->type != T_COMMA)
			return node;
	}
}

static bool
parse_parameter(struct compiler *c, struct macro *macro)
{
	struct node *name = parse_target(c, true, false), *value;
	uint32_t i;

	if (name == NULL)
		return false;
	for (i = 0; i < macro->params.count; i++)
		if (macro->params.items[i]->as.name.name == name->as.name.name)
			return syntax_error(c, name->at,
			    "the parameter '%s' is there twice",
			    diag_quote(c->diags, name->as.name.name->text));
	if (macro->params.count == 255)
		return compile_limit(c, name->at, "too many parameters");
	nodes_add(c, &macro->params, name);
	if (take_if(c, T_ASSIGN)) {
		value = parse_expression(c);
		if (value == NULL)
			return false;
		nodes_add(c, &macro->defaults, value);
	} else if (macro->defaults.count != 0) {
		return syntax_error(c, name->at,
		    "a parameter without a default follows one with a default");
	}
	return true;
}

static bool
parse_signature(struct compiler *c, struct macro *macro)
{
	if (expect(c, T_LPAREN) == NULL)
		return false;
	while (peek(c)->type != T_RPAREN) {
		if (macro->params.count != 0 && expect(c, T_COMMA) == NULL)
			return false;
		if (!parse_parameter(c, macro))
			return false;
	}
	take(c);
	return true;
}

static bool
has_parameter(const struct macro *macro, const char *name)
{
	uint32_t i;

	for (i = 0; i < macro->params.count; i++)
		if (strcmp(macro->params.items[i]->as.name.name->text, name) ==
		    0)
			return true;
	return false;
}

/* "caller" as a parameter must have a default, if the body calls it. */
static bool
check_caller(struct compiler *c, struct macro *macro)
{
	uint32_t required = macro->params.count - macro->defaults.count, i;

	macro->explicit_caller = has_parameter(macro, "caller");
	if (!macro->wants_caller || !macro->explicit_caller)
		return true;
	for (i = 0; i < required; i++)
		if (strcmp(macro->params.items[i]->as.name.name->text,
			"caller") == 0)
			return syntax_error(c, macro->params.items[i]->at,
			    "the parameter 'caller' must have a default");
	return true;
}

static bool
macro_body(struct compiler *c, struct macro *macro, const char *const *ends)
{
	const struct reads before = c->reads;
	size_t loops = c->loops;

	c->loops = 0;
	if (!parse_block_body(c, &macro->body, ends))
		return false;
	c->loops = loops;
	take(c);
	macro->wants_caller = c->reads.caller != before.caller;
	macro->wants_kwargs =
	    c->reads.kwargs != before.kwargs && !has_parameter(macro, "kwargs");
	macro->wants_varargs = c->reads.varargs != before.varargs &&
			       !has_parameter(macro, "varargs");
	return check_caller(c, macro);
}

struct node *
parse_macro(struct compiler *c)
{
	static const char *const ends[] = { "endmacro", NULL };
	struct node *node = node_new(c, S_MACRO, take(c)->at);
	struct macro *macro = ARENA_NEW(c->arena, struct macro);

	node->as.macro.macro = macro;
	node->as.macro.target = parse_target(c, true, false);
	if (node->as.macro.target == NULL)
		return NULL;
	macro->name = node->as.macro.target->as.name.name;
	if (!parse_signature(c, macro) || !macro_body(c, macro, ends))
		return NULL;
	return node;
}

/* The block is the call's argument "caller" already. */
static bool
no_caller(struct compiler *c, const struct args *args)
{
	uint32_t i;

	for (i = 0; args != NULL && i < args->keyword_count; i++)
		if (strcmp(args->keywords[i].name->text, "caller") == 0)
			return syntax_error(c, args->keywords[i].value->at,
			    "the argument 'caller' is given twice");
	return true;
}

struct node *
parse_call_block(struct compiler *c)
{
	static const char *const ends[] = { "endcall", NULL };
	struct node *node = node_new(c, S_CALLBLOCK, take(c)->at), *call;
	struct macro *macro = ARENA_NEW(c->arena, struct macro);

	node->as.macro.macro = macro;
	if (peek(c)->type == T_LPAREN && !parse_signature(c, macro))
		return NULL;
	call = parse_expression(c);
	if (call == NULL)
		return NULL;
	if (call->kind != N_CALL) {
		syntax_error(c, call->at, "expected the call of a macro");
		return NULL;
	}
	if (!no_caller(c, call->as.call.args))
		return NULL;
	node->as.macro.call = call;
	return macro_body(c, macro, ends) ? node : NULL;
}

/* SPDX-License-Identifier: ISC */
/*
 * The second pass over a parsed template: every name gets its slot, every
 * filter and test its row, every constant template name its program.  After
 * it the program never changes again.
 */
#include <string.h>

#include "template/compile.h"
#include "template/engine.h"

static bool resolve_statement(struct compiler *c, struct node *node);

bool
resolve_target(struct compiler *c, struct node *target)
{
	uint32_t i;

	if (target->kind == N_TUPLE) {
		for (i = 0; i < target->as.list.count; i++)
			resolve_target(c, target->as.list.items[i]);
		return true;
	}
	target->as.name.ref = symbol_ref(c, target->as.name.name);
	return true;
}

static bool
resolve_args(struct compiler *c, struct args *args)
{
	uint32_t i;

	if (args == NULL)
		return true;
	for (i = 0; i < args->keyword_count; i++)
		if (!resolve_node(c, args->keywords[i].value))
			return false;
	return resolve_nodes(c, &args->positional) &&
	       resolve_node(c, args->star) && resolve_node(c, args->star_star);
}

/* Filters and tests: an unknown one is an error now, except inside an if,
 * where Jinja lets templates ask for it first. */
static bool
resolve_row(struct compiler *c, struct node *node)
{
	const char *name = node->as.call.name->text;
	bool test = node->kind == N_TEST;
	const char *near;

	node->as.call.row =
	    test ? find_test(c->set, name) : find_filter(c->set, name);
	if (node->as.call.row != NULL && node->as.call.row->function == NULL)
		return syntax_error(c, node->at,
		    "the %s '%s' is not supported: %s",
		    test ? "test" : "filter", name, node->as.call.row->text);
	if (node->as.call.row != NULL || c->soft)
		return true;
	near = nearest_filter(c->set, c->arena, name, test);
	return syntax_error(c, node->at, "there is no %s named '%s'%s%s%s",
	    test ? "test" : "filter", diag_quote(c->diags, name),
	    near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
	    near != NULL ? "'?" : "");
}

static bool
resolve_cond(struct compiler *c, struct node *node)
{
	bool soft = c->soft, good;

	c->soft = true;
	good = resolve_node(c, node->as.cond.test) &&
	       resolve_node(c, node->as.cond.yes) &&
	       resolve_node(c, node->as.cond.no);
	c->soft = soft;
	return good;
}

static bool
resolve_compare(struct compiler *c, struct node *node)
{
	uint32_t i;

	if (!resolve_node(c, node->as.compare.first))
		return false;
	for (i = 0; i < node->as.compare.count; i++)
		if (!resolve_node(c, node->as.compare.operands[i].value))
			return false;
	return true;
}

bool
resolve_node(struct compiler *c, struct node *node)
{
	if (node == NULL)
		return true;
	switch (node->kind) {
	case N_CONST:
		return true;
	case N_NAME:
		node->as.name.ref = symbol_ref(c, node->as.name.name);
		return true;
	case N_LIST:
	case N_TUPLE:
	case N_DICT:
	case N_CONCAT:
		return resolve_nodes(c, &node->as.list);
	case N_BINARY:
	case N_AND:
	case N_OR:
	case N_NOT:
	case N_NEGATE:
	case N_POSITIVE:
		return resolve_node(c, node->as.binary.left) &&
		       resolve_node(c, node->as.binary.right);
	case N_COMPARE:
		return resolve_compare(c, node);
	case N_COND:
		return resolve_cond(c, node);
	case N_ATTR:
	case N_ITEM:
		return resolve_node(c, node->as.access.object) &&
		       resolve_node(c, node->as.access.key);
	case N_SLICE:
		return resolve_node(c, node->as.slice.start) &&
		       resolve_node(c, node->as.slice.stop) &&
		       resolve_node(c, node->as.slice.step);
	case N_FILTER:
	case N_TEST:
		return resolve_row(c, node) &&
		       resolve_node(c, node->as.call.subject) &&
		       resolve_args(c, node->as.call.args);
	case N_CALL:
		return resolve_node(c, node->as.call.subject) &&
		       resolve_args(c, node->as.call.args);
	default:
		return resolve_statement(c, node);
	}
}

bool
resolve_nodes(struct compiler *c, struct nodes *nodes)
{
	uint32_t i;

	for (i = 0; i < nodes->count; i++)
		if (!resolve_node(c, nodes->items[i]))
			return false;
	return true;
}

static void
parameters_of_target(struct compiler *c, const struct node *target)
{
	uint32_t i;

	if (target->kind == N_TUPLE)
		for (i = 0; i < target->as.list.count; i++)
			parameters_of_target(c, target->as.list.items[i]);
	else
		symbol_parameter(c, target->as.name.name);
}

void
function_open(
    struct compiler *c, struct function_scope *scope, struct function *function)
{
	*scope = (struct function_scope){ .function = function,
		.outer = c->function };
	if (c->function != NULL)
		scope->depth = c->function->depth + 1;
	c->function = scope;
}

void
function_close(struct compiler *c)
{
	c->function = c->function->outer;
}

static bool
resolve_test(struct compiler *c, struct loop_node *loop)
{
	struct symbol_scope scope;
	bool good;

	if (loop->test == NULL)
		return true;
	scope_open(c, &scope);
	parameters_of_target(c, loop->target);
	symbols_of_node(c, loop->test);
	good =
	    resolve_target(c, loop->test_target) && resolve_node(c, loop->test);
	scope_close(c, &loop->test_entry);
	return good;
}

static bool
resolve_loop_body(struct compiler *c, struct loop_node *loop)
{
	struct symbol_scope scope;
	bool good;

	scope_open(c, &scope);
	if (loop->extended)
		loop->loop_slot =
		    symbol_parameter(c, intern(c, "loop", strlen("loop")));
	parameters_of_target(c, loop->target);
	symbols_of_nodes(c, &loop->body);
	good = resolve_target(c, loop->target) && resolve_nodes(c, &loop->body);
	scope_close(c, &loop->entry);
	return good;
}

static bool
resolve_else(struct compiler *c, struct loop_node *loop)
{
	struct symbol_scope scope;
	bool good;

	scope_open(c, &scope);
	symbols_of_nodes(c, &loop->otherwise);
	good = resolve_nodes(c, &loop->otherwise);
	scope_close(c, &loop->else_entry);
	return good;
}

static bool
resolve_for(struct compiler *c, struct loop_node *loop)
{
	struct function_scope function;
	bool soft = c->soft, good;

	if (!resolve_node(c, loop->iter))
		return false;
	c->soft = false;
	if (loop->recursive)
		function_open(c, &function, &loop->function);
	good = resolve_test(c, loop) && resolve_loop_body(c, loop) &&
	       resolve_else(c, loop);
	if (loop->recursive)
		function_close(c);
	c->soft = soft;
	return good;
}

static bool
resolve_if(struct compiler *c, struct node *node)
{
	bool soft = c->soft, root_level = c->root_level, good = true;
	uint32_t i;

	c->soft = true;
	c->root_level = false;
	for (i = 0; good && i < node->as.branch.count; i++)
		good = resolve_node(c, node->as.branch.arms[i].test) &&
		       resolve_nodes(c, &node->as.branch.arms[i].body);
	c->soft = soft;
	c->root_level = root_level;
	return good;
}

/* Set blocks and filter blocks: a scope, and a filter that is in it. */
static bool
resolve_block(struct compiler *c, struct node *node)
{
	struct symbol_scope scope;
	bool soft = c->soft, checks = c->checks_output, good;

	if (node->kind == S_SETBLOCK) {
		/* Its text is a value, whoever prints it. */
		c->checks_output = false;
		if (node->as.set->target->kind == N_NSREF)
			symbol_ref(c, node->as.set->target->as.name.name);
		resolve_target(c, node->as.set->target);
	}
	c->soft = false;
	scope_open(c, &scope);
	symbols_of_nodes(c, &node->as.set->body);
	good = resolve_node(c, node->as.set->value) &&
	       resolve_nodes(c, &node->as.set->body);
	scope_close(c, &node->as.set->entry);
	c->checks_output = checks;
	c->soft = soft;
	return good;
}

uint32_t
symbol_special(struct compiler *c, bool wanted, const char *name)
{
	return wanted ? symbol_parameter(c, intern(c, name, strlen(name))) : 0;
}

static bool
resolve_macro_body(struct compiler *c, struct macro *macro)
{
	struct function_scope function;
	struct symbol_scope scope;
	bool soft = c->soft, checks = c->checks_output, good = true;
	uint32_t i;

	c->soft = c->checks_output = false;
	function_open(c, &function, &macro->function);
	scope_open(c, &scope);
	for (i = 0; i < macro->params.count; i++)
		parameters_of_target(c, macro->params.items[i]);
	macro->caller_slot = symbol_special(
	    c, macro->wants_caller && !macro->explicit_caller, "caller");
	macro->kwargs_slot = symbol_special(c, macro->wants_kwargs, "kwargs");
	macro->varargs_slot =
	    symbol_special(c, macro->wants_varargs, "varargs");
	symbols_of_nodes(c, &macro->defaults);
	symbols_of_nodes(c, &macro->body);
	for (i = 0; i < macro->params.count; i++)
		resolve_target(c, macro->params.items[i]);
	good = resolve_nodes(c, &macro->defaults) &&
	       resolve_nodes(c, &macro->body);
	scope_close(c, &macro->function.entry);
	function_close(c);
	c->checks_output = checks;
	c->soft = soft;
	return good;
}

static bool
resolve_with(struct compiler *c, struct node *node)
{
	struct symbol_scope scope;
	bool soft = c->soft, good;
	uint32_t i;

	if (!resolve_nodes(c, &node->as.with->values))
		return false;
	c->soft = false;
	scope_open(c, &scope);
	for (i = 0; i < node->as.with->targets.count; i++)
		parameters_of_target(c, node->as.with->targets.items[i]);
	symbols_of_nodes(c, &node->as.with->body);
	for (i = 0; i < node->as.with->targets.count; i++)
		resolve_target(c, node->as.with->targets.items[i]);
	good = resolve_nodes(c, &node->as.with->body);
	scope_close(c, &node->as.with->entry);
	c->soft = soft;
	return good;
}

static bool
resolve_statement(struct compiler *c, struct node *node)
{
	switch (node->kind) {
	case S_TEXT:
	case S_PRINT:
		return resolve_output(c, node);
	case S_IF:
		return resolve_if(c, node);
	case S_FOR:
		return resolve_for(c, node->as.loop);
	case S_SET:
		node->export = c->scope->top_level;
		return resolve_node(c, node->as.set->value) &&
		       resolve_target(c, node->as.set->target);
	case S_SETBLOCK:
		node->export = c->scope->top_level;
		return resolve_block(c, node);
	case S_FILTERBLOCK:
		return resolve_block(c, node);
	case S_DO:
		return resolve_node(c, node->as.set->value);
	case S_MACRO:
		node->export = c->scope->top_level;
		resolve_target(c, node->as.macro.target);
		return resolve_macro_body(c, node->as.macro.macro);
	case S_CALLBLOCK:
		return resolve_node(c, node->as.macro.call) &&
		       resolve_macro_body(c, node->as.macro.macro);
	case S_WITH:
		return resolve_with(c, node);
	case S_INCLUDE:
	case S_IMPORT:
	case S_FROM:
		node->export = c->scope->top_level;
		return resolve_import(c, node);
	case S_EXTENDS:
		return resolve_extends(c, node);
	case S_BLOCK:
		return resolve_block_node(c, node);
	default:
		return true;
	}
}

bool
resolve_template(struct compiler *c)
{
	struct template *template = c->template;
	struct function_scope function;
	struct symbol_scope scope;
	bool good;

	c->checks_output = c->has_extends;
	c->root_level = true;
	function_open(c, &function, &template->function);
	scope_open(c, &scope);
	scope.top_level = true;
	template->wants_self = c->reads.self != 0;
	template->self_slot = symbol_special(c, template->wants_self, "self");
	symbols_of_nodes(c, &template->body);
	good = resolve_nodes(c, &template->body);
	scope_close(c, &template->function.entry);
	function_close(c);
	return good && resolve_blocks(c);
}

/* SPDX-License-Identifier: ISC */
/*
 * Which variable a name means, decided when a template is compiled.  The
 * rules are those of Jinja's idtracking: a scope first gathers every name
 * that it sets or reads, an inner scope that sets an outer name gets a
 * variable of its own that begins as a copy, and a name that only some
 * branches of an if set is looked up in the context first.
 */
#include <string.h>

#include "template/compile.h"
#include "template/engine.h"

static void
list_push(struct compiler *c, struct symbol_list *list, struct symbol *symbol)
{
	struct symbol **grown;

	if (list->count == list->capacity) {
		list->capacity = list->capacity * 2 + 8;
		grown = arena_array(c->arena, list->capacity, sizeof(*grown));
		if (list->count != 0)
			memcpy(grown, list->items,
			    list->count * sizeof(struct symbol *));
		list->items = grown;
	}
	list->items[list->count++] = symbol;
}

void
scope_open(struct compiler *c, struct symbol_scope *scope)
{
	*scope =
	    (struct symbol_scope){ .outer = c->scope, .function = c->function };
	c->scope = scope;
}

/* A symbol's place as seen from the code being compiled. */
struct slotref
symbol_place(const struct compiler *c, const struct symbol *symbol)
{
	struct slotref ref = { .slot = symbol->slot };

	ref.hops = c->function->depth - symbol->scope->function->depth;
	return ref;
}

void
scope_close(struct compiler *c, struct entry *ret)
{
	struct symbol_scope *scope = c->scope;
	size_t i, count = scope->symbols.count;

	ret->loads = arena_array(c->arena, count, sizeof(*ret->loads));
	for (i = count; i-- > 0;)
		scope->symbols.items[i]->name->top =
		    scope->symbols.items[i]->shadowed;
	for (i = 0; i < count; i++) {
		const struct symbol *symbol = scope->symbols.items[i];
		struct load *load = &ret->loads[ret->count];

		if (symbol->action == LOAD_PARAMETER)
			continue;
		ret->count++;
		load->action = symbol->action;
		load->slot = symbol->slot;
		load->name = symbol->name;
		if (symbol->alias != NULL)
			load->alias = symbol_place(c, symbol->alias);
	}
	c->scope = scope->outer;
}

/* The symbol of NAME in this very scope, or NULL. */
static struct symbol *
own_symbol(const struct compiler *c, const struct name *name)
{
	return name->top != NULL && name->top->scope == c->scope ? name->top
								 : NULL;
}

/* The one that NAME means outside of this scope. */
static struct symbol *
outer_symbol(const struct compiler *c, const struct name *name)
{
	struct symbol *own = own_symbol(c, name);

	return own != NULL ? own->shadowed : name->top;
}

static struct symbol *
define(struct compiler *c, struct name *name, enum load_action action)
{
	struct symbol *symbol = ARENA_NEW(c->arena, struct symbol);

	symbol->name = name;
	symbol->scope = c->scope;
	symbol->slot = c->function->function->slots++;
	symbol->action = action;
	symbol->shadowed = name->top;
	name->top = symbol;
	list_push(c, &c->scope->symbols, symbol);
	return symbol;
}

static void
mark_stored(struct compiler *c, struct symbol *symbol)
{
	if (symbol->stored)
		return;
	symbol->stored = true;
	list_push(c, &c->scope->stores, symbol);
}

uint32_t
symbol_parameter(struct compiler *c, struct name *name)
{
	struct symbol *symbol = own_symbol(c, name);

	if (symbol == NULL)
		symbol = define(c, name, LOAD_PARAMETER);
	symbol->action = LOAD_PARAMETER;
	symbol->alias = NULL;
	mark_stored(c, symbol);
	return symbol->slot;
}

static void
store_symbol(struct compiler *c, struct name *name)
{
	struct symbol *symbol = own_symbol(c, name), *outer = name->top;

	if (symbol == NULL) {
		symbol = define(
		    c, name, outer != NULL ? LOAD_ALIAS : LOAD_UNDEFINED);
		symbol->alias = outer;
	}
	mark_stored(c, symbol);
}

static void
load_symbol(struct compiler *c, struct name *name)
{
	if (name->top == NULL)
		define(c, name, LOAD_RESOLVE);
}

struct slotref
symbol_ref(struct compiler *c, const struct name *name)
{
	return symbol_place(c, name->top);
}

/* ---- branches --------------------------------------------------------- */

/* What one branch of an if added to its scope. */
struct branch {
	struct symbol_list symbols;
	struct symbol_list stores;
};

/* Takes back what was added since the marks, so that the next branch
 * begins where this one began. */
static void
branch_cut(
    struct compiler *c, size_t symbols, size_t stores, struct branch *ret)
{
	struct symbol_scope *scope = c->scope;
	size_t i;

	for (i = stores; i < scope->stores.count; i++) {
		list_push(c, &ret->stores, scope->stores.items[i]);
		scope->stores.items[i]->stored = false;
	}
	for (i = scope->symbols.count; i-- > symbols;)
		scope->symbols.items[i]->name->top =
		    scope->symbols.items[i]->shadowed;
	for (i = symbols; i < scope->symbols.count; i++)
		list_push(c, &ret->symbols, scope->symbols.items[i]);
	scope->symbols.count = symbols;
	scope->stores.count = stores;
}

/* A name that only some branches set keeps its outer meaning in others. */
static void
merge_store(struct compiler *c, struct symbol *symbol, size_t branches)
{
	struct symbol *outer = outer_symbol(c, symbol->name);

	if (symbol->merges != branches) {
		symbol->action = outer != NULL ? LOAD_ALIAS : LOAD_RESOLVE;
		symbol->alias = outer;
	}
	symbol->merges = 0;
	mark_stored(c, symbol);
}

static void
branches_merge(struct compiler *c, struct branch *branches, size_t count)
{
	struct symbol_list stored = { .count = 0 };
	struct symbol *symbol, *own;
	size_t i, j;

	for (i = 0; i < count; i++)
		for (j = 0; j < branches[i].symbols.count; j++) {
			symbol = branches[i].symbols.items[j];
			own = own_symbol(c, symbol->name);
			if (own != NULL) {
				own->action = symbol->action;
				own->alias = symbol->alias;
				continue;
			}
			symbol->shadowed = symbol->name->top;
			symbol->name->top = symbol;
			list_push(c, &c->scope->symbols, symbol);
		}
	for (i = 0; i < count; i++)
		for (j = 0; j < branches[i].stores.count; j++) {
			symbol =
			    own_symbol(c, branches[i].stores.items[j]->name);
			if (symbol->merges++ == 0)
				list_push(c, &stored, symbol);
		}
	for (i = 0; i < stored.count; i++)
		merge_store(c, stored.items[i], count);
}

/*
 * Jinja counts three branches: the if, all of its elifs together (each of
 * them an if without others), and the else.
 */
static void
symbols_of_if(struct compiler *c, const struct node *node)
{
	struct branch branches[3] = { { .symbols = { .count = 0 } } };
	struct branch inner[3];
	const struct arm *arms = node->as.branch.arms;
	size_t symbols, stores, deep_symbols, deep_stores;
	uint32_t count = node->as.branch.count, i;
	bool otherwise = arms[count - 1].test == NULL;

	symbols_of_node(c, arms[0].test);
	symbols = c->scope->symbols.count;
	stores = c->scope->stores.count;
	symbols_of_nodes(c, &arms[0].body);
	branch_cut(c, symbols, stores, &branches[0]);
	for (i = 1; i < count - otherwise; i++) {
		symbols_of_node(c, arms[i].test);
		deep_symbols = c->scope->symbols.count;
		deep_stores = c->scope->stores.count;
		symbols_of_nodes(c, &arms[i].body);
		memset(inner, 0, sizeof(inner));
		branch_cut(c, deep_symbols, deep_stores, &inner[0]);
		branches_merge(c, inner, 3);
	}
	branch_cut(c, symbols, stores, &branches[1]);
	if (otherwise)
		symbols_of_nodes(c, &arms[count - 1].body);
	branch_cut(c, symbols, stores, &branches[2]);
	branches_merge(c, branches, 3);
}

/* ---- gathering --------------------------------------------------------- */

void
symbols_of_nodes(struct compiler *c, const struct nodes *nodes)
{
	uint32_t i;

	for (i = 0; i < nodes->count; i++)
		symbols_of_node(c, nodes->items[i]);
}

void
symbols_of_target(struct compiler *c, const struct node *target)
{
	uint32_t i;

	if (target->kind == N_NSREF)
		load_symbol(c, target->as.name.name);
	else if (target->kind == N_NAME)
		store_symbol(c, target->as.name.name);
	else
		for (i = 0; i < target->as.list.count; i++)
			symbols_of_target(c, target->as.list.items[i]);
}

void
symbols_of_args(struct compiler *c, const struct args *args)
{
	uint32_t i;

	if (args == NULL)
		return;
	symbols_of_nodes(c, &args->positional);
	for (i = 0; i < args->keyword_count; i++)
		symbols_of_node(c, args->keywords[i].value);
	symbols_of_node(c, args->star);
	symbols_of_node(c, args->star_star);
}

static void
symbols_of_import(struct compiler *c, const struct node *node)
{
	const struct import_node *import = node->as.import;
	uint32_t i;

	symbols_of_node(c, import->template);
	if (node->kind == S_IMPORT)
		symbols_of_target(c, import->target);
	for (i = 0; i < import->name_count; i++)
		symbols_of_target(c, import->aliases[i]);
}

static void
symbols_of_compare(struct compiler *c, const struct node *node)
{
	uint32_t i;

	symbols_of_node(c, node->as.compare.first);
	for (i = 0; i < node->as.compare.count; i++)
		symbols_of_node(c, node->as.compare.operands[i].value);
}

/* Statements; inner scopes gather for themselves later. */
static void
symbols_of_statement(struct compiler *c, const struct node *node)
{
	switch (node->kind) {
	case S_IF:
		symbols_of_if(c, node);
		break;
	case S_FOR:
		symbols_of_node(c, node->as.loop->iter);
		break;
	case S_SET:
		symbols_of_node(c, node->as.set->value);
		symbols_of_target(c, node->as.set->target);
		break;
	case S_SETBLOCK:
		symbols_of_node(c, node->as.set->value);
		symbols_of_target(c, node->as.set->target);
		break;
	case S_MACRO:
		symbols_of_target(c, node->as.macro.target);
		break;
	case S_CALLBLOCK:
		symbols_of_node(c, node->as.macro.call);
		break;
	case S_FILTERBLOCK:
	case S_DO:
		symbols_of_node(c, node->as.set->value);
		break;
	case S_WITH:
		symbols_of_nodes(c, &node->as.with->values);
		break;
	case S_INCLUDE:
	case S_IMPORT:
	case S_FROM:
	case S_EXTENDS:
		symbols_of_import(c, node);
		break;
	default:
		break;
	}
}

void
symbols_of_node(struct compiler *c, const struct node *node)
{
	if (node == NULL)
		return;
	switch (node->kind) {
	case N_NAME:
		load_symbol(c, node->as.name.name);
		break;
	case N_LIST:
	case N_TUPLE:
	case N_DICT:
	case N_CONCAT:
	case S_PRINT:
		symbols_of_nodes(c, &node->as.list);
		break;
	case N_BINARY:
	case N_AND:
	case N_OR:
	case N_NOT:
	case N_NEGATE:
	case N_POSITIVE:
		symbols_of_node(c, node->as.binary.left);
		symbols_of_node(c, node->as.binary.right);
		break;
	case N_COMPARE:
		symbols_of_compare(c, node);
		break;
	case N_COND:
		symbols_of_node(c, node->as.cond.test);
		symbols_of_node(c, node->as.cond.yes);
		symbols_of_node(c, node->as.cond.no);
		break;
	case N_ATTR:
	case N_ITEM:
		symbols_of_node(c, node->as.access.object);
		symbols_of_node(c, node->as.access.key);
		break;
	case N_SLICE:
		symbols_of_node(c, node->as.slice.start);
		symbols_of_node(c, node->as.slice.stop);
		symbols_of_node(c, node->as.slice.step);
		break;
	case N_CALL:
	case N_FILTER:
	case N_TEST:
		symbols_of_node(c, node->as.call.subject);
		symbols_of_args(c, node->as.call.args);
		break;
	default:
		symbols_of_statement(c, node);
	}
}

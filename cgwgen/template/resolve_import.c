/* SPDX-License-Identifier: ISC */
/*
 * The compile-time half of include, import and from: programs of constant
 * names are compiled and bound here.
 */
#include <string.h>

#include "template/compile.h"

/* Every variable that is set in this scope or an outer one. */
static void
gather_visible(struct compiler *c, struct import_node *import)
{
	const struct symbol_scope *scope;
	size_t count = 0, i;

	for (scope = c->scope; scope != NULL; scope = scope->outer)
		count += scope->stores.count;
	import->visible =
	    arena_array(c->arena, count, sizeof(*import->visible));
	for (scope = c->scope; scope != NULL; scope = scope->outer)
		for (i = 0; i < scope->stores.count; i++) {
			const struct symbol *symbol = scope->stores.items[i];
			struct visible *visible =
			    &import->visible[import->visible_count];

			if (symbol->name->top != symbol)
				continue;
			visible->name = symbol->name;
			visible->ref = symbol_place(c, symbol);
			import->visible_count++;
		}
}

/*
 * Names in a list or a condition are compiled as well, if they are there:
 * a render finds by name only what its set already has.
 */
static bool
compile_choices(struct compiler *c, const struct node *node)
{
	const struct template *found;
	uint32_t i;

	if (node == NULL)
		return true;
	if (node->kind == N_COND)
		return compile_choices(c, node->as.cond.yes) &&
		       compile_choices(c, node->as.cond.no);
	if (node->kind == N_LIST || node->kind == N_TUPLE) {
		for (i = 0; i < node->as.list.count; i++)
			if (!compile_choices(c, node->as.list.items[i]))
				return false;
		return true;
	}
	if (node->kind != N_CONST || node->as.constant.kind != TV_STRING)
		return true;
	found = set_compile(c->set,
	    arena_copy(
		c->arena, node->as.constant.as.text, node->as.constant.length),
	    c->diags, c, node->at, true);
	if (found != NULL && found->failed)
		c->failed = true;
	return !c->failed;
}

bool
resolve_import(struct compiler *c, struct node *node)
{
	struct import_node *import = node->as.import;
	const struct tvalue *name = &import->template->as.constant;
	uint32_t i;

	if (!resolve_node(c, import->template))
		return false;
	if (node->kind == S_IMPORT)
		resolve_target(c, import->target);
	for (i = 0; i < import->name_count; i++)
		resolve_target(c, import->aliases[i]);
	if (import->with_context)
		gather_visible(c, import);
	if (import->template->kind != N_CONST || name->kind != TV_STRING)
		return compile_choices(c, import->template);
	import->program = set_compile(c->set,
	    arena_copy(c->arena, name->as.text, name->length), c->diags, c,
	    import->template->at, import->ignore_missing);
	import->missing = import->program == NULL;
	if (import->program == NULL && !import->ignore_missing)
		c->failed = true;
	if (import->program != NULL && import->program->failed)
		c->failed = true;
	/* An include may be a cycle that ends; an import never ends. */
	if (!c->failed && node->kind != S_INCLUDE && import->program->compiling)
		return syntax_error(c, import->template->at,
		    "the templates import one another in a circle");
	return !c->failed;
}

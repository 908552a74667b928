/* SPDX-License-Identifier: ISC */
/*
 * The compile-time half of include, import and from: programs of constant
 * names are compiled and bound here.
 */
#include <string.h>

#include "template/compile.h"

struct visible *
gather_visible(struct compiler *c, uint32_t *ret)
{
	const struct symbol_scope *scope;
	struct visible *list;
	size_t count = 0, i;

	for (scope = c->scope; scope != NULL; scope = scope->outer)
		count += scope->stores.count;
	*ret = 0;
	list = arena_array(c->arena, count, sizeof(*list));
	for (scope = c->scope; scope != NULL; scope = scope->outer)
		for (i = 0; i < scope->stores.count; i++) {
			const struct symbol *symbol = scope->stores.items[i];

			if (symbol->name->top != symbol)
				continue;
			list[*ret].name = symbol->name;
			list[(*ret)++].ref = symbol_place(c, symbol);
		}
	return list;
}

/* Whether the statement at hand runs whenever its template does. */
static bool
always_runs(const struct compiler *c)
{
	return c->root_level && c->scope->top_level;
}

/*
 * The program that the constant NODE names, or NULL.  What may never be
 * reached may be wrong: it is compiled again when it is, and reported then.
 */
static const struct template *
compile_named(struct compiler *c, const struct node *node)
{
	const struct tvalue *constant = &node->as.constant;
	const char *name =
	    arena_copy(c->arena, constant->as.text, constant->length);
	struct pos at = { c->template->source, node->at };
	size_t certain = c->set->certain;
	bool silent = c->set->silent;
	const struct template *found;
	struct arena *arena;

	if (always_runs(c)) {
		found = set_compile(c->set, name, c->diags, at);
		c->failed |= found != NULL && found->failed;
		return found;
	}
	arena = arena_new();
	c->set->certain = c->set->depth;
	c->set->silent = true;
	found = set_compile(c->set, name, diags_new(arena, 1), at);
	c->set->certain = certain;
	c->set->silent = silent;
	arena_free(arena);
	return found == NULL || found->failed ? NULL : found;
}

/*
 * Names in a list or a condition are compiled as well, if they are there, so
 * that their errors are found before anything is rendered.
 */
static bool
compile_choices(struct compiler *c, const struct node *node)
{
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
	compile_named(c, node);
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
		import->visible = gather_visible(c, &import->visible_count);
	if (import->template->kind != N_CONST || name->kind != TV_STRING)
		return compile_choices(c, import->template);
	import->program = compile_named(c, import->template);
	/* What always runs never ends; an include sees what it may test. */
	if (!c->failed && import->program != NULL && node->kind != S_INCLUDE &&
	    import->program->compiling && always_runs(c) &&
	    import->program->chain >= c->set->certain)
		return syntax_error(c, import->template->at,
		    "the templates import or extend one another in a circle");
	return !c->failed;
}

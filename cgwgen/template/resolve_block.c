/* SPDX-License-Identifier: ISC */
/*
 * The compile-time half of inheritance.  What a template that extends
 * another prints outside of its blocks is left out, and Jinja's rules for
 * what that is are followed to the letter: text and {{ }} from "extends" on,
 * but neither what stands before it nor what call, filter and include print.
 */
#include <string.h>

#include "template/compile.h"

/* Makes NODE run only while no parent is known. */
static void
guard(struct compiler *c, struct node *node)
{
	struct node *copy = ARENA_NEW(c->arena, struct node);

	*copy = *node;
	node->kind = S_UNEXTENDED;
	node->as.guarded = copy;
}

/* Makes NODE do nothing; template_check() tells what it was. */
static void
drop(struct node *node)
{
	node->was = (uint8_t)node->kind;
	node->kind = S_NOTHING;
}

/* {{ name.attribute }}, most of what templates print, has a quick way. */
static void
print_attribute(struct node *node)
{
	const struct node *item;

	if (node->as.list.count != 1)
		return;
	item = node->as.list.items[0];
	if (item->kind != N_ATTR || item->as.access.object->kind != N_NAME)
		return;
	node->kind = S_PRINT_ATTR;
	node->as.print.attribute = item->as.access.name;
	node->as.print.ref = item->as.access.object->as.name.ref;
	node->as.print.at = item->at;
}

bool
resolve_output(struct compiler *c, struct node *node)
{
	if (c->checks_output && c->known_extends) {
		drop(node);
		return true;
	}
	if (node->kind == S_PRINT && !resolve_nodes(c, &node->as.list))
		return false;
	if (node->kind == S_PRINT)
		print_attribute(node);
	if (c->checks_output && c->some_extends)
		guard(c, node);
	return true;
}

bool
resolve_extends(struct compiler *c, struct node *node)
{
	if (!c->scope->top_level)
		return syntax_error(c, node->at,
		    "'extends' stands inside a loop, macro or block");
	if (!resolve_import(c, node))
		return false;
	c->some_extends = true;
	c->known_extends |= c->root_level;
	return true;
}

bool
resolve_block_node(struct compiler *c, struct node *node)
{
	struct block_node *place = node->as.block;

	if (c->scope->top_level && c->known_extends) {
		drop(node);
		return true;
	}
	if (place->block->scoped)
		place->visible = gather_visible(c, &place->visible_count);
	if (c->scope->top_level && c->some_extends)
		guard(c, node);
	return true;
}

static bool
resolve_block(struct compiler *c, struct block *block)
{
	struct function_scope function;
	struct symbol_scope scope;
	bool good;

	function_open(c, &function, &block->function);
	scope_open(c, &scope);
	block->self_slot = symbol_special(c, block->wants_self, "self");
	block->super_slot = symbol_special(c, block->wants_super, "super");
	symbols_of_nodes(c, &block->body);
	good = resolve_nodes(c, &block->body);
	scope_close(c, &block->function.entry);
	function_close(c);
	return good;
}

bool
resolve_blocks(struct compiler *c)
{
	struct block *block;

	c->checks_output = false;
	c->soft = false;
	for (block = c->template->blocks; block != NULL; block = block->next)
		if (!resolve_block(c, block))
			return false;
	return true;
}

bool
name_blocks(struct compiler *c)
{
	struct block *block;
	struct name *name;

	for (block = c->template->blocks; block != NULL; block = block->next) {
		name = (struct name *)(uintptr_t)block->name;
		if (name->block != NULL)
			return syntax_error(c, block->at,
			    "there are two blocks named '%s'",
			    diag_quote(c->diags, name->text));
		name->block = block;
	}
	return true;
}

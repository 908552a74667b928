/* SPDX-License-Identifier: ISC */
/*
 * Inheritance: extends and block.  A block's body is a function of its own,
 * so what the parser counts in it is none of the surrounding code's business.
 */
#include <string.h>

#include "template/compile.h"
#include "template/engine.h"

struct node *
parse_extends(struct compiler *c)
{
	struct node *node = node_new(c, S_EXTENDS, take(c)->at);
	struct import_node *import = ARENA_NEW(c->arena, struct import_node);

	node->as.import = import;
	c->has_extends = true;
	import->template = parse_expression(c);
	return import->template != NULL ? node : NULL;
}

/* A required block stands for what others write: it holds nothing itself. */
static bool
holds_nothing(struct compiler *c, const struct nodes *body)
{
	const struct tvalue *text;
	uint32_t i;

	for (i = 0; i < body->count; i++) {
		text = &body->items[i]->as.constant;
		if (body->items[i]->kind != S_TEXT ||
		    text_blank_start(text->as.text, text->length) !=
			text->length)
			return syntax_error(c, peek(c)->at,
			    "a required block can hold only comments and "
			    "white space");
	}
	return true;
}

static bool
block_body(struct compiler *c, struct block *block)
{
	static const char *const ends[] = { "endblock", NULL };
	const struct reads outside = c->reads;
	size_t loops = c->loops;

	c->reads = (struct reads){ .self = 0 };
	c->loops = 0;
	if (!parse_block_body(c, &block->body, ends))
		return false;
	take(c);
	block->wants_self = c->reads.self != 0;
	block->wants_super = c->reads.super != 0;
	c->reads = outside;
	c->loops = loops;
	return !block->required || holds_nothing(c, &block->body);
}

/* Keeps the blocks in the order in which they begin. */
static void
add_block(struct compiler *c, struct block *block)
{
	if (c->last_block != NULL)
		c->last_block->next = block;
	else
		c->template->blocks = block;
	c->last_block = block;
}

struct node *
parse_block(struct compiler *c)
{
	struct node *node = node_new(c, S_BLOCK, take(c)->at);
	const struct token *name = expect(c, T_NAME);
	struct block *block = ARENA_NEW(c->arena, struct block);

	if (name == NULL)
		return NULL;
	node->as.block = ARENA_NEW(c->arena, struct block_node);
	node->as.block->block = block;
	block->name = name->name;
	block->template = c->template;
	block->at = node->at;
	block->scoped = take_word(c, "scoped");
	block->required = take_word(c, "required");
	c->scoped_blocks += block->scoped;
	if (peek(c)->type == T_SUB) {
		syntax_error(c, peek(c)->at,
		    "the name of a block has no hyphens; an underscore would "
		    "do");
		return NULL;
	}
	add_block(c, block);
	if (!block_body(c, block))
		return NULL;
	take_word(c, block->name->text);
	return node;
}

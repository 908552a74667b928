/* SPDX-License-Identifier: ISC */
/*
 * Inheritance at run time.  The context of a template holds its blocks; when
 * a template extends another, the parent's blocks go behind those of the same
 * name, and the parent's body runs in the same context.  "super" is the next
 * block behind the one that runs, "self" the first of every name.
 */
#include <string.h>

#include "template/engine.h"

/* What a value of TV_BLOCK is. */
struct block_ref {
	const struct block_stack *stack;
	size_t depth; /* which of the stack */
	struct context *context;
};

static struct block_stack *
stack_find(const struct context *context, const struct name *name)
{
	const struct tentry *entry = NULL;

	if (context->blocks != NULL)
		entry = dict_find_name(
		    context->blocks, name->text, name->length, name->hash);
	return entry != NULL ? entry->value.as.object : NULL;
}

static void
stack_push(struct run *r, struct block_stack *stack, const struct block *block)
{
	const struct block **grown;

	if (stack->count == stack->capacity) {
		stack->capacity = stack->capacity * 2 + 2;
		grown = arena_array(r->arena, stack->capacity, sizeof(*grown));
		if (stack->count != 0)
			memcpy(grown, stack->items,
			    stack->count * sizeof(struct block *));
		stack->items = grown;
	}
	stack->items[stack->count++] = block;
}

bool
add_blocks(
    struct run *r, struct context *context, const struct template *template)
{
	const struct block *block;
	struct block_stack *stack;

	if (template->blocks != NULL && context->blocks == NULL)
		context->blocks = dict_new(r->arena, 0);
	for (block = template->blocks; block != NULL; block = block->next) {
		if (!charge(r, 1))
			return false;
		stack = stack_find(context, block->name);
		if (stack == NULL) {
			stack = ARENA_NEW(r->arena, struct block_stack);
			dict_set_name(r->arena, context->blocks, block->name,
			    value_of(TV_MISSING, stack));
		}
		stack_push(r, stack, block);
	}
	return true;
}

static struct tvalue
block_value(struct run *r, const struct block_stack *stack, size_t depth,
    struct context *context)
{
	struct block_ref *ref;

	if (depth >= stack->count)
		return undefined_at_use(
		    r, arena_printf(r->arena, "the block '%s' has no parent",
			   diag_quote(r->diags, stack->items[0]->name->text)));
	ref = ARENA_NEW(r->arena, struct block_ref);
	*ref = (struct block_ref){ stack, depth, context };
	return value_of(TV_BLOCK, ref);
}

/* Runs a block, writing to the sink. */
static bool
block_run(struct run *r, const struct block_ref *ref)
{
	const struct block *block = ref->stack->items[ref->depth];
	struct site site = { .what = "block",
		.name = block->name->text,
		.template = r->template,
		.at = r->at,
		.outer = r->site };
	struct saved saved;
	bool good;

	r->callee = NULL;
	if (!enter(r, r->at) || !call_depth(r) ||
	    !charge(r, 1 + block->function.slots))
		return false;
	run_save(r, &saved);
	r->template = block->template;
	r->context = ref->context;
	r->frame = frame_new(r, &block->function, NULL);
	r->site = &site;
	if (block->wants_self)
		r->frame->slots[block->self_slot] =
		    value_of(TV_SELF, ref->context);
	if (block->wants_super)
		r->frame->slots[block->super_slot] =
		    block_value(r, ref->stack, ref->depth + 1, ref->context);
	scope_enter(r, &block->function.entry);
	good = run_nodes(r, &block->body);
	run_restore(r, &saved);
	r->calls--;
	leave(r);
	return good;
}

bool
block_call(struct run *r, const struct tvalue *value, const struct values *args,
    struct tvalue *ret)
{
	struct mark mark = sink_mark(r);

	r->callee = NULL;
	if (args->count != 0 || args->keyword_count != 0)
		return fail_value(r, "a block takes no arguments");
	if (!block_run(r, value->as.object))
		return false;
	sink_take(r, mark, ret);
	return true;
}

/* What a scoped block sees: the names around it as they are now. */
static struct context *
context_derived(struct run *r, const struct block_node *place)
{
	struct context *context = ARENA_NEW(r->arena, struct context);

	context->locals = visible_now(r, place->visible, place->visible_count);
	context->outer = r->context;
	context->vars = dict_new(r->arena, 0);
	context->exported = dict_new(r->arena, 0);
	context->template = r->context->template;
	context->blocks = r->context->blocks;
	return context;
}

bool
run_block(struct run *r, const struct node *node)
{
	const struct block_node *place = node->as.block;
	struct block_ref ref = { .context = r->context };

	ref.stack = stack_find(r->context, place->block->name);
	if (place->block->scoped)
		ref.context = context_derived(r, place);
	r->at = node->at;
	r->callee = NULL;
	if (place->block->required && ref.stack->count <= 1)
		return fail_value(r,
		    "the required block '%s' is in no template that extends "
		    "this one",
		    diag_quote(r->diags, place->block->name->text));
	return block_run(r, &ref);
}

bool
run_unextended(struct run *r, const struct node *node)
{
	struct nodes one = { .count = 1 };
	struct node *guarded = node->as.guarded;

	one.items = &guarded;
	return r->context->parent != NULL || run_nodes(r, &one);
}

bool
run_extends(struct run *r, const struct node *node)
{
	const struct template *parent;

	r->at = node->at;
	r->callee = NULL;
	if (r->context->parent != NULL)
		return fail_value(r, "the template has a parent already");
	if (!find_program(r, node, &parent))
		return false;
	r->context->parent = parent;
	return add_blocks(r, r->context, parent);
}

bool
block_attribute(struct run *r, const struct tvalue *object,
    const struct name *name, struct tvalue *ret)
{
	const struct block_stack *stack;
	const struct block_ref *ref;
	struct context *context;

	if (object->kind == TV_SELF) {
		context = object->as.object;
		stack = stack_find(context, name);
		if (stack != NULL)
			*ret = block_value(r, stack, 0, context);
		return stack != NULL;
	}
	ref = object->as.object;
	if (strcmp(name->text, "name") == 0)
		*ret = string_of(ref->stack->items[0]->name->text,
		    ref->stack->items[0]->name->length);
	else if (strcmp(name->text, "super") == 0)
		*ret = block_value(r, ref->stack, ref->depth + 1, ref->context);
	else
		return false;
	return true;
}

/* SPDX-License-Identifier: ISC */
/*
 * Static analysis of a compiled program: the statements, and which of them
 * never run.  Nothing is run.
 */
#include "template/check.h"

#include <string.h>

/* How many examples may be looked at. */
#define MAX_STEPS 2000000

static void check_statement(struct checker *c, const struct node *node);

void
check_report(struct checker *c, enum rule_id rule, enum severity severity,
    uint32_t at, const char *format, ...)
{
	struct finding finding = { .rule = rule,
		.severity = severity,
		.at = { c->template->source, at } };
	va_list args;

	va_start(args, format);
	finding.message = arena_vprintf(diags_arena(c->diags), format, args);
	va_end(args);
	diag_full(c->diags, &finding);
}

void
check_unreachable(struct checker *c, uint32_t at, const char *why)
{
	check_report(c, RULE_TEMPLATE_UNREACHABLE, SEVERITY_WARNING, at,
	    "this never runs: %s", why);
}

/* The first node of a body that is more than white space, or NULL. */
static const struct node *
first_of(const struct nodes *nodes, uint32_t from)
{
	uint32_t i;

	for (i = from; i < nodes->count; i++)
		if (!node_is_blank(nodes->items[i]))
			return nodes->items[i];
	return NULL;
}

static void
unreachable_body(struct checker *c, const struct nodes *body, const char *why)
{
	const struct node *first = first_of(body, 0);

	if (first != NULL)
		check_unreachable(c, node_begins(c, first), why);
}

/* ---- constant conditions ---------------------------------------------- */

enum truth { TRUTH_OPEN, TRUTH_FALSE, TRUTH_TRUE };

static enum truth
truth_of_constant(const struct tvalue *value)
{
	bool truth;

	switch (value->kind) {
	case TV_NONE:
		truth = false;
		break;
	case TV_BOOL:
		truth = value->as.truth;
		break;
	case TV_INT:
		truth = value->as.integer != 0;
		break;
	case TV_STRING:
		truth = value->length != 0;
		break;
	default:
		return TRUTH_OPEN;
	}
	return truth ? TRUTH_TRUE : TRUTH_FALSE;
}

/* What NODE is whatever the context holds. */
static enum truth
truth_of(const struct node *node)
{
	enum truth left, right;

	switch (node->kind) {
	case N_CONST:
		return truth_of_constant(&node->as.constant);
	case N_LIST:
	case N_TUPLE:
	case N_DICT:
		return node->as.list.count != 0 ? TRUTH_TRUE : TRUTH_FALSE;
	case N_NOT:
		left = truth_of(node->as.binary.left);
		return left == TRUTH_OPEN   ? TRUTH_OPEN
		       : left == TRUTH_TRUE ? TRUTH_FALSE
					    : TRUTH_TRUE;
	case N_AND:
	case N_OR:
		left = truth_of(node->as.binary.left);
		right = truth_of(node->as.binary.right);
		if (node->kind == N_AND)
			return left == TRUTH_FALSE || right == TRUTH_FALSE
				   ? TRUTH_FALSE
			       : left == right ? left
					       : TRUTH_OPEN;
		return left == TRUTH_TRUE || right == TRUTH_TRUE ? TRUTH_TRUE
		       : left == right                           ? left
								 : TRUTH_OPEN;
	default:
		return TRUTH_OPEN;
	}
}

static void
check_if(struct checker *c, const struct node *node)
{
	const struct guard *guards = c->guards;
	const struct arm *arms = node->as.branch.arms;
	enum truth truth = TRUTH_OPEN;
	uint32_t i;

	for (i = 0; i < node->as.branch.count; i++)
		if (arms[i].test != NULL)
			guards_of(c, arms[i].test);
	for (i = 0; i < node->as.branch.count && truth != TRUTH_TRUE; i++) {
		truth = TRUTH_OPEN;
		if (arms[i].test != NULL) {
			truth = truth_of(arms[i].test);
			check_expression(c, arms[i].test);
		}
		if (truth == TRUTH_FALSE)
			unreachable_body(c, &arms[i].body,
			    "the condition before it is always false");
		else
			check_body(c, &arms[i].body);
	}
	for (; i < node->as.branch.count; i++)
		unreachable_body(
		    c, &arms[i].body, "a condition before it is always true");
	c->guards = guards;
}

/* ---- scopes ----------------------------------------------------------- */

static void
bind(struct checker *c, const struct node *target, struct shape shape)
{
	struct binding *binding;
	uint32_t i;

	if (target->kind == N_TUPLE)
		for (i = 0; i < target->as.list.count; i++)
			bind(c, target->as.list.items[i], SHAPE_UNKNOWN);
	if (target->kind != N_NAME)
		return;
	binding = ARENA_NEW(c->arena, struct binding);
	*binding =
	    (struct binding){ target->as.name.name->text, shape, c->bindings };
	c->bindings = binding;
}

static void
check_for(struct checker *c, const struct loop_node *loop)
{
	const struct binding *bindings = c->bindings;
	const struct guard *guards = c->guards;
	struct shape shape;

	shape = shape_items(c, shape_of(c, loop->iter));
	/* loop(...) may bring items of any other shape. */
	bind(c, loop->target, loop->recursive ? SHAPE_UNKNOWN : shape);
	if (loop->test != NULL) {
		guards_of(c, loop->test);
		check_expression(c, loop->test);
	}
	if (truth_of(loop->iter) == TRUTH_FALSE)
		unreachable_body(c, &loop->body, "the loop is over nothing");
	else
		check_body(c, &loop->body);
	c->guards = guards;
	c->bindings = bindings;
	check_body(c, &loop->otherwise);
}

static void
check_macro(struct checker *c, const struct macro *macro)
{
	const struct binding *bindings = c->bindings;
	uint32_t i;

	for (i = 0; i < macro->params.count; i++)
		bind(c, macro->params.items[i], SHAPE_UNKNOWN);
	check_list(c, &macro->defaults, check_expression);
	check_body(c, &macro->body);
	c->bindings = bindings;
}

static void
check_with(struct checker *c, const struct node *node)
{
	const struct binding *bindings = c->bindings;
	uint32_t count = node->as.with->values.count, i;
	struct shape *shapes = arena_array(c->arena, count, sizeof(*shapes));

	for (i = 0; i < count; i++)
		shapes[i] = shape_of(c, node->as.with->values.items[i]);
	for (i = 0; i < count; i++)
		bind(c, node->as.with->targets.items[i], shapes[i]);
	check_body(c, &node->as.with->body);
	c->bindings = bindings;
}

static void
check_set(struct checker *c, const struct node *node)
{
	struct shape shape = shape_of(c, node->as.set->value);
	struct stored *stored;

	if (node->as.set->target->kind != N_NAME)
		return;
	stored = stored_find(c, node->as.set->target->as.name.name);
	if (stored != NULL)
		stored->shape = shape;
}

static void
check_nothing(struct checker *c, const struct node *node)
{
	if (node->was == S_BLOCK) {
		check_dropped_block(c, node->as.block->block);
		check_body(c, &node->as.block->block->body);
	} else if (!node_is_blank(node)) {
		check_unreachable(c, node_begins(c, node),
		    "it stands outside of the blocks, and what the template "
		    "extends is printed instead");
	}
}

/* ---- statements ------------------------------------------------------- */

static void
check_statement(struct checker *c, const struct node *node)
{
	switch (node->kind) {
	case S_IF:
		check_if(c, node);
		break;
	case S_FOR:
		check_for(c, node->as.loop);
		break;
	case S_SET:
		check_set(c, node);
		break;
	case S_SETBLOCK:
	case S_FILTERBLOCK:
		if (node->as.set->value != NULL)
			check_expression(c, node->as.set->value);
		check_body(c, &node->as.set->body);
		break;
	case S_MACRO:
		check_macro(c, node->as.macro.macro);
		break;
	case S_CALLBLOCK:
		check_expression(c, node->as.macro.call);
		check_macro(c, node->as.macro.macro);
		break;
	case S_WITH:
		check_with(c, node);
		break;
	case S_INCLUDE:
	case S_IMPORT:
	case S_FROM:
	case S_EXTENDS:
		check_import(c, node);
		break;
	case S_BLOCK:
		check_body(c, &node->as.block->block->body);
		break;
	case S_UNEXTENDED:
		check_statement(c, node->as.guarded);
		break;
	case S_NOTHING:
		check_nothing(c, node);
		break;
	default:
		check_children(c, node, check_expression);
	}
}

static bool
is_dropped(const struct node *node)
{
	return node->kind == S_NOTHING && node->was != S_BLOCK;
}

/* The rest of a body, behind break or continue. */
static void
check_rest(struct checker *c, const struct nodes *nodes, uint32_t from,
    enum node_kind kind)
{
	const struct node *rest = first_of(nodes, from);

	if (rest != NULL)
		check_unreachable(c, node_begins(c, rest),
		    kind == S_BREAK ? "'break' stands before it"
				    : "'continue' stands before it");
}

void
check_body(struct checker *c, const struct nodes *nodes)
{
	const struct node *node;
	bool told = false;
	uint32_t i;

	for (i = 0; i < nodes->count; i++) {
		node = nodes->items[i];
		/* One word is enough for text and what is printed in it. */
		if (!is_dropped(node) || !told)
			check_statement(c, node);
		told = is_dropped(node) && (told || !node_is_blank(node));
		if (node->kind == S_BREAK || node->kind == S_CONTINUE) {
			check_rest(c, nodes, i + 1, node->kind);
			return;
		}
	}
}

void
template_check(const struct template *template, const struct tvalue *shape,
    struct diags *diags)
{
	struct arena *arena = arena_new();
	const struct tvalue nothing = tv_dict(arena, 0);
	struct checker c = { .arena = arena,
		.diags = diags,
		.set = template->set,
		.judges = shape != NULL,
		.context = shape != NULL ? shape : &nothing,
		.stored = dict_new(arena, 0),
		.asked = dict_new(arena, 0),
		.steps = MAX_STEPS };

	gather_program(&c, template);
	check_program(&c, template);
	arena_free(arena);
}

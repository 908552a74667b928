/* SPDX-License-Identifier: ISC */
/*
 * Derived leaves: what a filter, a test, a method, an index or a comparison
 * makes of leaves is a leaf itself, as long as all that goes in and what comes
 * out are scalars.  How it was made is noted, for trace_make.c to do it again
 * with other leaves.  Floor 3.
 */
#include <string.h>

#include "template/trace.h"

static bool
same_scalar(const struct tvalue *a, const struct tvalue *b)
{
	return a->kind == b->kind && a->flags == b->flags &&
	       (a->kind == TV_STRING
		       ? a->length == b->length &&
			     memcmp(a->as.text, b->as.text, a->length) == 0
		       : value_same(a, b));
}

static bool
same_operand(const struct tvalue *a, const struct tvalue *b)
{
	const struct opaque *left, *right;

	if (a->kind != TV_OPAQUE || b->kind != TV_OPAQUE)
		return a->kind != TV_OPAQUE && b->kind != TV_OPAQUE &&
		       same_scalar(a, b);
	left = a->as.object;
	right = b->as.object;
	return left->leaf && right->leaf &&
	       left->holes[0].leaf == right->holes[0].leaf;
}

static bool
same_derivation(
    const struct template_derivation *a, const struct template_derivation *b)
{
	size_t i;

	if (a->way != b->way || a->row != b->row || a->op != b->op ||
	    a->type != b->type || a->count != b->count)
		return false;
	for (i = 0; i < a->count; i++)
		if (!same_operand(&a->operands[i], &b->operands[i]))
			return false;
	return true;
}

/* The number of the leaf that DERIVATION makes. */
static uint32_t
note(struct run *r, const struct template_derivation *derivation)
{
	struct template_trace *trace = r->trace;
	const struct template_derivation **grown;
	size_t i;

	for (i = 0; i < trace->derived_count; i++)
		if (same_derivation(trace->derived[i], derivation))
			return trace->leaf_count + (uint32_t)i;
	if (trace->derived_count == trace->derived_capacity) {
		trace->derived_capacity = trace->derived_capacity * 2 + 32;
		grown = arena_array(
		    r->arena, trace->derived_capacity, sizeof(*grown));
		if (trace->derived_count != 0)
			memcpy(grown, trace->derived,
			    trace->derived_count * sizeof(*grown));
		trace->derived = grown;
	}
	trace->derived[trace->derived_count] = derivation;
	return trace->leaf_count + (uint32_t)trace->derived_count++;
}

/* RESULT, opaque; or all that it was made of is read. */
static void
derive(struct run *r, struct template_derivation *derivation,
    struct tvalue result, struct tvalue *ret)
{
	bool good = opaque_scalar(&result);
	struct tvalue value;
	size_t i;

	for (i = 0; i < derivation->count; i++) {
		value = opaque_shown(&derivation->operands[i]);
		good = good && opaque_scalar(&value);
	}
	*ret = result;
	derivation->made = result;
	if (good)
		opaque_leaf(r, result, note(r, derivation), ret);
	else
		for (i = 0; i < derivation->count; i++)
			settle_value(r, &derivation->operands[i]);
}

/* With operands that are all read. */
static bool
call_settled(struct run *r, const struct builtin *row, const char *kind,
    const struct tvalue *input, const struct values *args, struct tvalue *ret)
{
	struct tvalue value = *input;
	struct tvalue *list = arena_array(r->arena, args->count, sizeof(*list));
	struct template_keyword *keywords =
	    arena_array(r->arena, args->keyword_count, sizeof(*keywords));
	struct values settled = { list, args->count, keywords,
		args->keyword_count };
	size_t i;

	settle_value(r, &value);
	for (i = 0; i < args->count; i++) {
		list[i] = args->args[i];
		settle_value(r, &list[i]);
	}
	for (i = 0; i < args->keyword_count; i++) {
		keywords[i] = args->keywords[i];
		settle_value(r, &keywords[i].value);
	}
	return call_builtin(r, row, kind, &value, &settled, ret);
}

bool
opaque_call(struct run *r, const struct builtin *row, const char *kind,
    const struct tvalue *input, const struct values *args, struct tvalue *ret)
{
	struct template_derivation *derivation;
	struct tvalue values[OPAQUE_OPERANDS], result;
	const struct values shown_args = { .args = values + 1,
		.count = args->count };
	bool opaque = input->kind == TV_OPAQUE;
	size_t i;

	if (args->count >= OPAQUE_OPERANDS || args->keyword_count != 0)
		return call_settled(r, row, kind, input, args, ret);
	values[0] = opaque_shown(input);
	for (i = 0; i < args->count; i++) {
		opaque |= args->args[i].kind == TV_OPAQUE;
		values[i + 1] = opaque_shown(&args->args[i]);
	}
	if (!call_builtin(r, row, kind, &values[0], &shown_args, &result))
		return false;
	*ret = result;
	if (!opaque)
		return true;
	derivation = ARENA_NEW(r->arena, struct template_derivation);
	if (strcmp(kind, "method") == 0)
		derivation->way = DERIVED_METHOD;
	derivation->type = values[0].kind;
	derivation->row = row;
	derivation->kind = kind;
	derivation->operands[0] = *input;
	for (i = 0; i < args->count; i++)
		derivation->operands[i + 1] = args->args[i];
	derivation->count = 1 + args->count;
	derive(r, derivation, result, ret);
	return true;
}

/* What is compared with a constant mostly is an option, and quicker read; not
 * so what is looked into, and variables that are one of several values. */
bool
opaque_compares(const struct node *node)
{
	const enum operator op = node->as.compare.operands[0].op;

	return node->as.compare.count == 1 &&
	       (op == OP_IN || op == OP_NOTIN ||
		   ((op == OP_EQ || op == OP_NE) &&
		       node->as.compare.first->kind == N_NAME));
}

bool
opaque_compare(struct run *r, const struct node *node, struct tvalue *ret)
{
	const struct operand *operand = &node->as.compare.operands[0];
	struct template_derivation *derivation;
	struct tvalue item, container, left, right;
	bool truth;

	if (!eval_raw(r, node->as.compare.first, &item) ||
	    !eval_raw(r, operand->value, &container))
		return false;
	r->at = operand->at;
	r->callee = NULL;
	left = opaque_shown(&item);
	right = opaque_shown(&container);
	if (!value_compare(r, operand->op, &left, &right, &truth))
		return false;
	*ret = tv_bool(truth);
	if (item.kind != TV_OPAQUE && container.kind != TV_OPAQUE)
		return true;
	derivation = ARENA_NEW(r->arena, struct template_derivation);
	derivation->way = DERIVED_COMPARE;
	derivation->op = operand->op;
	derivation->operands[0] = item;
	derivation->operands[1] = container;
	derivation->count = 2;
	derive(r, derivation, *ret, ret);
	return true;
}

bool
opaque_item(struct run *r, const struct node *node, struct tvalue *ret)
{
	struct template_derivation *derivation;
	struct tvalue object, key, from, at;

	if (!eval_raw(r, node->as.access.object, &object) ||
	    !eval_raw(r, node->as.access.key, &key))
		return false;
	r->at = node->at;
	from = opaque_shown(&object);
	at = opaque_shown(&key);
	if (!get_item(r, &from, &at, node, ret))
		return false;
	if (object.kind != TV_OPAQUE && key.kind != TV_OPAQUE)
		return true;
	derivation = ARENA_NEW(r->arena, struct template_derivation);
	derivation->way = DERIVED_ITEM;
	derivation->operands[0] = object;
	derivation->operands[1] = key;
	derivation->count = 2;
	derive(r, derivation, *ret, ret);
	return true;
}

/* A variable, or a place in one: looking at it twice is no harm. */
static bool
is_plain(const struct node *node)
{
	for (; node->kind != N_NAME; node = node->as.access.object)
		if (node->kind != N_ATTR &&
		    (node->kind != N_ITEM ||
			node->as.access.key->kind != N_CONST))
			return false;
	return true;
}

bool
opaque_method(
    struct run *r, const struct node *node, struct tvalue *ret, bool *good)
{
	const struct node *method = node->as.call.subject;
	struct tvalue object, from, callee;
	const struct name *name;
	struct values args;

	if (method->kind != N_ATTR || !is_plain(method->as.access.object) ||
	    !eval_raw(r, method->as.access.object, &object) ||
	    object.kind != TV_OPAQUE)
		return false;
	name = method->as.access.name;
	from = opaque_shown(&object);
	if (!find_method(r, &from, name->text, name->length, &callee))
		return false;
	*good = eval_args(r, true, node->as.call.args, &args);
	r->at = node->at;
	*good = *good &&
		opaque_call(r, callee.extra, "method", &object, &args, ret);
	return true;
}

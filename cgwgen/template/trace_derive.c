/* SPDX-License-Identifier: ISC */
/*
 * Derived leaves: what a filter, a test or "in" makes of leaves is a leaf
 * itself, as long as all that goes in and what comes out are scalars.  How it
 * was made is noted, to be done again with other leaves.  Floor 3.
 */
#include <string.h>

#include "template/trace.h"

#define MAX_OPERANDS 4

struct template_derivation {
	const struct builtin *row; /* or NULL: OP */
	const char *kind;          /* of the row: "filter", "test" */
	enum operator op;          /* OP_IN, OP_NOTIN */
	/* Scalars, or opaque.  The first one is the input. */
	struct tvalue operands[MAX_OPERANDS];
	size_t count;
	struct tvalue made; /* of them in the render that is traced */
};

static bool
is_scalar(const struct tvalue *value)
{
	return value->kind == TV_NONE || value->kind == TV_BOOL ||
	       value->kind == TV_INT || value->kind == TV_STRING;
}

/* What VALUE is in this render. */
static struct tvalue
shown(const struct tvalue *value)
{
	return value->kind == TV_OPAQUE
		   ? ((const struct opaque *)value->as.object)->value
		   : *value;
}

/* ---- noting ----------------------------------------------------------- */

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

	if (a->row != b->row || a->kind != b->kind || a->op != b->op ||
	    a->count != b->count)
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
	bool good = is_scalar(&result);
	struct tvalue value;
	size_t i;

	for (i = 0; i < derivation->count; i++) {
		value = shown(&derivation->operands[i]);
		good = good && is_scalar(&value);
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
	struct tvalue values[MAX_OPERANDS], result;
	const struct values shown_args = { .args = values + 1,
		.count = args->count };
	bool opaque = input->kind == TV_OPAQUE;
	size_t i;

	if (args->count >= MAX_OPERANDS || args->keyword_count != 0)
		return call_settled(r, row, kind, input, args, ret);
	values[0] = shown(input);
	for (i = 0; i < args->count; i++) {
		opaque |= args->args[i].kind == TV_OPAQUE;
		values[i + 1] = shown(&args->args[i]);
	}
	if (!call_builtin(r, row, kind, &values[0], &shown_args, &result))
		return false;
	*ret = result;
	if (!opaque)
		return true;
	derivation = ARENA_NEW(r->arena, struct template_derivation);
	derivation->row = row;
	derivation->kind = kind;
	derivation->operands[0] = *input;
	for (i = 0; i < args->count; i++)
		derivation->operands[i + 1] = args->args[i];
	derivation->count = 1 + args->count;
	derive(r, derivation, result, ret);
	return true;
}

bool
opaque_contains(struct run *r, const struct node *node, struct tvalue *ret)
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
	left = shown(&item);
	right = shown(&container);
	if (!value_compare(r, operand->op, &left, &right, &truth))
		return false;
	*ret = tv_bool(truth);
	if (item.kind != TV_OPAQUE && container.kind != TV_OPAQUE)
		return true;
	derivation = ARENA_NEW(r->arena, struct template_derivation);
	derivation->op = operand->op;
	derivation->operands[0] = item;
	derivation->operands[1] = container;
	derivation->count = 2;
	derive(r, derivation, *ret, ret);
	return true;
}

/* ---- keeping ---------------------------------------------------------- */

/* Without what is in the holes. */
static struct tvalue
copy_opaque(
    const struct opaque *from, const uint32_t *index, struct arena *arena)
{
	struct tvalue value = from->value, ret;
	struct opaque *to;
	char *text = NULL;
	size_t i;

	if (from->leaf)
		value = tv_none();
	else
		value.as.text = text =
		    arena_copy(arena, value.as.text, value.length);
	to = opaque_new(arena, value, from->count, &ret);
	to->leaf = from->leaf;
	for (i = 0; i < from->count; i++) {
		to->holes[i] = from->holes[i];
		to->holes[i].leaf = index[from->holes[i].leaf];
		if (text != NULL)
			memory_wipe(
			    text + from->holes[i].start, from->holes[i].length);
	}
	return ret;
}

const struct template_derivation *
template_derivation_copy(const struct template_derivation *from,
    const uint32_t *index, struct arena *arena)
{
	struct template_derivation *to =
	    ARENA_NEW(arena, struct template_derivation);
	struct tvalue *operand;
	size_t i;

	*to = *from;
	to->made = tv_none();
	for (i = 0; i < to->count; i++) {
		operand = &to->operands[i];
		operand->origin = NULL;
		if (operand->kind == TV_OPAQUE)
			*operand =
			    copy_opaque(operand->as.object, index, arena);
		else if (operand->kind == TV_STRING)
			operand->as.text = arena_copy(
			    arena, operand->as.text, operand->length);
	}
	return to;
}

struct tvalue
template_derivation_value(const struct template_derivation *derivation)
{
	return derivation->made;
}

void
template_derivation_mark(
    const struct template_derivation *derivation, bool *marks)
{
	const struct opaque *opaque;
	size_t i, j;

	for (i = 0; i < derivation->count; i++) {
		if (derivation->operands[i].kind != TV_OPAQUE)
			continue;
		opaque = derivation->operands[i].as.object;
		for (j = 0; j < opaque->count; j++)
			marks[opaque->holes[j].leaf] = true;
	}
}

/* ---- making ----------------------------------------------------------- */

/* A text with other leaves in its holes. */
static bool
fill_text(struct run *r, const struct opaque *opaque,
    const struct tvalue *values, struct tvalue *ret)
{
	const char *text = opaque->value.as.text;
	struct mark mark = sink_mark(r);
	size_t at = 0, i;

	for (i = 0; i < opaque->count; i++) {
		const struct template_hole *hole = &opaque->holes[i];

		if (!sink_add(r, text + at, hole->start - at, NULL) ||
		    !sink_str(r, &values[hole->leaf]))
			return false;
		at = hole->start + hole->length;
	}
	if (!sink_add(r, text + at, opaque->value.length - at, NULL))
		return false;
	sink_take(r, mark, ret);
	return true;
}

static bool
fill_operand(struct run *r, const struct tvalue *operand,
    const struct tvalue *values, struct tvalue *ret)
{
	const struct opaque *opaque = operand->as.object;

	*ret = *operand;
	if (operand->kind != TV_OPAQUE)
		return true;
	if (!opaque->leaf)
		return fill_text(r, opaque, values, ret);
	*ret = values[opaque->holes[0].leaf];
	return true;
}

static bool
make(struct run *r, const struct template_derivation *derivation,
    const struct tvalue *values, struct tvalue *ret)
{
	struct tvalue operands[MAX_OPERANDS];
	const struct values args = { .args = operands + 1,
		.count = derivation->count - 1 };
	bool truth;
	size_t i;

	for (i = 0; i < derivation->count; i++)
		if (!fill_operand(
			r, &derivation->operands[i], values, &operands[i]))
			return false;
	if (derivation->row != NULL)
		return call_builtin(r, derivation->row, derivation->kind,
			   &operands[0], &args, ret) &&
		       is_scalar(ret);
	r->callee = NULL;
	if (!value_compare(
		r, derivation->op, &operands[0], &operands[1], &truth))
		return false;
	*ret = tv_bool(truth);
	return true;
}

bool
template_derive(const struct template *template,
    const struct template_derivation *const *derivations, size_t count,
    struct tvalue *values, size_t first, struct arena *arena)
{
	const struct template_options *options = &template->set->options;
	struct template_output output = { .want_spans = false };
	struct run run = { .arena = arena,
		.diags = diags_new(arena, 1),
		.set = template->set,
		.template = template,
		.out = &output,
		.out_limit = options->max_output,
		.steps = options->max_steps / 2,
		.max_depth = options->max_depth * DEPTH_FACTOR,
		.undefined = options->undefined,
		.refuse_none = options->refuse_none };
	bool good = true;
	size_t i;

	for (i = 0; good && i < count; i++)
		good = make(&run, derivations[i], values, &values[first + i]);
	buf_free(&output.text);
	return good;
}

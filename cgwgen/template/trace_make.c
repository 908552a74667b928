/* SPDX-License-Identifier: ISC */
/* Derived leaves, kept and made again from other leaves.  Floor 3. */
#include <string.h>

#include "template/trace.h"

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
	struct tvalue operands[OPAQUE_OPERANDS];
	const struct values args = { .args = operands + 1,
		.count = derivation->count - 1 };
	bool truth;
	size_t i;

	for (i = 0; i < derivation->count; i++)
		if (!fill_operand(
			r, &derivation->operands[i], values, &operands[i]))
			return false;
	if (derivation->way == DERIVED_METHOD &&
	    operands[0].kind != derivation->type)
		return false;
	if (derivation->row != NULL)
		return call_builtin(r, derivation->row, derivation->kind,
			   &operands[0], &args, ret) &&
		       opaque_scalar(ret);
	if (derivation->way == DERIVED_ITEM)
		return get_item(r, &operands[0], &operands[1], NULL, ret) &&
		       opaque_scalar(ret);
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

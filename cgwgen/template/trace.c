/* SPDX-License-Identifier: ISC */
/*
 * Traced renders.  A leaf that nobody looked into is an opaque value: it may
 * lie in a variable, be given to a macro, be part of a text, be printed and be
 * tested.  Whatever else is done with it begins with eval(), which has it
 * read; a text that was put together is opaque as long as it has holes.  So
 * what a render does depends on constants, on what was read, and on truths
 * that were noted, and on nothing else.  Floor 3.
 */
#include <string.h>

#include "template/trace.h"

static void
push(struct run *r, struct template_hole hole)
{
	struct template_trace *trace = r->trace;
	struct template_hole *grown;

	if (trace->count == trace->capacity) {
		trace->capacity = trace->capacity * 2 + 256;
		grown = arena_array(r->arena, trace->capacity, sizeof(*grown));
		if (trace->count != 0)
			memcpy(
			    grown, trace->holes, trace->count * sizeof(*grown));
		trace->holes = grown;
	}
	trace->holes[trace->count++] = hole;
}

static void
saw(struct run *r, uint32_t leaf, enum template_sight what)
{
	r->trace->saw(r->trace->host, leaf, what);
}

static void
read_holes(struct run *r, const struct template_hole *holes, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		saw(r, holes[i].leaf, TEMPLATE_READ);
}

struct opaque *
opaque_new(
    struct arena *arena, struct tvalue value, size_t count, struct tvalue *ret)
{
	struct opaque *opaque = arena_alloc(
	    arena, sizeof(*opaque) + count * sizeof(opaque->holes[0]));

	opaque->value = value;
	opaque->count = count;
	*ret = value_of(TV_OPAQUE, opaque);
	return opaque;
}

void
opaque_leaf(
    struct run *r, struct tvalue value, uint32_t leaf, struct tvalue *ret)
{
	struct opaque *opaque = opaque_new(r->arena, value, 1, ret);

	opaque->leaf = true;
	opaque->holes[0].leaf = leaf;
}

bool
opaque_attribute(struct run *r, const struct tvalue *object,
    const struct name *name, struct tvalue *ret)
{
	struct tvalue value;
	uint32_t leaf;

	if (object->kind != TV_DICT || name->dict_method ||
	    !dict_peek(object->as.dict, name, &value, &leaf))
		return false;
	opaque_leaf(r, value, leaf, ret);
	return true;
}

void
opaque_read(struct run *r, struct tvalue *value)
{
	const struct opaque *opaque = value->as.object;

	read_holes(r, opaque->holes, opaque->count);
	*value = opaque->value;
}

/* Whether VALUE prints as its text, whatever that is.  No hole is empty: it
 * would be on both sides of a mark. */
static bool
is_plain(const struct tvalue *value)
{
	return value->kind == TV_INT ||
	       (value->kind == TV_STRING && value->length != 0);
}

bool
opaque_print(struct run *r, const struct tvalue *value)
{
	const struct opaque *opaque = value->as.object;
	const size_t start = r->out->text.length;
	struct template_hole hole;
	size_t i;

	if (!is_plain(&opaque->value)) {
		read_holes(r, opaque->holes, opaque->count);
		return sink_str(r, &opaque->value);
	}
	if (!sink_str(r, &opaque->value))
		return false;
	for (i = 0; i < opaque->count; i++) {
		hole = opaque->holes[i];
		saw(r, hole.leaf, TEMPLATE_PRINTED);
		hole.start += start;
		if (opaque->leaf)
			hole.length = r->out->text.length - start;
		push(r, hole);
	}
	return true;
}

/* Whether something stands between the holes, or around them. */
static bool
has_literal(const struct opaque *opaque)
{
	size_t left = opaque->value.length, i;

	for (i = 0; i < opaque->count; i++)
		left -= opaque->holes[i].length;
	return left != 0;
}

bool
opaque_truth(struct run *r, const struct tvalue *value)
{
	const struct opaque *opaque = value->as.object;
	bool truth = false;

	if (opaque->leaf)
		saw(r, opaque->holes[0].leaf, TEMPLATE_TESTED);
	else if (!has_literal(opaque))
		read_holes(r, opaque->holes, opaque->count);
	/* A leaf is none, a boolean, an integer or a string: it cannot fail. */
	value_truth(r, &opaque->value, &truth);
	return truth;
}

/* The first hole behind MARK. */
static size_t
first_behind(const struct template_trace *trace, struct mark mark)
{
	size_t first = trace->count;

	while (first != 0 && trace->holes[first - 1].start >= mark.length)
		first--;
	return first;
}

void
trace_cut(struct run *r, struct mark mark, bool read)
{
	struct template_trace *trace = r->trace;
	size_t first = first_behind(trace, mark);

	if (read)
		read_holes(r, trace->holes + first, trace->count - first);
	trace->count = first;
}

void
sink_take_raw(struct run *r, struct mark mark, struct tvalue *ret)
{
	struct template_trace *trace = r->trace;
	struct opaque *opaque;
	struct tvalue text;
	size_t first, count, i;

	if (trace == NULL) {
		sink_take(r, mark, ret);
		return;
	}
	first = first_behind(trace, mark);
	count = trace->count - first;
	trace->count = first;
	sink_take(r, mark, &text);
	*ret = text;
	if (count == 0)
		return;
	opaque = opaque_new(r->arena, text, count, ret);
	for (i = 0; i < count; i++) {
		opaque->holes[i] = trace->holes[first + i];
		opaque->holes[i].start -= mark.length;
	}
}

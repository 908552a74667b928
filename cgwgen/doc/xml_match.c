/* SPDX-License-Identifier: ISC */
/* Documents that have a shape: their values, their places, their tree.
 * Floor 1. */
#include <string.h>

#include "doc/xml_shape_parts.h"

/* The length of the value at TEXT; 0 when it is none for a shape. */
static size_t
value_length(
    const struct xml_shape *shape, const struct piece *piece, const char *text)
{
	size_t length = 0;

	/* The text ends with a NUL byte, which is not plain. */
	while (shape->plain[(unsigned char)text[length]])
		length++;
	if (length == 0 || length > LIMIT_VALUE ||
	    (piece->element && xml_has_blank_end(text, length)))
		return 0;
	return length;
}

/* Where the pieces begin in SOURCE, if all are there. */
static bool
match_pieces(const struct xml_shape *shape, const struct source *source,
    size_t starts[XML_SHAPE_VALUES + 1])
{
	const char *text = source_text(source);
	const size_t length = source_length(source);
	const struct piece *piece = shape->pieces;
	const struct piece *last = piece + shape->value_count;
	size_t at = 0, value;

	for (;; piece++) {
		if (length - at < piece->length ||
		    memcmp(text + at, shape->text + piece->start,
			piece->length) != 0)
			return false;
		*starts++ = at;
		at += piece->length;
		if (piece == last)
			return at == length;
		value = value_length(shape, piece, text + at);
		if (value == 0)
			return false;
		at += value;
	}
}

/* The offset of value I of a document that has the shape. */
static size_t
value_start(const struct xml_match *match, size_t i)
{
	return match->starts[i] + match->shape->pieces[i].length;
}

/* Copies of the values, each with its NUL byte, in one piece of memory. */
static void
copy_values(struct xml_match *match, struct arena *arena)
{
	const struct xml_shape *shape = match->shape;
	const char *text = source_text(match->source);
	const struct piece *end = &shape->pieces[shape->value_count];
	const size_t total = source_length(match->source) -
			     (end->start + end->length) + shape->value_count;
	char *to = arena_alloc(arena, total);
	size_t i, start, length;

	for (i = 0; i < shape->value_count; i++) {
		start = value_start(match, i);
		length = match->starts[i + 1] - start;
		memcpy(to, text + start, length);
		match->values[i] = to;
		to += length + 1;
	}
}

bool
xml_shape_match(const struct xml_shape *shape, struct source *source,
    struct arena *arena, struct xml_match *ret)
{
	size_t i, value;

	if (!match_pieces(shape, source, ret->starts))
		return false;
	ret->shape = shape;
	ret->source = source;
	ret->narrow = shape->narrow;
	for (i = 0; i < shape->secret_count; i++) {
		value = shape->secrets[i];
		source_secret(
		    source, value_start(ret, value), ret->starts[value + 1]);
	}
	copy_values(ret, arena);
	ret->texts = arena_copy(arena, shape->texts.data, shape->texts.length);
	return true;
}

static struct pos
place(const struct xml_match *match, struct mark mark)
{
	return (struct pos){ match->source,
		match->starts[mark.piece] + mark.behind };
}

/* What PLAN says of a node; its name is among NAMES. */
static void
fill_node(const struct xml_match *match, const struct plan *plan,
    const char *names, struct node *ret)
{
	ret->kind = plan->kind;
	ret->name = names + plan->name;
	ret->text = plan->value != NONE  ? match->values[plan->value]
		    : plan->text != NONE ? match->texts + plan->text
					 : NULL;
	ret->name_pos = place(match, plan->name_pos);
	ret->pos = place(match, plan->pos);
}

void
xml_match_node(const struct xml_match *match, size_t number, struct node *ret)
{
	fill_node(
	    match, &match->shape->plans[number], match->shape->names.data, ret);
}

bool
xml_match_fixed(
    const struct xml_match *match, size_t number, struct xml_fixed *ret)
{
	const struct plan *plan = &match->shape->plans[number];

	if (plan->value != NONE || plan->text == NONE)
		return false;
	*ret =
	    (struct xml_fixed){ plan->pos.piece, plan->pos.behind, plan->text };
	return true;
}

const struct node *
xml_match_tree(const struct xml_match *match, struct arena *arena)
{
	const struct xml_shape *shape = match->shape;
	struct node *nodes =
	    arena_array(arena, shape->node_count, sizeof(*nodes));
	const char *names =
	    arena_copy(arena, shape->names.data, shape->names.length);
	size_t i;

	for (i = 0; i < shape->node_count; i++) {
		fill_node(match, &shape->plans[i], names, &nodes[i]);
		if (i != 0)
			node_attach(&nodes[shape->plans[i].parent], &nodes[i]);
	}
	return nodes;
}

/* SPDX-License-Identifier: ISC */
/*
 * Shapes: the markup as pieces of text with a value between each two, and the
 * nodes of the tree with places that count from a piece.  Floor 1.
 */
#include "doc/xml_shape.h"

#include <stdint.h>
#include <string.h>

#include "doc/text.h"
#include "doc/xml_shape_parts.h"

/* What a shape is kept of. */
#define LIMIT_BYTES (64 * 1024)

/* A value while the shape is made: bytes [start, end) of the source. */
struct range {
	size_t start, end;
};

struct making {
	struct xml_shape *shape;
	const struct source *source;
	const struct xml_shape *wide; /* the shape that is made narrow */
	size_t seen; /* values, those that are markup in the narrow one too */
	struct range values[XML_SHAPE_VALUES];
};

static void
fill_plain(bool plain[256])
{
	unsigned byte;

	for (byte = ' '; byte <= '~'; byte++)
		plain[byte] = strchr("&<>\"'", (int)byte) == NULL;
}

/* ---- making one ------------------------------------------------------- */

/* Whether NODE's value stands in the source as it is and may change. */
static bool
may_change(const struct making *making, const struct node *node)
{
	const char *text = source_text(making->source) + node->pos.offset;
	const char *last =
	    node->last != NULL && node->last->kind == NODE_ELEMENT ? NULL
								   : node->text;
	size_t length, i;

	/* An attribute of a reserved name has a meaning for libxml2. */
	if (last == NULL || node->pos.offset == node->name_pos.offset ||
	    (node->kind == NODE_ATTRIBUTE && node->name[0] == '{'))
		return false;
	length = strlen(last);
	if (length == 0 || length > LIMIT_VALUE ||
	    length > source_length(making->source) - node->pos.offset ||
	    memcmp(text, last, length) != 0)
		return false;
	for (i = 0; i < length; i++)
		if (!making->shape->plain[(unsigned char)text[i]])
			return false;
	if (node->kind == NODE_ATTRIBUTE)
		return text[length] == text[-1] &&
		       (text[-1] == '"' || text[-1] == '\'');
	return text[-1] == '>' && strncmp(text + length, "</", 2) == 0 &&
	       !xml_has_blank_end(text, length);
}

/* Notes NODE's value; false when it is not behind the one before. */
static bool
add_value(struct making *making, const struct node *node, struct plan *plan)
{
	struct xml_shape *shape = making->shape;
	const size_t count = shape->value_count;

	if (count == XML_SHAPE_VALUES ||
	    (count != 0 && node->pos.offset <= making->values[count - 1].end))
		return false;
	making->values[count] = (struct range){ node->pos.offset,
		node->pos.offset + strlen(node->text) };
	shape->pieces[count].element = node->kind == NODE_ELEMENT;
	plan->value = (uint32_t)count;
	shape->value_count++;
	return true;
}

/* Whether the next value is markup, as it is the same everywhere. */
static bool
is_settled(struct making *making)
{
	const size_t number = making->seen++;

	return making->wide != NULL && making->wide->same[number] != NULL;
}

/* TEXT in LIST, added unless it is there. */
static uint32_t
add_text(struct buf *list, const char *text)
{
	const size_t length = strlen(text) + 1;
	size_t at = 0;

	while (at < list->length) {
		if (strcmp(list->data + at, text) == 0)
			return (uint32_t)at;
		at += strlen(list->data + at) + 1;
	}
	buf_add(list, text, length);
	return (uint32_t)at;
}

/* Notes NODE and what is below it; values in the order of the source. */
static bool
add_nodes(struct making *making, const struct node *node, uint32_t parent)
{
	struct xml_shape *shape = making->shape;
	const uint32_t number = (uint32_t)shape->node_count;
	const struct node *child;
	struct plan *plan;

	if (number == XML_SHAPE_NODES)
		return false;
	shape->node_count++;
	plan = &shape->plans[number];
	plan->kind = node->kind;
	plan->parent = parent;
	plan->name = add_text(&shape->names, node->name);
	plan->value = plan->text = NONE;
	for (child = node->first;
	     child != NULL && child->kind == NODE_ATTRIBUTE;
	     child = child->next)
		if (!add_nodes(making, child, number))
			return false;
	if (may_change(making, node) && !is_settled(making)) {
		if (!add_value(making, node, plan))
			return false;
	} else if (node->text != NULL) {
		plan->text = add_text(&shape->texts, node->text);
	}
	for (; child != NULL; child = child->next)
		if (!add_nodes(making, child, number))
			return false;
	return true;
}

/* The markup between the values. */
static void
add_pieces(struct making *making)
{
	struct xml_shape *shape = making->shape;
	const char *text = source_text(making->source);
	size_t start = 0, used = 0, end, i;

	shape->text = arena_alloc(shape->arena, source_length(making->source));
	for (i = 0; i <= shape->value_count; i++) {
		end = i < shape->value_count ? making->values[i].start
					     : source_length(making->source);
		shape->pieces[i].start = (uint32_t)used;
		shape->pieces[i].length = (uint32_t)(end - start);
		memcpy(shape->text + used, text + start, end - start);
		used += end - start;
		start = making->values[i].end;
	}
}

/* The place of byte OFFSET; false when it is inside of a value. */
static bool
mark_of(const struct making *making, size_t offset, struct mark *ret)
{
	const struct xml_shape *shape = making->shape;
	size_t piece = 0, start;

	while (
	    piece < shape->value_count && making->values[piece].end <= offset)
		piece++;
	start = piece == 0 ? 0 : making->values[piece - 1].end;
	if (offset < start || offset - start > shape->pieces[piece].length)
		return false;
	*ret = (struct mark){ (uint32_t)piece, (uint32_t)(offset - start) };
	return true;
}

/* The places of NODE, whose number is *AT, and of what is below it. */
static bool
mark_nodes(const struct making *making, const struct node *node, size_t *at)
{
	struct plan *plan = &making->shape->plans[(*at)++];
	const struct node *child;

	if (!mark_of(making, node->name_pos.offset, &plan->name_pos) ||
	    !mark_of(making, node->pos.offset, &plan->pos))
		return false;
	for (child = node->first; child != NULL; child = child->next)
		if (!mark_nodes(making, child, at))
			return false;
	return true;
}

/* Which values are secret.  No other secret may be kept with the markup. */
static bool
note_secrets(const struct making *making)
{
	struct xml_shape *shape = making->shape;
	const struct range *values = making->values;
	size_t start, end = 0, at = 0;

	while (source_next_secret(making->source, end, &start, &end)) {
		while (at < shape->value_count && values[at].start < start)
			at++;
		if (shape->secret_count == LIMIT_SECRETS ||
		    at == shape->value_count || values[at].start != start ||
		    values[at].end != end)
			return false;
		shape->secrets[shape->secret_count++] = (uint32_t)at;
	}
	return true;
}

static bool
make(struct making *making, const struct node *root)
{
	size_t at = 0;

	fill_plain(making->shape->plain);
	if (!add_nodes(making, root, 0) || making->shape->value_count == 0 ||
	    !note_secrets(making))
		return false;
	add_pieces(making);
	return mark_nodes(making, root, &at);
}

/* The shape of SOURCE; a narrow one, if WIDE is not NULL. */
static struct xml_shape *
shape_new(const struct node *root, const struct source *source,
    const struct xml_shape *wide)
{
	struct arena *arena = arena_new();
	struct making making = { .shape = ARENA_NEW(arena, struct xml_shape),
		.source = source,
		.wide = wide };

	making.shape->arena = arena;
	making.shape->narrow = wide != NULL;
	making.shape->plans =
	    arena_array(arena, XML_SHAPE_NODES, sizeof(struct plan));
	if (make(&making, root))
		return making.shape;
	xml_shape_free(making.shape);
	return NULL;
}

struct xml_shape *
xml_shape_new(const struct node *root, const struct source *source)
{
	return source_length(source) <= LIMIT_BYTES &&
		       source_may_quote(source) && text_is_good(source)
		   ? shape_new(root, source, NULL)
		   : NULL;
}

void
xml_shape_free(struct xml_shape *shape)
{
	if (shape == NULL)
		return;
	buf_free(&shape->names);
	buf_free(&shape->texts);
	arena_free(shape->arena);
}

/* ---- values that are always the same ----------------------------------- */

/* Copies of all values but those that are secret. */
static void
study_first(struct xml_shape *shape, const struct xml_match *match)
{
	size_t i;

	shape->studied = true;
	for (i = 0; i < shape->value_count; i++)
		shape->same[i] = match->values[i];
	for (i = 0; i < shape->secret_count; i++)
		shape->same[shape->secrets[i]] = NULL;
	for (i = 0; i < shape->value_count; i++)
		if (shape->same[i] != NULL)
			shape->same[i] =
			    arena_string(shape->arena, shape->same[i]);
}

void
xml_shape_study(struct xml_shape *shape, const struct xml_match *match)
{
	size_t i;

	if (!shape->studied)
		study_first(shape, match);
	for (i = 0; i < shape->value_count; i++)
		if (shape->same[i] != NULL &&
		    strcmp(shape->same[i], match->values[i]) != 0)
			shape->same[i] = NULL;
}

struct xml_shape *
xml_shape_narrow(const struct xml_match *match, struct arena *arena)
{
	return shape_new(
	    xml_match_tree(match, arena), match->source, match->shape);
}

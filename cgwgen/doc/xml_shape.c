/* SPDX-License-Identifier: ISC */
/*
 * Shapes: the markup as pieces of text with a value between each two, and the
 * nodes of the tree with places that count from a piece.  Floor 1.
 */
#include "doc/xml_shape.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "doc/text.h"

/* What a shape is kept of. */
#define LIMIT_BYTES (64 * 1024)
#define LIMIT_SECRETS 64
/* A longer value is read the long way. */
#define LIMIT_VALUE 4096

#define NONE UINT32_MAX

/* A place: so many bytes behind the start of a piece. */
struct mark {
	uint32_t piece;
	uint32_t behind;
};

/* Markup, up to the value that follows it; nothing follows the last piece. */
struct piece {
	uint32_t start; /* in the shape's text */
	uint32_t length;
	bool element; /* the value is an element's: no blanks at its ends */
};

/* A node; parents come before their children. */
struct plan {
	enum node_kind kind;
	uint32_t parent;
	uint32_t name;  /* in the shape's names */
	uint32_t value; /* the number of its value, or NONE */
	uint32_t text;  /* of a text that is markup, in the names, or NONE */
	struct mark name_pos, pos;
};

struct xml_shape {
	struct arena *arena;
	bool plain[256]; /* the bytes that a value may consist of */
	char *text;      /* the pieces, one behind the other */
	struct piece pieces[XML_SHAPE_VALUES + 1];
	size_t value_count;
	struct plan *plans;
	size_t node_count;
	struct buf names;                /* each ends with a NUL byte */
	uint32_t secrets[LIMIT_SECRETS]; /* the numbers of values */
	size_t secret_count;
};

/* A value while the shape is made: bytes [start, end) of the source. */
struct range {
	size_t start, end;
};

struct making {
	struct xml_shape *shape;
	const struct source *source;
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

static bool
has_blank_end(const char *text, size_t length)
{
	return text[0] == ' ' || text[length - 1] == ' ';
}

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
	       !has_blank_end(text, length);
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

/* TEXT among the shape's names, added unless it is there. */
static uint32_t
add_name(struct xml_shape *shape, const char *text)
{
	const size_t length = strlen(text) + 1;
	size_t at = 0;

	while (at < shape->names.length) {
		if (strcmp(shape->names.data + at, text) == 0)
			return (uint32_t)at;
		at += strlen(shape->names.data + at) + 1;
	}
	buf_add(&shape->names, text, length);
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
	plan->name = add_name(shape, node->name);
	plan->value = plan->text = NONE;
	for (child = node->first;
	     child != NULL && child->kind == NODE_ATTRIBUTE;
	     child = child->next)
		if (!add_nodes(making, child, number))
			return false;
	if (may_change(making, node)) {
		if (!add_value(making, node, plan))
			return false;
	} else if (node->text != NULL) {
		plan->text = add_name(shape, node->text);
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

struct xml_shape *
xml_shape_new(const struct node *root, const struct source *source)
{
	struct arena *arena;
	struct making making;

	if (source_length(source) > LIMIT_BYTES || !source_may_quote(source) ||
	    !text_is_good(source))
		return NULL;
	arena = arena_new();
	making = (struct making){ .shape = ARENA_NEW(arena, struct xml_shape),
		.source = source };
	making.shape->arena = arena;
	making.shape->plans =
	    arena_array(arena, XML_SHAPE_NODES, sizeof(struct plan));
	if (make(&making, root))
		return making.shape;
	xml_shape_free(making.shape);
	return NULL;
}

void
xml_shape_free(struct xml_shape *shape)
{
	if (shape == NULL)
		return;
	buf_free(&shape->names);
	arena_free(shape->arena);
}

/* ---- reading with one ------------------------------------------------- */

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
	    (piece->element && has_blank_end(text, length)))
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
	for (i = 0; i < shape->secret_count; i++) {
		value = shape->secrets[i];
		source_secret(
		    source, value_start(ret, value), ret->starts[value + 1]);
	}
	copy_values(ret, arena);
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
		    : plan->text != NONE ? names + plan->text
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

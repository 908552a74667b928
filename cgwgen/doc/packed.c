/* SPDX-License-Identifier: ISC */
/* Trees that were made when the program was built.  Floor 1. */
#include "doc/packed.h"

#include <string.h>

struct cursor {
	const char *next;
	const struct source *source;
	struct arena *arena;
};

static size_t
take_number(struct cursor *cursor)
{
	size_t number = 0;
	unsigned shift = 0;
	unsigned char byte;

	do {
		byte = (unsigned char)*cursor->next++;
		number |= (size_t)(byte & 0x7f) << shift;
		shift += 7;
	} while (byte & 0x80);
	return number;
}

/* The text that begins at AT. */
static const char *
take_text(struct cursor *cursor, bool there, struct pos at, bool plain)
{
	const char *text = cursor->next;

	if (there)
		return arena_copy(cursor->arena,
		    source_text(cursor->source) + at.offset + !plain,
		    take_number(cursor));
	cursor->next += strlen(text) + 1;
	return text;
}

static struct pos
take_place(struct cursor *cursor)
{
	return (struct pos){ cursor->source, take_number(cursor) };
}

/* The depth is that of files which yaml_read() took. */
static const struct node *
take_node(struct cursor *cursor, struct node *parent)
{
	const unsigned bits = (unsigned char)*cursor->next++;
	struct node *node = node_add(
	    cursor->arena, (enum node_kind)(bits & PACKED_KIND), parent);
	size_t count;

	node->plain = (bits & PACKED_PLAIN) != 0;
	node->name_plain = (bits & PACKED_NAME_PLAIN) != 0;
	if (bits & PACKED_NAME) {
		node->name_pos = take_place(cursor);
		node->name = take_text(cursor, bits & PACKED_NAME_THERE,
		    node->name_pos, node->name_plain);
	}
	node->pos = take_place(cursor);
	if (bits & PACKED_END)
		node->end = take_number(cursor);
	if (node->kind == NODE_SCALAR) {
		node->text = take_text(
		    cursor, bits & PACKED_TEXT_THERE, node->pos, node->plain);
		return node;
	}
	for (count = take_number(cursor); count > 0; count--)
		take_node(cursor, node);
	return node;
}

const struct node *
packed_read(const char *path, const struct source *source, struct arena *arena)
{
	struct cursor cursor = { NULL, source, arena };
	size_t i;

	for (i = 0; i < packed_count; i++)
		if (strcmp(packed_files[i].path, path) == 0) {
			cursor.next = packed_files[i].tree;
			return take_node(&cursor, NULL);
		}
	return NULL;
}

/* SPDX-License-Identifier: ISC */
/* Places in inputs, out of partial files.  Floor 7. */
#include <string.h>

#include "cmd/partial_piece.h"

/* What put_spot() writes. */
struct spot {
	const char *path, *name, *excerpt;
	size_t line, column, caret;
};

static bool
get_spot(const struct node *const *items, struct spot *ret)
{
	return partial_text(items[0], &ret->path) &&
	       partial_text(items[1], &ret->name) && ret->name != NULL &&
	       partial_number(items[2], PARTIAL_NUMBER, &ret->line) &&
	       partial_number(items[3], PARTIAL_NUMBER, &ret->column) &&
	       ret->line != 0 && ret->column != 0 &&
	       partial_text(items[4], &ret->excerpt) &&
	       partial_number(items[5],
		   ret->excerpt != NULL ? strlen(ret->excerpt) : 0,
		   &ret->caret);
}

static struct pos
stub_of(struct source_list *stubs, const struct spot *spot)
{
	struct pos pos;

	source_list_add(
	    stubs, source_stub(spot->name, spot->path, spot->line, spot->column,
		       spot->excerpt, spot->caret, &pos));
	return pos;
}

/* An embedded stub is all at one place outside. */
static size_t
place_outside(const struct source *outer, size_t start, size_t offset)
{
	(void)outer;
	(void)offset;
	return start;
}

static bool
get_inner(struct source_list *stubs, const struct node *node, struct place *ret)
{
	const struct node *items[7];
	struct source *inner;
	struct spot spot;
	const char *text;

	if (partial_is_null(node))
		return true;
	if (!partial_items(node, items, 7) || !get_spot(items, &spot) ||
	    !partial_text(items[6], &ret->path))
		return false;
	text = spot.excerpt != NULL ? spot.excerpt : "";
	inner =
	    source_embed(spot.name, text, strlen(text), ret->at, place_outside);
	if (spot.excerpt == NULL)
		source_never_quote(inner);
	source_list_add(stubs, inner);
	ret->at = (struct pos){ inner, spot.caret };
	ret->line = spot.line;
	ret->column = spot.column;
	return true;
}

static bool
get_comment(const struct node *node, struct part_comment *ret)
{
	const struct node *items[3];

	return partial_items(node, items, 3) &&
	       partial_rule(items[0], &ret->rule) &&
	       partial_number(items[1], PARTIAL_NUMBER, &ret->line) &&
	       partial_number(items[2], PARTIAL_NUMBER, &ret->column);
}

static bool
get_silenced(struct arena *arena, const struct node *list, struct place *ret)
{
	const struct node *item;
	struct part_comment *comments;

	if (!partial_is_list(list))
		return false;
	ret->silenced = comments =
	    arena_array(arena, node_count(list), sizeof(*comments));
	for (item = list->first; item != NULL; item = item->next)
		if (!get_comment(item, &comments[ret->silenced_count++]))
			return false;
	return true;
}

static bool
get_place(struct piece *part, struct source_list *stubs,
    const struct node *node, struct place *ret)
{
	const struct node *items[8];
	struct spot spot;

	if (!partial_items(node, items, 8) || !get_spot(items, &spot))
		return false;
	ret->at = stub_of(stubs, &spot);
	return get_inner(stubs, items[6], ret) &&
	       get_silenced(part->arena, items[7], ret);
}

/* The places of the line. */
bool
piece_places(
    struct piece *part, struct source_list *stubs, const struct node *root)
{
	const struct node *list = node_child(root, "places"), *item;
	struct part_record *record = &part->record;

	if (!partial_is_list(list))
		return false;
	record->places =
	    arena_array(part->arena, node_count(list), sizeof(*record->places));
	for (item = list->first; item != NULL; item = item->next)
		if (!get_place(part, stubs, item,
			&record->places[record->place_count++]))
			return false;
	return true;
}

bool
piece_at(const struct piece *part, const struct node *node, struct pos *ret)
{
	size_t index;

	if (!partial_index(node, part->record.place_count, &index))
		return false;
	if (index != PARTIAL_NONE)
		*ret = part->record.places[index].at;
	return true;
}

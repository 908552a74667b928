/* SPDX-License-Identifier: ISC */
/* Edits, in order and applied.  Ground floor. */
#include "base/edit.h"

#include <stdlib.h>
#include <string.h>

void
edits_add(struct edits *edits, size_t start, size_t end, const char *text)
{
	struct edit *grown;

	if (edits->count == edits->capacity) {
		edits->capacity = edits->capacity * 2 + 16;
		grown =
		    arena_array(edits->arena, edits->capacity, sizeof(*grown));
		if (edits->count != 0)
			memcpy(
			    grown, edits->list, edits->count * sizeof(*grown));
		edits->list = grown;
	}
	edits->list[edits->count] =
	    (struct edit){ start, end, text, edits->count, edits->group };
	edits->count++;
}

size_t
edits_group(struct edits *edits)
{
	edits->group = ++edits->groups;
	return edits->group;
}

/* ---- order ------------------------------------------------------------ */

static int
compare(const void *left, const void *right)
{
	const struct edit *a = left, *b = right;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	/* What is put before a place comes before what replaces it. */
	if ((a->end == a->start) != (b->end == b->start))
		return a->end == a->start ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static bool
is_same(const struct edit *a, const struct edit *b)
{
	return a->start == b->start && a->end == b->end &&
	       strcmp(a->text, b->text) == 0;
}

static bool
touches_secret(const struct edits *edits, const struct edit *edit)
{
	size_t start, end;

	return source_next_secret(edits->source, edit->start, &start, &end) &&
	       (start < edit->end ||
		   (start == edit->start && edit->end > start));
}

/* Whether two edits, the second of which does not begin before the first,
 * cannot both be made. */
static bool
do_clash(const struct edit *first, const struct edit *second)
{
	return second->start < first->end || is_same(first, second);
}

/* Of two that clash, that of the group which was begun first stays: so there
 * is always one that does.  Returns whether SECOND goes. */
static bool
judge(struct edits *edits, const struct edit *first, const struct edit *second)
{
	bool goes = second->group >= first->group;

	if (goes && second->group != first->group)
		edits->broken[second->group] = true;
	else if (!goes)
		edits->broken[first->group] = true;
	return goes;
}

static bool
is_broken(const struct edits *edits, const struct edit *edit)
{
	return edit->group != 0 && edits->broken[edit->group];
}

/* Drops the edits of broken groups. */
static void
drop_broken(struct edits *edits)
{
	size_t kept = 0, i;

	for (i = 0; i < edits->count; i++)
		if (edits->list[i].group == 0 ||
		    !edits->broken[edits->list[i].group])
			edits->list[kept++] = edits->list[i];
	edits->count = kept;
}

/* Leaves out what touches a secret; returns how many edits. */
static size_t
drop_secret(struct edits *edits)
{
	size_t kept = 0, i;

	for (i = 0; i < edits->count; i++)
		if (touches_secret(edits, &edits->list[i]))
			edits->broken[edits->list[i].group] = true;
		else
			edits->list[kept++] = edits->list[i];
	i = edits->count - kept;
	edits->count = kept;
	drop_broken(edits);
	return i;
}

/* Whether EDIT can be made with the COUNT that are kept; those that it goes
 * before are taken away. */
static bool
finds_room(
    struct edits *edits, const struct edit *edit, size_t *count, size_t *left)
{
	const struct edit *before;
	size_t i;

	while (*count > 0) {
		before = &edits->list[*count - 1];
		if (!is_broken(edits, before)) {
			/* Several may be put at one place. */
			for (i = *count; i > 0 && !do_clash(before, edit); i--)
				if ((before = &edits->list[i - 1])->start !=
				    edit->start)
					break;
			if (!do_clash(before, edit))
				return true;
			*left += !is_same(before, edit);
			if (judge(edits, before, edit))
				return false;
			if (before != &edits->list[*count - 1])
				return true;
		}
		(*count)--;
	}
	return true;
}

size_t
edits_settle(struct edits *edits)
{
	size_t kept = 0, left_out, i;
	struct edit edit;

	edits->broken = arena_array(edits->arena, edits->groups + 1, 1);
	left_out = drop_secret(edits);
	if (edits->count > 1)
		qsort(edits->list, edits->count, sizeof(*edits->list), compare);
	for (i = 0; i < edits->count; i++) {
		edit = edits->list[i];
		if (!is_broken(edits, &edit) &&
		    finds_room(edits, &edit, &kept, &left_out))
			edits->list[kept++] = edit;
	}
	edits->count = kept;
	drop_broken(edits);
	return left_out;
}

/* ---- text ------------------------------------------------------------- */

/* Adds bytes [FROM, TO) of the source, secrets as asterisks if MASKED. */
static void
add_plain(const struct source *source, size_t from, size_t to, bool masked,
    struct buf *ret)
{
	const char *text = source_text(source);
	size_t start, end;

	while (masked && from < to &&
	       source_next_secret(source, from, &start, &end) && start < to) {
		if (start > from)
			buf_add(ret, text + from, start - from);
		buf_text(ret, "********");
		from = end < to ? end : to;
	}
	buf_add(ret, text + from, to - from);
}

void
edits_text(const struct edits *edits, size_t first, size_t last, size_t from,
    size_t to, bool masked, struct buf *ret)
{
	const struct edit *edit;

	for (; first < last; first++) {
		edit = &edits->list[first];
		add_plain(edits->source, from, edit->start, masked, ret);
		buf_text(ret, edit->text);
		from = edit->end;
	}
	add_plain(edits->source, from, to, masked, ret);
}

void
edits_apply(const struct edits *edits, struct buf *ret)
{
	edits_text(edits, 0, edits->count, 0, source_length(edits->source),
	    false, ret);
}

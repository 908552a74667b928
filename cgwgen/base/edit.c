/* SPDX-License-Identifier: ISC */
/* Edits, in order, applied and put together.  Ground floor. */
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
	    (struct edit){ start, end, text, edits->count, edits->groups };
	edits->count++;
}

size_t
edits_group(struct edits *edits)
{
	return ++edits->groups;
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

static bool
is_broken(const struct edits *edits, const struct edit *edit)
{
	return edits->broken[edit->group];
}

static void
break_at_secrets(struct edits *edits)
{
	size_t i;

	for (i = 0; i < edits->count; i++)
		if (touches_secret(edits, &edits->list[i]))
			edits->broken[edits->list[i].group] = true;
}

/* Drops the edits of broken groups. */
static void
drop_broken(struct edits *edits)
{
	size_t kept = 0, i;

	for (i = 0; i < edits->count; i++)
		if (!is_broken(edits, &edits->list[i]))
			edits->list[kept++] = edits->list[i];
	edits->count = kept;
}

/*
 * The one of the *COUNT kept edits that EDIT, which comes behind them, cannot
 * be made with, or NULL.  Those that are not broken lie apart, so that only
 * the last of them can reach as far; but several may be put at one place.
 */
static const struct edit *
find_clash(const struct edits *edits, const struct edit *edit, size_t *count)
{
	const struct edit *before;
	size_t i;

	while (*count > 0 && is_broken(edits, &edits->list[*count - 1]))
		(*count)--;
	if (*count > 0 && edits->list[*count - 1].end > edit->start)
		return &edits->list[*count - 1];
	for (i = *count; i-- > 0;) {
		before = &edits->list[i];
		if (before->start != edit->start)
			break;
		if (!is_broken(edits, before) && is_same(before, edit))
			return before;
	}
	return NULL;
}

/* Whether EDIT can be made with the *COUNT that are kept.  Of two groups that
 * clash, that which was begun first stays: so there is always one that does. */
static bool
finds_room(struct edits *edits, const struct edit *edit, size_t *count)
{
	const struct edit *before;
	size_t later;

	while ((before = find_clash(edits, edit, count)) != NULL) {
		if (edit->group == before->group && is_same(edit, before))
			return false;
		later =
		    edit->group > before->group ? edit->group : before->group;
		edits->broken[later] = true;
		if (later == edit->group)
			return false;
	}
	return true;
}

static void
keep_apart(struct edits *edits)
{
	struct edit edit;
	size_t kept = 0, i;

	for (i = 0; i < edits->count; i++) {
		edit = edits->list[i];
		if (!is_broken(edits, &edit) && finds_room(edits, &edit, &kept))
			edits->list[kept++] = edit;
	}
	edits->count = kept;
}

void
edits_settle(struct edits *edits)
{
	edits->broken = arena_array(edits->arena, edits->groups + 1, 1);
	break_at_secrets(edits);
	drop_broken(edits);
	if (edits->count > 1)
		qsort(edits->list, edits->count, sizeof(*edits->list), compare);
	keep_apart(edits);
	drop_broken(edits);
}

/* ---- text ------------------------------------------------------------- */

void
edits_apply(const struct edits *edits, struct buf *ret)
{
	const char *text = source_text(edits->source);
	const struct edit *edit;
	size_t from = 0, i;

	for (i = 0; i < edits->count; i++) {
		edit = &edits->list[i];
		buf_add(ret, text + from, edit->start - from);
		buf_text(ret, edit->text);
		from = edit->end;
	}
	buf_add(ret, text + from, source_length(edits->source) - from);
}

/* ---- one after the other ---------------------------------------------- */

/* The text that edits make, gone through from its beginning, while others
 * are made in it. */
struct joining {
	struct edits *ret;
	size_t kept;      /* bytes of the source, those left out among them */
	struct buf added; /* behind those */
	const struct edit *next; /* of the others */
	const struct edit *end;
	bool begun; /* the text of NEXT was added */
	size_t at;  /* in the text */
};

/* Takes bytes [FROM, TO) of the source over, all before is done. */
static void
keep(struct joining *j, size_t from, size_t to)
{
	struct edits *ret = j->ret;

	if (from != j->kept || j->added.length != 0) {
		edits_add(ret, j->kept, from,
		    arena_string(
			ret->arena, j->added.length != 0 ? j->added.data : ""));
		buf_cut(&j->added, 0);
	}
	j->kept = to;
}

/* Makes what there is to be made of the others at this place, and returns how
 * many of the LENGTH bytes there are not in the text any more. */
static size_t
make_next(struct joining *j, size_t length)
{
	size_t gone = 0, part;

	while (j->next != j->end && j->next->start <= j->at) {
		if (!j->begun)
			buf_text(&j->added, j->next->text);
		part = j->next->end - j->at;
		j->begun = part > length - gone;
		if (j->begun)
			part = length - gone;
		j->at += part;
		gone += part;
		if (j->begun)
			break;
		j->next++;
	}
	return gone;
}

/* The next LENGTH bytes of the text, which are the source's from FROM on, or
 * WORDS. */
static void
go_on(struct joining *j, size_t from, const char *words, size_t length)
{
	size_t done = 0, part;

	for (;;) {
		done += make_next(j, length - done);
		if (done == length)
			return;
		part = length - done;
		if (j->next != j->end && j->next->start - j->at < part)
			part = j->next->start - j->at;
		if (words != NULL)
			buf_add(&j->added, words + done, part);
		else
			keep(j, from + done, from + done + part);
		done += part;
		j->at += part;
	}
}

void
edits_join(struct edits *edits, const struct edits *behind)
{
	struct edits first = *edits;
	struct joining j = { .ret = edits, .next = behind->list };
	const struct edit *edit;
	size_t from = 0, length = source_length(edits->source), i;

	j.end = j.next + behind->count;
	edits->list = NULL;
	edits->count = edits->capacity = 0;
	for (i = 0; i < first.count; i++) {
		edit = &first.list[i];
		go_on(&j, from, NULL, edit->start - from);
		go_on(&j, 0, edit->text, strlen(edit->text));
		from = edit->end;
	}
	go_on(&j, from, NULL, length - from);
	keep(&j, length, length);
	buf_free(&j.added);
}

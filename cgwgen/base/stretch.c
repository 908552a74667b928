/* SPDX-License-Identifier: ISC */
/*
 * A sorted list with two tables.  The first one answers whether there is any
 * stretch; the second, a tree whose node I has the children 2I and 2I + 1 and
 * the greater of their ends, leads to those that were not met.  Ground floor.
 */
#include "base/stretch.h"

#include <stdint.h>
#include <stdlib.h>

static int
compare_keys(unsigned kind, const struct source *source, size_t start,
    const struct stretch *b)
{
	if (kind != b->kind)
		return kind < b->kind ? -1 : 1;
	if (source != b->source)
		return (uintptr_t)source < (uintptr_t)b->source ? -1 : 1;
	if (start != b->start)
		return start < b->start ? -1 : 1;
	return 0;
}

static int
compare(const void *left, const void *right)
{
	const struct stretch *a = left;

	return compare_keys(a->kind, a->source, a->start, right);
}

static bool
is_alike(const struct stretch *a, const struct stretch *b)
{
	return a->kind == b->kind && a->source == b->source;
}

static size_t
greater(size_t a, size_t b)
{
	return a > b ? a : b;
}

void
stretches_sort(struct stretches *stretches, struct arena *arena)
{
	struct stretch *list = stretches->list;
	size_t count = stretches->count, i;

	if (count == 0)
		return;
	qsort(list, count, sizeof(*list), compare);
	stretches->furthest = arena_array(arena, count, sizeof(size_t));
	stretches->waiting = arena_array(arena, count, 2 * sizeof(size_t));
	for (i = 0; i < count; i++) {
		stretches->furthest[i] = list[i].end;
		if (i > 0 && is_alike(&list[i], &list[i - 1]))
			stretches->furthest[i] =
			    greater(list[i].end, stretches->furthest[i - 1]);
		stretches->waiting[count + i] = *list[i].met ? 0 : list[i].end;
	}
	for (i = count - 1; i > 0; i--)
		stretches->waiting[i] = greater(
		    stretches->waiting[2 * i], stretches->waiting[2 * i + 1]);
}

/* How many of the list come before OFFSET of SOURCE; with ALSO set, those at
 * it are among them. */
static size_t
count_before(const struct stretches *stretches, unsigned kind,
    const struct source *source, size_t offset, bool also)
{
	size_t low = 0, high = stretches->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (compare_keys(kind, source, offset,
			&stretches->list[middle]) >= (also ? 0 : 1))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
meet(const struct stretches *stretches, size_t index)
{
	size_t *waiting = stretches->waiting;
	size_t i = stretches->count + index;

	*stretches->list[index].met = true;
	waiting[i] = 0;
	while ((i /= 2) > 0)
		waiting[i] = greater(waiting[2 * i], waiting[2 * i + 1]);
}

/* Meets those below NODE that end behind OFFSET. */
static void
meet_below(const struct stretches *stretches, size_t node, size_t offset)
{
	const size_t *waiting = stretches->waiting;
	size_t i;

	while (waiting[node] > offset) {
		for (i = node; i < stretches->count;)
			i = waiting[2 * i] > offset ? 2 * i : 2 * i + 1;
		meet(stretches, i - stretches->count);
	}
}

bool
stretches_meet(const struct stretches *stretches, unsigned kind, struct pos at)
{
	size_t count = stretches->count, first, last;

	if (count == 0 || at.source == NULL)
		return false;
	last = count_before(stretches, kind, at.source, at.offset, true);
	if (last == 0 || stretches->list[last - 1].kind != kind ||
	    stretches->list[last - 1].source != at.source ||
	    stretches->furthest[last - 1] <= at.offset)
		return false;
	first = count_before(stretches, kind, at.source, 0, false);
	/* The nodes that hold [first, last) and nothing else. */
	for (first += count, last += count; first < last;
	     first /= 2, last /= 2) {
		if (first % 2 == 1)
			meet_below(stretches, first++, at.offset);
		if (last % 2 == 1)
			meet_below(stretches, --last, at.offset);
	}
	return true;
}

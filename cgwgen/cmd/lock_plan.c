/* SPDX-License-Identifier: ISC */
/* Giving slots to the connections of one site.  Floor 7. */
#include "cmd/lock_plan.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct plan {
	struct lock_wish *wishes;
	size_t count;
	const struct lock_wish **taken; /* by slot; NULL: by none now */
	int64_t low;                    /* below it, none is free */
	int64_t next;
	bool reuse;
	struct diags *diags;
	bool good;
};

#define NONE (-1)

static void
complain(struct plan *plan, const struct lock_wish *wish, struct pos at,
    const char *message)
{
	diag_about(plan->diags, RULE_LOCK_FULL, at,
	    diag_quote(plan->diags, wish->row.id), message);
	plan->good = false;
}

/* The connection that has SLOT, or NULL. */
static const struct lock_wish *
holder(const struct plan *plan, int64_t slot)
{
	return plan->taken[slot];
}

static void
take(struct plan *plan, struct lock_wish *wish, int64_t slot)
{
	wish->row.slot = slot;
	plan->taken[slot] = wish;
	if (slot >= plan->next)
		plan->next = slot + 1;
}

static void
take_fixed(struct plan *plan)
{
	struct lock_wish *wish;
	const struct lock_wish *other;

	for (wish = plan->wishes; wish < plan->wishes + plan->count; wish++) {
		if (wish->fixed == NONE)
			continue;
		other = holder(plan, wish->fixed);
		if (other == NULL)
			take(plan, wish, wish->fixed);
		else
			complain(plan, wish, wish->fixed_at,
			    arena_printf(diags_arena(plan->diags),
				"slot %" PRId64 " is that of %s, too",
				wish->fixed,
				diag_quote(plan->diags, other->row.id)));
	}
}

static void
take_kept(struct plan *plan, const struct lock_site *old)
{
	const struct lock_row *row;
	const struct lock_wish *other;
	struct lock_wish *wish;

	for (wish = plan->wishes; wish < plan->wishes + plan->count; wish++) {
		if (wish->fixed != NONE)
			continue;
		row = lock_find_row(old, wish->row.id);
		if (row == NULL)
			continue;
		other = holder(plan, row->slot);
		if (other == NULL)
			take(plan, wish, row->slot);
		else
			complain(plan, wish, other->fixed_at,
			    arena_printf(diags_arena(plan->diags),
				"slot %" PRId64 ", which it has in the lock "
				"file, is asked for by %s",
				row->slot,
				diag_quote(plan->diags, other->row.id)));
	}
}

/* The lowest slot that no connection has now. */
static int64_t
lowest(struct plan *plan)
{
	while (plan->taken[plan->low] != NULL)
		plan->low++;
	return plan->low;
}

static void
take_new(struct plan *plan)
{
	struct lock_wish *wish;
	int64_t slot;

	for (wish = plan->wishes; wish < plan->wishes + plan->count; wish++) {
		if (wish->row.slot != NONE)
			continue;
		slot = plan->reuse || plan->next > wish->maximum ? lowest(plan)
								 : plan->next;
		if (slot <= wish->maximum)
			take(plan, wish, slot);
		else
			complain(plan, wish, wish->row.at,
			    arena_printf(diags_arena(plan->diags),
				"no slot is left: the device's last is "
				"%" PRId64,
				wish->maximum));
	}
}

/* More slots than can be given: those there are, and one for each wish. */
static size_t
table_size(
    const struct lock_site *old, const struct lock_wish *wishes, size_t count)
{
	int64_t most = old != NULL ? old->next : 0;
	size_t i;

	for (i = 0; i < count; i++)
		if (wishes[i].fixed >= most)
			most = wishes[i].fixed + 1;
	return (size_t)most + count + 1;
}

bool
lock_plan(const struct lock_site *old, struct lock_wish *wishes, size_t count,
    bool reuse, struct diags *diags, int64_t *ret_next)
{
	struct plan plan = { .wishes = wishes,
		.count = count,
		.taken =
		    calloc(table_size(old, wishes, count), sizeof(*plan.taken)),
		.next = old != NULL ? old->next : 0,
		.reuse = reuse,
		.diags = diags,
		.good = true };
	size_t i;

	if (plan.taken == NULL)
		memory_exhausted();
	for (i = 0; i < count; i++)
		wishes[i].row.slot = NONE;
	take_fixed(&plan);
	if (old != NULL)
		take_kept(&plan, old);
	/* What could not be had is not to be had in another way. */
	if (plan.good)
		take_new(&plan);
	free(plan.taken);
	*ret_next = plan.next;
	return plan.good;
}

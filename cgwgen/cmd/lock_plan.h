/* SPDX-License-Identifier: ISC */
/* Giving slots to the connections of one site.  Floor 7. */
#ifndef CGWGEN_CMD_LOCK_PLAN_H
#define CGWGEN_CMD_LOCK_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cmd/lockfile.h"

/* A connection that there is now. */
struct lock_wish {
	struct lock_row row; /* its slot is what is found */
	int64_t fixed;       /* the slot that its parameters ask for, or -1 */
	struct pos fixed_at;
	int64_t maximum; /* the last slot that its device has */
};

/*
 * Gives each of COUNT wishes of one site, sorted by id, a slot:
 *
 *   1. the one that it asks for,
 *   2. the one that it has in OLD (may be NULL),
 *   3. the first that no connection of the site ever had, from OLD->next on;
 *      with REUSE, or where there is none up to the maximum, the lowest that
 *      no connection has now.
 *
 * *RET_NEXT is the first slot then that was never taken.  False after CGW996
 * findings: two ask for one slot, one asks for that of another, or there is no
 * slot left.  The same wishes and OLD always give the same slots.
 */
bool lock_plan(const struct lock_site *old, struct lock_wish *wishes,
    size_t count, bool reuse, struct diags *diags, int64_t *ret_next);

#endif

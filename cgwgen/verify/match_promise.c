/* SPDX-License-Identifier: ISC */
/* What a name leads to.  Floor: verify. */
#include "verify/match_promise.h"

/* What a statement costs that is not there at all, and an algorithm that the
 * connection does not accept. */
#define COST_MISSING 16
#define COST_STRANGE 4
/* Names of more statements are held to what these are like. */
#define PROMISE_LINES 64

/* How far the nearest of the statements with the word ID is from the expected
 * LINE. */
static size_t
distance(
    const struct match *match, size_t line, uint32_t id, struct trial *scratch)
{
	struct running *running = match->running;
	size_t count, i, cost, best = COST_MISSING;
	const uint32_t *list = running_find(running, id, &count);

	for (i = 0; i < count && running->budget > 0;
	     i++, running_spend(running, 1)) {
		if (!trial(match, line, list[i], running->tolerance, scratch))
			continue;
		cost = scratch->cost + scratch->strange * COST_STRANGE;
		best = cost < best ? cost : best;
	}
	return best;
}

static size_t
name_distance(const struct match *match, size_t line,
    const struct trial_name *name, struct trial *scratch)
{
	const struct expected *expected = match->expected;
	struct variable *variable = &expected->variables[name->variable];
	size_t i, count = 0, total = 0;

	/* As if it were taken. */
	variable->bound = name->id;
	for (i = 0; i < expected->count && count < PROMISE_LINES; i++) {
		if (i == line || expected->lines[i].match != NO_MATCH ||
		    !expected_has_name(&expected->lines[i], name->variable))
			continue;
		total += distance(match, i, name->id, scratch);
		count++;
	}
	variable->bound = 0;
	return total;
}

size_t
match_distance(const struct match *match, size_t line,
    const struct trial *found, struct trial *scratch)
{
	size_t i, total = 0;

	for (i = 0; i < found->name_count; i++)
		if (found->names[i].id < LEXICON_RECORDS)
			total += name_distance(
			    match, line, &found->names[i], scratch);
	return total;
}

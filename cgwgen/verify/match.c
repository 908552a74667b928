/* SPDX-License-Identifier: ISC */
/* Finding expected statements in a running configuration.  Floor: verify. */
#include "verify/match.h"

#include <string.h>

#include "verify/match_promise.h"
#include "verify/match_suit.h"

/* A record is looked at by what is rare in it. */
#define WHOLE_CANDIDATES 64

/* In this order; after each success it begins anew. */
static const struct step steps[] = {
	{ .limit = 0, .anchored = true },
	{ .limit = 0, .anchored = true, .hinted = true },
	{ .limit = 0, .whole = true },
	{ .limit = 0, .owned_known = true, .best = true },
	{ .limit = 0, .anchored = true, .best = true },
	{ .limit = 1, .anchored = true },
	{ .limit = 1, .anchored = true, .best = true },
	{ .limit = TRIAL_DIFFERENCES, .anchored = true, .generous = true },
	{ .limit = 0, .hinted = true },
	{ .limit = 1, .hinted = true },
	{ .limit = 0, .near = true },
	{ .limit = 1, .near = true },
	{ .limit = 0 },
	{ .limit = 0, .best = true },
	{ .limit = TRIAL_DIFFERENCES, .hinted = true },
	{ .limit = 2, .anchored = true, .best = true },
	{ .limit = TRIAL_DIFFERENCES, .anchored = true, .best = true },
	{ .limit = TRIAL_DIFFERENCES,
	    .hinted = true,
	    .best = true,
	    .generous = true },
};

struct finder {
	struct match *match;
	struct trial *trial; /* the one at hand */
	struct trial *best;
	struct trial *scratch;
	size_t best_place;
	size_t others; /* that are as good, but bind other names */
	/* By file of the rendering: the configuration that has something of
	 * it which is certain. */
	const struct listing **homes;
	uint32_t *past; /* by line and step: when it was looked for in vain */
	uint32_t now;   /* counts what becomes known */
};

static struct variable *
variable_at(const struct match *match, const struct expected_word *word)
{
	return &match->expected->variables[word->variable];
}

/* Makes BEST the running statements with the rarest of LINE's words of KIND,
 * if they are fewer. */
static void
rarest(const struct match *match, const struct expected_line *line,
    unsigned kind, const uint32_t **best, size_t *best_count)
{
	const uint32_t *list;
	size_t count, i;

	for (i = 0; i < line->count; i++) {
		if (line->words[i].kind != kind)
			continue;
		list = running_find(match->running, line->words[i].id, &count);
		if (count > 0 && (*best == NULL || count < *best_count)) {
			*best = list;
			*best_count = count;
		}
	}
}

/* The running statements that could be LINE: those of its rarest word. */
static const uint32_t *
candidates(const struct match *match, const struct expected_line *line,
    size_t limit, size_t *ret_count)
{
	const uint32_t *best = NULL, *list;
	const struct expected_word *word;
	size_t count, i;
	uint32_t id;

	*ret_count = 0;
	for (i = 0; i < line->count; i++) {
		word = &line->words[i];
		id = word->kind == EXPECTED_LITERAL ? word->id
		     : word->kind == EXPECTED_NAME
			 ? variable_at(match, word)->bound
			 : 0;
		if (id == 0)
			continue;
		list = running_find(match->running, id, &count);
		if (count == 0) {
			*ret_count = 0;
			return NULL;
		}
		if (best == NULL || count < *ret_count) {
			best = list;
			*ret_count = count;
		}
	}
	/* Often nothing but a value tells statements from one another, and some
	 * have nothing else. */
	if (best != NULL && (limit > 0 || *ret_count <= 8))
		return best;
	rarest(match, line, EXPECTED_VALUE, &best, ret_count);
	/* What a name is called here says little of what it is there. */
	if (best == NULL)
		rarest(match, line, EXPECTED_NAME, &best, ret_count);
	return best;
}

/* Whether the running statement PLACE stands where others of LINE's file do. */
static bool
is_at_home(const struct finder *finder, size_t line, size_t place)
{
	const struct match *match = finder->match;

	return match->running->lines[place].listing ==
	       finder->homes[match->expected->lines[line].file];
}

/* Whether two trials come to the same: what they bind and what differs. */
static bool
equal(const struct trial *a, const struct trial *b)
{
	size_t i;

	if (a->name_count != b->name_count || a->count != b->count)
		return false;
	for (i = 0; i < a->name_count; i++)
		if (a->names[i].id != b->names[i].id)
			return false;
	for (i = 0; i < a->count; i++)
		if (!slice_equal(
			a->differences[i].device, b->differences[i].device))
			return false;
	return true;
}

/* Whether the names of A, rather than those of B, lead to what is looked for;
 * RET says so where that can be told.  What that takes is of the budget. */
static bool
leads_nearer(const struct finder *finder, size_t line, const struct trial *a,
    const struct trial *b, bool *ret)
{
	const struct match *match = finder->match;
	struct running *running = match->running;
	const size_t cost =
	    match->expected->count + match->expected->variable_count;
	size_t one, other;

	running_spend(running, cost);
	one = match_distance(match, line, a, finder->scratch);
	other = match_distance(match, line, b, finder->scratch);
	*ret = one < other;
	if (one != other)
		return true;
	one = match_hints(match, a);
	other = match_hints(match, b);
	*ret = one > other;
	return one != other;
}

/* Whether the trial at hand, for PLACE, is better than the best one. */
static bool
is_better(const struct finder *finder, size_t line, size_t place,
    const struct step *step)
{
	const struct running_line *lines = finder->match->running->lines;
	const struct trial *a = finder->trial, *b = finder->best;
	const bool home = is_at_home(finder, line, place);
	bool nearer;

	if (a->cost != b->cost)
		return a->cost < b->cost;
	if (a->strange != b->strange)
		return a->strange < b->strange;
	if (step->best && !equal(a, b) &&
	    leads_nearer(finder, line, a, b, &nearer))
		return nearer;
	if (home != is_at_home(finder, line, finder->best_place))
		return home;
	if ((lines[place].used == 0) != (lines[finder->best_place].used == 0))
		return lines[place].used == 0;
	return step->best && a->same > b->same;
}

static void
consider(
    struct finder *finder, size_t line, size_t place, const struct step *step)
{
	struct trial *swap;
	bool first = finder->best_place == NO_MATCH, cheaper;

	if (!match_suits(finder->match, line, place, step, finder->trial,
		finder->scratch))
		return;
	cheaper = !first && finder->trial->cost != finder->best->cost;
	if (!first && !cheaper && !equal(finder->trial, finder->best))
		finder->others++;
	if (!first && !is_better(finder, line, place, step))
		return;
	if (cheaper)
		finder->others = 0;
	swap = finder->best;
	finder->best = finder->trial;
	finder->trial = swap;
	finder->best_place = place;
}

void
match_differ(struct match *match, const struct difference *difference)
{
	struct variable *variable =
	    &match->expected->variables[difference->variable];
	struct difference *bigger;

	if (variable->device == NULL) {
		variable->device = difference->device.text;
		variable->device_length = difference->device.length;
	}
	if (match->count == match->capacity) {
		match->capacity = match->capacity * 2 + 16;
		bigger =
		    arena_array(match->arena, match->capacity, sizeof(*bigger));
		if (match->count > 0)
			memcpy(bigger, match->differences,
			    match->count * sizeof(*bigger));
		match->differences = bigger;
	}
	match->differences[match->count++] = *difference;
}

static void
keep_difference(
    struct match *match, const struct difference *difference, uint32_t now)
{
	struct variable *variable =
	    &match->expected->variables[difference->variable];

	if (variable->device == NULL)
		variable->since = now;
	match_differ(match, difference);
}

static void
accept(struct finder *finder, size_t line)
{
	struct match *match = finder->match;
	const struct trial *trial = finder->best;
	struct variable *name;
	size_t i;

	finder->now++;
	if (trial->anchored && trial->count == 0 &&
	    finder->homes[match->expected->lines[line].file] == NULL)
		finder->homes[match->expected->lines[line].file] =
		    match->running->lines[finder->best_place].listing;
	match->expected->lines[line].match = finder->best_place;
	match->running->lines[finder->best_place].used++;
	for (i = 0; i < trial->name_count; i++) {
		name = &match->expected->variables[trial->names[i].variable];
		name->bound = trial->names[i].id;
		name->since = finder->now;
	}
	for (i = 0; i < trial->count; i++)
		keep_difference(match, &trial->differences[i], finder->now);
}

/*
 * Whether LINE was looked for by STEP in vain, and nothing in it became known
 * since; notes that it is looked for now.
 */
static bool
is_known_to_fail(struct finder *finder, size_t line, const struct step *step)
{
	const struct expected_line *wanted =
	    &finder->match->expected->lines[line];
	uint32_t *past =
	    &finder->past[line * (sizeof(steps) / sizeof(steps[0])) +
			  (size_t)(step - steps)];
	const uint32_t before = *past;
	size_t i;

	/* These hang on more than what is in the line. */
	if (step->near || step->hinted)
		return false;
	*past = finder->now + 1;
	if (before == 0)
		return false;
	for (i = 0; i < wanted->count; i++)
		if (wanted->words[i].kind != EXPECTED_LITERAL &&
		    variable_at(finder->match, &wanted->words[i])->since >=
			before)
			return false;
	return true;
}

/* Whether LINE is found by STEP; it is then taken. */
static bool
find_line(struct finder *finder, size_t line, const struct step *step)
{
	const struct expected_line *wanted =
	    &finder->match->expected->lines[line];
	struct running *running = finder->match->running;
	const size_t tolerance = running->tolerance;
	const size_t limit = step->limit < tolerance ? step->limit : tolerance;
	const uint32_t *list;
	size_t count, i;

	finder->best_place = NO_MATCH;
	finder->others = 0;
	list = candidates(finder->match, wanted, limit, &count);
	if (step->whole && count > WHOLE_CANDIDATES)
		return false;
	for (i = 0; i < count && running->budget > 0;
	     i++, running_spend(running, 1))
		if (trial(finder->match, line, list[i], limit, finder->trial))
			consider(finder, line, list[i], step);
	if (finder->best_place == NO_MATCH ||
	    (finder->others > 0 && !step->best))
		return false;
	accept(finder, line);
	return true;
}

/* Whether STEP finds anything; one that guesses stops at the first. */
static bool
sweep(struct finder *finder, const struct step *step)
{
	const struct expected *expected = finder->match->expected;
	bool found = false;
	size_t i;

	if (step->generous &&
	    finder->match->running->tolerance < TRIAL_DIFFERENCES)
		return false;
	for (i = 0; i < expected->count; i++) {
		if (expected->lines[i].match != NO_MATCH ||
		    is_known_to_fail(finder, i, step) ||
		    !find_line(finder, i, step))
			continue;
		found = true;
		if (step->best && !step->owned_known)
			break;
	}
	return found;
}

void
match_make(struct match *match)
{
	struct arena *arena = match->arena;
	const struct expected *expected = match->expected;
	const struct running *running = match->running;
	struct finder finder = { .match = match,
		.trial = ARENA_NEW(arena, struct trial),
		.best = ARENA_NEW(arena, struct trial),
		.scratch = ARENA_NEW(arena, struct trial),
		.homes = arena_array(arena, expected->file_count + 1,
		    sizeof(const struct listing *)),
		.past = arena_array(arena,
		    (expected->count + 1) * (sizeof(steps) / sizeof(steps[0])),
		    sizeof(uint32_t)) };
	size_t i = 0;

	while (i < sizeof(steps) / sizeof(steps[0]) && running->budget > 0)
		i = sweep(&finder, &steps[i]) ? 0 : i + 1;
}

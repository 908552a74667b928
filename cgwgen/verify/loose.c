/* SPDX-License-Identifier: ISC */
/* Statements that nothing ties to a tunnel.  Floor: verify. */
#include "verify/loose.h"

#include <string.h>

#include "verify/trial.h"
#include "verify/vocabulary.h"

/* Most likenesses that are tried at once. */
#define TRIES 48

struct collector {
	const struct search *search;
	const struct verification *about;
	const struct likeness *likeness; /* that ABOUT is of */
	struct likeness *list;
	size_t count;
	struct trial *trial;
};

static bool
is_algorithm(const struct verification *about, uint32_t variable)
{
	const struct variable *what = &about->expected.variables[variable];
	enum algorithm_kind kind;
	unsigned phase;

	return what->kind == EXPECTED_VALUE && what->tunnel >= 0 &&
	       vocabulary_kind(what->what, &kind, &phase);
}

static bool
has_algorithm(
    const struct verification *about, const struct expected_line *line)
{
	size_t i;

	for (i = 0; i < line->count; i++)
		if (line->words[i].kind == EXPECTED_VALUE &&
		    is_algorithm(about, line->words[i].variable))
			return true;
	return false;
}

/* Whether the trial at hand differs in algorithms alone. */
static bool
tells_algorithms(const struct collector *collector)
{
	const struct trial *trial = collector->trial;
	size_t i;

	for (i = 0; i < trial->count; i++)
		if (!is_algorithm(
			collector->about, trial->differences[i].variable))
			return false;
	return trial->count > 0;
}

static bool
same_algorithms(struct likeness *a, struct likeness *b)
{
	enum algorithm_kind kind;
	unsigned phase;
	size_t i;

	for (i = 0; i < a->count; i++)
		for (phase = 1; phase <= 2; phase++)
			for (kind = 0; kind < ALGORITHM_KINDS; kind++)
				if (likeness_set(&a->tunnels[i], kind, phase)
					->u.set !=
				    likeness_set(&b->tunnels[i], kind, phase)
					->u.set)
					return false;
	return true;
}

static bool
is_new(const struct collector *collector, struct likeness *likeness)
{
	struct likeness before = *collector->likeness;
	size_t i;

	for (i = 0; i < collector->count; i++)
		if (same_algorithms(&collector->list[i], likeness))
			return false;
	return !same_algorithms(&before, likeness);
}

/* Adds a likeness with what the trial at hand differs in: in its tunnel, or
 * in ALL, for a statement may be several tunnels'. */
static void
add(struct collector *collector, bool all)
{
	struct likeness *next = &collector->list[collector->count];
	struct verification one = *collector->about;
	struct refit refits[REFITS];
	size_t i, k, count;

	if (collector->count == TRIES)
		return;
	one.match.differences = collector->trial->differences;
	one.match.count = collector->trial->count;
	count = refit_read(
	    &one, collector->likeness, collector->search->arena, refits);
	*next = *collector->likeness;
	for (i = count; i-- > 0;) {
		refit_take(next, &refits[i]);
		for (k = 0; all && k < next->count; k++) {
			refits[i].tunnel = k;
			refit_take(next, &refits[i]);
		}
	}
	collector->count += is_new(collector, next);
}

/* The running statements that hold the rarest of the device's own words in
 * LINE. */
static const uint32_t *
candidates(const struct running *running, const struct expected_line *line,
    size_t *ret_count)
{
	const uint32_t *best = NULL, *list;
	size_t i, count;

	*ret_count = 0;
	for (i = 0; i < line->count; i++) {
		if (line->words[i].kind != EXPECTED_LITERAL)
			continue;
		list = running_find(running, line->words[i].id, &count);
		if (best == NULL || count < *ret_count) {
			best = list;
			*ret_count = count;
		}
		if (count == 0)
			return NULL;
	}
	return best;
}

static void
collect(struct collector *collector)
{
	const struct expected *expected = &collector->about->expected;
	const struct expected_line *line;
	const uint32_t *list;
	size_t i, k, count;

	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		if (line->match != NO_MATCH ||
		    !has_algorithm(collector->about, line))
			continue;
		list = candidates(collector->search->running, line, &count);
		for (k = 0; k < count && collector->count < TRIES; k++) {
			if (!trial(&collector->about->match, i, list[k],
				TRIAL_DIFFERENCES, collector->trial) ||
			    !tells_algorithms(collector))
				continue;
			add(collector, true);
			if (collector->likeness->count > 1)
				add(collector, false);
		}
	}
}

bool
loose_take(const struct search *search, struct likeness *likeness,
    struct outcome *outcome)
{
	const struct likeness before = *likeness;
	struct collector collector = { .search = search, .likeness = &before };
	struct verification about;
	struct arena *arena; /* search->scratch is the tries' */
	struct outcome other;
	bool better = false;
	size_t i;

	if (outcome->missing == 0 || !search_hold(search, &before, &about))
		return false;
	arena = arena_new();
	collector.list = arena_array(arena, TRIES, sizeof(*collector.list));
	collector.trial = ARENA_NEW(arena, struct trial);
	collector.about = &about;
	collect(&collector);
	verification_close(&about);
	for (i = 0; i < collector.count; i++) {
		if (!search_try(search, &collector.list[i], &other) ||
		    other.score <= outcome->score)
			continue;
		*likeness = collector.list[i];
		*outcome = other;
		better = true;
	}
	arena_free(arena);
	return better;
}

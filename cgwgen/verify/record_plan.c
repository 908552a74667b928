/* SPDX-License-Identifier: ISC */
/* Which objects are changed, and which are made again.  Floor: verify. */
#include "verify/record_plan.h"

#include <string.h>

#include "verify/dialect.h"
#include "verify/record_words.h"
#include "verify/scan.h"

const struct expected_line *
plan_line(const struct plan *plan, size_t number)
{
	return &plan->records->about->expected.lines[number];
}

/* The line of the outline that the expected line NUMBER stands in. */
size_t
plan_outline(const struct plan *plan, size_t number)
{
	const struct expected_line *line = plan_line(plan, number);

	return line->file == plan->records->file
		   ? outline_at(plan->records->outline,
			 line->statement->words[line->own].offset)
		   : OUTLINE_NONE;
}

/* How the object that a statement of COUNT words is of is changed. */
static const struct profile_change *
find_change(
    const struct profile_syntax *syntax, const struct word *words, size_t count)
{
	const struct profile_wording *match;
	struct fit fit;
	size_t i;

	for (i = 0; i < syntax->change_count; i++) {
		match = &syntax->changes[i].match;
		if (count >= match->count &&
		    dialect_fits(
			match, 0, match->count, words, 0, match->count, &fit))
			return &syntax->changes[i];
	}
	return NULL;
}

const struct profile_change *
plan_change(const struct plan *plan, const struct running_line *line)
{
	return find_change(&plan->records->about->profile->syntax,
	    line->statement->words, line->count);
}

static bool
has_text(const char *const *list, size_t count, const struct word *word)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (word_is(word, list[i]))
			return true;
	return false;
}

/* ---- what is there ---------------------------------------------------- */

/* The running statement that the expected line NUMBER is or takes the place
 * of, if it is of such an object as HOW. */
static const struct running_line *
counterpart(
    const struct plan *plan, size_t number, const struct profile_change *how)
{
	const struct expected_line *line = plan_line(plan, number);
	const size_t place =
	    line->match != NO_MATCH ? line->match : line->instead;
	const struct running_line *other;

	if (place == NO_MATCH)
		return NULL;
	other = &plan->records->about->match.running->lines[place];
	return plan_change(plan, other) == how ? other : NULL;
}

static void
look_at(struct plan *plan, size_t number)
{
	const struct expected_line *line = plan_line(plan, number);
	const struct change *change = &plan->records->changes[number];
	const size_t at = plan_outline(plan, number);
	struct object *object;

	if (at == OUTLINE_NONE)
		return;
	object = &plan->objects[at];
	if (object->how == NULL) {
		object->first = number;
		object->how =
		    find_change(&plan->records->about->profile->syntax,
			line->statement->words, line->count);
	}
	if (object->how == NULL)
		return;
	if (object->there == NULL || line->match != NO_MATCH)
		object->there = counterpart(plan, number, object->how) != NULL
				    ? counterpart(plan, number, object->how)
				    : object->there;
	if (change->kind == CHANGE_NONE)
		return;
	object->changed = true;
	object->again |=
	    change->kind == CHANGE_AGAIN || object->how->set == NULL ||
	    (line->count > object->how->match.count &&
		has_text(object->how->fixed, object->how->fixed_count,
		    &line->statement->words[object->how->match.count]));
}

/* What the device has of an object for another way to set it up is not set back
 * by itself. */
static void
look_for_stale(struct plan *plan)
{
	const struct running *running = plan->records->about->match.running;
	struct object *object;
	size_t i, k;

	for (i = 0; i < running->count; i++)
		for (k = 0; plan->records->stale[i] &&
			    k < plan->records->outline->count;
		     k++) {
			object = &plan->objects[k];
			if (object->there != NULL && object->how != NULL &&
			    object->how->remove != NULL &&
			    record_same(
				object->how, &running->lines[i], object->there))
				object->again = true;
		}
}

/* ---- what uses it ----------------------------------------------------- */

/* Which word of a statement is its object's name. */
static size_t
name_word(const struct profile_change *how)
{
	size_t i;

	for (i = 0; i < how->match.count; i++)
		if (strcmp(how->match.words[i], "*") == 0)
			break;
	return i;
}

/* Whether a statement of the object on the outline's line AT names NAME. */
static bool
names(const struct plan *plan, size_t at, uint32_t name)
{
	const struct object *object = &plan->objects[at];
	const size_t own = name_word(object->how);
	const struct expected_line *line;
	size_t i, k;

	for (i = object->first; i < plan->records->about->expected.count &&
				plan_outline(plan, i) == at;
	     i++) {
		line = plan_line(plan, i);
		for (k = own + 1; k < line->count; k++)
			if (line->words[k].id == name)
				return true;
	}
	return false;
}

/* Takes the users of the object on line AT away, too; whether there are. */
static bool
spread(struct plan *plan, size_t at)
{
	const struct object *object = &plan->objects[at];
	const struct profile_change *how = object->how;
	const struct expected_line *line = plan_line(plan, object->first);
	const size_t own = name_word(how);
	struct object *user;
	bool any = false;
	size_t i, k;

	for (i = 0; i < plan->records->outline->count && own < line->count;
	     i++) {
		user = &plan->objects[i];
		if (user->how == NULL || user->again || user->there == NULL)
			continue;
		for (k = 0; k < how->user_count; k++)
			if (strcmp(how->users[k], user->how->match.text) == 0)
				break;
		if (k == how->user_count ||
		    !names(plan, i, line->words[own].id))
			continue;
		user->again = true;
		any = true;
	}
	return any;
}

static void
spread_all(struct plan *plan)
{
	bool any = true;
	size_t i;

	while (any) {
		any = false;
		for (i = 0; i < plan->records->outline->count; i++)
			if (plan->objects[i].again &&
			    plan->objects[i].there != NULL)
				any |= spread(plan, i);
	}
}

void
plan_make(struct plan *plan)
{
	const struct records *records = plan->records;
	size_t i;

	plan->objects = arena_array(records->arena, records->outline->count + 1,
	    sizeof(*plan->objects));
	for (i = 0; i < records->about->expected.count; i++)
		look_at(plan, i);
	look_for_stale(plan);
	spread_all(plan);
}

/* SPDX-License-Identifier: ISC */
/* Names that lead to another tunnel's object.  Floor: verify. */
#include "verify/cross.h"

#include "verify/scan.h"
#include "verify/trial.h"

struct crossing {
	struct match *match;
	struct variable *variables;
	size_t count;
	size_t *lines;       /* by variable: how many that are found hold it */
	struct trial *trial; /* scratch */
};

static bool
is_bound_name(const struct variable *variable)
{
	return variable->kind == EXPECTED_NAME && variable->owned &&
	       variable->bound != 0 && variable->bound < LEXICON_RECORDS;
}

/* Numbers count things of one kind: that one is the same as another's of
 * another kind says nothing. */
static bool
is_number(const struct match *match, uint32_t id)
{
	const struct word *word = running_sample(match->running, id);

	return word == NULL || word->length == 0 || word_is_number(word);
}

static void
count_lines(struct crossing *crossing)
{
	const struct expected *expected = crossing->match->expected;
	const struct expected_line *line;
	size_t i, k;

	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		for (k = 0; line->match != NO_MATCH && k < line->count; k++)
			if (line->words[k].kind == EXPECTED_NAME)
				crossing->lines[line->words[k].variable]++;
	}
}

/* Whether the name is called so in another place, too. */
static bool
is_supported(const struct crossing *crossing, const struct variable *name)
{
	const struct variable *other;
	size_t i;

	for (i = 0; i < crossing->count; i++) {
		other = &crossing->variables[i];
		if (other != name && is_bound_name(other) &&
		    other->text == name->text && other->bound == name->bound)
			return true;
	}
	return false;
}

/* The name with the text of NAME in PLACE. */
static const struct variable *
in_place(const struct crossing *crossing, const struct variable *name,
    uint32_t place)
{
	const struct variable *other;
	size_t i;

	for (i = 0; i < crossing->count; i++) {
		other = &crossing->variables[i];
		if (is_bound_name(other) && other->text == name->text &&
		    other->place == place)
			return other;
	}
	return NULL;
}

/*
 * What NAME is called where what NAME leads to is another's; NULL when it is
 * right.  Of two places that contradict each other the one with fewer
 * statements refers to what the other one makes.
 */
static const struct variable *
right_name(const struct crossing *crossing, const struct variable *name)
{
	const struct variable *other, *own;
	size_t i;

	for (i = 0; i < crossing->count; i++) {
		other = &crossing->variables[i];
		if (!is_bound_name(other) || other->bound != name->bound ||
		    other->text == name->text)
			continue;
		own = in_place(crossing, name, other->place);
		if (own != NULL && own->bound != name->bound &&
		    crossing->lines[name - crossing->variables] <=
			crossing->lines[own - crossing->variables])
			return own;
	}
	return NULL;
}

/* Where the device has LINE as its names are known to be called; NO_MATCH:
 * nowhere. */
static size_t
find_again(const struct crossing *crossing, size_t line, uint32_t id)
{
	struct running *running = crossing->match->running;
	size_t count, i;
	const uint32_t *list = running_find(running, id, &count);

	for (i = 0; i < count && running->budget > 0;
	     i++, running_spend(running, 1))
		if (trial(crossing->match, line, list[i], 0, crossing->trial) &&
		    crossing->trial->name_count == 0)
			return list[i];
	return NO_MATCH;
}

/* Values that the expected LINE was seen to have otherwise are none of it. */
static void
drop_differences(struct match *match, size_t line)
{
	size_t i, kept = 0;

	for (i = 0; i < match->count; i++)
		if (match->differences[i].line != line)
			match->differences[kept++] = match->differences[i];
	match->count = kept;
}

/* NAME is called ID: the statements that hold it, under the other word, are no
 * longer found, but where the device has them with this one, too. */
static void
rename_to(const struct crossing *crossing, struct variable *name, uint32_t id)
{
	const uint32_t number = (uint32_t)(name - crossing->variables);
	const struct expected *expected = crossing->match->expected;
	struct running_line *lines = crossing->match->running->lines;
	struct expected_line *line;
	size_t i, k;

	name->bound = id;
	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		for (k = 0; line->match != NO_MATCH && k < line->count; k++)
			if (line->words[k].kind == EXPECTED_NAME &&
			    line->words[k].variable == number)
				break;
		if (line->match == NO_MATCH || k == line->count)
			continue;
		lines[line->match].used--;
		drop_differences(crossing->match, i);
		line->match = find_again(crossing, i, id);
		if (line->match != NO_MATCH)
			lines[line->match].used++;
	}
}

void
cross_part(struct match *match)
{
	struct crossing crossing = { .match = match,
		.variables = match->expected->variables,
		.count = match->expected->variable_count };
	const struct variable *right;
	struct variable *name;
	size_t i;

	crossing.lines =
	    arena_array(match->arena, crossing.count + 1, sizeof(size_t));
	crossing.trial = ARENA_NEW(match->arena, struct trial);
	count_lines(&crossing);
	for (i = 0; i < crossing.count; i++) {
		name = &crossing.variables[i];
		if (!is_bound_name(name) || is_number(match, name->bound) ||
		    is_supported(&crossing, name))
			continue;
		right = right_name(&crossing, name);
		if (right == NULL)
			continue;
		rename_to(&crossing, name, right->bound);
	}
}

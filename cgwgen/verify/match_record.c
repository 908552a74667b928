/* SPDX-License-Identifier: ISC */
/* Telling records apart.  Floor: verify. */
#include "verify/match_record.h"

#include "verify/scan.h"

static bool
is_shared(const struct match *match, uint32_t record)
{
	const struct expected *expected = match->expected;
	size_t i;

	for (i = 0; i < expected->variable_count; i++)
		if (expected->variables[i].bound == record)
			return true;
	return false;
}

/* Whether FOUND calls something otherwise than all other statements do that
 * were found. */
static bool
contradicts(const struct match *match, const struct trial *found)
{
	const struct expected *expected = match->expected;
	const struct variable *name, *other;
	bool any, same;
	size_t i, k;

	for (i = 0; i < found->name_count; i++) {
		name = &expected->variables[found->names[i].variable];
		any = same = false;
		for (k = 0; k < expected->variable_count; k++) {
			other = &expected->variables[k];
			if (!name->owned || other->kind != EXPECTED_NAME ||
			    other->bound == 0 || other->text != name->text)
				continue;
			any = true;
			same |= other->bound == found->names[i].id;
		}
		if (any && !same)
			return true;
	}
	return false;
}

/* Whether the running RECORD has the expected LINE as it is. */
static bool
has_line(const struct match *match, size_t line, uint32_t record,
    struct trial *scratch)
{
	const struct expected_line *wanted = &match->expected->lines[line];
	const bool names =
	    wanted->count == wanted->own + 2 &&
	    word_is(&wanted->statement->words[wanted->own], "name");
	struct running *running = match->running;
	const uint32_t *list;
	size_t count, i;

	list = running_find(running, record, &count);
	for (i = 0; i < count && running->budget > 0;
	     i++, running_spend(running, 1))
		if (trial(match, line, list[i], 0, scratch) &&
		    (!names || !contradicts(match, scratch)))
			return true;
	return false;
}

/* A record's statements stand one after another. */
static void
count_lines(const struct match *match, size_t line,
    const struct trial_name *name, struct trial *scratch, struct kinship *ret)
{
	const struct expected *expected = match->expected;
	size_t first = line, i;

	while (first > 0 &&
	       expected_has_name(&expected->lines[first - 1], name->variable))
		first--;
	for (i = first; i < expected->count &&
			expected_has_name(&expected->lines[i], name->variable);
	     i++) {
		ret->total++;
		ret->same += has_line(match, i, name->id, scratch);
	}
}

struct kinship
match_kinship(const struct match *match, size_t line, const struct trial *found,
    struct trial *scratch)
{
	struct kinship kinship = { .record = false };
	size_t i;

	/* The innermost record that is new says most. */
	for (i = found->name_count; i-- > 0;) {
		if (found->names[i].id <= LEXICON_RECORDS)
			continue;
		kinship.record = true;
		kinship.shared = is_shared(match, found->names[i].id);
		count_lines(match, line, &found->names[i], scratch, &kinship);
		break;
	}
	return kinship;
}

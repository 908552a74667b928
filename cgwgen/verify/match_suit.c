/* SPDX-License-Identifier: ISC */
/* What suits a step of the search.  Floor: verify. */
#include "verify/match_suit.h"

#include "verify/match_record.h"
#include "verify/scan.h"

/* Whether a name with the text of NAME is bound to ID elsewhere. */
static bool
is_hinted(const struct match *match, const struct variable *name, uint32_t id,
    bool *ret_any)
{
	const struct variable *other;
	size_t i;

	for (i = 0; i < match->expected->variable_count; i++) {
		other = &match->expected->variables[i];
		if (other->kind != EXPECTED_NAME || other->bound == 0 ||
		    other->text != name->text)
			continue;
		*ret_any = true;
		if (other->bound == id)
			return true;
	}
	return false;
}

size_t
match_hints(const struct match *match, const struct trial *trial)
{
	size_t i, count = 0;
	bool any;

	for (i = 0; i < trial->name_count; i++)
		count += is_hinted(match,
		    &match->expected->variables[trial->names[i].variable],
		    trial->names[i].id, &any);
	return count;
}

/* Whether the new names of TRIAL suit STEP. */
static bool
names_suit(const struct match *match, const struct trial *trial,
    const struct step *step)
{
	const struct variable *name;
	bool any, hinted = false;
	size_t i;

	for (i = 0; i < trial->name_count; i++) {
		name = &match->expected->variables[trial->names[i].variable];
		if (!name->owned)
			continue;
		if (step->owned_known)
			return false;
		if (!step->hinted)
			continue;
		any = false;
		if (is_hinted(match, name, trial->names[i].id, &any))
			hinted = true;
		else if (any)
			return false;
	}
	return !step->hinted || hinted;
}

/* Whether the statements around LINE stand around PLACE, too. */
static bool
is_near(const struct match *match, size_t line, size_t place)
{
	const struct expected *expected = match->expected;
	const size_t before =
	    line > 0 ? expected->lines[line - 1].match : NO_MATCH;
	const size_t behind = line + 1 < expected->count
				  ? expected->lines[line + 1].match
				  : NO_MATCH;

	return match->running->lines[place].used == 0 &&
	       ((before != NO_MATCH && before + 1 == place) ||
		   (behind != NO_MATCH && behind == place + 1));
}

/* Whether PLACE, which something else is, would have to be another's of its
 * kind for this trial. */
static bool
is_taken_away(
    const struct match *match, const struct trial *trial, size_t place)
{
	size_t i;

	if (match->running->lines[place].used == 0)
		return false;
	for (i = 0; i < trial->count; i++)
		if (match->expected->variables[trial->differences[i].variable]
			.identifies)
			return true;
	return false;
}

/* Whether LINE says what a record is called, and the trial at hand takes one
 * that is called what other statements call it. */
static bool
is_its_name(const struct match *match, size_t line, const struct trial *found)
{
	const struct expected *expected = match->expected;
	const struct expected_line *wanted = &expected->lines[line];
	const struct expected_word *last = &wanted->words[wanted->count - 1];
	bool any = false;
	size_t i;

	if (wanted->count != wanted->own + 2 || last->kind != EXPECTED_NAME ||
	    !word_is(&wanted->statement->words[wanted->own], "name"))
		return false;
	for (i = 0; i < found->name_count; i++)
		if (found->names[i].variable == last->variable)
			return is_hinted(match,
			    &expected->variables[last->variable],
			    found->names[i].id, &any);
	return expected->variables[last->variable].bound != 0;
}

/*
 * Whether the record that the trial at hand binds, if it does, suits STEP.
 * One that is another's already is only taken when it is nearly the same: two
 * tunnels may share a proposal.
 */
static bool
record_suits(const struct match *match, size_t line, const struct step *step,
    const struct trial *found, struct trial *scratch)
{
	const struct kinship kinship =
	    match_kinship(match, line, found, scratch);

	if (is_its_name(match, line, found))
		return true;
	if (step->whole)
		return kinship.record && !kinship.shared && kinship.total > 1 &&
		       kinship.same == kinship.total;
	return !kinship.shared || kinship.same * 4 > kinship.total * 3;
}

bool
match_suits(const struct match *match, size_t line, size_t place,
    const struct step *step, const struct trial *found, struct trial *scratch)
{
	return (!step->anchored || found->anchored) &&
	       (!step->near || is_near(match, line, place)) &&
	       names_suit(match, found, step) &&
	       !is_taken_away(match, found, place) &&
	       record_suits(match, line, step, found, scratch);
}

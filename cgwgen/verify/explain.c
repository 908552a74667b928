/* SPDX-License-Identifier: ISC */
/* What another rendering of a connection explains.  Floor: verify. */
#include "verify/explain.h"

#include "verify/lines.h"

/* Whether A and B say the same up to their last words: "window-size 64". */
static bool
alike(const struct expected_line *a, const struct expected_line *b)
{
	size_t i;

	if (a->count != b->count || a->own != b->own || a->count < 2)
		return false;
	for (i = 0; i + 1 < a->count; i++)
		if (a->words[i].id != b->words[i].id)
			return false;
	return true;
}

/* Whether the running statement PLACE is an expected one already. */
static bool
is_matched(const struct expected *expected, size_t place)
{
	size_t i;

	for (i = 0; i < expected->count; i++)
		if (expected->lines[i].match == place)
			return true;
	return false;
}

/* What the device has in place of LINE, if THERE, of OTHER, the varied one,
 * was found with it; OWN are those of the one that is varied. */
static size_t
instead(const struct lines *own, const struct expected_line *line,
    const struct lines *there)
{
	const struct expected *expected = there->expected;
	const struct expected_line *candidate;
	size_t i, found = NO_MATCH;

	for (i = 0; i < expected->count; i++) {
		candidate = &expected->lines[i];
		if (candidate->match == NO_MATCH ||
		    candidate->file != line->file ||
		    lines_have(own, there, candidate) ||
		    is_matched(own->expected, candidate->match))
			continue;
		if (alike(candidate, line))
			return candidate->match;
		if (found == NO_MATCH && candidate->tunnel == line->tunnel)
			found = candidate->match;
	}
	return found;
}

/* Whether OTHER has LINE with another value in it: then it is no line that
 * comes and goes. */
static bool
only_value_changes(
    const struct expected_line *line, const struct expected *other)
{
	const struct expected_line *same;
	bool valued;
	size_t i, k;

	for (i = 0; i < other->count; i++) {
		same = &other->lines[i];
		if (same->count != line->count || same->own != line->own)
			continue;
		valued = false;
		for (k = 0; k < line->count; k++) {
			if (line->words[k].id == same->words[k].id)
				continue;
			if (line->words[k].kind != EXPECTED_VALUE ||
			    same->words[k].kind != EXPECTED_VALUE)
				break;
			valued = true;
		}
		if (k == line->count && valued)
			return true;
	}
	return false;
}

/* Whether the device has a statement that OTHER, rendered without a parameter
 * that nobody gave, has not: then the device does have what it is for. */
static bool
is_in_use(const struct lines *own, const struct lines *there)
{
	const struct expected *expected = own->expected;
	size_t i;

	for (i = 0; i < expected->count; i++)
		if (expected->lines[i].match != NO_MATCH &&
		    !lines_have(there, own, &expected->lines[i]))
			return true;
	return false;
}

/* Takes CAUSE for the reason of the missing lines that OTHER has not. */
static void
explain(const struct explainer *explainer, const struct verification *other,
    const struct cause *cause)
{
	struct expected *expected = &explainer->about->expected;
	const struct lines there = lines_of(&other->expected, explainer->arena);
	const struct lines own = lines_of(expected, explainer->arena);
	struct expected_line *line;
	size_t i, place;

	if (cause->value == NULL && cause->parameter == NULL &&
	    is_in_use(&own, &there))
		return;
	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		if (line->match != NO_MATCH || lines_have(&there, &own, line))
			continue;
		if (cause->value == NULL && cause->parameter == NULL &&
		    only_value_changes(line, &other->expected))
			continue;
		place = instead(&own, line, &there);
		/* The first reason stays unless this one shows what the
		 * device has. */
		if (line->reason != NULL &&
		    (place == NO_MATCH || line->instead != NO_MATCH))
			continue;
		line->reason = cause->name;
		line->reason_value = cause->value;
		line->reason_parameter = cause->parameter;
		line->instead = place;
		line->excused =
		    cause->value == NULL && cause->parameter == NULL;
	}
}

/* ---- what the device has besides --------------------------------------- */

/* Whether LINE may be the running statement: all of the device's own words are
 * the same. */
static bool
resembles(const struct expected_line *line, const struct running_line *other)
{
	size_t i;

	if (line->count != other->count || line->own != other->own)
		return false;
	for (i = 0; i < line->count; i++)
		if (line->words[i].kind == EXPECTED_LITERAL &&
		    line->words[i].id != other->ids[i])
			return false;
	return true;
}

/* Whether OTHER, as it was rendered, has something that the device has besides
 * and that is not expected. */
static bool
lines_gain(const struct explainer *explainer, const struct verification *other)
{
	const struct expected *expected = &other->expected;
	const struct running_line *lines = explainer->running->lines;
	const struct lines own =
	    lines_of(&explainer->about->expected, explainer->arena);
	const struct lines there = lines_of(expected, explainer->arena);
	size_t i, k;

	for (i = 0; i < expected->count; i++) {
		if (lines_have(&own, &there, &expected->lines[i]))
			continue;
		for (k = 0; k < explainer->extra_count; k++)
			if (resembles(&expected->lines[i],
				&lines[explainer->extras[k].place]))
				return true;
	}
	return false;
}

/* Takes CAUSE for the reason of what OTHER explains of it. */
static void
explain_extras(const struct explainer *explainer,
    const struct verification *other, const struct cause *cause)
{
	const struct expected *expected = &other->expected;
	const struct lines own =
	    lines_of(&explainer->about->expected, explainer->arena);
	const struct lines there = lines_of(expected, explainer->arena);
	const struct expected_line *line;
	size_t i, k;

	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		if (line->match == NO_MATCH || lines_have(&own, &there, line))
			continue;
		for (k = 0; k < explainer->extra_count; k++)
			if (explainer->extras[k].place == line->match &&
			    !explainer->extras[k].off &&
			    explainer->reasons[k].name == NULL)
				explainer->reasons[k] =
				    (struct besides){ line->match, cause->name,
					    cause->parameter };
	}
}

void
explain_other(const struct explainer *explainer, struct verification *other,
    const struct cause *cause)
{
	const bool lacks = explainer->wanted && lines_lack(explainer->about,
						    other, explainer->arena);
	const bool gains = (cause->value != NULL || cause->parameter != NULL) &&
			   explainer->extra_count > 0 &&
			   lines_gain(explainer, other);

	if (lacks || gains)
		verify_match(other, explainer->running, explainer->arena);
	if (lacks)
		explain(explainer, other, cause);
	if (gains)
		explain_extras(explainer, other, cause);
	verification_close(other);
}

/* SPDX-License-Identifier: ISC */
/* What has to be done to a device.  Floor: verify. */
#include "verify/change.h"

#include <string.h>

#include "model/field.h"
#include "verify/key.h"
#include "verify/scan.h"
#include "verify/teller.h"
#include "verify/vocabulary.h"
#include "verify/wording.h"

/* ---- the target ------------------------------------------------------- */

/* What the device has of the set VALUE, if AWS and the policy take it. */
static void
narrow(struct value *value, algorithm_set allowed, algorithm_set device)
{
	if (!value_known(value))
		return;
	if ((value->u.set & allowed) != 0)
		value->u.set &= allowed;
	if ((value->u.set & device) != 0)
		value->u.set &= device;
}

static void
narrow_phase(const struct verification *about, const struct policy *policy,
    struct tunnel *tunnel, size_t number, unsigned phase)
{
	enum algorithm_kind kind;

	for (kind = 0; kind < ALGORITHM_KINDS; kind++)
		if (phase == 1 || kind != ALGORITHM_IKE_VERSION)
			narrow(tunnel_set_slot(tunnel, kind, phase),
			    policy_allowed_set(
				policy, policy_set_subject(kind, (int)phase)),
			    choice_set(&about->rendered[number], kind, phase));
}

const struct connection *
change_target(const struct verification *about, const struct policy *policy,
    struct arena *arena)
{
	struct connection *copy = connection_copy(about->original, arena);
	size_t i;

	for (i = 0; i < copy->tunnel_count && about->rendered != NULL; i++) {
		narrow_phase(about, policy, &copy->tunnels[i], i, 1);
		narrow_phase(about, policy, &copy->tunnels[i], i, 2);
	}
	return copy;
}

/* ---- what is right ---------------------------------------------------- */

/* Whether the device's word for an algorithm is another one for the same. */
static bool
is_same_algorithm(const struct verification *about,
    const struct difference *difference, struct arena *arena)
{
	const struct expected *expected = &about->expected;
	const struct variable *variable =
	    &expected->variables[difference->variable];
	const char *text = wording_value(&expected->lines[difference->line],
	    difference->word, difference->hole, arena);
	enum algorithm_kind kind;
	unsigned phase;

	if (variable->tunnel < 0 ||
	    !vocabulary_kind(variable->what, &kind, &phase))
		return false;
	return (vocabulary_find(
		    about->profile, phase, kind, difference->device) &
		   vocabulary_find(about->profile, phase, kind,
		       (struct slice){ text, strlen(text) })) != 0;
}

/* Whether there is nothing to be changed about DIFFERENCE, or nobody can
 * know. */
static bool
is_right(const struct verification *about, const struct difference *difference,
    struct arena *arena)
{
	const struct expected *expected = &about->expected;
	const struct word *word = &expected->lines[difference->line]
				       .statement->words[difference->word];

	if (expected->variables[difference->variable].what->secret)
		return key_compare((struct slice){ word->text, word->length },
			   difference->device) != KEY_DIFFERENT;
	return is_same_algorithm(about, difference, arena);
}

/* Whether nobody is to see DIFFERENCE. */
static bool
is_silenced(const struct verification *about, const struct teller_probe *probe,
    const struct difference *difference)
{
	const struct variable *variable =
	    &about->expected.variables[difference->variable];
	enum algorithm_kind kind;
	unsigned phase;

	if (variable->tunnel >= 0 &&
	    probe->tunnels[variable->tunnel] == TOLD_SILENCED)
		return true;
	if (!algorithms_know(variable))
		return probe->variables[difference->variable] == TOLD_SILENCED;
	return vocabulary_kind(variable->what, &kind, &phase) &&
	       (probe->algorithms[variable->tunnel] &
		   TELLER_ALGORITHM(kind, phase)) != 0;
}

static bool
has_secret(const struct verification *about, const struct expected_line *line)
{
	size_t i;

	for (i = line->own; i < line->count; i++)
		if (line->words[i].kind == EXPECTED_VALUE &&
		    about->expected.variables[line->words[i].variable]
			.what->secret)
			return true;
	return false;
}

static bool
is_missing(const struct verification *about, size_t number)
{
	const struct expected_line *line = &about->expected.lines[number];

	if (line->match != NO_MATCH || line->excused)
		return false;
	if (line->negative)
		return verify_has_positive(about, number);
	return !has_secret(about, line) ||
	       !key_is_left_out(about->profile, line);
}

/* Whether the running statement OTHER, which nothing is, is LINE with other
 * values. */
static bool
is_counterpart(const struct verification *about,
    const struct expected_line *line, const struct running_line *other)
{
	const struct variable *name;
	size_t i;

	if (line->count != other->count || line->own != other->own)
		return false;
	for (i = 0; i < line->count; i++) {
		name = &about->expected.variables[line->words[i].variable];
		if (line->words[i].kind == EXPECTED_LITERAL
			? line->words[i].id != other->ids[i] &&
			      (i < line->own ||
				  !word_is_number(&line->statement->words[i]) ||
				  !word_is_number(&other->statement->words[i]))
		    : line->words[i].kind == EXPECTED_NAME
			? name->bound != 0 && name->bound != other->ids[i]
			: i < line->own && line->words[i].id != other->ids[i])
			return false;
	}
	return true;
}

/* What was too different to be found is to go, too. */
static void
find_counterparts(
    struct verification *about, const struct change *list, struct arena *arena)
{
	struct expected_line *line;
	const struct extra *extras;
	size_t count, i, k;

	extras = extras_find(about, arena, &count);
	for (i = 0; i < about->expected.count; i++) {
		line = &about->expected.lines[i];
		for (k = 0; k < count && list[i].kind == CHANGE_ADD &&
			    line->instead == NO_MATCH;
		     k++)
			if (is_counterpart(about, line,
				&about->match.running->lines[extras[k].place]))
				line->instead = extras[k].place;
	}
}

/* Whether nobody is to see that line NUMBER is missing. */
static bool
is_passed_over(const struct verification *about,
    const struct teller_probe *probe, size_t number)
{
	const int tunnel = about->expected.lines[number].tunnel;

	return probe->whole == TOLD_SILENCED ||
	       probe->lines[number] == TOLD_SILENCED ||
	       (tunnel >= 0 && probe->tunnels[tunnel] == TOLD_SILENCED);
}

/* Whether the device has nothing of what line NUMBER is for. */
static bool
is_absent(const struct verification *about, const struct teller_probe *probe,
    size_t number)
{
	const int tunnel = about->expected.lines[number].tunnel;

	return probe->whole != TOLD_NOTHING ||
	       (tunnel >= 0 && probe->tunnels[tunnel] != TOLD_NOTHING);
}

const struct change *
change_list(struct verification *about, const struct teller_probe *probe,
    struct arena *arena)
{
	const struct expected *expected = &about->expected;
	struct change *list =
	    arena_array(arena, expected->count + 1, sizeof(*list));
	const struct difference *difference;
	struct change *change;
	size_t i;

	for (i = 0; i < about->match.count; i++) {
		difference = &about->match.differences[i];
		change = &list[difference->line];
		if (is_right(about, difference, arena) ||
		    is_silenced(about, probe, difference))
			continue;
		if (difference->word < expected->lines[difference->line].own) {
			change->kind = CHANGE_AGAIN;
			continue;
		}
		if (change->kind == CHANGE_NONE)
			change->kind = CHANGE_VALUE;
		if (change->first == NULL ||
		    difference->word < change->first->word)
			change->first = difference;
		if (change->last == NULL ||
		    difference->word >= change->last->word)
			change->last = difference;
	}
	for (i = 0; i < expected->count; i++)
		if (is_missing(about, i) && !is_passed_over(about, probe, i))
			list[i].kind = CHANGE_ADD;
	find_counterparts(about, list, arena);
	/* A default that nothing was said of is not known to be otherwise. */
	for (i = 0; i < expected->count; i++)
		if (list[i].kind == CHANGE_ADD &&
		    expected->lines[i].statement->unshown &&
		    expected->lines[i].instead == NO_MATCH &&
		    probe->lines[i] == TOLD_NOTHING &&
		    !is_absent(about, probe, i))
			list[i].kind = CHANGE_NONE;
	return list;
}

/* Whether the running statement OTHER gives way to LINE, which the device has
 * not: they differ in their last word. */
static bool
is_replaced(const struct verification *about, const struct expected_line *line,
    const struct running_line *other)
{
	const struct expected_word *word;
	size_t i;

	if (line->match != NO_MATCH || line->count != other->count ||
	    line->own != other->own || line->count - line->own < 2)
		return false;
	for (i = 0; i + 1 < line->count; i++) {
		word = &line->words[i];
		if ((word->kind == EXPECTED_NAME
			    ? about->expected.variables[word->variable].bound
			    : word->id) != other->ids[i])
			return false;
	}
	return line->words[i].kind == EXPECTED_LITERAL;
}

/* Where modes are known, a statement that is said again replaces itself. */
static void
keep_replaced(const struct verification *target, bool *stale)
{
	const struct profile_syntax *syntax = &target->profile->syntax;
	const struct running *running = target->match.running;
	size_t i, k;

	if (syntax->running.mode_count == 0 ||
	    syntax->nesting == PROFILE_NESTING_SET)
		return;
	for (k = 0; k < running->count; k++)
		for (i = 0; i < target->expected.count && stale[k]; i++)
			stale[k] = !is_replaced(target,
			    &target->expected.lines[i], &running->lines[k]);
}

const bool *
change_stale(const struct verification *about,
    const struct verification *target, struct arena *arena)
{
	bool *stale =
	    arena_array(arena, about->match.running->count + 1, sizeof(*stale));
	const struct expected_line *line;
	size_t i;

	for (i = 0; i < about->expected.count; i++)
		if (about->expected.lines[i].match != NO_MATCH)
			stale[about->expected.lines[i].match] = true;
	for (i = 0; i < target->expected.count; i++) {
		line = &target->expected.lines[i];
		if (line->match != NO_MATCH)
			stale[line->match] = false;
		if (line->instead != NO_MATCH)
			stale[line->instead] = false;
	}
	keep_replaced(target, stale);
	return stale;
}

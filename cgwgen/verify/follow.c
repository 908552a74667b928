/* SPDX-License-Identifier: ISC */
/* Values of phase 2 that are what phase 1 has.  Floor: verify. */
#include "verify/follow.h"

#include <string.h>

#include "verify/vocabulary.h"

/* One value that follows another one. */
struct follower {
	const struct profile *profile;
	struct match *match;
	size_t line;
	size_t word; /* of the line */
	size_t hole;
	enum algorithm_kind kind;
};

static const struct variable *
variable_at(const struct match *match, uint32_t number)
{
	return &match->expected->variables[number];
}

/* What hole NUMBER of word I of LINE was rendered as. */
static struct slice
hole_text(const struct expected_line *line, size_t i, size_t number)
{
	const struct hole *hole = &line->words[i].holes[number];

	return (struct slice){ line->statement->words[i].text + hole->start,
		hole->length };
}

/* The first value of WHAT's name, tunnel and phase 1; the statement that has
 * it is in RET_TEXT. */
static const struct variable *
find_phase1(const struct follower *follower, const struct variable *of,
    struct slice *ret_text)
{
	const struct expected *expected = follower->match->expected;
	const struct expected_line *line;
	const struct variable *found;
	enum algorithm_kind kind;
	unsigned phase;
	size_t i, k, h;

	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		for (k = 0; k < line->count; k++)
			for (h = 0; h < line->words[k].hole_count; h++) {
				if (line->words[k].holes[h].kind !=
				    EXPECTED_VALUE)
					continue;
				found = variable_at(follower->match,
				    line->words[k].holes[h].variable);
				if (found->tunnel != of->tunnel ||
				    !vocabulary_kind(
					found->what, &kind, &phase) ||
				    phase != 1 || kind != follower->kind)
					continue;
				*ret_text = hole_text(line, k, h);
				return found;
			}
	}
	return NULL;
}

/* How the device spells the one algorithm of SET in phase 2; NULL for none. */
static const char *
spelling_of(const struct follower *follower, algorithm_set set)
{
	const struct profile_algorithms *can;
	unsigned version, i;

	for (version = 1; version <= 2; version++) {
		can =
		    profile_can(follower->profile, version, 2, follower->kind);
		for (i = 0; i < algorithm_count(follower->kind); i++)
			if ((set >> i & 1) != 0 && can->spelling[i] != NULL)
				return can->spelling[i];
	}
	return NULL;
}

static void
differ(const struct follower *follower, struct slice device)
{
	struct match *match = follower->match;
	const struct expected_line *line =
	    &match->expected->lines[follower->line];
	const struct running_line *other = &match->running->lines[line->match];
	const struct difference difference = {
		.variable =
		    line->words[follower->word].holes[follower->hole].variable,
		.line = follower->line,
		.place = line->match,
		.word = follower->word,
		.hole = follower->hole,
		.device = device,
		.offset = other->statement->words[other->count - 1].offset,
	};

	match_differ(match, &difference);
}

static void
follow(struct follower *follower, const struct variable *value)
{
	const struct expected_line *line =
	    &follower->match->expected->lines[follower->line];
	const struct running_line *other =
	    &follower->match->running->lines[line->match];
	const struct word *said = &other->statement->words[other->count - 1];
	const struct slice own =
	    hole_text(line, follower->word, follower->hole);
	const struct variable *first;
	const char *spelling;
	algorithm_set has;
	struct slice text;

	first = find_phase1(follower, value, &text);
	if (first == NULL)
		return;
	if (first->device != NULL)
		text = (struct slice){ first->device, first->device_length };
	has = vocabulary_find(follower->profile, 1, follower->kind, text);
	if ((has & vocabulary_find(
		       follower->profile, 2, follower->kind, own)) != 0)
		return;
	spelling = spelling_of(follower, has);
	differ(follower, spelling != NULL
			     ? (struct slice){ spelling, strlen(spelling) }
			     : (struct slice){ said->text, said->length });
}

static bool
says_phase1(const struct running_line *line)
{
	return line->statement->words[line->count - 1].left == LEFT_PHASE1;
}

void
follow_phase1(const struct profile *profile, struct match *match)
{
	const struct expected *expected = match->expected;
	struct follower follower = { .profile = profile, .match = match };
	const struct expected_line *line;
	const struct expected_word *word;
	const struct variable *value;
	unsigned phase;

	for (; follower.line < expected->count; follower.line++) {
		line = &expected->lines[follower.line];
		if (line->match == NO_MATCH ||
		    !says_phase1(&match->running->lines[line->match]))
			continue;
		follower.word = line->count - 1;
		word = &line->words[follower.word];
		for (follower.hole = 0; follower.hole < word->hole_count;
		     follower.hole++) {
			if (word->holes[follower.hole].kind != EXPECTED_VALUE)
				continue;
			value = variable_at(
			    match, word->holes[follower.hole].variable);
			if (value->tunnel >= 0 &&
			    vocabulary_kind(
				value->what, &follower.kind, &phase) &&
			    phase == 2)
				follow(&follower, value);
		}
	}
}

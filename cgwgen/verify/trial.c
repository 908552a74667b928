/* SPDX-License-Identifier: ISC */
/* Holding one expected statement against one running one.  Floor: verify. */
#include "verify/trial.h"

#include <string.h>

#include "verify/parts.h"
#include "verify/teller.h"

/* One statement against one other. */
struct attempt {
	const struct match *match;
	const struct expected_line *line;
	const struct running_line *other;
	size_t line_number;
	size_t place;
	size_t limit;
	struct trial *trial;
};

/* How many words a value may have on the device. */
#define VALUE_WORDS 3

static const struct word *
expected_word(const struct attempt *attempt, size_t i)
{
	return &attempt->line->statement->words[i];
}

static const struct word *
running_word(const struct attempt *attempt, size_t i)
{
	return &attempt->other->statement->words[i];
}

static struct variable *
variable_of(const struct attempt *attempt, size_t i)
{
	return &attempt->match->expected
		    ->variables[attempt->line->words[i].variable];
}

/* What a name is bound to, in this trial or before; 0: nothing. */
static uint32_t
bound(const struct attempt *attempt, size_t i)
{
	const struct trial *trial = attempt->trial;
	uint32_t variable = attempt->line->words[i].variable;
	size_t k;

	for (k = 0; k < trial->name_count; k++)
		if (trial->names[k].variable == variable)
			return trial->names[k].id;
	return variable_of(attempt, i)->bound;
}

/* Whether another name in the place of NAME, which must not be the same word,
 * is ID. */
static bool
is_anothers(
    const struct attempt *attempt, const struct variable *name, uint32_t id)
{
	const struct expected *expected = attempt->match->expected;
	const struct variable *other;
	size_t i;

	for (i = 0; name->sole && i < expected->sole_count; i++) {
		other = &expected->variables[expected->soles[i]];
		if (other->bound == id && other->place == name->place &&
		    other->text != name->text)
			return true;
	}
	return false;
}

static bool
take_name(const struct attempt *attempt, size_t i, size_t j)
{
	struct trial *trial = attempt->trial;
	const struct variable *name = variable_of(attempt, i);
	uint32_t id = attempt->other->ids[j], known = bound(attempt, i);

	if ((expected_word(attempt, i)->record != 0) !=
	    (running_word(attempt, j)->record != 0))
		return false;
	if (known != 0) {
		if (running_word(attempt, j)->record != 0)
			trial->within = name->bound != 0;
		else
			trial->anchored |= name->owned && name->bound != 0;
		return known == id;
	}
	if (is_anothers(attempt, name, id))
		return false;
	/* The records around a new one are others', too. */
	if (running_word(attempt, j)->record != 0)
		trial->within = false;
	trial->names[trial->name_count++] =
	    (struct trial_name){ attempt->line->words[i].variable, id };
	trial->same += id == attempt->line->words[i].id;
	return true;
}

static bool
is_secret(const struct variable *variable)
{
	return variable->what != NULL && variable->what->secret;
}

/* The words [I, END) of the expected line that are one value. */
static size_t
value_end(const struct attempt *attempt, size_t i)
{
	size_t end = i + 1;

	while (end < attempt->line->count && attempt->line->words[end].more)
		end++;
	return end;
}

static struct slice
slice_of(const struct word *word)
{
	return (struct slice){ word->text, word->length };
}

/* Words [FROM, TO) as one piece of text. */
static struct slice
stretch(const struct statement *statement, size_t from, size_t to)
{
	const struct word *first = &statement->words[from];
	const struct word *last = &statement->words[to - 1];

	/* Only words of one text have one text between them. */
	if (to - from == 1 || last->made || first->made ||
	    last->text < first->text ||
	    (size_t)(last->text - first->text) != last->offset - first->offset)
		return slice_of(first);
	return (struct slice){ first->text,
		(size_t)(last->text - first->text) + last->length };
}

/* Whether value words [I, END) are the running words from J on. */
static bool
same_value(const struct attempt *attempt, size_t i, size_t end, size_t j)
{
	const struct variable *variable = variable_of(attempt, i);
	size_t k;

	if (j + (end - i) > attempt->other->count)
		return false;
	for (k = 0; i + k < end; k++) {
		if (attempt->line->words[i + k].id ==
		    attempt->other->ids[j + k])
			continue;
		if (is_secret(variable) ||
		    running_word(attempt, j + k)->record != 0 ||
		    !slice_means(slice_of(expected_word(attempt, i + k)),
			slice_of(running_word(attempt, j + k))))
			return false;
	}
	return true;
}

/* A trial before something was tried. */
struct trial_mark {
	size_t names, differences, cost, strange, same;
	bool anchored, within;
};

static struct trial_mark
mark(const struct trial *trial)
{
	return (struct trial_mark){ trial->name_count, trial->count,
		trial->cost, trial->strange, trial->same, trial->anchored,
		trial->within };
}

static void
back(struct trial *trial, const struct trial_mark *to)
{
	trial->name_count = to->names;
	trial->count = to->differences;
	trial->cost = to->cost;
	trial->strange = to->strange;
	trial->same = to->same;
	trial->anchored = to->anchored;
	trial->within = to->within;
}

static bool take_words(const struct attempt *attempt, size_t i, size_t j);

/* Where in the device's configuration TEXT stands, which a running word is or
 * begins in. */
static size_t
offset_of(const struct attempt *attempt, struct slice text)
{
	const struct word *words = attempt->other->statement->words;
	size_t i;

	for (i = 0; i < attempt->other->count; i++)
		if (words[i].record == 0 && text.text >= words[i].text &&
		    text.text <= words[i].text + words[i].length)
			return words[i].made
				   ? words[i].offset
				   : words[i].offset +
					 (size_t)(text.text - words[i].text);
	return words[attempt->other->own].offset;
}

/* Whether TEXT is a part of ALL, and not only equal to one. */
static bool
is_inside(struct slice text, struct slice all)
{
	return text.text >= all.text &&
	       text.text + text.length <= all.text + all.length;
}

/* Takes note that hole NUMBER of word I is TEXT, made of ALL, on the device;
 * false when that is one difference too many. */
static bool
differ(const struct attempt *attempt, size_t i, size_t number,
    struct slice text, struct slice all)
{
	struct trial *trial = attempt->trial;
	const struct hole *hole = &attempt->line->words[i].holes[number];
	const struct variable *variable =
	    &attempt->match->expected->variables[hole->variable];
	bool known = variable->device != NULL &&
		     slice_equal(text, (struct slice){ variable->device,
					   variable->device_length });

	if (trial->count == TRIAL_DIFFERENCES ||
	    (!known && trial->cost == attempt->limit))
		return false;
	trial->differences[trial->count++] = (struct difference){
		.variable = hole->variable,
		.line = attempt->line_number,
		.place = attempt->place,
		.word = i,
		.hole = number,
		.device = text,
		.offset = offset_of(attempt, is_inside(text, all) ? text : all),
	};
	trial->cost += !known;
	trial->strange += algorithms_know(variable) &&
			  !parts_accepted(attempt->match, hole->variable, text);
	trial->anchored |= known && variable->identifies;
	return true;
}

static bool
same_part(
    const struct attempt *attempt, size_t i, size_t number, struct slice part)
{
	const struct hole *hole = &attempt->line->words[i].holes[number];
	const struct word *mine = expected_word(attempt, i);
	const struct slice own = { mine->text + hole->start, hole->length };

	if (hole->kind == EXPECTED_NAME || slice_equal(own, part))
		return true;
	return !is_secret(
		   &attempt->match->expected->variables[hole->variable]) &&
	       slice_means(own, part);
}

/* Takes one running word for word I, which has other values. */
static bool
take_parts(const struct attempt *attempt, size_t i, struct slice text)
{
	const struct expected_word *word = &attempt->line->words[i];
	struct slice parts[EXPECTED_HOLES];
	size_t k;

	if (!parts_of_list(attempt->match, attempt->line, i, text, parts) &&
	    !parts_of_word(attempt->line, i, text,
		algorithms_know(variable_of(attempt, i)), parts)) {
		for (k = 0; word->holes[k].kind != EXPECTED_VALUE; k++)
			continue;
		return differ(attempt, i, k, text, text);
	}
	for (k = 0; k < word->hole_count; k++)
		if (!same_part(attempt, i, k, parts[k]) &&
		    !differ(attempt, i, k, parts[k], text))
			return false;
	return true;
}

/* Takes COUNT running words from J on for another value of [I, END). */
static bool
take_other(
    const struct attempt *attempt, size_t i, size_t end, size_t j, size_t count)
{
	struct slice text;
	size_t k;

	for (k = 0; k < count; k++)
		if (running_word(attempt, j + k)->record != 0)
			return false;
	text = stretch(attempt->other->statement, j, j + count);
	if (end - i == 1 && count == 1) {
		if (!take_parts(attempt, i, text))
			return false;
	} else {
		for (k = 0;
		     attempt->line->words[i].holes[k].kind != EXPECTED_VALUE;
		     k++)
			continue;
		if (!differ(attempt, i, k, text, text))
			return false;
	}
	return take_words(attempt, end, j + count);
}

static bool
take_value(const struct attempt *attempt, size_t i, size_t j)
{
	struct trial *trial = attempt->trial;
	const struct trial_mark before = mark(trial);
	size_t end = value_end(attempt, i), count;

	/* What the device has instead is seen when all is found. */
	if (running_word(attempt, j)->left != LEFT_NOT &&
	    !is_secret(variable_of(attempt, i)))
		return take_words(attempt, end, j + 1);
	if (same_value(attempt, i, end, j)) {
		trial->anchored |= variable_of(attempt, i)->identifies;
		return take_words(attempt, end, j + (end - i));
	}
	for (count = 1;
	     count <= VALUE_WORDS && j + count <= attempt->other->count;
	     count++) {
		if (take_other(attempt, i, end, j, count))
			return true;
		back(trial, &before);
		/* Only values of several words may have another number. */
		if (end - i == 1 && !attempt->line->words[i].wide)
			return false;
	}
	return false;
}

/* Words from I and J on, to the end of both. */
static bool
take_words(const struct attempt *attempt, size_t i, size_t j)
{
	const struct expected_line *line = attempt->line;

	for (; i < line->count && j < attempt->other->count; i++, j++) {
		switch (line->words[i].kind) {
		case EXPECTED_LITERAL:
			if (line->words[i].id != attempt->other->ids[j])
				return false;
			break;
		case EXPECTED_NAME:
			if (!take_name(attempt, i, j))
				return false;
			break;
		case EXPECTED_VALUE:
			return take_value(attempt, i, j);
		}
	}
	return i == line->count && j == attempt->other->count;
}

bool
trial(const struct match *match, size_t line, size_t place, size_t limit,
    struct trial *ret)
{
	struct attempt attempt = { .match = match,
		.line = &match->expected->lines[line],
		.other = &match->running->lines[place],
		.line_number = line,
		.place = place,
		.limit = limit,
		.trial = ret };

	ret->name_count = 0;
	ret->count = 0;
	ret->cost = 0;
	ret->strange = 0;
	ret->same = 0;
	ret->anchored = false;
	ret->within = false;
	/* Cheap to know beforehand. */
	if (limit == 0 && attempt.other->count < attempt.line->count)
		return false;
	if (attempt.line->fixed && attempt.other->count != attempt.line->count)
		return false;
	if (!take_words(&attempt, 0, 0))
		return false;
	ret->anchored |= ret->within;
	return true;
}

/* SPDX-License-Identifier: ISC */
/* The words of a proposal.  Floor: verify. */
#include "verify/remedy_words.h"

#include <stdlib.h>
#include <string.h>

#include "verify/scan.h"

/* ---- names ------------------------------------------------------------ */

static bool
is_part(const struct word *all, const struct word *part)
{
	size_t i;

	for (i = 0; i + part->length <= all->length; i++)
		if (memcmp(all->text + i, part->text, part->length) == 0)
			return true;
	return false;
}

/* How many of the device's own words two statements share, whole or in part:
 * "set ikev2-profile" and "crypto ikev2 profile" speak of the same. */
static size_t
kinship(const struct expected_line *a, const struct expected_line *b)
{
	const struct word *one, *two;
	size_t i, k, shared = 0;

	for (i = a->own; i < a->count; i++)
		for (k = b->own;
		     k < b->count && a->words[i].kind == EXPECTED_LITERAL;
		     k++) {
			if (b->words[k].kind != EXPECTED_LITERAL)
				continue;
			one = &a->statement->words[i];
			two = &b->statement->words[k];
			shared += one->length > 1 && two->length > 1 &&
				  (is_part(one, two) || is_part(two, one));
		}
	return shared;
}

/* What a name that is new on the device in this place is called in others. */
static uint32_t
bound_elsewhere(const struct verification *about,
    const struct expected_line *line, const struct variable *name)
{
	const struct expected *expected = &about->expected;
	const struct expected_line *other;
	const struct variable *variable;
	size_t i, k, best = 0, shared;
	uint32_t found = 0;

	for (i = 0; i < expected->count; i++) {
		other = &expected->lines[i];
		for (k = other->own; k < other->count; k++) {
			if (other->words[k].kind != EXPECTED_NAME)
				continue;
			variable =
			    &expected->variables[other->words[k].variable];
			if (variable->bound == 0 ||
			    variable->text != name->text)
				continue;
			shared = kinship(line, other) + 1;
			if (shared > best) {
				best = shared;
				found = variable->bound;
			}
		}
	}
	return found;
}

static const struct word *
device_word(const struct verification *about, const struct expected_line *line,
    size_t number)
{
	const struct variable *name =
	    &about->expected.variables[line->words[number].variable];
	uint32_t id =
	    name->bound != 0 ? name->bound : bound_elsewhere(about, line, name);

	return id != 0 && id < LEXICON_RECORDS
		   ? running_sample(about->match.running, id)
		   : NULL;
}

static int
by_offset(const void *a, const void *b)
{
	const struct swap *one = a, *two = b;

	return one->offset < two->offset ? -1 : one->offset > two->offset;
}

struct swaps
remedy_swaps(const struct verification *about, size_t file, struct arena *arena)
{
	const struct expected *expected = &about->expected;
	const struct expected_line *line;
	const struct word *mine, *word;
	struct swaps swaps = { NULL, 0 };
	size_t i, k, total = 0;

	for (i = 0; i < expected->count; i++)
		total += expected->lines[i].count;
	swaps.list = arena_array(arena, total + 1, sizeof(*swaps.list));
	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		for (k = 0; line->file == file && k < line->count; k++) {
			mine = &line->statement->words[k];
			if (line->words[k].kind != EXPECTED_NAME ||
			    mine->record != 0)
				continue;
			word = device_word(about, line, k);
			if (word != NULL && word->record == 0 &&
			    (word->length != mine->length ||
				memcmp(word->text, mine->text, mine->length) !=
				    0))
				swaps.list[swaps.count++] =
				    (struct swap){ mine->offset, mine->length,
					    word };
		}
	}
	qsort(swaps.list, swaps.count, sizeof(*swaps.list), by_offset);
	return swaps;
}

void
remedy_line(const struct swaps *swaps, const struct source *source,
    size_t start, size_t end, struct buf *ret)
{
	const char *text = source_text(source);
	const struct swap *swap;
	size_t i;

	for (i = 0; i < swaps->count && start < end; i++) {
		swap = &swaps->list[i];
		if (swap->offset < start || swap->offset + swap->length > end)
			continue;
		buf_add(ret, text + start, swap->offset - start);
		buf_add(ret, swap->word->text, swap->word->length);
		start = swap->offset + swap->length;
	}
	buf_add(ret, text + start, end - start);
}

void
remedy_word(const struct swaps *swaps, const struct word *word, struct buf *ret)
{
	size_t i;

	for (i = 0; i < swaps->count; i++)
		if (swaps->list[i].offset == word->offset &&
		    swaps->list[i].length == word->length)
			word = swaps->list[i].word;
	buf_add(ret, word->text, word->length);
}

/* ---- taking back ------------------------------------------------------ */

/* Adds words [FROM, TO) of a running statement, as the device takes them. */
static void
put_running(
    const struct running_line *line, size_t from, size_t to, struct buf *ret)
{
	const struct word *word;
	bool first = true;
	size_t i;

	for (i = from; i < to; i++) {
		word = &line->statement->words[i];
		if (word->record != 0)
			continue;
		if (!first && !line->statement->words[i - 1].key)
			buf_char(ret, ' ');
		first = false;
		if (word->quoted)
			buf_char(ret, '"');
		buf_add(ret, word->text, word->length);
		if (word->quoted)
			buf_char(ret, '"');
		if (word->key)
			buf_char(ret, '=');
	}
}

/* Whether the device takes whole statements, not blocks of them. */
static bool
is_set(const struct profile *profile)
{
	return profile->syntax.nesting == PROFILE_NESTING_SET;
}

const char *
remedy_negation(const struct profile *profile, const struct running_line *line,
    size_t to, struct arena *arena)
{
	const char *negate = profile->syntax.negate, *text;
	size_t from = is_set(profile) ? 0 : line->own;
	const size_t length = strcspn(negate, " ");
	const struct word *first = &line->statement->words[from];
	struct buf buf = { NULL, 0, 0 };

	if (*negate == '\0')
		return NULL;
	if (line->listing->form == LISTING_EDIT) {
		if (word_is(first, "edit"))
			negate = "delete ";
		from += word_is(first, "edit");
		to = from + 1;
		first++;
	}
	if (first->record == 0 && first->length == length &&
	    memcmp(first->text, negate, length) == 0) {
		put_running(line, from + 1, to, &buf);
	} else {
		buf_text(&buf, negate);
		put_running(line, from, to, &buf);
	}
	text = arena_copy(arena, buf.data != NULL ? buf.data : "", buf.length);
	buf_free(&buf);
	return text;
}

/* What begins statements that stand beside others with other values, so that
 * a new one does not replace the old one. */
static const char *const listed[] = { "permit", "deny", "network", "route",
	"ip-route", "route-static", "match", "rule", "access-list",
	"prefix-list", NULL };

/* What begins statements that all go with the first of them. */
static const char *const whole[] = { "neighbor", "peer", NULL };

static bool
begins_with(
    const struct running_line *line, const char *const *list, bool any_place)
{
	size_t i, k;

	for (i = line->own; i < line->count; i++) {
		for (k = 0; list[k] != NULL; k++)
			if (word_is(&line->statement->words[i], list[k]))
				return true;
		if (!any_place)
			break;
	}
	return false;
}

/* "ip address A M": there is one of it, wherever the value stands. */
static bool
is_address(const struct running_line *line)
{
	const struct word *own = &line->statement->words[line->own];

	return line->count - line->own > 2 && word_is(&own[0], "ip") &&
	       word_is(&own[1], "address");
}

/* The word of the running statement that DIFFERENCE ends with. */
static size_t
running_word(
    const struct running_line *line, const struct difference *difference)
{
	const size_t end = difference->offset + difference->device.length;
	size_t i;

	for (i = 0; i < line->count; i++)
		if (line->statement->words[i].offset < end &&
		    end <= line->statement->words[i].offset +
			       line->statement->words[i].length)
			return i;
	return line->count - 1;
}

static const char *
before_set(const struct verification *about, const struct running_line *line,
    const struct change *change, struct arena *arena)
{
	const struct variable *variable =
	    &about->expected.variables[change->first->variable];
	const size_t word = running_word(line, change->first);

	/* These are never lists. */
	if (word + 1 == line->count &&
	    (variable->what->secret ||
		word_is_number(&line->statement->words[word])))
		return NULL;
	/* "unset" takes more away than a line; "set" replaces. */
	if (strcmp(about->profile->syntax.negate, "delete ") != 0)
		return NULL;
	return remedy_negation(about->profile, line, word + 1, arena);
}

static const char *
before_line(const struct verification *about, const struct running_line *line,
    const struct change *change, bool header, struct arena *arena)
{
	const size_t first = running_word(line, change->first);
	const size_t last = running_word(line, change->last);

	if (line->listing->form == LISTING_EDIT && !header)
		return NULL;
	if (header)
		return remedy_negation(
		    about->profile, line, line->count, arena);
	if (begins_with(line, whole, false) && first == line->own + 1)
		return remedy_negation(about->profile, line, first + 1, arena);
	if ((last + 1 == line->count && first == last &&
		!begins_with(line, listed, true)) ||
	    begins_with(line, whole, false) || is_address(line))
		return NULL;
	return remedy_negation(about->profile, line, line->count, arena);
}

const char *
remedy_before(const struct verification *about,
    const struct expected_line *line, const struct change *change, bool header,
    struct arena *arena)
{
	const struct running *running = about->match.running;
	const struct running_line *other;
	size_t i;

	if (line->instead != NO_MATCH) {
		other = &running->lines[line->instead];
		for (i = 0; i + 1 < line->count && i + 1 < other->count; i++)
			if (line->words[i].kind != EXPECTED_NAME &&
			    line->words[i].id != other->ids[i])
				break;
		/* The last word alone is another one: it is replaced. */
		if ((line->count == other->count && i + 1 == line->count &&
			!is_set(about->profile)) ||
		    other->listing->form == LISTING_EDIT)
			return NULL;
		return remedy_negation(
		    about->profile, other, other->count, arena);
	}
	if (change->kind != CHANGE_VALUE)
		return NULL;
	other = &running->lines[line->match];
	return is_set(about->profile)
		   ? before_set(about, other, change, arena)
		   : before_line(about, other, change, header, arena);
}

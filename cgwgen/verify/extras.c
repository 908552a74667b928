/* SPDX-License-Identifier: ISC */
/* What a device has of a connection besides.  Floor: verify. */
#include <string.h>

#include "verify/teller.h"

static bool
is_word(const struct word *word, const char *text)
{
	return word->record == 0 && word->length == strlen(text) &&
	       memcmp(word->text, text, word->length) == 0;
}

/* Whether a statement switches a thing off: "shutdown", "neighbor A
 * shutdown", "disable", "disabled=yes", "deactivate ...". */
static bool
is_off(const struct running_line *line)
{
	const struct word *own = &line->statement->words[line->own];
	const size_t count = line->count - line->own;
	static const char *const pairs[][2] = { { "disabled", "yes" },
		{ "shutdown", "enable" }, { "status", "disable" },
		{ "status", "down" } };
	size_t i;

	if (count == 0 || is_word(&own[0], "no"))
		return false;
	if (is_word(&own[count - 1], "shutdown") ||
	    is_word(&own[0], "deactivate"))
		return true;
	/* "set interfaces st0 unit 1 disable" */
	if (line->own == 0 && count > 2 && is_word(&own[count - 1], "disable"))
		return true;
	if (count == 1)
		return is_word(&own[0], "disable") ||
		       is_word(&own[0], "inactive");
	for (i = 0; count == 2 && i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (is_word(&own[0], pairs[i][0]) &&
		    is_word(&own[1], pairs[i][1]))
			return true;
	return false;
}

/* What a statement ends with that switches a thing on. */
static bool
is_switch(const struct word *word)
{
	return is_word(word, "activate") || is_word(word, "enable");
}

/* Whether LINE, "no neighbor A activate", takes away what the device was
 * expected to have, and switches it off by that. */
static bool
is_taken_away(const struct verification *about, const struct running_line *line)
{
	const struct expected *expected = &about->expected;
	const char *negate = about->profile->syntax.negate;
	const struct expected_line *wanted;
	const struct word *own = &line->statement->words[line->own];
	size_t i, k, at;

	if (line->count - line->own < 3 || *negate == '\0' ||
	    own->length != strcspn(negate, " ") ||
	    memcmp(own->text, negate, own->length) != 0 ||
	    !is_switch(&line->statement->words[line->count - 1]))
		return false;
	for (i = 0; i < expected->count; i++) {
		wanted = &expected->lines[i];
		if (wanted->count + 1 != line->count ||
		    wanted->own != line->own)
			continue;
		for (k = 0; k < wanted->count; k++) {
			at = k < line->own ? k : k + 1;
			if (wanted->words[k].kind == EXPECTED_NAME
				? expected->variables[wanted->words[k].variable]
					  .bound != line->ids[at]
				: wanted->words[k].id != line->ids[at])
				break;
		}
		if (k == wanted->count)
			return true;
	}
	return false;
}

/* What belongs to whom: -1: the connection, -2: nothing of it. */
struct owners {
	const struct running *running;
	int *words; /* by number of word: the tunnel that alone has it */
	/* A small number says whose it is with all that stands before it. */
	struct index numbers;
};

static bool
is_small_number(const struct word *word)
{
	size_t i;

	for (i = 0; i < word->length; i++)
		if (word->text[i] < '0' || word->text[i] > '9')
			return false;
	return word->record == 0 && word->length > 0 && word->length < 5;
}

/* The words of LINE up to the one at LAST. */
static struct digest
words_up_to(
    const struct owners *owners, const struct running_line *line, size_t last)
{
	return digest_make(&owners->running->lexicon->key, line->ids,
	    (last + 1) * sizeof(*line->ids));
}

/* Whose word I of LINE is. */
static int
word_owner(
    const struct owners *owners, const struct running_line *line, size_t i)
{
	const uint32_t id = line->ids[i];
	const int *number;

	if (is_small_number(&line->statement->words[i])) {
		number =
		    index_find(&owners->numbers, words_up_to(owners, line, i));
		return number != NULL ? *number : -2;
	}
	return id >= LEXICON_RECORDS || id >= owners->running->ids
		   ? -2
		   : owners->words[id];
}

/* The tunnel that what stands in LINE belongs to. */
static int
owner(const struct owners *owners, const struct running_line *line)
{
	int found = -2, one;
	size_t i;

	for (i = 0; i < line->count; i++) {
		one = word_owner(owners, line, i);
		if (one != -2 && (found == -2 || found == -1))
			found = one;
	}
	return found;
}

/* Takes note of word K of LINE, a name or a value. */
static void
take_owned(struct owners *owners, const struct verification *about,
    const struct expected_line *line, size_t k, struct arena *arena)
{
	const struct variable *variable =
	    &about->expected.variables[line->words[k].variable];
	const struct running_line *place =
	    line->match != NO_MATCH ? &owners->running->lines[line->match]
				    : NULL;
	int *number;

	if (variable->kind == EXPECTED_NAME && variable->owned &&
	    variable->bound != 0 && variable->bound < owners->running->ids)
		owners->words[variable->bound] = variable->tunnel;
	else if (variable->identifies && place != NULL &&
		 line->words[k].id < owners->running->ids)
		owners->words[line->words[k].id] = variable->tunnel;
	else
		return;
	if (place == NULL || place->count != line->count ||
	    !is_small_number(&place->statement->words[k]))
		return;
	number = ARENA_NEW(arena, int);
	*number = variable->tunnel;
	*index_place(&owners->numbers, words_up_to(owners, place, k), arena) =
	    number;
}

static struct owners
find_owners(const struct verification *about, struct arena *arena)
{
	const struct expected *expected = &about->expected;
	struct owners owners = { .running = about->match.running };
	const struct expected_line *line;
	size_t i, k;

	owners.words =
	    arena_array(arena, owners.running->ids + 1, sizeof(*owners.words));
	for (i = 0; i <= owners.running->ids; i++)
		owners.words[i] = -2;
	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		for (k = 0; k < line->count; k++)
			if (line->words[k].kind != EXPECTED_LITERAL)
				take_owned(&owners, about, line, k, arena);
	}
	return owners;
}

/* Whether word K of LINE, where WANTED has a name, is what another tunnel has
 * of that name. */
static bool
is_another_tunnel(const struct verification *about, const struct owners *owners,
    const struct expected_line *wanted, const struct running_line *line,
    size_t k)
{
	const struct variable *name =
	    &about->expected.variables[wanted->words[k].variable];
	const int owned = word_owner(owners, line, k);

	return name->owned && name->tunnel >= 0 && name->bound != 0 &&
	       name->bound != line->ids[k] && owned >= 0 &&
	       owned != name->tunnel;
}

/* Whether LINE is one that the device was expected to have, but for a name
 * that it gives something else, or a parameter's value. */
static bool
is_known_shape(const struct verification *about, const struct owners *owners,
    const struct running_line *line)
{
	const struct expected *expected = &about->expected;
	const struct expected_line *wanted;
	size_t i, k;

	for (i = 0; i < expected->count; i++) {
		wanted = &expected->lines[i];
		if (wanted->count != line->count)
			continue;
		for (k = 0; k < line->count; k++)
			if (wanted->words[k].kind == EXPECTED_LITERAL
				? wanted->words[k].id != line->ids[k]
				: wanted->words[k].kind == EXPECTED_VALUE ||
				      is_another_tunnel(
					  about, owners, wanted, line, k))
				break;
		if (k == line->count)
			return true;
	}
	return false;
}

/* The words of LINE, whichever records they stand in. */
static struct digest
words_digest(const struct running *running, const struct running_line *line)
{
	uint32_t ids[LISTING_WORDS];
	size_t i;

	for (i = 0; i < line->count; i++)
		ids[i] = line->ids[i] > LEXICON_RECORDS ? LEXICON_RECORDS
							: line->ids[i];
	return digest_make(
	    &running->lexicon->key, ids, line->count * sizeof(*ids));
}

/* What was found once may be said twice. */
static struct index
taken_lines(const struct running *running, struct arena *arena)
{
	struct index index = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < running->count; i++)
		if (running->lines[i].taken)
			*index_place(&index,
			    words_digest(running, &running->lines[i]), arena) =
			    &running->lines[i];
	return index;
}

/* Whether a line that was told of already is the block around LINE. */
static bool
is_within(const struct running_line *line, const struct running_line *block)
{
	size_t i;

	if (block == NULL || block->count > line->own ||
	    block->listing != line->listing)
		return false;
	for (i = 0; i < block->count; i++)
		if (block->ids[i] != line->ids[i])
			return false;
	return true;
}

/* By number of running statement: whether it is an expected one. */
static const bool *
found_lines(const struct verification *about, struct arena *arena)
{
	bool *found =
	    arena_array(arena, about->match.running->count + 1, sizeof(*found));
	size_t i;

	for (i = 0; i < about->expected.count; i++)
		if (about->expected.lines[i].match != NO_MATCH)
			found[about->expected.lines[i].match] = true;
	return found;
}

size_t
extras_count(const struct verification *about, struct arena *arena)
{
	const struct running *running = about->match.running;
	const struct owners owners = find_owners(about, arena);
	const bool *found = found_lines(about, arena);
	const struct running_line *line;
	size_t i, count = 0;

	for (i = 0; i < running->count; i++) {
		line = &running->lines[i];
		count += !line->taken && !found[i] &&
			 owner(&owners, line) != -2 &&
			 !is_known_shape(about, &owners, line);
	}
	return count;
}

const struct extra *
extras_find(
    const struct verification *about, struct arena *arena, size_t *ret_count)
{
	const struct running *running = about->match.running;
	const struct owners owners = find_owners(about, arena);
	const struct index taken = taken_lines(running, arena);
	const bool *found = found_lines(about, arena);
	const struct running_line *line, *block = NULL;
	struct extra *list =
	    arena_array(arena, running->count + 1, sizeof(*list));
	size_t i, count = 0;
	int tunnel;

	for (i = 0; i < running->count; i++) {
		line = &running->lines[i];
		if (line->taken || found[i] || line->statement->unshown ||
		    is_within(line, block))
			continue;
		tunnel = owner(&owners, line);
		if (tunnel == -2 || is_known_shape(about, &owners, line) ||
		    index_find(&taken, words_digest(running, line)) != NULL)
			continue;
		block = line;
		list[count++] = (struct extra){ i, tunnel,
			is_off(line) || is_taken_away(about, line) };
	}
	*ret_count = count;
	return list;
}

/* SPDX-License-Identifier: ISC */
/* What a word of the device has for each value of an expected one.
 * Floor: verify. */
#include "verify/parts.h"

#include <ctype.h>
#include <string.h>

#include "model/field.h"
#include "verify/teller.h"
#include "verify/vocabulary.h"

/* What stands in word I between its hole NUMBER and the next one, or its end.
 */
static struct slice
piece_behind(const struct expected_line *line, size_t i, size_t number)
{
	const struct expected_word *word = &line->words[i];
	const struct word *mine = &line->statement->words[i];
	size_t start = number == 0 ? 0
				   : word->holes[number - 1].start +
					 word->holes[number - 1].length;
	size_t end = number < word->hole_count ? word->holes[number].start
					       : mine->length;

	return (struct slice){ mine->text + start, end - start };
}

/* Whether PIECE, behind the last value, says nothing of it: "aes256-sha1!". */
static bool
is_mere_sign(struct slice piece)
{
	size_t i;

	for (i = 0; i < piece.length; i++)
		if (!ispunct((unsigned char)piece.text[i]))
			return false;
	return true;
}

/* Where the last value of a word, which begins at AT of TEXT and which PIECE
 * stands behind, ends; LOOSE: without PIECE, too. */
static size_t
last_end(struct slice text, size_t at, struct slice piece, bool loose)
{
	if (text.length >= at + piece.length &&
	    slice_find(text, text.length - piece.length, piece) != NO_MATCH)
		return text.length - piece.length;
	return loose && is_mere_sign(piece) ? text.length : NO_MATCH;
}

bool
parts_of_word(const struct expected_line *line, size_t i, struct slice text,
    bool loose, struct slice *parts)
{
	const size_t count = line->words[i].hole_count;
	struct slice piece = piece_behind(line, i, 0);
	size_t at, end, k;

	if (slice_find(text, 0, piece) != 0)
		return false;
	at = piece.length;
	for (k = 0; k < count; k++) {
		piece = piece_behind(line, i, k + 1);
		if (k + 1 == count)
			end = last_end(text, at, piece, loose);
		else
			end = piece.length > 0 ? slice_find(text, at, piece)
					       : NO_MATCH;
		if (end == NO_MATCH)
			return false;
		parts[k] = (struct slice){ text.text + at, end - at };
		at = end + piece.length;
	}
	return true;
}

/* ---- lists ------------------------------------------------------------ */

/* How many items of a list are looked at, how long it may be, and how much of
 * the budget it costs, for the texts that are made of it. */
#define LIST_ITEMS 32
#define LIST_LENGTH 512
#define LIST_COST 5000

/* A list in place of word WORD of LINE. */
struct list {
	const struct match *match;
	const struct expected_line *line;
	size_t word;
	size_t holes; /* of that word */
	/* The values of the items that are like the word. */
	struct slice items[LIST_ITEMS][EXPECTED_HOLES];
	size_t count;
};

/* Takes the next item, up to a comma, off TEXT. */
static struct slice
next_item(struct slice *text)
{
	const char *comma = memchr(text->text, ',', text->length);
	struct slice item = { text->text,
		comma != NULL ? (size_t)(comma - text->text) : text->length };
	const size_t gone = item.length + (comma != NULL);

	text->text += gone;
	text->length -= gone;
	return item;
}

/* Whether all values of the word are algorithms of a tunnel. */
static bool
lists_algorithms(const struct list *list)
{
	const struct expected_word *word = &list->line->words[list->word];
	size_t i;

	for (i = 0; i < word->hole_count; i++)
		if (word->holes[i].kind != EXPECTED_VALUE ||
		    !algorithms_know(&list->match->expected
					  ->variables[word->holes[i].variable]))
			return false;
	return true;
}

bool
parts_accepted(const struct match *match, uint32_t number, struct slice text)
{
	const struct variable *variable = &match->expected->variables[number];
	enum algorithm_kind kind;
	unsigned phase;

	return variable->tunnel >= 0 && variable->what != NULL &&
	       vocabulary_kind(variable->what, &kind, &phase) &&
	       (vocabulary_find(match->profile, phase, kind, text) &
		   tunnel_set(&match->connection->tunnels[variable->tunnel],
		       kind, phase)
		       ->u.set) != 0;
}

static bool
all_accepted(const struct list *list, const struct slice *item)
{
	size_t i;

	for (i = 0; i < list->holes; i++)
		if (!parts_accepted(list->match,
			list->line->words[list->word].holes[i].variable,
			item[i]))
			return false;
	return true;
}

/* Whether PIECE is one of the items of TEXT, which commas part. */
static bool
has_item(struct slice text, struct slice piece)
{
	while (text.length > 0)
		if (slice_equal(next_item(&text), piece))
			return true;
	return false;
}

/* Adds PIECE to the items of TEXT, as a new one. */
static void
add_item(struct arena *arena, struct slice *text, struct slice piece)
{
	if (has_item(*text, piece))
		return;
	text->text = arena_printf(arena, "%.*s,%.*s", (int)text->length,
	    text->text, (int)piece.length, piece.text);
	text->length += piece.length + 1;
}

/* Puts into PARTS the values of the items that are ACCEPTED, or of all; false
 * when there is none. */
static bool
join_items(const struct list *list, bool accepted, struct slice *parts)
{
	bool any = false;
	size_t i, k;

	for (i = 0; i < list->count; i++) {
		if (accepted && !all_accepted(list, list->items[i]))
			continue;
		for (k = 0; k < list->holes; k++)
			if (any)
				add_item(list->match->arena, &parts[k],
				    list->items[i][k]);
			else
				parts[k] = list->items[i][k];
		any = true;
	}
	return any;
}

/* Whether the item's values are those of the word. */
static bool
is_own(const struct list *list, const struct slice *item)
{
	const struct expected_word *word = &list->line->words[list->word];
	const struct word *mine = &list->line->statement->words[list->word];
	size_t i;

	for (i = 0; i < list->holes; i++)
		if (!slice_means(
			(struct slice){ mine->text + word->holes[i].start,
			    word->holes[i].length },
			item[i]))
			return false;
	return true;
}

/* Puts into PARTS the values of the item that is as the word; false when there
 * is none. */
static bool
take_own(const struct list *list, struct slice *parts)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (is_own(list, list->items[i])) {
			memcpy(parts, list->items[i],
			    list->holes * sizeof(*parts));
			return true;
		}
	return false;
}

/*
 * An item that is not accepted with all its values is none that both ends
 * accept, whatever others say of one of its values.  When there is no other,
 * the value that none of them has right is the one that differs; when there is
 * no such value, the first one does, with all of TEXT.
 */
static bool
judge_items(const struct list *list, struct slice text, struct slice *parts)
{
	if (take_own(list, parts) || join_items(list, true, parts))
		return true;
	if (!join_items(list, false, parts))
		return false;
	if (all_accepted(list, parts))
		parts[0] = text;
	return true;
}

bool
parts_of_list(const struct match *match, const struct expected_line *line,
    size_t i, struct slice text, struct slice *parts)
{
	const struct word *mine = &line->statement->words[i];
	struct list list = { .match = match,
		.line = line,
		.word = i,
		.holes = line->words[i].hole_count };
	struct slice rest = text;

	if (memchr(text.text, ',', text.length) == NULL ||
	    text.length > LIST_LENGTH ||
	    memchr(mine->text, ',', mine->length) != NULL ||
	    !lists_algorithms(&list))
		return false;
	running_spend(match->running, LIST_COST);
	while (rest.length > 0 && list.count < LIST_ITEMS)
		list.count += parts_of_word(
		    line, i, next_item(&rest), true, list.items[list.count]);
	return rest.length == 0 && judge_items(&list, text, parts);
}

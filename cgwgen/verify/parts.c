/* SPDX-License-Identifier: ISC */
/* What a word of the device has for each value of an expected one.
 * Floor: verify. */
#include "verify/parts.h"

#include <string.h>

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

/*
 * Cuts TEXT, a running word in place of word I, into what stands for the holes
 * of that, by what stands between them.  False when that is not there.
 */
bool
parts_of_word(const struct expected_line *line, size_t i, struct slice text,
    struct slice *parts)
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
			end = text.length >= at + piece.length
				  ? slice_find(
					text, text.length - piece.length, piece)
				  : NO_MATCH;
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

/* Whether PIECE is one of the items of LIST, which commas part. */
static bool
has_item(struct slice list, struct slice piece)
{
	const char *comma;
	struct slice item = list;

	for (;;) {
		comma = memchr(list.text, ',', list.length);
		item.text = list.text;
		item.length =
		    comma != NULL ? (size_t)(comma - list.text) : list.length;
		if (slice_equal(item, piece))
			return true;
		if (comma == NULL)
			return false;
		list.text += item.length + 1;
		list.length -= item.length + 1;
	}
}

/* Adds PIECE to the items of LIST, as a new text. */
static void
add_item(struct arena *arena, struct slice *list, struct slice piece)
{
	if (has_item(*list, piece))
		return;
	list->text = arena_printf(arena, "%.*s,%.*s", (int)list->length,
	    list->text, (int)piece.length, piece.text);
	list->length += piece.length + 1;
}

/* How many items of a list are looked at, how long it may be, and how much of
 * the budget it costs, for the texts that are made of it. */
#define LIST_ITEMS 32
#define LIST_LENGTH 512
#define LIST_COST 5000

/*
 * Cuts TEXT, a list of several in place of one word that has several values
 * ("aes256-sha1-dh14,aes128-sha1-dh14"), into what stands for each: the items'
 * values, joined with commas.  False when TEXT is no such list.
 */
bool
parts_of_list(const struct match *match, const struct expected_line *line,
    size_t i, struct slice text, struct slice *parts)
{
	const struct expected_word *word = &line->words[i];
	const struct word *mine = &line->statement->words[i];
	struct slice item = text, pieces[EXPECTED_HOLES];
	const char *comma = memchr(text.text, ',', text.length);
	size_t count, k;

	if (comma == NULL || word->hole_count < 2 ||
	    text.length > LIST_LENGTH ||
	    memchr(mine->text, ',', mine->length) != NULL)
		return false;
	match->running->budget -=
	    match->running->budget > LIST_COST ? LIST_COST : 0;
	for (count = 0; count < LIST_ITEMS; count++) {
		comma = memchr(text.text, ',', text.length);
		item.text = text.text;
		item.length =
		    comma != NULL ? (size_t)(comma - text.text) : text.length;
		if (!parts_of_word(line, i, item, pieces))
			return false;
		for (k = 0; k < word->hole_count; k++)
			if (count == 0)
				parts[k] = pieces[k];
			else
				add_item(match->arena, &parts[k], pieces[k]);
		if (comma == NULL)
			return true;
		text.text += item.length + 1;
		text.length -= item.length + 1;
	}
	return false;
}

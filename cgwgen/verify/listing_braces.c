/* SPDX-License-Identifier: ISC */
/*
 * Braces: "words { ... }", statements that end at a ';' or with their line,
 * and lists "words [ a b ]", which are a statement for each item.
 * Floor: verify.
 */
#include <string.h>

#include "verify/scan.h"

struct block {
	size_t count;  /* of the path's words */
	bool list;     /* '[', not '{' */
	size_t before; /* words of all blocks when it began */
};

struct reader {
	struct listing *listing;
	struct word path[LISTING_WORDS]; /* blocks, then the open statement */
	size_t count;
	struct block blocks[LISTING_DEPTH];
	size_t depth;
	size_t words; /* that were put so far */
	bool ended;   /* the line of the open statement is over */
	bool good;
};

static size_t
base_of(const struct reader *reader)
{
	return reader->depth > 0 ? reader->blocks[reader->depth - 1].count : 0;
}

static bool
in_list(const struct reader *reader)
{
	return reader->depth > 0 && reader->blocks[reader->depth - 1].list;
}

/* What "inactive:" stands before, whatever is in it, counts for nothing. */
static bool
is_inactive(const struct reader *reader)
{
	size_t i;

	for (i = 0; i < reader->count; i++)
		if (!reader->path[i].quoted &&
		    word_is(&reader->path[i], "inactive:"))
			return true;
	return false;
}

static void
flush(struct reader *reader)
{
	size_t base = base_of(reader);

	reader->ended = false;
	if (reader->count > base && !is_inactive(reader))
		reader->good =
		    reader->good && listing_add(reader->listing, reader->path,
					reader->count, base);
	reader->count = base;
}

static void
put(struct reader *reader, const struct word *word)
{
	if (reader->ended)
		flush(reader);
	if (reader->count == LISTING_WORDS) {
		reader->good = false;
		return;
	}
	reader->path[reader->count++] = *word;
	reader->words++;
	if (in_list(reader))
		flush(reader);
}

static void
open_block(struct reader *reader, const struct word *word, bool list)
{
	struct word record;

	reader->ended = false;
	if (reader->depth == LISTING_DEPTH) {
		reader->good = false;
		return;
	}
	/* The items of a list have no names; neither has a bare block. */
	if (reader->count == base_of(reader) && !list &&
	    reader->count < LISTING_WORDS) {
		record = listing_record(reader->listing, word->offset);
		reader->path[reader->count++] = record;
	}
	reader->blocks[reader->depth++] =
	    (struct block){ reader->count, list, reader->words };
}

static void
close_block(struct reader *reader)
{
	const struct block *block;
	bool empty;

	flush(reader);
	if (reader->depth == 0)
		return;
	/* "network 192.0.2.0/24 { }" says that there is one. */
	block = &reader->blocks[reader->depth - 1];
	empty = !block->list && reader->words == block->before;
	reader->depth--;
	if (empty)
		flush(reader);
	reader->count = base_of(reader);
}

static void
take_sign(struct reader *reader, const struct word *word, char sign)
{
	if (sign == '{' || sign == '[')
		open_block(reader, word, sign == '[');
	else if (sign == '}' || sign == ']')
		close_block(reader);
	else
		flush(reader);
}

static bool
is_sign(char c)
{
	return c != '\0' && strchr("{}[];", c) != NULL;
}

/* Whether a note goes from WORD to the end of its line: "## SECRET-DATA". */
static bool
is_note(const struct word *word)
{
	return !word->quoted && word_begins(word, "##");
}

/* The signs before a word, the word, the signs behind it. */
static void
take_word(struct reader *reader, struct word word)
{
	size_t tail;

	while (word.length > 0 && is_sign(word.text[0])) {
		take_sign(reader, &word, word.text[0]);
		word.text++;
		word.offset++;
		word.length--;
	}
	for (tail = word.length; tail > 0; tail--)
		if (!is_sign(word.text[tail - 1]) &&
		    !(word.text[tail - 1] == ',' && tail > 1))
			break;
	if (tail > 0) {
		struct word bare = word;

		bare.length = tail;
		if (bare.length >= 2 && bare.text[0] == '"' &&
		    bare.text[tail - 1] == '"') {
			bare.text++;
			bare.offset++;
			bare.length -= 2;
			bare.quoted = true;
		}
		put(reader, &bare);
	}
	for (; tail < word.length; tail++)
		if (word.text[tail] != ',')
			take_sign(reader, &word, word.text[tail]);
}

bool
listing_read_braces(
    struct listing *listing, const struct profile_syntax *syntax)
{
	struct scan scan = scan_begin(listing->source, syntax);
	struct reader *reader = ARENA_NEW(listing->arena, struct reader);
	struct scan_line *line = ARENA_NEW(listing->arena, struct scan_line);
	size_t i;

	reader->listing = listing;
	reader->good = true;
	while (reader->good && scan_line(&scan, line)) {
		if (line->cut)
			return false;
		for (i = 0; i < line->count && !is_note(&line->words[i]); i++)
			if (line->words[i].quoted)
				put(reader, &line->words[i]);
			else
				take_word(reader, line->words[i]);
		reader->ended = reader->count > base_of(reader);
	}
	flush(reader);
	return reader->good;
}

/* SPDX-License-Identifier: ISC */
/* "config ..." and "edit ..." open blocks, "next" and "end" close them.
 * Floor: verify. */
#include <string.h>

#include "verify/scan.h"

struct reader {
	struct word path[LISTING_WORDS];
	size_t ends[LISTING_DEPTH]; /* of each open block's words in path */
	size_t depth;
	bool indented; /* what is in a block is farther right */
};

static size_t
base_of(const struct reader *reader)
{
	return reader->depth > 0 ? reader->ends[reader->depth - 1] : 0;
}

static bool
take_line(struct listing *listing, struct reader *reader,
    const struct scan_line *line)
{
	const struct word *first = &line->words[0];
	size_t base = base_of(reader), skip;

	if (line->count == 1 &&
	    (word_is(first, "next") || word_is(first, "end"))) {
		reader->depth -= reader->depth > 0;
		return true;
	}
	/* Blocks of the device's own begin anew at the left, within those of a
	 * virtual domain and where an "end" was forgotten. */
	if (reader->indented && line->indent == 0 && word_is(first, "config")) {
		reader->depth = 0;
		base = 0;
	}
	/* "set" says nothing; the rest of the line is "name value". */
	skip = word_is(first, "set") && line->count > 1 ? 1 : 0;
	if (line->cut || base + line->count - skip > LISTING_WORDS)
		return false;
	memcpy(reader->path + base, line->words + skip,
	    (line->count - skip) * sizeof(struct word));
	if (!listing_add(
		listing, reader->path, base + line->count - skip, base))
		return false;
	if (!word_is(first, "config") && !word_is(first, "edit"))
		return true;
	if (reader->depth == LISTING_DEPTH)
		return false;
	reader->ends[reader->depth++] = base + line->count;
	return true;
}

/* Whether the first line within a block is farther right than it. */
static bool
is_indented(struct scan scan, struct scan_line *line)
{
	while (scan_line(&scan, line))
		if (!word_is(&line->words[0], "config") && line->indent > 0)
			return true;
		else if (word_is(&line->words[0], "set"))
			return false;
	return false;
}

bool
listing_read_edit(struct listing *listing, const struct profile_syntax *syntax)
{
	struct scan scan = scan_begin(listing->source, syntax);
	struct reader *reader = ARENA_NEW(listing->arena, struct reader);
	struct scan_line *line = ARENA_NEW(listing->arena, struct scan_line);

	reader->indented = is_indented(scan, line);
	while (scan_line(&scan, line))
		if (!take_line(listing, reader, line))
			return false;
	return true;
}

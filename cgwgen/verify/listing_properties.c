/* SPDX-License-Identifier: ISC */
/*
 * Lists of properties, as PowerShell's Format-List prints objects: a paragraph
 * of lines "name : value" is a record, whose members may stand in any order.
 * A line that begins with blanks goes on with the value above.  Floor: verify.
 */
#include <string.h>

#include "verify/listing.h"
#include "verify/scan.h"

struct reader {
	struct listing *listing;
	struct word words[LISTING_WORDS]; /* record, name and value */
	size_t count;                     /* 0: no property is open */
	struct word record;               /* of the object at hand */
	struct word first; /* the name that its first property has */
	bool open;         /* there is such an object */
};

bool
listing_is_property(const struct scan_line *line)
{
	return line->indent == 0 && line->count > 1 &&
	       word_is(&line->words[1], ":") && !line->words[0].quoted;
}

/* Adds the property that is open. */
static bool
add_property(struct reader *reader)
{
	const size_t count = reader->count;

	reader->count = 0;
	return count == 0 ||
	       listing_add(reader->listing, reader->words, count, 1);
}

/* Adds the words from FIRST on to the property that is open. */
static bool
add_words(struct reader *reader, const struct scan_line *line, size_t first)
{
	const size_t count = line->count - first;

	if (reader->count + count > LISTING_WORDS)
		return false;
	memcpy(reader->words + reader->count, line->words + first,
	    count * sizeof(struct word));
	reader->count += count;
	return true;
}

static bool
take_property(struct reader *reader, const struct scan_line *line)
{
	const struct word *name = &line->words[0];

	if (!add_property(reader))
		return false;
	/* The next object, with an empty line before it or without. */
	if (!reader->open || line->apart || word_equal(name, &reader->first)) {
		reader->record = listing_record(reader->listing, name->offset);
		reader->first = *name;
		reader->open = true;
	}
	reader->words[0] = reader->record;
	reader->words[1] = *name;
	reader->count = 2;
	return add_words(reader, line, 2);
}

static bool
take_line(struct reader *reader, const struct scan_line *line)
{
	if (line->cut)
		return false;
	if (listing_is_property(line))
		return take_property(reader, line);
	if (line->indent > 0 && !line->apart && reader->count > 0)
		return add_words(reader, line, 0);
	/* A prompt, or a heading. */
	reader->open = false;
	return add_property(reader) &&
	       listing_add(reader->listing, line->words, line->count, 0);
}

bool
listing_read_properties(
    struct listing *listing, const struct profile_syntax *syntax)
{
	struct scan scan = scan_begin(listing->source, syntax);
	struct reader *reader = ARENA_NEW(listing->arena, struct reader);
	struct scan_line *line = ARENA_NEW(listing->arena, struct scan_line);

	reader->listing = listing;
	while (scan_line(&scan, line))
		if (!take_line(reader, line))
			return false;
	return add_property(reader);
}

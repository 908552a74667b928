/* SPDX-License-Identifier: ISC */
/* What two renderings of a connection have in common.  Floor: verify. */
#include "verify/lines.h"

#include "base/digest.h"

static struct digest
line_digest(const struct lines *lines, const struct expected_line *line)
{
	uint64_t ids[LISTING_WORDS];
	uint32_t id;
	size_t i;

	for (i = 0; i < line->count; i++) {
		id = line->words[i].id;
		/* A record's number only says which one of all it is. */
		ids[i] = id <= LEXICON_RECORDS ? id
			 : id - LEXICON_RECORDS < lines->record_count
			     ? lines->records[id - LEXICON_RECORDS]
			     : 0;
	}
	return digest_make(
	    &lines->expected->lexicon->key, ids, line->count * sizeof(*ids));
}

/* What each record says is the sum of its statements, in any order. */
static void
sum_records(struct lines *lines, struct arena *arena)
{
	const struct expected *expected = lines->expected;
	const size_t count =
	    expected->file_count > 0
		? expected->listings[expected->file_count - 1].records + 1
		: 1;
	uint64_t *sums = arena_array(arena, count, sizeof(*sums));
	const struct expected_line *line;
	struct digest digest;
	uint64_t part;
	uint32_t id;
	size_t i, k;

	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		digest = line_digest(lines, line);
		part = digest.words[0];
		for (k = 0; k < line->count; k++) {
			id = line->words[k].id;
			if (id > LEXICON_RECORDS &&
			    id - LEXICON_RECORDS < count)
				sums[id - LEXICON_RECORDS] += part;
		}
	}
	lines->records = sums;
	lines->record_count = count;
}

/* The same of LINE whichever records it stands in. */
static struct digest
bare_digest(const struct lines *lines, const struct expected_line *line)
{
	const struct lines bare = { .expected = lines->expected };

	return line_digest(&bare, line);
}

static void
count_line(
    struct lines *lines, const struct expected_line *line, struct arena *arena)
{
	void **place =
	    index_place(&lines->numbers, bare_digest(lines, line), arena);

	if (*place == NULL)
		*place = ARENA_NEW(arena, size_t);
	++*(size_t *)*place;
}

struct lines
lines_of(const struct expected *expected, struct arena *arena)
{
	struct lines lines = { .expected = expected };
	size_t i;

	sum_records(&lines, arena);
	for (i = 0; i < expected->count; i++) {
		*index_place(&lines.index,
		    line_digest(&lines, &expected->lines[i]), arena) =
		    &expected->lines[i];
		count_line(&lines, &expected->lines[i], arena);
	}
	return lines;
}

static size_t
number_of(const struct lines *lines, struct digest digest)
{
	const size_t *number = index_find(&lines->numbers, digest);

	return number != NULL ? *number : 0;
}

bool
lines_have(const struct lines *lines, const struct lines *of,
    const struct expected_line *line)
{
	const struct digest bare = bare_digest(of, line);

	return index_find(&lines->index, line_digest(of, line)) != NULL ||
	       number_of(lines, bare) >= number_of(of, bare);
}

bool
lines_lack(const struct verification *about, const struct verification *other,
    struct arena *arena)
{
	const struct expected *expected = &about->expected;
	const struct lines there = lines_of(&other->expected, arena);
	const struct lines own = lines_of(expected, arena);
	size_t i;

	for (i = 0; i < expected->count; i++)
		if (expected->lines[i].match == NO_MATCH &&
		    !lines_have(&there, &own, &expected->lines[i]))
			return true;
	return false;
}

bool
lines_add(const struct verification *about, const struct verification *other,
    struct arena *arena)
{
	const struct expected *expected = &other->expected;
	const struct lines there = lines_of(&about->expected, arena);
	const struct lines own = lines_of(expected, arena);
	size_t i;

	for (i = 0; i < expected->count; i++)
		if (!lines_have(&there, &own, &expected->lines[i]))
			return true;
	return false;
}

/* SPDX-License-Identifier: ISC */
/* Running configurations, searchable.  Floor: verify. */
#include "verify/running.h"

/* What is unlike in more is something else. */
#define TOLERANCE 4

/* Lists of statements, one after another in one array. */
struct lists {
	uint32_t *starts; /* of each list, and the end of the last */
	uint32_t *places;
};

static void
number_lines(
    struct running *running, const struct listing *listing, struct arena *arena)
{
	const struct statement *statement;
	struct running_line *line;
	uint32_t *ids;
	size_t i, k;

	for (i = 0; i < listing->count; i++) {
		statement = &listing->statements[i];
		ids = arena_array(arena, statement->count, sizeof(*ids));
		for (k = 0; k < statement->count; k++)
			ids[k] = lexicon_word(
			    running->lexicon, &statement->words[k]);
		line = &running->lines[running->count++];
		*line = (struct running_line){ .listing = listing,
			.statement = statement,
			.ids = ids,
			.count = statement->count,
			.own = statement->own };
	}
}

/* The list that word ID belongs in, or SIZE for none of these. */
static size_t
list_of(uint32_t id, bool records, size_t size)
{
	if (records)
		return id > LEXICON_RECORDS ? id - LEXICON_RECORDS : size;
	return id < LEXICON_RECORDS ? id : size;
}

/* Puts each statement into the list of each of its words, once. */
static struct lists
sort_lines(const struct running *running, size_t size, bool records,
    struct arena *arena)
{
	struct lists lists = { .starts = arena_array(
				   arena, size + 2, sizeof(uint32_t)) };
	uint32_t *seen = arena_array(arena, size + 1, sizeof(*seen));
	const struct running_line *line;
	size_t i, k, list, total = 0;

	for (i = 0; i < running->count; i++) {
		line = &running->lines[i];
		for (k = 0; k < line->count; k++) {
			list = list_of(line->ids[k], records, size);
			if (list == size || seen[list] == i + 1)
				continue;
			seen[list] = (uint32_t)i + 1;
			lists.starts[list + 1]++;
			total++;
		}
	}
	lists.places = arena_array(arena, total + 1, sizeof(uint32_t));
	for (i = 0; i <= size; i++)
		lists.starts[i + 1] += lists.starts[i];
	for (i = running->count; i-- > 0;) {
		line = &running->lines[i];
		for (k = 0; k < line->count; k++) {
			list = list_of(line->ids[k], records, size);
			if (list == size ||
			    seen[list] == running->count + i + 2)
				continue;
			seen[list] = (uint32_t)(running->count + i + 2);
			lists.places[--lists.starts[list + 1]] = (uint32_t)i;
		}
	}
	/* Each start went back to where its list begins. */
	for (i = 0; i <= size; i++)
		lists.starts[i] = lists.starts[i + 1];
	lists.starts[size + 1] = (uint32_t)total;
	lists.starts[size] = (uint32_t)total;
	return lists;
}

struct running *
running_new(const struct listing *listings, size_t count,
    struct lexicon *lexicon, struct arena *arena)
{
	struct running *running = ARENA_NEW(arena, struct running);
	struct lists lists;
	size_t total = 0, i;

	running->lexicon = lexicon;
	running->tolerance = TOLERANCE;
	for (i = 0; i < count; i++) {
		total += listings[i].count;
		if (listings[i].records > running->records)
			running->records = listings[i].records;
	}
	running->lines = arena_array(arena, total + 1, sizeof(*running->lines));
	for (i = 0; i < count; i++)
		number_lines(running, &listings[i], arena);
	running->ids = lexicon->count + 1;
	running->records++;
	lists = sort_lines(running, running->ids, false, arena);
	running->places = lists.places;
	running->starts = lists.starts;
	lists = sort_lines(running, running->records, true, arena);
	running->record_places = lists.places;
	running->record_starts = lists.starts;
	return running;
}

const uint32_t *
running_find(const struct running *running, uint32_t id, size_t *ret_count)
{
	const uint32_t *starts = running->starts, *places = running->places;
	size_t list = id, size = running->ids;

	if (id > LEXICON_RECORDS) {
		list = id - LEXICON_RECORDS;
		size = running->records;
		starts = running->record_starts;
		places = running->record_places;
	}
	if (list >= size) {
		*ret_count = 0;
		return NULL;
	}
	*ret_count = starts[list + 1] - starts[list];
	return places + starts[list];
}

void
running_spend(struct running *running, size_t cost)
{
	running->budget -= cost < running->budget ? cost : running->budget;
}

const struct word *
running_sample(const struct running *running, uint32_t id)
{
	const struct running_line *line;
	const uint32_t *list;
	size_t count, i;

	list = running_find(running, id, &count);
	if (count == 0)
		return NULL;
	line = &running->lines[list[0]];
	for (i = 0; i < line->count; i++)
		if (line->ids[i] == id)
			return &line->statement->words[i];
	return NULL;
}

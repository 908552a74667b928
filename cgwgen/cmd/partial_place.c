/* SPDX-License-Identifier: ISC */
/* Places in inputs, as partial files have them.  Floor 7. */
#include <stdlib.h>

#include "check/fleet.h"
#include "cmd/partial_write.h"
#include "cmd/session.h"
#include "report/entry.h"

/* So many places are looked through for one that is the same. */
#define RECENT 64

/* The number of POS among the places of the line; -1: none. */
long
partial_place(struct places *places, struct pos pos)
{
	struct pos *grown;
	size_t i, least;

	if (pos.source == NULL)
		return -1;
	least = places->count > RECENT ? places->count - RECENT : 0;
	for (i = places->count; i-- > least;)
		if (places->list[i].source == pos.source &&
		    places->list[i].offset == pos.offset)
			return (long)i;
	if (places->count == places->capacity) {
		places->capacity = places->capacity * 2 + 32;
		grown =
		    realloc(places->list, places->capacity * sizeof(*grown));
		if (grown == NULL)
			memory_exhausted();
		places->list = grown;
	}
	places->list[places->count] = pos;
	return (long)places->count++;
}

void
partial_put_number(struct writer *writer, long number)
{
	if (number < 0)
		writer_text(writer, NULL);
	else
		writer_number(writer, (uint32_t)number);
}

/* Path, name, line, column, excerpt, caret. */
static void
put_spot(struct writer *writer, struct pos pos)
{
	struct excerpt excerpt = { .caret = 0 };
	size_t line, column;
	bool quoted = source_excerpt(pos, &excerpt);

	source_line_column(pos, &line, &column);
	writer_text(writer, source_path(pos.source));
	writer_text(writer, source_name(pos.source));
	partial_put_number(writer, (long)line);
	partial_put_number(writer, (long)column);
	writer_text(writer, quoted ? excerpt.text : NULL);
	partial_put_number(writer, (long)excerpt.caret);
}

static void
put_comment(void *host, enum rule_id rule, struct pos at, bool used)
{
	struct writer *writer = host;
	size_t line, column;

	(void)used;
	if (!fleet_has_rule(rule))
		return;
	source_line_column(at, &line, &column);
	writer_begin(writer, '[');
	writer_text(writer, rule_get(rule)->id);
	partial_put_number(writer, (long)line);
	partial_put_number(writer, (long)column);
	writer_end(writer, ']');
}

/* The rules on fleets that comments silence at POS, and where those are. */
static void
put_silenced(
    const struct partial *partial, struct writer *writer, struct pos pos)
{
	writer_begin(writer, '[');
	silences_each(inventory_silences(partial->session->inventory), pos,
	    put_comment, writer);
	writer_end(writer, ']');
}

static void
put_place(const struct partial *partial, struct writer *writer, struct pos pos)
{
	const struct pos outer = source_outer(pos);
	struct source_cursor cursor = { .source = NULL };
	const struct finding finding = { .at = outer,
		.within = outer.source != pos.source ? pos : NOWHERE,
		.message = "" };
	struct entry_texts texts = { .arena = partial->arena };
	const struct entry *entry;

	writer_begin(writer, '[');
	put_spot(writer, outer);
	if (outer.source != pos.source) {
		entry = entry_new(&finding, &cursor, false, &texts);
		writer_begin(writer, '[');
		put_spot(writer, pos);
		writer_text(writer, entry_rare(entry)->inner_path);
		writer_end(writer, ']');
	} else {
		writer_text(writer, NULL);
	}
	put_silenced(partial, writer, outer);
	writer_end(writer, ']');
}

static void
put_places(
    const struct partial *partial, struct writer *writer, struct places *places)
{
	size_t i;

	writer_key(writer, "places");
	writer_begin(writer, '[');
	for (i = 0; i < places->count; i++)
		put_place(partial, writer, places->list[i]);
	writer_end(writer, ']');
	places->count = 0;
}

/* Ends the line with its places. */
void
partial_end_line(
    struct partial *partial, struct writer *writer, struct places *places)
{
	put_places(partial, writer, places);
	writer_end(writer, '}');
	buf_add(&partial->text, writer->buf.data, writer->buf.length);
	buf_clear(&writer->buf);
	writer->filled = false;
	arena_reset(partial->arena);
}

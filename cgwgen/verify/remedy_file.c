/* SPDX-License-Identifier: ISC */
/* The commands of one rendered file.  Floor: verify. */
#include "verify/remedy_file.h"

#include <string.h>

#include "verify/record.h"
#include "verify/scan.h"
#include "verify/wording.h"

static size_t
line_of(const struct remedy *remedy, size_t number)
{
	const struct expected_line *line =
	    &remedy->about->expected.lines[number];

	return line->file != remedy->file
		   ? OUTLINE_NONE
		   : outline_at(&remedy->outline,
			 line->statement->words[line->own].offset);
}

/* "no shutdown": it is done last. */
static bool
is_switch(const struct expected_line *line)
{
	const struct word *last = &line->statement->words[line->count - 1];

	return line->negative &&
	       (word_is(last, "shutdown") || word_is(last, "disable"));
}

/* Whether TEXT was not said yet, in the block of LINE or, when it takes all
 * there is of a neighbor away, anywhere. */
static bool
is_new(struct remedy *remedy, size_t line, const char *text)
{
	const struct profile_syntax *syntax = &remedy->about->profile->syntax;
	size_t parent = remedy->outline.lines[line].parent;
	const char *rest = text + strlen(syntax->negate);
	void **place;

	if (parent == OUTLINE_NONE || strncmp(rest, "neighbor ", 9) == 0 ||
	    strncmp(rest, "peer ", 5) == 0)
		parent = 0;
	text = arena_printf(remedy->arena, "%zu %s", parent, text);
	place = index_place(&remedy->said,
	    digest_make(
		&remedy->about->expected.lexicon->key, text, strlen(text)),
	    remedy->arena);
	if (*place != NULL)
		return false;
	*place = remedy;
	return true;
}

static void
want_change(struct remedy *remedy, size_t number)
{
	const struct verification *about = remedy->about;
	const struct change *change = &remedy->changes[number];
	const size_t line = line_of(remedy, number);
	const char *text;

	if (change->kind == CHANGE_NONE || line == OUTLINE_NONE ||
	    is_switch(&about->expected.lines[number]))
		return;
	cutting_want(&remedy->cutting, line);
	text = remedy_before(about, &about->expected.lines[number], change,
	    cutting_is_header(&remedy->cutting, line), remedy->arena);
	if (text == NULL)
		return;
	remedy->cleared[line] |= change->kind == CHANGE_VALUE;
	if (is_new(remedy, line, text))
		cutting_before(&remedy->cutting, line, text);
}

/* ---- what is switched off --------------------------------------------- */

/* The line that opens the block which the running statement OTHER stands in;
 * OUTLINE_NONE when none of FILE does. */
static size_t
block_of(const struct remedy *remedy, const struct running_line *other)
{
	const struct expected *expected = &remedy->about->expected;
	const struct running_line *block;
	size_t i, k;

	for (i = 0; i < expected->count; i++) {
		if (expected->lines[i].match == NO_MATCH ||
		    expected->lines[i].file != remedy->file)
			continue;
		block = &remedy->about->match.running
			     ->lines[expected->lines[i].match];
		if (block->count != other->own)
			continue;
		for (k = 0; k < block->count; k++)
			if (block->ids[k] != other->ids[k])
				break;
		if (k == block->count)
			return line_of(remedy, i);
	}
	return OUTLINE_NONE;
}

/* Whether the template switches the block on by itself. */
static bool
has_switch(const struct remedy *remedy, size_t block)
{
	const struct expected *expected = &remedy->about->expected;
	size_t i, line;

	for (i = 0; i < expected->count; i++) {
		line = is_switch(&expected->lines[i]) ? line_of(remedy, i)
						      : OUTLINE_NONE;
		if (line != OUTLINE_NONE && remedy->cutting.wanted[line] &&
		    remedy->outline.lines[line].parent == block)
			return true;
	}
	return false;
}

/* Takes LINE away at the end of its block. */
static void
want_gone(struct remedy *remedy, const struct running_line *line)
{
	const struct profile *profile = remedy->about->profile;
	const char *text =
	    remedy_negation(profile, line, line->count, remedy->arena);
	size_t block = OUTLINE_NONE;

	if (text == NULL || remedy->outline.count == 0)
		return;
	if (line->own > 0 && profile->syntax.nesting != PROFILE_NESTING_SET) {
		block = block_of(remedy, line);
		if (block == OUTLINE_NONE || has_switch(remedy, block) ||
		    remedy->cleared[block])
			return;
	}
	cutting_behind(&remedy->cutting, block, text);
}

/* Whether the running statement is of this file, as far as is known. */
static bool
is_here(const struct remedy *remedy, const struct running_line *line)
{
	return remedy->about->expected.file_count == 1 ||
	       block_of(remedy, line) != OUTLINE_NONE;
}

/* ---- where there are no commands -------------------------------------- */

/* "in A B: set C to D", for a form or a script. */
static void
put_sentence(void *host, size_t number)
{
	struct remedy *remedy = host;
	const struct expected_line *line =
	    &remedy->about->expected.lines[number];
	const struct word *words = line->statement->words;
	size_t i, last = line->count - 1;

	if (remedy->changes[number].kind == CHANGE_NONE ||
	    line->file != remedy->file)
		return;
	buf_text(remedy->out, remedy->comment);
	for (i = 0; i < line->count; i++) {
		if (words[i].record != 0)
			continue;
		buf_text(remedy->out, i == 0                       ? " in "
				      : i == line->own             ? ": set "
				      : i == last && i > line->own ? " to "
								   : " ");
		remedy_word(&remedy->swaps, &words[i], remedy->out);
	}
	if (line->tunnel >= 0)
		buf_printf(remedy->out, " (tunnel %d)", line->tunnel + 1);
	buf_char(remedy->out, '\n');
}

/* Objects that are changed as the profile says. */
static void
put_records(struct remedy *remedy)
{
	const struct records records = { .about = remedy->about,
		.changes = remedy->changes,
		.stale = remedy->stale,
		.probe = remedy->probe,
		.file = remedy->file,
		.outline = &remedy->outline,
		.swaps = &remedy->swaps,
		.arena = remedy->arena,
		.comment = remedy->comment,
		.told = put_sentence,
		.host = remedy };

	records_put(&records, remedy->out);
}

/* Whether the file is something else than a list of commands, or a file of
 * blocks of which a part can be shown. */
static bool
is_told(const struct remedy *remedy)
{
	switch (remedy->about->profile->syntax.nesting) {
	case PROFILE_NESTING_DOCUMENT:
	case PROFILE_NESTING_SCRIPT:
		return true;
	default:
		return remedy->outline.flat;
	}
}

/* ---- all of it -------------------------------------------------------- */

/* A file may be for another program than the others are. */
static void
take_syntax(struct remedy *remedy, size_t file)
{
	const struct profile *profile = remedy->target->profile;
	const struct profile_syntax *syntax = profile->files[file].syntax;

	remedy->profile = *profile;
	if (syntax != NULL)
		remedy->profile.syntax = *syntax;
	remedy->own = *remedy->target;
	remedy->own.profile = &remedy->profile;
	remedy->about = &remedy->own;
}

static void
open_file(struct remedy *remedy, size_t file)
{
	const struct verification *about;

	take_syntax(remedy, file);
	about = remedy->about;
	remedy->file = file;
	remedy->outline = outline_make(about->sources[file],
	    about->expected.listings[file].form, &about->profile->syntax,
	    remedy->arena);
	remedy->swaps = remedy_swaps(about, file, remedy->arena);
	remedy->said = (struct index){ NULL, 0, 0 };
	remedy->cleared =
	    arena_array(remedy->arena, remedy->outline.count + 1, sizeof(bool));
}

static void
begin(struct remedy *remedy)
{
	remedy->cutting = cutting_new(&remedy->outline, remedy->arena);
}

static void
finish(struct remedy *remedy)
{
	if (remedy->cutting.any)
		cutting_put(&remedy->cutting, &remedy->swaps, remedy->out);
}

/* What is set. */
static void
put_changes(struct remedy *remedy)
{
	size_t i;

	begin(remedy);
	for (i = 0; i < remedy->about->expected.count; i++)
		want_change(remedy, i);
	finish(remedy);
}

/* What was there for another way to set the connection up: what uses a thing
 * goes before the thing. */
static void
put_stale(struct remedy *remedy)
{
	const struct running *running = remedy->about->match.running;
	size_t i;

	begin(remedy);
	for (i = running->count; i-- > 0;)
		if (remedy->stale[i] && is_here(remedy, &running->lines[i]))
			want_gone(remedy, &running->lines[i]);
	finish(remedy);
}

/* What is switched on, after all of that. */
static void
put_switches(struct remedy *remedy)
{
	const struct verification *about = remedy->about;
	const struct running_line *line;
	const struct extra *extras;
	size_t i, count, at;

	begin(remedy);
	for (i = 0; i < about->expected.count; i++) {
		at = is_switch(&about->expected.lines[i]) &&
			     remedy->changes[i].kind != CHANGE_NONE
			 ? line_of(remedy, i)
			 : OUTLINE_NONE;
		if (at != OUTLINE_NONE)
			cutting_want(&remedy->cutting, at);
	}
	extras = extras_find(about, remedy->arena, &count);
	for (i = 0; i < count; i++) {
		line = &about->match.running->lines[extras[i].place];
		if (extras[i].off && is_here(remedy, line) &&
		    remedy->probe->places[extras[i].place] != TOLD_SILENCED)
			want_gone(remedy, line);
	}
	for (i = 0; i < about->shared_count; i++) {
		line = &about->match.running->lines[about->shared[i].place];
		if (about->shared[i].name != NULL && is_here(remedy, line) &&
		    remedy->probe->places[about->shared[i].place] !=
			TOLD_SILENCED)
			want_gone(remedy, line);
	}
	finish(remedy);
}

void
remedy_put_file(struct remedy *remedy, size_t file)
{
	const struct verification *about = remedy->target;
	const size_t before = remedy->out->length;
	size_t begin, i;

	open_file(remedy, file);
	if (about->expected.file_count > 1)
		buf_printf(remedy->out, "%s In %s:\n", remedy->comment,
		    source_name(about->sources[file]));
	begin = remedy->out->length;
	if (records_know(remedy->about->profile)) {
		put_records(remedy);
	} else if (is_told(remedy)) {
		for (i = 0; i < about->expected.count; i++)
			put_sentence(remedy, i);
	} else {
		put_changes(remedy);
		put_stale(remedy);
		put_switches(remedy);
	}
	if (remedy->out->length == begin)
		buf_cut(remedy->out, before);
}

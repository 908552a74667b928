/* SPDX-License-Identifier: ISC */
/* The commands that would bring a device to its descriptor.  Floor: verify. */
#include "verify/remedy.h"

#include <string.h>

#include "verify/change.h"
#include "verify/outline.h"
#include "verify/remedy_words.h"
#include "verify/scan.h"
#include "verify/teller.h"
#include "verify/vary.h"
#include "verify/wording.h"

/* Texts of one place of the proposal. */
struct texts {
	const char *text;
	struct texts *next;
};

struct remedy {
	const struct verification *about;
	const struct change *changes;
	struct arena *arena;
	struct buf *out;
	const char *comment;
	/* Of the file at hand. */
	size_t file;
	struct outline outline;
	struct swaps swaps;
	bool *wanted;          /* by line of the outline */
	bool *within;          /* something in its block is */
	struct texts **before; /* by line */
	struct texts **behind; /* by line: after it and its block's lines */
	struct index said;     /* what is taken away is taken away once */
	bool any;
};

static void
add_text(struct remedy *remedy, struct texts **list, const char *text)
{
	struct texts *entry = ARENA_NEW(remedy->arena, struct texts);

	while (*list != NULL)
		list = &(*list)->next;
	*entry = (struct texts){ text, NULL };
	*list = entry;
}

static void
want(struct remedy *remedy, size_t line)
{
	const struct outline_line *lines = remedy->outline.lines;

	remedy->wanted[line] = true;
	remedy->any = true;
	for (line = lines[line].parent; line != OUTLINE_NONE;
	     line = lines[line].parent) {
		remedy->wanted[line] = true;
		remedy->within[line] = true;
	}
}

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

/* Whether other expected lines stand in the block of LINE. */
static bool
is_header(const struct remedy *remedy, size_t line)
{
	return line + 1 < remedy->outline.count &&
	       remedy->outline.lines[line + 1].parent == line;
}

/* "no shutdown": it is done last. */
static bool
is_switch(const struct expected_line *line)
{
	const struct word *last = &line->statement->words[line->count - 1];

	return line->negative &&
	       (word_is(last, "shutdown") || word_is(last, "disable"));
}

static void
want_change(struct remedy *remedy, size_t number)
{
	const struct verification *about = remedy->about;
	const struct change *change = &remedy->changes[number];
	const size_t line = line_of(remedy, number);
	const char *text;
	void **place;

	if (change->kind == CHANGE_NONE || line == OUTLINE_NONE ||
	    is_switch(&about->expected.lines[number]))
		return;
	want(remedy, line);
	text = remedy_before(about, &about->expected.lines[number], change,
	    is_header(remedy, line), remedy->arena);
	if (text == NULL)
		return;
	place = index_place(&remedy->said,
	    digest_make(&about->expected.lexicon->key, text, strlen(text)),
	    remedy->arena);
	if (*place != NULL)
		return;
	*place = remedy;
	add_text(remedy, &remedy->before[line], text);
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
		if (line != OUTLINE_NONE && remedy->wanted[line] &&
		    remedy->outline.lines[line].parent == block)
			return true;
	}
	return false;
}

static void
want_on(struct remedy *remedy, const struct running_line *line)
{
	const char *text = remedy_negation(
	    remedy->about->profile, line, line->count, remedy->arena);
	size_t block;

	if (text == NULL || remedy->outline.count == 0)
		return;
	if (line->own == 0 ||
	    remedy->about->profile->syntax.nesting == PROFILE_NESTING_SET) {
		block = remedy->outline.count - 1;
		remedy->any = true;
	} else {
		block = block_of(remedy, line);
		if (block == OUTLINE_NONE || has_switch(remedy, block))
			return;
		want(remedy, block);
		remedy->within[block] = true;
	}
	add_text(remedy, &remedy->behind[block], text);
}

/* ---- printing --------------------------------------------------------- */

static size_t
indent_of(const struct outline *outline, size_t line)
{
	return strspn(
	    source_text(outline->source) + outline->lines[line].start, " \t");
}

static void
put_texts(struct remedy *remedy, const struct texts *texts, size_t like)
{
	const struct outline *outline = &remedy->outline;

	for (; texts != NULL; texts = texts->next) {
		buf_add(remedy->out,
		    source_text(outline->source) + outline->lines[like].start,
		    indent_of(outline, like));
		buf_printf(remedy->out, "%s\n", texts->text);
	}
}

static bool
is_printed(const struct remedy *remedy, size_t line)
{
	const struct outline_line *at = &remedy->outline.lines[line];

	if (at->closes != OUTLINE_NONE)
		return remedy->wanted[at->closes] &&
		       (remedy->within[at->closes] ||
			   !is_header(remedy, at->closes));
	return at->session || remedy->wanted[line];
}

static void
put_lines(struct remedy *remedy)
{
	const struct outline *outline = &remedy->outline;
	size_t *ends =
	    arena_array(remedy->arena, outline->count + 1, sizeof(*ends));
	size_t i, k;

	for (i = 0; i < outline->count; i++)
		ends[i] = outline_last(outline, i);
	for (i = 0; i < outline->count; i++) {
		put_texts(remedy, remedy->before[i], i);
		if (is_printed(remedy, i)) {
			remedy_line(&remedy->swaps, outline->source,
			    outline->lines[i].start, outline->lines[i].end,
			    remedy->out);
			buf_char(remedy->out, '\n');
		}
		for (k = i + 1; k-- > 0;)
			if (ends[k] == i && remedy->behind[k] != NULL)
				put_texts(remedy, remedy->behind[k], i);
	}
}

/* ---- where there are no commands -------------------------------------- */

/* "in A B: set C to D", for a form or a script. */
static void
put_sentence(struct remedy *remedy, size_t number)
{
	const struct expected_line *line =
	    &remedy->about->expected.lines[number];
	const struct word *words = line->statement->words;
	size_t i, last = line->count - 1;

	if (remedy->changes[number].kind == CHANGE_NONE ||
	    line->file != remedy->file)
		return;
	remedy->any = true;
	buf_text(remedy->out, remedy->comment);
	for (i = 0; i < line->count; i++) {
		if (words[i].record != 0)
			continue;
		buf_text(remedy->out, i == 0                       ? " in "
				      : i == line->own             ? ": set "
				      : i == last && i > line->own ? " to "
								   : " ");
		remedy_line(&remedy->swaps, remedy->outline.source,
		    words[i].offset, words[i].offset + words[i].length,
		    remedy->out);
	}
	buf_char(remedy->out, '\n');
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

/* Nothing of the file is wanted. */
static void
begin_lines(struct remedy *remedy)
{
	const size_t count = remedy->outline.count + 1;

	remedy->wanted = arena_array(remedy->arena, count, sizeof(bool));
	remedy->within = arena_array(remedy->arena, count, sizeof(bool));
	remedy->before =
	    arena_array(remedy->arena, count, sizeof(*remedy->before));
	remedy->behind =
	    arena_array(remedy->arena, count, sizeof(*remedy->behind));
	remedy->said = (struct index){ NULL, 0, 0 };
	remedy->any = false;
}

static void
open_file(struct remedy *remedy, size_t file)
{
	const struct verification *about = remedy->about;

	remedy->file = file;
	remedy->outline = outline_make(about->sources[file],
	    about->expected.listings[file].form, &about->profile->syntax,
	    remedy->arena);
	remedy->swaps = remedy_swaps(about, file, remedy->arena);
	begin_lines(remedy);
}

/* What is set. */
static void
put_changes(struct remedy *remedy)
{
	size_t i;

	for (i = 0; i < remedy->about->expected.count; i++)
		want_change(remedy, i);
	if (remedy->any)
		put_lines(remedy);
}

/* What is switched on, after all of that. */
static void
put_switches(struct remedy *remedy)
{
	const struct verification *about = remedy->about;
	const struct running_line *line;
	const struct extra *extras;
	size_t i, count, at;

	begin_lines(remedy);
	for (i = 0; i < about->expected.count; i++) {
		at = is_switch(&about->expected.lines[i]) &&
			     remedy->changes[i].kind != CHANGE_NONE
			 ? line_of(remedy, i)
			 : OUTLINE_NONE;
		if (at != OUTLINE_NONE)
			want(remedy, at);
	}
	extras = extras_find(about, remedy->arena, &count);
	for (i = 0; i < count; i++) {
		line = &about->match.running->lines[extras[i].place];
		if (extras[i].off &&
		    (remedy->file == 0 ||
			block_of(remedy, line) != OUTLINE_NONE))
			want_on(remedy, line);
	}
	if (remedy->any)
		put_lines(remedy);
}

static void
put_file(struct remedy *remedy, size_t file)
{
	const struct verification *about = remedy->about;
	const size_t before = remedy->out->length;
	size_t begin, i;

	open_file(remedy, file);
	if (about->expected.file_count > 1)
		buf_printf(remedy->out, "%s In %s:\n", remedy->comment,
		    source_name(about->sources[file]));
	begin = remedy->out->length;
	if (is_told(remedy)) {
		for (i = 0; i < about->expected.count; i++)
			put_sentence(remedy, i);
	} else {
		put_changes(remedy);
		put_switches(remedy);
	}
	if (remedy->out->length == begin)
		buf_cut(remedy->out, before);
}

static void
put_all(struct remedy *remedy)
{
	const struct verification *about = remedy->about;
	size_t i, begin;

	buf_printf(remedy->out,
	    "%s Proposal of cgwgen verify for %s: read it before you use it.\n",
	    remedy->comment,
	    value_known(&about->original->id) ? about->original->id.text
					      : "the connection");
	buf_printf(remedy->out,
	    "%s It was not applied. It holds what differs alone, and keys.\n",
	    remedy->comment);
	begin = remedy->out->length;
	for (i = 0; i < about->expected.file_count; i++)
		if (about->sources[i] != NULL && verify_has_file(about, i))
			put_file(remedy, i);
	if (remedy->out->length == begin)
		buf_printf(remedy->out, "%s Nothing is to be changed.\n",
		    remedy->comment);
}

bool
remedy_write(const struct verify_device *device, struct running *running,
    struct arena *arena, const struct verification *about, struct diags *diags,
    struct buf *ret)
{
	const char *comment = device->profile->syntax.comment;
	struct verification target;
	struct remedy remedy = { .about = &target,
		.arena = arena,
		.out = ret,
		.comment = *comment != '\0' ? comment : "#" };

	if (!verify_try(device, change_target(about, arena), running, arena,
		diags, &target))
		return false;
	target.original = about->original;
	vary_explain(device, running, arena, &target);
	remedy.changes = change_list(&target, arena);
	put_all(&remedy);
	verification_close(&target);
	return true;
}

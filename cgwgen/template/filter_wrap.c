/* SPDX-License-Identifier: ISC */
/*
 * wordwrap, with the rules of Python's textwrap: a line is cut into chunks
 * (words, parts of hyphenated words, dashes, blanks), and as many of them as
 * fit become one line.  Blanks go where a line is broken.
 */
#include <string.h>

#include "template/filters.h"

struct wrapper {
	struct tcall *call;
	const struct tvalue *text;
	struct tvalue glue;
	int64_t width;
	bool break_long;   /* words that are longer than a line */
	bool split_hyphen; /* words have chunks */
	bool break_hyphen; /* long words are broken at hyphens first */
};

/* Bytes of the text, how many characters, and whether all are blank. */
struct chunk {
	size_t start, end, chars;
	bool blank;
};

/* What the line at hand holds; LAST is its last chunk. */
struct line {
	size_t start, end, chars, count;
	struct chunk last;
};

/* ---- chunks ----------------------------------------------------------------
 */

/* A place in a paragraph and the characters before it, the nearest first. */
struct look {
	const char *text;
	size_t at, end;
	uint32_t before[3]; /* 0: none */
};

static uint32_t
peek(const struct look *look, size_t at, size_t *step)
{
	uint32_t c;

	*step = 0;
	if (at >= look->end)
		return 0;
	*step = text_next(look->text + at, look->end - at, &c);
	return c;
}

static void
advance(struct look *look)
{
	size_t step;
	uint32_t c = peek(look, look->at, &step);

	look->before[2] = look->before[1];
	look->before[1] = look->before[0];
	look->before[0] = c;
	look->at += step;
}

static bool
is_letter(uint32_t c)
{
	return c != 0 && is_word(c) && !is_decimal(c);
}

static bool
is_gap(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Length of a dash of at least two hyphens before a word, after a word. */
static size_t
dash_length(const struct look *look)
{
	uint32_t before = look->before[0];
	size_t at = look->at, step;

	if (before == 0 ||
	    (!is_word(before) &&
		(before >= 0x80 || strchr("!\"'&.,?", (int)before) == NULL)))
		return 0;
	while (at < look->end && look->text[at] == '-')
		at++;
	if (at - look->at < 2 || at >= look->end ||
	    !is_word(peek(look, at, &step)))
		return 0;
	return at - look->at;
}

/* Whether the hyphen here joins words: letters on both sides. */
static bool
joins_words(const struct look *look)
{
	const uint32_t *before = look->before;
	size_t at = look->at, step;
	uint32_t c;

	if (at >= look->end || look->text[at] != '-' || !is_letter(before[0]))
		return false;
	if (!is_letter(before[1]) &&
	    !(before[1] == '-' && is_letter(before[2])))
		return false;
	if (!is_letter(peek(look, ++at, &step)))
		return false;
	at += step;
	c = peek(look, at, &step);
	if (c == '-')
		c = peek(look, at + step, &step);
	return is_letter(c);
}

/* Moves behind the next word, or its part up to and with a hyphen. */
static void
skip_word(struct look *look, bool hyphens)
{
	size_t step;

	do {
		advance(look);
		if (look->at >= look->end ||
		    is_gap(peek(look, look->at, &step)))
			return;
		if (hyphens && joins_words(look)) {
			advance(look);
			return;
		}
	} while (!hyphens || dash_length(look) == 0);
}

static void
skip_chunk(struct look *look, bool hyphens)
{
	size_t step, dash = 0;

	if (is_gap(peek(look, look->at, &step))) {
		while (is_gap(peek(look, look->at, &step)))
			advance(look);
		return;
	}
	if (hyphens)
		dash = dash_length(look);
	if (dash == 0)
		skip_word(look, hyphens);
	for (; dash > 0; dash--)
		advance(look);
}

static bool
all_blank(struct wrapper *w, size_t start, size_t end, bool *ret)
{
	size_t blank = text_blank_start(w->text->as.text + start, end - start);

	*ret = blank == end - start;
	return charge_bytes(w->call->run, blank);
}

static bool
next_chunk(struct wrapper *w, struct look *look, struct chunk *ret, bool *more)
{
	*more = look->at < look->end;
	if (!*more)
		return true;
	ret->start = look->at;
	skip_chunk(look, w->split_hyphen);
	ret->end = look->at;
	ret->chars = text_count(look->text + ret->start, ret->end - ret->start);
	return charge(w->call->run, 1) &&
	       all_blank(w, ret->start, ret->end, &ret->blank);
}

/* ---- lines -----------------------------------------------------------------
 */

static void
take_chunk(struct line *line, const struct chunk *chunk)
{
	if (line->count++ == 0)
		line->start = chunk->start;
	line->end = chunk->end;
	line->chars += chunk->chars;
	line->last = *chunk;
}

/* Where a chunk is cut that is longer than the SPACE that is left. */
static size_t
cut_of(const struct wrapper *w, const struct chunk *chunk, size_t space)
{
	const char *text = w->text->as.text + chunk->start;
	size_t length = chunk->end - chunk->start, at, first = 0;
	size_t cut = text_offset(text, length, space);

	if (!w->break_hyphen)
		return cut;
	for (at = cut; at > 0 && text[at - 1] != '-'; at--)
		continue;
	while (first < at && text[first] == '-')
		first++;
	/* There must be something else before the hyphen. */
	return at > 1 && first < at - 1 ? at : cut;
}

/* A chunk that fits on no line: as much of it as fits, or all. */
static bool
take_long(struct wrapper *w, struct line *line, struct look *look,
    struct chunk *chunk, bool *more)
{
	size_t space = (size_t)w->width - line->chars;
	struct chunk piece = *chunk;

	if (!w->break_long) {
		if (line->count != 0)
			return true;
		take_chunk(line, chunk);
		return next_chunk(w, look, chunk, more);
	}
	piece.end = chunk->start + cut_of(w, chunk, space);
	piece.chars =
	    text_count(w->text->as.text + piece.start, piece.end - piece.start);
	if (!charge(w->call->run, 1 + piece.chars / 32) ||
	    !all_blank(w, piece.start, piece.end, &piece.blank))
		return false;
	take_chunk(line, &piece);
	chunk->start = piece.end;
	chunk->chars -= piece.chars;
	return chunk->blank ||
	       all_blank(w, chunk->start, chunk->end, &chunk->blank);
}

static bool
fill_line(struct wrapper *w, struct line *line, struct look *look,
    struct chunk *chunk, bool *more)
{
	while (*more && line->chars + chunk->chars <= (size_t)w->width) {
		take_chunk(line, chunk);
		if (!next_chunk(w, look, chunk, more))
			return false;
	}
	if (*more && chunk->chars > (size_t)w->width &&
	    !take_long(w, line, look, chunk, more))
		return false;
	if (line->count != 0 && line->last.blank) {
		line->count--;
		line->end = line->last.start;
	}
	return true;
}

static bool
put_part(struct wrapper *w, size_t start, size_t end)
{
	struct run *r = w->call->run;
	struct tvalue part;

	if ((w->glue.flags & TV_FLAG_MARKUP) == 0)
		return sink_part(r, w->text, start, end - start);
	part = substring(r, w->text, start, end - start);
	part.flags = 0;
	return sink_escaped(r, &part, true);
}

static bool
wrap_paragraph(struct wrapper *w, size_t start, size_t end)
{
	struct look look = {
		.text = w->text->as.text, .at = start, .end = end
	};
	struct chunk chunk = { .start = start };
	size_t lines = 0;
	bool more;

	if (w->width <= 0)
		return template_fail(w->call, "the width must be positive");
	if (!next_chunk(w, &look, &chunk, &more))
		return false;
	while (more) {
		struct line line = { .count = 0 };

		if (lines != 0 && chunk.blank &&
		    !next_chunk(w, &look, &chunk, &more))
			return false;
		if (!fill_line(w, &line, &look, &chunk, &more))
			return false;
		if (line.count == 0)
			continue;
		if ((lines++ != 0 && !sink_part(w->call->run, &w->glue, 0,
					 w->glue.length)) ||
		    !put_part(w, line.start, line.end))
			return false;
	}
	return true;
}

static bool
wrap_text(struct wrapper *w)
{
	const struct tvalue *text = w->text;
	size_t at = 0, length, newline;

	while (at < text->length) {
		length = line_length(text->as.text, text->length, at, &newline);
		if (at != 0 &&
		    !sink_part(w->call->run, &w->glue, 0, w->glue.length))
			return false;
		if (!wrap_paragraph(w, at, at + length))
			return false;
		at += length + newline;
	}
	return true;
}

bool
filter_wordwrap(struct tcall *call, struct tvalue *ret)
{
	struct wrapper w = { .call = call,
		.text = &call->input,
		.glue = string_of("\n", 1),
		.width = 79,
		.break_long = true,
		.split_hyphen = true,
		.break_hyphen = true };
	struct mark mark;

	if (!text_input(call) || !arg_int(call, 0, &w.width) ||
	    !arg_bool(call, 1, &w.break_long) ||
	    !arg_bool(call, 3, &w.break_hyphen))
		return false;
	if (has_arg(call, 2) && call->args[2].kind != TV_NONE &&
	    !arg_string(call, 2, &w.glue))
		return false;
	/* Python asks for true itself here. */
	if (has_arg(call, 3))
		w.split_hyphen =
		    w.break_hyphen && call->args[3].kind == TV_BOOL;
	mark = sink_mark(call->run);
	if (!charge_bytes(call->run, call->input.length) || !wrap_text(&w))
		return false;
	sink_take(call->run, mark, ret);
	ret->flags |= w.glue.flags & TV_FLAG_MARKUP;
	return true;
}

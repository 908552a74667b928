/* SPDX-License-Identifier: ISC */
/* Words and lines of configurations.  Floor: verify. */
#include "verify/scan.h"

#include <string.h>

#include "base/buf.h"

#define TAB 8

struct scan
scan_begin(const struct source *source, const struct profile_syntax *syntax)
{
	return (struct scan){
		.text = source_text(source),
		.length = source_length(source),
		.comment = syntax != NULL ? syntax->comment : "",
	};
}

bool
word_is(const struct word *word, const char *text)
{
	return word->record == 0 && word->length == strlen(text) &&
	       memcmp(word->text, text, word->length) == 0;
}

bool
word_is_number(const struct word *word)
{
	size_t i;

	for (i = 0; i < word->length; i++)
		if (word->text[i] < '0' || word->text[i] > '9')
			return false;
	return word->length > 0;
}

bool
word_equal(const struct word *a, const struct word *b)
{
	return a->record == b->record && a->length == b->length &&
	       memcmp(a->text, b->text, a->length) == 0;
}

bool
word_begins(const struct word *word, const char *text)
{
	size_t length = strlen(text);

	return word->record == 0 && word->length >= length &&
	       memcmp(word->text, text, length) == 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static size_t
line_end(const struct scan *scan, size_t at)
{
	const char *end = memchr(scan->text + at, '\n', scan->length - at);

	return end != NULL ? (size_t)(end - scan->text) : scan->length;
}

/* Whether a line that begins at AT says nothing: '#' and '!' begin comments
 * everywhere, "//" and ';' too; the device's own goes besides. */
static bool
is_comment(const struct scan *scan, size_t at, size_t end)
{
	const char *text = scan->text + at;
	size_t length = end - at;
	size_t own = strlen(scan->comment);

	if (length == 0)
		return true;
	if (text[0] == '#' || text[0] == '!' || text[0] == ';')
		return true;
	if (length >= 2 && text[0] == '/' && (text[1] == '/' || text[1] == '*'))
		return true;
	return own > 0 && length >= own &&
	       memcmp(text, scan->comment, own) == 0;
}

/* The end of the quoted text whose mark stands at AT: where its closing mark
 * is, or END where there is none. */
static size_t
quote_end(const struct scan *scan, size_t at, size_t end)
{
	char mark = scan->text[at];
	size_t i;

	for (i = at + 1; i < end; i++) {
		if (scan->text[i] == '\\' && mark == '"' && i + 1 < end)
			i++;
		else if (scan->text[i] == mark)
			return i;
	}
	return end;
}

/* Takes a word that begins at AT; returns where it ends. */
static size_t
take_word(const struct scan *scan, size_t at, size_t end, struct word *ret)
{
	size_t i = at, close;

	if (scan->text[at] == '"' || scan->text[at] == '\'') {
		close = quote_end(scan, at, end);
		if (close < end &&
		    (close + 1 == end || is_blank(scan->text[close + 1]) ||
			strchr(";,)]}{", scan->text[close + 1]) != NULL)) {
			*ret = (struct word){ .text = scan->text + at + 1,
				.length = close - at - 1,
				.offset = at + 1,
				.quoted = true };
			return close + 1;
		}
	}
	for (; i < end && !is_blank(scan->text[i]); i++)
		/* key="a b" is one word. */
		if (scan->text[i] == '"' && i > at && scan->text[i - 1] == '=')
			if ((close = quote_end(scan, i, end)) < end)
				i = close;
	*ret = (struct word){
		.text = scan->text + at, .length = i - at, .offset = at
	};
	return i;
}

static void
add_word(struct scan_line *line, const struct word *word)
{
	if (line->count == LISTING_WORDS)
		line->cut = true;
	else
		line->words[line->count++] = *word;
}

/* "a=b" and "a="b"" become two words; lone '=' and ':=' say nothing. */
static void
take_assignment(struct scan_line *line, struct word word)
{
	const char *sign = memchr(word.text, '=', word.length);
	size_t left;
	struct word value;

	if (sign == NULL || word.length == 1 || word.quoted) {
		if (word.length != 1 || *word.text != '=')
			add_word(line, &word);
		return;
	}
	left = (size_t)(sign - word.text);
	if (left == 0 || strchr("\"'(<>!", word.text[0]) != NULL) {
		add_word(line, &word);
		return;
	}
	value = (struct word){ .text = sign + 1,
		.length = word.length - left - 1,
		.offset = word.offset + left + 1 };
	if (value.length >= 2 && value.text[0] == '"' &&
	    value.text[value.length - 1] == '"') {
		value.text++;
		value.offset++;
		value.length -= 2;
		value.quoted = true;
	}
	word.length = left;
	word.key = true;
	add_word(line, &word);
	add_word(line, &value);
}

/* The words from AT to END; whether the next line belongs to them. */
static bool
take_words(
    const struct scan *scan, size_t at, size_t end, struct scan_line *line)
{
	struct word word;
	bool joins = false;

	/* What is cut is refused, whatever follows. */
	while (at < end && !line->cut) {
		if (is_blank(scan->text[at])) {
			at++;
			continue;
		}
		at = take_word(scan, at, end, &word);
		joins = word.length == 1 &&
			(word.text[0] == '\\' || word.text[0] == '`') &&
			word.offset + 1 >= end;
		if (!joins)
			take_assignment(line, word);
	}
	return joins && !line->cut;
}

/* ---- words that break at the end of a line ----------------------------- */

/* Where the bytes of a text that was put together stand in the source: from
 * START on, at OFFSET and behind it. */
struct piece {
	size_t start;
	size_t offset;
	struct piece *next;
};

/* The lines that are one line, without what breaks them. */
struct unfolded {
	struct buf text;
	struct piece *first, **last;
};

/* The end of the line at AT without blanks; ret_next: where the next is. */
static size_t
bare_end(const struct scan *scan, size_t at, size_t *ret_next)
{
	size_t end = line_end(scan, at);

	*ret_next = end < scan->length ? end + 1 : end;
	while (end > at && is_blank(scan->text[end - 1]))
		end--;
	return end;
}

/* Whether one of the lines that begin with [AT, END) breaks within a word. */
static bool
breaks(const struct scan *scan, size_t at, size_t end, size_t next)
{
	while (end > at && scan->text[end - 1] == '\\') {
		if (end - 1 > at && !is_blank(scan->text[end - 2]))
			return true;
		at = next;
		end = bare_end(scan, at, &next);
	}
	return false;
}

static void
add_piece(
    const struct scan *scan, struct unfolded *unfolded, size_t at, size_t end)
{
	struct piece *piece = ARENA_NEW(scan->arena, struct piece);

	*piece = (struct piece){ .start = unfolded->text.length, .offset = at };
	*unfolded->last = piece;
	unfolded->last = &piece->next;
	buf_add(&unfolded->text, scan->text + at, end - at);
}

/* Puts the lines that begin with [AT, END) together. */
static void
unfold(
    struct scan *scan, size_t at, size_t end, size_t next, struct unfolded *ret)
{
	bool more;

	for (;;) {
		more = end > at && scan->text[end - 1] == '\\';
		add_piece(scan, ret, at, more ? end - 1 : end);
		if (!more || next >= scan->length)
			break;
		at = next;
		end = bare_end(scan, at, &next);
		while (at < end && is_blank(scan->text[at]))
			at++;
		if (end - at >= 2 && scan->text[at] == '\\' &&
		    scan->text[at + 1] == '_') {
			buf_add(&ret->text, " ", 1);
			at += 2;
		}
	}
	scan->at = next;
}

/* Where in the source the byte PLACE of the unfolded text stands. */
static size_t
source_place(const struct unfolded *unfolded, size_t place)
{
	const struct piece *piece = unfolded->first;

	while (piece->next != NULL && piece->next->start <= place)
		piece = piece->next;
	return piece->offset + (place - piece->start);
}

/* The words of lines that break within words. */
static void
take_unfolded(struct scan *scan, size_t at, size_t end, size_t next,
    struct scan_line *line)
{
	struct unfolded unfolded = { .last = &unfolded.first };
	struct scan inner = { .comment = scan->comment };
	struct word *word;
	size_t i, from, to;

	unfold(scan, at, end, next, &unfolded);
	inner.length = unfolded.text.length;
	inner.text = inner.length == 0
			 ? ""
			 : arena_copy(scan->arena, unfolded.text.data,
			       unfolded.text.length);
	buf_free(&unfolded.text);
	take_words(&inner, 0, inner.length, line);
	for (i = 0; i < line->count; i++) {
		word = &line->words[i];
		from = source_place(&unfolded, word->offset);
		to = word->length == 0 ? from
				       : source_place(&unfolded,
					     word->offset + word->length - 1) +
					     1;
		word->offset = from;
		word->fold = to - from - word->length;
	}
}

bool
scan_line(struct scan *scan, struct scan_line *ret)
{
	size_t at, end, next;
	bool joins = false;

	ret->count = 0;
	ret->indent = 0;
	ret->cut = false;
	ret->apart = false;
	while (scan->at < scan->length) {
		at = scan->at;
		end = line_end(scan, at);
		next = end < scan->length ? end + 1 : end;
		while (end > at && is_blank(scan->text[end - 1]))
			end--;
		if (!joins)
			ret->indent = 0;
		for (; at < end && is_blank(scan->text[at]); at++)
			if (!joins)
				ret->indent += scan->text[at] == '\t' ? TAB : 1;
		scan->at = next;
		if (is_comment(scan, at, end)) {
			if (ret->count > 0)
				return true;
			ret->apart |= at == end;
			continue;
		}
		if (scan->arena != NULL && !joins &&
		    breaks(scan, at, end, next)) {
			take_unfolded(scan, at, end, next, ret);
			return ret->count > 0;
		}
		joins = take_words(scan, at, end, ret);
		if (!joins && ret->count > 0)
			return true;
	}
	return ret->count > 0;
}

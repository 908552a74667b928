/* SPDX-License-Identifier: ISC */
/*
 * Lines: what is indented belongs to the line above, what follows "[name]"
 * to that section, what follows "/menu" to that menu; "add a=1 b=2" and
 * "-a 1 -b 2" are records, whose members may stand in any order.  In a
 * worksheet what follows a heading between lines of '=' is a record, and the
 * first line of a paragraph is a heading, too.
 * Floor: verify.
 */
#include <ctype.h>
#include <string.h>

#include "verify/dialect.h"
#include "verify/nesting.h"
#include "verify/routeros.h"
#include "verify/scan.h"

struct reader {
	struct listing *listing;
	struct nesting nesting;
	bool menus; /* lines that begin with '/' are menus */
	bool sheet; /* a line of '=' was seen */
	bool title; /* an odd number of them */
	/* Modes that "set" and "edit" commands opened, until "exit" or "top".
	 */
	const struct profile_running *running; /* NULL: not known */
	struct word mode[LISTING_WORDS];
	size_t modes[LISTING_DEPTH]; /* words of each */
	size_t mode_count;
	bool sets; /* all that is said is said by "set" */
};

/* Lines that only end a block or a session. */
static const char *const idle[] = { "exit", "quit", "end", "next", "return",
	"configure", "commit", "save", "exit-address-family", "abort", "finish",
	"write", NULL };

static bool
is_idle(const struct scan_line *line)
{
	size_t i;

	if (line->count != 1)
		return false;
	for (i = 0; idle[i] != NULL; i++)
		if (word_is(&line->words[0], idle[i]))
			return true;
	return false;
}

/* Whether words[i] is "-name" or "--name" with a value, or "name=value". */
static bool
is_key(const struct scan_line *line, size_t i)
{
	const struct word *word = &line->words[i];

	if (word->key)
		return true;
	return word->length > 1 && word->text[0] == '-' && !word->quoted &&
	       (isalpha((unsigned char)word->text[1]) ||
		   word->text[1] == '-') &&
	       i + 1 < line->count;
}

static size_t
first_key(const struct scan_line *line)
{
	size_t i;

	for (i = 0; i < line->count; i++)
		if (is_key(line, i))
			return i;
	return line->count;
}

static bool
add_words(struct reader *reader, size_t base, const struct word *words,
    size_t count, size_t own)
{
	if (base + count > LISTING_WORDS)
		return false;
	memcpy(reader->nesting.path + base, words, count * sizeof(*words));
	return listing_add(
	    reader->listing, reader->nesting.path, base + count, own);
}

/* Whether words[I], a key, is one whose value the line says is encrypted
 * ("-psk 0a1b -encrypted", NetScaler): the device does not show it. */
static bool
is_encrypted(const struct scan_line *line, size_t i)
{
	size_t k;

	if (!word_is(&line->words[i], "-psk"))
		return false;
	for (k = i; k < line->count; k++)
		if (word_is(&line->words[k], "-encrypted"))
			return true;
	return false;
}

/* "add a=1 b=2" below BASE: one statement for each member. */
static bool
add_record(struct reader *reader, size_t base, const struct scan_line *line,
    size_t head)
{
	size_t i, end;

	if (base + head + 1 >= LISTING_WORDS)
		return false;
	memcpy(reader->nesting.path + base, line->words,
	    head * sizeof(struct word));
	reader->nesting.path[base + head] =
	    listing_record(reader->listing, line->words[0].offset);
	base += head + 1;
	for (i = head; i < line->count; i = end) {
		end = i + 1;
		while (end < line->count &&
		       (line->words[i].key ? end < i + 2 : !is_key(line, end)))
			end++;
		if (!is_encrypted(line, i) &&
		    !add_words(reader, base, line->words + i, end - i, base))
			return false;
	}
	return true;
}

/* Whether LINE is one that is cut at words: its keys are among these. */
static bool
is_cut(const struct reader *reader, const struct scan_line *line)
{
	return reader->running != NULL &&
	       dialect_is_cut(reader->running, line->words, line->count);
}

static bool
add_line(struct reader *reader, size_t base, const struct scan_line *line)
{
	size_t head = first_key(line);

	if (head > 0 && head < line->count && !is_cut(reader, line))
		return add_record(reader, base, line, head);
	return add_words(reader, base, line->words, line->count, base);
}

static bool
push(struct reader *reader, size_t indent, size_t base,
    const struct scan_line *line)
{
	return nesting_push(&reader->nesting, indent, base, line, 0);
}

/* "[name]" alone. */
static bool
is_section(const struct scan_line *line)
{
	const struct word *last = &line->words[line->count - 1];

	return line->indent == 0 && line->words[0].length > 1 &&
	       !line->words[0].quoted && line->words[0].text[0] == '[' &&
	       last->text[last->length - 1] == ']';
}

static bool
is_menu(const struct reader *reader, const struct scan_line *line)
{
	return reader->menus && line->indent == 0 &&
	       line->words[0].length > 1 && line->words[0].text[0] == '/' &&
	       isalpha((unsigned char)line->words[0].text[1]);
}

/* A section and a menu last until the next one: whatever the indentation of
 * the lines in them, they are outside of all of them. */
#define OUTSIDE 0

/* Whether the menu line says what is done there, too. */
static size_t
menu_end(const struct scan_line *line)
{
	static const char *const verbs[] = { "add", "set", "remove", "enable",
		"disable", "print", NULL };
	size_t i, k;

	for (i = 0; i < line->count; i++)
		for (k = 0; verbs[k] != NULL; k++)
			if (word_is(&line->words[i], verbs[k]))
				return i;
	return line->count;
}

static bool
take_menu(struct reader *reader, struct scan_line *line)
{
	size_t end = menu_end(line);

	reader->nesting.depth = 0;
	if (end < line->count)
		return add_line(reader, 0, line);
	return push(reader, OUTSIDE, 0, line);
}

/* "==========" alone. */
static bool
is_rule(const struct scan_line *line)
{
	const struct word *word = &line->words[0];
	size_t i;

	if (line->count != 1 || word->length < 10)
		return false;
	for (i = 0; i < word->length; i++)
		if (word->text[i] != '=')
			return false;
	return true;
}

/* The heading of a part of a worksheet. */
static bool
take_title(struct reader *reader, const struct scan_line *line)
{
	struct word record;

	reader->nesting.depth = 0;
	record = listing_record(reader->listing, line->words[0].offset);
	if (line->count + 1 > LISTING_WORDS || !push(reader, OUTSIDE, 0, line))
		return false;
	reader->nesting.path[reader->nesting.blocks[0].count++] = record;
	return true;
}

/* The first line of a paragraph of a worksheet. */
static bool
take_paragraph(struct reader *reader, const struct scan_line *line)
{
	size_t base;

	reader->nesting.depth = reader->nesting.depth > 0 ? 1 : 0;
	base = reader->nesting.depth > 0 ? reader->nesting.blocks[0].count : 0;
	return add_line(reader, base, line) &&
	       push(reader, OUTSIDE, base, line);
}

/* Whether path[0 .. COUNT), said in a mode of BASE words, opens another. */
static bool
is_mode(const struct reader *reader, size_t base, size_t count)
{
	const struct profile_wording *mode;
	struct fit fit;
	size_t i;

	for (i = 0; i < reader->running->mode_count; i++) {
		mode = &reader->running->modes[i];
		if (mode->block == base &&
		    dialect_fits(mode, 0, mode->count, reader->nesting.path, 0,
			count, &fit))
			return true;
	}
	return false;
}

/* How many words of the mode that is open go before what "set" says. */
static size_t
mode_base(const struct reader *reader)
{
	return reader->mode_count > 0 ? reader->modes[reader->mode_count - 1]
				      : 0;
}

/* Opens the mode that LINE, a "set" or an "edit" in one of BASE words, says. */
static bool
push_mode(struct reader *reader, size_t base, const struct scan_line *line)
{
	const size_t count = base + line->count - 1;

	if (reader->mode_count == LISTING_DEPTH || count > LISTING_WORDS)
		return false;
	memcpy(reader->mode + base, line->words + 1,
	    (line->count - 1) * sizeof(struct word));
	reader->modes[reader->mode_count++] = count;
	return true;
}

/* What "set" says is said of everything, or of the mode that is open; it is
 * no word of its own. */
static bool
take_set(struct reader *reader, const struct scan_line *line)
{
	const size_t base = mode_base(reader);
	const size_t count = base + line->count - 1;

	memcpy(reader->nesting.path, reader->mode, base * sizeof(struct word));
	if (line->count > 2 && listing_is_remark(&line->words[line->count - 2]))
		return true;
	if (!add_words(reader, base, line->words + 1, line->count - 1, 0))
		return false;
	if (reader->running == NULL || !is_mode(reader, base, count))
		return true;
	return push_mode(reader, base, line);
}

/* "edit", "up" and "top" say what the words of "set" go behind. */
static bool
is_move(const struct scan_line *line)
{
	static const char *const moves[] = { "edit", "up", "top", NULL };
	size_t i;

	for (i = 0; moves[i] != NULL; i++)
		if (word_is(&line->words[0], moves[i]))
			return true;
	return false;
}

/* An "edit" that begins as the one around it was not left by "top". */
static bool
take_edit(struct reader *reader, const struct scan_line *line)
{
	size_t base;

	if (line->count > 1 && reader->mode_count > 0 &&
	    word_equal(&reader->mode[0], &line->words[1]))
		reader->mode_count = 0;
	base = mode_base(reader);
	return line->count < 2 || push_mode(reader, base, line);
}

static bool
take_move(struct reader *reader, struct scan_line *line)
{
	const struct word first = line->words[0];
	size_t levels = 1;

	reader->nesting.depth = 0;
	if (word_is(&first, "edit"))
		return take_edit(reader, line);
	if (word_is(&first, "top"))
		levels = reader->mode_count;
	else if (line->count == 2 && line->words[1].length == 1 &&
		 isdigit((unsigned char)line->words[1].text[0]))
		levels = (size_t)(line->words[1].text[0] - '0');
	reader->mode_count -=
	    levels < reader->mode_count ? levels : reader->mode_count;
	if (line->count < 3 || !word_is(&first, "top"))
		return true;
	/* "top set ...", "top edit ..." */
	line->count--;
	memmove(
	    line->words, line->words + 1, line->count * sizeof(struct word));
	return word_is(&line->words[0], "set")    ? take_set(reader, line)
	       : word_is(&line->words[0], "edit") ? take_edit(reader, line)
						  : true;
}

static bool
take_line(struct reader *reader, struct scan_line *line)
{
	/* The indentation within a section or a menu counts from 1. */
	size_t indent = line->indent + 1, base, closed;

	if (line->cut)
		return false;
	if (reader->menus)
		routeros_line(line, reader->listing->arena);
	if (is_rule(line)) {
		reader->sheet = true;
		reader->title = !reader->title;
		return true;
	}
	if (reader->title)
		return take_title(reader, line);
	if (reader->sheet && line->apart && line->indent == 0)
		return take_paragraph(reader, line);
	if (is_menu(reader, line))
		return take_menu(reader, line);
	if (is_section(line)) {
		reader->nesting.depth = 0;
		return push(reader, OUTSIDE, 0, line);
	}
	if (nesting_close(&reader->nesting, indent, line, &closed))
		return true;
	if (is_idle(line)) {
		reader->mode_count -=
		    reader->mode_count > 0 && word_is(&line->words[0], "exit");
		return true;
	}
	if (listing_is_tmsh(line))
		return listing_add_tmsh(reader->listing, line);
	base = nesting_enter(&reader->nesting, indent);
	if (line->count > 1 && word_is(&line->words[0], "set") &&
	    (reader->sets || (line->indent == 0 && reader->nesting.depth == 0)))
		return take_set(reader, line);
	if (reader->sets && is_move(line))
		return take_move(reader, line);
	return (nesting_is_passage(&reader->nesting, line) ||
		   add_line(reader, base, line)) &&
	       push(reader, indent, base, line);
}

bool
listing_read_lines(struct listing *listing, const struct profile_syntax *syntax)
{
	struct scan scan = scan_begin(listing->source, syntax);
	struct reader *reader = ARENA_NEW(listing->arena, struct reader);
	struct scan_line *line = ARENA_NEW(listing->arena, struct scan_line);

	reader->listing = listing;
	nesting_begin(&reader->nesting, syntax);
	reader->running = syntax != NULL ? &syntax->running : NULL;
	reader->sets = syntax != NULL && syntax->nesting == PROFILE_NESTING_SET;
	reader->menus = strncmp(scan.text, "#!", 2) != 0;
	scan.arena = reader->menus ? listing->arena : NULL;
	while (scan_line(&scan, line))
		if (!take_line(reader, line))
			return false;
	return true;
}

/* SPDX-License-Identifier: ISC */
/* What RouterOS says in its own way.  Floor: verify. */
#include "verify/routeros.h"

#include <string.h>

/* Takes COUNT words from AT on out of LINE. */
static void
cut(struct scan_line *line, size_t at, size_t count)
{
	memmove(line->words + at, line->words + at + count,
	    (line->count - at - count) * sizeof(struct word));
	line->count -= count;
}

/* Which words are the last "do={" or "else={"; the line's count: none. */
static size_t
find_branch(const struct scan_line *line)
{
	size_t found = line->count, i;

	for (i = 0; i + 1 < line->count; i++)
		if (line->words[i].key && word_is(&line->words[i + 1], "{") &&
		    (word_is(&line->words[i], "do") ||
			word_is(&line->words[i], "else")))
			found = i;
	return found;
}

/* What is done only if something is not there yet: what is then there. */
static void
take_branch(struct scan_line *line)
{
	size_t branch;

	if (!word_is(&line->words[0], ":if") ||
	    !word_is(&line->words[line->count - 1], "}"))
		return;
	branch = find_branch(line);
	if (branch + 3 >= line->count)
		return;
	line->count--;
	cut(line, 0, branch + 2);
}

/* Whether words[FROM ..] have the key NAME. */
static bool
has_key(const struct scan_line *line, size_t from, const char *name)
{
	for (; from < line->count; from++)
		if (line->words[from].key && word_is(&line->words[from], name))
			return true;
	return false;
}

static struct word
made_word(const char *text, const struct word *place, bool key)
{
	return (struct word){ .text = text,
		.length = strlen(text),
		.offset = place->offset,
		.key = key,
		.made = true };
}

/* The word that says what is done: the first one, or, in a terse export, the
 * one behind the menu ("/ip ipsec profile set ..."). */
static size_t
find_verb(const struct scan_line *line)
{
	size_t i = 0;

	if (!word_begins(&line->words[0], "/"))
		return 0;
	while (i + 1 < line->count && !line->words[i].key &&
	       !word_is(&line->words[i], "set"))
		i++;
	return i;
}

/* How many words from AT on say that the object that is there from the
 * beginning is meant: "set default", "set [ find default=yes ]"; 0: none do. */
static size_t
default_words(const struct scan_line *line, size_t at)
{
	static const char *const head[] = { "set", "[", "find", "default", NULL,
		"]" };
	const struct word *words = line->words + at;
	const size_t count = line->count - at;
	size_t i;

	if (count > 2 && word_is(&words[0], "set") &&
	    word_is(&words[1], "default") && !words[1].key)
		return 2;
	if (count < sizeof(head) / sizeof(head[0]))
		return 0;
	for (i = 0; i < sizeof(head) / sizeof(head[0]); i++)
		if (head[i] != NULL && !word_is(&words[i], head[i]))
			return 0;
	return i;
}

/* The object that is there from the beginning is called "default". */
static void
take_default(struct scan_line *line)
{
	const size_t at = find_verb(line);
	const struct word place = line->words[at];
	const size_t end = at + default_words(line, at);

	if (end == at || line->count <= end || !line->words[end].key)
		return;
	line->words[at] = made_word("add", &place, false);
	if (has_key(line, end, "name")) {
		cut(line, at + 1, end - at - 1);
		return;
	}
	if (line->count == LISTING_WORDS)
		return;
	memmove(line->words + at + 3, line->words + end,
	    (line->count - end) * sizeof(struct word));
	line->count = line->count - end + at + 3;
	line->words[at + 1] = made_word("name", &place, true);
	line->words[at + 2] = made_word("default", &place, false);
}

/* The first part of a dotted key goes for the keys behind it, too. */
static void
complete_keys(struct scan_line *line, struct arena *arena)
{
	const struct word *first = NULL;
	struct word *word;
	const char *dot;
	size_t i, length = 0;
	char *text;

	for (i = 0; i < line->count; i++) {
		word = &line->words[i];
		if (!word->key)
			continue;
		dot = memchr(word->text, '.', word->length);
		if (dot != NULL && dot != word->text) {
			first = word;
			length = (size_t)(dot - word->text);
		} else if (dot != NULL && first != NULL) {
			text = arena_alloc(arena, length + word->length);
			memcpy(text, first->text, length);
			memcpy(text + length, word->text, word->length);
			word->text = text;
			word->length += length;
			word->made = true;
		}
	}
}

void
routeros_line(struct scan_line *line, struct arena *arena)
{
	take_branch(line);
	take_default(line);
	complete_keys(line, arena);
}

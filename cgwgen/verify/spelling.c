/* SPDX-License-Identifier: ISC */
/* Words that are typed in one way and printed in another, and words that
 * stand for a value which is found elsewhere.  Floor: verify. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "verify/dialect.h"
#include "verify/scan.h"

/* A name of an interface has this many letters of its kind at least. */
#define KIND_LETTERS 2

/* The words of STATEMENT as its own, to be changed. */
static struct word *
own_words(struct statement *statement, struct arena *arena)
{
	struct word *words =
	    arena_array(arena, statement->count, sizeof(*words));

	memcpy(words, statement->words, statement->count * sizeof(*words));
	statement->words = words;
	return words;
}

/* ---- interfaces ------------------------------------------------------- */

/* How many letters and dashes TEXT begins with. */
static size_t
letters_of(const char *text, size_t length)
{
	size_t i = 0;

	while (
	    i < length && (isalpha((unsigned char)text[i]) || text[i] == '-'))
		i++;
	return i;
}

/* Whether TEXT is a number of an interface: "1", "0/0/0.100". */
static bool
is_number(const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (strchr("0123456789/.:", text[i]) == NULL)
			return false;
	return length > 0 && isdigit((unsigned char)text[0]);
}

/* The kind of interface that the LENGTH letters at TEXT begin; NULL for none
 * or for several. */
static const char *
find_kind(
    const struct profile_running *running, const char *text, size_t length)
{
	const char *found = NULL;
	size_t i;

	if (length < KIND_LETTERS)
		return NULL;
	for (i = 0; i < running->interface_count; i++) {
		if (strncasecmp(running->interfaces[i], text, length) != 0)
			continue;
		if (running->interfaces[i][length] == '\0')
			return running->interfaces[i];
		if (found != NULL)
			return NULL;
		found = running->interfaces[i];
	}
	return found;
}

/* Gives WORD, which ends with LAST in the source, another text. */
static void
rename_word(struct word *word, const struct word *last, const char *text)
{
	const size_t end = last->offset + last->length + last->fold;

	word->text = text;
	word->length = strlen(text);
	word->fold = end - word->offset - word->length;
}

/* The name of the interface that WORD, with NEXT (or NULL) behind it, is;
 * RET_JOINED: whether NEXT is its number. */
static const char *
interface_name(const struct profile_running *running, const struct word *word,
    const struct word *next, struct arena *arena, bool *ret_joined)
{
	const size_t letters = letters_of(word->text, word->length);
	const char *kind;

	*ret_joined = letters == word->length;
	if (letters == 0 || word->record != 0 || word->made || word->quoted ||
	    word->key)
		return NULL;
	if (*ret_joined
		? next == NULL || next->record != 0 || next->made ||
		      !is_number(next->text, next->length)
		: !is_number(word->text + letters, word->length - letters))
		return NULL;
	kind = find_kind(running, word->text, letters);
	if (kind == NULL)
		return NULL;
	if (*ret_joined)
		return arena_printf(
		    arena, "%s%.*s", kind, (int)next->length, next->text);
	/* Most are spelled as they are printed. */
	return memcmp(kind, word->text, letters) == 0 && kind[letters] == '\0'
		   ? NULL
		   : arena_printf(arena, "%s%.*s", kind,
			 (int)(word->length - letters), word->text + letters);
}

static void
spell_interfaces(const struct profile_running *running,
    struct statement *statement, struct arena *arena)
{
	struct word *words = NULL;
	const struct word *next;
	const char *name;
	bool joined;
	size_t i;

	for (i = 0; i < statement->count; i++) {
		if (i > 0 && listing_announces(&statement->words[i - 1]))
			return;
		next = i + 1 < statement->count && i + 1 != statement->own
			   ? &statement->words[i + 1]
			   : NULL;
		name = interface_name(
		    running, &statement->words[i], next, arena, &joined);
		if (name == NULL)
			continue;
		if (words == NULL)
			words = own_words(statement, arena);
		rename_word(
		    &words[i], joined ? &words[i + 1] : &words[i], name);
		if (!joined)
			continue;
		memmove(words + i + 1, words + i + 2,
		    (statement->count - i - 2) * sizeof(*words));
		statement->count--;
		statement->own -= i + 1 < statement->own;
	}
}

/* ---- other words ------------------------------------------------------ */

static bool
is_part(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* What the LENGTH bytes at TEXT are called, or NULL. */
static const char *
other_word(
    const struct profile_running *running, const char *text, size_t length)
{
	const char *from;
	size_t i;

	for (i = 0; i < running->word_count; i++) {
		from = running->words[i].from.words[0];
		if (strlen(from) == length && memcmp(from, text, length) == 0)
			return running->words[i].to.words[0];
	}
	return NULL;
}

/* Where the part of WORD that begins at FROM ends. */
static size_t
part_end(const struct word *word, size_t from)
{
	size_t to = from + 1;

	while (to < word->length && is_part(word->text[from]) &&
	       is_part(word->text[to]))
		to++;
	return to;
}

/* WORD with its parts' other spellings, or NULL when it has none. */
static const char *
other_parts(const struct profile_running *running, const struct word *word,
    struct arena *arena)
{
	const char *made = NULL, *other;
	size_t from, to;

	for (from = 0; from < word->length; from = to) {
		to = part_end(word, from);
		other = other_word(running, word->text + from, to - from);
		if (other != NULL && made == NULL)
			made = arena_copy(arena, word->text, from);
		if (other != NULL)
			made = arena_printf(arena, "%s%s", made, other);
		else if (made != NULL)
			made = arena_printf(arena, "%s%.*s", made,
			    (int)(to - from), word->text + from);
	}
	return made;
}

/* Longer words are keys or texts. */
#define SPELLED_LENGTH 200

static void
spell_words(const struct profile_running *running, struct statement *statement,
    struct arena *arena)
{
	struct word *words = NULL;
	const struct word *word;
	const char *text;
	size_t i;

	for (i = 0; i < statement->count; i++) {
		word = &statement->words[i];
		if (i > 0 && listing_announces(&statement->words[i - 1]))
			return;
		if (word->record != 0 || word->made ||
		    word->length > SPELLED_LENGTH)
			continue;
		text = other_parts(running, word, arena);
		if (text == NULL)
			continue;
		if (words == NULL)
			words = own_words(statement, arena);
		rename_word(&words[i], &words[i], text);
	}
}

void
dialect_spell(const struct profile_syntax *syntax, struct listing *listing)
{
	const struct profile_running *running = &syntax->running;
	size_t i;

	for (i = 0; i < listing->count; i++) {
		if (running->interface_count > 0)
			spell_interfaces(
			    running, &listing->statements[i], listing->arena);
		if (running->word_count > 0)
			spell_words(
			    running, &listing->statements[i], listing->arena);
	}
}

/* ---- what is said elsewhere ------------------------------------------- */

static bool
is_like_one(const struct profile_wording *list, size_t count,
    const struct statement *statement)
{
	struct fit fit;
	size_t i;

	for (i = 0; i < count; i++)
		if (dialect_fits_statement(&list[i], statement, &fit))
			return true;
	return false;
}

void
dialect_mark(
    const struct profile_syntax *syntax, struct listing *listing, size_t first)
{
	const struct profile_running *running = &syntax->running;
	struct statement *statement;
	bool open, as_phase1;
	size_t i;

	for (i = first; i < listing->count; i++) {
		statement = &listing->statements[i];
		open =
		    is_like_one(running->open, running->open_count, statement);
		as_phase1 = is_like_one(
		    running->phase1, running->phase1_count, statement);
		if (open || as_phase1)
			own_words(
			    statement, listing->arena)[statement->count - 1]
			    .left = open ? LEFT_OPEN : LEFT_PHASE1;
	}
}

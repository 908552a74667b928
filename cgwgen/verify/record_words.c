/* SPDX-License-Identifier: ISC */
/* The words of commands that change an object.  Floor: verify. */
#include "verify/record_words.h"

#include <ctype.h>
#include <string.h>

#include "verify/scan.h"

bool
record_same(const struct profile_change *how, const struct running_line *a,
    const struct running_line *b)
{
	size_t i;

	if (a->count < how->match.count || b->count < how->match.count)
		return false;
	for (i = 0; i < how->match.count; i++)
		if (a->ids[i] != b->ids[i])
			return false;
	return true;
}

bool
record_all(const struct profile_change *how, const struct running *running,
    const struct running_line *line, const bool *flags)
{
	size_t i;

	for (i = 0; i < running->count; i++)
		if (record_same(how, &running->lines[i], line) && !flags[i])
			return false;
	return true;
}

bool
record_has(const struct record_object *object, const struct expected_line *line)
{
	const struct running *running = object->about->match.running;
	const struct expected *expected = &object->about->expected;
	const size_t head = object->how->match.count;
	const struct running_line *other;
	uint32_t id;
	size_t i, k;

	for (i = 0; i < running->count; i++) {
		other = &running->lines[i];
		if (other->count != line->count || other->statement->unshown ||
		    !record_same(object->how, other, object->there))
			continue;
		for (k = head; k < line->count; k++) {
			id = line->words[k].id;
			if (line->words[k].kind == EXPECTED_NAME &&
			    expected->variables[line->words[k].variable]
				    .bound != 0)
				id =
				    expected->variables[line->words[k].variable]
					.bound;
			if (id != other->ids[k])
				break;
		}
		if (k == line->count)
			return true;
	}
	return false;
}

/* ---- finding it ------------------------------------------------------- */

/* The value of the member NAME on the device, or NULL. */
static const struct word *
member(const struct record_object *object, const char *name)
{
	const struct running *running = object->about->match.running;
	const size_t head = object->how->match.count;
	const struct running_line *line;
	size_t i;

	for (i = 0; i < running->count; i++) {
		line = &running->lines[i];
		if (line->count == head + 2 && !line->statement->unshown &&
		    word_is(&line->statement->words[head], name) &&
		    record_same(object->how, line, object->there))
			return &line->statement->words[head + 1];
	}
	return NULL;
}

/* Whether LINE is of an object that the same command makes. */
static bool
is_kin(const struct record_object *object, const struct running_line *line)
{
	const struct profile_wording *match = &object->how->match;
	size_t i;

	if (line->count < match->count)
		return false;
	for (i = 0; i < match->count; i++)
		if (strcmp(match->words[i], "*") != 0 &&
		    line->ids[i] != object->there->ids[i])
			return false;
	return true;
}

/* Whether LINE, of another object, is one of the COUNT members FOUND. */
static bool
is_found(const struct record_object *object, const struct running_line *line,
    const struct word *const *found)
{
	const size_t head = object->how->match.count;
	const struct word *value;
	size_t i;

	if (line->count != head + 2)
		return false;
	value = &line->statement->words[head + 1];
	for (i = 0; i < object->how->by_count; i++)
		if (found[i] != NULL && value->length == found[i]->length &&
		    memcmp(value->text, found[i]->text, value->length) == 0 &&
		    word_is(&line->statement->words[head], object->how->by[i]))
			return true;
	return false;
}

bool
record_is_told(
    const struct record_object *object, const char *text, struct arena *arena)
{
	const struct running *running = object->about->match.running;
	const struct word **found =
	    arena_array(arena, object->how->by_count + 1, sizeof(*found));
	const struct running_line *line, *last = NULL;
	size_t i, count = 0, same = 0;

	if (strstr(text, "{by}") == NULL)
		return true;
	for (i = 0; i < object->how->by_count; i++) {
		found[i] = member(object, object->how->by[i]);
		count += found[i] != NULL;
	}
	/* An object's statements stand one after another. */
	for (i = 0; i < running->count; i++) {
		line = &running->lines[i];
		if (!is_kin(object, line))
			continue;
		if (last == NULL || !record_same(object->how, line, last))
			same = 0;
		last = line;
		same += is_found(object, line, found);
		if (same == count &&
		    !record_same(object->how, line, object->there))
			return false;
	}
	return count > 0;
}

/* Whether WORD can stand without quotation marks: letters, digits and MORE. */
static bool
is_plain(const struct word *word, const char *more)
{
	size_t i;

	for (i = 0; i < word->length; i++)
		if (!isalnum((unsigned char)word->text[i]) &&
		    strchr(more, word->text[i]) == NULL)
			return false;
	return word->length > 0;
}

/* Adds WORD as it can stand within quotation marks: what has a meaning there
 * gets a backslash, where it has none yet. */
static void
put_inner(const struct word *word, struct buf *ret)
{
	size_t i;

	for (i = 0; i < word->length; i++) {
		if (word->quoted && word->text[i] == '\\' &&
		    i + 1 < word->length)
			buf_char(ret, word->text[i++]);
		else if (strchr("\"\\$", word->text[i]) != NULL)
			buf_char(ret, '\\');
		buf_char(ret, word->text[i]);
	}
}

static void
put_quoted(const struct word *word, struct buf *ret)
{
	buf_char(ret, '"');
	put_inner(word, ret);
	buf_char(ret, '"');
}

/* "name="a" and address=192.0.2.1" */
static void
put_by(const struct record_object *object, struct buf *ret)
{
	const struct word *word;
	bool first = true;
	size_t i;

	for (i = 0; i < object->how->by_count; i++) {
		word = member(object, object->how->by[i]);
		if (word == NULL)
			continue;
		if (!first)
			buf_text(ret, " and ");
		first = false;
		buf_printf(ret, "%s=", object->how->by[i]);
		if (is_plain(word, ".:/") && !word->quoted)
			buf_add(ret, word->text, word->length);
		else
			put_quoted(word, ret);
	}
}

static void
put_word(const struct word *word, struct buf *ret)
{
	if (is_plain(word, "._:/-"))
		buf_add(ret, word->text, word->length);
	else
		put_quoted(word, ret);
}

static void
put_name(const struct record_object *object, struct buf *ret)
{
	const struct word *words = object->there->statement->words;
	size_t i;

	for (i = 0; i < object->how->match.count; i++)
		if (strcmp(object->how->match.words[i], "*") == 0) {
			put_word(&words[i], ret);
			return;
		}
}

void
record_command(const struct record_object *object, const char *text,
    const char *values, struct buf *ret)
{
	while (*text != '\0') {
		if (strncmp(text, "{name}", 6) == 0) {
			put_name(object, ret);
			text += 6;
		} else if (strncmp(text, "{by}", 4) == 0) {
			put_by(object, ret);
			text += 4;
		} else if (strncmp(text, "{values}", 8) == 0) {
			buf_text(ret, values);
			text += 8;
		} else {
			buf_char(ret, *text++);
		}
	}
	buf_char(ret, '\n');
}

/* ---- what is rendered ------------------------------------------------- */

/* Where a member that begins at START and whose last word ends at END is at
 * its end: braces and quotation marks are closed. */
static size_t
member_end(const char *text, size_t start, size_t end, size_t limit)
{
	size_t open = 0, i;
	bool quoted = false;

	for (i = start; i < limit; i++) {
		if (i >= end && open == 0 && !quoted)
			break;
		if (text[i] == '\\' && quoted)
			i++;
		else if (text[i] == '"')
			quoted = !quoted;
		else if (!quoted && text[i] == '{')
			open++;
		else if (!quoted && text[i] == '}')
			open -= open > 0;
	}
	return i < limit ? i : limit;
}

void
record_member(const struct verification *about, size_t number,
    const struct profile_change *how, size_t end, const struct swaps *swaps,
    struct buf *ret)
{
	const struct expected *expected = &about->expected;
	const struct expected_line *line = &expected->lines[number];
	const struct source *source = about->sources[line->file];
	const size_t head = how->match.count;
	const struct word *key = &line->statement->words[head], *last;
	size_t start = key->offset, stop = start, i;

	/* All statements of the member. */
	for (i = number;
	     i < expected->count && expected->lines[i].file == line->file &&
	     expected->lines[i].count > head &&
	     expected->lines[i].statement->words[head].offset == start;
	     i++) {
		last = &expected->lines[i]
			    .statement->words[expected->lines[i].count - 1];
		if (last->offset + last->length > stop)
			stop = last->offset + last->length + last->fold;
	}
	if (key->made && line->count > head + 1) {
		buf_add(ret, key->text, key->length);
		buf_char(ret, key->key ? '=' : ' ');
		start = line->statement->words[head + 1].offset;
		if (line->statement->words[head + 1].quoted)
			start--;
	}
	record_line(swaps, source, start,
	    member_end(source_text(source), start, stop, end), ret);
}

static bool
is_name_sign(char sign)
{
	return isalnum((unsigned char)sign) || strchr("-_.", sign) != NULL;
}

/* The swap of the name of ours at AT of TEXT, or NULL.  A line that begins with
 * a condition has its names in what else could be done, too. */
static const struct swap *
swap_at(const struct swaps *swaps, const char *text, size_t start, size_t at,
    size_t end)
{
	const struct swap *swap;
	size_t i;

	for (i = 0; i < swaps->count; i++)
		if (swaps->list[i].offset == at &&
		    at + swaps->list[i].length <= end)
			return &swaps->list[i];
	for (i = 0; i < swaps->count && text[start] == ':'; i++) {
		swap = &swaps->list[i];
		if (swap->offset < start || swap->offset >= end ||
		    at + swap->length > end ||
		    memcmp(text + at, text + swap->offset, swap->length) != 0 ||
		    (at > start && is_name_sign(text[at - 1])) ||
		    (at + swap->length < end &&
			is_name_sign(text[at + swap->length])))
			continue;
		return swap;
	}
	return NULL;
}

void
record_line(const struct swaps *swaps, const struct source *source,
    size_t start, size_t end, struct buf *ret)
{
	const char *text = source_text(source);
	const struct swap *swap;
	size_t at;

	for (at = start; at < end;) {
		swap = swap_at(swaps, text, start, at, end);
		if (swap == NULL) {
			buf_char(ret, text[at++]);
			continue;
		}
		if (at > start && text[at - 1] == '"')
			put_inner(swap->word, ret);
		else
			put_word(swap->word, ret);
		at += swap->length;
	}
}

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

/* Whether WORD can stand without quotation marks: an address, a number or a
 * word of letters. */
static bool
is_plain(const struct word *word)
{
	size_t i;

	for (i = 0; i < word->length; i++)
		if (!isalnum((unsigned char)word->text[i]) &&
		    strchr(".:/", word->text[i]) == NULL)
			return false;
	return word->length > 0;
}

/* What has a meaning within quotation marks gets a backslash, but where it has
 * one already. */
static void
put_quoted(const struct word *word, struct buf *ret)
{
	size_t i;

	buf_char(ret, '"');
	for (i = 0; i < word->length; i++) {
		if (!word->quoted && strchr("\"\\$?", word->text[i]) != NULL)
			buf_char(ret, '\\');
		buf_char(ret, word->text[i]);
	}
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
		if (is_plain(word) && !word->quoted)
			buf_add(ret, word->text, word->length);
		else
			put_quoted(word, ret);
	}
}

static void
put_name(const struct record_object *object, struct buf *ret)
{
	const struct word *words = object->there->statement->words;
	size_t i;

	for (i = 0; i < object->how->match.count; i++)
		if (strcmp(object->how->match.words[i], "*") == 0) {
			buf_add(ret, words[i].text, words[i].length);
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
		buf_add(ret, swap->word->text, swap->word->length);
		at += swap->length;
	}
}

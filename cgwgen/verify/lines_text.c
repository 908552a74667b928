/* SPDX-License-Identifier: ISC */
/* What two renderings have in common, told from their texts.  Floor: verify. */
#include <stdlib.h>
#include <string.h>

#include "verify/lines.h"

/* The lines of a text as numbers, which are sorted. */
struct numbers {
	uint64_t *list;
	size_t count;
};

/* FNV-1a: what is alike by chance is only looked at less closely. */
static uint64_t
number_of(const char *text, size_t length)
{
	uint64_t number = UINT64_C(0xcbf29ce484222325);
	size_t i;

	for (i = 0; i < length; i++)
		number =
		    (number ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
	return number;
}

static int
by_number(const void *a, const void *b)
{
	const uint64_t *one = a, *two = b;

	return *one < *two ? -1 : *one > *two;
}

static struct numbers
numbers_of(const char *text, size_t length, struct arena *arena)
{
	struct numbers numbers = { NULL, 0 };
	size_t start, end, count = 1;

	for (start = 0; start < length; start++)
		count += text[start] == '\n';
	numbers.list = arena_array(arena, count, sizeof(*numbers.list));
	for (start = 0; start < length; start = end + 1) {
		for (end = start; end < length && text[end] != '\n';)
			end++;
		numbers.list[numbers.count++] =
		    number_of(text + start, end - start);
	}
	if (numbers.count > 1)
		qsort(numbers.list, numbers.count, sizeof(*numbers.list),
		    by_number);
	return numbers;
}

static size_t
how_often(const struct numbers *numbers, uint64_t number)
{
	size_t low = 0, high = numbers->count, middle, count = 0;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (numbers->list[middle] < number)
			low = middle + 1;
		else
			high = middle;
	}
	while (low < numbers->count && numbers->list[low++] == number)
		count++;
	return count;
}

/* Whether OTHER has the line of TEXT, OWN's, that the byte OFFSET is in as
 * often as OWN. */
static bool
has_line(const struct numbers *own, const struct numbers *other,
    const char *text, size_t length, size_t offset)
{
	size_t start = offset, end = offset;
	uint64_t number;

	while (start > 0 && text[start - 1] != '\n')
		start--;
	while (end < length && text[end] != '\n')
		end++;
	number = number_of(text + start, end - start);
	return how_often(other, number) >= how_often(own, number);
}

/* Whether the texts of a file have every line that LINE stands on. */
static bool
has_all(const struct expected_line *line, const struct source *source,
    const struct numbers *own, const struct numbers *other)
{
	const struct word *words = line->statement->words;
	size_t i;

	for (i = 0; i < line->count; i++)
		/* A record is more than the lines of one statement. */
		if (words[i].record != 0 ||
		    !has_line(own, other, source_text(source),
			source_length(source), words[i].offset))
			return false;
	return true;
}

bool
lines_may_lack(const struct verification *about, const struct rendering *other,
    struct arena *arena)
{
	const struct expected *expected = &about->expected;
	struct numbers *own =
	    arena_array(arena, other->count + 1, sizeof(*own));
	struct numbers *there =
	    arena_array(arena, other->count + 1, sizeof(*there));
	const struct expected_line *line;
	const struct buf *text;
	size_t i;

	for (i = 0; i < other->count; i++) {
		text = &other->files[i].output.text;
		if (about->sources[i] == NULL)
			return true;
		own[i] = numbers_of(source_text(about->sources[i]),
		    source_length(about->sources[i]), arena);
		there[i] = numbers_of(text->data, text->length, arena);
	}
	for (i = 0; i < expected->count; i++) {
		line = &expected->lines[i];
		if (line->match == NO_MATCH &&
		    !has_all(line, about->sources[line->file], &own[line->file],
			&there[line->file]))
			return true;
	}
	return false;
}

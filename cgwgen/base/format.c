/* SPDX-License-Identifier: ISC */
/* Quick formatting.  Ground floor. */
#include "base/format.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/digits.h"

struct sink {
	char *text;
	size_t room;
	size_t length; /* that it has, or would have with more room */
};

static void
put(struct sink *sink, const char *bytes, size_t length)
{
	size_t left = sink->length < sink->room ? sink->room - sink->length : 0;

	if (left != 0)
		memcpy(sink->text + sink->length, bytes,
		    length < left ? length : left);
	sink->length += length;
}

static void
put_number(struct sink *sink, uint64_t number)
{
	char digits[DIGITS_SIZE], *end = digits + sizeof(digits);
	const char *at = digits_before(end, number);

	put(sink, at, (size_t)(end - at));
}

static void
put_signed(struct sink *sink, int64_t number)
{
	char digits[DIGITS_SIZE], *end = digits + sizeof(digits);
	const char *at = digits_signed_before(end, number);

	put(sink, at, (size_t)(end - at));
}

static void
put_string(struct sink *sink, const char *string, int limit)
{
	if (string == NULL)
		string = "(null)";
	put(sink, string,
	    limit < 0 ? strlen(string) : strnlen(string, (size_t)limit));
}

/* Does the conversion at AT, behind its '%', and returns what follows it; NULL
 * when it is none of those that are done here. */
static const char *
convert(struct sink *sink, const char *at, va_list *args)
{
	char byte;
	int number;

	switch (at[0]) {
	case 's':
		put_string(sink, va_arg(*args, const char *), -1);
		return at + 1;
	case 'u':
		put_number(sink, va_arg(*args, unsigned));
		return at + 1;
	case 'd':
		put_signed(sink, va_arg(*args, int));
		return at + 1;
	case 'c':
		byte = (char)va_arg(*args, int);
		put(sink, &byte, 1);
		return at + 1;
	case '%':
		put(sink, at, 1);
		return at + 1;
	case 'z':
		if (at[1] != 'u')
			return NULL;
		put_number(sink, va_arg(*args, size_t));
		return at + 2;
	case 'l':
		if (at[1] != 'd')
			return NULL;
		put_signed(sink, va_arg(*args, long));
		return at + 2;
	case '.':
		if (at[1] != '*' || at[2] != 's')
			return NULL;
		number = va_arg(*args, int);
		put_string(sink, va_arg(*args, const char *), number);
		return at + 3;
	default:
		return NULL;
	}
}

/* All of FORMAT; false when it has a conversion of another kind. */
static bool
fill(struct sink *sink, const char *format, va_list *args)
{
	const char *next;

	for (;;) {
		next = strchr(format, '%');
		if (next == NULL) {
			put(sink, format, strlen(format));
			return sink->length < INT_MAX;
		}
		put(sink, format, (size_t)(next - format));
		format = convert(sink, next + 1, args);
		if (format == NULL)
			return false;
	}
}

int
format_text(char *text, size_t room, const char *format, va_list args)
{
	struct sink sink = { .text = text, .room = room };
	va_list again;
	bool done;

	va_copy(again, args);
	done = fill(&sink, format, &again);
	va_end(again);
	if (!done)
		return vsnprintf(text, room, format, args);
	if (room != 0)
		text[sink.length < room ? sink.length : room - 1] = '\0';
	return (int)sink.length;
}

/* SPDX-License-Identifier: ISC */
/* Text for generated parts of the manual.  Floor 7. */
#include "cmd/mdoc.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* One word as mdoc: backslashes and quotes escaped, and no control line. */
static void
print_word(const char *word, size_t length)
{
	size_t i;

	if (word[0] == '.' || word[0] == '\'')
		fputs("\\&", stdout);
	for (i = 0; i < length; i++) {
		if (word[i] == '\\')
			fputs("\\e", stdout);
		else if (word[i] == '\'')
			fputs("\\(aq", stdout);
		else
			fputc(word[i], stdout);
	}
}

/* How long the word becomes: a quote takes four bytes. */
static size_t
printed_length(const char *word, size_t length)
{
	size_t i, printed = length;

	for (i = 0; i < length; i++)
		if (word[i] == '\'')
			printed += 3;
	return printed;
}

void
mdoc_print(const char *text)
{
	const size_t width = 72;
	size_t column = 0, length, printed;
	bool ends = false;

	while (*text != '\0') {
		length = strcspn(text, " ");
		printed = printed_length(text, length);
		if (column != 0 && (ends || column + 1 + printed > width)) {
			fputc('\n', stdout);
			column = 0;
		}
		if (column != 0)
			fputc(' ', stdout);
		print_word(text, length);
		column += printed + 1;
		ends = length != 0 && text[length - 1] == '.';
		text += length + (text[length] == ' ');
	}
	fputc('\n', stdout);
}

void
mdoc_literal(const char *text)
{
	const size_t width = 64;
	size_t length;

	fputs(".Bd -literal -offset indent\n", stdout);
	while (*text != '\0') {
		/* A backslash at the end of a line joins it to the next. */
		for (length = strcspn(text, "\n"); length > width;
		     length -= width, text += width) {
			print_word(text, width);
			fputs("\\\n", stdout);
		}
		print_word(text, length);
		fputc('\n', stdout);
		text += length + (text[length] == '\n');
	}
	fputs(".Ed\n", stdout);
}

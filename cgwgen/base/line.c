/* SPDX-License-Identifier: ISC */
/* The lines of a text.  Ground floor. */
#include "base/line.h"

#include <string.h>

size_t
line_start(const char *text, size_t at)
{
	while (at > 0 && text[at - 1] != '\n')
		at--;
	return at;
}

size_t
line_end(const char *text, size_t at)
{
	at += strcspn(text + at, "\n");
	return at + (text[at] == '\n');
}

/* SPDX-License-Identifier: ISC */
/* The lines of a text. */
#ifndef CGWGEN_BASE_LINE_H
#define CGWGEN_BASE_LINE_H

#include <stddef.h>

/* Where the line that AT is in begins. */
size_t line_start(const char *text, size_t at);

/* Where the line after it begins, or the text ends. */
size_t line_end(const char *text, size_t at);

#endif

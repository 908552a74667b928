/* SPDX-License-Identifier: ISC */
/* vsnprintf() for what texts are mostly made of. */
#ifndef CGWGEN_BASE_FORMAT_H
#define CGWGEN_BASE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Does what vsnprintf() does with ROOM bytes at TEXT and returns what it
 * would.  The conversions %s, %.*s, %c, %d, %ld, %u, %zu and %% are done here,
 * as all texts on a connection are made of these; a format with others is given
 * to vsnprintf().
 */
int format_text(char *text, size_t room, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

#endif

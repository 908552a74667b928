/* SPDX-License-Identifier: ISC */
/* Unified differences: their lines, and how two texts differ. */
#ifndef CGWGEN_BASE_UNIFIED_H
#define CGWGEN_BASE_UNIFIED_H

#include <stddef.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/source.h"

/* Lines around a change. */
#define UNIFIED_CONTEXT 3

/* Adds bytes [FROM, TO) of SOURCE to RET, secrets as asterisks. */
void unified_text(
    const struct source *source, size_t from, size_t to, struct buf *ret);

/* Prints the lines of TEXT, each with MARK before it. */
void unified_lines(const char *text, size_t length, char mark, FILE *out);

/*
 * Prints what makes OLD, called OLD_NAME in the head, to NEW, called NEW_NAME.
 * Lines are compared as they are and printed with secrets as asterisks: of a
 * line whose secret changed both forms are there, and read the same.  Where
 * that many lines differ that a comparison would take long, the difference is
 * all of them.  Nothing is printed when the texts are the same.
 */
void unified_diff(const struct source *old, const char *old_name,
    const struct source *new, const char *new_name, FILE *out);

#endif

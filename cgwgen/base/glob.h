/* SPDX-License-Identifier: ISC */
/*
 * Patterns of file names with the meaning that gitignore(5) gives them.  No
 * pattern takes more than the product of its length and the name's.
 */
#ifndef CGWGEN_BASE_GLOB_H
#define CGWGEN_BASE_GLOB_H

#include <stdbool.h>
#include <stddef.h>

/* The offset of what keeps PATTERN from matching anything, a bracket that is
 * not closed, a class nobody knows or a last backslash; its length if none. */
size_t glob_check(const char *pattern);

/*
 * Whether NAME, which has no slash, fits PATTERN: '*' any text, '?' one byte,
 * "[a-z]", "[!a]" and "[[:digit:]]" one of several, a backslash makes the
 * byte behind it mean itself.  Every comparison takes one of STEPS; when none
 * is left, nothing fits.
 */
bool glob_name(const char *pattern, const char *name, size_t *steps);

/*
 * The same for "a/b/c", part by part: no '*', '?' or bracket stands for a
 * slash, a part of stars ("**") for any number of parts, at the end for at
 * least one.
 */
bool glob_path(const char *pattern, const char *path, size_t *steps);

#endif

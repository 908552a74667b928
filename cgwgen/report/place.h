/* SPDX-License-Identifier: ISC */
/* Paths, whole and relative: names of files that do not depend on where a run
 * is started. */
#ifndef CGWGEN_REPORT_PLACE_H
#define CGWGEN_REPORT_PLACE_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * PATH as a whole one, from DIRECTORY when it is relative, without ".", ".."
 * and empty parts.  It is only text: links are not looked at.
 */
const char *place_join(
    const char *directory, const char *path, struct arena *arena);

/* Where PATH leads to from the working directory, links followed when it is
 * there. */
const char *place_real(const char *path, struct arena *arena);

/* PATH seen from DIRECTORY, both whole: "../a/b". */
const char *place_relative(
    const char *directory, const char *path, struct arena *arena);

/* Whether PATH is DIRECTORY or below it, both whole. */
bool place_is_below(const char *path, const char *directory);

#endif

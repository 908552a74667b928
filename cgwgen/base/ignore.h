/* SPDX-License-Identifier: ISC */
/* Lists of files to be passed over, in the syntax of gitignore(5). */
#ifndef CGWGEN_BASE_IGNORE_H
#define CGWGEN_BASE_IGNORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

/* Most patterns that can hold for one file, from all the lists above it. */
#define IGNORE_LIMIT_PATTERNS 10000

/* The patterns of one list, and those of the directories above. */
struct ignore;

/*
 * Reads SOURCE, the list in the directory whose path below the top ends
 * after BASE bytes ("a/b/": 4; the top: 0).  ABOVE is what holds there
 * already, or NULL.  The list lives in ARENA, which ABOVE must outlive;
 * SOURCE is not needed any more.  A pattern that can fit nothing is left out
 * with a CGW014 finding.  When there is a NUL byte or there are too many
 * patterns, ABOVE is returned after a CGW003 or CGW008 finding.
 */
const struct ignore *ignore_read(const struct ignore *above,
    const struct source *source, size_t base, struct arena *arena,
    struct diags *diags);

/*
 * Whether PATH, below the top, is to be passed over: the last pattern that
 * fits decides, of the deepest list that has one.  The directories above
 * PATH are taken not to be passed over.  IGNORE may be NULL.  STEPS is what
 * glob.h counts.
 */
bool ignore_matches(const struct ignore *ignore, const char *path,
    bool directory, size_t *steps);

#endif

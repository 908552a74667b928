/* SPDX-License-Identifier: ISC */
/* Where a file lies, as seen from a directory. */
#ifndef CGWGEN_BASE_BELOW_H
#define CGWGEN_BASE_BELOW_H

#include "base/arena.h"

/*
 * PATH as it is seen from DIRECTORY, "sites/a.yaml"; NULL when it does not lie
 * below.  Symbolic links to directories are followed, one that is the file
 * itself is not; what does not exist is taken by its name.  DIRECTORY is
 * what path_resolve() returned.
 */
const char *path_below(
    const char *path, const char *directory, struct arena *arena);

/* The directory PATH without links and dots; NULL when there is none. */
const char *path_resolve(const char *path, struct arena *arena);

#endif

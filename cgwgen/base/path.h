/* SPDX-License-Identifier: ISC */
/* Paths: their parts, whole ones, and how one is seen from another. */
#ifndef CGWGEN_BASE_PATH_H
#define CGWGEN_BASE_PATH_H

#include <stdbool.h>

#include "base/arena.h"

/* ---- as text, without a look at the files ----------------------------- */

/* The directory that the file PATH is in: "." when PATH is only a name. */
const char *path_directory(const char *path, struct arena *arena);

/* The last part of PATH; empty when PATH ends in a slash. */
const char *path_name(const char *path);

/* Whether NAME can be the name of a file that is to be written: not "." or
 * "..", and no longer than a temporary file's name beside it may get. */
bool path_is_name(const char *name);

/* PATH, which is meant from the directory of FILE, as seen from here. */
const char *path_beside(
    const char *file, const char *path, struct arena *arena);

/* PATH as a whole one, from DIRECTORY when it is relative, without ".", ".."
 * and empty parts. */
const char *path_join(
    const char *directory, const char *path, struct arena *arena);

/* PATH seen from DIRECTORY, both whole: "../a/b". */
const char *path_relative(
    const char *directory, const char *path, struct arena *arena);

/* Whether PATH is DIRECTORY or below it, both whole. */
bool path_is_below(const char *path, const char *directory);

/* ---- with symbolic links followed ------------------------------------- */

/* PATH whole, without links and dots; NULL when there is nothing. */
const char *path_resolve(const char *path, struct arena *arena);

/* The same; by its name, from the working directory, when there is nothing. */
const char *path_whole(const char *path, struct arena *arena);

/*
 * PATH as it is seen from DIRECTORY, "sites/a.yaml"; NULL when it does not lie
 * below.  Symbolic links to directories are followed, one that is the file
 * itself is not; what does not exist is taken by its name.  DIRECTORY is
 * what path_resolve() returned.
 */
const char *path_below(
    const char *path, const char *directory, struct arena *arena);

#endif

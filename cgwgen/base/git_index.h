/* SPDX-License-Identifier: ISC */
/*
 * The names in an index of git, as gitformat-index(5) describes it: versions
 * 2, 3 and 4, of repositories with SHA-1 and with SHA-256.
 */
#ifndef CGWGEN_BASE_GIT_INDEX_H
#define CGWGEN_BASE_GIT_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/index.h"

/* The largest index: a repository with a million files has one of 100 MB. */
#define GIT_LIMIT_INDEX ((size_t)256 * 1024 * 1024)

struct git_names {
	struct index index; /* digests of the names */
	struct digest_key secret;
};

/*
 * Reads LENGTH bytes of an index into RET, which lives in ARENA.  NULL, or a
 * reason when they are no index, or say what this reader does not know.
 */
const char *git_index_read(const char *bytes, size_t length,
    struct arena *arena, struct git_names *ret);

/* Whether NAME, seen from the top of the work tree, is in the index. */
bool git_names_have(const struct git_names *names, const char *name);

#endif

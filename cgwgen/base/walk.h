/* SPDX-License-Identifier: ISC */
/*
 * The regular files of a directory tree, in an order that depends on nothing
 * but their names.  The tree may be hostile, and may change meanwhile.
 */
#ifndef CGWGEN_BASE_WALK_H
#define CGWGEN_BASE_WALK_H

#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/diag.h"

/* In any directory: what of the files below it is to be passed over. */
#define WALK_IGNORE_FILE ".cgwgenignore"

#define WALK_LIMIT_DEPTH 64
#define WALK_LIMIT_NAMES 100000
/* What comparing names with ignore lists may take: seconds. */
#define WALK_LIMIT_STEPS ((size_t)1000000000)

struct walk_file {
	const char *path; /* as messages show it: below the walk's top */
	const char *open; /* what to open; differs for a symbolic link */
	dev_t device;
	ino_t inode;
	size_t size;
};

struct walk;

/* Members that are 0 are the limits above. */
struct walk_limits {
	size_t depth;
	size_t names; /* files, directories and whatever else has one */
	size_t steps;
	size_t ignore_file; /* the size of an ignore list */
};

/*
 * Walks the tree at PATH: entries sorted by the bytes of their names, the
 * files of a directory where its name stands.  Directories whose names begin
 * with '.' are passed over, and what ignore lists name.  A symbolic link
 * counts as a file when what it leads to is a file below PATH; other links
 * are counted and not followed.  What is gone by the time it is looked at,
 * pipes, sockets and devices are nothing.
 *
 * What cannot be read is CGW001, beyond a limit CGW013; the rest of the tree
 * is walked all the same, save for the limits on names and steps, which end
 * the walk.  Faults of ignore lists: see ignore.h.  The caller ends the walk
 * with walk_free() when the findings have been printed.
 */
struct walk *walk_new(
    const char *path, const struct walk_limits *limits, struct diags *diags);
void walk_free(struct walk *walk);

/* The files; they live as long as the walk. */
const struct walk_file *walk_files(const struct walk *walk, size_t *ret_count);

/* How many symbolic links were not followed. */
size_t walk_links(const struct walk *walk);

#endif

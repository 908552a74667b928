/* SPDX-License-Identifier: ISC */
/* Who can read a file with a secret: its mode, and the directories above it. */
#ifndef CGWGEN_BASE_REACH_H
#define CGWGEN_BASE_REACH_H

#include <stdbool.h>
#include <sys/stat.h>

#include "base/arena.h"

/* Who gets through to the files of one group in a directory. */
struct reach {
	gid_t group;
	bool to_group;
	bool to_others;
};

/* Who gets to the files of GROUP in DIRECTORY, which is as path_resolve()
 * gives it.  A file is out of reach where a directory above lets nobody
 * through.  ARENA is for what is thrown away. */
struct reach reach_find(
    const char *directory, gid_t group, struct arena *arena);

enum reader {
	READER_OWNER, /* and nobody else */
	READER_GROUP,
	READER_OTHERS /* every user of the machine */
};

/* Who can read a file of STATUS in a directory of REACH. */
enum reader reach_reader(const struct reach *reach, const struct stat *status);

/*
 * Who can read the file at PATH, with its mode at *RET_MODE.  False where it
 * is no regular file or cannot be looked at.
 */
bool reach_of_file(const char *path, struct arena *arena,
    enum reader *ret_reader, unsigned *ret_mode);

#endif

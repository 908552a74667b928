/* SPDX-License-Identifier: ISC */
/*
 * A file that has no name before it is complete: of a run that is killed
 * nothing stays behind.  Not every system and not every file system has them.
 */
#ifndef CGWGEN_BASE_UNNAMED_H
#define CGWGEN_BASE_UNNAMED_H

#include <stdbool.h>

/* Opens a new file for writing in directory DIRECTORY_FD, readable by its
 * owner alone.  The caller closes it, which is its end before it has a name.
 * -1 where there are no such files. */
int unnamed_open(int directory_fd);

/* Names the file FD, which has no name yet, NAME in DIRECTORY_FD.  False, and
 * nothing is changed, when something has that name or it cannot be given. */
bool unnamed_link(int fd, int directory_fd, const char *name);

#endif

/* SPDX-License-Identifier: ISC */
/* What a run that was killed leaves behind: the file that it was writing. */
#ifndef CGWGEN_BASE_LEFTOVER_H
#define CGWGEN_BASE_LEFTOVER_H

#include <stdbool.h>
#include <stddef.h>

/* A temporary file is no leftover before it is as old: seconds. */
#define LEFTOVER_AGE 60

/* The name of a temporary file for NAME, in SIZE bytes at RET:
 * ".NAME.PROCESS-ATTEMPT.tmp". */
void leftover_name(char *ret, size_t size, const char *name, unsigned attempt);

/* Locks the temporary file FD for as long as it is open, which keeps it from
 * being taken for a leftover.  Where there are no locks nothing happens. */
void leftover_lock(int fd);

/*
 * Removes from directory DIRECTORY_FD the temporary files that no process has
 * open, on this machine or on another that has the directory, and that are
 * older than LEFTOVER_AGE: they may hold keys.  Returns how many there were;
 * *RET_EMPTY tells whether no file of the directory has a name that does not
 * begin with a dot, or may be NULL.
 */
size_t leftovers_remove(int directory_fd, bool *ret_empty);

#endif

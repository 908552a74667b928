/* SPDX-License-Identifier: ISC */
/*
 * Several directories in order of precedence, read below as directory.h
 * says: what --device-path and --path name.
 */
#ifndef CGWGEN_DEVICE_ROOTS_H
#define CGWGEN_DEVICE_ROOTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

struct roots;

/*
 * Opens COUNT directories in order of precedence, with room in ARENA.  NULL
 * after CGW001 findings for those that cannot be opened; else roots_close()
 * is due.
 */
struct roots *roots_open(const char *const *directories, size_t count,
    struct arena *arena, struct diags *diags);
void roots_close(struct roots *roots); /* NULL is accepted */

/*
 * Reads the file PATH below the first directory that has it, into a source
 * that the caller owns.  NULL with *RET_WHY, in the arena, what is wrong with
 * the first one there ("is a symbolic link in DIR"), or NULL when there is
 * none.
 */
struct source *roots_read(
    const struct roots *roots, const char *path, const char **ret_why);

/* The name, as given, of the first directory that has PATH, whatever it is
 * there; NULL when none has. */
const char *roots_place(const struct roots *roots, const char *path);

/* Calls ADD with CONTEXT for the entries of NAME below every directory. */
void roots_list(const struct roots *roots, const char *name,
    void (*add)(void *context, const char *name), void *context);

#endif

/* SPDX-License-Identifier: ISC */
/* One file that a run writes at its end, whole or not at all. */
#ifndef CGWGEN_CMD_OUTFILE_H
#define CGWGEN_CMD_OUTFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/diag.h"

struct outfile {
	const char *path;
	int directory;    /* -1: not open */
	const char *name; /* in the directory; NULL: written in place */
	mode_t mode;
};

/*
 * Opens the directory of PATH, so that what cannot be written is known before
 * the work begins.  A link is followed.  A pipe or device is written to in
 * place.  A file that is there keeps its mode.  False after a CGW901 finding;
 * outfile_close() is due else.  Texts live in ARENA.
 */
bool outfile_open(struct outfile *target, const char *path, struct arena *arena,
    struct diags *diags);

/* Whether both are the same file. */
bool outfile_same(const struct outfile *a, const struct outfile *b);

/* Writes all of the file; false after a CGW901 finding. */
bool outfile_write(const struct outfile *target, const char *bytes,
    size_t length, struct diags *diags);

void outfile_close(struct outfile *target);

#endif

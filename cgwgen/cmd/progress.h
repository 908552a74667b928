/* SPDX-License-Identifier: ISC */
/* How far a long run is, on a terminal. */
#ifndef CGWGEN_CMD_PROGRESS_H
#define CGWGEN_CMD_PROGRESS_H

#include <stddef.h>

#include "cmd/opt.h"

struct progress;

/*
 * For EXPECTED connections.  Nothing is ever printed unless standard error is
 * a terminal, --quiet is not given, standard output is no terminal that files
 * are printed to, and the run takes longer than a second.
 */
struct progress *progress_new(const struct settings *settings, size_t expected);

/* One connection more is done. */
void progress_step(struct progress *progress);

/* Takes the line away. */
void progress_free(struct progress *progress);

#endif

/* SPDX-License-Identifier: ISC */
/* What the first bytes of an input tell, before the rest of it is read. */
#ifndef CGWGEN_CMD_LOOK_H
#define CGWGEN_CMD_LOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/shard.h"

/* What was seen. */
struct look {
	bool likely;  /* it begins as AWS's XML does */
	bool binary;  /* there is a NUL byte in its beginning */
	bool ours;    /* it is certain that its id is, of the part of the run */
	bool foreign; /* or that it is another part's */
};

/* Looks at the file PATH, which was a regular one a moment ago; with SHARD it
 * is seen whose it is, or that is NULL. */
struct look look_at(const char *path, const struct shard *shard);

/* The same of LENGTH bytes of text, with a NUL byte behind them. */
struct look look_into(
    const char *text, size_t length, const struct shard *shard);

#endif

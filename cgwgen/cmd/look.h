/* SPDX-License-Identifier: ISC */
/*
 * A look at the first bytes of a file, before it is known when it is read, and
 * the text of small ones, which are not read again then.
 */
#ifndef CGWGEN_CMD_LOOK_H
#define CGWGEN_CMD_LOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/shard.h"
#include "base/source.h"

/* What was seen. */
struct look {
	bool likely;  /* it begins as AWS's XML does */
	bool binary;  /* there is a NUL byte in its beginning */
	bool ours;    /* it is certain that its id is, of the part of the run */
	bool foreign; /* or that it is another part's */
	char *text;   /* all of it, or NULL */
	size_t length;
};

/* How much a run keeps: bytes, of some 15,000 files of AWS's. */
#define LOOKS_ROOM ((size_t)64 * 1024 * 1024)

/* The texts that are kept, at first none. */
struct looks {
	size_t room;         /* for so many bytes more */
	struct arena *arena; /* NULL: there are none */
};

/* Wipes what is kept. */
void looks_end(struct looks *looks);

/*
 * Looks at the file PATH, which was a regular one of SIZE bytes a moment ago.
 * LOOKS gets its text when it is small and likely to be read later, or is NULL;
 * with SHARD it is seen whose it is, or that is NULL.
 */
struct look look_at(struct looks *looks, const char *path, size_t size,
    const struct shard *shard);

/*
 * Makes a source of the text that was kept of the file PATH, which is wiped,
 * as file_read() would.  NULL when there is none, or more than LIMIT bytes.
 * The caller owns it.  Threads may take different ones at a time.
 */
struct source *look_take(const struct look *look, const char *path,
    size_t limit, struct diags *diags);

#endif

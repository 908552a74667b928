/* SPDX-License-Identifier: ISC */
/* The commands of one rendered file.  Floor: verify. */
#ifndef CGWGEN_VERIFY_REMEDY_FILE_H
#define CGWGEN_VERIFY_REMEDY_FILE_H

#include "base/buf.h"
#include "base/index.h"
#include "verify/change.h"
#include "verify/cutting.h"
#include "verify/outline.h"
#include "verify/remedy_words.h"

/* A proposal that is being written. */
struct remedy {
	const struct verification *target;
	const struct verification *about; /* the same of a file */
	const struct change *changes;
	const struct teller_probe *probe;
	const bool *stale; /* by running statement */
	struct arena *arena;
	struct buf *out;
	const char *comment;
	/* Of the file at hand. */
	struct verification own; /* with the file's syntax */
	struct profile profile;
	size_t file;
	struct outline outline;
	struct swaps swaps;
	struct cutting cutting;
	bool *cleared;     /* by line: its block was taken away as a whole */
	struct index said; /* what is taken away is taken away once */
};

/* Adds what is proposed for FILE to REMEDY's output. */
void remedy_put_file(struct remedy *remedy, size_t file);

#endif

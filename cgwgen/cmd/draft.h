/* SPDX-License-Identifier: ISC */
/* Files as they will be once all that is found in them is mended; until then
 * they are read from here. */
#ifndef CGWGEN_CMD_DRAFT_H
#define CGWGEN_CMD_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/edit.h"
#include "base/source.h"
#include "fix/fix.h"

struct drafts;

struct draft {
	const char *path;      /* of the file */
	struct source *before; /* what was read of it, with its secrets */
	struct source *now;    /* what is to be written */
	struct edits edits;    /* settled, from the one to the other */
	size_t mended;         /* findings */
	bool refused;          /* must not be written */
};

struct drafts *drafts_new(void);
void drafts_free(struct drafts *drafts); /* NULL is accepted */

/* A new source, which the caller owns, with the text that the file at PATH is
 * to have; NULL when that is the text it has. */
struct source *drafts_read(const struct drafts *drafts, const char *path);

/*
 * The draft of FILE's path, made if there is none.  NULL when FILE's edits are
 * of another text than the draft's: the file was named twice and the draft
 * already changed.
 */
struct draft *drafts_of(struct drafts *drafts, const struct fix_file *file);

/* Adds FILE's edits, which make TEXT, to its draft. */
void draft_change(
    struct draft *draft, const struct fix_file *file, const struct buf *text);

/* All drafts in the order of their paths. */
struct draft *const *drafts_list(struct drafts *drafts, size_t *ret_count);

#endif

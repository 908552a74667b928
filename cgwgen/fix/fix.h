/* SPDX-License-Identifier: ISC */
/*
 * Mending what was found: from findings in cgwgen's own YAML that have one
 * right answer to edits of the file, which keep its comments and layout.
 */
#ifndef CGWGEN_FIX_FIX_H
#define CGWGEN_FIX_FIX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/edit.h"
#include "check/check.h"
#include "read/silence.h"

struct fixes;

/* SETTINGS and SILENCES, the comments that were read with the files, or NULL,
 * must outlive the fixes, which fixes_free() releases. */
struct fixes *fixes_new(
    const struct check_settings *settings, const struct silences *silences);
void fixes_free(struct fixes *fixes);

/* Whether findings of RULE can be mended at all. */
bool fix_exists(enum rule_id rule);

/* Whether fixes_note() remembers FINDING. */
bool fix_takes(const struct finding *finding, const struct source *passing);

/* Remembers the findings of DIAGS that can be mended, but those in PASSING
 * (or NULL).  Their sources must outlive the fixes. */
void fixes_note(struct fixes *fixes, const struct diags *diags,
    const struct source *passing);

/* A finding that is mended. */
struct fix_answer {
	enum rule_id rule;
	struct pos at;
};

/* What is to be done to one file. */
struct fix_file {
	const char *path;
	struct edits edits;               /* settled, at least one */
	size_t mended;                    /* findings that the edits answer */
	const struct fix_answer *answers; /* what they are, MENDED of them */
};

/*
 * Works the edits out and calls WORK, with HOST, for every file that has
 * some, in the order of their paths.  What was not read from a file, or is
 * not our own YAML, is passed over.
 */
void fixes_each(struct fixes *fixes,
    void (*work)(void *host, const struct fix_file *file), void *host);

#endif

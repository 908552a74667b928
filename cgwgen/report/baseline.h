/* SPDX-License-Identifier: ISC */
/*
 * Findings that are known and wait to be mended: read from a file, counted
 * off as a run meets them, and written.  cgwgen-lint(1) describes the file.
 *
 * A finding is known by its rule, its file and the hash of entry.h, in which
 * there are no numbers of lines.  Files are kept by their whole path and are
 * relative to the baseline's own directory in its file, so that it does not
 * matter where a run is started.
 */
#ifndef CGWGEN_REPORT_BASELINE_H
#define CGWGEN_REPORT_BASELINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"

/* The most findings, equal ones counted once, and bytes that a file holds. */
#define BASELINE_LIMIT 100000
#define BASELINE_LIMIT_SIZE ((size_t)64 * 1024 * 1024)

/* Findings of one rule, file and hash. */
struct baseline_row {
	const char *rule;  /* its id; no rule of this version, perhaps */
	const char *file;  /* whole path, "<stdin>", or NULL: without a place */
	const char *print; /* 16 hexadecimal digits */
	const char *message;
	size_t known;  /* how many the file has */
	size_t seen;   /* how many the run has met */
	struct pos at; /* in the file that was read, or nowhere */
};

struct baseline;

/* An empty baseline in ARENA; baseline_free() releases the rest.  With GROWS
 * it takes in what it meets, to be written. */
struct baseline *baseline_new(bool grows, struct arena *arena);
void baseline_free(struct baseline *baseline);

/*
 * Reads SOURCE, which must stay valid, from a file in DIRECTORY, a whole path.
 * False after a CGW020 finding at what no baseline has, or those of
 * json_read().
 */
bool baseline_read(struct baseline *baseline, const struct source *source,
    const char *directory, struct diags *diags);

/*
 * Counts FINDING, and tells whether the baseline has it: of equal findings so
 * many as were written, the first ones.
 */
bool baseline_meet(struct baseline *baseline, const struct finding *finding);

/* Whether baseline_meet() would find that the baseline has FINDING, which does
 * not count. */
bool baseline_has(struct baseline *baseline, const struct finding *finding);

/* The rows, in the order of the file and then as they were met. */
struct baseline_row *const *baseline_rows(
    const struct baseline *baseline, size_t *ret_count);

/* How many findings there was no room for. */
size_t baseline_dropped(const struct baseline *baseline);

/*
 * Adds the file for DIRECTORY to BUF: what was seen, and rows not seen for
 * which STAYS, called with HOST, holds.  One finding stands in a line; the
 * lines are sorted.
 */
void baseline_write(const struct baseline *baseline, const char *directory,
    bool (*stays)(void *host, const struct baseline_row *row), void *host,
    struct buf *buf);

#endif

/* SPDX-License-Identifier: ISC */
/* Where rendered files go: standard output, one file, or a directory. */
#ifndef CGWGEN_CMD_OUTPUT_H
#define CGWGEN_CMD_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/file.h"
#include "render/render.h"

struct output;

/* Prints how the text of FILE differs from WAS, what its place has by now, or
 * from nothing when that is NULL. */
typedef void output_shower(
    void *host, const struct rendered_file *file, const struct source *was);

/* How files are written. */
struct output_ways {
	bool told;  /* what changes is printed to standard output */
	bool dry;   /* nothing is written */
	bool prune; /* what is written is recorded; see output_prune() */
	const char *manifest; /* the name of that record */
	output_shower *show;  /* with TOLD: prints the differences; or NULL */
	void *host;
};

/* How many files there were of each kind. */
struct output_counts {
	size_t files[FILE_UNKNOWN + 1]; /* by enum file_change */
	size_t removed;
};

/*
 * Prepares PATH (NULL: standard output).  It is a directory when it ends in
 * '/', exists as one, or when FILES (of one device) or CONNECTIONS exceed
 * one; it is made when it is missing.  WAYS may be NULL.  NULL after a CGW901,
 * CGW803 or CGW911 finding.
 */
struct output *output_open(const char *path, size_t files, size_t connections,
    const struct output_ways *ways, struct diags *diags);

/* Whether files get their own names in a directory. */
bool output_is_directory(const struct output *output);

/* Makes room for the names of COUNT files. */
void output_expect(struct output *output, size_t count);

void output_close(struct output *output);

/*
 * Writes all files of one connection.  False after CGW901, CGW902 or
 * CGW903 findings, the last two at AT; what was on disk stays whole.
 */
bool output_write(struct output *output, struct rendering *rendering,
    struct pos at, struct diags *diags);

/*
 * The three steps of output_write(), each to be called only when the one
 * before it was good: takes the files' names, which fails with CGW902 and
 * CGW903; writes them, which threads may do at a time for different
 * connections; prints what belongs to standard output.
 */
bool output_claim(struct output *output, const struct rendering *rendering,
    struct pos at, struct diags *diags);
bool output_store(const struct output *output, struct rendering *rendering,
    struct diags *diags);
bool output_tell(struct output *output, const struct rendering *rendering,
    struct diags *diags);

/*
 * Where WAYS say so: removes what earlier runs wrote and this one did not, and
 * records what there is now.  When not all of the run's files are WHOLE
 * nothing is removed (CGW912).  False after findings.
 */
bool output_prune(struct output *output, bool whole, struct diags *diags);

/* What has been written, or would be. */
struct output_counts output_counts(const struct output *output);

#endif

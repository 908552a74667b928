/* SPDX-License-Identifier: ISC */
/* The JSON of a baseline, row by row; others include baseline.h. */
#ifndef CGWGEN_REPORT_BASELINE_FILE_H
#define CGWGEN_REPORT_BASELINE_FILE_H

#include <stdbool.h>

#include "doc/node.h"
#include "report/baseline.h"
#include "report/writer.h"

/* A file that is being read. */
struct baseline_file {
	const char *directory;
	struct arena *arena;
	struct diags *diags;
	const struct node *next;
	bool good; /* nothing was wrong so far */
};

/* Begins to read; what does not look like a baseline is CGW020, and false.
 * All that is read lives in ARENA. */
bool baseline_file_open(struct baseline_file *file, const struct source *source,
    const char *directory, struct arena *arena, struct diags *diags);

/* The next row, with a whole path; false at the end and after a CGW020. */
bool baseline_file_next(struct baseline_file *file, struct baseline_row *ret);

/* Writes a file: the beginning, rows with row->known as their count, and the
 * end. */
void baseline_file_begin(struct writer *writer);
void baseline_file_row(struct writer *writer, const struct baseline_row *row,
    const char *directory, struct arena *arena);
void baseline_file_end(struct writer *writer);

#endif

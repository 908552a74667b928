/* SPDX-License-Identifier: ISC */
/*
 * What a run prints of its findings: as they come, as text for people, or in
 * a form that programs read.
 */
#ifndef CGWGEN_REPORT_REPORT_H
#define CGWGEN_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"
#include "report/form.h"

struct entry;

/* A form that needs all findings keeps so many; the rest is counted. */
#define REPORT_LIMIT 100000

/* One run's output of findings; zeroed it is ready to print text. */
struct report {
	FILE *out;
	bool color;
	bool quiet;                 /* findings without line and help */
	bool explained[RULE_COUNT]; /* whose help was printed already */
	size_t counts[SEVERITY_ERROR + 1];
	size_t silenced; /* findings that comments keep from being printed */
	size_t hidden;   /* findings there was no room for */
	bool limited;    /* but for errors of reading no more than MOST findings
			    are printed */
	size_t most;
	size_t printed;
	struct source_cursor cursor; /* of the last finding printed */
	const struct form *form;     /* NULL: text */
	struct arena *arena;         /* of the entries */
	struct entry **entries;      /* for forms that need all of them */
	size_t entry_count;
	size_t entry_capacity;
};

/* Sets the form of what is printed from now on; report_close() is due. */
void report_open(struct report *report, const struct form *form);

/*
 * Prints the findings of DIAGS, sorted, or keeps them for report_close().
 * Adds to the report's counts.
 */
void report_print(struct report *report, struct diags *diags);

/* Says, where findings are text, how many are beyond the limit. */
void report_rest(const struct report *report);

/* Whether lines for people may stand beside the findings: not in a document
 * for programs, and not when asked to be quiet. */
bool report_has_summary(const struct report *report);

/* Prints what was kept and releases it.  The counts stay. */
void report_close(struct report *report);

#endif

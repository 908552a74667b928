/* SPDX-License-Identifier: ISC */
/* Findings as text for people. */
#ifndef CGWGEN_REPORT_TEXT_H
#define CGWGEN_REPORT_TEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/diag.h"

/* One run's output of findings; zeroed it is ready for use. */
struct report {
	FILE *out;
	bool color;
	bool quiet;                 /* findings without line and help */
	bool explained[RULE_COUNT]; /* whose help was printed already */
	size_t counts[SEVERITY_ERROR + 1];
	size_t silenced; /* findings that comments keep from being printed */
	struct source_cursor cursor; /* of the last finding printed */
};

/*
 * Prints the findings of DIAGS, sorted, in the form
 *
 *   file:line:column: severity: message [id name]
 *
 * followed by the subject, the line with a caret under the place, and what
 * to do, once for each rule of a run.  Adds to the report's counts.
 */
void report_print(struct report *report, struct diags *diags);

/* Prints "1 error, 2 warnings, 0 notes" when there was anything, and how many
 * were silenced. */
void report_summary(const struct report *report);

#endif

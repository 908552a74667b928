/* SPDX-License-Identifier: ISC */
/* Findings as text for people. */
#ifndef CGWGEN_REPORT_TEXT_H
#define CGWGEN_REPORT_TEXT_H

#include "report/report.h"

/*
 * Prints a finding in the form
 *
 *   file:line:column: severity: message [id name]
 *
 * followed, unless the report is quiet, by the subject, the line with a caret
 * under the place, and what to do, once for each rule of a run.
 */
void text_finding(struct report *report, const struct finding *finding);

/* Prints "1 error, 2 warnings, 0 notes" when there was anything, and how many
 * were silenced. */
void text_summary(const struct report *report);

#endif

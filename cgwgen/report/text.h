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
 * followed, unless the sink is quiet, by the subject, the line with a caret
 * under the place, and what to do, once for each rule of a run.  text_flush()
 * is due.
 */
void text_entry(struct sink *sink, const struct entry *entry);

/* Writes what text_entry() may have kept back. */
void text_flush(struct sink *sink);

/* Prints "1 error, 2 warnings, 0 notes (1 silenced, 3 in the baseline)" when
 * there was anything. */
void text_summary(const struct report *report, FILE *out);

#endif

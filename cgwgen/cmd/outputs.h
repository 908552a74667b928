/* SPDX-License-Identifier: ISC */
/* The files that --output sends findings to, beside standard output. */
#ifndef CGWGEN_CMD_OUTPUTS_H
#define CGWGEN_CMD_OUTPUTS_H

#include <stdbool.h>

struct session; /* cmd/session.h */

/* Adds a sink for every --output to the session's report.  False after
 * findings about those that cannot be written. */
bool outputs_open(struct session *session);

/*
 * Writes the files, when the report was closed.  What fails is printed to
 * stderr, as the report is complete, and makes the exit status 2; files that
 * were there are as they were.
 */
void outputs_close(struct session *session);

#endif

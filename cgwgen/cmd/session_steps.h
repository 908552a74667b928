/* SPDX-License-Identifier: ISC */
/* What a run does with one connection after another, or with many at a time;
 * session_run_steps() alone includes it. */
#ifndef CGWGEN_CMD_SESSION_STEPS_H
#define CGWGEN_CMD_SESSION_STEPS_H

#include <stddef.h>

#include "cmd/session.h"

struct aws_xml;  /* read/aws_xml.h */
struct progress; /* cmd/progress.h */

/* One run of session_run_steps(). */
struct run {
	struct session *session;
	const struct session_steps *steps;
	void *host; /* of the steps */
	unsigned threads;
	struct session_item **items;
	size_t window;
	size_t group;
	struct aws_xml **readers; /* one for each thread */
	struct progress *progress;
};

/* Makes room for the items that are worked on at a time; the inputs have been
 * read.  steps_close() is due, after the last finding was printed. */
void steps_open(struct run *run);
void steps_close(struct run *run);

/* The files of XML that wait, then everything else. */
void steps_inputs(struct run *run);
void steps_parts(struct run *run);

#endif

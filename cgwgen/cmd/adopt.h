/* SPDX-License-Identifier: ISC */
/* A run with a baseline: --baseline and --write-baseline. */
#ifndef CGWGEN_CMD_ADOPT_H
#define CGWGEN_CMD_ADOPT_H

#include <stdbool.h>

#include "base/diag.h"

struct session; /* cmd/session.h */

/* Reads the baseline and looks whether the new one can be written.  False
 * after findings. */
bool adopt_open(struct session *session);

/* What was read are these COUNT OPERANDS, by others, in place of the
 * session's own. */
void adopt_inputs(
    struct session *session, const char *const *operands, size_t count);

/*
 * Notes the findings of DIAGS for the new baseline, takes those out that are
 * in the old one and counts them in the report.  Errors of the run itself
 * stay, whatever the baseline says.
 */
void adopt_apply(struct session *session, struct diags *diags);

/* Whether the old baseline has FINDING; it does not count as met. */
bool adopt_knows(const struct session *session, const struct finding *finding);

/* Reports what of the baseline nothing matched, and writes the new one, when
 * every input was read. */
void adopt_finish(struct session *session);

#endif

/* SPDX-License-Identifier: ISC */
/* lint --fix and --diff. */
#ifndef CGWGEN_CMD_FIX_H
#define CGWGEN_CMD_FIX_H

#include "cmd/opt.h"

/*
 * Mends the files of the operands, or with settings->diff prints what that
 * would change.  Returns 0; 1 when there is a difference; 2 after a message
 * when a file could not be written or the command was called wrongly.
 */
int lint_fix(const struct settings *settings);

#endif

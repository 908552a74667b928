/* SPDX-License-Identifier: ISC */
/* What the commands rules and explain share: which rules are meant. */
#ifndef CGWGEN_CMD_RULES_H
#define CGWGEN_CMD_RULES_H

#include "base/rule.h"
#include "cmd/opt.h"

/*
 * Fills CHOSEN, an array of RULE_COUNT, by the operands: ids, beginnings of
 * ids, names, families; all rules when there is none.  False when an operand
 * is none of them; *STRAY is then it.
 */
bool rules_chosen(
    const struct settings *settings, bool *chosen, const char **stray);

/* Says on stderr that WORD is no rule, and what was perhaps meant; returns
 * 2. */
int rules_stray(const char *command, const char *word);

/* Prints the chosen rules, one in a line. */
void rules_list(const bool *chosen);

#endif

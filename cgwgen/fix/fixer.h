/* SPDX-License-Identifier: ISC */
/* What the functions that mend a finding share. */
#ifndef CGWGEN_FIX_FIXER_H
#define CGWGEN_FIX_FIXER_H

#include "check/check.h"
#include "doc/node.h"
#include "fix/fix.h"

/* One finding that is to be mended. */
struct fixing {
	enum rule_id rule;
	const struct node *node; /* what the finding points at */
	const struct check_settings *settings;
	struct edits *edits;
};

/*
 * Adds the edits that mend the finding; false when it has to be left to the
 * user, and then no edit was added.
 */
typedef bool fixer(const struct fixing *fixing);

fixer fix_network; /* a network without the bits behind its length */
/* Both phases' sets of algorithms, narrowed to what the policy allows. */
fixer fix_encryption;
fixer fix_integrity;
fixer fix_dh_group;

/* Replaces the plain or quoted scalar NODE by TEXT, in the quotes it has.
 * False when it is written in a way that is not that simple. */
bool fix_scalar(
    const struct fixing *fixing, const struct node *node, const char *text);

#endif

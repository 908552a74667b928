/* SPDX-License-Identifier: ISC */
/* What the functions that mend a finding share. */
#ifndef CGWGEN_FIX_FIXER_H
#define CGWGEN_FIX_FIXER_H

#include "check/check.h"
#include "doc/node.h"
#include "fix/fix.h"
#include "fix/place.h"

/* Findings of one rule that are to be mended together: at one place, or in
 * one list where the fixer is for lists. */
struct fixing {
	enum rule_id rule;
	unsigned phases;           /* as the finding has them */
	bool common;               /* likewise */
	const struct node *node;   /* what the first finding points at */
	const struct node **nodes; /* all of them, in order of place */
	size_t node_count;
	const struct own_file *file;
	const struct check_settings *settings;
	const struct silences *silences; /* may be NULL */
	struct edits *edits;
};

/*
 * Adds the edits that mend the findings; false when they have to be left to
 * the user.
 */
typedef bool fixer(const struct fixing *fixing);

fixer fix_network;  /* a network without the bits behind its length */
fixer fix_region;   /* a Region in small letters */
fixer fix_repeated; /* networks that stood in the list before */
fixer fix_summary;  /* networks as fewer ones with the same addresses */
/* The sets of algorithms of the finding's phases, narrowed to what the policy
 * allows. */
fixer fix_ike_version;
fixer fix_encryption;
fixer fix_integrity;
fixer fix_dh_group;

/* The list that NODE is a network of, itself or as its destination; NULL when
 * it is in none. */
const struct node *fix_list_of(const struct node *node);

/* Replaces the plain or quoted scalar NODE by TEXT, in the quotes it has.
 * False when it is written in a way that is not that simple. */
bool fix_scalar(
    const struct fixing *fixing, const struct node *node, const char *text);

/*
 * Writes KEY with the list VALUES, which is words joined by commas, into the
 * mapping MAP, which does not have it.  False when its layout does not allow
 * that.
 */
bool fix_insert(const struct fixing *fixing, const struct node *map,
    const char *key, const char *values);

#endif

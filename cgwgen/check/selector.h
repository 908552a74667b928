/* SPDX-License-Identifier: ISC */
/*
 * A word that names rules: an id ("CGW404"), the beginning of ids ("CGW4"),
 * a rule's name or a family ("ike").
 */
#ifndef CGWGEN_CHECK_SELECTOR_H
#define CGWGEN_CHECK_SELECTOR_H

#include <stddef.h>

#include "base/arena.h"
#include "base/rule.h"

/* How exact a word is.  A family lies between the one digit of a hundred and
 * the two of a ten. */
enum selector_rank {
	RANK_NONE,
	RANK_ALL,     /* "CGW" */
	RANK_HUNDRED, /* "CGW4" */
	RANK_FAMILY,
	RANK_TEN, /* "CGW43" */
	RANK_RULE
};

struct selector {
	enum selector_rank rank;
	enum rule_id rule;  /* RANK_RULE */
	const char *prefix; /* of ids; shares the word's memory */
	const char *group;  /* RANK_FAMILY */
};

/* What a word stands for; RANK_NONE when nothing has this name. */
struct selector selector_read(const char *word);

/* Whether RULE is among what SELECTOR names. */
bool selector_has(const struct selector *selector, enum rule_id rule);

/* Whether a rule that can be passed over is. */
bool selector_has_check(const struct selector *selector);

/* What is wrong with WORD where rules are chosen that can be passed over,
 * with the nearest word; NULL when nothing is.  The text lives in ARENA. */
const char *selector_fault(const char *word, struct arena *arena);

#endif

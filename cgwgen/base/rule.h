/* SPDX-License-Identifier: ISC */
/*
 * The rule rows.  Everything cgwgen can say has one row in rules.def: its
 * id, name, severity, why it is so, what to do and where that comes from.
 * The rows live on the ground floor because every floor reports by them;
 * the functions that check a connection are bound to them in check/.
 */
#ifndef CGWGEN_BASE_RULE_H
#define CGWGEN_BASE_RULE_H

#include <stdbool.h>
#include <stddef.h>

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* One constant per row, in the order of the rows: RULE_PSK_LENGTH … */
enum rule_id {
#define RULE(id, symbol, ...) RULE_##symbol,
#include "base/rules.def"
#undef RULE
	RULE_COUNT
};

struct rule {
	const char *id;    /* "CGW201", never renumbered or reused */
	const char *name;  /* "psk-length" */
	const char *label; /* both: "[CGW201 psk-length]" */
	const char *group; /* the heading it is listed under */
	enum severity severity;
	const char *summary; /* what must hold, one sentence */
	const char *why;     /* what goes wrong otherwise */
	const char *help;    /* what to do */
	const char *source;  /* document or standard the rule comes from */
};

/* What a rule refuses and what it takes, see rule_examples.def. */
struct rule_example {
	const char *kind; /* what it is put into, and how that is checked */
	const char *bad;  /* lines without the last line end */
	const char *good;
};

/* The row of a rule; ID is below RULE_COUNT. */
const struct rule *rule_get(enum rule_id id);

/* The rule called "CGW201" (in any case) or "psk-length"; RULE_COUNT when
 * there is none. */
enum rule_id rule_find(const char *id_or_name);

/* The version that brought the rule. */
const char *rule_since(enum rule_id id);

/* The rule's example.  A test sees to it that every rule has one and that it
 * is true; where there is none yet all members are NULL. */
const struct rule_example *rule_example(enum rule_id id);

/* Whether the rule looks at what was read, so that it can be passed over. */
bool rule_is_check(enum rule_id id);

/*
 * A family of rules: those of one group, and one word that is typed for it.
 * The words are part of the command line, as rules' names are: they are not
 * renamed.
 */
struct rule_family {
	const char *name;  /* "psk" */
	const char *group; /* struct rule's group: "pre-shared key" */
};

/* The family at INDEX, in the order of the rules' ids; NULL behind the last
 * one. */
const struct rule_family *rule_family(size_t index);

/* The family whose word or group is NAME, in any case; NULL when there is
 * none. */
const struct rule_family *rule_family_find(const char *name);

/* The family that the rule belongs to; every rule has one. */
const struct rule_family *rule_family_of(enum rule_id id);

/* "note", "warning", "error". */
const char *severity_name(enum severity severity);

/* The severity of that name; returns 0 and fills ret, or -1. */
int severity_parse(const char *name, enum severity *ret);

#endif

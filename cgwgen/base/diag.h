/* SPDX-License-Identifier: ISC */
/*
 * Findings: collected where something is noticed, printed by report/.
 * Whoever returns failure has already added the finding that says why; a
 * caller never reports the same failure again.
 */
#ifndef CGWGEN_BASE_DIAG_H
#define CGWGEN_BASE_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/rule.h"
#include "base/source.h"

struct entry; /* report/entry.h */

struct finding {
	enum rule_id rule;
	enum severity severity;
	struct pos at;       /* at.source NULL: about the run or the file */
	struct pos within;   /* the same place in an embedded source, or none */
	const char *file;    /* where AT says none: the path of a file that
				could not be read, byte for byte, or NULL */
	const char *subject; /* "vpn-… tunnel 203.0.113.17", or NULL */
	const char *message;
	const char *help;    /* in place of the rule's own help, or NULL */
	struct entry *entry; /* begun by a report that takes it, or NULL */
	size_t line;         /* of AT, and its column, once diags_locate() */
	size_t column;       /* was called; else 0 */
	/* Of sets of algorithms that are the tunnel's options: bit N stands
	 * for phase N's, bit 0 for the IKE versions. */
	unsigned phases;
	/* It holds for every tunnel of the connection alike. */
	bool common;
	/* It was reported before and counts here, too, but is not to be
	 * printed again. */
	bool again;
};

struct diags;

/*
 * Makes an empty list whose texts live in ARENA.  It keeps at most LIMIT
 * findings (0: 1000), the more severe ones first, and counts the rest.
 */
struct diags *diags_new(struct arena *arena, size_t limit);

/*
 * Called for each finding before it is counted: false when it is not to be
 * there at all.  It may change the severity.
 */
typedef bool diags_taker(void *host, struct finding *finding);

/* Lets TAKES, called with HOST, decide on what is added from now on. */
void diags_filter(struct diags *diags, diags_taker *takes, void *host);

/*
 * Adds a finding with the rule's own severity.  Text from an input must go
 * through diag_quote() first; secrets never come here.
 */
void diag(struct diags *diags, enum rule_id rule, struct pos at,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/*
 * The same about the input at PATH as a whole ("-" is standard input), from
 * which nothing could be read to point into.  The message begins with it.
 */
void diag_file(struct diags *diags, enum rule_id rule, const char *path,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same about SUBJECT (NULL: see diags_subject()), with a MESSAGE that is
 * made already. */
void diag_about(struct diags *diags, enum rule_id rule, struct pos at,
    const char *subject, const char *message);

/*
 * The full form: SUBJECT and HELP may be NULL.  Copies what it is given.  A
 * place in an embedded source becomes "within", and "at" its place outside.
 */
void diag_full(struct diags *diags, const struct finding *finding);

/* The same where message and subject are there and in the list's arena, so
 * that they are not copied. */
void diag_made(struct diags *diags, const struct finding *finding);

/*
 * What findings are about that are added from now on without a subject; NULL:
 * nothing.  Returns what it was before.  The text must outlive its use.
 */
const char *diags_subject(struct diags *diags, const char *subject);

/* Every finding so far, in the order they were added. */
const struct finding *diags_list(const struct diags *diags, size_t *ret_count);

/* How many findings of SEVERITY there were, those beyond the limit too. */
size_t diags_count(const struct diags *diags, enum severity severity);

/* How many findings were counted but not kept. */
size_t diags_dropped(const struct diags *diags);

/*
 * Turns every error found under RULE into a warning and returns how many
 * there were: --force passes over them.
 */
size_t diags_pass_over(struct diags *diags, enum rule_id rule);

/*
 * Takes out every kept finding for which UNWANTED, called with HOST, holds,
 * and returns how many there were.  It may set a finding's entry.
 */
size_t diags_remove(struct diags *diags,
    bool (*unwanted)(void *host, struct finding *finding), void *host);

/* Sorts by source, place and rule; equal findings keep their order. */
void diags_sort(struct diags *diags);

/* Works out the lines and columns of the findings so far: where they are not
 * known, each report does. */
void diags_locate(struct diags *diags);

/*
 * TEXT fit for a message: printable ASCII, everything else as \xNN, cut
 * after 60 characters.  The copy lives in the list's arena.
 */
const char *diag_quote(struct diags *diags, const char *text);

/* The same of the name of a file, which is cut after 4096: a name that is cut
 * finds no file. */
const char *diag_path(struct diags *diags, const char *path);

/* The arena the list's texts live in. */
struct arena *diags_arena(struct diags *diags);

/*
 * The nearest of COUNT known names to NAME for a "did you mean": at most a
 * third of NAME's length (rounded up) in edits away, else NULL.  Names longer
 * than 63 bytes are never near.
 */
const char *diag_nearest(
    const char *name, const char *const *known, size_t count);

#endif

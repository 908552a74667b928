/* SPDX-License-Identifier: ISC */
/*
 * Comments in YAML that silence findings:
 *
 *   # cgwgen: ignore[RULE, ...] REASON
 *
 * Behind a value, one covers its own line.  Alone on its line, one covers the
 * first line below that is not such a comment, and what is indented more or
 * else belongs to it: a key with its whole value, a list's item with all that
 * is in it.  An empty line between them breaks the bond.
 */
#ifndef CGWGEN_READ_SILENCE_H
#define CGWGEN_READ_SILENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

struct silences;

/* An empty list in ARENA. */
struct silences *silences_new(struct arena *arena);

/*
 * Takes the comments of SOURCE, a YAML document that could be read.  CGW128
 * for one that names no rule that can be passed over, or gives no reason: it
 * silences nothing.  CGW008 when there are more than 10,000 of them.
 */
void silences_read(struct silences *silences, const struct source *source,
    struct diags *diags);

/* The same of a device's configuration, where such comments stand on lines of
 * their own. */
void silences_read_lines(struct silences *silences, const struct source *source,
    struct diags *diags);

/* Whether there is no such comment. */
bool silences_none(const struct silences *silences);

/* Takes the findings that a comment covers out of DIAGS; returns how many. */
size_t silences_apply(struct silences *silences, struct diags *diags);

/* Whether a comment covers AT for RULE, which does not count as its use. */
bool silences_cover(
    const struct silences *silences, enum rule_id rule, struct pos at);

/* A rule of the comment at AT, and whether it has silenced something. */
typedef void silences_visit(
    void *host, enum rule_id rule, struct pos at, bool used);

/* Calls VISIT, with HOST, for every rule of every comment, in the order in
 * which they were read; where COVERED is somewhere, of those that cover it. */
void silences_each(const struct silences *silences, struct pos covered,
    silences_visit *visit, void *host);

/* Whether findings of RULE at AT are looked for at all. */
typedef bool silences_wanted(void *host, enum rule_id rule, struct pos at);

/* CGW129 for RULE of the comment at AT. */
void silence_unused(enum rule_id rule, struct pos at, struct diags *diags);

/*
 * CGW129 for every rule of a comment that has silenced nothing so far.  One
 * for which WANTED, called with HOST, does not hold cannot have; WANTED may be
 * NULL.
 */
void silences_report(const struct silences *silences, silences_wanted *wanted,
    void *host, struct diags *diags);

#endif

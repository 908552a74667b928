/* SPDX-License-Identifier: ISC */
/*
 * Comments in YAML that silence findings:
 *
 *   # cgwgen: allow RULE[,RULE...] REASON
 *
 * Behind a value, one covers its own line.  Alone on its line, one covers the
 * first line below that is not such a comment, and what is indented more or
 * else belongs to it: a key with its whole value, a list's item with all that
 * is in it.  An empty line between them breaks the bond.
 */
#ifndef CGWGEN_READ_SILENCE_H
#define CGWGEN_READ_SILENCE_H

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

/* Takes the findings that a comment covers out of DIAGS; returns how many. */
size_t silences_apply(struct silences *silences, struct diags *diags);

/* CGW129 for every rule of a comment that has silenced nothing so far. */
void silences_report(const struct silences *silences, struct diags *diags);

#endif

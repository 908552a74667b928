/* SPDX-License-Identifier: ISC */
/*
 * Which rules count, and how much.  A selection is a list of layers, each of
 * which may start afresh with the rules it selects, leaves rules out and
 * changes severities; what a later one says goes before.  A layer may hold
 * for some files only.  Rules that cannot be passed over always count.
 */
#ifndef CGWGEN_CHECK_SELECTION_H
#define CGWGEN_CHECK_SELECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "check/selector.h"

/* Layers that hold for some files only. */
#define SELECTION_LIMIT_OVERRIDES 64

struct selection;

/*
 * A selection of everything in ARENA.  DIRECTORY is where the patterns of
 * files begin, or NULL when there will be none; STDIN_NAME is what standard
 * input is called, or NULL.  Both must outlive it.  One thread at a time may
 * use it.
 */
struct selection *selection_new(
    const char *directory, const char *stdin_name, struct arena *arena);

/*
 * Begins the next layer, which selection_select() and the others add to.
 * Words are such that selector_read() knows.  False when it is to be
 * LIMITED to files and there are too many that are.
 */
bool selection_layer(struct selection *selection, bool limited);

/* The layer holds for the files that fit PATTERN as in .cgwgenignore; it
 * begins with no file.  False when PATTERN is malformed. */
bool selection_path(struct selection *selection, const char *pattern);

/* In this layer rules are left out but those of WORD and other such words. */
void selection_select(struct selection *selection, const char *word);

/* In this layer the rules of WORD are left out, unless a more exact word
 * selects them. */
void selection_ignore(struct selection *selection, const char *word);

/*
 * The rules of WORD have SEVERITY: findings that have the rule's own, while
 * lesser ones are only ever lowered.  All of them when WORD is one rule.  The
 * most exact word counts.
 */
void selection_severity(
    struct selection *selection, const char *word, enum severity severity);

/* The rules of WORD are left out, unless something in this layer that is more
 * exact, or the select of a later one, takes them in. */
void selection_off(struct selection *selection, const char *word);

/* Finds out now which layers hold for the file at PATH: what is found of files
 * does not depend then on which is asked for first.  HOST is the selection. */
void selection_prime(void *host, const char *path);

/* A filter for diags_filter(): HOST is the selection.  Several threads may
 * call it. */
bool selection_takes(void *host, struct finding *finding);

/* Whether findings of RULE at AT are kept: HOST is the selection. */
bool selection_has(void *host, enum rule_id rule, struct pos at);

/* Whether comparing files with patterns took so long that it was given up. */
bool selection_gave_up(const struct selection *selection);

#endif

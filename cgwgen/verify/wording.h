/* SPDX-License-Identifier: ISC */
/* Statements and values as messages name them.  Floor: verify. */
#ifndef CGWGEN_VERIFY_WORDING_H
#define CGWGEN_VERIFY_WORDING_H

#include "verify/verify.h"

/* "phase 1 encryption", "BGP hold time", "parameter vrf". */
const char *wording_variable(
    const struct variable *variable, struct arena *arena);

/* The expected statement LINE with the device's names where they are known,
 * "(key)" in place of keys, cut to what a message holds. */
const char *wording_expected(const struct verification *verification,
    const struct expected_line *line, struct arena *arena);

/*
 * What the values of LINE, which is missing, are called; NULL when it has
 * none.  What the device has right in other statements is left out, unless
 * that is all there is.  RET_SECRET: whether a key is among them.
 */
const char *wording_missing(const struct verification *verification,
    const struct expected_line *line, struct arena *arena, bool *ret_secret);

/* RUNNING statements as wording_expected() has expected ones; what stands
 * behind a word that announces a key is left out. */
const char *wording_running(
    const struct running_line *line, struct arena *arena);

/* The same, without its words from FROM on. */
const char *wording_hidden(
    const struct running_line *line, size_t from, struct arena *arena);

/* The value that hole HOLE of WORD, and the words that go on from it, should
 * be, as the device spells it. */
const char *wording_value(const struct expected_line *line, size_t word,
    size_t hole, struct arena *arena);

/* " (vpn.xml:12:5)", or "" for a place in no input. */
const char *wording_said(struct pos at, struct arena *arena);

/* What a statement hangs on without printing it, and who says so: NAME, with
 * the VALUE of a tunnel or of PARAMETER. */
const char *wording_reason(const char *name, const struct value *value,
    const struct parameter_value *parameter, struct arena *arena);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * The inputs of a run: what the operands name, and what is found below those
 * that are directories.
 */
#ifndef CGWGEN_CMD_INPUTS_H
#define CGWGEN_CMD_INPUTS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/source.h"
#include "cmd/opt.h"

struct session; /* cmd/session.h */
struct inputs;
struct input;

/*
 * Walks the operands that are directories; findings go to the session.  A
 * file that is there twice, as an operand too, or by a link, is found once.
 * The caller ends the inputs with inputs_free() after the last finding.
 */
struct inputs *inputs_new(struct session *session);
void inputs_free(struct inputs *inputs);

/*
 * Reads all inputs into the session's inventory, save for XML files of many,
 * which wait for inputs_next(), so that they need no more memory than one.
 * What a directory holds besides descriptors is passed over; a directory
 * without any is CGW005.
 */
void inputs_read(struct inputs *inputs, struct session *session);

/* How many files wait. */
size_t inputs_waiting(const struct inputs *inputs);

/* The next file that waits; NULL at the end. */
const struct input *inputs_next(struct inputs *inputs);

/* Its number among all inputs. */
size_t inputs_number(const struct inputs *inputs, const struct input *input);

/* How many inputs there are, and how many wait for other parts of the run. */
size_t inputs_count(const struct inputs *inputs);
size_t inputs_foreign(const struct inputs *inputs);

/* Whether it was seen before reading it whole that it belongs to this part of
 * the run. */
bool input_is_ours(const struct input *input);

/* Reads a file that waits, at most LIMIT bytes.  The caller owns the source,
 * which is NULL after findings in DIAGS.  Threads may read at a time. */
struct source *input_read(
    const struct input *input, size_t limit, struct diags *diags);

/* Calls VISIT with HOST and the path of each input, in their order. */
void inputs_each(const struct inputs *inputs,
    void (*visit)(void *host, const char *path), void *host);

/* Prints "read 3 files of 17 below DIR" for every directory.  INPUTS may be
 * NULL. */
void inputs_summary(const struct inputs *inputs, FILE *out);

/* Whether the operands may be more inputs than one. */
bool inputs_are_several(const struct settings *settings);

#endif

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

/* What a file that waited turns out to be. */
struct turn {
	struct source *source; /* the caller's; NULL after findings */
	bool stray;            /* it is no XML of AWS's */
	bool ours;    /* it is certain that its id is, of the part of the run */
	bool foreign; /* or that it is another part's */
};

/* Reads a file that waits.  Threads may read at a time. */
struct turn input_read(const struct input *input, const struct session *session,
    struct diags *diags);

/* Notes, in the order of inputs, what INPUT turned out to be; the source of a
 * stray is the inputs' from now on. */
void inputs_turned(
    struct inputs *inputs, const struct input *input, const struct turn *turn);

/* When all files had their turn: reads those into the session's inventory that
 * are other descriptors than their names say. */
void inputs_read_strays(struct inputs *inputs, struct session *session);

/* Calls VISIT with HOST and the path of each input, in their order. */
void inputs_each(const struct inputs *inputs,
    void (*visit)(void *host, const char *path), void *host);

/* Prints "read 3 files of 17 below DIR" for every directory.  INPUTS may be
 * NULL. */
void inputs_summary(const struct inputs *inputs, FILE *out);

/* Whether the operands may be more inputs than one. */
bool inputs_are_several(const struct settings *settings);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Tests that are programs.  Several run at once, those that come later ahead
 * of their turn; what one prints is kept until it is asked for, so that
 * results come in their order.
 */
#ifndef TESTS_COMMANDS_H
#define TESTS_COMMANDS_H

#include <stddef.h>

struct command;

/* Adds a program with its NULL-terminated words, which outlive the run. */
struct command *commands_add(const char *name, const char *const *words);

/* Waits for COMMAND, prints what it printed, and returns what waitpid() says
 * of it. */
int commands_wait(struct command *command);

/* Ends what still runs, and frees all. */
void commands_end(void);

#endif

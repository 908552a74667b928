/* SPDX-License-Identifier: ISC */
/* The commands that show on a device whether a connection works. */
#ifndef CGWGEN_RENDER_COMMANDS_H
#define CGWGEN_RENDER_COMMANDS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "device/profile.h"
#include "template/value.h"

/* A profile's commands, compiled. */
struct commands;

/* One command with a connection's values. */
struct command_line {
	const char *command;
	const char *text;            /* what it shows when all is well */
	const char *outside_address; /* of the tunnel; NULL: of them all */
};

/*
 * Compiles PROFILE's commands, which must outlive them.  NULL after CGW7xx
 * findings.  The caller frees them after the findings have been printed.
 */
struct commands *commands_new(
    const struct profile *profile, struct diags *diags);
void commands_free(struct commands *commands);

/*
 * The commands that apply to the connection of CONTEXT (render_context()'s or
 * example_contexts()'), in the profile's order, in ARENA.  NULL after CGW7xx
 * findings.
 */
const struct command_line *commands_fill(const struct commands *commands,
    const struct tvalue *context, struct arena *arena, struct diags *diags,
    size_t *ret_count);

#endif

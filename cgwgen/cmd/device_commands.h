/* SPDX-License-Identifier: ISC */
/* cgwgen devices commands: what shows on a device that it works. */
#ifndef CGWGEN_CMD_DEVICE_COMMANDS_H
#define CGWGEN_CMD_DEVICE_COMMANDS_H

#include "cmd/opt.h"

/* SETTINGS' operands are "commands", the device, and descriptors: without one,
 * the program's own examples.  Returns the exit status. */
int device_commands(const struct settings *settings);

#endif

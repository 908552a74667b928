/* SPDX-License-Identifier: ISC */
/* The list of devices, and a device as JSON. */
#ifndef CGWGEN_CMD_DEVICE_LIST_H
#define CGWGEN_CMD_DEVICE_LIST_H

#include <stdbool.h>

#include "cmd/opt.h"
#include "device/profile.h"
#include "report/writer.h"

/*
 * Whether PROFILE is one of those that --vendor and --supports ask for.  The
 * words of --supports were looked at by device_words_are_known().
 */
bool device_is_chosen(
    const struct profile *profile, const struct settings *settings);

/* Whether every word of --supports is one. */
bool device_words_are_known(const struct settings *settings);

/* The list's first line, and one for each device. */
void device_head(void);
void device_line(const struct profile *profile);

/* All of a profile as a JSON object. */
void device_json(struct writer *writer, const struct profile *profile);

#endif

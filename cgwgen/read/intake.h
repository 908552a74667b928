/* SPDX-License-Identifier: ISC */
/* From the bytes of an input to what its format's reader finds in it. */
#ifndef CGWGEN_READ_INTAKE_H
#define CGWGEN_READ_INTAKE_H

#include <stdbool.h>

#include "read/format.h"

/* Most values in one JSON document: a file of AWS's answers with 100,000
 * connections has 10 million. */
#define INTAKE_LIMIT_NODES 16000000

/*
 * Reads SOURCE by FORMAT, or by what it looks like when that is NULL, and
 * gives it to the format's reader.  Every value that may be a key is marked
 * as secret first.  A string of JSON or YAML that holds AWS's XML, or a list
 * of them, is read as that XML.  False after findings.
 *
 * With LOOKING, which says afterwards whether it was a descriptor, an input
 * of no known format is no finding: one without any of the formats' words,
 * or whose outermost keys, up to a fault in its syntax, are none of them.
 */
bool intake(struct reading *reading, struct source *source,
    const struct input_format *format, bool *looking);

/* JSON or YAML without local tags, by its first character, as a tree; NULL
 * after findings. */
const struct node *intake_tree(
    const struct source *source, struct arena *arena, struct diags *diags);

/* Whether NAME speaks of keys: "Tunnel1PreSharedKey", "vpn-psk". */
bool intake_is_secret_name(const char *name);

#endif

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
 * as secret first.  False after findings; with LOOKING, which then says
 * whether it was a descriptor, an input of no known format is none.
 */
bool intake(struct reading *reading, struct source *source,
    const struct input_format *format, bool *looking);

/* Whether the text begins as XML does. */
bool intake_is_xml(const char *text);

/* Whether the text begins as JSON does; else it is read as YAML. */
bool intake_is_json(const char *text);

#endif

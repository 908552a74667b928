/* SPDX-License-Identifier: ISC */
/* What changed between connections, as text and as JSON. */
#ifndef CGWGEN_REPORT_DIFF_H
#define CGWGEN_REPORT_DIFF_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "model/compare.h"
#include "model/estate_change.h"
#include "report/writer.h"

/*
 * Prints a comparison to OUT for people: the connections that differ, and
 * below each what does.  Of keys only that they changed; of all texts only
 * printable ASCII.
 */
void diff_text(const struct comparison *comparison, bool color,
    struct arena *arena, FILE *out);

/* The same of the networks around the connections. */
void diff_networks_text(const struct estate_comparison *comparison, bool color,
    struct arena *arena, FILE *out);

/* Both as the JSON array that cgwgen-diff(1) describes. */
void diff_json(const struct comparison *comparison,
    const struct estate_comparison *networks, FILE *out);

/* The items of NETWORKS in that array. */
void diff_networks_json(
    const struct estate_comparison *networks, struct writer *writer);

#endif

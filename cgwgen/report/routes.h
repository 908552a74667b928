/* SPDX-License-Identifier: ISC */
/* Counted routes and proposed summaries, as text and as JSON. */
#ifndef CGWGEN_REPORT_ROUTES_H
#define CGWGEN_REPORT_ROUTES_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "check/census.h"

/*
 * Prints what was counted to OUT for people: a line for each number, and
 * behind them the summaries, only those for limits that do not hold if BRIEF.
 * Of texts only printable ASCII.
 */
void routes_text(const struct census_subject *subjects, bool brief, bool color,
    struct arena *arena, FILE *out);

/* The same as the JSON that cgwgen-routes(1) describes. */
void routes_json(
    const struct census_subject *subjects, struct arena *arena, FILE *out);

/* What is kept and what is new: whether PREFIX is in LIST. */
bool routes_has(const struct census_list *list, struct ip_prefix prefix);

/* The summary that is proposed, or where none holds, that of the same
 * addresses. */
struct census_list routes_proposal(const struct census_summary *summary);

/* COUNT of FAMILY for people and for --allow-cover: of IPv6 in networks of 64
 * bits, rounded up.  In ARENA. */
const char *routes_amount(struct wide count, int family, struct arena *arena);

extern const char *const routes_kinds[CENSUS_KINDS];

#endif

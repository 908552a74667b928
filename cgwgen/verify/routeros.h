/* SPDX-License-Identifier: ISC */
/* What RouterOS says in its own way.  Floor: verify. */
#ifndef CGWGEN_VERIFY_ROUTEROS_H
#define CGWGEN_VERIFY_ROUTEROS_H

#include "base/arena.h"
#include "verify/scan.h"

/*
 * Brings LINE to the form of all others: ":if (...) do={ A } else={ B }" is B,
 * or A where there is no other; "set [ find default=yes ] a=b" is
 * "add name=default a=b"; ".as=1" behind "remote.address=2" is "remote.as=1".
 * Made texts live in ARENA.
 */
void routeros_line(struct scan_line *line, struct arena *arena);

#endif

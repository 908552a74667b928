/* SPDX-License-Identifier: ISC */
/* Statements that nothing ties to a tunnel, such as a proposal that is named
 * after its algorithms.  Floor: verify. */
#ifndef CGWGEN_VERIFY_LOOSE_H
#define CGWGEN_VERIFY_LOOSE_H

#include "verify/search.h"

/*
 * Finds running statements that could be missing ones but for their
 * algorithms, and gives these to LIKENESS when that explains more.  All the
 * algorithms of a statement are taken at once: one of them alone explains
 * nothing.  False when nothing was taken.
 */
bool loose_take(const struct search *search, struct likeness *likeness,
    struct outcome *outcome);

#endif

/* SPDX-License-Identifier: ISC */
/* What several readers share that count routes into tallies. */
#ifndef CGWGEN_READ_TALLIES_H
#define CGWGEN_READ_TALLIES_H

#include "doc/node.h"
#include "model/tally.h"

/* Counts a route whose destination is NODE: a network as text.  What is none
 * that is known, such as a list of prefixes or NULL, is not counted, since how
 * many routes it is for AWS is not known. */
void tally_route(
    struct tally *tally, enum tally_origin origin, const struct node *node);

#endif

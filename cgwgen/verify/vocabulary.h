/* SPDX-License-Identifier: ISC */
/* A device's words for algorithms, read back.  Floor: verify. */
#ifndef CGWGEN_VERIFY_VOCABULARY_H
#define CGWGEN_VERIFY_VOCABULARY_H

#include "device/profile.h"
#include "render/context.h"
#include "verify/same.h"

/* The kind of algorithm that WHAT is, and its phase; false for another
 * value. */
bool vocabulary_kind(const struct provenance *what, enum algorithm_kind *ret,
    unsigned *ret_phase);

/*
 * The algorithms that PROFILE's device calls TEXT, a word or a list of them
 * with commas, in PHASE; without those that have no name here, since of a list
 * AWS takes what it knows.
 */
algorithm_set vocabulary_find(const struct profile *profile, unsigned phase,
    enum algorithm_kind kind, struct slice text);

/* The names of SET, joined by ", ", in ARENA. */
const char *vocabulary_names(
    enum algorithm_kind kind, algorithm_set set, struct arena *arena);

#endif

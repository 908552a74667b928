/* SPDX-License-Identifier: ISC */
/*
 * The place of a name: what stands before it in its statement.  Names with
 * the same text in the same place are one name on the device, too; what names
 * it in another place need not be called so there, unless the profile says
 * that both are the same.  Floor: verify.
 */
#ifndef CGWGEN_VERIFY_TIE_H
#define CGWGEN_VERIFY_TIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "device/profile.h"
#include "verify/lexicon.h"
#include "verify/listing.h"

/* The place of a statement's first word. */
#define TIE_START UINT32_C(1)

/* The place behind the device's own word ID, and behind another word. */
uint32_t tie_literal(uint32_t place, uint32_t id);
uint32_t tie_other(uint32_t place);

/* What a profile says of names that are tied. */
struct ties {
	const struct profile_running *running;
	uint32_t *places; /* of the second of each pair */
};

/* Those of RUNNING, in ARENA. */
struct ties ties_new(const struct profile_running *running,
    struct lexicon *lexicon, struct arena *arena);

/* The place of the name that word I of STATEMENT is: where TIES say that it is
 * the name of another place, that one, else PLACE. */
uint32_t ties_place(const struct ties *ties, const struct statement *statement,
    size_t i, uint32_t place);

/* Whether TIES say that no two names of PLACE are one word. */
bool ties_sole(const struct ties *ties, uint32_t place);

/* Whether TIES say that word I of STATEMENT only counts. */
bool ties_count(
    const struct ties *ties, const struct statement *statement, size_t i);

#endif

/* SPDX-License-Identifier: ISC */
/* Gateways that several connections share, each once, under unique names. */
#ifndef CGWGEN_WRITE_ENDS_H
#define CGWGEN_WRITE_ENDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct ends;

struct end {
	const char *name; /* letters, digits and '-'; at most 72 */
	const char *text; /* what is written of it */
};

/* Texts go to ARENA, which must outlive it. */
struct ends *ends_new(struct arena *arena);
void ends_free(struct ends *ends);

/*
 * The name of the end known by KEY, its id or whatever is unique; it is taken
 * in when it is new.  Then its name is made from WISH (in lower case, other
 * characters than letters and digits become '-'), with a number when another
 * has it already.  NULL when the one known by KEY has another TEXT.
 */
const char *ends_name(
    struct ends *ends, const char *key, const char *text, const char *wish);

/* All of them, in the order they came. */
const struct end *ends_list(const struct ends *ends, size_t *ret_count);

/* Whether NAME becomes a name that is not empty. */
bool ends_can_name(const char *name);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Trees of YAML files that are part of the program.  scripts/pack.c reads them
 * when the program is built, so that a start need not: a profile's YAML takes
 * longer to parse than everything else that one render does.
 *
 * A tree is one node, which is
 *   a byte: its kind, and PACKED_ bits for what else there is
 *   where its name begins, and the name
 *   where its value begins, and where that ends
 *   a scalar's text, or how many children there are, and these.
 * Of a text that stands where it begins, or behind the quotes there, it is the
 * length; any other is there itself, with a NUL byte at its end.  Numbers are
 * seven bits to a byte, the lowest first, and all bytes but the last have the
 * eighth bit.
 */
#ifndef CGWGEN_DOC_PACKED_H
#define CGWGEN_DOC_PACKED_H

#include <stddef.h>

#include "base/arena.h"
#include "base/source.h"
#include "doc/node.h"

#define PACKED_KIND 0x03
#define PACKED_PLAIN 0x04
#define PACKED_NAME 0x08
#define PACKED_NAME_PLAIN 0x10
#define PACKED_END 0x20
#define PACKED_TEXT_THERE 0x40
#define PACKED_NAME_THERE 0x80

struct packed {
	const char *path; /* as in base/embedded.h */
	const char *tree;
};

/* What scripts/pack.c made. */
extern const struct packed packed_files[];
extern const size_t packed_count;

/*
 * The tree that yaml_read() gives of the embedded file PATH, whose bytes are
 * SOURCE's, in ARENA.  NULL when it was not packed.
 */
const struct node *packed_read(
    const char *path, const struct source *source, struct arena *arena);

#endif

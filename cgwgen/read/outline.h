/* SPDX-License-Identifier: ISC */
/*
 * The expected elements of a document as a tree, made from the paths of a
 * field table, so that reading is one walk beside the document.
 */
#ifndef CGWGEN_READ_OUTLINE_H
#define CGWGEN_READ_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/field.h"

struct outline {
	const char *name;          /* element name, "@name" for an attribute */
	const struct field *field; /* of a leaf, else NULL */
	bool required;
	unsigned position; /* among its siblings, from 0 */
	struct outline *parent;
	struct outline *first;
	struct outline *next;
};

/* The tree of COUNT fields that have an xml path, below a root called NAME. */
struct outline *outline_new(struct arena *arena, const char *name,
    const struct field *fields, size_t count);

/*
 * The child of OUTLINE that is the element, or the attribute, called NAME;
 * else NULL.  HINT, which may be NULL, is the child met before: documents
 * nearly always keep the tables' order.
 */
struct outline *outline_child(const struct outline *outline, bool attribute,
    const char *name, struct outline *hint);

/* "customer_gateway/bgp/asn", from below the root; in ARENA. */
const char *outline_path(const struct outline *outline, struct arena *arena);

#endif

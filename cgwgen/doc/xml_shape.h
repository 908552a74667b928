/* SPDX-License-Identifier: ISC */
/*
 * The markup of a document that libxml2 has read.  The documents of a fleet
 * are alike: the same elements in the same order, with other values.  One
 * that has every byte of an earlier one's markup, and plain values, gives the
 * same tree with those values: it need not be parsed again.
 */
#ifndef CGWGEN_DOC_XML_SHAPE_H
#define CGWGEN_DOC_XML_SHAPE_H

#include "base/arena.h"
#include "base/source.h"
#include "doc/node.h"

struct xml_shape;

/* Of documents with more nodes no shape is made. */
#define XML_SHAPE_NODES 512

/*
 * The shape of SOURCE, of which xml_read() has just made the tree ROOT and
 * whose secrets are those that it marked.  NULL when the document is too large
 * or has no value that may change.  Keeps nothing of either: the caller owns
 * it and ends it with xml_shape_free(), which wipes it.
 *
 * A value may change when it is the whole of an element or of an attribute
 * and consists of printable ASCII without white space at its ends and without
 * the five characters that XML has entities for (XML 1.0, sections 2.4, 3.1
 * and 3.3.3: such text stands for itself).  Everything else is markup here.
 */
struct xml_shape *xml_shape_new(
    const struct node *root, const struct source *source);
void xml_shape_free(struct xml_shape *shape);

/*
 * The tree that xml_read() would make of SOURCE in ARENA, with the same places
 * and secrets, if it has this shape; else NULL, and nothing is done.  SHAPE
 * may end before the tree.
 */
const struct node *xml_shape_read(
    const struct xml_shape *shape, struct source *source, struct arena *arena);

#endif

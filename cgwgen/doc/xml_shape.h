/* SPDX-License-Identifier: ISC */
/*
 * The markup of a document that libxml2 has read.  The documents of a fleet
 * are alike: the same elements in the same order, with other values.  One
 * that has every byte of an earlier one's markup, and plain values, gives the
 * same tree with those values: it need not be parsed again.
 */
#ifndef CGWGEN_DOC_XML_SHAPE_H
#define CGWGEN_DOC_XML_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/source.h"
#include "doc/node.h"

struct xml_shape;

/* Of documents with more nodes no shape is made. */
#define XML_SHAPE_NODES 512
/* Nor of those with more values: AWS's have some hundred nodes, half of them
 * with values. */
#define XML_SHAPE_VALUES 256

/*
 * The shape of SOURCE, of which xml_read() has just made the tree ROOT and
 * whose secrets are those that it marked.  NULL when the document is too large,
 * has no value that may change or is not what text_check() passes.  Keeps
 * nothing of either: the caller owns it and ends it with xml_shape_free(),
 * which wipes it.
 *
 * A value may change when it is the whole of an element or of an attribute
 * and consists of printable ASCII without white space at its ends and without
 * the five characters that XML has entities for (XML 1.0, sections 2.4, 3.1
 * and 3.3.3: such text stands for itself).  Everything else is markup here.
 */
struct xml_shape *xml_shape_new(
    const struct node *root, const struct source *source);
void xml_shape_free(struct xml_shape *shape);

/* A document that has a shape.  The members are xml_match.c's own. */
struct xml_match {
	const struct xml_shape *shape;
	const struct source *source;
	/* Where the pieces of markup begin, with a value between each two. */
	size_t starts[XML_SHAPE_VALUES + 1];
	const char *values[XML_SHAPE_VALUES];
	const char *texts; /* that are markup, and text of nodes */
	bool narrow;       /* the shape is xml_shape_narrow()'s */
};

/*
 * Whether SOURCE has this shape.  If so its secrets are marked, its values are
 * copied into ARENA and *RET is filled, for as long as SHAPE lasts; and SOURCE
 * need not be asked text_check(), which would pass it.  Else nothing is done.
 */
bool xml_shape_match(const struct xml_shape *shape, struct source *source,
    struct arena *arena, struct xml_match *ret);

/* The tree that xml_read() would make of it in ARENA, with the same places: an
 * array of nodes, the root first.  SHAPE may end before the tree. */
const struct node *xml_match_tree(
    const struct xml_match *match, struct arena *arena);

/*
 * A fleet's documents have many values that are the same in all of them, where
 * markup and value are quickly read in one.  xml_shape_study() is shown the
 * MATCH of some documents that had the SHAPE; xml_shape_narrow() then returns a
 * shape like it, of fewer documents: those values that were the same in all
 * that were studied are markup there.  MATCH is of the last of them; NULL when
 * nothing is left that may change.  The caller owns it.
 */
void xml_shape_study(struct xml_shape *shape, const struct xml_match *match);
struct xml_shape *xml_shape_narrow(
    const struct xml_match *match, struct arena *arena);

/* Node NUMBER of that array, alone: its kind, name, text and places.  The other
 * members of *RET stay; the name lasts as long as SHAPE. */
void xml_match_node(
    const struct xml_match *match, size_t number, struct node *ret);

/* A node whose text is the same in all documents that have the shape. */
struct xml_fixed {
	uint32_t piece;  /* where it is: in this piece of markup, */
	uint32_t behind; /* so many bytes behind its start */
	uint32_t text;   /* in the match's texts */
};

/* Whether node NUMBER is such a one; *RET is good for the shape's matches. */
bool xml_match_fixed(
    const struct xml_match *match, size_t number, struct xml_fixed *ret);

/* Its pos and its text in one document. */
static inline struct pos
xml_fixed_pos(const struct xml_match *match, const struct xml_fixed *fixed)
{
	return (struct pos){ match->source,
		match->starts[fixed->piece] + fixed->behind };
}

static inline const char *
xml_fixed_text(const struct xml_match *match, const struct xml_fixed *fixed)
{
	return match->texts + fixed->text;
}

#endif

/* SPDX-License-Identifier: ISC */
/* The shapes of the documents that one reader of XML has read. */
#ifndef CGWGEN_DOC_XML_KNOWN_H
#define CGWGEN_DOC_XML_KNOWN_H

#include <stdbool.h>

#include "doc/xml_shape.h"

/* A fleet has few kinds of connections. */
#define XML_KNOWN 8

/* A shape, and how many the reader had learned when it learned this one. */
struct xml_known_shape {
	struct xml_shape *shape;
	struct xml_shape *narrow; /* of most of its documents, or NULL */
	size_t number;
	unsigned studied; /* documents, to make the narrow one */
	unsigned misses;  /* of the narrow one; each other match is one less */
};

/* Zeroed it knows none; see xml_known_free(). */
struct xml_known {
	struct xml_known_shape shapes[XML_KNOWN]; /* the last of use first */
	const char *secret;                       /* what is secret in them */
	size_t parsed;          /* documents that no shape was known of */
	size_t learned;         /* shapes, forgotten ones too */
	size_t number;          /* of the shape of the last document, or 0 */
	bool usable;            /* for the document that is being read */
	struct xml_match match; /* of it */
};

/* Wipes and releases the shapes. */
void xml_known_free(struct xml_known *known);

/*
 * xml_shape_match() with the shape of SOURCE, if it is known, for a tree as
 * xml_read() with the same SECRET makes it; else NULL, and nothing is done.
 */
const struct xml_match *xml_known_match(struct xml_known *known,
    struct source *source, const char *secret, struct arena *arena);

/*
 * Told of every document that had to be parsed after xml_known_match(), with
 * the tree ROOT.  Its shape takes the place of the one that was of no use for
 * longest, but ever more rarely, after 2, 4, 8 and so on of them: where none
 * is like another it costs little, and for a single one nothing.
 */
void xml_known_learn(struct xml_known *known, const struct node *root,
    const struct source *source);

#endif

/* SPDX-License-Identifier: ISC */
/* XML as a node tree whose every value knows its place. */
#ifndef CGWGEN_DOC_XML_H
#define CGWGEN_DOC_XML_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"
#include "doc/node.h"
#include "doc/xml_shape.h"

/* A parser that can be used for one document after another, by one thread. */
struct xml_reader;

/* The caller owns the reader and ends it with xml_reader_free(). */
struct xml_reader *xml_reader_new(void);
void xml_reader_free(struct xml_reader *reader);

/*
 * Reads SOURCE, which text_check() has passed, in one pass into a tree in
 * ARENA and returns its root element, or NULL after a CGW003, CGW006, CGW007
 * or CGW008 finding.
 *
 * White space before the document is passed over.
 * Elements become NODE_ELEMENT, attributes NODE_ATTRIBUTE; comments and
 * processing instructions are dropped, character data is trimmed of white
 * space.  A name in a namespace reads "{uri}name".  DTDs, entities other than
 * XML's five, the network and other files are refused.  The content of every
 * element called SECRET (NULL: none) is marked with source_secret().
 *
 * A document whose markup the reader has met in others is not parsed again:
 * see xml_shape.h.
 */
const struct node *xml_read(struct xml_reader *reader, struct source *source,
    const char *secret, struct arena *arena, struct diags *diags);

/*
 * Its two halves, for a caller who need not have all of the tree.  xml_match()
 * is xml_shape_match(), which see, of a document whose markup the reader has
 * met; what it returns lasts until the next document.  Where it returns NULL
 * xml_parse() reads the document, now with text_check() passed.
 */
const struct xml_match *xml_match(struct xml_reader *reader,
    struct source *source, const char *secret, struct arena *arena);
const struct node *xml_parse(struct xml_reader *reader, struct source *source,
    const char *secret, struct arena *arena, struct diags *diags);

/*
 * The number of the shape that the last document was read with, from 1 in the
 * order in which the reader learned them; 0 when it was parsed.  In all
 * documents of a shape the nodes have the same numbers, the root 0: those of
 * xml_match_tree() and xml_match_node().
 */
size_t xml_reader_shape(const struct xml_reader *reader);

/*
 * The path of the element or attribute that the place lies in, as
 * "vpn_connection/ipsec_tunnel[2]/ike/lifetime", added to BUF.  For documents
 * that xml_read() has read; elements that follow one of the same name have
 * numbers.
 */
void xml_path(struct pos pos, struct buf *buf);

#endif

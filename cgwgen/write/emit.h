/* SPDX-License-Identifier: ISC */
/*
 * A tree of nodes as text.  A scalar that is plain is a number, true, false
 * or null and written as it is; any other is a string, whatever it looks
 * like.  Trees are at most TEXT_LIMIT_DEPTH deep.
 */
#ifndef CGWGEN_WRITE_EMIT_H
#define CGWGEN_WRITE_EMIT_H

#include "base/buf.h"
#include "doc/node.h"

/*
 * YAML in block style, lists of few scalars in brackets.  A string is in
 * double quotes when YAML 1.1 or 1.2 could take it for anything else, or
 * when it would not be read back byte by byte.
 *
 * yaml_map() adds the lines of MAP, which is not empty, each behind INDENT
 * blanks; yaml_item() the same as an item of a list, its '-' two columns to
 * the left.
 */
void yaml_map(struct buf *buf, const struct node *map, unsigned indent);
void yaml_item(struct buf *buf, const struct node *map, unsigned indent);
void yaml_string(struct buf *buf, const char *text);

/* JSON (RFC 8259): NODE, its first line where BUF ends, its last one without
 * a newline.  A plain scalar that JSON does not know is a string. */
void json_node(struct buf *buf, const struct node *node, unsigned indent);

/* Whether NODE is a list of a few scalars, which both write on one line. */
bool emit_is_short(const struct node *node);

/* Adds such a list, each item as SCALAR writes it. */
typedef void emit_scalar(struct buf *buf, const struct node *node);
void emit_short(struct buf *buf, const struct node *list, emit_scalar *scalar);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * What the nodes of documents of one shape become: noted while the first of
 * them is read, so that the others need no walk beside the expected elements.
 */
#ifndef CGWGEN_READ_AWS_XML_BINDING_H
#define CGWGEN_READ_AWS_XML_BINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "doc/xml_shape.h"
#include "read/aws_xml_reading.h"

/* What a node becomes. */
struct bound {
	size_t node;               /* its index */
	const struct field *field; /* NULL: it is a tunnel */
	struct aws_xml_met *met;   /* or NULL */
};

struct settled;

struct binding {
	bool known;
	bool odd; /* there is more to say of the document than its values */
	size_t tunnel_count;
	struct bound *list;
	size_t count;
	/* Of documents that have the narrow shape, once one was read: the
	 * values that they have in common, and what is left of the list. */
	bool narrowed;
	struct settled *settled;
	size_t settled_count;
	struct bound *rest;
	size_t rest_count;
};

/* Notes for other documents of the shape what NODE becomes. */
void aws_xml_note(
    struct reading *r, const struct field *field, const struct node *node);

/* The connection begins with its element, each tunnel with its own. */
void aws_xml_begin(struct reading *r, const struct node *root);
void aws_xml_begin_tunnel(struct reading *r, const struct node *element);

/*
 * Reads the document of MATCH, of whose shape BINDING is, where there is
 * nothing to be said but of values: in the order of the tree, so that what is
 * said of these is in the same order.  The tree need not be made.  What is
 * kept for other documents is in KEPT, as the binding is.
 */
void aws_xml_bind_again(struct reading *r, struct binding *binding,
    const struct xml_match *match, struct arena *kept);

#endif

/* SPDX-License-Identifier: ISC */
/* One document's reading, for the files that do it. */
#ifndef CGWGEN_READ_AWS_XML_READING_H
#define CGWGEN_READ_AWS_XML_READING_H

#include <stdbool.h>

#include "model/field.h"
#include "read/aws_xml.h"

struct binding;

/* One document's reading. */
struct reading {
	struct aws_xml *reader;
	struct source *source;
	struct arena *arena;
	struct diags *diags;
	struct connection *connection;
	struct tunnel *tunnel;    /* that is being read, or NULL */
	const struct node *nodes; /* of a document that has a shape */
	struct binding *binding;  /* is noted meanwhile, or NULL */
	bool odd; /* there is more to say of it than of its values */
};

/* Whether NODE is an attribute that tells editors where the schema is. */
bool aws_xml_is_hint(const struct node *node);

/* Says that nobody knows NODE, and lets no message quote it. */
void aws_xml_unknown(struct reading *r, const struct node *node);

/* The slot of FIELD in the tunnel that is being read, or in the connection. */
static inline struct value *
aws_xml_slot(const struct reading *r, const struct field *field)
{
	return field_slot(field,
	    r->tunnel != NULL ? (void *)r->tunnel : (void *)r->connection);
}

/* NODE, an element or attribute without elements, becomes the value of FIELD in
 * the tunnel that is being read, or in the connection. */
void aws_xml_bind(
    struct reading *r, const struct field *field, const struct node *node);

/* The same of a NODE below which there is nothing, or nothing was looked at. */
void aws_xml_take(
    struct reading *r, const struct field *field, const struct node *node);

/* No number, address or name of an algorithm that is met often has more bytes,
 * with its NUL byte. */
#define AWS_XML_MET_TEXT 32

/* A value of one document: in others of the fleet it mostly is the same, and
 * need not be parsed again. */
struct aws_xml_met {
	char text[AWS_XML_MET_TEXT];
	struct value value; /* but for its place and its text */
};

/* VALUE, of FIELD, in ARENA; NULL when it is long or not known, or a text, of
 * which one may be secret. */
struct aws_xml_met *aws_xml_met_new(
    const struct field *field, const struct value *value, struct arena *arena);

#endif
